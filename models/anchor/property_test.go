package anchor_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models/anchor"
	"stet/models/text"
)

// fragments are words and pieces of words of many scripts, with all that can go
// wrong between them.
var fragments = []string{
	"the", "The", "mayor", "said", "that", "not", "won", "Team", "Alpha", "Beta", "a", "1914", "3.5", "10 000",
	"naïve", "cafe\u0301", "e\u0323\u0301", "Zürich", "Straße", "мэр", "сказал", "שלום", "עולם", "مرحبا", "بِسْمِ", "السلام",
	"東京", "は", "人口", "ภาษา", "ไทยน้ำ", "한국어", "नमस्ते", "क्षि", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽", "🙂", "x\u200dy", "soft\u00adhyphen", "zero\u200bwidth",
	"\"", "“", "”", "'", "’", "-", "–", "—", "(", ")", ".", "!", "?", "…", ",", ";", "\u00a0", "\t", "\n", "don't", "don’t",
}

// mixed draws a text of a few blocks.
func mixed() *rapid.Generator[string] {
	word := rapid.SampledFrom(fragments)
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 5).Draw(t, "blocks") {
			for range rapid.IntRange(1, 25).Draw(t, "words") {
				b.WriteString(word.Draw(t, "word"))
				b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "", ". "}).Draw(t, "space"))
			}
			b.WriteString("\n\n")
		}
		return b.String()
	})
}

// edited draws a text that comes from another by cutting, copying, moving and
// typing.
func edited(t *rapid.T, s string) string {
	runes := []rune(s)
	for range rapid.IntRange(0, 6).Draw(t, "edits") {
		at := rapid.IntRange(0, len(runes)).Draw(t, "at")
		end := min(len(runes), at+rapid.IntRange(0, 60).Draw(t, "length"))
		piece := slices.Clone(runes[at:end])
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0:
			runes = slices.Delete(runes, at, end)
		case 1:
			runes = slices.Insert(runes, rapid.IntRange(0, len(runes)).Draw(t, "to"), piece...)
		case 2:
			runes = slices.Delete(runes, at, end)
			runes = slices.Insert(runes, rapid.IntRange(0, len(runes)).Draw(t, "to"), piece...)
		default:
			runes = slices.Insert(runes, at, []rune(rapid.SampledFrom(fragments).Draw(t, "typed"))...)
		}
	}
	return string(runes)
}

// placed draws anchors, overlapping or not, on whole grapheme clusters.
func placed(t *rapid.T, d *text.Document) []anchor.Anchor {
	var anchors []anchor.Anchor
	for i := range rapid.IntRange(0, 12).Draw(t, "anchors") {
		start := rapid.IntRange(0, d.Len()).Draw(t, "start")
		end := start + rapid.IntRange(0, 80).Draw(t, "length")
		if s, ok := d.Snap(text.Span{Start: start, End: end}); ok {
			anchors = append(anchors, anchor.Anchor{ID: int64(i), Span: s})
		}
	}
	return anchors
}

func TestEveryResultIsAValidPlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := mixed().Draw(t, "before")
		before, after := build(s), build(edited(t, s))
		anchors := placed(t, &before)
		results := anchor.Carry(&before, &after, anchors)
		if len(results) != len(anchors) {
			t.Fatalf("%d results for %d anchors", len(results), len(anchors))
		}
		for i, r := range results {
			valid(t, &before, &after, anchors[i], r)
		}
	})
}

func valid(t *rapid.T, before, after *text.Document, an anchor.Anchor, r anchor.Result) {
	old, now := before.Slice(an.Span), after.Slice(r.Span)
	switch {
	case r.ID != an.ID:
		t.Fatalf("result %d stands where %d belongs", r.ID, an.ID)
	case r.Near < 0 || r.Near > after.Len():
		t.Fatalf("the words were near %d in a text of %d", r.Near, after.Len())
	case r.Score < 0 || r.Score > 1:
		t.Fatalf("the score is %v", r.Score)
	case r.Status == anchor.Ambiguous && len(r.Candidates) == 0:
		t.Fatal("ambiguous between nothing")
	case r.Status == anchor.Lost && len(r.Candidates) > 3:
		t.Fatalf("%d candidates", len(r.Candidates))
	}
	for _, c := range r.Candidates {
		whole(t, after, c.Span)
	}
	switch r.Status {
	case anchor.Lost, anchor.Ambiguous:
		if r.Span != (text.Span{}) {
			t.Fatalf("%s, and yet at %v", r.Status, r.Span)
		}
		return
	case anchor.Exact:
		if now != old {
			t.Fatalf("%q is called exactly %q", now, old)
		}
	case anchor.Cosmetic, anchor.Moved:
		if text.Fold(now) != text.Fold(old) {
			t.Fatalf("%q is called %s from %q", now, r.Status, old)
		}
	case anchor.Edited:
		if text.Fold(now) == text.Fold(old) {
			t.Fatalf("%q is called edited from %q", now, old)
		}
	default:
		t.Fatalf("unknown status %q", r.Status)
	}
	whole(t, after, r.Span)
	if blocks(before, an.Span) == 1 && blocks(after, r.Span) != 1 {
		t.Fatalf("%q was in one block and is now in %d: %q", old, blocks(after, r.Span), now)
	}
}

// whole checks that a span holds something and ends between grapheme clusters.
func whole(t *rapid.T, d *text.Document, s text.Span) {
	if snapped, ok := d.Snap(s); !ok || snapped != s {
		t.Fatalf("%v is no span of whole grapheme clusters, %v is", s, snapped)
	}
}

func blocks(d *text.Document, s text.Span) int {
	first, last := d.BlocksIn(s)
	return last - first
}

func TestSpansThatAreNoneAreCarriedNowhere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := build(mixed().Draw(t, "before")), build(mixed().Draw(t, "after"))
		s := text.Span{Start: rapid.IntRange(-50, 500).Draw(t, "start"), End: rapid.IntRange(-50, 500).Draw(t, "end")}
		got := anchor.Carry(&before, &after, []anchor.Anchor{{Span: s}})[0]
		if strings.TrimSpace(before.Slice(s)) == "" && before.Text != after.Text && got.Status != anchor.Lost {
			t.Fatalf("%v of a text of %d became %+v", s, before.Len(), got)
		}
	})
}

func TestEqualTextsKeepEveryAnchorExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := build(mixed().Draw(t, "text"))
		anchors := placed(t, &d)
		for i, r := range anchor.Carry(&d, &d, anchors) {
			if r.Status != anchor.Exact || r.Span != anchors[i].Span || r.Score != 1 {
				t.Fatalf("%+v became %+v", anchors[i], r)
			}
		}
	})
}

func TestAnAnchorDoesNotDependOnTheOthers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := mixed().Draw(t, "before")
		before, after := build(s), build(edited(t, s))
		anchors := placed(t, &before)
		together := anchor.Carry(&before, &after, anchors)
		slices.Reverse(anchors)
		reversed := anchor.Carry(&before, &after, anchors)
		slices.Reverse(reversed)
		if !reflect.DeepEqual(together, reversed) {
			t.Fatal("the order of the anchors changed a result")
		}
		slices.Reverse(anchors)
		for i, an := range anchors {
			if alone := anchor.Carry(&before, &after, []anchor.Anchor{an})[0]; !reflect.DeepEqual(alone, together[i]) {
				t.Fatalf("alone %+v, together %+v", alone, together[i])
			}
		}
	})
}

func TestTypographyAloneIsNeverMoreThanCosmetic(t *testing.T) {
	t.Parallel()
	curl := strings.NewReplacer("\"", "“", "'", "’", "-", "–", " ", "\u00a0")
	rapid.Check(t, func(t *rapid.T) {
		s := mixed().Draw(t, "before")
		before, after := build(s), build(curl.Replace(s))
		if text.Fold(before.Text) != text.Fold(after.Text) {
			t.Skip("a line end or a cluster changed as well")
		}
		anchors := placed(t, &before)
		for i, r := range anchor.Carry(&before, &after, anchors) {
			if r.Status != anchor.Exact && r.Status != anchor.Cosmetic {
				t.Fatalf("%q became %s", before.Slice(anchors[i].Span), r.Status)
			}
		}
	})
}
