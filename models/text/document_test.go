package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// checked is what must hold of every document.
func checked(t *rapid.T, d *Document) {
	runes := []rune(d.Text)
	if d.Len() != len(runes) {
		t.Fatalf("Len is %d, the text has %d code points", d.Len(), len(runes))
	}
	claimed := make([]int, len(runes))
	edges := boundaries(d.Text)
	for i, s := range d.Sentences {
		if !d.Blocks[s.Block].Contains(s.Span) || s.Len() <= 0 {
			t.Fatalf("sentence %d %v lies outside its block %v", i, s.Span, d.Blocks[s.Block].Span)
		}
		if !edges[d.Byte(s.Start)] || !edges[d.Byte(s.End)] {
			t.Fatalf("sentence %d %q cuts a grapheme cluster", i, d.Slice(s.Span))
		}
		for at := s.Start; at < s.End; at++ {
			claimed[at]++
		}
	}
	for at, r := range runes {
		if claimed[at] > 1 || claimed[at] == 0 && !unicode.IsSpace(r) {
			t.Fatalf("code point %d (%q) of %q is in %d sentences", at, r, d.Text, claimed[at])
		}
	}
}

func TestSentencesCoverEveryVisibleCodePointOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		checked(t, &d)
	})
}

func TestBlocksPartTheTextAtBlankLines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		var texts []string
		for i, b := range d.Blocks {
			texts = append(texts, d.Slice(b.Span))
			if d.BlockAt(b.Start) != i || d.BlockAt(b.End-1) != i || d.BlockAt(b.End) != -1 {
				t.Fatalf("BlockAt does not find block %d", i)
			}
		}
		if got := strings.Join(texts, "\n\n"); got != d.Text {
			t.Fatalf("the blocks join to %q, not to %q", got, d.Text)
		}
	})
}

func TestOffsetsAgreeWithASliceOfCodePoints(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := Build([]Part{{Text: strings.Repeat(anyText().Draw(t, "text"), 8)}})
		runes := []rune(d.Text)
		s := anySpan(&d).Draw(t, "span")
		start, end := min(max(s.Start, 0), len(runes)), min(max(s.End, 0), len(runes))
		want := string(runes[start:max(start, end)])
		if got := d.Slice(s); got != want {
			t.Fatalf("Slice(%v) is %q, want %q", s, got, want)
		}
		if got := d.index.pointOf(d.Text, d.Byte(start)); got != start {
			t.Fatalf("byte and back: %d became %d", start, got)
		}
	})
}

func TestRangesHoldWhatOverlaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		s := anySpan(&d).Draw(t, "span")
		first, last := d.SentencesIn(s)
		for i, sentence := range d.Sentences {
			want := s.Len() > 0 && sentence.Overlaps(s)
			if got := first <= i && i < last; got != want {
				t.Fatalf("SentencesIn(%v) = [%d,%d), sentence %d is %v", s, first, last, i, sentence.Span)
			}
		}
		for block := range d.Blocks {
			first, last := d.BlockSentences(block)
			for i, sentence := range d.Sentences {
				if (first <= i && i < last) != (sentence.Block == block) {
					t.Fatalf("BlockSentences(%d) = [%d,%d), sentence %d is in %d", block, first, last, i, sentence.Block)
				}
			}
		}
	})
}

func TestWhatHoldsNothingVisibleIsNoBlock(t *testing.T) {
	t.Parallel()
	d := Build([]Part{{Text: " \n\t"}, {Text: "\u200b"}, {Text: "One.\n\n\n\nTwo."}, {Kind: "nonsense", Level: 7, Text: "Three"}})
	if d.Text != "One.\n\nTwo.\n\nThree" || d.Blocks[2].Kind != Paragraph || d.Blocks[2].Level != 0 {
		t.Errorf("got %q with %v", d.Text, d.Blocks)
	}
}

func TestRestoreKeepsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	built := Build([]Part{{Kind: Heading, Level: 2, Text: "Vostok 🇧🇾"}, {Text: "One. Two."}})
	restored := Restore(built.Text, built.Blocks, built.Sentences, built.Marks)
	if restored.Slice(Span{0, 8}) != "Vostok 🇧" || restored.Len() != utf8.RuneCountInString(built.Text) ||
		!slices.Equal(restored.Sentences, built.Sentences) || restored.Words() != 3 {
		t.Errorf("restored %+v from %+v", restored, built)
	}
}

func TestTheEmptyDocumentAnswersEveryQuestion(t *testing.T) {
	t.Parallel()
	for _, d := range []Document{{}, Build(nil), Parse(""), Restore("", nil, nil, nil)} {
		_, snapped := d.Snap(Span{0, 5})
		_, found := d.FromUTF16(0, 0, 0)
		if d.Len() != 0 || d.Slice(Span{0, 9}) != "" || d.BlockAt(0) != -1 || snapped || found || d.Markup() != "" || d.Find("x") != nil {
			t.Errorf("the empty document holds something: %+v", d)
		}
	}
}
