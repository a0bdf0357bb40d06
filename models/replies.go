package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stet/models/message"

	"gorm.io/gorm"
)

// maxAsked is how long a name or an address may be, in bytes.
const maxAsked = 300

// NameReply names somebody who must be asked about a claim. A confidential
// source goes by its alias, and where it is reached stays in the vault.
func (s *Store) NameReply(ctx context.Context, actor User, claimID int64, f ReplyForm) (Reply, error) {
	var r Reply
	err := s.change(ctx, actor, claimID, ReplyNamed, func(tx *Store, a Article, _ *claimFacts) (Detail, error) {
		r = Reply{ArticleID: a.ID, ClaimID: claimID, Who: tidy(f.Who), Address: tidy(f.Address), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.checkReply(ctx, actor, &r, f.SourceID); err != nil {
			return Detail{}, err
		}
		if err := tx.db.Create(&r).Error; err != nil {
			return Detail{}, fmt.Errorf("store reply: %w", err)
		}
		return Detail{Source: r.SourceID}, nil
	})
	return r, err
}

func (s *Store) checkReply(ctx context.Context, actor User, r *Reply, sourceID int64) error {
	c := checks{}
	if sourceID != 0 {
		o, err := s.Source(ctx, actor, sourceID)
		if err != nil || o.MergedInto != nil {
			return invalid("source", "Choose one of the sources.")
		}
		c.need(r.Who == "", "who", "Name the person here or choose a source, not both.")
		c.need(!o.Confidential() || r.Address == "", "address", "Where a confidential source is reached belongs into the vault: note it on the page of the source.")
		r.SourceID, r.Source = &o.ID, &o
	}
	c.need(r.Who != "" || r.SourceID != nil, "who", "Name who must be asked.")
	c.need(len(r.Who) <= maxAsked, "who", "The name is too long. Keep it under 300 characters.")
	c.need(len(r.Address) <= maxAsked, "address", "The address is too long. Keep it under 300 characters.")
	if err := c.err(); err != nil {
		return err
	}
	return s.unnamed(ctx, actor, map[string]string{"who": r.Who, "address": r.Address})
}

// NoteContact adds a step with somebody who must be asked: an attempt, an
// answer, or where the answer stands in the text.
func (s *Store) NoteContact(ctx context.Context, actor User, replyID int64, f ContactForm) error {
	return s.noteContact(ctx, actor, replyID, f, s.now())
}

// noteContact adds a step that was no later than a time.
func (s *Store) noteContact(ctx context.Context, actor User, replyID int64, f ContactForm, latest time.Time) error {
	action, known := map[Step]Action{StepAttempt: ReplyAttempted, StepAnswer: ReplyAnsweredAct, StepReflected: ReplyReflectedAct}[f.Step]
	if !known {
		return invalid("step", "Choose what happened.")
	}
	r, err := s.Reply(ctx, actor, replyID)
	if err != nil {
		return err
	}
	return s.change(ctx, actor, r.ClaimID, action, func(tx *Store, _ Article, _ *claimFacts) (Detail, error) {
		if r, err = tx.Reply(ctx, actor, replyID); err != nil { // as it is now that the article is locked
			return Detail{}, err
		}
		c := Contact{ArticleID: r.ArticleID, ReplyID: r.ID, Step: f.Step, Channel: f.Channel, Said: tidy(f.Said), Deadline: utc(f.Deadline), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if c.At = c.CreatedAt; f.At != nil {
			c.At = f.At.UTC()
		}
		if err := c.check(r, latest); err != nil {
			return Detail{}, err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"said": c.Said}); err != nil {
			return Detail{}, err
		}
		return Detail{Source: r.SourceID, Is: string(c.Channel)}, tx.addContact(c)
	})
}

// check says what is wrong with a step of a reply.
func (c Contact) check(r Reply, latest time.Time) error {
	wrong := checks{}
	asks := map[Step]message.Key{StepAttempt: "Say what was put to them.", StepAnswer: "Say what they answered.", StepReflected: "Say where in the text the answer stands."}
	wrong.need(r.Who != "" || r.SourceID != nil, "said", "Nobody is named here. Name who is asked first.")
	wrong.need(c.Said != "", "said", asks[c.Step])
	wrong.need(len(c.Said) <= maxField, "said", "This is too long. Keep it under 20,000 characters.")
	wrong.need(c.Step == StepReflected || c.Channel != NoChannel && slices.Contains(Channels, c.Channel), "channel", "Choose how.")
	wrong.need(!c.At.After(latest.Add(time.Minute)), "at", "This time has not come yet.")
	wrong.need(c.Deadline == nil || c.Step == StepAttempt, "deadline", "Only an attempt sets a deadline.")
	wrong.need(c.Deadline == nil || c.Deadline.After(c.At), "deadline", "The deadline has to be later than the attempt.")
	wrong.need(c.Step != StepReflected || slices.ContainsFunc(r.Contacts, func(o Contact) bool { return o.Step == StepAnswer }), "said", "There is no answer yet that could stand in the text.")
	return wrong.err()
}

func (s *Store) addContact(c Contact) error {
	if err := s.db.Create(&c).Error; err != nil {
		return fmt.Errorf("store contact: %w", err)
	}
	return nil
}

// WaiveReply says why somebody is not asked after all; for replyID 0, why
// nobody has to be asked about the claim. The sign-off names it.
func (s *Store) WaiveReply(ctx context.Context, actor User, claimID, replyID int64, reason string) error {
	return s.change(ctx, actor, claimID, ReplyWaivedAct, func(tx *Store, a Article, _ *claimFacts) (Detail, error) {
		if reason = tidy(reason); reason == "" {
			return Detail{}, invalid("said", "Say why. The sign-off will name you and your reason.")
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"said": reason}); err != nil {
			return Detail{}, err
		}
		r, err := tx.waivable(actor, a, claimID, replyID)
		if err != nil {
			return Detail{}, err
		}
		now := tx.now()
		return Detail{Source: r.SourceID, Reason: reason}, tx.addContact(Contact{ArticleID: a.ID, ReplyID: r.ID, Step: StepWaiver, Said: reason, At: now, CreatedBy: actor.ID, CreatedAt: now})
	})
}

// waivable is the reply that a waiver is about, a new one for 0.
func (s *Store) waivable(actor User, a Article, claimID, replyID int64) (Reply, error) {
	known, err := s.repliesWhere(s.db.Where("claim_id = ?", claimID))
	if err != nil {
		return Reply{}, err
	}
	at := slices.IndexFunc(known, func(r Reply) bool { return r.ID == replyID })
	switch {
	case at >= 0:
		return known[at], nil
	case replyID != 0:
		return Reply{}, fmt.Errorf("load reply %d: %w", replyID, ErrNotFound)
	case len(known) > 0:
		return Reply{}, invalid("said", "Somebody is named already. Say for each of them why they are not asked.")
	}
	r := Reply{ArticleID: a.ID, ClaimID: claimID, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := s.db.Create(&r).Error; err != nil {
		return r, fmt.Errorf("store reply: %w", err)
	}
	return r, nil
}

// Reply loads one reply with its contacts.
func (s *Store) Reply(ctx context.Context, actor User, id int64) (Reply, error) {
	all, err := s.repliesWhere(s.seen(ctx, actor).Where("id = ?", id))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("load reply %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return Reply{}, err
	}
	return all[0], nil
}

// ReplyRow is who must be asked about a claim; an allegation that names nobody
// yet has none.
type ReplyRow struct {
	Claim  Claim
	Reply  *Reply
	Status ReplyStatus
}

// Replies lists who must be asked about the claims of an article that are not
// withdrawn: what is open first, by its deadline.
func (s *Store) Replies(ctx context.Context, actor User, articleID int64) ([]ReplyRow, error) {
	var claims []Claim
	if err := s.seen(ctx, actor).Where("article_id = ? AND status <> ?", articleID, ClaimWithdrawn).Order("number").Find(&claims).Error; err != nil {
		return nil, fmt.Errorf("load the claims of article %d: %w", articleID, err)
	}
	replies, err := s.repliesWhere(s.seen(ctx, actor).Where("article_id = ?", articleID))
	if err != nil {
		return nil, err
	}
	var rows []ReplyRow
	for _, c := range claims {
		named := false
		for i, r := range replies {
			if r.ClaimID == c.ID {
				rows, named = append(rows, ReplyRow{c, &replies[i], r.Status(s.now())}), true
			}
		}
		if !named && c.Risk == RiskHigh {
			rows = append(rows, ReplyRow{Claim: c, Status: ReplyUnasked})
		}
	}
	slices.SortStableFunc(rows, func(a, b ReplyRow) int { return a.rank().Compare(b.rank()) })
	return rows, nil
}

// rank sorts rows: what has no deadline yet, then by the deadline, then what is settled.
func (r ReplyRow) rank() time.Time {
	switch {
	case r.Status.Settled():
		return time.Unix(1<<40, 0)
	case r.Reply == nil || r.Reply.Deadline() == nil:
		return time.Time{}
	}
	return *r.Reply.Deadline()
}

// repliesWhere loads the replies that q asks for with their sources and their
// contacts, in three queries at most.
func (s *Store) repliesWhere(q *gorm.DB) ([]Reply, error) {
	var all []Reply
	if err := q.Order("claim_id, id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load replies: %w", err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	var ids, sourceIDs []int64
	for _, r := range all {
		ids, sourceIDs = append(ids, r.ID), append(sourceIDs, value(r.SourceID))
	}
	var contacts []Contact
	if err := s.read.Where("reply_id IN ?", ids).Order("id").Find(&contacts).Error; err != nil {
		return nil, fmt.Errorf("load contacts: %w", err)
	}
	inTime(contacts)
	byReply := map[int64][]Contact{}
	for _, c := range contacts {
		byReply[c.ReplyID] = append(byReply[c.ReplyID], c)
	}
	sources, err := s.sourcesByID(sourceIDs)
	if err != nil {
		return nil, err
	}
	for i := range all {
		r := &all[i]
		r.Contacts = byReply[r.ID]
		r.Source = sources[value(r.SourceID)]
	}
	return all, nil
}
