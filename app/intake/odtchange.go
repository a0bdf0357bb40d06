package intake

import (
	"encoding/xml"
)

// region is a tracked change (ODF 1.3 part 3, 5.5): an insertion, whose words
// are in the text, or a deletion, whose words are not.
type region struct {
	inserted bool
	deleted  []xml.Token
}

// tracking is where the reading stands among the changes, when the text before
// them is wanted.
type tracking struct {
	ranges  map[string]*pin // comments whose range may end, by name
	open    map[string]bool // insertions around
	spliced int             // paragraphs of a deletion that were put back; -1 before the first
	restore bool            // a deletion is being put back into a paragraph
}

func newTracking() tracking {
	return tracking{ranges: map[string]*pin{}, open: map[string]bool{}}
}

func (t *tracking) inserting() bool { return len(t.open) > 0 }

func (t *tracking) splicing() bool { return t.restore }

// readRegions reads the list of all changes. Where the text after them is
// wanted, only their number counts.
func (b *openBody) readRegions() error {
	return b.children(func(e xml.StartElement) error {
		b.changed()
		id := attr(e, "id")
		return b.children(func(e xml.StartElement) (err error) {
			r := region{inserted: e.Name.Local == "insertion"}
			if !b.Original || e.Name.Local != "deletion" {
				err = b.skip()
			} else {
				r.deleted, err = b.record()
			}
			b.regions[id] = r
			return err
		})
	})
}

// change reads the place of a change.
func (b *openBody) change(name, id string) error {
	if err := b.skip(); err != nil || !b.Original {
		return err
	}
	r := b.regions[id]
	switch {
	case r.inserted && name == "change-start":
		b.open[id] = true
	case r.inserted && name == "change-end":
		delete(b.open, id)
	case name == "change" && len(r.deleted) > 0:
		delete(b.regions, id) // once is enough
		return b.putBack(r.deleted)
	}
	return nil
}

// putBack reads what was deleted where it was.
func (b *openBody) putBack(deleted []xml.Token) error {
	inText := b.line != b.outside
	end := xml.EndElement{}
	rest := b.replay
	b.replay = append(append([]xml.Token{xml.StartElement{}}, deleted...), end)
	if _, err := b.next(); err != nil {
		return err
	}
	around := b.tracking
	if inText {
		b.restore, b.spliced = true, 0
	}
	err := b.inside()
	b.restore, b.spliced = around.restore, around.spliced
	b.replay = rest
	return err
}

// splice reads a paragraph of a deletion into the one it was deleted from: the
// first goes on with what stands there, each later one begins a new line.
func (b *openBody) splice(p properties) error {
	if b.spliced > 0 {
		b.end()
		if _, err := b.start(); err != nil {
			return err
		}
		b.properties, b.gap = p, true
	}
	b.spliced++
	return b.run()
}
