package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// run reads a run of characters that look alike.
func (b *body) run() error {
	outer := b.look
	b.look = look{}
	err := b.children(b.element)
	b.look = outer
	return err
}

func (b *body) runProperties() error {
	if err := b.look.read(b.xmlReader, b.Original); err != nil {
		return err
	}
	b.look = b.look.over(b.styles.look(b.look.style))
	return nil
}

// show writes text unless it is hidden or in the code of a field.
func (b *body) show(s string) error {
	switch {
	case b.inCode():
		return nil
	case b.look.hidden == on:
		b.left[hiddenText]++
		return nil
	}
	return b.writeAs(s, b.look)
}

// symbol reads a character of a font that has signs in the place of letters.
func (b *body) symbol(e xml.StartElement) error {
	code, err := strconv.ParseUint(attr(e, "char"), 16, 16)
	sign, known := fontNamed(attr(e, "font")).sign(rune(code))
	if err != nil || !known {
		b.left[symbols]++
		return b.skip()
	}
	if err := b.show(string(sign)); err != nil {
		return err
	}
	return b.skip()
}

// link reads a hyperlink. One to a place in the document is none.
func (b *body) link(e xml.StartElement) error {
	address := b.links[attr(e, "id")]
	if anchor := attr(e, "anchor"); anchor != "" && address != "" {
		address, _, _ = strings.Cut(address, "#")
		address += "#" + anchor
	}
	line, start := b.line, b.line.points
	if err := b.children(b.element); err != nil {
		return err
	}
	line.link(start, address)
	return nil
}
