package typeset

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/carlos7ags/folio/layout"
	"github.com/go-text/typesetting/fontscan"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// requireVariable makes a missing tool or font a failure, as everywhere.
const requireVariable = "STET_TEST_REQUIRE_ALL"

func unmet(t testing.TB, what string) {
	t.Helper()
	if os.Getenv(requireVariable) != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func begun(t testing.TB, system func() []fontscan.Footprint) *Document {
	t.Helper()
	d, err := New(Info{Title: "A test", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	d.set.fonts.system = system
	return d
}

func bare() []fontscan.Footprint { return nil }

func written(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read gives the text of a PDF as a reader of it finds it.
func read(t testing.TB, pdf []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		unmet(t, "pdftotext is not installed")
	}
	path := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// scripts are sentences in scripts that are joined, reordered, stacked, written
// from right to left or without spaces, each with the fonts it is set in.
var scripts = []struct {
	name, text string
	rtl, bare  bool // bare: the fonts that Stet brings have it
}{
	{"Latin", "The council approved it in 2019, “naïve Żółć Ærø”; ﬁne offices.", false, true},
	{"Cyrillic", "Совет одобрил линию трамвая в 2019 году. Ї ґ ђ џ", false, true},
	{"Greek", "Το συμβούλιο ενέκρινε τη γραμμή. ᾧ ἄνθρωπος", false, true},
	{"Hebrew", "המועצה אישרה את קו הרכבת הקלה", true, true},
	{"Arabic", "قررت الهيئة بناء خط جديد في المدينة", true, true},
	{"Armenian", "Խորհուրդը հաստատեց գիծը", false, true},
	{"Georgian", "საბჭომ დაამტკიცა ხაზი", false, true},
	{"Chinese", "市议会于2019年批准了港口电车线路，“每日乘客31,400人”。", false, false},
	{"Japanese", "市議会は港の路面電車を承認した。", false, false},
	{"Korean", "시의회는 노면 전차를 승인했다.", false, false},
	{"Devanagari", "परिषद ने 2019 में ट्राम लाइन को मंज़ूरी दी। क्षत्रिय श्री", false, false},
	{"Thai", "สภาอนุมัติเส้นทางรถรางในปี 2019", false, false},
	{"Bengali", "পরিষদ ট্রাম লাইন অনুমোদন করেছে", false, false},
	{"Tamil", "கவுன்சில் பாதைக்கு ஒப்புதல்", false, false},
}

// folded compares what was written with what is read: composed, without the
// spaces that a reader sees between marks, and in the order of code points
// inside a ligature of two.
func folded(s string) string {
	s = norm.NFKC.String(s)
	s = strings.NewReplacer("ال", "لا", "\u202a", "", "\u202b", "", "\u202c", "").Replace(s)
	return strings.Join(strings.Fields(s), "")
}

func TestEveryScriptIsDrawnAndReadBack(t *testing.T) {
	t.Parallel()
	for _, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			system := systemFonts
			if s.bare {
				system = bare
			}
			d := begun(t, system)
			d.Add(Paragraph{Size: 11, Spans: []Span{{Text: s.text}}, RightToLeft: s.rtl})
			if lacks := d.Lacks(); len(lacks) > 0 {
				unmet(t, "no font is installed for "+lacks[0].Script)
			}
			if got := read(t, written(t, d)); !strings.Contains(folded(got), folded(s.text)) {
				t.Errorf("wrote %q, read %q", s.text, got)
			}
		})
	}
}

func TestWhatNoFontHasIsNamedAndCanStillBeRead(t *testing.T) {
	t.Parallel()
	d := begun(t, bare)
	d.Add(Paragraph{Size: 11, Spans: []Span{{Text: "The word 市议会 and 電車 and 🚋."}}})
	if lacks := d.Lacks(); len(lacks) != 2 || lacks[0] != (Lack{"Han", 5}) || lacks[1] != (Lack{"Symbols", 1}) {
		t.Errorf("it lacks %v", lacks)
	}
	if got := read(t, written(t, d)); !strings.Contains(got, "The word 市议会 and 電車 and 🚋.") {
		t.Errorf("read %q", got)
	}
	shown := d.set.passages(&Paragraph{Size: 11, Spans: []Span{{Text: "The word 市议会."}}})
	if got := string(shown[0].runes); got != "The word [Han: 3]." {
		t.Errorf("it shows %q", got)
	}
}

// visual gives the runs of the only line of a text from left to right.
func visual(t testing.TB, s string, rtl bool) []string {
	t.Helper()
	d := begun(t, bare)
	p := &Paragraph{Size: 11, Spans: []Span{{Text: s}}, RightToLeft: rtl}
	text := d.set.passages(p)[0]
	runs := text.ordered(trimmed(text, d.set.shape(p, text)))
	var all []string
	for _, r := range runs {
		all = append(all, string(text.runes[r.Runes.Offset:r.Runes.Offset+r.Runes.Count]))
	}
	return all
}

func TestNumbersStandOnTheSideThatTheirWordsAreReadFrom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		rtl  bool
		want string
	}{
		{"word عدد 31,400 and more", false, "word |31,400|عدد | and more"},
		{"a עיר (2019) next", false, "a |)|2019|עיר (| next"},
		{"عدد 31,400 ثم", true, " ثم|31,400|عدد "},
	} {
		if got := strings.Join(visual(t, c.text, c.rtl), "|"); got != c.want {
			t.Errorf("%q stands as %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTheSameDocumentMakesTheSameBytes(t *testing.T) {
	t.Parallel()
	make := func() []byte {
		d := begun(t, systemFonts)
		for _, s := range scripts {
			d.Add(Paragraph{Size: 11, Spans: []Span{{Text: s.text}, {Text: s.text, Style: Style{Sans: true, Bold: true}, Under: WavyLine}}, RightToLeft: s.rtl})
		}
		return written(t, d)
	}
	if !bytes.Equal(make(), make()) {
		t.Error("they differ")
	}
}

func TestAnyTextIsSet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := begun(t, bare)
		p := Paragraph{Size: rapid.Float64Range(4, 30).Draw(r, "size"), Indent: rapid.Float64Range(0, 100).Draw(r, "indent"), RightToLeft: rapid.Bool().Draw(r, "rtl"), Level: 1}
		for range rapid.IntRange(0, 4).Draw(r, "spans") {
			p.Spans = append(p.Spans, Span{Text: rapid.String().Draw(r, "text"), Style: Style{Bold: rapid.Bool().Draw(r, "bold")}, Link: "#a", Anchor: "a"})
		}
		d.Add(p)
		written(t, d)
	})
}

func FuzzText(f *testing.F) {
	for _, s := range scripts {
		f.Add(s.text, s.rtl)
	}
	f.Add("\u202e\u2066a\u2069\u202c\x00\xff\n\n\t\u200d", true)
	d := begun(f, bare) // reading the fonts takes longer than setting a text
	f.Fuzz(func(t *testing.T, s string, rtl bool) {
		for _, l := range d.set.lines(&Paragraph{Size: 11, Spans: []Span{{Text: s}}, RightToLeft: rtl}, Measure) {
			if l.height <= 0 {
				t.Errorf("a line is %v high", l.height)
			}
		}
	})
}

func TestADocumentThatNobodyWaitsForIsGivenUp(t *testing.T) {
	t.Parallel()
	d := begun(t, bare)
	d.Add(Paragraph{Size: 11, Spans: []Span{{Text: "Text"}}})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var b bytes.Buffer
	if err := d.Write(ctx, &b); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

func TestNoLineStandsAloneAndAHeadingStaysWithItsText(t *testing.T) {
	t.Parallel()
	d := begun(t, bare)
	long := d.block(&Paragraph{Size: 10, Leading: 1, Spans: []Span{{Text: "1\n2\n3\n4\n5"}}})
	height := long.lines[0].height
	for room, want := range map[float64]int{1: 0, 2: 2, 3: 3, 4: 3, 5: 5} {
		if got := len(long.PlanLayout(layout.LayoutArea{Width: Measure, Height: room*height + 1}).Blocks); got != want {
			t.Errorf("of five lines %d stand where there is room for %v, want %d", got, room, want)
		}
	}
	d.Add(Paragraph{Size: 10, Leading: 1, Spans: []Span{{Text: "A heading"}}, Keep: true})
	d.Add(Paragraph{Size: 10, Leading: 1, Spans: []Span{{Text: "1\n2\n3\n4"}}})
	if plan := d.elements[0].PlanLayout(layout.LayoutArea{Width: Measure, Height: 2*height + 1}); plan.Status != layout.LayoutNothing {
		t.Error("a heading stands at the foot of a page")
	}
	if plan := d.elements[0].PlanLayout(layout.LayoutArea{Width: Measure, Height: 3*height + 1}); plan.Status != layout.LayoutFull {
		t.Error("a heading does not stand with two lines of its text")
	}
}
