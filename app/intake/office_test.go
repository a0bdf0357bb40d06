package intake

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// requireVariable, when set, makes what is missing a failure.
const requireVariable = "STET_TEST_REQUIRE_ALL"

// office converts files with LibreOffice, which writes what many desks hand in.
type office struct{ program, folder string }

func newOffice(t *testing.T) office {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil && os.Getenv(requireVariable) != "" {
		t.Fatal("soffice is not installed")
	}
	if err != nil {
		t.Skip("skipped: soffice is not installed")
	}
	return office{program, t.TempDir()}
}

// convert gives files as LibreOffice saves them in another format, by name
// without the ending.
func (o office) convert(t *testing.T, from, to string, files map[string][]byte) map[string][]byte {
	t.Helper()
	args := []string{"--headless", "-env:UserInstallation=file://" + o.folder + "/profile", "--convert-to", to, "--outdir", filepath.Join(o.folder, to)}
	for name, data := range files {
		path := filepath.Join(o.folder, name+"."+from)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.CommandContext(t.Context(), o.program, args...).CombinedOutput(); err != nil {
		t.Fatalf("convert %s to %s: %v\n%s", from, to, err, out)
	}
	made := map[string][]byte{}
	for name := range files {
		made[name] = load(t, filepath.Join(o.folder, to, name+"."+to))
	}
	return made
}

// officeBodies are documents of which LibreOffice keeps everything.
func officeBodies(t *testing.T) map[string][]byte {
	comments := notesPart("comments", commentOf("1", "Ada", "2024-05-02T10:00:00Z", "Source?")+commentOf("2", "Ben", "2024-05-02T11:00:00Z", "See https://a.example/x."))
	relations := part{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>` +
		`<Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>` +
		`<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="l" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.example/" TargetMode="External"/></Relationships>`}
	sheet := styleSheet(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>`)
	const ofWord = `ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.`
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ` + ofWord + `document.main+xml"/>`
	for _, name := range []string{"styles", "comments", "footnotes"} {
		types += `<Override PartName="/word/` + name + `.xml" ` + ofWord + name + `+xml"/>`
	}
	whole := func(body string) []byte {
		return pack(t, part{"[Content_Types].xml", types + `</Types>`},
			part{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
			part{"word/document.xml", documentHead + body + `</w:body></w:document>`}, comments, relations, sheet, notesPart("footnotes", footnoteOf("2", "p. 7")))
	}
	change := `w:id="9" w:author="Ada" w:date="2024-05-02T10:00:00Z"`
	tracked := func(s string) string {
		return strings.NewReplacer("<w:ins>", "<w:ins "+change+">", "<w:del>", "<w:del "+change+">", "<w:ins/>", "<w:ins "+change+"/>", "<w:del/>", "<w:del "+change+"/>").Replace(s)
	}
	return map[string][]byte{
		"notes": whole(`<w:p>` + runOf("It fell ") + commentFrom("1") + runOf("to 4.1 ") + commentFrom("2") + runOf("percent ") + commentTo("1") + runOf("in May.") + footnoteMark("2") + `</w:p>` +
			`<w:p>` + runOf("Ärger 中文 ") + commentTo("2") + runOf("and so on.") + `</w:p>`),
		"marks": whole(styled("Heading2", "A heading") + `<w:p>` + set(`<w:b/>`, "bold") + set(`<w:i/>`, " and italic") + runOf(" and a ") +
			`<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="l">` + runOf("link") + `</w:hyperlink>` + runOf(".") + `</w:p>` +
			`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc>` + paragraphs("One") + `</w:tc><w:tc>` + paragraphs("Two") + `</w:tc></w:tr></w:tbl>` + paragraphs("End.")),
		"changes": whole(tracked(`<w:p>` + runOf("It was ") + deleted("5") + inserted("4.1") + runOf(" percent.") + `</w:p>` +
			paragraphOf(`<w:rPr><w:ins/></w:rPr>`, runOf("Split ")) + paragraphs("here.") + paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("Joined ")+deleted("once ")) + paragraphs("there.") +
			paragraphOf(`<w:rPr><w:ins/></w:rPr>`, inserted("New.")) + paragraphOf(`<w:rPr><w:del/></w:rPr>`, deleted("Old.")) + paragraphs("End."))),
	}
}

// TestADocumentSaysTheSameThroughLibreOffice reads what LibreOffice makes of
// documents, and wants the text, the marks and the notes of the document itself.
func TestADocumentSaysTheSameThroughLibreOffice(t *testing.T) {
	t.Parallel()
	o, documents := newOffice(t), officeBodies(t)
	for _, to := range []string{"odt", "fodt"} {
		for name, data := range o.convert(t, "docx", to, documents) {
			for _, original := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, %s, original %t", name, to, original), func(t *testing.T) {
					want, err := Read("a.docx", documents[name], Options{Original: original})
					got, err2 := Read("a."+to, data, Options{Original: original})
					if err != nil || err2 != nil || got.Format != "odt" {
						t.Fatalf("%v, %v, format %q", err, err2, got.Format)
					}
					if a, b := outline(want.Document), outline(got.Document); a != b {
						t.Errorf("blocks are\n%swant\n%s", b, a)
					}
					if a, b := marksOf(want), marksOf(got); !slices.Equal(a, b) {
						t.Errorf("marks are\n%q\nwant\n%q", b, a)
					}
					if a, b := fmt.Sprintf("%+v", want.Notes), fmt.Sprintf("%+v", got.Notes); a != b {
						t.Errorf("notes are\n%s\nwant\n%s", b, a)
					}
				})
			}
		}
	}
}
