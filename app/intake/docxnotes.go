package intake

import (
	"encoding/xml"
	"time"
)

// note reads a mark of a note or an end of a comment's range. What is marked in
// a note itself stands where that note does.
func (b *body) note(e xml.StartElement) error {
	kind := Comment
	switch e.Name.Local {
	case "footnoteReference":
		kind = Footnote
	case "endnoteReference":
		kind = Endnote
	}
	if b.owner != nil && !b.owner.marked {
		return b.skip()
	}
	p, err := b.pins.of(kind, attr(e, "id"))
	if err != nil {
		return err
	}
	at := b.here()
	if b.owner != nil {
		at = b.owner.mark
	}
	switch {
	case e.Name.Local == "commentRangeStart" && b.owner == nil:
		p.open(at)
	case e.Name.Local == "commentRangeEnd" && b.owner == nil:
		p.shut(at)
	default:
		p.meet(at)
	}
	return b.skip()
}

// readNotes reads the parts with the notes that the body marks. It counts the
// marks without a note and the comments on words that are gone.
func (w *wordFile) readNotes() error {
	if err := w.readNotesOf(Footnote, "footnotes"); err != nil {
		return err
	}
	if err := w.readNotesOf(Endnote, "endnotes"); err != nil {
		return err
	}
	threads, err := w.threads()
	if err != nil {
		return err
	}
	if err := w.readNotesOf(Comment, "comments"); err != nil {
		return err
	}
	w.notes = threads.join(w.notes)
	for _, p := range w.pins.all {
		if !p.noted {
			w.left[p.kind.item()]++
		}
	}
	return nil
}

func (w *wordFile) readNotesOf(kind NoteKind, part string) error {
	name, err := w.beside(part)
	if err != nil || !w.has(name) {
		return err
	}
	links, err := w.links(name)
	if err != nil {
		return err
	}
	return w.read(name, func(x *xmlReader) error {
		return x.root(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if kind := attr(e, "type"); kind != "" && kind != "normal" {
					return x.skip() // the line above the notes
				}
				return w.readNote(x, kind, links, e)
			})
		})
	})
}

// readNote reads one note and keeps it with its place. One that nothing leads
// to is about words that are gone.
func (w *wordFile) readNote(x *xmlReader, kind NoteKind, links map[string]string, e xml.StartElement) error {
	p := w.pins.find[string(kind)+attr(e, "id")]
	if p == nil {
		p = &pin{}
	}
	b := body{wordFile: w, xmlReader: x, flow: newFlow(w.Limits, &w.noteRoom), links: links, owner: p}
	if err := b.children(b.element); err != nil {
		return err
	}
	if err := b.close(); err != nil {
		return err
	}
	n := Note{Kind: kind, Author: author(attr(e, "author")), At: writtenAt(attr(e, "date")), Text: noteText(b.parts), Addresses: addresses(b.parts)}
	switch {
	case n.Text == "" || p.noted:
	case !p.opened && !p.marked:
		w.left[kind.item()]++
	default:
		p.noted = true
		n.Key = n.key(w.said)
		t := taken{Note: n, pin: p}
		if kind == Comment {
			t.name = b.lastID
		}
		w.notes = append(w.notes, t)
	}
	return nil
}

// threads is what the parts beside the comments say of them, by the w14:paraId
// of a comment's last paragraph ([MS-DOCX] 2.5.1).
type threads struct {
	parents map[string]string
	done    map[string]bool
	times   map[string]time.Time
}

func (w *wordFile) threads() (threads, error) {
	t := threads{parents: map[string]string{}, done: map[string]bool{}, times: map[string]time.Time{}}
	durable := map[string]string{}
	err := w.each("commentsExtended", func(e xml.StartElement) {
		id := attr(e, "paraId")
		t.parents[id] = attr(e, "paraIdParent")
		t.done[id] = attr(e, "done") == "1" || attr(e, "done") == "true"
	})
	if err != nil {
		return t, err
	}
	err = w.each("commentsIds", func(e xml.StartElement) { durable[attr(e, "durableId")] = attr(e, "paraId") })
	if err != nil {
		return t, err
	}
	return t, w.each("commentsExtensible", func(e xml.StartElement) {
		if at := writtenAt(attr(e, "dateUtc")); !at.IsZero() {
			t.times[durable[attr(e, "durableId")]] = at
		}
	})
}

// each calls note with every element in the part that the body has a relation
// of this kind to, if there is one.
func (w *wordFile) each(kind string, note func(xml.StartElement)) error {
	name, err := w.beside(kind)
	if err != nil || !w.has(name) {
		return err
	}
	return w.read(name, func(x *xmlReader) error {
		return x.root(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				note(e)
				return x.skip()
			})
		})
	})
}

// join tells the notes what the threads know of them.
func (t threads) join(notes []taken) []taken {
	for i := range notes {
		n := &notes[i]
		if n.name == "" {
			continue
		}
		n.parent, n.Resolved = t.parents[n.name], t.done[n.name]
		if at := t.times[n.name]; !at.IsZero() {
			n.At = at
		}
	}
	return threaded(notes)
}
