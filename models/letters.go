package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Letter shows what a link asks. It returns ErrNotFound, and tells nothing more,
// for one that has expired, was revoked or used up, or never was; a network that
// tries many of those is refused.
func (s *Store) Letter(ctx context.Context, token, address string) (Letter, error) {
	i, a, err := s.openInquiry(ctx, token)
	if errors.Is(err, ErrNotFound) {
		if refused := s.countTry(ctx, address); refused != nil {
			return Letter{}, refused
		}
	}
	if err != nil {
		return Letter{}, err
	}
	if err := s.noteUse(ctx, i); err != nil {
		return Letter{}, err
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return Letter{}, err
	}
	l := Letter{Newsroom: set.Newsroom, Ask: i.Ask, Wording: i.Wording, Until: i.ExpiresAt, ToAuthor: i.ForAuthor()}
	if i.ShowTitle {
		l.Title = a.Title
	}
	if l.ToAuthor {
		l.Asked, err = s.askedOfAuthor(ctx, a)
	}
	return l, err
}

// noteUse notes that somebody came by a link.
func (s *Store) noteUse(ctx context.Context, i Inquiry) error {
	if err := s.db.WithContext(ctx).Model(&Inquiry{}).Where("id = ?", i.ID).Update("used_at", s.now()).Error; err != nil {
		return fmt.Errorf("note the use of link %d: %w", i.ID, err)
	}
	return nil
}

// countTry counts a try with a link. It is the count of sign-ins, kept apart
// from them by what no network is called.
func (s *Store) countTry(ctx context.Context, address string) error {
	if address == "" {
		return nil
	}
	return s.countAttempt(ctx, "", "link from "+network(address))
}

// openInquiry finds the link that a token is of, while it takes answers: a claim
// that was withdrawn and an article that was killed ask nothing any more.
func (s *Store) openInquiry(ctx context.Context, token string) (Inquiry, Article, error) {
	i, err := one(s.inquiriesWhere(s.read.WithContext(ctx).Where("token_hash = ? AND (claim_id IS NULL OR claim_id IN (SELECT id FROM claims WHERE withdrawn_at IS NULL))", hashToken(token))))
	if err != nil {
		return i, Article{}, fmt.Errorf("open a link: %w", err)
	}
	var a Article
	if err := first(s.read.WithContext(ctx).First(&a, i.ArticleID).Error, "load article", i.ArticleID); err != nil {
		return i, a, err
	}
	if !i.Open(s.now()) || a.Status == ArticleKilled {
		return i, a, fmt.Errorf("open a link: %w", ErrNotFound)
	}
	return i, a, nil
}

// AnswerInquiry takes in what somebody outside answers by a link. Whatever tells
// who a confidential source is is left out of it: whoever writes cannot be warned
// of names that the newsroom keeps to itself.
func (s *Store) AnswerInquiry(ctx context.Context, token, address string, f AnswerForm) error {
	if err := s.countTry(ctx, address); err != nil {
		return err
	}
	return s.throughLink(ctx, token, func(tx *Store, i Inquiry, _ Article) error {
		if i.ForAuthor() {
			return fmt.Errorf("answer by a link: %w", ErrNotFound)
		}
		a := Answer{ArticleID: i.ArticleID, InquiryID: i.ID, Response: f.Response, Said: tidy(f.Said), At: tx.now()}
		if err := a.check(); err != nil {
			return err
		}
		if err := tx.unsay(&a.Said, i); err != nil {
			return err
		}
		if err := tx.db.Create(&a).Error; err != nil {
			return fmt.Errorf("store an answer: %w", err)
		}
		return tx.noteAnswer(i, a)
	})
}

// throughLink does something for whoever has a link that still takes answers, holding
// its article.
func (s *Store) throughLink(ctx context.Context, token string, do func(*Store, Inquiry, Article) error) error {
	return s.Tx(ctx, func(tx *Store) error {
		i, _, err := tx.openInquiry(ctx, token)
		if err != nil {
			return err
		}
		if _, err := tx.lockArticle(i.ArticleID); err != nil {
			return err
		}
		i, a, err := tx.openInquiry(ctx, token) // as it is now that nobody else answers
		if err != nil {
			return err
		}
		return do(tx, i, a)
	})
}

func (a Answer) check() error {
	c := checks{}
	c.need(slices.Contains(Responses, a.Response), "response", "Choose one of the three.")
	c.need(a.Response == ResponseConfirmed || a.Said != "", "said", "Write what you want to say.")
	c.need(len(a.Said) <= maxField, "said", "This is too long. Keep it under 20,000 characters.")
	return c.err()
}

// unsay takes the names of the vault out of an answer. Without the key they
// cannot be looked for: from a confidential source nothing is taken in then.
func (s *Store) unsay(said *string, i Inquiry) error {
	names, err := s.confidentialNames()
	if refused := (*Refused)(nil); errors.As(err, &refused) && (i.Source == nil || !i.Source.Confidential()) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for names in an answer: %w", errors.New(err.Error())) // which is nothing to tell outside
	}
	for _, name := range spelled(names, []*string{said}) {
		without(said, name)
	}
	return nil
}

// noteAnswer records an answer, under the name of who made the link, and notes
// it where a reply was asked for.
func (s *Store) noteAnswer(i Inquiry, a Answer) error {
	var c Claim
	if err := first(s.db.First(&c, *i.ClaimID).Error, "load claim", *i.ClaimID); err != nil {
		return err
	}
	if i.ReplyID != nil {
		said := string(a.Response) + ": " + a.Said
		if err := s.addContact(Contact{ArticleID: i.ArticleID, ReplyID: *i.ReplyID, Step: StepAnswer, Channel: ChannelLink, Said: said, At: a.At, CreatedBy: i.CreatedBy, CreatedAt: a.At}); err != nil {
			return err
		}
	}
	return s.record(User{ID: i.CreatedBy}, &i.ArticleID, i.ClaimID, InquiryAnswered, Detail{Number: c.Number, Is: string(a.Response), Source: i.SourceID})
}
