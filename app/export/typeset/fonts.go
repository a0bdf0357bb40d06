package typeset

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	pdffont "github.com/carlos7ags/folio/font"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

// face is one font, as the shaper and as the writer of the PDF know it.
type face struct {
	name   string
	shaped *font.Face
	pdf    pdffont.Face
	bold   bool
	layers []*layer
	glyphs map[font.GID]standing
}

// layer is a part of a face in the PDF. In one part a character has one glyph:
// the forms that an Arabic letter takes are in as many parts, so that a reader
// of the PDF gets the letter for each of them.
type layer struct {
	name  string // in the resources of the pages
	pdf   *pdffont.EmbeddedFont
	taken map[rune]bool
}

// standing is what a reader of the PDF takes a glyph for, and where it is.
type standing struct {
	rune
	*layer
}

// stands tells what a glyph stands for; when it is new, for the rune.
func (f *face) stands(glyph font.GID, r rune) standing {
	if known, ok := f.glyphs[glyph]; ok {
		return known
	}
	at := slices.IndexFunc(f.layers, func(l *layer) bool { return !l.taken[r] })
	if at < 0 {
		at = len(f.layers)
		f.layers = append(f.layers, &layer{f.name + "-" + strconv.Itoa(at), pdffont.NewEmbeddedFont(f.pdf), map[rune]bool{}})
	}
	l := f.layers[at]
	l.taken[r] = true
	l.pdf.EncodeGIDs([]uint16{uint16(glyph)}, string(r))
	f.glyphs[glyph] = standing{r, l}
	return f.glyphs[glyph]
}

// fonts finds a face for every character of one document: Liberation first
// (Latin, Greek, Cyrillic, Hebrew), then DejaVu Sans (Arabic, Armenian,
// Georgian, symbols), then what is installed on the machine.
type fonts struct {
	language string // BCP 47
	base     map[Style]*face
	others   []*face // those tried after a base face, in the order they were needed
	found    map[styled]*face
	system   func() []fontscan.Footprint
	scanned  []fontscan.Footprint
	loaded   map[font.FontID]*face
	count    int
}

// styled is a character in a design.
type styled struct {
	Style
	rune
}

func newFonts(language string, system func() []fontscan.Footprint) (*fonts, error) {
	f := &fonts{language: language, base: map[Style]*face{}, found: map[styled]*face{}, system: system, loaded: map[font.FontID]*face{}}
	for _, b := range []struct {
		style Style
		data  []byte
	}{
		{Style{}, liberationserifregular.TTF}, {Style{Bold: true}, liberationserifbold.TTF},
		{Style{Sans: true}, liberationsansregular.TTF}, {Style{Sans: true, Bold: true}, liberationsansbold.TTF},
	} {
		made, err := f.load(b.data, 0)
		if err != nil {
			return nil, err
		}
		made.bold = b.style.Bold
		f.base[b.style] = made
	}
	dejavu, err := f.load(dejavusans.TTF, 0)
	f.others = append(f.others, dejavu)
	return f, err
}

// load reads the face with the index of a font file.
func (f *fonts) load(data []byte, index int) (*face, error) {
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil || index >= len(loaders) {
		return nil, fmt.Errorf("read a font: %w", cmp.Or(err, fmt.Errorf("no face %d", index)))
	}
	shaped, err := font.NewFont(loaders[index])
	if err != nil {
		return nil, fmt.Errorf("read a font: %w", err)
	}
	if len(loaders) > 1 {
		if data, err = single(loaders[index]); err != nil {
			return nil, fmt.Errorf("read a font of a collection: %w", err)
		}
	}
	parsed, err := pdffont.ParseFont(data)
	if err != nil {
		return nil, fmt.Errorf("read a font for the PDF: %w", err)
	}
	f.count++
	return &face{name: "F" + strconv.Itoa(f.count), shaped: font.NewFace(shaped), pdf: parsed, glyphs: map[font.GID]standing{}}, nil
}

// single makes a font file of its own of one font of a collection.
func single(loader *opentype.Loader) ([]byte, error) {
	var tables []opentype.Table
	for _, tag := range loader.Tables() {
		content, err := loader.RawTable(tag)
		if err != nil {
			return nil, err
		}
		tables = append(tables, opentype.Table{Tag: tag, Content: content})
	}
	file := opentype.WriteTTF(tables)
	if loader.Type == opentype.OpenType {
		copy(file, "OTTO") // as files with CFF outlines begin
	}
	return file, nil
}

// find gives the face for a character in a style, or nil when there is none.
func (f *fonts) find(style Style, r rune) *face {
	key := styled{style.design(), r}
	known, ok := f.found[key]
	if !ok {
		known = f.search(key)
		f.found[key] = known
	}
	return known
}

func (f *fonts) search(key styled) *face {
	if base := f.base[key.Style]; base.draws(key.rune) {
		return base
	}
	if at := slices.IndexFunc(f.others, func(o *face) bool { return o.draws(key.rune) }); at >= 0 {
		return f.others[at]
	}
	return f.installed(key.rune)
}

// draws reports whether the face has an outline for a character; a picture of
// an emoji is none.
func (f *face) draws(r rune) bool {
	glyph, ok := f.shaped.NominalGlyph(r)
	if !ok {
		return false
	}
	_, ok = f.shaped.GlyphData(glyph).(font.GlyphOutline)
	return ok
}

// installed looks for a character among the fonts of the machine. Those of one
// design go together: what was taken once is taken again.
func (f *fonts) installed(r rune) *face {
	if f.scanned == nil {
		f.scanned = append([]fontscan.Footprint{}, f.system()...)
		slices.SortStableFunc(f.scanned, f.better)
	}
	for _, p := range f.scanned {
		if !p.Runes.Contains(r) {
			continue
		}
		if _, tried := f.loaded[p.Location]; tried {
			continue
		}
		made := f.fromDisk(p.Location)
		if f.loaded[p.Location] = made; made != nil {
			f.others = append(f.others, made)
			if made.draws(r) {
				return made
			}
		}
	}
	return nil
}

// fromDisk loads an installed font, or nothing when it cannot be embedded.
func (f *fonts) fromDisk(at font.FontID) *face {
	data, err := os.ReadFile(at.File)
	if err != nil {
		return nil
	}
	made, err := f.load(data, int(at.Index))
	if err != nil {
		return nil
	}
	return made
}

// better compares two installed fonts: the one drawn for the language of the
// document, then Noto, then the plainest name.
func (f *fonts) better(a, b fontscan.Footprint) int {
	return cmp.Or(f.rank(a)-f.rank(b), len(a.Family)-len(b.Family), strings.Compare(a.Family, b.Family), strings.Compare(a.Location.File, b.Location.File), int(a.Location.Index)-int(b.Location.Index))
}

func (f *fonts) rank(p fontscan.Footprint) int {
	rank := 0
	if han := hanDesign(f.language); strings.Contains(p.Family, "cjk") && !strings.HasSuffix(p.Family, han) {
		rank += 2
	}
	if id, ok := language.NewLangID(language.NewLanguage(f.language)); ok && !p.Langs.Contains(id) {
		rank++
	}
	switch {
	case strings.HasPrefix(p.Family, "notoserif"):
	case strings.HasPrefix(p.Family, "notosans"), strings.HasPrefix(p.Family, "notonaskh"):
		rank += 4
	default:
		rank += 8
	}
	if p.Aspect.Weight != font.WeightNormal || p.Aspect.Style != font.StyleNormal || p.Aspect.Stretch != font.StretchNormal {
		rank += 16
	}
	return rank
}

// hanDesign is the ending of the fonts that draw Chinese characters as readers
// of the language expect; simplified Chinese where nothing else is asked for.
func hanDesign(tag string) string {
	switch low := strings.ToLower(tag); {
	case strings.HasPrefix(low, "ja"):
		return "jp"
	case strings.HasPrefix(low, "ko"):
		return "kr"
	case strings.HasPrefix(low, "zh-hk"), strings.HasPrefix(low, "zh-mo"), strings.HasPrefix(low, "yue"):
		return "hk"
	case strings.HasPrefix(low, "zh-tw"), strings.Contains(low, "hant"):
		return "tc"
	}
	return "sc"
}

// systemFonts lists what is installed. The list is kept by the library for as
// long as the program runs; the file it also writes is thrown away.
func systemFonts() []fontscan.Footprint {
	folder, err := os.MkdirTemp("", "stet-fonts-")
	if err != nil {
		return nil
	}
	defer os.RemoveAll(folder)
	all, err := fontscan.SystemFonts(log.New(io.Discard, "", 0), folder)
	if err != nil {
		return nil // none are installed
	}
	return all
}
