package intake

import (
	"encoding/xml"
	"fmt"
)

// footnote reads a footnote or an endnote, which stands where its mark is.
func (b *openBody) footnote(e xml.StartElement) error {
	kind := Footnote
	if attr(e, "note-class") == "endnote" {
		kind = Endnote
	}
	if b.absent() {
		return b.skip()
	}
	p, err := b.pins.of(kind, fmt.Sprint(len(b.pins.all)))
	if err != nil {
		return err
	}
	p.meet(b.mark())
	return b.readNote(&Note{Kind: kind}, p, "", "")
}

// annotation reads a comment. Its range, if it has one, begins where it stands
// and ends at the annotation-end of its name (ODF 1.3 part 3, 14.2).
func (b *openBody) annotation(e xml.StartElement) error {
	if b.absent() {
		return b.skip()
	}
	name := attr(e, "name")
	p, err := b.pins.of(Comment, name+fmt.Sprint(len(b.pins.all))) // a name may come twice
	if err != nil {
		return err
	}
	p.meet(b.mark())
	if name != "" && b.owner == nil {
		p.open(b.here())
		b.ranges[name] = p
	}
	n := Note{Kind: Comment, Resolved: attr(e, "resolved") == "true"}
	return b.readNote(&n, p, name, attr(e, "parent-name"))
}

func (b *openBody) annotationEnd(e xml.StartElement) error {
	if p := b.ranges[attr(e, "name")]; p != nil && b.owner == nil {
		p.shut(b.here())
	}
	return b.skip()
}

// mark is where a note's mark stands: in the text, or with the note it is in.
func (b *openBody) mark() spot {
	if b.owner != nil {
		return b.owner.mark
	}
	return b.here()
}

// readNote reads the words of a note, and who wrote it when.
func (b *openBody) readNote(n *Note, p *pin, name, parent string) error {
	inner := openBody{xmlReader: b.xmlReader, openFile: b.openFile, flow: newFlow(b.Limits, &b.noteRoom), tracking: newTracking(), owner: p}
	var written string
	err := b.children(func(e xml.StartElement) (err error) {
		switch qualified(e.Name) {
		case "dc:creator":
			n.Author, err = b.caption()
			return err
		case "dc:date":
			written, err = b.caption()
			return err
		case "meta:creator-initials", "loext:sender-initials", "meta:date-string", "text:note-citation":
			return b.skip()
		}
		return inner.element(e)
	})
	if err == nil {
		err = inner.close()
	}
	if err != nil {
		return err
	}
	n.Author, n.At = author(n.Author), writtenAt(written)
	n.Text, n.Addresses = noteText(inner.parts), addresses(inner.parts)
	if n.Text == "" {
		b.left[n.Kind.item()]++
		return nil
	}
	n.Key = n.key(b.said)
	b.notes = append(b.notes, taken{Note: *n, pin: p, name: name, parent: parent})
	return nil
}
