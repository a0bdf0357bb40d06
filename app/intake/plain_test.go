package intake

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models/text"
)

func paste(t testing.TB, s string) Result {
	t.Helper()
	r, err := Paste(s, Limits{})
	if err != nil {
		t.Fatalf("paste: %v", err)
	}
	return r
}

func TestAPasteKeepsParagraphsHeadingsQuotationsAndLists(t *testing.T) {
	t.Parallel()
	r := paste(t, "The title\r\n\r\nThe first paragraph ends here.\r\n\r\nA heading\r\n\r\nThe second one is longer.\r\n\r\n"+
		"> Said so.\r\n> And more.\r\n\r\n- One\r\n- Two\r\n  - Deeper\r\n\r\n1. First\r\n2. Second\r\n\r\n* Star\r\n• Dot\r\n\r\nThe end.")
	wantOutline(t, r, "# The title", "p The first paragraph ends here.", "## A heading", "p The second one is longer.",
		"> Said so.\nAnd more.", "- One", "- Two", "-- Deeper", "- First", "- Second", "- Star", "- Dot", "p The end.")
	if r.Title != "The title" {
		t.Errorf("title is %q", r.Title)
	}
}

func TestSingleLineBreaksSeparateParagraphsWhereThereIsNoBlankLine(t *testing.T) {
	t.Parallel()
	wantOutline(t, paste(t, "The title\nOne paragraph.\nAnother paragraph."), "# The title", "p One paragraph.", "p Another paragraph.")
	wantOutline(t, paste(t, "The title\n\nOne line,\nanother line."), "# The title", "p One line,\nanother line.")
}

func TestWhatHasTheShapeOfAHeadingIsOne(t *testing.T) {
	t.Parallel()
	const body = "This is a paragraph that goes on for a while, as they do, and ends in a full stop."
	for line, want := range map[string]string{
		"Short line": "## ", "2024 in figures": "## ", "中國人民銀行": "## ", "عنوان قصير": "## ",
		"Short line.": "p ", "Really?": "p ", "“Quoted” words": "p ", "lower case": "p ", "She said:": "p ", "“Yes.”": "p ",
		"One two three four five six seven eight nine ten eleven twelve thirteen fourteen":         "## ",
		"One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen": "p ",
	} {
		r := paste(t, "Start.\n\n"+line+"\n\n"+body)
		wantOutline(t, r, "p Start.", want+line, "p "+body)
	}
	wantOutline(t, paste(t, "Start.\n\nChapter\n\nSection one\n\n"+body), "p Start.", "## Chapter", "## Section one", "p "+body)
	wantOutline(t, paste(t, "Start.\n\nPears\n\nApples red\n\nFigs"), "p Start.", "p Pears", "p Apples red", "p Figs")
	wantOutline(t, paste(t, "A lone line"), "p A lone line")
	wantOutline(t, paste(t, strings.Repeat("Long ", 31)+"\n\n"+body), "p "+strings.TrimSpace(strings.Repeat("Long ", 31)), "p "+body)
}

func TestPlainMarkupIsReadAsSuch(t *testing.T) {
	t.Parallel()
	r := paste(t, "## Two\n\nA line\n\n^ Caption\n\n1. Not a list here.")
	wantOutline(t, r, "## Two", "p A line", "^ Caption", "p 1. Not a list here.")
}

func TestWhatWasWrappedByHandIsJoined(t *testing.T) {
	t.Parallel()
	r := paste(t, "This paragraph of wire copy was wrapped by hand at some sixty signs\n"+
		"so that it could be read on the narrow screens that people had in\nthose days.\n\nA poem\nstays as it is.")
	wantOutline(t, r, "p This paragraph of wire copy was wrapped by hand at some sixty signs "+
		"so that it could be read on the narrow screens that people had in those days.", "p A poem\nstays as it is.")
}

func TestANumberThatBeginsASentenceStaysInTheText(t *testing.T) {
	t.Parallel()
	wantOutline(t, paste(t, "3. Oktober ist Feiertag.\n\n1. FC Köln gewann."), "p 3. Oktober ist Feiertag.", "p 1. FC Köln gewann.")
}

func TestNoWordOfAPasteIsLost(t *testing.T) {
	t.Parallel()
	line := rapid.StringMatching(`(- |> |1\. |2\) |  \* )?[A-Za-z0-9äß中“”.!? ]{0,30}`)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(line, 1, 12).Draw(t, "lines"), rapid.SampledFrom([]string{"\n", "\n\n"}).Draw(t, "break"))
		r, err := Paste(s, Limits{})
		if err != nil {
			return
		}
		if got, want := letters(r.Document.Text), letters(s); got != want {
			t.Fatalf("letters are %q, want %q", got, want)
		}
	})
}

// letters leaves out what may be a list's or a quotation's sign.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n\t->*•.)0123456789", r) {
			return -1
		}
		return r
	}, text.Clean(s))
}

func TestARealArticleIsCutWhereItsAuthorCutIt(t *testing.T) {
	t.Parallel()
	data := load(t, shared(t, "seed/vostok-article.txt"))
	r := read(t, "vostok-article.txt", data)
	if want := strings.Count(strings.TrimSpace(string(data)), "\n\n") + 1; len(r.Document.Blocks) != want {
		t.Errorf("%d blocks, want %d", len(r.Document.Blocks), want)
	}
	headings := 0
	for _, b := range r.Document.Blocks {
		if b.Kind == text.Heading {
			headings++
			t.Logf("%d %s", b.Level, r.Document.Slice(b.Span))
		}
	}
	if headings != 5 || r.Title != "Putin and Lukashenko opened a wintering complex at the Vostok station in Antarctica" {
		t.Errorf("%d headings, title %q", headings, r.Title)
	}
	if !strings.HasSuffix(r.Document.Text, "Russia is the largest investor in Belarus.") {
		t.Errorf("the end is missing")
	}
}

func TestAPasteMeansItsStars(t *testing.T) {
	t.Parallel()
	const words = "It has 2 * 3 * 4 = 2*3*4 rooms, f***ing sh*t or f*ck. Price* incl. tax. *Terms apply."
	for _, s := range []string{words, "# The title\n\n" + words} {
		r := paste(t, s)
		if !strings.HasSuffix(r.Document.Text, words) || len(r.Document.Marks) > 0 {
			t.Errorf("%q has the marks %v", r.Document.Text, r.Document.Marks)
		}
	}
	r := paste(t, "# The title\n\nIt was **never** [said](https://example.org).")
	if want := "# The title\n\nIt was **never** [said](https://example.org)."; r.Document.Markup() != want {
		t.Errorf("got %q, want %q", r.Document.Markup(), want)
	}
}
