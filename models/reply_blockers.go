package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"stet/models/message"
)

// bareReplies are the replies of an article's claims, by claim, with no more
// than who they are of and where they stand: in one query, for there the page
// of the article waits for it.
func (s *Store) bareReplies(ctx context.Context, articleID int64) (map[int64][]Reply, error) {
	var rows []struct {
		ID, ClaimID int64
		Name        string
		Step        Step
		At          *time.Time
		Deadline    *time.Time
	}
	err := s.read.WithContext(ctx).Raw(`SELECT r.id, r.claim_id, COALESCE(o.title, r.who) AS name, COALESCE(c.step, '') AS step, c.at, c.deadline
		FROM replies r LEFT JOIN sources o ON o.id = r.source_id LEFT JOIN contacts c ON c.reply_id = r.id
		WHERE r.article_id = ? ORDER BY r.claim_id, r.id, c.at, c.id`, articleID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load the replies of article %d: %w", articleID, err)
	}
	byClaim := map[int64][]Reply{}
	for _, row := range rows {
		all := byClaim[row.ClaimID]
		if n := len(all); n == 0 || all[n-1].ID != row.ID {
			all = append(all, Reply{ID: row.ID, ArticleID: articleID, ClaimID: row.ClaimID, Who: row.Name})
		}
		if r := &all[len(all)-1]; row.At != nil {
			r.Contacts = append(r.Contacts, Contact{ReplyID: r.ID, Step: row.Step, At: *row.At, Deadline: row.Deadline})
		}
		byClaim[row.ClaimID] = all
	}
	return byClaim, nil
}

// replyBlockers lists where the right of reply is not given yet.
func (s *Store) replyBlockers(ctx context.Context, a Article) ([]Blocker, error) {
	byClaim, err := s.bareReplies(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	var claims []Claim
	err = s.read.Select("id", "number", "wording", "risk").Order("number").
		Where("article_id = ? AND status <> ? AND (risk = ? OR id IN (SELECT claim_id FROM replies WHERE article_id = ?))", a.ID, ClaimWithdrawn, RiskHigh, a.ID).Find(&claims).Error
	if err != nil {
		return nil, fmt.Errorf("list the allegations of article %d: %w", a.ID, err)
	}
	var all []Blocker
	for _, c := range claims {
		for _, u := range RightOfReply(c.Risk, byClaim[c.ID], s.now()) {
			all = append(all, Blocker{Sort: BlockReply, What: u.of(c), ClaimID: c.ID, Number: c.Number, Block: -1, DueAt: u.DueAt})
		}
	}
	return all, nil
}

// waivers lists who is not asked although they could be, for the sign-off to name.
func (s *Store) waivers(ctx context.Context, a Article) ([]Exception, error) {
	replies, err := s.repliesWhere(s.read.Where("article_id = ?", a.ID))
	if err != nil || len(replies) == 0 {
		return nil, err
	}
	var claims []Claim
	if err := s.read.Select("id", "number", "wording").Where("article_id = ? AND status <> ?", a.ID, ClaimWithdrawn).Find(&claims).Error; err != nil {
		return nil, fmt.Errorf("load the claims of article %d: %w", a.ID, err)
	}
	byID := map[int64]Claim{}
	for _, c := range claims {
		byID[c.ID] = c
	}
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	var all []Exception
	for _, r := range replies {
		c, there := byID[r.ClaimID]
		if w := r.Waiver(); there && w != nil {
			why := r.waived(w.Said)
			all = append(all, Exception{Sort: notAsked, Number: c.Number, What: c.Wording, Who: people[w.CreatedBy].Name, Reason: why.String(), Said: why})
		}
	}
	return all, nil
}

// notAsked is the sort of exception that a waived reply is.
const notAsked = "not_asked"

// waived says for a reason whose reply was waived.
func (r Reply) waived(reason string) message.Message {
	if r.Who == "" && r.SourceID == nil {
		return message.New("nobody has to be asked. %s", reason)
	}
	return message.New("%s is not asked. %s", r.leaving(), reason)
}

// of is what keeps the claim from being signed off, as a sentence.
func (u Unheard) of(c Claim) message.Message {
	if u.Who == "" {
		return message.New(u.What, c.Number, c.Wording)
	}
	return message.New(u.What, c.Number, u.Who, c.Wording)
}

// hideAddresses takes out of the replies of a source where it is reached, for
// the vault: a line for each.
func (s *Store) hideAddresses(sourceID int64) (string, error) {
	var all []string
	if err := s.db.Model(&Reply{}).Where("source_id = ? AND address <> ''", sourceID).Distinct("address").Order("address").Pluck("address", &all).Error; err != nil {
		return "", fmt.Errorf("look for the addresses of source %d: %w", sourceID, err)
	}
	if err := s.db.Model(&Reply{}).Where("source_id = ?", sourceID).Update("address", "").Error; err != nil {
		return "", fmt.Errorf("hide the addresses of source %d: %w", sourceID, err)
	}
	return strings.Join(all, "\n"), nil
}
