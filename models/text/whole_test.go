package text

import (
	"strings"
	"testing"
)

func TestASpanIsWidenedToWholeWordsAndNumbers(t *testing.T) {
	t.Parallel()
	d := Parse("It cost 2.4 million euros, café and all.")
	from := func(cut string) Span {
		at := len([]rune(d.Text[:strings.Index(d.Text, cut)]))
		return Span{at, at + len([]rune(cut))}
	}
	for cut, want := range map[string]string{"4 million eur": "2.4 million euros", "2": "2.4", "caf": "café", ", ": ", "} {
		if got := d.Slice(d.Whole(from(cut))); got != want {
			t.Errorf("%q became %q, want %q", cut, got, want)
		}
	}
	if got := d.Whole(Span{3, 3}); got != (Span{3, 3}) {
		t.Errorf("an empty span became %v", got)
	}
}
