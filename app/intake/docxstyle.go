package intake

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"stet/models/text"
)

// properties is what is known of a paragraph: its own word or its style's.
type properties struct {
	style   string // id of the paragraph's style
	outline string // outline level "0" to "8"; "9" is body text; "" says nothing
	list    string // id of a numbering; "0" switches it off; "" says nothing
	depth   int    // of the list item, from 0
	joined  bool   // goes on in the next paragraph
	changed int    // tracked changes of its end and of what it is
}

// style is a paragraph style. Its own style property is the style it is based on.
type style struct {
	name string
	look look
	properties
	standsFor text.BlockKind // by its name or outline, "" for nothing of its own
	level     int
}

// maxStyles bounds a style sheet; Word's longest has some four hundred.
const maxStyles = 5_000

// styles is the style sheet of a document.
type styles struct {
	byID       map[string]style // of paragraphs
	characters map[string]style
	language   string // of the document, "" when it does not say
}

// styles reads the style sheet of the part called main.
func (a *archive) styles(main string) (styles, error) {
	s := styles{byID: map[string]style{}, characters: map[string]style{}}
	name, err := a.related(main, "styles", "word/styles.xml")
	if err != nil || !a.has(name) {
		return s, err
	}
	return s, a.read(name, func(x *xmlReader) error {
		return x.root(func(e xml.StartElement) error { return s.element(x, e) })
	})
}

// element looks for styles and for the default language at any depth.
func (s *styles) element(x *xmlReader, e xml.StartElement) error {
	switch {
	case e.Name.Local == "style":
		return s.add(x, e)
	case e.Name.Local == "lang" && s.language == "":
		s.language = attr(e, "val")
	}
	return x.children(func(c xml.StartElement) error { return s.element(x, c) })
}

func (s *styles) add(x *xmlReader, e xml.StartElement) error {
	id, st := attr(e, "styleId"), style{}
	err := x.children(func(c xml.StartElement) error {
		switch c.Name.Local {
		case "name":
			st.name = attr(c, "val")
		case "basedOn":
			st.style = attr(c, "val")
		case "pPr":
			return st.read(x, false)
		case "rPr":
			return st.look.read(x, false)
		}
		return x.skip()
	})
	if len(s.byID)+len(s.characters) >= maxStyles {
		return tooBigInside()
	}
	switch attr(e, "type") {
	case "paragraph", "":
		s.byID[id] = st.classified(id)
	case "character":
		s.characters[id] = st
	}
	return err
}

// named is the style with that id. One that the sheet lacks is known by its id.
func (s *styles) named(id string) style {
	st, ok := s.byID[id]
	if !ok && len(s.byID) < maxStyles {
		st = style{}.classified(id)
		s.byID[id] = st
	}
	return st
}

// look is how a character style sets its words: as it says itself, then as the
// styles it is based on.
func (s *styles) look(id string) look {
	var found look
	for range longestChain {
		st, ok := s.characters[id]
		if !ok {
			break
		}
		found = found.over(st.look)
		id = st.style
	}
	return found
}

// read reads the children of a pPr element; original asks for what a tracked
// change put away.
func (p *properties) read(x *xmlReader, original bool) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "outlineLvl":
			p.outline = attr(e, "val")
		case "numPr":
			return p.readNumbering(x)
		case "framePr": // a big initial is the start of the next paragraph
			p.joined = p.joined || attr(e, "dropCap") == "drop" || attr(e, "dropCap") == "margin"
		case "rPr":
			return p.readMark(x, original)
		case "pPrChange":
			p.changed++
			if original {
				*p = properties{joined: p.joined, changed: p.changed}
				return x.children(func(xml.StartElement) error { return p.read(x, false) })
			}
		}
		return x.skip()
	})
}

func (p *properties) readNumbering(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numId":
			p.list = attr(e, "val")
		case "ilvl":
			p.depth, _ = strconv.Atoi(attr(e, "val"))
		}
		return x.skip()
	})
}

// readMark looks whether the paragraph's end is not in the text that is wanted:
// it was deleted, or not yet inserted, or parts only styles (ECMA-376 part 1,
// 17.3.2.36).
func (p *properties) readMark(x *xmlReader, original bool) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "del", "moveFrom":
			p.changed++
			p.joined = p.joined || !original
		case "ins", "moveTo":
			p.changed++
			p.joined = p.joined || original
		case "specVanish":
			p.joined = p.joined || toggled(e) == on
		}
		return x.skip()
	})
}

// listed reports whether a numbering makes it an item of a list.
func (p properties) listed() bool { return p.list != "" && p.list != "0" }

// longestChain bounds the styles that one style is based on, which may be a ring.
const longestChain = 16

// kind says what a paragraph is: what it says itself comes first, then its
// style and those that one is based on, then a numbering.
func (s *styles) kind(p properties) (text.BlockKind, int) {
	if level, ok := outlineLevel(p.outline); ok {
		return text.Heading, level
	}
	found, id := p, p.style
	for range longestChain {
		st := s.named(id)
		if st.standsFor == text.Heading || st.standsFor != "" && !found.listed() {
			return st.standsFor, st.level
		}
		if found.list == "" {
			found.list, found.depth = st.list, max(st.depth, found.depth)
		}
		if id = st.style; id == "" {
			break
		}
	}
	if found.listed() {
		return text.ListItem, found.depth + 1
	}
	return text.Paragraph, 0
}

// outlineLevel turns 0 to 8 into 1 to 6; Build clamps what is deeper.
func outlineLevel(outline string) (int, bool) {
	n, err := strconv.Atoi(outline)
	return n + 1, err == nil && n >= 0 && n < 9
}

// Names of styles. Word keeps the English names of its own styles whatever its
// language; other programs, and ids, carry the names of their language, in
// which Word drops the letters beyond ASCII.
var (
	headingStyle = regexp.MustCompile(`^(?:heading|überschrift|berschrift|titre|titulek|título|ttulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nagwek|nadpis|заголовок|címsor|cmsor|titlu|başlık|balk|encabezado|intestazione|επικεφαλίδα|見出し|标题|標題|제목|عنوان|כותרת)([1-9])$`)
	titleStyle   = regexp.MustCompile(`^(?:title|titel|titre|título|ttulo|titolo|tytuł|tytu|название|標題|标题|表題|제목)$`)
	underTitle   = regexp.MustCompile(`^(?:subtitle|untertitel|soustitre|subtítulo|sottotitolo|ondertitel|podtytuł|подзаголовок)$`)
	quoteStyle   = regexp.MustCompile(`^(?:quote|intensequote|quotations?|blockquotation|blockquote|blocktext|zitat|intensiveszitat|citation|citationintense|cita|citadestacada|citazione|citazioneintensa|citaat|duidelijkcitaat|citação|citao|cytat|цитата\d*|выделеннаяцитата|引用|引用文|明显引用|인용)$`)
	captionStyle = regexp.MustCompile(`^(?:caption|imagecaption|tablecaption|beschriftung|légende|lgende|leyenda|epígrafe|didascalia|bijschrift|legenda|названиеобъекта|題注|题注|图表标题|캡션)$`)
	listStyle    = regexp.MustCompile(`^list(?:bullet|number)([2-9]?)$`)
)

// classified adds what the outline, the name or the id of the style stands for.
func (s style) classified(id string) style {
	if level, ok := outlineLevel(s.outline); ok {
		s.standsFor, s.level = text.Heading, level
		return s
	}
	for _, name := range []string{s.name, id} {
		name = strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(name))
		if s.standsFor, s.level = kindByName(name); s.standsFor != "" {
			break
		}
	}
	return s
}

func kindByName(name string) (kind text.BlockKind, level int) {
	if m := headingStyle.FindStringSubmatch(name); m != nil {
		return text.Heading, int(m[1][0] - '0')
	}
	if m := listStyle.FindStringSubmatch(name); m != nil {
		level, _ := strconv.Atoi("0" + m[1])
		return text.ListItem, max(level, 1)
	}
	switch {
	case titleStyle.MatchString(name):
		return text.Heading, 1
	case underTitle.MatchString(name):
		return text.Heading, 2
	case quoteStyle.MatchString(name):
		return text.Quotation, 0
	case captionStyle.MatchString(name):
		return text.Caption, 0
	}
	return "", 0
}
