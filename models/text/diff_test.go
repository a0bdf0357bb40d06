package text

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDiffHoldsBothSides(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(anyText(), rapid.String())
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		var before, after string
		last := Op(-1)
		for _, c := range Diff(a, b) {
			if c.Op == last || c.Text == "" {
				t.Fatalf("the run %+v should be joined", c)
			}
			last = c.Op
			if c.Op != Insert {
				before += c.Text
			}
			if c.Op != Delete {
				after += c.Text
			}
		}
		if before != a || after != b {
			t.Fatalf("the difference of %q and %q holds %q and %q", a, b, before, after)
		}
	})
}

func TestDiffShowsAReplacedPhraseAsOne(t *testing.T) {
	t.Parallel()
	got := Diff("The pact turns 25 this year.", "The pact is twenty this year.")
	want := []Change{{Equal, "The pact "}, {Delete, "turns 25"}, {Insert, "is twenty"}, {Equal, " this year."}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestFoldForgetsTypography(t *testing.T) {
	t.Parallel()
	if a, b := Fold("  “It’s—well\u00a0\n fine”… "), Fold("\"It's-well fine\"…"); a != b || a != "\"It's-well fine\"…" {
		t.Errorf("got %q and %q", a, b)
	}
	if Fold("25 years") == Fold("26 years") {
		t.Error("figures must count")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, Fold(once))
		}
	})
}

func TestWordsHoldALetterOrADigit(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"": 0, "- … !": 0, "It’s 3.5 km, e-mail": 5, "Привет, мир": 2, "👍 ok": 1, "中文": 2} {
		if got := Words(s); got != want {
			t.Errorf("Words(%q) = %d, want %d", s, got, want)
		}
	}
}
