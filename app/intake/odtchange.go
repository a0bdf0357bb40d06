package intake

import "encoding/xml"

// region is a tracked change (ODF 1.3 part 3, 5.5). The words of an insertion
// are in the text. Those of a deletion are not: it holds them, and one place in
// the text says where they were. In a flat file, though, LibreOffice leaves them
// in the text.
type region struct {
	kind    string // "insertion", "deletion" or another
	deleted []xml.Token
}

// tracking is where the reading stands among the changes and the comments.
type tracking struct {
	ranges  map[string]*pin // comments whose range may end, by name
	open    map[string]bool // changes around whose words are not in the text that is wanted
	restore bool            // a deletion is being put back into a paragraph
	spliced int             // paragraphs of it that were put back
}

func newTracking() tracking {
	return tracking{ranges: map[string]*pin{}, open: map[string]bool{}}
}

// Bounds of the tracked changes: how many, and the tokens of what was deleted,
// which are kept until their place comes.
const (
	maxChanges = 20_000
	maxDeleted = 200_000
)

// absent reports whether what is read is not in the text that is wanted.
func (t *tracking) absent() bool { return len(t.open) > 0 }

// readRegions reads the list of all changes. What was deleted counts only where
// the text before the changes is wanted.
func (b *openBody) readRegions() error {
	return b.children(func(e xml.StartElement) error {
		b.changed()
		if len(b.regions) >= maxChanges {
			return refuse("The document has more than 20,000 tracked changes. Accept or reject them in your word processor, save it, and choose it again.")
		}
		id := attr(e, "id")
		return b.children(func(e xml.StartElement) (err error) {
			r := region{kind: e.Name.Local}
			if !b.Original || r.kind != "deletion" {
				err = b.skip()
			} else {
				r.deleted, err = b.record(&b.deleted)
			}
			b.regions[id] = r
			return err
		})
	})
}

// change reads the place of a change.
func (b *openBody) change(name, id string) error {
	if err := b.skip(); err != nil {
		return err
	}
	r := b.regions[id]
	unwanted := "deletion"
	if b.Original {
		unwanted = "insertion"
	}
	switch {
	case name == "change-start" && r.kind == unwanted:
		b.open[id] = true
	case name == "change-end":
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
