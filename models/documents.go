package models

import (
	"container/list"
	"encoding/json"
	"fmt"
	"sync"

	"stet/models/suggest"
	"stet/models/text"
)

// documentsMax is how many bytes of text the Store keeps at hand. Revisions
// never change, so what is kept never goes stale.
const documentsMax = 24 << 20

// prepared is a revision's text, ready to use, with the suggestions for it.
type prepared struct {
	revision Revision // without its text
	document *text.Document

	mu          sync.Mutex
	language    string // of the suggestions
	suggested   bool
	suggestions []suggest.Suggestion
}

// newPrepared keeps a text once, as the document.
func newPrepared(r Revision, doc *text.Document) *prepared {
	r.Text, r.Blocks, r.Sentences, r.Marks = "", "", "", ""
	return &prepared{revision: r, document: doc}
}

// suggest works the suggestions out when they are first wanted in a language.
func (p *prepared) suggest(language string) []suggest.Suggestion {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.suggested || p.language != language {
		p.suggestions = suggest.Suggest(p.document, language)
		p.language, p.suggested = language, true
	}
	return p.suggestions
}

// documents keeps the texts used last.
type documents struct {
	mu   sync.Mutex
	byID map[int64]*list.Element
	used *list.List // of *prepared, the newest first
	size int        // bytes of text
}

func newDocuments() *documents {
	return &documents{byID: map[int64]*list.Element{}, used: list.New()}
}

func (d *documents) get(revisionID int64) *prepared {
	d.mu.Lock()
	defer d.mu.Unlock()
	e, ok := d.byID[revisionID]
	if !ok {
		return nil
	}
	d.used.MoveToFront(e)
	return e.Value.(*prepared)
}

func (d *documents) put(p *prepared) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.byID[p.revision.ID]; ok {
		return
	}
	d.byID[p.revision.ID] = d.used.PushFront(p)
	d.size += len(p.document.Text)
	for d.size > documentsMax && d.used.Len() > 1 {
		last := d.used.Back()
		gone := d.used.Remove(last).(*prepared)
		delete(d.byID, gone.revision.ID)
		d.size -= len(gone.document.Text)
	}
}

// prepare loads a revision's text, or takes it from those at hand.
func (s *Store) prepare(revisionID int64) (*prepared, error) {
	if p := s.fresh[revisionID]; p != nil {
		return p, nil
	}
	if p := s.documents.get(revisionID); p != nil {
		return p, nil
	}
	var r Revision
	if err := first(s.read.First(&r, revisionID).Error, "load revision", revisionID); err != nil {
		return nil, err
	}
	doc, err := r.document()
	if err != nil {
		return nil, err
	}
	p := newPrepared(r, doc)
	s.documents.put(p)
	return p, nil
}

// document rebuilds the text from its row.
func (r Revision) document() (*text.Document, error) {
	var blocks []text.Block
	var sentences []text.Sentence
	var marks []text.Mark
	if err := json.Unmarshal([]byte(r.Blocks), &blocks); err != nil {
		return nil, fmt.Errorf("read the blocks of revision %d: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(r.Sentences), &sentences); err != nil {
		return nil, fmt.Errorf("read the sentences of revision %d: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(r.Marks), &marks); err != nil {
		return nil, fmt.Errorf("read the marks of revision %d: %w", r.ID, err)
	}
	doc := text.Restore(r.Text, blocks, sentences, marks)
	return &doc, nil
}
