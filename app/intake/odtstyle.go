package intake

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// readStyles reads the styles of paragraphs and of characters.
func (f *openFile) readStyles(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch qualified(e.Name) {
		case "style:style":
			return f.readStyle(x, e)
		case "style:default-style":
			return f.readDefault(x)
		}
		return x.skip()
	})
}

func (f *openFile) readStyle(x *xmlReader, e xml.StartElement) error {
	id := attr(e, "name")
	st := style{name: cmp.Or(attr(e, "display-name"), decodedName(id))}
	st.style = attr(e, "parent-style-name")
	if level, err := strconv.Atoi(attr(e, "default-outline-level")); err == nil {
		st.outline = strconv.Itoa(level - 1)
	}
	err := x.children(func(c xml.StartElement) error {
		if qualified(c.Name) == "style:text-properties" {
			st.look = openLook(c)
		}
		return x.skip()
	})
	if len(f.styles.byID)+len(f.styles.characters) >= maxStyles {
		return tooBigInside()
	}
	switch attr(e, "family") {
	case "paragraph":
		f.styles.byID[id] = st.classified(st.name)
	case "text":
		f.styles.characters[id] = st
	}
	return err
}

// openLook is how the attributes of text properties set characters.
func openLook(e xml.StartElement) (l look) {
	switch weight := attr(e, "font-weight"); weight {
	case "":
	case "bold", "600", "700", "800", "900":
		l.bold = on
	default:
		l.bold = off
	}
	switch attr(e, "font-style") {
	case "":
	case "italic", "oblique":
		l.italic = on
	default:
		l.italic = off
	}
	if attr(e, "display") == "none" {
		l.hidden = on
	}
	l.font = fontNamed(strings.Trim(cmp.Or(attr(e, "font-name"), attr(e, "font-family")), "'"))
	return l
}

// readDefault looks for the language of the document.
func (f *openFile) readDefault(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if lang := attr(e, "language"); lang != "" && lang != "none" && f.styles.language == "" {
			f.styles.language = lang
			if country := attr(e, "country"); country != "" && country != "none" {
				f.styles.language += "-" + country
			}
		}
		return x.skip()
	})
}

// readMasters counts the headers and footers that have words.
func (f *openFile) readMasters(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if name := qualified(e.Name); strings.HasPrefix(name, "style:header") || strings.HasPrefix(name, "style:footer") {
			words, err := hasWords(x)
			if words {
				f.left[headersFooters]++
			}
			return err
		}
		return f.readMasters(x)
	})
}

// hasWords reads an element and reports whether there is text inside.
func hasWords(x *xmlReader) (found bool, err error) {
	err = x.content(func(xml.StartElement) error {
		inside, err := hasWords(x)
		found = found || inside
		return err
	}, func(s xml.CharData) error {
		found = found || strings.TrimSpace(string(s)) != ""
		return nil
	})
	return found, err
}

// encodedSign is a character that a name cannot have, as its number (ODF 1.3
// part 3, 19.502).
var encodedSign = regexp.MustCompile(`_([0-9a-fA-F]{1,5})_`)

func decodedName(name string) string {
	return encodedSign.ReplaceAllStringFunc(name, func(s string) string {
		n, _ := strconv.ParseInt(s[1:len(s)-1], 16, 32)
		return string(rune(n))
	})
}
