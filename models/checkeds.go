package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// CheckedFormat is the name of the exchange format.
const CheckedFormat = "stet.article"

// proof is all that is known of an article, before it is decided what of it may
// leave and for whom.
type proof struct {
	Workspace
	settings   Settings
	facts      []claimFacts // withdrawn claims included
	ratings    map[int64]Rating
	comments   []Comment                // without those in the lane of legal
	on         map[int64]Anchor         // by comment: the words it is on
	checklists map[int64]Checklist      // by claim
	seconds    map[int64]*CheckedSecond // by claim
	history    []HistoryLine            // the oldest first; for legal only
	replies    []Reply
	inquiries  []Inquiry               // for legal only
	captures   map[int64][]Capture     // by evidence, the oldest first; those that wait are left out
	archives   map[int64][]ArchiveLink // by evidence
	origins    map[int64]*Source       // of the sources, by id
	names      []string                // of confidential sources, as the vault has them
	audience   Audience
	now        time.Time
	exceptions []Exception // of the sign-off
	published  *time.Time  // when it first was
	stamp      *TimeStamp  // of the sign-off; for legal only
	amendments []Amendment // the oldest first
}

// Checked makes the projection of an article that exports for one audience are
// written from. The export for legal is for reviewers alone.
func (s *Store) Checked(ctx context.Context, actor User, articleID int64, audience Audience) (Checked, error) {
	if reason := audience.Refusal(actor); reason != "" {
		return Checked{}, refuse(reason)
	}
	p, err := s.proof(ctx, actor, articleID, audience)
	if err != nil {
		return Checked{}, fmt.Errorf("gather article %d for %s: %w", articleID, audience, err)
	}
	var c Checked
	switch audience {
	case ForPublic:
		c = p.forPublic()
	case ForInternal:
		c = p.forInternal()
	case ForLegal:
		c = p.forLegal()
	default:
		return Checked{}, invalid("for", "Choose for whom the export is: the public, the newsroom or legal.")
	}
	c.Format, c.Version, c.Audience, c.ExportedAt = CheckedFormat, CheckedVersion, audience, s.now()
	c.Article.PublishedAt = p.published
	c.withhold(p.names)
	return c, nil
}

// proof loads what the audience's projection needs, in a number of queries that
// does not depend on the number of claims.
func (s *Store) proof(ctx context.Context, actor User, articleID int64, audience Audience) (p proof, err error) {
	p.audience = audience
	if p.names, err = s.confidentialNames(); err != nil {
		return p, err
	}
	if p.Workspace, err = s.Workspace(ctx, actor, articleID); err != nil {
		return p, err
	}
	if p.settings, err = s.Settings(ctx); err != nil {
		return p, err
	}
	if p.facts, err = s.articleFacts(p.Article); err != nil {
		return p, err
	}
	if err := s.readCopies(ctx, actor, &p, articleID); err != nil {
		return p, err
	}
	if p.ratings, err = s.ratingsOf(p.facts); err != nil {
		return p, err
	}
	if err := p.readExceptions(); err != nil {
		return p, err
	}
	if p.published, err = s.firstPublished(ctx, articleID); err != nil {
		return p, err
	}
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Order("id").Find(&p.amendments).Error; err != nil {
		return p, fmt.Errorf("load the amendments: %w", err)
	}
	defer func() { p.hideFirst() }()
	if audience == ForPublic {
		return p, nil
	}
	if err := s.readComments(ctx, actor, &p); err != nil {
		return p, err
	}
	if p.checklists, err = s.checklistsOf(ctx, p.facts); err != nil {
		return p, err
	}
	if err := s.readSeconds(ctx, &p); err != nil {
		return p, err
	}
	p.now = s.now()
	if p.replies, err = s.repliesWhere(s.read.WithContext(ctx).Where("article_id = ?", articleID)); err != nil {
		return p, err
	}
	if audience == ForLegal {
		if p.inquiries, err = s.inquiriesWhere(s.read.WithContext(ctx).Where("article_id = ?", articleID)); err != nil {
			return p, err
		}
		if p.history, err = s.wholeHistory(ctx, articleID); err != nil {
			return p, err
		}
		if p.Cleared() {
			p.stamp, err = s.stampOf(ctx, p.SignOff.ID)
		}
	}
	return p, err
}

// firstPublished is when an article was marked as published for the first time,
// nil if it never was.
func (s *Store) firstPublished(ctx context.Context, articleID int64) (*time.Time, error) {
	return s.publishedAt(ctx, articleID, "id")
}

// lastPublished is when it was for the last time.
func (s *Store) lastPublished(ctx context.Context, articleID int64) (*time.Time, error) {
	return s.publishedAt(ctx, articleID, "id DESC")
}

func (s *Store) publishedAt(ctx context.Context, articleID int64, order string) (*time.Time, error) {
	var first []Event
	if err := s.read.WithContext(ctx).Where("article_id = ? AND action = ?", articleID, ArticlePublishedAct).Order(order).Limit(1).Find(&first).Error; err != nil {
		return nil, fmt.Errorf("look for the publication: %w", err)
	}
	if len(first) == 0 {
		return nil, nil
	}
	at := first[0].At.UTC()
	return &at, nil
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

// ratingsOf are the ratings of all versions of all verdicts, by id.
func (s *Store) ratingsOf(all []claimFacts) (map[int64]Rating, error) {
	known := map[int64]Rating{}
	for _, f := range all {
		for _, v := range f.Verdicts {
			if _, ok := known[v.RatingID]; ok {
				continue
			}
			r, err := s.rating(v.RatingID)
			if err != nil {
				return nil, err
			}
			known[v.RatingID] = r
		}
	}
	return known, nil
}

// readExceptions reads what the sign-off that holds excepted.
func (p *proof) readExceptions() error {
	p.exceptions = []Exception{}
	if !p.Cleared() {
		return nil
	}
	if err := json.Unmarshal([]byte(p.SignOff.Exceptions), &p.exceptions); err != nil {
		return fmt.Errorf("read the exceptions of sign-off %d: %w", p.SignOff.ID, err)
	}
	return nil
}

// wholeHistory is every event of an article, the oldest first.
func (s *Store) wholeHistory(ctx context.Context, articleID int64) ([]HistoryLine, error) {
	var events []Event
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Order("id").Find(&events).Error; err != nil {
		return nil, fmt.Errorf("load the history of article %d: %w", articleID, err)
	}
	return s.historyLines(ctx, events)
}

// inTextOrder sorts claims by their first place; orphans come last.
func inTextOrder(all []CheckedClaim) {
	slices.SortStableFunc(all, func(a, b CheckedClaim) int { return a.start() - b.start() })
}

// start sorts a claim; orphans come last.
func (c CheckedClaim) start() int {
	if len(c.Places) == 0 {
		return int(^uint(0) >> 1)
	}
	return c.Places[0].Start
}
