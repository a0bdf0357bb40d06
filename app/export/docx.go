package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"embed"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"stet/models"
)

// wordParts are the parts of a Word document that are the same for every
// article, but for the word LANGUAGE in the styles.
//
//go:embed docx
var wordParts embed.FS

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNamespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relNamespace  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relTypes      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// packed is a part of a document under its name.
type packed struct{ name, content string }

// writeDOCX writes a Word document (ECMA-376, WordprocessingML): the article as
// it was, each claim a comment on its words, corrections as tracked changes,
// and a table of the claims. Unless it is for the public, it also holds the
// exchange format, so that ReadDOCX gives the article back. It tells no time but
// the article's, so that the same article makes the same bytes.
func writeDOCX(b *bytes.Buffer, c *models.Checked) error {
	d := newDocument(c)
	document := d.document()
	own, err := ownParts(c)
	if err != nil {
		return err
	}
	z := zip.NewWriter(b)
	for _, part := range append([]packed{
		{"[Content_Types].xml", contentTypes(c)},
		{"_rels/.rels", wordPart("package_rels.xml")},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels", d.relationships()},
		{"word/comments.xml", d.comments()},
		{"word/commentsExtended.xml", d.threads()},
		{"word/styles.xml", strings.ReplaceAll(wordPart("styles.xml"), "LANGUAGE", cmp.Or(tag(c.Article.Language), "en"))},
		{"word/settings.xml", wordPart("settings.xml")},
		{"word/numbering.xml", wordPart("numbering.xml")},
		{"word/header1.xml", header(c)},
		{"word/footer1.xml", wordPart("footer.xml")},
		{"docProps/core.xml", core(c)},
		{"docProps/app.xml", wordPart("app.xml")},
	}, own...) {
		w, err := z.Create(part.name)
		if err != nil {
			return fmt.Errorf("add %s: %w", part.name, err)
		}
		if _, err := w.Write([]byte(part.content)); err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	return z.Close()
}

// wordPart is a part that is the same for every article.
func wordPart(name string) string {
	raw, err := wordParts.ReadFile("docx/" + name)
	if err != nil {
		panic(err) // the parts are built in
	}
	return string(raw)
}

// relationships names the parts that the document uses, and where its links
// lead.
func (d *document) relationships() string {
	var p wordPen
	p.add(xmlHead, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, part := range []string{"styles", "settings", "numbering", "comments", "header", "footer"} {
		target := part + ".xml"
		if part == "header" || part == "footer" {
			target = part + "1.xml"
		}
		p.add(fmt.Sprintf(`<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, relTypes, part, target))
	}
	p.add(`<Relationship Id="threads" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>`)
	if carriesItself(d.c) {
		p.add(`<Relationship Id="own" Type="`, relTypes, `customXml" Target="../customXml/item1.xml"/>`)
	}
	for i, link := range d.links {
		p.add(fmt.Sprintf(`<Relationship Id="link%d" Type="%shyperlink" Target="`, i+1, relTypes))
		p.escape(link)
		p.add(`" TargetMode="External"/>`)
	}
	p.add("</Relationships>")
	return p.String()
}

// header stands on every page: what is printed may lie about for years.
func header(c *models.Checked) string {
	p := wordPen{direction: direction(c.Article.Language)}
	p.add(xmlHead, "<w:hdr ", wordNamespace, ">")
	if c.Draft {
		p.paragraph("Header", func() { p.add(`<w:r><w:rPr><w:b/><w:color w:val="A32020"/></w:rPr><w:t>`, draftNote, "</w:t></w:r>") })
	} else {
		p.line("Header", stated(" · ", c.Article.Title, clearance(c)))
	}
	p.add("</w:hdr>")
	return p.String()
}

// core are the properties of the file: of the newsroom and the article, never
// of a machine.
func core(c *models.Checked) string {
	var p wordPen
	made := c.ExportedAt.UTC().Format(time.RFC3339)
	p.add(xmlHead, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" `,
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, property := range []struct{ name, value string }{{"dc:title", c.Article.Title}, {"dc:creator", c.Newsroom.Name}, {"cp:lastModifiedBy", c.Newsroom.Name},
		{"cp:contentStatus", clearance(c)}, {"dc:language", tag(c.Article.Language)}} {
		p.add("<", property.name, ">")
		p.escape(property.value)
		p.add("</", property.name, ">")
	}
	p.add(`<dcterms:created xsi:type="dcterms:W3CDTF">`, made, `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`, made, "</dcterms:modified></cp:coreProperties>")
	return p.String()
}

// wordPen writes WordprocessingML.
type wordPen struct {
	strings.Builder
	direction string // of the article's language
}

func (p *wordPen) add(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// escape writes text or the value of an attribute.
func (p *wordPen) escape(s string) {
	_ = xml.EscapeText(&p.Builder, []byte(s)) // a Builder takes everything
}

// paragraph writes a paragraph in a style.
func (p *wordPen) paragraph(style string, content func()) {
	p.add(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/></w:pPr>`)
	content()
	p.add("</w:p>")
}

// line writes a paragraph of one text.
func (p *wordPen) line(style, s string) { p.lineWith(style, "", s) }

// lineWith writes one with attributes, and with other runs before the text.
func (p *wordPen) lineWith(style, attributes, s string, before ...string) {
	p.add("<w:p", attributes, `><w:pPr><w:pStyle w:val="`, style, `"/>`)
	d := leaning(s, p.direction)
	if d == "rtl" {
		p.add("<w:bidi/>")
	}
	p.add("</w:pPr>")
	p.add(before...)
	p.run(s, "w:t", d, "")
	p.add("</w:p>")
}

// run writes text in one element, "w:t" or "w:delText", with the properties of
// its look; line breaks and tabs are elements of their own.
func (p *wordPen) run(s, element, direction, properties string) {
	p.add("<w:r>")
	if leaning(s, direction) == "rtl" {
		properties += "<w:rtl/>"
	}
	if properties != "" {
		p.add("<w:rPr>", properties, "</w:rPr>")
	}
	for s != "" {
		at := strings.IndexAny(s, "\n\t")
		switch {
		case at < 0:
			at = len(s)
			fallthrough
		case at > 0:
			p.add("<", element, ` xml:space="preserve">`)
			p.escape(s[:at])
			p.add("</", element, ">")
			s = s[at:]
		case s[0] == '\n':
			p.add("<w:br/>")
			s = s[1:]
		default:
			p.add("<w:tab/>")
			s = s[1:]
		}
	}
	p.add("</w:r>")
}
