package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"stet/models/message"

	"gorm.io/gorm/clause"
)

// changeSource runs one act on a source: it locks the articles that rest on it
// and the source, lets the act do its part, renews the evidence and records the
// event. An approval given on evidence that is another now goes stale.
func (s *Store) changeSource(ctx context.Context, actor User, id int64, action Action, do func(*Store, *Source) (Detail, error), others ...int64) (Source, error) {
	var o Source
	err := s.Tx(ctx, func(tx *Store) error {
		if !actor.Active || !actor.Role.MayWrite() {
			return refuse("Your role lets you read and export. Ask an admin for the editor role to change sources.")
		}
		if err := tx.lockArticlesOf(append(others, id)...); err != nil {
			return err
		}
		if err := first(tx.seenSources(ctx, actor).Clauses(clause.Locking{Strength: "UPDATE"}).First(&o, id).Error, "load source", id); err != nil {
			return err
		}
		if o.MergedInto != nil {
			return refuse("This record was merged into another. Change that one.")
		}
		detail, err := do(tx, &o)
		if err != nil {
			return err
		}
		if err := tx.rehash(actor, o); err != nil {
			return err
		}
		detail.Source = &o.ID
		return tx.record(actor, nil, nil, action, detail)
	})
	if err != nil {
		return o, fmt.Errorf("%s %d: %w", action, id, err)
	}
	return o, nil
}

// saveSource writes a source as its next version.
func (s *Store) saveSource(o *Source) error {
	o.Version++
	if err := s.db.Select("*").Where("id = ?", o.ID).Updates(o).Error; err != nil {
		return fmt.Errorf("store source %d: %w", o.ID, err)
	}
	return nil
}

// EditSource changes a source, and with it every item of evidence that rests on it.
func (s *Store) EditSource(ctx context.Context, actor User, id int64, f SourceForm) (Source, error) {
	var gone []string
	concealed := false
	o, err := s.changeSource(ctx, actor, id, SourceEdited, func(tx *Store, o *Source) (_ Detail, err error) {
		if f.Version != o.Version {
			return Detail{}, o.conflict(f)
		}
		was := o.Sealed()
		gone, err = tx.refill(actor, o, f)
		concealed = o.Sealed() && !was
		return Detail{}, err
	})
	if err != nil {
		return o, err
	}
	if err := s.forget(gone); err != nil || !concealed {
		return o, err
	}
	return o, s.emptyLog()
}

func (o Source) conflict(f SourceForm) error {
	return &Conflict{What: message.New("this source"), Who: message.New(somebody), Version: int64(o.Version), Fields: []ConflictField{
		valueField("title", "Title", f.Title, o.Title), valueField("publisher", "Publisher", f.Publisher, o.Publisher), valueField("author", "Author", f.Author, o.Author),
		valueField("url", "Address", f.URL, o.URL), valueField("published_on", "Published", f.PublishedOn, o.PublishedOn),
		choiceField("type", "What it is", f.Type, o.Type), choiceField("tier", "How near to the fact", f.Tier, o.Tier),
		choiceField("confidentiality", "Who may know", f.Confidentiality, o.Confidentiality),
		choiceField("attribution", "How it may be named", f.Attribution, o.Attribution), valueField("agreed", "What was agreed", f.Agreed, o.Agreed)}}
}

// refill puts the form into a source that there is. It returns the hashes of
// files that are kept another way now. A source that becomes confidential goes
// by its alias from then on; only those who know who it is may name it again.
func (s *Store) refill(actor User, o *Source, f SourceForm) ([]string, error) {
	was := *o
	if was.Sealed() {
		f.Alias = f.Title // what everybody reads of it
	}
	if err := o.fill(f); err != nil {
		return nil, err
	}
	becomes := o.Confidential() && !was.Sealed()
	var who Identity
	var gone []string
	var err error
	switch {
	case was.Sealed() && !o.Confidential():
		if err := s.mayOpen(actor, o.ID); err != nil {
			return nil, err
		}
	case becomes:
		who = o.hide(tidy(f.Alias))
		if who.Contact, err = s.hideAddresses(o.ID); err != nil {
			return nil, err
		}
	case o.Confidential() && o.Publisher+o.Author+o.URL+o.PublishedOn != "":
		return nil, invalid("title", "What tells who a confidential source is belongs into the vault: change it there.")
	}
	if err := s.traceSource(actor, o, f.OriginID); err != nil {
		return nil, err
	}
	if err := s.saveSource(o); err != nil {
		return nil, err
	}
	if becomes {
		if err := s.conceal(actor, o, who); err != nil {
			return nil, err
		}
		if gone, err = s.sealCopies(*o, who.URL); err != nil {
			return nil, err
		}
	}
	more, err := s.keepFilesOf(*o)
	return append(gone, more...), err
}

// traceSource notes which source another has its facts from. The chain is one
// link long: what traced to this one traces to its origin from then on.
func (s *Store) traceSource(actor User, o *Source, originID int64) error {
	if was := value(o.OriginID); was != 0 && originID == 0 {
		if _, err := s.Source(context.Background(), actor, was); errors.Is(err, ErrNotFound) {
			return nil // the form of somebody for whom the origin does not exist says nothing of it
		}
	}
	o.OriginID = nil
	if originID == 0 || originID == o.ID {
		return nil
	}
	origin, err := s.Source(context.Background(), actor, originID)
	if err != nil || origin.MergedInto != nil {
		return invalid("origin", "Choose the origin from the sources that are known.")
	}
	root := origin.Origin()
	if root == o.ID {
		return invalid("origin", "That source has its facts from this one. Only one of the two can be the origin.")
	}
	o.OriginID = &root
	if err := s.db.Model(&Source{}).Where("origin_id = ?", o.ID).Update("origin_id", root).Error; err != nil {
		return fmt.Errorf("trace source %d: %w", o.ID, err)
	}
	return nil
}

// MarkSource says that a source was retracted, is dead or was replaced, or that
// it is good again. The approvals that rest on it go stale.
func (s *Store) MarkSource(ctx context.Context, actor User, id int64, f MarkForm) (Source, error) {
	return s.changeSource(ctx, actor, id, SourceMarked, func(tx *Store, o *Source) (Detail, error) {
		if f.Version != o.Version {
			return Detail{}, &Conflict{What: message.New("this source"), Who: message.New(somebody), Version: int64(o.Version), Fields: []ConflictField{proseField("note", "Note", f.Note, o.ValidityNote)}}
		}
		o.Validity, o.ValidityNote = f.Validity, tidy(f.Note)
		c := checks{}
		c.need(slices.Contains(Validities, o.Validity), "validity", "Choose what became of the source.")
		c.need(o.Validity == SourceGood || o.ValidityNote != "", "note", "Say how you know, so that whoever checks again need not search.")
		c.need(len(o.ValidityNote) <= maxField, "note", "The note is too long. Keep it under 20,000 characters.")
		if err := c.err(); err != nil {
			return Detail{}, err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"note": o.ValidityNote}); err != nil {
			return Detail{}, err
		}
		return Detail{Is: string(o.Validity), Reason: o.ValidityNote}, tx.saveSource(o)
	})
}

// MergeSources lets one record take over what rests on another that stands for
// the same source. The other record is kept, and leads here.
func (s *Store) MergeSources(ctx context.Context, actor User, id int64, version int, otherID int64) (Source, error) {
	return s.changeSource(ctx, actor, id, SourceMerged, func(tx *Store, o *Source) (Detail, error) {
		if version != o.Version {
			return Detail{}, &Conflict{What: message.New("this source"), Who: message.New(somebody), Version: int64(o.Version)}
		}
		var other Source
		if err := tx.seenSources(ctx, actor).Clauses(clause.Locking{Strength: "UPDATE"}).First(&other, otherID).Error; err != nil || otherID == id || other.MergedInto != nil {
			return Detail{}, invalid("other", "Choose another source that is known.")
		}
		if other.Confidential() || o.Confidential() {
			return Detail{}, refuse("A confidential source stays by itself: merging would tell who it is.")
		}
		if err := tx.db.Model(&Evidence{}).Where("source_id = ?", otherID).Update("source_id", id).Error; err != nil {
			return Detail{}, fmt.Errorf("move the evidence of source %d: %w", otherID, err)
		}
		for _, asks := range []any{&Reply{}, &Inquiry{}} {
			if err := tx.db.Model(asks).Where("source_id = ?", otherID).Update("source_id", id).Error; err != nil {
				return Detail{}, fmt.Errorf("move who is asked of source %d: %w", otherID, err)
			}
		}
		if value(o.OriginID) == otherID {
			o.OriginID = nil
		}
		if err := tx.db.Model(&Source{}).Where("origin_id = ? AND id <> ?", otherID, id).Update("origin_id", o.Origin()).Error; err != nil {
			return Detail{}, fmt.Errorf("trace what came from source %d: %w", otherID, err)
		}
		other.MergedInto, other.OriginID = &id, nil
		if err := tx.saveSource(&other); err != nil {
			return Detail{}, err
		}
		return Detail{Name: other.Title}, tx.saveSource(o)
	}, otherID)
}
