package intake

import "encoding/xml"

// toggle is a property that may be left to the style.
type toggle int8

const (
	unset toggle = iota
	on
	off
)

// toggled reads a toggle property, which is on unless it says otherwise
// (ECMA-376 part 1, 17.17.4).
func toggled(e xml.StartElement) toggle {
	switch attr(e, "val") {
	case "0", "false", "off":
		return off
	}
	return on
}

// look is how characters are set.
type look struct {
	bold, italic, hidden toggle
	font                 font
	style                string // id of the character style
}

// read reads the children of an rPr element; original asks for what a tracked
// change of the formatting put away.
func (l *look) read(x *xmlReader, original bool) error {
	return x.children(func(e xml.StartElement) error {
		if !isWord(e.Name) {
			return x.skip()
		}
		switch e.Name.Local {
		case "b":
			l.bold = toggled(e)
		case "i":
			l.italic = toggled(e)
		case "vanish":
			l.hidden = toggled(e)
		case "rFonts":
			l.font = fontNamed(attr(e, "ascii"))
		case "rStyle":
			l.style = attr(e, "val")
		case "rPrChange":
			if original {
				*l = look{}
				return x.children(func(xml.StartElement) error { return l.read(x, false) })
			}
		}
		return x.skip()
	})
}

// over is l where it says anything, and style where it does not.
func (l look) over(style look) look {
	if l.bold == unset {
		l.bold = style.bold
	}
	if l.italic == unset {
		l.italic = style.italic
	}
	if l.hidden == unset {
		l.hidden = style.hidden
	}
	if l.font == "" {
		l.font = style.font
	}
	return l
}
