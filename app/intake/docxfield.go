package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"
)

// field is a field that has begun (ECMA-376 part 1, 17.16): first comes its code,
// then the words that it shows.
type field struct {
	code    string
	shows   bool
	line    *line // where the words begin
	start   int
	choices []string // of a drop-down list
	chosen  int
}

// longestCode bounds the code of a field, in bytes.
const longestCode = 10_000

// field reads the elements that fields are made of.
func (b *body) field(e xml.StartElement) error {
	switch e.Name.Local {
	case "fldSimple":
		f := field{code: attr(e, "instr"), line: b.line, start: b.line.points}
		if err := b.children(b.element); err != nil {
			return err
		}
		return b.endField(&f)
	case "fldChar":
		return b.fieldMark(e)
	}
	return b.content(b.element, func(s xml.CharData) error {
		if n := len(b.fields); n > 0 && !b.fields[n-1].shows && len(b.fields[n-1].code)+len(s) < longestCode {
			b.fields[n-1].code += string(s)
		}
		return nil
	})
}

// fieldMark reads the mark that begins a field, parts its code from its words,
// or ends it.
func (b *body) fieldMark(e xml.StartElement) error {
	last := len(b.fields) - 1
	switch kind := attr(e, "fldCharType"); {
	case kind == "begin" && last < maxDepth:
		b.fields = append(b.fields, field{})
		return b.formField(&b.fields[last+1])
	case kind == "separate" && last >= 0:
		f := &b.fields[last]
		f.shows, f.line, f.start = true, b.line, b.line.points
	case kind == "end" && last >= 0:
		f := b.fields[last]
		b.fields = b.fields[:last]
		if err := b.endField(&f); err != nil {
			return err
		}
	}
	return b.skip()
}

// formField reads what a field says of the form it is part of.
func (b *body) formField(f *field) error {
	return b.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "checkBox":
			b.left[forms]++
		case "listEntry":
			if len(f.choices) < 100 {
				f.choices = append(f.choices, attr(e, "val"))
			}
		case "result":
			f.chosen, _ = strconv.Atoi(attr(e, "val"))
		case "ffData", "ddList":
			return b.formField(f)
		}
		return b.skip()
	})
}

// endField makes of a field that has ended what its code says.
func (b *body) endField(f *field) error {
	code := codeWords(f.code)
	name := ""
	if len(code) > 0 {
		name = strings.ToUpper(code[0])
	}
	switch {
	case name == "HYPERLINK":
		if f.line != nil {
			f.line.link(f.start, codeAddress(code[1:]))
		}
	case name == "SYMBOL" && (f.line == nil || f.line.points == f.start):
		return b.symbolField(code[1:])
	case f.chosen >= 0 && f.chosen < len(f.choices):
		return b.show(f.choices[f.chosen])
	case f.line != nil && name != "":
		b.left[fieldCodes]++
	}
	return nil
}

// symbolField shows the character of a SYMBOL field, which has no words.
func (b *body) symbolField(code []string) error {
	if len(code) == 0 {
		return nil
	}
	n, err := strconv.ParseInt(code[0], 0, 32)
	sign, known := fontNamed(switchOf(code, `\f`)).sign(rune(n))
	if err != nil || !known {
		b.left[symbols]++
		return nil
	}
	return b.show(string(sign))
}

// codeAddress is where a HYPERLINK field leads.
func codeAddress(code []string) string {
	if len(code) == 0 || strings.HasPrefix(code[0], `\`) {
		return ""
	}
	if anchor := switchOf(code, `\l`); anchor != "" {
		return code[0] + "#" + anchor
	}
	return code[0]
}

// switchOf is the word after a switch of a field's code.
func switchOf(code []string, name string) string {
	for i, word := range code {
		if word == name && i+1 < len(code) {
			return code[i+1]
		}
	}
	return ""
}

// codeWords cuts the code of a field into words; quotation marks hold together
// what has spaces in it.
func codeWords(code string) (words []string) {
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range code {
		switch {
		case strings.ContainsRune("\"\u201C\u201D", r):
			quoted, begun = !quoted, true
		case unicode.IsSpace(r) && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}

// inCode reports whether what is read stands in the code of a field: it is the
// words of a field inside that code.
func (b *body) inCode() bool {
	for i := range max(len(b.fields)-1, 0) {
		if !b.fields[i].shows {
			return true
		}
	}
	return false
}

// dropBrokenFields forgets the fields whose code did not end in the paragraph,
// so that a missing mark hides no words after it.
func (b *body) dropBrokenFields() {
	for i := range b.fields {
		if !b.fields[i].shows {
			b.fields = b.fields[:i]
			return
		}
	}
}
