package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/models/anchor"
	"stet/models/text"
)

// takeNotes makes draft claims of the notes that came in with the article's
// newest revision. Those that came in before are recognised.
func (s *Store) takeNotes(ctx context.Context, actor User, a *Article, notes []ImportedNote) (NotesReport, error) {
	if notes = tidyNotes(notes); len(notes) == 0 {
		return NotesReport{}, nil
	}
	var known []Comment
	err := s.db.Where("article_id = ? AND note_kind <> ''", a.ID).Order("id").Find(&known).Error
	if err != nil {
		return NotesReport{}, fmt.Errorf("load the notes of article %d: %w", a.ID, err)
	}
	d, err := s.drafts(actor, a)
	if err != nil {
		return NotesReport{}, err
	}
	t := taker{drafts: d, known: known, on: map[text.Span]*draftClaim{}}
	if err := t.take(ctx, notes); err != nil {
		return NotesReport{}, fmt.Errorf("take the notes of article %d: %w", a.ID, err)
	}
	return t.report, d.settleAll()
}

// taker takes the notes of one file.
type taker struct {
	*drafts
	known  []Comment
	on     map[text.Span]*draftClaim // by the words of the notes of this file
	report NotesReport
}

func (t *taker) take(ctx context.Context, notes []ImportedNote) error {
	for i := range notes {
		notes[i].Span = noted(t.doc, notes[i].Span)
	}
	found := recognise(t.known, notes, t.stands)
	t.report.Gone = gone(t.known, found)
	if reason := t.article.Refusal(ClaimCreated, t.actor); reason != "" && slices.ContainsFunc(found, recognised.writes) {
		return refuse(reason)
	}
	for i, f := range found {
		if f.at >= 0 { // what is new on the same words belongs to the same claim
			t.on[notes[i].Span] = t.claims[value(t.known[f.at].ClaimID)]
		}
	}
	for i, f := range found {
		var err error
		switch {
		case f.at < 0:
			err = t.takeNew(ctx, notes[i])
		case f.changed:
			t.report.Changed++
			notes[i].Key = t.known[f.at].NoteKey // it is that note still
			err = t.note(ctx, t.on[notes[i].Span], notes[i])
		default:
			t.report.Known++
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stands reports whether the claim that a note became is about the words the
// note stands on now, or about words that are gone.
func (t *taker) stands(c Comment, at text.Span) bool {
	claim := t.claims[value(c.ClaimID)]
	return claim == nil || claim.Orphaned || claim.touches(noted(t.doc, at))
}

// takeNew finds or makes the claim of a note and adds the note to it.
func (t *taker) takeNew(ctx context.Context, n ImportedNote) error {
	claim := t.on[n.Span]
	if claim == nil {
		claim = t.first(func(c *draftClaim) bool { return c.on(n.Span) })
	}
	switch {
	case claim == nil:
		var err error
		if claim, err = t.make(ctx, Claim{Wording: draftWording(t.doc.Slice(n.Span))}, n.Span); err != nil {
			return err
		}
		t.report.Claims++
	case !claim.fresh:
		t.report.Joined++
	}
	t.on[n.Span] = claim
	t.report.count(n)
	return t.note(ctx, claim, n)
}

// note keeps a note word for word in the discussion of a claim, and attaches
// evidence from each address in it.
func (t *taker) note(ctx context.Context, claim *draftClaim, n ImportedNote) error {
	c := Comment{ArticleID: t.article.ID, ClaimID: &claim.ID, Body: n.Text, CreatedBy: t.actor.ID, CreatedAt: t.now(),
		NoteKind: n.Kind, NoteKey: n.Key, SaidBy: n.Author}
	if !n.At.IsZero() {
		c.SaidAt = utc(&n.At)
	}
	if n.Resolved {
		c.ResolvedAt, c.ResolvedBy = &c.CreatedAt, &t.actor.ID
	}
	if err := t.unnamed(Warned(ctx, OfName), t.actor, map[string]string{"body": c.Body}); err != nil {
		return err
	}
	if err := t.db.Create(&c).Error; err != nil {
		return fmt.Errorf("store a note on claim %d: %w", claim.Number, err)
	}
	detail := Detail{Number: claim.Number, Is: string(n.Kind), Name: c.SaidBy, SaidAt: c.SaidAt}
	if err := t.record(t.actor, &t.article.ID, &claim.ID, NoteImported, detail); err != nil {
		return err
	}
	if claim.WithdrawnAt != nil {
		return nil
	}
	return t.cite(ctx, claim, n)
}

// cite attaches an item of evidence for each address that the claim does not
// rest on yet. What a source says of the claim nobody has read, so the item
// gives context and has no locator: it cannot carry a verdict before somebody
// has looked.
func (t *taker) cite(ctx context.Context, claim *draftClaim, n ImportedNote) error {
	if len(n.Addresses) == 0 {
		return nil
	}
	cited, err := t.addressesOf(claim)
	if err != nil {
		return err
	}
	for _, address := range n.Addresses {
		if len(address) > maxAddress || !webAddress(address) || slices.Contains(cited, address) {
			continue
		}
		cited = append(cited, address)
		form := EvidenceForm{Relation: Context, Source: SourceForm{Tier: TierSecondary, Title: clip(addressTitle(address), maxTitle), URL: address}}
		if len(n.Text) <= maxField {
			form.Note = n.Text
		}
		if err := t.attach(ctx, claim, form); err != nil {
			return err
		}
		t.report.Evidence++
	}
	return nil
}

// addressesOf lists the addresses that a claim's evidence comes from.
func (t *taker) addressesOf(claim *draftClaim) ([]string, error) {
	var all []string
	err := t.db.Model(&Evidence{}).Joins("JOIN sources o ON o.id = evidence.source_id").
		Where("evidence.claim_id = ? AND evidence.withdrawn_at IS NULL", claim.ID).Pluck("o.url", &all).Error
	if err != nil {
		return nil, fmt.Errorf("list the addresses of claim %d: %w", claim.Number, err)
	}
	return all, nil
}

// maxTitle is how much of an address is a title, in code points.
const maxTitle = 500

// addressTitle is what a source is called of which only the address is known.
// What else the note says stays in Stet; a title may leave it.
func addressTitle(address string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), "/")
}

// reviseNotes takes the notes of a file whose text is the article's newest.
func (s *Store) reviseNotes(ctx context.Context, actor User, articleID int64, notes []ImportedNote) (NotesReport, error) {
	if len(notes) == 0 {
		return NotesReport{}, nil
	}
	a, err := s.lockArticle(articleID)
	if err != nil {
		return NotesReport{}, err
	}
	return s.takeNotes(ctx, actor, &a, notes)
}

// TakeNotes takes the notes of a file without its text: those on words that the
// article does not have, or has elsewhere, are carried over as claims are.
func (s *Store) TakeNotes(ctx context.Context, actor User, articleID int64, from *text.Document, notes []ImportedNote) (NotesReport, error) {
	var report NotesReport
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, ClaimCreated)
		if err != nil {
			return err
		}
		p, err := tx.prepare(a.RevisionID)
		if err != nil {
			return err
		}
		report, err = tx.takeNotes(ctx, actor, &a, carriedNotes(from, p.document, notes))
		return err
	})
	if err != nil {
		return NotesReport{}, fmt.Errorf("take notes into article %d: %w", articleID, err)
	}
	return report, nil
}

// carriedNotes are the notes at their places in another text. One whose words are
// not there stands where they were.
func carriedNotes(from, to *text.Document, notes []ImportedNote) []ImportedNote {
	places := make([]anchor.Anchor, len(notes))
	for i, n := range notes {
		places[i] = anchor.Anchor{ID: int64(i), Span: n.Span}
	}
	carried := slices.Clone(notes)
	for i, r := range anchor.Carry(from, to, places) {
		carried[i].Span = r.Span
		if !Method(r.Status).Attached() {
			carried[i].Span = text.Span{Start: r.Near, End: r.Near}
		}
	}
	return carried
}
