package intake

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAnOpenDocumentKeepsHeadingsListsAndQuotations(t *testing.T) {
	t.Parallel()
	sheet := openStyleSheet(`<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="AT"/></style:default-style>` +
		`<style:style style:name="Heading_20_3" style:family="paragraph"/><style:style style:name="Mine" style:display-name="Caption" style:family="paragraph"/></office:styles>` +
		`<office:master-styles><style:master-page><style:header><text:p>Page</text:p></style:header><style:footer><text:p> </text:p></style:footer></style:master-page></office:master-styles>`)
	r := read(t, "a.odt", odt(t, `<text:sequence-decls/><text:h text:outline-level="1">Title</text:h><text:h text:outline-level="2">Two</text:h>`+
		`<text:p text:style-name="Heading_20_3">Three</text:p><text:p text:style-name="P1">Said so.</text:p><text:p text:style-name="Mine">A picture</text:p>`+
		`<text:list><text:list-item><text:p>One</text:p><text:p>goes on</text:p><text:list><text:list-item><text:p>Deeper</text:p></text:list-item></text:list></text:list-item>`+
		`<text:list-item><text:h text:outline-level="2">Numbered heading</text:h></text:list-item><text:list-header><text:p>No item</text:p></text:list-header></text:list>`+
		`<text:numbered-paragraph text:level="2"><text:p>Numbered</text:p></text:numbered-paragraph>`, sheet))
	wantOutline(t, r, "# Title", "## Two", "### Three", "> Said so.", "^ A picture", "- One", "p goes on", "-- Deeper", "## Numbered heading", "p No item", "-- Numbered")
	if r.Title != "Title" || r.Language != "de-AT" || r.Format != "odt" || !slices.Equal(inEnglish(r.LeftOut), []string{"Page headers and footers were not taken over."}) {
		t.Errorf("title %q, language %q, format %q, left out %q", r.Title, r.Language, r.Format, inEnglish(r.LeftOut))
	}
}

func TestAnOpenDocumentsWhiteSpaceIsReadAsItShows(t *testing.T) {
	t.Parallel()
	r := read(t, "a.odt", odt(t, "\n <text:p>\n a\n\t b <text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/> e<text:span> <text:s/></text:span>f </text:p>\n"))
	wantOutline(t, r, "p a b   c\td\n e  f")
}

func TestAnOpenDocumentKeepsBoldItalicsAndLinks(t *testing.T) {
	t.Parallel()
	r := read(t, "a.odt", odt(t, `<text:p><text:span text:style-name="B">one <text:span text:style-name="I">two</text:span></text:span><text:span text:style-name="Plain"> three </text:span>`+
		`<text:a xlink:href="https://a.example/">four <text:span text:style-name="B">five</text:span></text:a> <text:a xlink:href="#here">six</text:a>`+
		`<text:a xlink:href="javascript:alert(1)"> seven</text:a><text:span text:style-name="Gone"> hidden</text:span></text:p>`))
	wantOutline(t, r, "p one two three four five six seven")
	want := []string{`bold "one two"`, `italic "two"`, `link "four five" https://a.example/`, `bold "five"`}
	if got := marksOf(r); !slices.Equal(got, want) || !slices.Equal(inEnglish(r.LeftOut), []string{"Hidden text was not taken over."}) {
		t.Errorf("marks are %q, want %q; left out %q", got, want, inEnglish(r.LeftOut))
	}
}

func annotationOf(name, author, at, s, attributes string) string {
	return `<office:annotation office:name="` + name + `"` + attributes + `><dc:creator>` + author + `</dc:creator><dc:date>` + at + `</dc:date>` + openParagraphs(s) + `</office:annotation>`
}

func annotationTo(name string) string { return `<office:annotation-end office:name="` + name + `"/>` }

func TestTheNotesOfAnOpenDocumentStandOnTheirWords(t *testing.T) {
	t.Parallel()
	note := func(class, s string) string {
		return `<text:note text:note-class="` + class + `"><text:note-citation>1</text:note-citation><text:note-body>` + openParagraphs(s) + `</text:note-body></text:note>`
	}
	r := read(t, "a.odt", odt(t, `<text:p>It fell`+note("footnote", ` See <text:a xlink:href="https://a.example/">a</text:a>, http://b.example.`)+` to `+annotationOf("c1", "Ada", "2024-05-02T10:00:00.000000000", "Source?", ` loext:resolved="true"`)+
		annotationOf("c2", "Ben", "", "Yes", ` loext:parent-name="c1"`)+`4.1 percent`+annotationTo("c1")+annotationTo("c2")+` in May.`+annotationOf("", "Cy", "", "No range", "")+note("endnote", "p. 7")+`</text:p>`+
		`<text:p>Two `+annotationOf("c3", "Ada", "", "Long", "")+`paragraphs</text:p><text:p>and`+annotationTo("c3")+` more.</text:p>`))
	wantOutline(t, r, "p It fell to 4.1 percent in May.", "p Two paragraphs", "p and more.")
	wantNotes(t, r, "footnote: It fell: See a, http://b.example.", "comment: It fell to 4.1 percent in May.: No range", "endnote: It fell to 4.1 percent in May.: p. 7",
		"comment: 4.1 percent: Source?", "reply: 4.1 percent: Yes", "comment: paragraphs\n\nand: Long")
	c := r.Notes[3]
	if c.Author != "Ada" || c.At != time.Date(2024, 5, 2, 10, 0, 0, 0, time.UTC) || !c.Resolved || r.Notes[4].Parent != c.Key {
		t.Errorf("notes are %+v", r.Notes[3:5])
	}
	if want := []string{"https://a.example/", "http://b.example"}; !slices.Equal(r.Notes[0].Addresses, want) {
		t.Errorf("addresses are %q", r.Notes[0].Addresses)
	}
}

func TestAnOpenDocumentNamesWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	table := func(s string) string {
		return `<table:table><table:table-column/><table:table-row><table:table-cell>` + s + `</table:table-cell><table:covered-table-cell><text:p>under</text:p></table:covered-table-cell></table:table-row></table:table>`
	}
	r := read(t, "a.odt", odt(t, `<office:forms/>`+table(`<text:p>Outer</text:p>`+table(`<text:p>Inner</text:p>`))+
		`<text:p>Around.<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame><draw:frame><draw:image/><svg:title>Dog</svg:title><svg:desc>A brown dog</svg:desc></draw:frame>`+
		`<draw:frame><draw:object/><draw:image/></draw:frame><draw:rect><text:p>In a shape.</text:p></draw:rect><draw:control/></text:p>`+
		`<text:p><text:page-number>7</text:page-number> <text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby><math:math><math:mi>x</math:mi></math:math></text:p>`+
		`<text:section text:display="none"><text:p>Hidden</text:p></text:section><text:section><text:p>Shown</text:p></text:section>`+
		`<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents</text:index-title-template></text:table-of-content-source><text:index-body><text:p>One 1</text:p></text:index-body></text:table-of-content>`))
	wantOutline(t, r, "p Outer", "p Inner", "p Around.", "p In the box.", "p In a shape.", "p 7 漢", "p Shown", "p One 1")
	want := []string{"1 picture was not taken over: “A brown dog”.", "Hidden text was not taken over.", "1 formula was not taken over.", "1 embedded object was not taken over.",
		"1 reading above the words was not taken over.", "1 table was taken over as paragraphs, one for each cell.", "1 table inside another was taken over as paragraphs, one for each cell.",
		"2 text boxes were taken over as paragraphs, behind the one each is fixed to.", "1 field was taken over as the words it shows, without the code behind them.", "1 form field was not taken over."}
	if !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out:\n%s\nwant\n%s", strings.Join(inEnglish(r.LeftOut), "\n"), strings.Join(want, "\n"))
	}
}

func TestAnOpenDocumentIsReadBeforeOrAfterItsChanges(t *testing.T) {
	t.Parallel()
	tracked := func(regions, body string) string {
		return `<text:tracked-changes>` + regions + `</text:tracked-changes>` + body
	}
	wasDeleted := func(id, content string) string {
		return `<text:changed-region text:id="` + id + `"><text:deletion><office:change-info><dc:creator>Ada</dc:creator></office:change-info>` + content + `</text:deletion></text:changed-region>`
	}
	wasInserted := `<text:changed-region text:id="i"><text:insertion><office:change-info/></text:insertion></text:changed-region>`
	at := func(id string) string { return `<text:change text:change-id="` + id + `"/>` }
	from, to := `<text:change-start text:change-id="i"/>`, `<text:change-end text:change-id="i"/>`
	for name, c := range map[string]struct {
		body          string
		after, before []string
	}{
		"words": {
			tracked(wasDeleted("d", openParagraphs("5 "))+wasInserted, `<text:p>It was `+at("d")+from+`4.1 `+to+`percent.</text:p>`),
			[]string{"p It was 4.1 percent."}, []string{"p It was 5 percent."},
		},
		"two paragraphs were joined": {
			tracked(wasDeleted("d", `<text:h text:outline-level="1"> b</text:h><text:p>c </text:p>`), `<text:p>a`+at("d")+`d</text:p>`),
			[]string{"p ad"}, []string{"p a b", "p c d"},
		},
		"a paragraph went": {
			tracked(wasDeleted("d", openParagraphs("", "Gone.", "")), `<text:p>One.`+at("d")+`</text:p><text:p>Two.</text:p>`),
			[]string{"p One.", "p Two."}, []string{"p One.", "p Gone.", "p Two."},
		},
		"a paragraph went from between": {
			tracked(wasDeleted("d", openParagraphs("Gone.")), `<text:p>One.</text:p>`+at("d")+`<text:p>Two.</text:p>`),
			[]string{"p One.", "p Two."}, []string{"p One.", "p Gone.", "p Two."},
		},
		"a paragraph was split": {
			tracked(wasInserted, `<text:p>One`+from+`.</text:p><text:p>And `+to+`two.</text:p>`),
			[]string{"p One.", "p And two."}, []string{"p Onetwo."},
		},
		"a paragraph with a note came": {
			tracked(wasInserted, `<text:p>One.</text:p>`+from+`<text:p>New.`+annotationOf("c", "Ada", "", "Why?", "")+`<draw:frame><draw:image/></draw:frame></text:p>`+to+`<text:p>Two.</text:p>`),
			[]string{"p One.", "p New.", "p Two."}, []string{"p One.", "p Two."},
		},
		"words that a flat file leaves in the text": {
			tracked(`<text:changed-region text:id="d"><text:deletion><office:change-info/></text:deletion></text:changed-region>`,
				`<text:p>It was <text:change-start text:change-id="d"/>5 </text:p><text:p>or <text:change-end text:change-id="d"/>4.1.</text:p>`),
			[]string{"p It was 4.1."}, []string{"p It was 5", "p or 4.1."},
		},
		"one place of two of the same change": {
			tracked(wasDeleted("d", openParagraphs("b")), `<text:p>a`+at("d")+at("d")+`</text:p>`),
			[]string{"p a"}, []string{"p ab"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantOutline(t, read(t, "a.odt", odt(t, c.body)), c.after...)
			wantOutline(t, read(t, "a.fodt", flat(c.body)), c.after...)
			r, err := Read("a.odt", odt(t, c.body), Options{Original: true})
			if err != nil {
				t.Fatal(err)
			}
			wantOutline(t, r, c.before...)
			if len(r.Notes) > 0 || len(inEnglish(r.LeftOut)) != 1 {
				t.Errorf("notes %v, left out %q", r.Notes, inEnglish(r.LeftOut))
			}
		})
	}
}

func TestAManifestOfAnOldProgramIsNoHindrance(t *testing.T) {
	t.Parallel()
	manifest := part{"META-INF/manifest.xml", `<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m:manifest xmlns:m="m"/>`}
	wantOutline(t, read(t, "a.odt", odt(t, openParagraphs("Words."), manifest)), "p Words.")
}

func TestAnOpenDocumentThatIsNoTextIsNamed(t *testing.T) {
	t.Parallel()
	locked := part{"META-INF/manifest.xml", `<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`}
	for says, data := range map[string][]byte{
		"spreadsheet": pack(t, part{"mimetype", openDocument + "spreadsheet"}),
		"slides":      pack(t, part{"mimetype", openDocument + "presentation"}),
		"not a text":  pack(t, part{"mimetype", openDocument + "text"}, part{"content.xml", `<o:d xmlns:o="office:1.0"><o:body><o:drawing/></o:body></o:d>`}),
		"damaged":     pack(t, part{"mimetype", openDocument + "text"}),
		"password":    odt(t, openParagraphs("a"), locked),
		"No text":     odt(t, ""),
		"two texts":   odt(t, openParagraphs("a"), part{"content.xml", "<a/>"}),
		"definition":  pack(t, part{"mimetype", openDocument + "text"}, part{"content.xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`}),
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			_, err := Read("a.odt", data, Options{})
			wantRefusal(t, err, says)
		})
	}
}
