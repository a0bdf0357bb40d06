package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// ConfidentialName is all that leaves Stet of a confidential source.
const ConfidentialName = "confidential source"

// maxAddress is the longest web address of a source, in bytes.
const maxAddress = 4000

// sourceFor is the chosen source, one that says all that the form says, or a new
// one from the form.
func (s *Store) sourceFor(actor User, f EvidenceForm) (Source, error) {
	if f.SourceID != 0 {
		var known Source
		err := first(s.seenSources(context.Background(), actor).Clauses(clause.Locking{Strength: "SHARE"}).First(&known, f.SourceID).Error, "load source", f.SourceID)
		return known, err
	}
	fresh := Source{Version: 1, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := fresh.fill(f.Source); err != nil {
		return fresh, prefixed(err, "source_")
	}
	if err := s.traceSource(actor, &fresh, f.Source.OriginID); err != nil {
		return fresh, err
	}
	if known, err := s.alike(actor, fresh); err != nil || known.ID != 0 {
		return known, err
	}
	return fresh, s.addSource(actor, &fresh, tidy(f.Source.Alias))
}

// alike is the first public source that says all that another does, has its
// facts from where that has them and still holds, or none: one source is one record, however often it is typed.
func (s *Store) alike(actor User, o Source) (Source, error) {
	var known []Source
	if o.Confidential() {
		return Source{}, nil
	}
	err := s.seenSources(context.Background(), actor).Clauses(clause.Locking{Strength: "SHARE"}).
		Where(&o, "Type", "Tier", "Title", "Publisher", "Author", "URL", "PublishedOn", "Confidentiality", "Attribution", "Agreed", "Validity").
		Where("merged_into IS NULL AND COALESCE(origin_id, 0) = ?", value(o.OriginID)).Order("id").Limit(1).Find(&known).Error
	if err != nil {
		return Source{}, fmt.Errorf("look for a source like the new one: %w", err)
	}
	if len(known) == 0 {
		return Source{}, nil
	}
	return known[0], nil
}

// addSource stores a new source. What tells who a confidential one is goes into
// the vault and never into its row.
func (s *Store) addSource(actor User, o *Source, called string) error {
	var who Identity
	if o.Confidential() {
		who = o.hide(called)
	}
	if err := s.db.Create(o).Error; err != nil {
		return fmt.Errorf("store source: %w", err)
	}
	if err := s.record(actor, nil, nil, SourceCreated, Detail{Source: &o.ID}); err != nil || !o.Confidential() {
		return err
	}
	return s.conceal(actor, o, who)
}

// conceal seals who a source is, and gives it a name for everybody else where
// it has none.
func (s *Store) conceal(actor User, o *Source, who Identity) error {
	if o.Title == "" {
		o.Title = alias(o.ID)
		o.Search = strings.ToLower(o.Title)
	}
	if err := s.db.Model(&Source{}).Where("id = ?", o.ID).Select("title", "search").Updates(o).Error; err != nil {
		return fmt.Errorf("store the alias of source %d: %w", o.ID, err)
	}
	if err := s.seal(actor, o.ID, who); err != nil {
		return err
	}
	o.IdentityVersion++
	return nil
}

// prefixed puts the names of a form inside a form before its fields.
func prefixed(err error, prefix string) error {
	bad, ok := err.(*Invalid)
	if !ok {
		return err
	}
	named := checks{}
	for field, sentence := range bad.Fields {
		named[prefix+field] = sentence
	}
	return named.err()
}

// fill checks the form and puts it into the source.
func (o *Source) fill(f SourceForm) error {
	if f.Type == "" {
		f.Type = SourceDocument
	}
	if f.Tier == "" {
		f.Tier = TierPrimary
	}
	if f.Confidentiality == "" {
		f.Confidentiality = PublicSource
	}
	o.Type, o.Tier, o.Confidentiality = f.Type, f.Tier, f.Confidentiality
	o.Title, o.Publisher, o.Author, o.URL, o.PublishedOn = tidy(f.Title), tidy(f.Publisher), tidy(f.Author), tidy(f.URL), tidy(f.PublishedOn)
	o.Attribution, o.Agreed, o.Validity = cmp.Or(f.Attribution, OnRecord), tidy(f.Agreed), cmp.Or(o.Validity, SourceGood)
	o.Search = strings.ToLower(o.Title + " " + o.Publisher + " " + o.Author)
	c := checks{}
	c.need(slices.Contains(Attributions, o.Attribution), "attribution", "Choose how the source may be named.")
	c.need(len(o.Agreed) <= 1000, "agreed", "The words agreed on are too long. Keep them under 1,000 characters.")
	c.need(o.Attribution == OnRecord || o.Attribution == OffRecord || o.Agreed != "", "agreed", "Write down how the source may be described, in the words that were agreed on.")
	c.need(slices.Contains(SourceTypes, o.Type), "type", "Choose what the source is.")
	c.need(slices.Contains(Tiers, o.Tier), "tier", "Choose primary, secondary or tertiary.")
	c.need(slices.Contains(Confidentialities, o.Confidentiality), "confidentiality", "Choose public or confidential.")
	c.need(o.Title != "" || o.Confidential() && tidy(f.Alias) != "", "title", "Give the source a title, so that it can be found again.")
	c.need(len(f.Alias) <= 300, "alias", "The alias is too long. Keep it under 300 characters.")
	c.need(len(o.Title)+len(o.Publisher)+len(o.Author) <= 3000, "title", "Title, publisher and author are too long together. Shorten them.")
	c.need(o.URL == "" || (webAddress(o.URL) && len(o.URL) <= maxAddress), "url", "The address must begin with http:// or https://.")
	c.need(o.PublishedOn == "" || partialDate(o.PublishedOn), "published_on", "Write the date as 2024-01-29, 2024-01 or 2024.")
	return c.err()
}

// form is the source as its form has it.
func (o Source) form() SourceForm {
	return SourceForm{Version: o.Version, Type: o.Type, Tier: o.Tier, Title: o.Title, Publisher: o.Publisher, Author: o.Author, URL: o.URL,
		PublishedOn: o.PublishedOn, Confidentiality: o.Confidentiality, Attribution: o.Attribution, Agreed: o.Agreed, OriginID: value(o.OriginID)}
}

// FindSources lists at most twelve sources whose title, publisher or author
// holds the words, the newest first.
func (s *Store) FindSources(ctx context.Context, actor User, words string) ([]Source, error) {
	if !actor.Active || !actor.Role.MayWrite() {
		return nil, refuse("Your role lets you read and export. Ask an admin for the editor role to look for sources.")
	}
	var found []Source
	if err := s.sourcesWith(ctx, actor, words).Limit(12).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("find sources: %w", err)
	}
	return found, nil
}

// sourcesWith asks for the sources whose title, publisher or author holds the
// words, the newest first; those that were merged into another are left out.
func (s *Store) sourcesWith(ctx context.Context, actor User, words string) *gorm.DB {
	q := s.seenSources(ctx, actor).Model(&Source{}).Where("merged_into IS NULL").Order("id DESC")
	for _, w := range strings.Fields(strings.ToLower(tidy(words))) {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(w) + "%"
		q = q.Where(`search LIKE ? ESCAPE '\'`, like)
	}
	return q
}

// Source loads one source.
func (s *Store) Source(ctx context.Context, actor User, id int64) (Source, error) {
	var o Source
	err := first(s.seenSources(ctx, actor).First(&o, id).Error, "load source", id)
	return o, err
}

// lockArticlesOf locks the articles that rest on sources, in the order of their
// ids and before the sources, as everybody else does who needs both.
func (s *Store) lockArticlesOf(sourceIDs ...int64) error {
	var ids []int64
	err := s.db.Model(&Evidence{}).Where("source_id IN ?", sourceIDs).Distinct("article_id").Order("article_id").Pluck("article_id", &ids).Error
	if err != nil {
		return fmt.Errorf("list the articles of sources %v: %w", sourceIDs, err)
	}
	for _, id := range ids {
		if _, err := s.lockArticle(id); err != nil {
			return err
		}
	}
	return nil
}

// rehash renews the items of evidence that rest on a source, and their claims.
func (s *Store) rehash(actor User, o Source) error {
	var items []Evidence
	if err := s.db.Where("source_id = ?", o.ID).Order("id").Find(&items).Error; err != nil {
		return fmt.Errorf("load evidence of source %d: %w", o.ID, err)
	}
	if err := s.complete(items); err != nil {
		return err
	}
	for _, e := range items {
		hash := e.hash()
		if hash == e.ContentHash {
			continue
		}
		e.ContentHash, e.ChangedBy, e.ChangedAt = hash, actor.ID, s.now()
		if err := s.db.Model(&Evidence{}).Where("id = ?", e.ID).Select("content_hash", "changed_by", "changed_at").Updates(e).Error; err != nil {
			return fmt.Errorf("renew evidence %d: %w", e.ID, err)
		}
		if err := s.sourceChanged(actor, e); err != nil {
			return err
		}
	}
	return nil
}

// sourceChanged renews the claim that an item serves. An article that was
// cleared with the source as it was has to be checked again.
func (s *Store) sourceChanged(actor User, e Evidence) error {
	a, err := s.lockArticle(e.ArticleID)
	if err != nil {
		return err
	}
	if err := s.reopenCleared(actor, &a, "A source that its evidence comes from was changed."); err != nil {
		return err
	}
	f, err := s.renew(a, e.ClaimID)
	if err != nil {
		return err
	}
	return s.record(actor, &a.ID, &e.ClaimID, EvidenceEdited, Detail{Number: f.Claim.Number, Is: string(e.Relation), Source: e.SourceID})
}

// SourcesOf lists the sources that the evidence of an article comes from, by title.
func (s *Store) SourcesOf(ctx context.Context, actor User, articleID int64) ([]Source, error) {
	var all []Source
	err := s.read.WithContext(ctx).Where("id IN (SELECT source_id FROM evidence WHERE article_id = ? AND withdrawn_at IS NULL AND article_id NOT IN (?))", articleID, hiddenFrom(actor)).Order("title, id").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list the sources of article %d: %w", articleID, err)
	}
	return all, nil
}
