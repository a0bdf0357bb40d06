package intake

import (
	"cmp"
	"encoding/xml"
	"strings"
)

// tabular reads an element of a table. A cell that another one covers shows
// nothing.
func (b *openBody) tabular(name string) error {
	switch name {
	case "table":
		sort := tables
		if b.tables > 0 {
			sort = nestedTables
		}
		b.tables++
		err := b.counting(sort)
		b.tables--
		return err
	case "table-cell":
		item, lists := b.item, b.lists
		b.item, b.lists = false, 0
		err := b.inside()
		b.item, b.lists = item, lists
		if err != nil {
			return err
		}
		return b.settle()
	case "covered-table-cell", "table-column", "desc", "title":
		return b.skip()
	}
	return b.inside()
}

// counting reads an element and counts it where it has words.
func (b *openBody) counting(sort item) error {
	room := *b.room
	err := b.inside()
	if *b.room != room {
		b.left[sort]++
	}
	return err
}

// drawing reads an element of the namespace of drawings.
func (b *openBody) drawing(name string, e xml.StartElement) error {
	if b.absent() {
		return b.skip()
	}
	switch name {
	case "frame":
		return b.frame()
	case "text-box", "custom-shape", "rect", "circle", "ellipse", "polygon", "polyline", "path", "line", "connector", "caption", "regular-polygon":
		return b.textBox()
	case "a":
		return b.inside()
	case "control":
		b.left[forms]++
		return b.skip()
	}
	return b.inside()
}

func (b *openBody) textBox() error {
	item, lists := b.item, b.lists
	b.item, b.lists = false, 0
	if err := b.counting(textBoxes); err != nil {
		return err
	}
	b.item, b.lists = item, lists
	return b.settle()
}

// frame reads a frame: a text box, a picture, or an object with a picture in
// its place.
func (b *openBody) frame() error {
	var picture, object bool
	var title, description string
	err := b.children(func(e xml.StartElement) (err error) {
		switch qualified(e.Name) {
		case "draw:image":
			picture = true
			return b.skip()
		case "draw:object", "draw:object-ole", "draw:applet", "draw:plugin", "draw:floating-frame":
			object = true
			return b.skip()
		case "svg:title":
			title, err = b.caption()
		case "svg:desc":
			description, err = b.caption()
		default:
			return b.element(e)
		}
		return err
	})
	switch alt := oneLine(cmp.Or(description, title)); {
	case object:
		b.left[objects]++
	case picture:
		b.left[pictures]++
		if alt != "" {
			b.alts = append(b.alts, alt)
		}
	}
	return err
}

// caption reads the text of an element.
func (b *openBody) caption() (string, error) {
	var s strings.Builder
	err := b.content(func(xml.StartElement) error { return b.skip() }, func(c xml.CharData) error {
		s.Write(c)
		return nil
	})
	return s.String(), err
}
