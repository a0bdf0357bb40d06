package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

// boundaries gives the byte offsets between the grapheme clusters of s.
func boundaries(s string) map[int]bool {
	edges := map[int]bool{0: true}
	for g := graphemes.FromString(s); g.Next(); {
		edges[g.End()] = true
	}
	return edges
}

func TestSnapEndsBetweenClustersAndOutsideWhiteSpace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		s := anySpan(&d).Draw(t, "span")
		snapped, ok := d.Snap(s)
		if !ok {
			if strings.ContainsFunc(d.Slice(s), func(r rune) bool { return !unicode.IsSpace(r) }) {
				t.Fatalf("Snap(%v) found nothing in %q", s, d.Slice(s))
			}
			return
		}
		edges := boundaries(d.Text)
		if !edges[d.Byte(snapped.Start)] || !edges[d.Byte(snapped.End)] {
			t.Fatalf("Snap(%v) = %v cuts a cluster of %q", s, snapped, d.Text)
		}
		if again, _ := d.Snap(snapped); again != snapped {
			t.Fatalf("Snap is not steady: %v, then %v", snapped, again)
		}
		for at := max(0, s.Start); at < min(s.End, d.Len()); at++ {
			r, _ := utf8.DecodeRuneInString(d.Text[d.Byte(at):])
			if !unicode.IsSpace(r) && (at < snapped.Start || at >= snapped.End) {
				t.Fatalf("Snap(%v) = %v leaves out %q", s, snapped, r)
			}
		}
	})
}

func TestClusterBoundsAreThoseOfTheWholeText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(anyText(), rapid.String()).Draw(t, "text")
		edges := boundaries(s)
		for at := range s {
			start, end := clusterStart(s, at), clusterEnd(s, at)
			if !edges[start] || !edges[end] || start > at || end < at || (start == at) != edges[at] {
				t.Fatalf("the cluster around %d of %q is [%d,%d)", at, s, start, end)
			}
		}
	})
}

func TestShortcutsAgreeWithTheStandardOnEveryCodePoint(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if s := string(r) + "a"; plain(r) && !boundaries(s)[len(s)-1] {
			t.Errorf("%U is not plain", r)
		}
		if s := "a" + string(r); begins(r) && !boundaries(s)[1] {
			t.Errorf("%U begins no cluster", r)
		}
	}
}

func TestSnapTrimsAndClamps(t *testing.T) {
	t.Parallel()
	d := Build([]Part{{Text: "Ein  👩‍👩‍👧 Satz."}})
	cases := []struct {
		in   Span
		want string
	}{
		{Span{-4, 400}, d.Text}, {Span{3, 7}, "👩‍👩‍👧"}, {Span{2, 6}, "n  👩‍👩‍👧"}, {Span{3, 5}, ""}, {Span{4, 2}, ""}, {Span{99, 120}, ""}, {Span{6, 6}, ""},
	}
	for _, c := range cases {
		got, ok := d.Snap(c.in)
		if ok != (c.want != "") || ok && d.Slice(got) != c.want {
			t.Errorf("Snap(%v) = %q, %v, want %q", c.in, d.Slice(got), ok, c.want)
		}
	}
}

func TestFromUTF16CountsAsABrowserDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Filter(func(d Document) bool { return len(d.Blocks) > 0 }).Draw(t, "document")
		block := rapid.IntRange(0, len(d.Blocks)-1).Draw(t, "block")
		span := d.Blocks[block].Span
		runes := []rune(d.Slice(span))
		from := rapid.IntRange(0, len(runes)).Draw(t, "from")
		to := rapid.IntRange(from, len(runes)).Draw(t, "to")
		start, end := len(utf16.Encode(runes[:from])), len(utf16.Encode(runes[:to]))
		got, ok := d.FromUTF16(block, start, end)
		if want := (Span{span.Start + from, span.Start + to}); !ok || got != want {
			t.Fatalf("FromUTF16(%d, %d, %d) = %v, %v, want %v", block, start, end, got, ok, want)
		}
		if _, ok := d.FromUTF16(block, start, len(utf16.Encode(runes))+1); ok {
			t.Fatal("an offset after the end of the block was taken")
		}
	})
}

func TestFromUTF16WidensHalfASurrogatePair(t *testing.T) {
	t.Parallel()
	d := Build([]Part{{Text: "a😀b"}})
	if got, ok := d.FromUTF16(0, 2, 2); !ok || d.Slice(got) != "😀" {
		t.Errorf("two halves gave %q, %v", d.Slice(got), ok)
	}
	for _, bad := range [][3]int{{-1, 0, 1}, {1, 0, 1}, {0, -1, 1}, {0, 3, 2}, {0, 0, 9}} {
		if got, ok := d.FromUTF16(bad[0], bad[1], bad[2]); ok {
			t.Errorf("FromUTF16(%v) = %v", bad, got)
		}
	}
}

func TestFindAndSliceRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		s, ok := d.Snap(anySpan(&d).Draw(t, "span"))
		if !ok {
			return
		}
		quote := d.Slice(s)
		found := false
		for _, f := range d.Find(quote) {
			if d.Slice(f) != quote {
				t.Fatalf("Find(%q) gave %q", quote, d.Slice(f))
			}
			found = found || f.Overlaps(s)
		}
		if !found {
			t.Fatalf("Find(%q) missed its own place %v", quote, s)
		}
	})
}

func TestFindLeavesClustersWhole(t *testing.T) {
	t.Parallel()
	d := Build([]Part{{Text: "👨‍👩‍👧 and 👨 and 👨"}})
	if got := d.Find("👨"); len(got) != 2 || got[0].Start != 10 {
		t.Errorf("found %v", got)
	}
}

func TestContextIsWholeClustersOfTheSurroundings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "document")
		s, ok := d.Snap(anySpan(&d).Draw(t, "span"))
		if !ok {
			return
		}
		n := rapid.IntRange(0, 12).Draw(t, "n")
		prefix, suffix := d.Context(s, n)
		if !strings.HasSuffix(d.Text[:d.Byte(s.Start)], prefix) || !strings.HasPrefix(d.Text[d.Byte(s.End):], suffix) {
			t.Fatalf("the context of %v is %q, %q in %q", s, prefix, suffix, d.Text)
		}
		edges := boundaries(d.Text)
		if !edges[d.Byte(s.Start)-len(prefix)] || !edges[d.Byte(s.End)+len(suffix)] {
			t.Fatalf("the context %q, %q cuts a cluster", prefix, suffix)
		}
		if utf8.RuneCountInString(prefix) > n || utf8.RuneCountInString(suffix) > n {
			t.Fatalf("the context %q, %q is longer than %d", prefix, suffix, n)
		}
	})
}
