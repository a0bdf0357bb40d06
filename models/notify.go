package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// acts are what a transaction has recorded that somebody is told of. They are
// told once, before it is committed: so forty acts make one notice.
type acts struct {
	events    []recorded
	stale     []staled
	delivered []int64 // events that programs outside may want
}

type recorded struct {
	Event
	detail Detail
}

// staled is a claim whose approval has gone stale.
type staled struct {
	articleID, claimID int64
	fingerprint        string // that was approved
	event              int    // index of the one that did it; -1 while it is not recorded
}

// noteStale remembers a claim whose approval the act that is under way made stale.
func (s *Store) noteStale(was Claim) {
	if s.acts != nil {
		s.acts.stale = append(s.acts.stale, staled{was.ArticleID, was.ID, was.Fingerprint, -1})
	}
}

// note remembers an event whose act tells somebody.
func (a *acts) note(e Event, d Detail) {
	notifies := e.Action.notifies(d)
	for i := range a.stale {
		if k := &a.stale[i]; k.event < 0 && k.articleID == value(e.ArticleID) {
			k.event, notifies = len(a.events), true
		}
	}
	if notifies {
		a.events = append(a.events, recorded{e, d})
	}
	if slices.Contains(WebhookActions, e.Action) {
		a.delivered = append(a.delivered, e.ID)
	}
}

// notify makes the notices of what a transaction has recorded, in a number of
// queries that does not depend on how much that is.
func (s *Store) notify() error {
	if len(s.acts.events) == 0 {
		return nil
	}
	all, err := s.happenings()
	if err != nil {
		return fmt.Errorf("find whom to tell: %w", err)
	}
	var due []Notice
	for _, h := range all {
		due = append(due, h.notices()...)
		if err := s.endWaiting(h); err != nil {
			return fmt.Errorf("end the notices of what waited: %w", err)
		}
	}
	if due = gathered(due); len(due) == 0 {
		return nil
	}
	if err := s.timeMails(due, all[0].People); err != nil {
		return fmt.Errorf("plan the mails of notices: %w", err)
	}
	if err := s.saveNotices(due); err != nil {
		return fmt.Errorf("save notices: %w", err)
	}
	return nil
}

// happenings loads all that decides who is told of the events.
func (s *Store) happenings() ([]happening, error) {
	var articles, claims, comments []int64
	for _, e := range s.acts.events {
		comments = append(comments, e.detail.Comment, value(e.detail.Thread))
	}
	byComment, err := byID(s, comments, func(c Comment) int64 { return c.ID })
	if err != nil {
		return nil, err
	}
	for i := range s.acts.events {
		e := &s.acts.events[i]
		if e.InLane() { // where it is, its event does not say
			c := byComment[*e.CommentID]
			e.ArticleID, e.ClaimID = &c.ArticleID, c.ClaimID
		}
		articles, claims = append(articles, value(e.ArticleID)), append(claims, value(e.ClaimID))
	}
	people, err := s.people(context.Background())
	if err != nil {
		return nil, err
	}
	byArticle, err := byID(s, articles, func(a Article) int64 { return a.ID })
	if err != nil {
		return nil, err
	}
	byClaim, err := byID(s, claims, func(c Claim) int64 { return c.ID })
	if err != nil {
		return nil, err
	}
	var all []happening
	for _, e := range s.acts.events {
		h := happening{Event: e.Event, Detail: e.detail, Article: byArticle[value(e.ArticleID)], Claim: byClaim[value(e.ClaimID)], Comment: byComment[e.detail.Comment], Thread: byComment[value(e.detail.Thread)], People: people}
		all = append(all, h)
	}
	return all, s.fillHappenings(all)
}

// endWaiting marks as read that verdicts wait, once none does in their article.
func (s *Store) endWaiting(h happening) error {
	if h.Article.Waiting > 0 || h.Action != ReviewApproved && h.Action != ReviewReturned {
		return nil
	}
	var people []int64
	err := s.db.Raw("UPDATE notices SET read_at = ?, mail_at = NULL WHERE article_id = ? AND kind = ? AND read_at IS NULL RETURNING user_id", s.now(), h.Article.ID, NoticeWaiting).Scan(&people).Error
	for _, id := range people {
		s.tell(id)
	}
	return err
}

// byID loads rows by their ids in one query, in none for no ids.
func byID[T any](s *Store, ids []int64, id func(T) int64) (map[int64]T, error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id == 0 })
	found := make(map[int64]T, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	var rows []T
	if err := s.db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	for _, r := range rows {
		found[id(r)] = r
	}
	return found, nil
}

// fillHappenings adds who is named for restricted articles, who proposed and who
// had a hand in claims, and whose approvals went stale.
func (s *Store) fillHappenings(all []happening) error {
	var restricted, judged, verdicts []int64
	for _, h := range all {
		if h.Article.Restricted {
			restricted = append(restricted, h.Article.ID)
		}
		if slices.Contains([]Action{VerdictSubmitted, SecondGiven, SecondWaivedAct}, h.Action) {
			judged = append(judged, h.Claim.ID)
		}
		verdicts = append(verdicts, h.Claim.VerdictID)
	}
	named, err := s.pairs("SELECT article_id, user_id FROM article_people WHERE article_id IN ?", restricted)
	if err != nil {
		return err
	}
	hands, err := s.pairs("SELECT DISTINCT claim_id, user_id FROM hands WHERE claim_id IN ?", judged)
	if err != nil {
		return err
	}
	wanted, err := s.wanting(judged)
	if err != nil {
		return err
	}
	proposed, err := byID(s, verdicts, func(v Verdict) int64 { return v.ID })
	if err != nil {
		return err
	}
	for i := range all {
		h := &all[i]
		h.Wants, h.Named, h.Hands, h.Proposer = slices.Contains(wanted, h.Claim.ID), named[h.Article.ID], hands[h.Claim.ID], proposed[h.Claim.VerdictID].CreatedBy
	}
	if err := s.findVoid(all); err != nil {
		return err
	}
	return s.findStale(all)
}

// pairs are the people of each id, in no query for no ids.
func (s *Store) pairs(sql string, ids []int64) (map[int64]map[int64]bool, error) {
	found := map[int64]map[int64]bool{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := s.db.Raw(sql, ids).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, userID int64
		if err := rows.Scan(&id, &userID); err != nil {
			return nil, err
		}
		if found[id] == nil {
			found[id] = map[int64]bool{}
		}
		found[id][userID] = true
	}
	return found, rows.Err()
}

// findVoid adds whose approvals were of a verdict that was declared void.
func (s *Store) findVoid(all []happening) error {
	for i := range all {
		h := &all[i]
		if h.Action != ReviewVoided {
			continue
		}
		var people []int64
		if err := s.db.Raw("SELECT DISTINCT created_by FROM reviews WHERE verdict_id = ? AND decision = ? ORDER BY created_by", h.Claim.VerdictID, Approve).Scan(&people).Error; err != nil {
			return err
		}
		for _, id := range people {
			h.Stale = append(h.Stale, approval{h.Claim.ID, id})
		}
	}
	return nil
}

// findStale adds, to the events that made approvals stale, which and whose those were.
func (s *Store) findStale(all []happening) error {
	var claims []int64
	for _, k := range s.acts.stale {
		if k.event >= 0 {
			claims = append(claims, k.claimID)
		}
	}
	if len(claims) == 0 {
		return nil
	}
	var reviews []Review
	if err := s.db.Where("claim_id IN ? AND decision = ?", claims, Approve).Order("id").Find(&reviews).Error; err != nil {
		return err
	}
	for _, k := range s.acts.stale {
		for _, r := range reviews {
			if k.event < 0 || r.ClaimID != k.claimID || r.Fingerprint != k.fingerprint {
				continue
			}
			if h, p := &all[k.event], (approval{k.claimID, r.CreatedBy}); !slices.Contains(h.Stale, p) {
				h.Stale = append(h.Stale, p)
			}
		}
	}
	return nil
}

// saveNotices stores notices, and adds those that gather to what is unread.
func (s *Store) saveNotices(due []Notice) error {
	const row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)"
	var rows []string
	var values []any
	for _, n := range due {
		rows = append(rows, row)
		values = append(values, n.UserID, n.Kind, n.Gathers, n.ArticleID, n.ClaimID, n.CommentID, n.EventID, n.Times, n.At, n.MailAt)
		s.tell(n.UserID)
	}
	return s.db.Exec(`INSERT INTO notices (user_id, kind, gathers, article_id, claim_id, comment_id, event_id, times, at, mail_at, mailed, tries) VALUES `+strings.Join(rows, ", ")+`
		ON CONFLICT (user_id, kind, article_id) WHERE gathers AND read_at IS NULL DO UPDATE SET
			event_id = excluded.event_id, at = excluded.at,
			claim_id = CASE WHEN notices.claim_id = excluded.claim_id THEN notices.claim_id END,
			times = CASE WHEN notices.claim_id = excluded.claim_id THEN notices.times ELSE notices.times + excluded.times END,
			mail_at = CASE WHEN notices.claim_id = excluded.claim_id THEN notices.mail_at ELSE COALESCE(notices.mail_at, excluded.mail_at) END`, values...).Error
}
