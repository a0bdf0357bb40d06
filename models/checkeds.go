package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Checked makes the projection of an article that exports are written from. It
// lists what may leave, field by field.
func (s *Store) Checked(ctx context.Context, actor User, articleID int64) (Checked, error) {
	w, err := s.Workspace(ctx, actor, articleID)
	if err != nil {
		return Checked{}, err
	}
	settings, err := s.Settings(ctx)
	if err != nil {
		return Checked{}, err
	}
	c := Checked{Format: CheckedFormat, Version: CheckedVersion, ExportedAt: s.now(), Draft: true,
		Newsroom: Newsroom{Name: settings.Newsroom, URL: settings.URL}, Article: w.checkedArticle(), Scale: checkedScale(w.Scale),
		Text: w.Document.Text, Blocks: w.Document.Blocks, Sentences: w.Document.Sentences, Coverage: w.Coverage, Claims: []CheckedClaim{}, Skips: []CheckedSkip{}}
	for _, k := range w.Skips {
		c.Skips = append(c.Skips, CheckedSkip{Span: k.Anchor.Span(), Reason: k.Reason})
	}
	if err := s.checkedClaims(&c, w); err != nil {
		return Checked{}, err
	}
	return c, s.checkedSignOff(&c, w)
}

// CheckedFormat is the name of the exchange format.
const CheckedFormat = "stet.article"

func (w Workspace) checkedArticle() CheckedArticle {
	a, r := w.Article, w.Revision
	return CheckedArticle{ID: a.ID, Title: a.Title, Byline: a.Byline, Section: a.Section, Language: a.Language, Scope: a.Scope, ScopeNote: a.ScopeNote,
		Status: a.Status, URL: a.PublicURL, Revision: r.Number, SavedAt: r.CreatedAt.UTC(), SHA256: r.SHA256, Words: r.Words}
}

func checkedScale(s Scale) CheckedScale {
	c := CheckedScale{Code: s.Code, Version: s.Version, Language: s.Language, Name: s.Name, Ratings: []CheckedRating{}}
	for _, r := range s.Ratings {
		c.Ratings = append(c.Ratings, r.checked())
	}
	return c
}

func (r Rating) checked() CheckedRating {
	return CheckedRating{Code: r.Code, Label: r.Label, Definition: r.Definition, Ordinal: r.Ordinal, Look: r.Look}
}

// checkedClaims adds the claims, by their first place in the text.
func (s *Store) checkedClaims(c *Checked, w Workspace) error {
	all, err := s.articleFacts(w.Article)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Claim.WithdrawnAt != nil {
			continue
		}
		claim, err := s.checkedClaim(f, w.People)
		if err != nil {
			return err
		}
		c.Claims = append(c.Claims, claim)
	}
	slices.SortStableFunc(c.Claims, func(a, b CheckedClaim) int { return a.start() - b.start() })
	return nil
}

// articleFacts loads the facts of all claims of an article, with the sources
// and files of their evidence.
func (s *Store) articleFacts(a Article) ([]claimFacts, error) {
	all, err := s.factsOf(a)
	if err != nil {
		return nil, err
	}
	var items []Evidence
	for _, f := range all {
		items = append(items, f.Evidence...)
	}
	if err := s.complete(items); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Evidence = take(&items, func(e Evidence) bool { return e.ClaimID == all[i].Claim.ID })
	}
	return all, nil
}

// start sorts a claim; orphans come last.
func (c CheckedClaim) start() int {
	if len(c.Places) == 0 {
		return int(^uint(0) >> 1)
	}
	return c.Places[0].Start
}

func (s *Store) checkedClaim(f claimFacts, people map[int64]User) (CheckedClaim, error) {
	k := f.Claim
	c := CheckedClaim{Number: k.Number, Wording: k.Wording, Kind: k.Kind, Risk: k.Risk, Status: k.Status, Resolution: k.Resolution, Claimant: k.Claimant,
		ClaimantIs: k.ClaimantIs, ClaimedOn: k.ClaimedOn, AppearanceURL: k.AppearanceURL, Places: []CheckedPlace{}, Evidence: []CheckedEvidence{}, Reviews: []CheckedReview{}}
	for _, p := range f.Places {
		if p.Method.Attached() {
			c.Places = append(c.Places, CheckedPlace{Span: p.Span(), Quote: p.Quote, Prefix: p.Prefix, Suffix: p.Suffix})
		}
	}
	slices.SortStableFunc(c.Places, func(a, b CheckedPlace) int { return a.Start - b.Start })
	if v := f.Newest(); v != nil {
		rating, err := s.rating(v.RatingID)
		if err != nil {
			return c, err
		}
		c.Verdict = &CheckedVerdict{Rating: rating.checked(), Explanation: v.Explanation, Correction: v.Correction, By: people[v.CreatedBy].Name, At: v.CreatedAt.UTC()}
	}
	for _, e := range f.Evidence {
		if e.WithdrawnAt == nil {
			c.Evidence = append(c.Evidence, e.checked())
		}
	}
	for _, r := range f.Reviews {
		if r.Decision == Approve && r.Fingerprint == k.Fingerprint && f.Involvement(r.CreatedBy) == "" {
			c.Reviews = append(c.Reviews, CheckedReview{By: people[r.CreatedBy].Name, At: r.CreatedAt.UTC()})
		}
	}
	if o := f.InForce(); o != nil {
		c.Override = &CheckedReview{By: people[o.CreatedBy].Name, At: o.CreatedAt.UTC(), Reason: o.Reason}
	}
	return c, nil
}

// checked lets an item leave. A note is for the desk and stays; of a
// confidential source nothing leaves but that there is one.
func (e Evidence) checked() CheckedEvidence {
	c := CheckedEvidence{Relation: e.Relation}
	switch {
	case e.Source == nil:
		c.SearchedWhere, c.SearchedHow = e.SearchedWhere, e.SearchedHow
		return c
	case e.Source.Confidential():
		c.Source = &CheckedSource{Title: ConfidentialName, Confidential: true}
		return c
	}
	o := e.Source
	c.Source = &CheckedSource{Title: o.Title, Type: o.Type, Tier: o.Tier, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn}
	c.Locator, c.Excerpt = e.Locator, e.Excerpt
	for _, f := range e.Files {
		c.Files = append(c.Files, CheckedFile{Name: f.Name, MediaType: f.MediaType, Size: f.Size, SHA256: f.SHA256})
	}
	return c
}

// checkedSignOff adds the sign-off, where it holds for this very revision.
func (s *Store) checkedSignOff(c *Checked, w Workspace) error {
	cleared := w.Article.Status == ArticleSignedOff || w.Article.Status == ArticlePublished
	if !cleared || w.SignOff == nil || w.SignOff.RevisionID != w.Article.RevisionID {
		return nil
	}
	c.Draft = false
	c.SignOff = &CheckedSignOff{By: w.People[w.SignOff.CreatedBy].Name, At: w.SignOff.CreatedAt.UTC(), Revision: w.Revision.Number, Note: w.SignOff.Note, Exceptions: []Exception{}}
	if err := json.Unmarshal([]byte(w.SignOff.Exceptions), &c.SignOff.Exceptions); err != nil {
		return fmt.Errorf("read the exceptions of sign-off %d: %w", w.SignOff.ID, err)
	}
	return nil
}

// RecordExport notes in the history that an article left Stet.
func (s *Store) RecordExport(ctx context.Context, actor User, articleID int64, format string) error {
	return s.Tx(ctx, func(tx *Store) error {
		return tx.record(actor, &articleID, nil, ArticleExported, Detail{Format: format})
	})
}
