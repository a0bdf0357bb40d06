package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models/text"
)

// notesPart makes the part of notes called name, such as footnotes.
func notesPart(name, notes string) part {
	return part{"word/" + name + ".xml", `<w:` + name + ` xmlns:w="` + wordNamespace + `" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` + notes + `</w:` + name + `>`}
}

func footnoteOf(id, s string) string {
	return `<w:footnote w:id="` + id + `"><w:p><w:r><w:footnoteRef/></w:r>` + runOf(" "+s) + `</w:p></w:footnote>`
}

func commentOf(id, author, at, s string) string {
	return fmt.Sprintf(`<w:comment w:id="%s" w:author="%s" w:date="%s"><w:p w14:paraId="P%s"><w:r><w:annotationRef/></w:r>%s</w:p></w:comment>`, id, author, at, id, runOf(s))
}

func footnoteMark(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
func commentFrom(id string) string  { return `<w:commentRangeStart w:id="` + id + `"/>` }
func commentTo(id string) string {
	return `<w:commentRangeEnd w:id="` + id + `"/>` + commentMark(id)
}
func commentMark(id string) string { return `<w:r><w:commentReference w:id="` + id + `"/></w:r>` }

// wantNotes compares the notes, each as "kind: quote: text".
func wantNotes(t *testing.T, r Result, want ...string) {
	t.Helper()
	var got []string
	for _, n := range r.Notes {
		got = append(got, string(n.Kind)+": "+n.Quote+": "+n.Text)
		if n.Quote != r.Document.Slice(n.Span) || n.Quote == "" || n.Key == "" {
			t.Errorf("note %+v does not stand on its quote", n)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("notes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestACommentStandsOnExactlyItsRange(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", docx(t,
		`<w:p>`+runOf("It fell ")+commentFrom("1")+runOf("to 4.1 ")+commentFrom("2")+runOf("percent ")+commentTo("1")+runOf("in May.")+`</w:p>`+
			`<w:p>`+runOf("And ")+commentTo("2")+runOf("so on. Nothing here.")+commentMark("3")+`</w:p>`+
			commentFrom("4")+`<w:p>`+runOf("Whole one.")+`</w:p>`+commentTo("4")+`<w:p>`+commentFrom("5")+commentTo("5")+runOf("Last.")+`</w:p>`,
		notesPart("comments", commentOf("1", "Ada", "2024-05-02T10:00:00Z", "Source?")+commentOf("2", "Ben  B.", "2024-05-02T12:00:00+02:00", "Two paragraphs")+
			commentOf("3", "", "", "No range")+commentOf("4", "Ada", "", "Between")+commentOf("5", "Ada", "", "Empty range"))))
	wantNotes(t, r, "comment: to 4.1 percent: Source?", "comment: percent in May.\n\nAnd: Two paragraphs", "comment: Nothing here.: No range",
		"comment: Whole one.: Between", "comment: Last.: Empty range")
	at := time.Date(2024, 5, 2, 10, 0, 0, 0, time.UTC)
	if a, b := r.Notes[0], r.Notes[1]; a.Author != "Ada" || b.Author != "Ben B." || a.At != at || b.At != at || !r.Notes[2].At.IsZero() {
		t.Errorf("notes are %+v", r.Notes[:3])
	}
	if len(inEnglish(r.LeftOut)) > 0 || len(r.Document.Marks) > 0 {
		t.Errorf("left out %q, marks %v", inEnglish(r.LeftOut), r.Document.Marks)
	}
}

func TestAFootnoteStandsOnTheWordsBeforeItsMark(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", docx(t,
		`<w:p>`+runOf("First one. Prices rose")+footnoteMark("1")+runOf(" and wages fell")+footnoteMark("2")+runOf(". Last. ")+footnoteMark("3")+runOf("More.")+`</w:p>`+
			`<w:p>`+footnoteMark("4")+runOf("Begins so. Goes on.")+`</w:p><w:p>`+footnoteMark("5")+`</w:p>`+
			`<w:tbl><w:tr><w:tc><w:p>`+runOf("12")+footnoteMark("6")+`</w:p></w:tc></w:tr></w:tbl>`,
		notesPart("footnotes", `<w:footnote w:type="separator" w:id="-1"><w:p>`+runOf("line")+`</w:p></w:footnote>`+footnoteOf("1", "a")+footnoteOf("2", "b")+footnoteOf("3", "c")+
			footnoteOf("4", "d")+footnoteOf("5", "e")+footnoteOf("6", "f")+footnoteOf("7", "unused"))))
	wantNotes(t, r, "footnote: Prices rose: a", "footnote: Prices rose and wages fell.: b", "footnote: Last.: c", "footnote: Begins so.: d", "footnote: Goes on.: e", "footnote: 12: f")
	if want := []string{"1 footnote was not taken over.", "1 table was taken over as paragraphs, one for each cell."}; !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
}

func TestRepliesFollowTheirComment(t *testing.T) {
	t.Parallel()
	threads := part{"word/commentsExtended.xml", `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">` +
		`<w15:commentEx w15:paraId="P1" w15:done="1"/><w15:commentEx w15:paraId="P2" w15:paraIdParent="P1" w15:done="0"/>` +
		`<w15:commentEx w15:paraId="P4" w15:paraIdParent="P9"/></w15:commentsEx>`}
	ids := part{"word/commentsIds.xml", `<a><b paraId="P1" durableId="D1"/></a>`}
	times := part{"word/commentsExtensible.xml", `<a><b durableId="D1" dateUtc="2024-05-02T08:00:00Z"/></a>`}
	r := read(t, "a.docx", docx(t, `<w:p>`+commentFrom("1")+commentFrom("2")+runOf("Words")+commentTo("1")+commentTo("2")+runOf(" ")+commentFrom("3")+runOf("here")+commentTo("3")+commentMark("4")+`</w:p>`,
		notesPart("comments", commentOf("3", "Ada", "", "Other")+commentOf("2", "Ben", "", "Done")+commentOf("1", "Ada", "2024-05-02T10:00:00Z", "Check")+commentOf("4", "Cy", "", "Orphan")),
		threads, ids, times))
	wantNotes(t, r, "comment: Words: Check", "reply: Words: Done", "comment: Words here: Orphan", "comment: here: Other")
	check, done := r.Notes[0], r.Notes[1]
	if done.Parent != check.Key || check.Parent != "" || !check.Resolved || done.Resolved || check.At != time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC) {
		t.Errorf("notes are %+v", r.Notes[:2])
	}
}

func TestTheAddressesOfANoteAreFound(t *testing.T) {
	t.Parallel()
	field := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://c.example/x" \l "y" </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + runOf("field") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	r := read(t, "a.docx", docx(t, `<w:p>`+runOf("Words.")+footnoteMark("1")+`</w:p>`,
		notesPart("footnotes", `<w:footnote w:id="1"><w:p>`+runOf("See (http://a.example/b_(c)), http://a.example/b_(c) and ")+`<w:hyperlink r:id="r1">`+runOf("this")+`</w:hyperlink>`+
			`<w:hyperlink r:id="r2">`+runOf("that")+`</w:hyperlink>`+field+`</w:p></w:footnote>`),
		part{"word/_rels/footnotes.xml.rels", `<Relationships><Relationship Id="r1" Type="a/hyperlink" Target="https://b.example/" TargetMode="External"/>` +
			`<Relationship Id="r2" Type="a/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>`}))
	if want := []string{"https://b.example/", "https://c.example/x#y", "http://a.example/b_(c)"}; len(r.Notes) != 1 || !slices.Equal(r.Notes[0].Addresses, want) {
		t.Errorf("notes are %+v, want addresses %q", r.Notes, want)
	}
}

func TestANoteIsKnownWhenItComesAgain(t *testing.T) {
	t.Parallel()
	keys := func(first, second, note string, comments ...string) (all []string) {
		body := `<w:p>` + runOf(first) + commentFrom("1") + runOf("words") + commentTo("1") + commentFrom("2") + runOf(second) + commentTo("2") + footnoteMark("5") + `</w:p>`
		r := read(t, "a.docx", docx(t, body, notesPart("comments", strings.Join(comments, "")), notesPart("footnotes", footnoteOf("5", note))))
		for _, n := range r.Notes {
			all = append(all, n.Key)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	twice := []string{commentOf("1", "Ada", "2024-05-02T10:00:00Z", "Source?"), commentOf("2", "Ada", "2024-05-02T10:00:00Z", "Source?")}
	old := keys("Old ", " here.", "p. 7", twice...)
	if again := keys("New and longer ", " there.", "p. 7", twice[1], twice[0]); len(old) != 3 || !slices.Equal(old, again) {
		t.Errorf("keys are %q and then %q", old, again)
	}
	if other := keys("Old ", " here.", "p. 8", twice[0], commentOf("2", "Ada", "2024-05-02T10:01:00Z", "Source?")); slices.Equal(old, other) {
		t.Errorf("keys of other notes are %q, too", other)
	}
}

func TestACommentInAFootnoteStandsWhereTheFootnoteDoes(t *testing.T) {
	t.Parallel()
	r := read(t, "a.docx", docx(t, `<w:p>`+runOf("One. Two.")+footnoteMark("1")+runOf(" Three.")+`</w:p>`,
		notesPart("footnotes", `<w:footnote w:id="1"><w:p>`+commentFrom("1")+runOf("p. 7")+commentTo("1")+`</w:p></w:footnote>`),
		notesPart("comments", commentOf("1", "Ada", "", "Which edition?"))))
	wantNotes(t, r, "footnote: Two.: p. 7", "comment: Two.: Which edition?")
}

func TestACommentOnWordsThatAreGoneIsCounted(t *testing.T) {
	t.Parallel()
	body := `<w:p>` + runOf("Stays. ") + `<w:del><w:r><w:delText>Goes.</w:delText></w:r>` + commentMark("1") + `</w:del></w:p>`
	comments := notesPart("comments", commentOf("1", "Ada", "", "Why?")+commentOf("2", "Ada", "", "Nowhere"))
	if r := read(t, "a.docx", docx(t, body, comments)); len(r.Notes) != 0 || !slices.Contains(inEnglish(r.LeftOut), "2 comments were not taken over.") {
		t.Errorf("notes %v, left out %q", r.Notes, inEnglish(r.LeftOut))
	}
	r, err := Read("a.docx", docx(t, body, comments), Options{Original: true})
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, r, "comment: Goes.: Why?")
}

func TestARangeThatBeginsOrEndsInAChangeIsKept(t *testing.T) {
	t.Parallel()
	body := `<w:p>` + runOf("One. ") + `<w:del>` + commentFrom("1") + commentFrom("2") + `<w:r><w:delText>old</w:delText></w:r></w:del>` + runOf("kept") +
		`<w:ins>` + runOf(" new") + `<w:commentRangeEnd w:id="1"/></w:ins>` + commentMark("1") + runOf(".") + `</w:p>` +
		`<w:p>` + runOf("Two. ") + commentFrom("3") + `<w:del><w:r><w:delText>gone</w:delText></w:r>` + commentTo("3") + `</w:del></w:p>`
	data := docx(t, body, notesPart("comments", commentOf("1", "Ada", "", "a")+commentOf("3", "Ada", "", "c")))
	r := read(t, "a.docx", data)
	wantNotes(t, r, "comment: kept new: a")
	if !slices.Contains(inEnglish(r.LeftOut), "2 comments were not taken over.") {
		t.Errorf("left out %q", inEnglish(r.LeftOut))
	}
	r, err := Read("a.docx", data, Options{Original: true})
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, r, "comment: oldkept: a", "comment: gone: c")
}

// commented draws a body of words in several scripts and paragraphs, some of them
// inserted or bold, some deleted, with a comment on a stretch of them, and the
// words it is on.
func commented(t *rapid.T) (body, quote string) {
	word := rapid.SampledFrom([]string{"word", "Ärger", "e\u0301te\u0301", "سلام", "שלום", "中文", "👩‍👩‍👧", "ภาษาไทย", "a.", "क्षि", "x\u00A0y"})
	from, to := rapid.IntRange(0, 5).Draw(t, "from"), rapid.IntRange(6, 12).Draw(t, "to")
	var on, separator string
	for i := range 13 {
		w := word.Draw(t, "word")
		if i == from {
			body += commentFrom("1")
		}
		if i == to {
			body += commentTo("1")
		}
		if i > from && i < to {
			on += separator
		}
		if i >= from && i < to {
			on += w
		}
		body += rapid.SampledFrom([]string{runOf(w), set("<w:b/>", w), inserted(w) + deleted("gone")}).Draw(t, "run")
		separator = rapid.SampledFrom([]string{" ", " ", "\n\n"}).Draw(t, "separator")
		body += map[string]string{" ": runOf(" "), "\n\n": "</w:p><w:p>"}[separator]
	}
	return "<w:p>" + body + "</w:p>", text.Clean(on)
}

func TestACommentStandsOnItsWordsWhateverTheyAre(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body, want := commented(t)
		r, err := Read("a.docx", docx(t, body, notesPart("comments", commentOf("1", "Ada", "", "Here"))), Options{})
		if err != nil || len(r.Notes) != 1 || r.Notes[0].Quote != want || r.Document.Slice(r.Notes[0].Span) != want {
			t.Fatalf("notes are %+v, %v; want one on %q", r.Notes, err, want)
		}
	})
}
