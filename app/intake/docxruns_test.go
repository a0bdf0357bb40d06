package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// marksOf lists the marks of a document, each as "kind words value".
func marksOf(r Result) (all []string) {
	for _, m := range r.Document.Marks {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %q %s", m.Kind, r.Document.Slice(m.Span), m.Value)))
	}
	return all
}

func set(properties, s string) string {
	return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + s + `</w:t></w:r>`
}

func fieldOf(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + code + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func codeOf(s string) string {
	return `<w:r><w:instrText xml:space="preserve">` + s + `</w:instrText></w:r>`
}

func TestADocumentKeepsBoldItalicsAndLinks(t *testing.T) {
	t.Parallel()
	sheet := styleSheet(`<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Loud"><w:basedOn w:val="Strong"/><w:rPr><w:i/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>`)
	relations := part{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Type="x/hyperlink" Target="https://a.example/p" TargetMode="External"/>` +
		`<Relationship Id="b" Type="x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/><Relationship Id="c" Type="x/hyperlink" Target="mailto:a@a.example" TargetMode="External"/></Relationships>`}
	r := read(t, "a.docx", docx(t, `<w:p>`+set(`<w:b/>`, "one ")+set(`<w:b w:val="true"/><w:i/>`, "two")+set(`<w:b w:val="0"/>`, " three ")+set(`<w:rStyle w:val="Loud"/>`, "four")+
		set(`<w:rStyle w:val="Loud"/><w:b w:val="off"/>`, "five")+set(`<w:rStyle w:val="Ring"/>`, " ")+
		`<w:hyperlink xmlns:r="r" r:id="a" w:anchor="x">`+runOf("six ")+set(`<w:b/>`, "seven")+`</w:hyperlink> <w:hyperlink xmlns:r="r" r:id="b">`+runOf(" eight")+`</w:hyperlink>`+
		`<w:hyperlink w:anchor="here">`+runOf(" nine ")+`</w:hyperlink><w:hyperlink xmlns:r="r" r:id="c">`+runOf("ten")+`</w:hyperlink>`+runOf(" ")+
		fieldOf(codeOf(` HYPERLINK "http://b.example/`)+codeOf(`c d" \o "tip" `), runOf("eleven"))+`</w:p>`, sheet, relations))
	wantOutline(t, r, "p one two three fourfive six seven eight nine ten eleven")
	want := []string{`bold "one two"`, `italic "two"`, `italic "fourfive"`, `bold "four"`, `link "six seven" https://a.example/p#x`, `bold "seven"`,
		`link "ten" mailto:a@a.example`, `link "eleven" http://b.example/c%20d`}
	if got := marksOf(r); !slices.Equal(got, want) {
		t.Errorf("marks are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFormattingIsReadBeforeItsChangeOnChoice(t *testing.T) {
	t.Parallel()
	data := docx(t, `<w:p>`+set(`<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>`, "words")+`</w:p>`)
	r, err := Read("a.docx", data, Options{Original: true})
	if got := marksOf(read(t, "a.docx", data)); !slices.Equal(got, []string{`bold "words"`}) {
		t.Errorf("after: %q", got)
	}
	if got := marksOf(r); err != nil || !slices.Equal(got, []string{`italic "words"`}) {
		t.Errorf("before: %q, %v", got, err)
	}
}

func TestAFieldShowsItsWordsAndHidesItsCode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"simple":           {`<w:fldSimple w:instr=" DATE "><w:r><w:t>May</w:t></w:r></w:fldSimple>`, "May"},
		"complex":          {fieldOf(codeOf("PAGE"), runOf("7")), "7"},
		"field in a code":  {fieldOf(codeOf("IF ")+fieldOf(codeOf("PAGE"), runOf("7"))+codeOf(` = 1 "a" "b"`), runOf("b")), "b"},
		"field in words":   {fieldOf(codeOf("TOC"), runOf("Intro ")+fieldOf(codeOf("PAGEREF"), runOf("3"))), "Intro 3"},
		"never separated":  {`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + codeOf("XE") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + runOf("after"), "after"},
		"never ended":      {`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + codeOf("X") + `</w:p><w:p>` + fieldOf(codeOf("PAGE"), runOf("7")), "7"},
		"ended only":       {`<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + runOf("after"), "after"},
		"symbol":           {fieldOf(codeOf(`SYMBOL 97 \f "Symbol"`), ""), "α"},
		"symbol elsewhere": {`<w:fldSimple w:instr="SYMBOL 0xE0 \f Wingdings"/>`, "→"},
		"drop-down list": {`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="yes"/></w:ddList></w:ffData></w:fldChar></w:r>` +
			codeOf("FORMDROPDOWN") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, "yes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if r := read(t, "a.docx", docx(t, `<w:p>`+c.body+`</w:p>`)); r.Document.Text != c.want {
				t.Errorf("text is %q, want %q", r.Document.Text, c.want)
			}
		})
	}
}

func TestSignsOfSymbolFontsBecomeUnicode(t *testing.T) {
	t.Parallel()
	sign := func(font, char string) string {
		return `<w:r><w:sym w:font="` + font + `" w:char="` + char + `"/></w:r>`
	}
	r := read(t, "a.docx", docx(t, `<w:p>`+sign("Symbol", "F061")+sign("Symbol", "00B3")+sign("Wingdings", "F0FC")+sign("Wingdings", "F04A")+sign("Wingdings", "F0E8")+
		sign("Wingdings 2", "F052")+sign("Webdings", "F061")+sign("Times New Roman", "2019")+sign("Wingdings", "F0FF")+sign("Strange", "F041")+sign("Symbol", "zz")+
		set(`<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>`, "D\uF0A3 x")+`</w:p>`))
	wantOutline(t, r, "p α≥✔☺➔☑✔’Δ≤ ξ")
	if want := []string{"3 characters of a symbol font were not taken over."}; !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
}

func TestTheFontsOfSymbolsHaveAllTheirCodes(t *testing.T) {
	t.Parallel()
	for name, signs := range map[string]string{"Symbol": symbolSigns, "Wingdings": wingdingsSigns} {
		if n := len([]rune(signs)); n != 0x100-symbolFirst {
			t.Errorf("%s has %d codes", name, n)
		}
	}
}

func TestOddPartsOfADocumentAreReadOrNamed(t *testing.T) {
	t.Parallel()
	cell := func(s string) string { return `<w:tbl><w:tr><w:tc>` + s + `</w:tc></w:tr></w:tbl>` }
	box := `<w:pict><v:shape xmlns:v="v"><v:textbox><w:txbxContent>` + paragraphs("In the box.") + `</w:txbxContent></v:textbox></v:shape></w:pict>`
	r := read(t, "a.docx", docx(t,
		`<w:p><w:ruby><w:rubyPr/><w:rt>`+runOf("かん")+`</w:rt><w:rubyBase>`+runOf("漢")+`</w:rubyBase></w:ruby><w:smartTag><w:smartTagPr/>`+runOf("Paris")+`</w:smartTag></w:p>`+
			`<w:p>`+runOf("Around.")+`<w:r>`+box+`</w:r></w:p>`+
			`<w:sdt><w:sdtContent>`+cell(paragraphs("Outer")+cell(paragraphs("Inner")))+`</w:sdtContent></w:sdt>`+
			`<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>Fallback</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`+
			`<w:p><w:r><w:pict><v:shape xmlns:v="v"><v:textpath string="Art"/></v:shape></w:pict></w:r></w:p>`+
			`<w:p><w:r><w:drawing><wp:docPr xmlns:wp="w" descr="A dog"/><a:blip/></w:drawing><w:drawing><wp:docPr xmlns:wp="w" descr=""/><a:blip/></w:drawing></w:r></w:p>`+
			paragraphOf(`<w:rPr><w:vanish/><w:specVanish/></w:rPr>`, runOf("Run-in. "))+paragraphs("Goes on.")+`<w:altChunk/>`+
			`<w:p>`+fieldOf(codeOf("PAGE"), runOf("7"))+`<w:r><w:t>a
b</w:t></w:r></w:p>`))
	wantOutline(t, r, "p 漢Paris", "p Around.", "p In the box.", "p Outer", "p Inner", "p Fallback", "p Art", "p Run-in. Goes on.", "p 7a b")
	want := []string{"2 pictures were not taken over: “A dog”.", "1 reading above the words was not taken over.", "1 inserted file was not taken over.",
		"1 table was taken over as paragraphs, one for each cell.", "1 table inside another was taken over as paragraphs, one for each cell.",
		"2 text boxes were taken over as paragraphs, behind the one each is fixed to.", "1 content control was taken over as plain text.",
		"1 field was taken over as the words it shows, without the code behind them."}
	if !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out:\n%s\nwant\n%s", strings.Join(inEnglish(r.LeftOut), "\n"), strings.Join(want, "\n"))
	}
}

func TestPartsAreFoundHoweverTheyAreNamed(t *testing.T) {
	t.Parallel()
	relation := func(kind, target string) string {
		return `<Relationships><Relationship Id="a" Type="x/` + kind + `" Target="` + target + `"/></Relationships>`
	}
	for name, target := range map[string]string{"from the root": "/word/my%20notes.xml", "beside": "my notes.xml", "around": "../word/my notes.xml", "of Windows": `\word\my notes.xml`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := documentHead + `<w:p>` + runOf("Words.") + footnoteMark("1") + `</w:p></w:body></w:document>`
			r := read(t, "a.docx", pack(t, part{`_rels\.rels`, relation("officeDocument", `word\document2.xml`)}, part{`word\document2.xml`, body},
				part{"word/_rels/document2.xml.rels", relation("footnotes", target)}, part{"word/my notes.xml", notesPart("footnotes", footnoteOf("1", "p. 7")).content}))
			wantNotes(t, r, "footnote: Words.: p. 7")
		})
	}
}
