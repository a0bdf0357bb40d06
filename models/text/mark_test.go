package text

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var addresses = []string{"https://a.example/", "https://b.example/x_(y)?z=*1*[2]", "mailto:a@b.example"}

// anyMarks draws marks for a text of so many code points; some are nonsense.
func anyMarks(length int) *rapid.Generator[[]Mark] {
	one := rapid.Custom(func(t *rapid.T) Mark {
		start := rapid.IntRange(-1, length+1).Draw(t, "start")
		m := Mark{Kind: rapid.SampledFrom(append(MarkKinds, "nonsense")).Draw(t, "kind")}
		m.Span = Span{start, start + rapid.IntRange(-1, 12).Draw(t, "length")}
		if m.Kind == Link {
			m.Value = rapid.SampledFrom(append(addresses, "javascript:alert(1)")).Draw(t, "address")
		}
		return m
	})
	return rapid.SliceOfN(one, 0, 6)
}

// marksFault says what is wrong with the marks of a document.
func marksFault(d *Document) string {
	edges := boundaries(d.Text)
	if !slices.IsSortedFunc(d.Marks, compareMarks) {
		return "the marks are out of order"
	}
	for i, m := range d.Marks {
		block := d.BlockAt(m.Start)
		words := d.Slice(m.Span)
		if strings.TrimSpace(words) == "" || block < 0 || !d.Blocks[block].Contains(m.Span) || !edges[d.Byte(m.Start)] || !edges[d.Byte(m.End)] {
			return "a mark lies where none may"
		}
		if settled, ok := settleMark(m); !ok || settled != m {
			return "a mark has a value that none may have"
		}
		for _, o := range d.Marks[i+1:] {
			if o.Kind == m.Kind && (o.Value == m.Value && strings.TrimSpace(d.Slice(Span{m.End, max(o.Start, m.End)})) == "" && d.BlockAt(o.Start) == block || m.Kind == Link && o.Start < m.End) {
				return "two marks should be one"
			}
		}
	}
	return ""
}

func TestMarksKeepTheirForm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(anyPart(), 0, 5).Draw(t, "parts")
		d := Build(parts)
		if fault := marksFault(&d); fault != "" {
			t.Fatalf("%s: %v on %q", fault, d.Marks, d.Text)
		}
		for i := range parts {
			parts[i].Marks = nil
		}
		if plain := Build(parts); plain.Text != d.Text || !slices.Equal(plain.Blocks, d.Blocks) || !slices.Equal(plain.Sentences, d.Sentences) {
			t.Fatalf("with marks the text is %q, without %q", d.Text, plain.Text)
		}
	})
}

// TestTheWordsUnderAMarkAreTheCleanedWordsThatWereUnderIt marks whole words of
// a text that is to be cleaned, and looks at every word of what comes of it.
func TestTheWordsUnderAMarkAreTheCleanedWordsThatWereUnderIt(t *testing.T) {
	t.Parallel()
	gaps := []string{" ", "  ", "\t", "\u00a0", "\u3000 ", "\n", "\r\n", "\r\n\r\n", "\n \n", "\u2028", " \v\x00", "\ufeff ", "\xff "}
	rapid.Check(t, func(t *rapid.T) {
		var raw strings.Builder
		var want []string
		var part Part
		points := 0
		add := func(s string) {
			raw.WriteString(s)
			points += utf8.RuneCountInString(s)
		}
		for range rapid.IntRange(0, 12).Draw(t, "words") {
			add(rapid.SampledFrom(gaps).Draw(t, "gap"))
			word := "w" + strings.Join(strings.FieldsFunc(anyText().Draw(t, "word"), unicode.IsSpace), "")
			start, cleaned := points, Clean(word)
			add(word)
			for _, kind := range rapid.SliceOfNDistinct(rapid.SampledFrom(MarkKinds), 0, 3, rapid.ID).Draw(t, "marks") {
				m := Mark{Kind: kind, Span: Span{start, points}}
				if kind == Link {
					m.Value = rapid.SampledFrom(addresses).Draw(t, "address")
				}
				part.Marks = append(part.Marks, m)
				cleaned += " " + string(kind) + m.Value
			}
			want = append(want, cleaned)
		}
		part.Text = raw.String()
		d := Build([]Part{part})
		for i, w := range want {
			fields := strings.Fields(w)
			slices.Sort(fields[1:])
			want[i] = strings.Join(fields, " ")
		}
		if got := wordsWithMarks(&d); !slices.Equal(got, want) {
			t.Fatalf("%q became %q, want %q", part.Text, got, want)
		}
	})
}

// wordsWithMarks is every word of a document with the marks that lie on any of it.
func wordsWithMarks(d *Document) []string {
	var all []string
	at := 0
	for _, word := range strings.FieldsFunc(d.Text, unicode.IsSpace) {
		at += strings.Index(d.Text[at:], word)
		span := d.span(at, at+len(word))
		at += len(word)
		var on []string
		for _, m := range d.MarksIn(span) {
			on = append(on, string(m.Kind)+m.Value)
			if m.Span != span {
				on = append(on, "in part")
			}
		}
		slices.Sort(on)
		all = append(all, strings.Join(append([]string{word}, on...), " "))
	}
	return all
}

func TestAGraphemeClusterIsMarkedAsItsFirstCodePointWas(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		marks []Mark
		want  string // the marked words
	}{
		"the letter, not its accent":   {"cafe\u0301 x", []Mark{{Bold, Span{3, 4}, ""}}, "é"},
		"the accent alone":             {"cafe\u0301 x", []Mark{{Bold, Span{4, 5}, ""}}, ""},
		"the first of a family":        {"a👩‍👧b", []Mark{{Bold, Span{1, 2}, ""}}, "👩‍👧"},
		"the last of a family":         {"a👩‍👧b", []Mark{{Bold, Span{3, 4}, ""}}, ""},
		"between CR and LF":            {"a\r\nb", []Mark{{Bold, Span{0, 2}, ""}}, "a"},
		"over a line break":            {"a\r\nb c", []Mark{{Bold, Span{0, 4}, ""}}, "a\nb"},
		"over a blank line":            {" a\r\n\r\n b c", []Mark{{Bold, Span{0, 8}, ""}}, "a|b"},
		"white space around it":        {"a  b \t c", []Mark{{Bold, Span{1, 6}, ""}}, "b"},
		"white space at the end":       {"a b  \nc", []Mark{{Bold, Span{2, 5}, ""}}, "b"},
		"nothing but white space":      {"a  b", []Mark{{Bold, Span{1, 3}, ""}}, ""},
		"neighbours":                   {"a b", []Mark{{Bold, Span{0, 2}, ""}, {Bold, Span{2, 3}, ""}}, "a b"},
		"with white space between":     {"a \n b, c", []Mark{{Bold, Span{0, 1}, ""}, {Bold, Span{4, 5}, ""}, {Bold, Span{7, 8}, ""}}, "a\n b|c"},
		"out of the text":              {"a x b", []Mark{{Bold, Span{-5, 1}, ""}, {Bold, Span{4, 9}, ""}, {Bold, Span{7, 9}, ""}}, "a|b"},
		"the earlier of two links":     {"a b c", []Mark{{Link, Span{2, 5}, "https://b.example"}, {Link, Span{0, 3}, "https://a.example"}}, "a b|c"},
		"what a link carries":          {"a b", []Mark{{Link, Span{0, 1}, "javascript:alert(1)"}, {Link, Span{2, 3}, "HTTPS://é.example/é"}}, "b"},
		"bytes that are no characters": {"\xff\xffa b", []Mark{{Bold, Span{2, 3}, ""}}, "a"},
	} {
		d := Build([]Part{{Text: c.text, Marks: c.marks}})
		var got []string
		for _, m := range d.Marks {
			got = append(got, d.Slice(m.Span))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestANoteKeepsItsPlaceAndIsTakenOff(t *testing.T) {
	t.Parallel()
	d := Build([]Part{
		{Text: "One two.", Marks: []Mark{{Bold, Span{0, 3}, ""}, {Note, Span{4, 7}, "a"}, {Note, Span{8, 8}, "b"}, {Note, Span{3, 4}, "c"}}},
		{Text: " \n", Marks: []Mark{{Note, Span{0, 1}, "d"}}},
		{Text: "Three\n\nfour", Marks: []Mark{{Note, Span{2, 9}, "e"}, {Note, Span{0, 0}, "f"}, {Note, Span{6, 6}, "g"}}},
	})
	want := []Mark{{Note, Span{3, 3}, "c"}, {Note, Span{4, 7}, "a"}, {Note, Span{8, 8}, "b"}, {Note, Span{8, 8}, "d"},
		{Note, Span{10, 10}, "f"}, {Note, Span{12, 15}, "e"}, {Note, Span{17, 17}, "g"}, {Note, Span{17, 19}, "e"}}
	got := d.Take(Note)
	slices.SortFunc(want, compareMarks)
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(d.Marks, []Mark{{Bold, Span{0, 3}, ""}}) || d.Take(Note) != nil {
		t.Errorf("took %v, left %v", got, d.Marks)
	}
}

func TestMarksInAStretchAreCutToIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		s := anySpan(&d).Draw(t, "span")
		var want []Mark
		for _, m := range d.Marks {
			if m.Start, m.End = max(m.Start, s.Start), min(m.End, s.End); m.Len() > 0 {
				want = append(want, m)
			}
		}
		if got := d.MarksIn(s); !reflect.DeepEqual(got, want) {
			t.Fatalf("in %v of %v: %v, want %v", s, d.Marks, got, want)
		}
	})
}

func TestAnAddressIsSafeAndSteady(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" https://a.example/b c?d=é#f ":      "https://a.example/b%20c?d=%C3%A9#f",
		"HTTP://Bücher.example:8080/%2F100%": "http://xn--bcher-kva.example:8080/%2F100%25",
		"https://a.example\\@b.example/":     "",
		"https://a.example/\"><b>":           "https://a.example/%22%3E%3Cb%3E",
		"https://[::1]:80/[x](y)":            "https://[::1]:80/[x](y)",
		"mailto:a@b.example?subject=x y":     "mailto:a@b.example?subject=x%20y",
		"https://a:b@c.example":              "",
		"java\nscript:alert(1)":              "",
		"data:text/html,x":                   "",
		"//a.example":                        "",
		"/a":                                 "",
		"https:///a":                         "",
		"mailto:":                            "",
		"https://a.example/" + strings.Repeat("é", 1400): "",
	} {
		if got, ok := Address(in); ok != (want != "") || ok && got != want {
			t.Errorf("Address(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom([]string{"https://", "http://a.example/", "mailto:", "https://a.example", ""}).Draw(t, "scheme") + rapid.OneOf(anyText(), rapid.String()).Draw(t, "rest")
		once, ok := Address(s)
		if again, fine := Address(once); ok && (again != once || !fine || strings.ContainsFunc(once, func(r rune) bool { return r <= ' ' || r >= 0x7F || strings.ContainsRune("\"<>\\", r) })) {
			t.Fatalf("Address(%q) = %q, then %q, %v", s, once, again, fine)
		}
	})
}
