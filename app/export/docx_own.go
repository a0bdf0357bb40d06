package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"stet/models"
)

// ownNamespace names the part of a Word document that holds the article in the
// exchange format.
const ownNamespace = "urn:stet:article"

// ownContentType is that of the properties which a custom XML part must have
// (ECMA-376 part 1, 15.2.6).
const ownContentType = `<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>`

// carriesItself reports whether a document holds the article in the exchange
// format too. What is for the public cannot be read back, so it does not.
func carriesItself(c *models.Checked) bool { return c.Audience != models.ForPublic }

func contentTypes(c *models.Checked) string {
	if !carriesItself(c) {
		return wordPart("content_types.xml")
	}
	return strings.Replace(wordPart("content_types.xml"), "</Types>", ownContentType+"\n</Types>", 1)
}

// ownParts are the parts with the exchange format: custom XML, which Word and
// LibreOffice keep when they save.
func ownParts(c *models.Checked) ([]packed, error) {
	if !carriesItself(c) {
		return nil, nil
	}
	raw, err := json.Marshal(listsKept(*c))
	if err != nil {
		return nil, fmt.Errorf("write the exchange format: %w", err)
	}
	var p wordPen
	p.add(xmlHead, `<article xmlns="`, ownNamespace, `">`)
	p.escape(string(noNoncharacters(raw)))
	p.add("</article>")
	return []packed{
		{"customXml/item1.xml", p.String()},
		{"customXml/itemProps1.xml", xmlHead + `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{5D0C1B52-1C7E-4B6B-9C0E-57E7A47C1E01}"><ds:schemaRefs><ds:schemaRef ds:uri="` + ownNamespace + `"/></ds:schemaRefs></ds:datastoreItem>`},
		{"customXml/_rels/item1.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relTypes + `customXmlProps" Target="itemProps1.xml"/></Relationships>`},
	}, nil
}

// noNoncharacters escapes the two characters that JSON may hold as they are and
// XML may not (XML 1.0, section 2.2).
func noNoncharacters(raw []byte) []byte {
	raw = bytes.ReplaceAll(raw, []byte("\uFFFE"), []byte(`\ufffe`))
	return bytes.ReplaceAll(raw, []byte("\uFFFF"), []byte(`\uffff`))
}
