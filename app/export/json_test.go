package export

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

func TestReadingBackGivesTheSameArticle(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		want := tram(t, draft)
		got, err := ReadJSON(strings.NewReader(written(t, "json", want)))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
}

func TestReadingBackGivesTheSameArticleInEveryScript(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé ß.“\n\t<&\u2028אבﷺعربไทย中文👩🏽‍🔧🇧🇾e\u0301\\\"")), 1, 60, -1)
	rapid.Check(t, func(r *rapid.T) {
		var parts []text.Part
		for range rapid.IntRange(1, 4).Draw(r, "parts") {
			parts = append(parts, text.Part{Kind: rapid.SampledFrom(text.BlockKinds).Draw(r, "kind"), Level: 1, Text: letters.Draw(r, "text")})
		}
		doc := text.Build(parts)
		claim := models.CheckedClaim{Wording: letters.Draw(r, "wording"), Verdict: verdict("imprecise", letters.Draw(r, "explanation")),
			Evidence: []models.CheckedEvidence{{Relation: models.Supports, Source: &models.CheckedSource{Title: letters.Draw(r, "title")}, Excerpt: letters.Draw(r, "excerpt")}}}
		want := article(t, parts, claim)
		for i := range rapid.IntRange(0, 3).Draw(r, "places") {
			at := rapid.IntRange(0, max(doc.Len()-1, 0)).Draw(r, "at")
			if s, ok := doc.Snap(text.Span{Start: at, End: at + 1 + i}); ok {
				want.Claims[0].Places = append(want.Claims[0].Places, models.CheckedPlace{Span: s, Quote: doc.Slice(s)})
			}
		}
		want = listsKept(want)
		got, err := ReadJSON(strings.NewReader(written(t, "json", want)))
		if err != nil {
			r.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			r.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

func TestNaughtyStringsComeBackFromTheJSON(t *testing.T) {
	t.Parallel()
	for _, s := range naughty(t) {
		want := everywhere(t, "text")
		want.Claims[0].Wording, want.Claims[0].Verdict.Explanation, want.Claims[0].Evidence[0].Excerpt, want.Article.Title = s, s, s, s
		got, err := ReadJSON(strings.NewReader(written(t, "json", want)))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q does not come back", s)
		}
	}
}

// spoilt is the tram's JSON with one thing replaced.
func spoilt(t testing.TB, old, new string) string {
	t.Helper()
	file := written(t, "json", tram(t, false))
	if !strings.Contains(file, old) {
		t.Fatalf("%s is not in the file", old)
	}
	return strings.Replace(file, old, new, 1)
}

// originFile is an exchange file whose source has its facts from another.
func originFile(t testing.TB, origin *models.CheckedSource) string {
	t.Helper()
	c := tram(t, false)
	source := *c.Claims[3].Evidence[0].Source
	source.Origin = origin
	c.Claims[3].Evidence[0].Source = &source
	return written(t, "json", c)
}

// markedFile is an exchange file with marks.
func markedFile(t testing.TB, marks ...text.Mark) string {
	t.Helper()
	c := tram(t, false)
	c.Marks = marks
	return written(t, "json", c)
}

func TestAFileThatDoesNotFitIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, want string }{
		{"no JSON", "Dear editor,", "not JSON as Stet writes it"},
		{"nothing", "", "not JSON as Stet writes it"},
		{"a bare value", "17", "not JSON as Stet writes it"},
		{"something behind it", written(t, "json", tram(t, false)) + "{}", "not JSON as Stet writes it"},
		{"not UTF-8", "\xff\xfe{", "not UTF-8"},
		{"another format", `{"format": "invoice", "version": 1}`, `its format is "invoice"`},
		{"a later version", spoilt(t, `"version": 1`, `"version": 2`), "with a newer Stet"},
		{"no version", spoilt(t, `"version": 1`, `"version": 0`), "no such version"},
		{"another shape", spoilt(t, `"number": 4`, `"number": "four"`), "cannot be read as a checked article"},
		{"altered text", spoilt(t, "in 2019, it promised", "in 2018, it promised"), "the text was altered"},
		{"a moved block", spoilt(t, `"start": 0`, `"start": 1`), "is not where the text has one"},
		{"a place elsewhere", spoilt(t, `"start": 5,`, `"start": 6,`), "is not its quote"},
		{"an altered quote", spoilt(t, `"quote": "running`, `"quote": "walking`), "claim 3: the text from"},
		{"a number twice", spoilt(t, `"number": 2,`, `"number": 1,`), "given twice"},
		{"an unknown kind", spoilt(t, `"kind": "superlative"`, `"kind": "gossip"`), `"gossip" is not a kind`},
		{"an unknown status", spoilt(t, `"status": "stale"`, `"status": "fine"`), `"fine" is not a status`},
		{"an unknown relation", spoilt(t, `"relation": "contradicts"`, `"relation": "hints"`), `"hints" is not a relation`},
		{"an unknown mark", markedFile(t, text.Mark{Kind: "blink", Span: text.Span{Start: 0, End: 4}}), `"blink" is not a kind of mark`},
		{"a note", markedFile(t, text.Mark{Kind: text.Note, Span: text.Span{Start: 0, End: 4}, Value: "1"}), `"note" is not a kind of mark`},
		{"a script in a link", markedFile(t, text.Mark{Kind: text.Link, Span: text.Span{Start: 0, End: 4}, Value: "javascript:alert(1)"}), "no address that Stet keeps"},
		{"a mark behind the text", markedFile(t, text.Mark{Kind: text.Bold, Span: text.Span{Start: 9, End: 99_999}}), "not inside a block"},
		{"an empty mark", markedFile(t, text.Mark{Kind: text.Bold, Span: text.Span{Start: 9, End: 9}}), "not inside a block"},
		{"marks out of order", markedFile(t, text.Mark{Kind: text.Bold, Span: text.Span{Start: 9, End: 12}}, text.Mark{Kind: text.Italic, Span: text.Span{Start: 2, End: 4}}), "out of order"},
		{"a copy without a status", spoilt(t, `"status": "kept"`, `"status": "waiting"`), `"waiting" is not a status of a copy`},
		{"a page that drifts otherwise", spoilt(t, `"drift": "changed"`, `"drift": "away"`), `"away" is not a way in which a page drifts`},
		{"a hash that is none", spoilt(t, `"warcSha256": "3c`, `"warcSha256": "zz`), "is not a SHA-256"},
		{"an origin of an origin", originFile(t, &models.CheckedSource{Title: "A", Origin: &models.CheckedSource{Title: "B"}}), "from elsewhere again"},
		{"an origin of no tier", originFile(t, &models.CheckedSource{Title: "A", Tier: "fourth"}), `"fourth" is not a tier`},
		{"no sign-off", spoilt(t, `"signOff": {`, `"signedOff": {`), "nobody signed it off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadJSON(strings.NewReader(c.file))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a refusal with %q", err, c.want)
			}
		})
	}
}

func TestAFileWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	_, err := ReadJSON(io.MultiReader(strings.NewReader(`{"format":"`), endless{}))
	if err == nil || !strings.Contains(err.Error(), "larger than 64 MB") {
		t.Errorf("got %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// FuzzReadJSON holds that whatever is read can be written in every format, and
// comes back the same.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(written(f, "json", tram(f, false))))
	f.Add([]byte(written(f, "json", tram(f, true))))
	f.Add([]byte(`{"format":"stet.article","version":1}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := ReadJSON(bytes.NewReader(file))
		if err != nil {
			return
		}
		for _, format := range always() {
			written(t, format.Name, c)
		}
		again, err := ReadJSON(strings.NewReader(written(t, "json", c)))
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("what was read does not come back: %v", err)
		}
	})
}
