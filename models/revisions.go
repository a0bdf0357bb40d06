package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"stet/models/text"
)

// addRevision stores a text as the article's newest revision.
func (s *Store) addRevision(actor User, a *Article, number int, doc text.Document, note string) (Revision, error) {
	blocks, err := json.Marshal(doc.Blocks)
	if err != nil {
		return Revision{}, fmt.Errorf("store the blocks: %w", err)
	}
	sentences, err := json.Marshal(doc.Sentences)
	if err != nil {
		return Revision{}, fmt.Errorf("store the sentences: %w", err)
	}
	r := Revision{ArticleID: a.ID, Number: number, Text: doc.Text, Blocks: string(blocks), Sentences: string(sentences),
		SHA256: textHash(doc.Text), Words: doc.Words(), Note: note, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := s.db.Create(&r).Error; err != nil {
		return Revision{}, fmt.Errorf("store revision %d: %w", number, err)
	}
	a.RevisionID, a.Sentences = r.ID, len(doc.Sentences)
	if err := s.saveArticle(a); err != nil {
		return Revision{}, err
	}
	return r, s.record(actor, &a.ID, nil, RevisionSaved, Detail{Number: number, Reason: note})
}

func textHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// SaveRevision saves a new text of an article and carries every claim and skip
// over to it. An identical text saves nothing. A text based on an older
// revision is refused with a Conflict that holds both texts.
func (s *Store) SaveRevision(ctx context.Context, actor User, articleID int64, n NewRevision) (RevisionReport, error) {
	var report RevisionReport
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, RevisionSaved)
		if err != nil {
			return err
		}
		if len(n.Document.Blocks) == 0 {
			return invalid("text", "There is no text left. To give the article up, kill it instead.")
		}
		var old Revision
		if err := first(tx.db.First(&old, a.RevisionID).Error, "load revision", a.RevisionID); err != nil {
			return err
		}
		before, err := old.document()
		if err != nil {
			return err
		}
		if report.Revision, report.Same = old, before.Markup() == n.Document.Markup(); report.Same {
			return nil
		}
		if n.BasedOn != old.Number {
			return tx.textConflict(old, before, n)
		}
		if a.Status, err = a.Next(RevisionSaved, actor); err != nil {
			return err
		}
		if report.Revision, err = tx.addRevision(actor, &a, old.Number+1, n.Document, n.Note); err != nil {
			return err
		}
		return tx.carry(actor, a, before, &n.Document, old, &report)
	})
	if err != nil {
		return RevisionReport{}, fmt.Errorf("save revision of article %d: %w", articleID, err)
	}
	return report, nil
}

func (s *Store) textConflict(newest Revision, doc *text.Document, n NewRevision) error {
	var who User
	if err := first(s.db.First(&who, newest.CreatedBy).Error, "load user", newest.CreatedBy); err != nil {
		return err
	}
	return &Conflict{What: "the text of this article", Who: who.Name, Version: int64(newest.Number), Fields: []ConflictField{
		{"text", "Text", n.Document.Markup(), doc.Markup()},
	}}
}

// Revisions lists the revisions of an article, the newest first, without their texts.
func (s *Store) Revisions(ctx context.Context, actor User, articleID int64) ([]Revision, error) {
	var all []Revision
	err := s.read.WithContext(ctx).Omit("text", "blocks", "sentences").Where("article_id = ?", articleID).Order("number DESC").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list revisions of article %d: %w", articleID, err)
	}
	return all, nil
}

// Revision loads one revision by its number, or the newest for number 0. Its
// text comes from those at hand where it can.
func (s *Store) Revision(ctx context.Context, actor User, articleID int64, number int) (Revision, *text.Document, error) {
	q := s.read.WithContext(ctx).Omit("text", "blocks", "sentences").Where("article_id = ?", articleID).Order("number DESC")
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
