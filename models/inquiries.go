package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// SendInquiry makes a link by which somebody outside answers a fixed wording of
// a claim, and returns its token, which is shown this once.
func (s *Store) SendInquiry(ctx context.Context, actor User, claimID int64, f InquiryForm) (token string, err error) {
	if token, err = s.newToken(); err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	err = s.change(ctx, actor, claimID, InquirySent, func(tx *Store, a Article, c *claimFacts) (Detail, error) {
		i := Inquiry{ArticleID: a.ID, ClaimID: &claimID, TokenHash: hashToken(token), Who: tidy(f.Who), Ask: tidy(f.Ask), Wording: c.Claim.Wording,
			ShowTitle: f.ShowTitle, Once: f.Once, CreatedBy: actor.ID, CreatedAt: tx.now()}
		if at := slices.IndexFunc(c.Places, func(p Anchor) bool { return p.Method.Attached() }); f.InText && at >= 0 {
			i.Wording = c.Places[at].Quote
		}
		if i.ExpiresAt = i.CreatedAt.Add(inquiryLasts); f.Until != nil {
			i.ExpiresAt = f.Until.UTC()
		}
		if err := tx.addressInquiry(ctx, actor, &i, f); err != nil {
			return Detail{}, err
		}
		if err := tx.db.Create(&i).Error; err != nil {
			return Detail{}, fmt.Errorf("store inquiry: %w", err)
		}
		return Detail{Source: i.SourceID}, tx.noteInquiry(i)
	})
	return token, err
}

// addressInquiry says for whom a link is, and checks the rest of its form.
func (s *Store) addressInquiry(ctx context.Context, actor User, i *Inquiry, f InquiryForm) error {
	r := Reply{Who: i.Who}
	if f.ReplyID != 0 {
		known, err := s.repliesWhere(s.db.Where("id = ? AND claim_id = ?", f.ReplyID, i.ClaimID))
		if err != nil {
			return err
		}
		if len(known) == 0 || known[0].Who == "" && known[0].SourceID == nil {
			return invalid("reply", "Choose one of those who are named.")
		}
		r, i.ReplyID = known[0], &known[0].ID
	} else if err := s.checkReply(ctx, actor, &r, f.SourceID); err != nil {
		return err
	}
	i.Who, i.SourceID = r.Who, r.SourceID
	c := checks{}
	c.need(i.Ask != "", "ask", "Write what you want to know.")
	c.need(len(i.Ask) <= maxField, "ask", "This is too long. Keep it under 20,000 characters.")
	c.period(*i)
	if err := c.err(); err != nil {
		return err
	}
	return s.unnamed(ctx, actor, map[string]string{"ask": i.Ask})
}

// period checks for how long a link works.
func (c checks) period(i Inquiry) {
	c.need(i.ExpiresAt.After(i.CreatedAt), "until", "The link has to work for a while: choose a time that is still to come.")
	c.need(i.ExpiresAt.Before(i.CreatedAt.Add(longestLink)), "until", "A link works for at most 90 days.")
}

// noteInquiry notes a link as an attempt where it asks for a reply.
func (s *Store) noteInquiry(i Inquiry) error {
	if i.ReplyID == nil {
		return nil
	}
	return s.addContact(Contact{ArticleID: i.ArticleID, ReplyID: *i.ReplyID, Step: StepAttempt, Channel: ChannelLink, Said: i.Ask + "\n“" + i.Wording + "”", At: i.CreatedAt,
		Deadline: &i.ExpiresAt, CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt})
}

// RevokeInquiry closes a link.
func (s *Store) RevokeInquiry(ctx context.Context, actor User, id int64) error {
	i, err := s.Inquiry(ctx, actor, id)
	if err != nil {
		return err
	}
	if i.ForAuthor() {
		return s.revokeAuthorLink(ctx, actor, i)
	}
	return s.change(ctx, actor, *i.ClaimID, InquiryRevoked, func(tx *Store, _ Article, _ *claimFacts) (Detail, error) {
		return Detail{Source: i.SourceID}, tx.closeLink(actor, id)
	})
}

func (s *Store) closeLink(actor User, id int64) error {
	return s.db.Model(&Inquiry{}).Where("id = ? AND revoked_at IS NULL", id).Updates(map[string]any{"revoked_at": s.now(), "revoked_by": actor.ID}).Error
}

// Inquiry loads one link with its answers.
func (s *Store) Inquiry(ctx context.Context, actor User, id int64) (Inquiry, error) {
	return one(s.inquiriesWhere(s.seen(ctx, actor).Where("id = ?", id)))
}

// inquiriesWhere loads the links that q asks for with their sources and
// answers, in three queries at most.
func (s *Store) inquiriesWhere(q *gorm.DB) ([]Inquiry, error) {
	var all []Inquiry
	if err := q.Order("id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load inquiries: %w", err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	var ids, sourceIDs []int64
	for _, i := range all {
		ids, sourceIDs = append(ids, i.ID), append(sourceIDs, value(i.SourceID))
	}
	var answers []Answer
	if err := s.read.Where("inquiry_id IN ?", ids).Order("inquiry_id, id").Find(&answers).Error; err != nil {
		return nil, fmt.Errorf("load answers: %w", err)
	}
	sources, err := s.sourcesByID(sourceIDs)
	if err != nil {
		return nil, err
	}
	for k := range all {
		i := &all[k]
		i.Answers = take(&answers, func(a Answer) bool { return a.InquiryID == i.ID })
		i.Source = sources[value(i.SourceID)]
	}
	return all, nil
}

// one is the only one of several, or ErrNotFound.
func one[T any](all []T, err error) (found T, _ error) {
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return found, err
	}
	return all[0], nil
}

// EvidenceOfAnswer makes evidence of an answer: its words, with when and to
// which wording they were given.
func (s *Store) EvidenceOfAnswer(ctx context.Context, actor User, answerID int64) (Evidence, error) {
	var e Evidence
	var a Answer
	if err := first(s.seen(ctx, actor).First(&a, answerID).Error, "load answer", answerID); err != nil {
		return e, err
	}
	i, err := s.Inquiry(ctx, actor, a.InquiryID)
	if err != nil {
		return e, err
	}
	err = s.change(ctx, actor, value(i.ClaimID), EvidenceCreated, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		if err := first(tx.db.First(&a, answerID).Error, "load answer", answerID); err != nil {
			return Detail{}, err
		}
		if a.EvidenceID != nil {
			return Detail{}, refuse("Somebody made evidence of this answer already.")
		}
		if e, err = tx.newEvidence(Warned(ctx, OfName), actor, f.Claim, i.evidence(a), nil); err != nil { // its words are what they are
			return Detail{}, err
		}
		err := tx.db.Model(&Answer{}).Where("id = ?", answerID).Update("evidence_id", e.ID).Error
		return Detail{Is: string(e.Relation), Source: e.SourceID}, err
	})
	return e, err
}

// evidence is the form of an item that rests on an answer.
func (i Inquiry) evidence(a Answer) EvidenceForm {
	f := EvidenceForm{Relation: a.Response.Relation(), Locator: "Answer by a link, " + a.At.UTC().Format("2 January 2006, 15:04 UTC"), Excerpt: a.Said, Note: "Asked: " + i.Ask + "\nTo the words: “" + i.Wording + "”"}
	if f.Excerpt == "" {
		f.Excerpt = "Confirmed: “" + i.Wording + "”"
	}
	if i.SourceID != nil {
		f.SourceID = *i.SourceID
	} else {
		f.Source = SourceForm{Type: SourcePerson, Title: i.Who}
	}
	return f
}
