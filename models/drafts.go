package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/text"
)

// drafts makes draft claims of what came in with a file, in the transaction that
// holds their article.
type drafts struct {
	*Store
	actor   User
	article *Article
	doc     *text.Document
	claims  map[int64]*draftClaim
	order   []int64          // of the claims, by number
	sources map[string]int64 // by address: public ones
	touched bool             // a claim there was has new evidence or a verdict
}

// draftClaim is a claim of the article with its places.
type draftClaim struct {
	Claim
	Places []Anchor
	fresh  bool // made by this import
}

// on reports whether the claim sits on exactly these words.
func (c *draftClaim) on(span text.Span) bool {
	return slices.ContainsFunc(c.Places, func(p Anchor) bool { return p.Method.Attached() && p.Span() == span })
}

// touches reports whether the claim sits on some of these words.
func (c *draftClaim) touches(span text.Span) bool {
	return slices.ContainsFunc(c.Places, func(p Anchor) bool { return p.Method.Attached() && p.Span().Overlaps(span) })
}

// drafts loads the claims of an article with their places in its newest revision.
func (s *Store) drafts(actor User, a *Article) (*drafts, error) {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return nil, err
	}
	d := &drafts{Store: s, actor: actor, article: a, doc: p.document, claims: map[int64]*draftClaim{}, sources: map[string]int64{}}
	var claims []Claim
	if err := s.db.Where("article_id = ?", a.ID).Order("number").Find(&claims).Error; err != nil {
		return nil, fmt.Errorf("load the claims of article %d: %w", a.ID, err)
	}
	for _, c := range claims {
		d.add(&draftClaim{Claim: c})
	}
	places, err := s.placesOf(a.RevisionID)
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		if c := d.claims[value(place.ClaimID)]; c != nil {
			c.Places = append(c.Places, place)
		}
	}
	return d, nil
}

func (d *drafts) add(c *draftClaim) {
	d.claims[c.ID] = c
	d.order = append(d.order, c.ID)
}

// first is the first claim that is not withdrawn and fits, nil without one.
func (d *drafts) first(fits func(*draftClaim) bool) *draftClaim {
	for _, id := range d.order {
		if c := d.claims[id]; c.WithdrawnAt == nil && fits(c) {
			return c
		}
	}
	return nil
}

// make makes a claim on some words.
func (d *drafts) make(ctx context.Context, c Claim, spans ...text.Span) (*draftClaim, error) {
	made := &draftClaim{Claim: c, fresh: true}
	made.ArticleID = d.article.ID
	for i, span := range spans {
		place := d.newAnchor(d.actor, *d.article, d.doc, span, MethodSelected)
		place.Place = i + 1
		made.Places = append(made.Places, place)
	}
	if err := d.addClaim(ctx, d.actor, d.article, &made.Claim, d.doc, made.Places); err != nil {
		return nil, err
	}
	d.add(made)
	return made, nil
}

// attach attaches an item of evidence to a claim. A source with an address is
// one that is known under it, unless that one is confidential. What a file says
// is taken in word for word; whom it names is noted for those who may know.
func (d *drafts) attach(ctx context.Context, c *draftClaim, form EvidenceForm) error {
	if form.Source.URL != "" && form.SourceID == 0 {
		var err error
		if form.SourceID, err = d.sourceAt(form.Source.URL); err != nil {
			return err
		}
	}
	e, err := d.newEvidence(Warned(ctx, OfName), d.actor, c.Claim, form, nil)
	if err != nil {
		return err
	}
	if e.Source != nil && e.Source.URL != "" && !e.Source.Confidential() {
		d.sources[e.Source.URL] = e.Source.ID
	}
	d.touched = true
	return d.record(d.actor, &d.article.ID, &c.ID, EvidenceCreated, Detail{Number: c.Number, Is: string(e.Relation), Source: e.SourceID})
}

// sourceAt is the id of the public source with an address, 0 without one.
func (d *drafts) sourceAt(address string) (int64, error) {
	if id, ok := d.sources[address]; ok {
		return id, nil
	}
	var ids []int64
	err := d.db.Model(&Source{}).Where("url = ? AND confidentiality = ? AND merged_into IS NULL", address, PublicSource).Order("id").Limit(1).Pluck("id", &ids).Error
	if err != nil {
		return 0, fmt.Errorf("look for a source by its address: %w", err)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	d.sources[address] = ids[0]
	return ids[0], nil
}

// settleAll renews the claims, when all is there.
func (d *drafts) settleAll() error {
	if !d.touched {
		return nil
	}
	return d.renewAll(*d.article)
}
