package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// sourcesPage is how many sources are listed at once, and how much of what
// rests on one.
const sourcesPage = 50

// SourceDetail is a source with all that its page shows.
type SourceDetail struct {
	Source Source
	Origin *Source     // it has its facts from, nil without one
	Traced []Source    // that have their facts from it
	Merged *Source     // it was merged into, nil while it stands
	Uses   []SourceUse // what rests on it, the newest first
	More   bool        // more rests on it than is listed

	Readers  []User        // who may open its identity, by name
	Reads    bool          // the actor is one of them
	Identity *Identity     // once it was opened, nil before
	Version  int           // of the identity, 0 without one
	History  []HistoryLine // of the identity, for those who may open it; the newest first
	People   []User        // who can be named, by name
}

// SourceUse is an item of evidence that comes from a source, with its claim.
type SourceUse struct {
	ArticleID int64
	Title     string // of the article
	ClaimID   int64
	Number    int
	Wording   string
	Status    ClaimStatus
	Look      Look
	Relation  Relation
	Locator   string
}

// SourceRow is one line of the list of sources.
type SourceRow struct {
	Source
	Uses int // items of evidence that come from it
}

// SourceDetail loads a source with all that its page shows the actor.
func (s *Store) SourceDetail(ctx context.Context, actor User, id int64) (SourceDetail, error) {
	var d SourceDetail
	var err error
	if d.Source, err = s.Source(ctx, actor, id); err != nil {
		return d, err
	}
	if err := s.relatives(ctx, actor, &d); err != nil {
		return d, err
	}
	if d.Uses, err = s.restsOn(ctx, actor, id); err != nil {
		return d, err
	}
	if len(d.Uses) > sourcesPage {
		d.Uses, d.More = d.Uses[:sourcesPage], true
	}
	if !d.Source.Sealed() {
		return d, nil
	}
	return d, s.vaultSide(ctx, actor, &d)
}

// relatives adds the sources that this one is tied to.
func (s *Store) relatives(ctx context.Context, actor User, d *SourceDetail) error {
	for id, to := range map[*int64]**Source{d.Source.OriginID: &d.Origin, d.Source.MergedInto: &d.Merged} {
		if id == nil {
			continue
		}
		o, err := s.Source(ctx, actor, *id)
		if errors.Is(err, ErrNotFound) {
			continue // it does not exist for the actor
		}
		if err != nil {
			return err
		}
		*to = &o
	}
	if err := s.seenSources(ctx, actor).Where("origin_id = ?", d.Source.ID).Order("id").Limit(sourcesPage).Find(&d.Traced).Error; err != nil {
		return fmt.Errorf("list what traces to source %d: %w", d.Source.ID, err)
	}
	return nil
}

// restsOn lists the claims whose evidence comes from a source, one more than is shown.
func (s *Store) restsOn(ctx context.Context, actor User, id int64) ([]SourceUse, error) {
	var uses []SourceUse
	err := s.read.WithContext(ctx).Table("evidence e").Joins("JOIN claims c ON c.id = e.claim_id").Joins("JOIN articles a ON a.id = e.article_id").
		Select("e.article_id, a.title, e.claim_id, c.number, c.wording, "+shownStatus+" AS status, "+shownLook+" AS look, e.relation, e.locator", blindTo(actor), blindTo(actor)).
		Where("e.source_id = ? AND e.withdrawn_at IS NULL AND c.withdrawn_at IS NULL AND e.article_id NOT IN (?)", id, hiddenFrom(actor)).Order("e.id DESC").Limit(sourcesPage + 1).Scan(&uses).Error
	if err != nil {
		return nil, fmt.Errorf("list what rests on source %d: %w", id, err)
	}
	return uses, nil
}

// vaultSide adds what the vault shows the actor of a confidential source.
func (s *Store) vaultSide(ctx context.Context, actor User, d *SourceDetail) error {
	id := d.Source.ID
	var err error
	if d.Readers, err = s.readersOf(id); err != nil {
		return err
	}
	if d.Reads = slices.ContainsFunc(d.Readers, func(u User) bool { return u.ID == actor.ID }); !d.Reads {
		return nil
	}
	row, err := s.identityRow(id)
	if err != nil {
		return err
	}
	d.Version = row.Version
	if d.People, err = s.Users(ctx); err != nil {
		return err
	}
	d.History, err = s.history(ctx, s.read.Where("source_id = ? AND (action LIKE 'identity.%' OR action = ?) AND (article_id IS NULL OR article_id NOT IN (?))", id, EvidenceOpened, hiddenFrom(actor)))
	return err
}

// Sources lists fifty sources that hold the words, the newest first, from the
// one below the id given, and the id to go on from, 0 at the end.
func (s *Store) Sources(ctx context.Context, actor User, words string, below int64) ([]SourceRow, int64, error) {
	q := s.sourcesWith(ctx, actor, words)
	if below > 0 {
		q = q.Where("id < ?", below)
	}
	var found []Source
	if err := q.Limit(sourcesPage + 1).Find(&found).Error; err != nil {
		return nil, 0, fmt.Errorf("list sources: %w", err)
	}
	next := int64(0)
	if len(found) > sourcesPage {
		found = found[:sourcesPage]
		next = found[sourcesPage-1].ID
	}
	rows := make([]SourceRow, len(found))
	ids := make([]int64, len(found))
	for i, o := range found {
		rows[i].Source, ids[i] = o, o.ID
	}
	return rows, next, s.countUses(ctx, actor, rows, ids)
}

func (s *Store) countUses(ctx context.Context, actor User, rows []SourceRow, ids []int64) error {
	var counts []struct {
		SourceID int64
		N        int
	}
	err := s.seen(ctx, actor).Model(&Evidence{}).Select("source_id, COUNT(*) AS n").Where("source_id IN ? AND withdrawn_at IS NULL", ids).Group("source_id").Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("count what rests on sources: %w", err)
	}
	for _, c := range counts {
		rows[slices.Index(ids, c.SourceID)].Uses = c.N
	}
	return nil
}
