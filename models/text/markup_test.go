package text

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestParseUndoesMarkup(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		back := Parse(d.Markup())
		if !reflect.DeepEqual(back, d) {
			t.Fatalf("markup %q\ngave %q %v\nnot  %q %v", d.Markup(), back.Text, back.Blocks, d.Text, d.Blocks)
		}
	})
}

func TestParseReadsWhatPeopleType(t *testing.T) {
	t.Parallel()
	cases := []struct {
		markup string
		want   []Part
	}{
		{"# Title\nLead\nmore\n", []Part{{Heading, 1, "Title", nil}, {Paragraph, 0, "Lead\nmore", nil}}},
		{"- one\n  on\n  - two\n- three", []Part{{ListItem, 1, "one\non", nil}, {ListItem, 2, "two", nil}, {ListItem, 1, "three", nil}}},
		{"> a\n> b\n>\n> c\n\nd", []Part{{Quotation, 0, "a\nb", nil}, {Quotation, 0, "c", nil}, {Paragraph, 0, "d", nil}}},
		{"^ A photo\n####### seven\n\\# no heading", []Part{{Caption, 0, "A photo\n####### seven\n# no heading", nil}}},
		{"### one\\\n- two", []Part{{Heading, 3, "one\n- two", nil}}},
		{`C:\dir \* \\ end`, []Part{{Paragraph, 0, `C:\dir * \ end`, nil}}},
	}
	for _, c := range cases {
		got, want := Parse(c.markup), Build(c.want)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q %v, want %q %v", c.markup, got.Text, got.Blocks, want.Text, want.Blocks)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, piece := range pieces {
		f.Add(piece)
	}
	f.Add("# a\\\n> b\n\n  - c\n\\# d\n>\n> e\\")
	f.Fuzz(func(t *testing.T, markup string) {
		d := Parse(markup)
		if back := Parse(d.Markup()); !reflect.DeepEqual(back, d) {
			t.Errorf("markup %q\ngave %q %v\nnot  %q %v", d.Markup(), back.Text, back.Blocks, d.Text, d.Blocks)
		}
	})
}
