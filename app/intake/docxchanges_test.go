package intake

import (
	"slices"
	"testing"
)

func deleted(s string) string {
	return `<w:del><w:r><w:delText xml:space="preserve">` + s + `</w:delText></w:r></w:del>`
}
func inserted(s string) string { return `<w:ins>` + runOf(s) + `</w:ins>` }

// TestADocumentIsReadBeforeOrAfterItsChanges reads each body both ways.
func TestADocumentIsReadBeforeOrAfterItsChanges(t *testing.T) {
	t.Parallel()
	row := func(properties, s string) string {
		return `<w:tr><w:trPr>` + properties + `</w:trPr><w:tc><w:p>` + runOf(s) + `</w:p></w:tc></w:tr>`
	}
	for name, c := range map[string]struct {
		body          string
		after, before []string
	}{
		"words": {
			`<w:p>` + runOf("It was ") + deleted("5") + inserted("4.1") + runOf(" percent.") + `</w:p>`,
			[]string{"p It was 4.1 percent."}, []string{"p It was 5 percent."},
		},
		"a paragraph was split": {
			paragraphOf(`<w:rPr><w:ins/></w:rPr>`, runOf("One. ")) + paragraphOf(`<w:pStyle w:val="Quote"/>`, runOf("Two.")),
			[]string{"p One.", "> Two."}, []string{"> One. Two."},
		},
		"two paragraphs were joined": {
			paragraphOf(`<w:pStyle w:val="Heading1"/><w:rPr><w:del/></w:rPr>`, runOf("One. ")) + paragraphs("Two."),
			[]string{"p One. Two."}, []string{"# One.", "p Two."},
		},
		"three paragraphs were joined": {
			paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("a ")) + paragraphOf(`<w:rPr><w:moveFrom/></w:rPr>`, runOf("b ")) + paragraphs("c"),
			[]string{"p a b c"}, []string{"p a", "p b", "p c"},
		},
		"a whole paragraph came and one went": {
			paragraphOf(`<w:rPr><w:ins/></w:rPr>`, inserted("New.")) + paragraphOf(`<w:rPr><w:del/></w:rPr>`, deleted("Old.")) + paragraphs("Stays."),
			[]string{"p New.", "p Stays."}, []string{"p Old.", "p Stays."},
		},
		"a paragraph was moved": {
			`<w:moveFromRangeStart w:id="1"/><w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>` + runOf("Moved.") + `</w:moveFrom></w:p><w:moveFromRangeEnd w:id="1"/>` +
				paragraphs("Stays.") + `<w:p><w:pPr><w:rPr><w:moveTo/></w:rPr></w:pPr><w:moveTo>` + runOf("Moved.") + `</w:moveTo></w:p>` + paragraphs("End."),
			[]string{"p Stays.", "p Moved.", "p End."}, []string{"p Moved.", "p Stays.", "p End."},
		},
		"inserted and deleted again": {
			`<w:p>` + runOf("a") + `<w:ins>` + deleted("b") + `</w:ins>` + runOf("c") + `</w:p>`,
			[]string{"p ac"}, []string{"p ac"},
		},
		"rows": {
			`<w:tbl>` + row(`<w:ins/>`, "New") + row(`<w:del/>`, "Old") + row("", "Both") + `</w:tbl>`,
			[]string{"p New", "p Both"}, []string{"p Old", "p Both"},
		},
		"cells": {
			`<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns/></w:tcPr>` + paragraphs("New") + `</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>` + paragraphs("Old") + `</w:tc></w:tr></w:tbl>` + paragraphs("End."),
			[]string{"p New", "p End."}, []string{"p Old", "p End."},
		},
		"what a paragraph is": {
			paragraphOf(`<w:pStyle w:val="Quote"/><w:pPrChange><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange>`, runOf("Said.")),
			[]string{"> Said."}, []string{"## Said."},
		},
		"an end before a table": {
			paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("Before.")) + `<w:tbl>` + row("", "Cell") + `</w:tbl>`,
			[]string{"p Before.", "p Cell"}, []string{"p Before.", "p Cell"},
		},
		"the last end of a cell": {
			`<w:tbl><w:tr><w:tc>` + paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("a")) + `</w:tc><w:tc>` + paragraphs("b") + `</w:tc></w:tr></w:tbl>`,
			[]string{"p a", "p b"}, []string{"p a", "p b"},
		},
		"a field": {
			`<w:p>` + runOf("See ") + `<w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>PAGE</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>7</w:delText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>` + inserted("8") + `</w:p>`,
			[]string{"p See 8"}, []string{"p See 7"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := docx(t, c.body)
			wantOutline(t, read(t, "a.docx", data), c.after...)
			r, err := Read("a.docx", data, Options{Original: true})
			if err != nil {
				t.Fatal(err)
			}
			wantOutline(t, r, c.before...)
		})
	}
}

func TestWhatBecameOfChangesIsSaid(t *testing.T) {
	t.Parallel()
	data := docx(t, `<w:p>`+runOf("a ")+deleted("b")+inserted("c")+`</w:p>`)
	if r := read(t, "a.docx", data); !slices.Equal(inEnglish(r.LeftOut), []string{"2 tracked changes were read as accepted: this is the text after them."}) {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
	r, err := Read("a.docx", data, Options{Original: true})
	if err != nil || !slices.Equal(inEnglish(r.LeftOut), []string{"2 tracked changes were read as rejected: this is the text before them."}) {
		t.Errorf("left out: %q, %v", inEnglish(r.LeftOut), err)
	}
}
