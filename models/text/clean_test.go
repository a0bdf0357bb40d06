package text

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanBringsTextIntoForm(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h": "a\nb\nc\nd\ne\nf\ng\nh",
		"\ufeffa\ufeffb":                       "ab",
		"a\x00b\x1bc\u009fd\te":                "abcd\te",
		"e\u0301":                              "é",
		"e\x00\u0301":                          "é",
		"a \t\nb\u00a0 \n\n":                   "a\nb",
		"a\xffb\xed\xa0\x80c\xf0\x9f":          "abc",
		"kept: \ufffd":                         "kept: \ufffd",
		"  indented":                           "  indented",
	}
	for in, want := range cases {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanIsSteady(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(anyText(), rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		once := Clean(s)
		if twice := Clean(once); twice != once {
			t.Fatalf("Clean(%q) = %q, then %q", s, once, twice)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("Clean(%q) = %q is not NFC", s, once)
		}
		if strings.Count(once, "\ufffd") > strings.Count(s, "\ufffd") {
			t.Fatalf("Clean(%q) = %q invents a U+FFFD", s, once)
		}
	})
}

func TestNaughtyStringsSurvive(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "data/hostile/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil {
		t.Fatal(err)
	}
	for _, s := range naughty {
		want := strings.TrimSpace(norm.NFC.String(strings.NewReplacer("\ufeff", "", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").Replace(s)))
		kept := strings.Map(func(r rune) rune {
			if unwanted(r) && !strings.ContainsRune("\v\f\r", r) {
				return -1
			}
			return r
		}, want)
		if got := strings.TrimSpace(Clean(s)); got != trimLines(strings.NewReplacer("\v", "\n", "\f", "\n", "\r", "\n").Replace(kept), nil) {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestGraphemeClustersOfTheStandardStayWhole(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "data/hostile/unicode/GraphemeBreakTest.txt"))
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for line := range strings.Lines(string(raw)) {
		line, _, _ = strings.Cut(line, "#")
		if strings.Contains(line, "200D × 2701") {
			continue // the file is of Unicode 15; to Unicode 17 U+2701 is no pictograph
		}
		if text, breaks := readBreaks(t, line); text != "" {
			cases++
			snapEverywhere(t, text, breaks)
		}
	}
	if cases < 500 {
		t.Errorf("only %d cases were read", cases)
	}
}

// readBreaks reads a line such as "÷ 0020 × 0308 ÷": the text and the code
// points before which it may break.
func readBreaks(t *testing.T, line string) (text string, breaks map[int]bool) {
	t.Helper()
	breaks = map[int]bool{}
	n := 0
	for field := range strings.FieldsSeq(line) {
		switch field {
		case "÷":
			breaks[n] = true
		case "×":
		default:
			r, err := strconv.ParseInt(field, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text += string(rune(r))
			n++
		}
	}
	return text, breaks
}

func snapEverywhere(t *testing.T, text string, breaks map[int]bool) {
	t.Helper()
	d := Restore(text, nil, nil, nil)
	for start := range d.Len() {
		for end := start + 1; end <= d.Len(); end++ {
			if s, ok := d.Snap(Span{start, end}); ok && (!breaks[s.Start] || !breaks[s.End]) {
				t.Errorf("Snap(%d, %d) of %+q is %v", start, end, text, s)
			}
		}
	}
}
