package intake

import "strings"

const openHead = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"` +
	` xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"`

// odt makes an OpenDocument text with that body and, beside it, those parts.
func odt(t failer, body string, more ...part) []byte {
	t.Helper()
	return pack(t, append([]part{
		{"mimetype", openDocument + "text"},
		{"content.xml", `<office:document-content ` + openHead + `><office:automatic-styles>` + openStyles + `</office:automatic-styles><office:body><office:text>` +
			body + `</office:text></office:body></office:document-content>`},
	}, more...)...)
}

// openStyles are the styles that the bodies of tests use.
const openStyles = `<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
	`<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>` +
	`<style:style style:name="Plain" style:family="text" style:parent-style-name="B"><style:text-properties fo:font-weight="normal"/></style:style>` +
	`<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>`

// flat makes a flat OpenDocument text with that body.
func flat(body string) []byte {
	return []byte(`<?xml version="1.0"?><office:document ` + openHead + ` office:mimetype="` + openDocument + `text"><office:automatic-styles>` + openStyles +
		`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document>`)
}

// openParagraphs are paragraphs of an OpenDocument text.
func openParagraphs(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(`<text:p>` + line + `</text:p>`)
	}
	return b.String()
}

func openStyleSheet(styles string) part {
	return part{"styles.xml", `<office:document-styles ` + openHead + `>` + styles + `</office:document-styles>`}
}
