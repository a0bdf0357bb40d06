package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"stet/models/anchor"
	"stet/models/message"
	"stet/models/text"
)

// addRevision stores a text as the article's newest revision, without notes.
func (s *Store) addRevision(actor User, a *Article, number int, doc text.Document, note string) (Revision, error) {
	blocks, err := json.Marshal(doc.Blocks)
	if err != nil {
		return Revision{}, fmt.Errorf("store the blocks: %w", err)
	}
	sentences, err := json.Marshal(doc.Sentences)
	if err != nil {
		return Revision{}, fmt.Errorf("store the sentences: %w", err)
	}
	doc.Take(text.Note)
	marks, err := json.Marshal(slices.Concat([]text.Mark{}, doc.Marks))
	if err != nil {
		return Revision{}, fmt.Errorf("store the marks: %w", err)
	}
	r := Revision{ArticleID: a.ID, Number: number, Text: doc.Text, Blocks: string(blocks), Sentences: string(sentences), Marks: string(marks),
		SHA256: textHash(doc.Text), Words: doc.Words(), Note: note, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := s.db.Create(&r).Error; err != nil {
		return Revision{}, fmt.Errorf("store revision %d: %w", number, err)
	}
	s.fresh[r.ID] = newPrepared(r, &doc)
	a.RevisionID, a.Sentences = r.ID, len(doc.Sentences)
	if err := s.saveArticle(a); err != nil {
		return Revision{}, err
	}
	return r, nil
}

func textHash(s string) string { return SHA256([]byte(s)) }

// SHA256 is the hash of some bytes, hexadecimal, as files are named by it.
func SHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// SaveRevision saves a new text of an article and carries every claim and skip
// over to it; the notes that came with it become draft claims. An identical text
// saves no revision. A text based on an older revision is refused with a Conflict that holds both texts, and the two
// brought together where they do not touch.
func (s *Store) SaveRevision(ctx context.Context, actor User, articleID int64, n NewRevision) (RevisionReport, error) {
	var report RevisionReport
	ahead, err := s.lookAhead(ctx, actor, articleID, &n.Document)
	if err == nil {
		err = s.Tx(ctx, func(tx *Store) (err error) {
			if report, err = tx.revise(actor, articleID, n, map[int64]anchor.Result{}, ahead); err != nil {
				return err
			}
			report.Notes, err = tx.reviseNotes(ctx, actor, articleID, n.Notes)
			return err
		})
	}
	if err != nil {
		return RevisionReport{}, fmt.Errorf("save revision of article %d: %w", articleID, err)
	}
	return report, nil
}

// RestoreRevision makes the text of an old revision the newest again, as a new
// revision.
func (s *Store) RestoreRevision(ctx context.Context, actor User, articleID int64, number, basedOn int) (RevisionReport, error) {
	_, doc, err := s.Revision(ctx, actor, articleID, number)
	if err != nil {
		return RevisionReport{}, err
	}
	return s.SaveRevision(ctx, actor, articleID, NewRevision{BasedOn: basedOn, Document: *doc, Note: fmt.Sprintf("Revision %d restored.", number)})
}

// revise saves a new text inside a transaction. The places in known and ahead
// are where they are said to be; every other anchor is searched for.
func (s *Store) revise(actor User, articleID int64, n NewRevision, known, ahead map[int64]anchor.Result) (RevisionReport, error) {
	a, err := s.allowArticle(actor, articleID, RevisionSaved)
	if err != nil {
		return RevisionReport{}, err
	}
	if len(n.Document.Blocks) == 0 {
		return RevisionReport{}, invalid("text", "There is no text left. To give the article up, kill it instead.")
	}
	var old Revision
	if err := first(s.db.Omit("text", "blocks", "sentences", "marks").First(&old, a.RevisionID).Error, "load revision", a.RevisionID); err != nil {
		return RevisionReport{}, err
	}
	before, err := s.prepare(old.ID)
	if err != nil {
		return RevisionReport{}, err
	}
	n.Document.Take(text.Note)
	if sameText(before.document, &n.Document) {
		return RevisionReport{Revision: old, Same: true}, nil
	}
	if n.BasedOn != old.Number {
		return RevisionReport{}, s.textConflict(old, before.document, n)
	}
	if a.Status, err = a.Next(RevisionSaved, actor); err != nil {
		return RevisionReport{}, err
	}
	var report RevisionReport
	if report.Revision, err = s.addRevision(actor, &a, old.Number+1, n.Document, tidy(n.Note)); err != nil {
		return RevisionReport{}, err
	}
	if err := (carrier{s, actor, a, before.document, &n.Document, known, ahead}).carry(old, &report); err != nil {
		return RevisionReport{}, err
	}
	return report, s.record(actor, &a.ID, nil, RevisionSaved, Detail{Number: report.Revision.Number, Reason: report.Revision.Note, Lost: report.Lost})
}

// sameText reports whether two texts are the same, blocks, marks and all.
func sameText(a, b *text.Document) bool {
	return a.Text == b.Text && slices.Equal(a.Blocks, b.Blocks) && slices.Equal(a.Marks, b.Marks)
}

func (s *Store) textConflict(newest Revision, doc *text.Document, n NewRevision) error {
	var base Revision
	if err := first(s.db.Select("id").Where("article_id = ? AND number = ?", newest.ArticleID, n.BasedOn).First(&base).Error, "load revision", n.BasedOn); err != nil {
		return err
	}
	from, err := s.prepare(base.ID)
	if err != nil {
		return err
	}
	mine, theirs := n.Document.Markup(), doc.Markup()
	was := from.document.Markup()
	f := ConflictField{Name: "text", Label: "Text", Yours: mine, Theirs: theirs, Was: &was, Sort: FieldMarkup}
	f.Merged, f.Clashes = text.Merge(from.document, &n.Document, doc)
	return &Conflict{What: message.New("the text of this article"), Who: s.who(newest.CreatedBy), Version: int64(newest.Number), Fields: []ConflictField{f}}
}

// Revisions lists the revisions of an article, the newest first, without their texts.
func (s *Store) Revisions(ctx context.Context, actor User, articleID int64) ([]Revision, error) {
	var all []Revision
	err := s.seen(ctx, actor).Omit("text", "blocks", "sentences", "marks").Where("article_id = ?", articleID).Order("number DESC").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list revisions of article %d: %w", articleID, err)
	}
	return all, nil
}

// Revision loads one revision by its number, or the newest for number 0. Its
// text comes from those at hand where it can.
func (s *Store) Revision(ctx context.Context, actor User, articleID int64, number int) (Revision, *text.Document, error) {
	q := s.seen(ctx, actor).Omit("text", "blocks", "sentences", "marks").Where("article_id = ?", articleID).Order("number DESC")
	if number > 0 {
		q = q.Where("number = ?", number)
	}
	var r Revision
	if err := first(q.First(&r).Error, "load revision of article", articleID); err != nil {
		return r, nil, err
	}
	p, err := s.prepare(r.ID)
	if err != nil {
		return r, nil, err
	}
	r.Text = p.document.Text
	return r, p.document, nil
}
