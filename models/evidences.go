package models

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"stet/models/blob"
	"stet/models/message"
)

const (
	maxField = 20_000 // bytes of an excerpt or a note
	maxFiles = 20     // of one upload
)

// CreateEvidence attaches an item of evidence to a claim. Files are stored
// before the transaction, so that it stays short; what fails leaves no row.
func (s *Store) CreateEvidence(ctx context.Context, actor User, claimID int64, form EvidenceForm) (Evidence, error) {
	s.attaching.RLock()
	defer s.attaching.RUnlock()
	files, err := s.receive(ctx, actor, claimID, EvidenceCreated, form)
	if err != nil {
		return Evidence{}, err
	}
	files = append(files, form.kept...)
	var e Evidence
	err = s.change(ctx, actor, claimID, EvidenceCreated, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		e, err = tx.newEvidence(ctx, actor, f.Claim, form, files)
		return Detail{Is: string(e.Relation), Source: e.SourceID}, err
	})
	return e, err
}

// newEvidence stores an item of evidence with its files.
func (s *Store) newEvidence(ctx context.Context, actor User, c Claim, form EvidenceForm, files []File) (Evidence, error) {
	e := Evidence{ArticleID: c.ArticleID, ClaimID: c.ID, Version: 1, CreatedBy: actor.ID, CreatedAt: s.now(), Files: files}
	if err := s.fillEvidence(ctx, actor, &e, form); err != nil {
		return e, err
	}
	if err := s.db.Create(&e).Error; err != nil {
		return e, fmt.Errorf("store evidence: %w", err)
	}
	if err := s.addCaptures(actor, e, form.captured); err != nil {
		return e, err
	}
	if err := s.askCapture(actor, e, c.Number); err != nil {
		return e, err
	}
	return e, s.addFiles(actor, &e, e.Files)
}

// EditEvidence changes an item; new files are added to those it has.
func (s *Store) EditEvidence(ctx context.Context, actor User, id int64, form EvidenceForm) (Evidence, error) {
	e, err := s.EvidenceItem(ctx, actor, id)
	if err != nil {
		return Evidence{}, err
	}
	e, err = s.editEvidence(ctx, actor, e, form)
	if err != nil {
		return e, err
	}
	return e, s.forget(e.released)
}

func (s *Store) editEvidence(ctx context.Context, actor User, e Evidence, form EvidenceForm) (Evidence, error) {
	s.attaching.RLock()
	defer s.attaching.RUnlock()
	files, err := s.receive(ctx, actor, e.ClaimID, EvidenceEdited, form)
	if err != nil {
		return Evidence{}, err
	}
	id := e.ID
	err = s.change(ctx, actor, e.ClaimID, EvidenceEdited, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		if e, err = tx.EvidenceItem(ctx, actor, id); err != nil {
			return Detail{}, err
		}
		if e.WithdrawnAt != nil {
			return Detail{}, refuse("This evidence was withdrawn. Attach it again instead.")
		}
		if form.Version != e.Version {
			return Detail{}, tx.evidenceConflict(e, form)
		}
		e.Files = append(e.Files, files...)
		if err := tx.fillEvidence(ctx, actor, &e, form); err != nil {
			return Detail{}, err
		}
		e.Version++
		if err := tx.db.Model(&Evidence{}).Where("id = ?", id).Select("*").Omit("id", "created_by", "created_at").Updates(e).Error; err != nil {
			return Detail{}, fmt.Errorf("store evidence: %w", err)
		}
		if err := tx.askCapture(actor, e, f.Claim.Number); err != nil {
			return Detail{}, err
		}
		return Detail{Is: string(e.Relation), Source: e.SourceID}, tx.addFiles(actor, &e, e.Files[len(e.Files)-len(files):])
	})
	return e, err
}

// WithdrawEvidence takes an item off its claim; the row is kept.
func (s *Store) WithdrawEvidence(ctx context.Context, actor User, id int64, version int) error {
	e, err := s.EvidenceItem(ctx, actor, id)
	if err != nil {
		return err
	}
	return s.change(ctx, actor, e.ClaimID, EvidenceWithdrawn, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		if e, err = tx.EvidenceItem(ctx, actor, id); err != nil {
			return Detail{}, err
		}
		if version != e.Version {
			return Detail{}, &Conflict{What: message.New("this evidence"), Who: tx.lastActor(EvidenceEdited, 0, e.ClaimID), Version: int64(e.Version)}
		}
		now := tx.now()
		e.WithdrawnAt, e.ChangedAt, e.ChangedBy = &now, now, actor.ID
		e.Version++
		err := tx.db.Model(&Evidence{}).Where("id = ?", id).Select("withdrawn_at", "changed_at", "changed_by", "version").Updates(e).Error
		return Detail{Source: e.SourceID}, err
	})
}

// EvidenceItem loads one item with its source and files.
func (s *Store) EvidenceItem(ctx context.Context, actor User, id int64) (Evidence, error) {
	var e Evidence
	if err := first(s.seen(ctx, actor).First(&e, id).Error, "load evidence", id); err != nil {
		return e, err
	}
	items := []Evidence{e}
	err := s.complete(items)
	return items[0], err
}

// complete adds the sources and the files to items of evidence, in two queries.
func (s *Store) complete(items []Evidence) error {
	var ids, sourceIDs []int64
	for _, e := range items {
		ids = append(ids, e.ID)
		if e.SourceID != nil {
			sourceIDs = append(sourceIDs, *e.SourceID)
		}
	}
	sources, err := s.sourcesByID(sourceIDs)
	if err != nil {
		return err
	}
	var files []File
	if err := s.read.Where("evidence_id IN ?", ids).Order("id").Find(&files).Error; err != nil {
		return fmt.Errorf("load files: %w", err)
	}
	for i := range items {
		e := &items[i]
		e.Source = sources[value(e.SourceID)]
		for _, f := range files {
			if f.EvidenceID == e.ID {
				e.Files = append(e.Files, f)
			}
		}
	}
	return nil
}

// fillEvidence checks the form and puts it into the item, making the source if
// it is a new one.
func (s *Store) fillEvidence(ctx context.Context, actor User, e *Evidence, f EvidenceForm) error {
	e.Relation, e.Locator, e.Excerpt, e.Note = f.Relation, tidy(f.Locator), tidy(f.Excerpt), tidy(f.Note)
	e.SearchedWhere, e.SearchedHow = tidy(f.SearchedWhere), tidy(f.SearchedHow)
	nothing := f.Relation == NothingFound
	c := checks{}
	c.need(slices.Contains(Relations, f.Relation), "relation", "Say whether the evidence supports the claim, contradicts it or gives context.")
	c.need(!nothing || e.SearchedWhere != "", "searched_where", "Say where you searched.")
	c.need(!nothing || e.SearchedHow != "", "searched_how", "Say how you searched.")
	c.need(nothing || f.SourceID != 0 || tidy(f.Source.Title+f.Source.Alias) != "", "source", "Name the source: choose one you have used, or give a new one a title.")
	c.need(len(e.Excerpt) <= maxField, "excerpt", "The excerpt is too long. Keep it under 20,000 characters and attach the whole as a file.")
	c.need(len(e.Note)+len(e.Locator)+len(e.SearchedHow)+len(e.SearchedWhere) <= maxField, "note", "The note is too long. Keep it under 20,000 characters and attach the whole as a file.")
	if err := c.err(); err != nil {
		return err
	}
	err := s.unnamed(ctx, actor, map[string]string{"locator": e.Locator, "excerpt": e.Excerpt, "note": e.Note, "searched_where": e.SearchedWhere, "searched_how": e.SearchedHow})
	if err != nil {
		return err
	}
	e.SourceID, e.Source = nil, nil
	if !nothing {
		source, err := s.sourceFor(actor, f)
		if err != nil {
			return err
		}
		e.SourceID, e.Source = &source.ID, &source
	}
	gone, err := s.sealCopiesOf(e)
	if err != nil {
		return err
	}
	if e.released, err = s.keepFiles(e); err != nil {
		return err
	}
	e.released = append(e.released, gone...)
	e.ChangedBy, e.ChangedAt, e.ContentHash = actor.ID, s.now(), e.hash()
	return nil
}

// publicName is what the history may say of an item.
func (e Evidence) publicName() string {
	switch {
	case e.Source == nil:
		return "searched, nothing found"
	case e.Source.Confidential():
		return ConfidentialName
	}
	return e.Source.Title
}

func (s *Store) evidenceConflict(e Evidence, f EvidenceForm) error {
	return &Conflict{What: message.New("this evidence"), Who: s.lastActor(EvidenceEdited, 0, e.ClaimID), Version: int64(e.Version), Fields: []ConflictField{
		choiceField("relation", "Relation", f.Relation, e.Relation),
		valueField("locator", "Locator", f.Locator, e.Locator),
		valueField("excerpt", "Excerpt", f.Excerpt, e.Excerpt),
		proseField("note", "Note", f.Note, e.Note),
		proseField("searched_where", "Where you searched", f.SearchedWhere, e.SearchedWhere),
		proseField("searched_how", "How you searched", f.SearchedHow, e.SearchedHow),
	}}
}

// receive stores uploaded bytes, after asking whether the actor may.
func (s *Store) receive(ctx context.Context, actor User, claimID int64, action Action, form EvidenceForm) ([]File, error) {
	if len(form.Files) == 0 {
		return nil, nil
	}
	if len(form.Files) > maxFiles {
		return nil, invalid("files", "That is too many files at once. Attach at most 20.")
	}
	sealed := form.Source.Confidentiality == ConfidentialSource
	err := s.Tx(ctx, func(tx *Store) error {
		if _, _, err := tx.allow(actor, claimID, action); err != nil || form.SourceID == 0 {
			return err
		}
		o, err := tx.Source(ctx, actor, form.SourceID)
		sealed = o.Confidential()
		return err
	})
	if err == nil && sealed {
		err = s.openVault(ctx)
	}
	if err != nil {
		return nil, err
	}
	var files []File
	for _, u := range form.Files {
		f, err := s.receiveFile(u, sealed)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// receiveFile stores one file under its hash. What it is, its bytes say: never
// its name, never the browser.
func (s *Store) receiveFile(u Upload, sealed bool) (File, error) {
	head := make([]byte, 3072) // what mimetype looks at
	n, err := io.ReadFull(u.Data, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return File{}, fmt.Errorf("read upload: %w", err)
	}
	if n == 0 {
		return File{}, invalid("files", "The file “%s” is empty. Choose another.", fileName(u.Name))
	}
	sha, size, err := s.put(io.MultiReader(bytes.NewReader(head[:n]), u.Data), sealed)
	if tooLarge := (*blob.TooLarge)(nil); errors.As(err, &tooLarge) {
		return File{}, invalid("files", "The file “%s” is larger than %d MB. Attach a smaller one, or the part that matters.", fileName(u.Name), s.maxFile>>20)
	}
	if err != nil {
		return File{}, err
	}
	kind, _, _ := strings.Cut(mimetype.Detect(head[:n]).String(), ";")
	f := File{SHA256: sha, Name: fileName(u.Name), MediaType: kind, Size: size, Sealed: sealed}
	if sealed {
		err = s.hideName(&f)
	}
	return f, err
}
