package intake

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestADocumentKeepsHeadingsListsAndQuotations(t *testing.T) {
	t.Parallel()
	sheet := styleSheet(`<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="lead"><w:name w:val="Lead"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="dots"><w:name w:val="Dots"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ring"><w:name w:val="Ring"/><w:basedOn w:val="ring"/></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="heading 1"/></w:style>`)
	r := read(t, "a.docx", docx(t, styled("Title", "The title")+styled("mine", "Two")+styled("lead", "Three")+
		paragraphOf(`<w:outlineLvl w:val="0"/>`, runOf("One"))+paragraphOf(`<w:outlineLvl w:val="9"/>`, runOf("Body"))+
		styled("dots", "Dot")+
		paragraphOf(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, runOf("Deeper"))+
		paragraphOf(`<w:pStyle w:val="dots"/><w:numPr><w:numId w:val="0"/></w:numPr>`, runOf("No dot"))+
		styled("IntenseQuote", "Said so.")+styled("Zitat", "Auch.")+styled("Caption", "A picture")+
		styled("ring", "Ring")+styled("c", "Plain")+styled("Titre3", "Trois"), sheet))
	wantOutline(t, r, "# The title", "## Two", "### Three", "# One", "p Body", "- Dot", "-- Deeper", "p No dot",
		"> Said so.", "> Auch.", "^ A picture", "p Ring", "p Plain", "### Trois")
	if r.Title != "The title" || r.Language != "de-DE" || r.Format != "docx" {
		t.Errorf("title %q, language %q, format %q", r.Title, r.Language, r.Format)
	}
}

func TestADocumentIsReadAsItStandsAfterItsChanges(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", docx(t,
		`<w:p>`+runOf("It was ")+`<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>`+runOf("4.1")+`</w:ins>`+runOf(" percent.")+`</w:p>`+
			paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("First half, "))+paragraphs("second half.")+
			`<w:moveFrom>`+paragraphs("Away.")+`</w:moveFrom><w:moveTo>`+paragraphs("Here.")+`</w:moveTo>`+
			paragraphOf(`<w:pStyle w:val="Quote"/><w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>`, runOf("Said."))))
	wantOutline(t, r, "p It was 4.1 percent.", "p First half, second half.", "p Here.", "> Said.")
	if want := []string{"6 tracked changes were read as accepted: this is the text after them."}; !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
}

func TestADocumentsInnerPartsAreReadOnce(t *testing.T) {
	t.Parallel()
	box := `<w:txbxContent>` + paragraphs("In the box.") + `</w:txbxContent>`
	r := read(t, "a.docx", docx(t,
		`<w:p>`+runOf("Around.")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps">`+box+`</mc:Choice><mc:Fallback>`+box+`</mc:Fallback></mc:AlternateContent></w:r></w:p>`+
			`<w:tbl><w:tr><w:tc>`+paragraphs("Cell one")+`</w:tc><w:tc>`+paragraphs("Cell two")+`</w:tc></w:tr></w:tbl>`+
			`<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>`+paragraphs("Controlled.")+`</w:sdtContent></w:sdt>`+
			`<w:p><w:hyperlink>`+runOf("Link")+`</w:hyperlink><w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>`+
			`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>`+runOf(" 7")+`</w:p>`))
	wantOutline(t, r, "p Around.", "p In the box.", "p Cell one", "p Cell two", "p Controlled.", "p Link\ta\nb\u2011c 7")
}

func TestADocumentNamesWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", docx(t, `<w:p>`+runOf("Words.")+
		`<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/><w:commentReference w:id="1"/><w:drawing><a:blip/></w:drawing></w:r>`+
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Shown.</w:t></w:r>`+
		`<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath></w:p><w:sectPr><w:headerReference/></w:sectPr>`))
	wantOutline(t, r, "p Words. Shown.")
	want := []string{"1 picture was not taken over.", "2 footnotes were not taken over.", "1 comment was not taken over.",
		"Hidden text was not taken over.", "1 formula was not taken over.", "Page headers and footers were not taken over."}
	if !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
}

func TestAStrictDocumentUnderAnyNameAndPrefixIsRead(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", pack(t,
		part{"_rels/.rels", `<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word/Text.XML"/></Relationships>`},
		part{"word/text.xml", `<x:document xmlns:x="` + strictNamespace + `"><x:body><x:p><x:r><x:t>Strict.</x:t></x:r></x:p></x:body></x:document>`}))
	wantOutline(t, r, "p Strict.")
}

func TestAnArchiveThatIsNoDocumentIsNamed(t *testing.T) {
	t.Parallel()
	for says, parts := range map[string][]part{
		"spreadsheet":  {{"xl/workbook.xml", "<a/>"}},
		"slides":       {{"ppt/presentation.xml", "<a/>"}},
		"OpenDocument": {{"mimetype", "application/vnd.oasis.opendocument.graphics"}},
		"archive":      {{"photos/1.jpg", "x"}},
		"damaged":      {{"[Content_Types].xml", "<a/>"}},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			_, err := Read("a.docx", pack(t, parts...), Options{})
			wantRefusal(t, err, says)
		})
	}
}

func TestAHostileDocumentIsRefused(t *testing.T) {
	t.Parallel()
	many := make([]part, maxEntries+1)
	for i := range many {
		many[i] = part{"a", ""}
	}
	whole := docx(t, paragraphs(strings.Repeat("word ", 1000)))
	var sheet strings.Builder
	for i := range maxStyles + 1 {
		fmt.Fprintf(&sheet, `<w:style w:styleId="%d"/>`, i)
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"one endless run":      {docx(t, paragraphs(strings.Repeat("A", 30_000_000))), "bigger inside"},
		"an endless comment":   {docx(t, "<!--"+strings.Repeat("<", 30_000_000)+"-->"), "bigger inside"},
		"endless attributes":   {docx(t, "<w:p"+strings.Repeat(` a=""`, 1_000_000)+"/>"), "bigger inside"},
		"endless paragraphs":   {docx(t, strings.Repeat("<w:p/>", 5_000_000)), "bigger inside"},
		"endless text":         {docx(t, strings.Repeat(paragraphs(strings.Repeat("A", 1000)), 2_001)), "longer than 2.0 MB"},
		"deep tables":          {docx(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000)), "nested"},
		"entities":             {pack(t, part{"word/document.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`}), "type definition"},
		"unclosed":             {pack(t, part{"word/document.xml", documentHead + "<w:p>"}), "damaged"},
		"not XML":              {pack(t, part{"word/document.xml", "\x00\x01"}), "damaged"},
		"bad characters":       {docx(t, paragraphs("caf\xE9")), "damaged"},
		"two texts":            {docx(t, paragraphs("a"), part{"WORD/document.xml", "<a/>"}), "two texts"},
		"too many files":       {pack(t, many...), "more files"},
		"too many styles":      {docx(t, paragraphs("a"), styleSheet(sheet.String())), "bigger inside"},
		"cut in the middle":    {whole[:len(whole)/2], "damaged"},
		"directory cut off":    {whole[:len(whole)-20], "damaged"},
		"no text in the body":  {docx(t, "<w:p/>"), "No text"},
		"content was tampered": {tampered(whole), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read("a.docx", c.data, Options{})
			wantRefusal(t, err, c.says)
		})
	}
}

// tampered changes the bytes of the compressed text.
func tampered(data []byte) []byte {
	data = slices.Clone(data)
	at := strings.Index(string(data), "word/document.xml") + len("word/document.xml")
	for i := at + 20; i < at+40; i++ {
		data[i] ^= 0x55
	}
	return data
}

func TestHostileDocumentsOfTheCollectionEndPlainly(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"tracked_changes.docx": "Unemployment was 4.1 percent in May.", "path_traversal.docx": "ok",
		"javascript_hyperlink.docx": "click", "html_in_text.docx": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
	}
	files, _ := filepath.Glob(filepath.Join(shared(t, "data/docx/generated"), "*"))
	for _, file := range files {
		name := filepath.Base(file)
		r, err := Read(name, load(t, file), Options{})
		switch text, ok := want[name]; {
		case ok && (err != nil || r.Document.Text != text):
			t.Errorf("%s: %q, %v; want %q", name, r.Document.Text, err, text)
		case name == "split_runs.docx" && len(r.Document.Sentences) != 1:
			t.Errorf("%s: %d sentences in %q", name, len(r.Document.Sentences), r.Document.Text)
		case err == nil && !ok && name != "split_runs.docx":
			t.Errorf("%s was read as %q", name, r.Document.Text)
		case err != nil:
			wantRefusal(t, err)
		}
	}
}

func TestDocumentsOfOtherProgramsAreReadOrRefusedPlainly(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob(filepath.Join(shared(t, "data/docx/mammoth"), "*"))
	refused := []string{"footnote-hyperlink.docx", "empty.docx", "empty.zip", "hello.zip", "tiny-picture.docx", "external-picture.docx", "tiny-picture-target-base-relative.docx"}
	for _, file := range files {
		r, err := Read(filepath.Base(file), load(t, file), Options{})
		if err != nil {
			wantRefusal(t, err)
		}
		if (err != nil) != slices.Contains(refused, filepath.Base(file)) {
			t.Errorf("%s: %q, %v", filepath.Base(file), r.Document.Text, err)
		}
	}
}
