package export

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

// faults lists where a file breaks a MUST of the W3C Web Annotation Data Model;
// each line names the section.
type faults []string

func (f *faults) must(holds bool, section, rule string) {
	if !holds {
		*f = append(*f, section+": "+rule)
	}
}

func isURI(v any) bool {
	s, _ := v.(string)
	u, err := url.Parse(s)
	return err == nil && u.Scheme != "" && u.String() == s
}

func isTime(v any) bool {
	s, _ := v.(string)
	_, err := time.Parse(time.RFC3339, s)
	return err == nil && strings.HasSuffix(s, "Z")
}

func object(v any) map[string]any { o, _ := v.(map[string]any); return o }

func list(v any) []any { l, _ := v.([]any); return l }

var purposes = []string{"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
	"linking", "moderating", "questioning", "replying", "tagging"}

// broken gives the broken rules of a collection over the text.
func broken(t testing.TB, file, words string) faults {
	t.Helper()
	var f faults
	var c map[string]any
	if err := json.Unmarshal([]byte(file), &c); err != nil {
		t.Fatal(err)
	}
	total, _ := c["total"].(float64)
	page := object(c["first"])
	f.must(c["@context"] == "http://www.w3.org/ns/anno.jsonld", "5.1", "a collection must have the context")
	f.must(isURI(c["id"]), "5.1", "a collection must have one IRI")
	f.must(c["type"] == "AnnotationCollection", "5.1", "a collection must have its class")
	f.must(total >= 0 && int(total) == len(list(page["items"])), "5.1", "the total must be the number of annotations")
	f.must(isTime(c["created"]), "3.3.1", "created must be an xsd:dateTime")
	if total == 0 {
		f.must(page == nil && c["last"] == nil, "5.1", "an empty collection has no pages")
		return f
	}
	f.must(page["type"] == "AnnotationPage" && isURI(page["id"]), "5.2", "a page must have an IRI and its class")
	f.must(page["partOf"] == c["id"] && c["last"] == page["id"], "5.2", "the only page must be the collection's and its last")
	seen := map[any]bool{}
	for _, item := range list(page["items"]) {
		a := object(item)
		f.annotation(a, words)
		f.must(!seen[a["id"]], "3.1", "an IRI must name one annotation")
		seen[a["id"]] = true
	}
	return f
}

func (f *faults) annotation(a map[string]any, words string) {
	f.must(isURI(a["id"]), "3.1", "an annotation must have one IRI")
	f.must(a["type"] == "Annotation", "3.1", "an annotation must have its class")
	f.must(slices.Contains(purposes, fmt.Sprint(a["motivation"])), "3.3.5", "a motivation must be one of the model's")
	f.must(a["created"] == nil || isTime(a["created"]), "3.3.1", "created must be an xsd:dateTime")
	f.must(len(list(a["target"])) > 0, "3.1", "there must be a target")
	for _, v := range list(a["body"]) {
		b := object(v)
		_, isText := b["value"].(string)
		f.must(isText != isURI(b["source"]), "3.2.4, 4", "a body must have text or one source")
		f.must(slices.Contains(purposes, fmt.Sprint(b["purpose"])), "3.3.5", "a purpose must be one of the model's")
		f.must(b["language"] == nil || languageTag.MatchString(fmt.Sprint(b["language"])), "3.2.1", "a language should be a tag of BCP 47")
	}
	for _, v := range list(a["target"]) {
		f.target(object(v), words)
	}
}

func (f *faults) target(t map[string]any, words string) {
	f.must(isURI(t["source"]), "4", "a target must have one source")
	state := object(t["state"])
	f.must(state["type"] == "TimeState" && isTime(state["sourceDate"]) && state["sourceDateStart"] == nil, "4.3.1", "a time state must have a date")
	f.must(isURI(state["cached"]), "4.3.1", "a copy must have an IRI")
	var exact string
	for _, v := range list(t["selector"]) {
		s := object(v)
		switch s["type"] {
		case "TextQuoteSelector":
			exact, _ = s["exact"].(string)
			f.must(exact != "", "4.2.4", "a quote must have one exact")
		case "TextPositionSelector":
			start, ok1 := s["start"].(float64)
			end, ok2 := s["end"].(float64)
			f.must(ok1 && ok2 && 0 <= start && start < end, "4.2.5", "a position must have a start and an end")
			f.must(string([]rune(words)[int(start):int(end)]) == exact, "4.2.5", "positions must count code points of the text")
		default:
			f.must(false, "4.2", "a selector must be one of the model's")
		}
	}
}

func TestAnnotationsKeepTheMustsOfTheModel(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		c := tram(t, draft)
		for _, at := range []string{c.Article.URL, "", "javascript:alert(1)"} {
			c.Article.URL = at
			for _, home := range []string{c.Newsroom.URL, ""} {
				c.Newsroom.URL = home
				for _, fault := range broken(t, written(t, "annotation", c), c.Text) {
					t.Error(fault)
				}
			}
		}
	}
	for _, fault := range broken(t, written(t, "annotation", models.Checked{}), "") {
		t.Error(fault)
	}
}

func TestNaughtyStringsKeepTheMusts(t *testing.T) {
	t.Parallel()
	for _, s := range naughty(t) {
		c := everywhere(t, s)
		file := written(t, "annotation", c)
		for _, fault := range broken(t, file, c.Text) {
			t.Errorf("%q: %s", s, fault)
		}
		checkAnnotations(t, c, readAnnotations(t, file))
	}
}

func readAnnotations(t testing.TB, file string) []Annotation {
	t.Helper()
	all, err := ReadAnnotations(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

type failing interface {
	Helper()
	Fatalf(string, ...any)
}

// checkAnnotations holds that what was read says of every claim what the
// article says.
func checkAnnotations(t failing, c models.Checked, got []Annotation) {
	t.Helper()
	if len(got) != len(c.Claims) {
		t.Fatalf("%d claims come back as %d", len(c.Claims), len(got))
	}
	for i, claim := range c.Claims {
		want := Annotation{ID: got[i].ID, Places: claim.Places, SHA256: c.Article.SHA256, Wording: claim.Wording, Kind: claim.Kind, Links: links(&claim)}
		if len(want.Places) == 0 {
			want.Places = nil
		}
		if v := claim.Verdict; v != nil {
			want.Rating, want.Explanation, want.Correction = v.Rating.Label, v.Explanation, v.Correction
		}
		if !reflect.DeepEqual(got[i], want) {
			t.Fatalf("claim %d comes back as\n%+v, want\n%+v", claim.Number, got[i], want)
		}
	}
}

func TestAnnotationsComeBackWithTheirPlacesAndWords(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	checkAnnotations(t, c, readAnnotations(t, written(t, "annotation", c)))
}

func TestAnnotationsComeBackInEveryScript(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé ß.“\n\t<&\u2028אבﷺعربไทย中文👩🏽‍🔧🇧🇾e\u0301\\\"")), 1, 60, -1)
	rapid.Check(t, func(r *rapid.T) {
		var parts []text.Part
		for range rapid.IntRange(1, 4).Draw(r, "parts") {
			parts = append(parts, text.Part{Kind: rapid.SampledFrom(text.BlockKinds).Draw(r, "kind"), Level: 1, Text: letters.Draw(r, "text")})
		}
		doc := text.Build(parts)
		claim := models.CheckedClaim{Wording: letters.Draw(r, "wording"), Verdict: verdict("imprecise", letters.Draw(r, "explanation")),
			Kind:     rapid.SampledFrom(models.Kinds).Draw(r, "kind of claim"),
			Evidence: []models.CheckedEvidence{{Source: &models.CheckedSource{URL: "https://example.org/" + letters.Draw(r, "path")}}}}
		c := article(t, parts, claim)
		for i := range rapid.IntRange(0, 3).Draw(r, "places") {
			at := rapid.IntRange(0, max(doc.Len()-1, 0)).Draw(r, "at")
			if s, ok := doc.Snap(text.Span{Start: at, End: at + 1 + i}); ok {
				p := models.CheckedPlace{Span: s, Quote: doc.Slice(s)}
				p.Prefix, p.Suffix = doc.Context(s, 32)
				c.Claims[0].Places = append(c.Claims[0].Places, p)
			}
		}
		file := written(t, "annotation", c)
		if found := broken(t, file, c.Text); len(found) > 0 {
			r.Fatalf("broken: %v", found)
		}
		checkAnnotations(r, c, readAnnotations(t, file))
	})
}

func TestAnnotationsOfOtherProgramsAreRead(t *testing.T) {
	t.Parallel()
	quote := models.CheckedPlace{Quote: "thirty trams", Suffix: " for"}
	for name, c := range map[string]struct {
		file string
		want []Annotation
	}{
		"text without a purpose": {`{"type":"Annotation","body":"https://a.example/","target":"https://b.example/"}`, []Annotation{{Links: []string{"https://a.example/"}}}},
		"bodyValue":              {`[{"type":["Annotation"],"bodyValue":"Doubtful","target":"https://b.example/"}]`, []Annotation{{Explanation: "Doubtful"}}},
		"one selector": {`{"type":"AnnotationPage","items":[{"id":"urn:x:1","type":"Annotation","body":[{"type":"TextualBody","value":"Who says so?"},{"value":"And when?"}],
			"target":{"source":{"id":"https://b.example/"},"selector":{"type":"TextQuoteSelector","exact":"thirty trams","suffix":" for"}}}]}`,
			[]Annotation{{ID: "urn:x:1", Explanation: "Who says so?\n\nAnd when?", Places: []models.CheckedPlace{quote}}}},
		"a position alone":     {`{"type":"Annotation","target":{"source":"https://b.example/","selector":[{"type":"TextPositionSelector","start":3,"end":9},"https://b.example/#s"]}}`, []Annotation{{}}},
		"a position backwards": {`{"type":"Annotation","target":{"selector":[{"type":"TextPositionSelector","start":9,"end":3},{"type":"TextQuoteSelector","exact":"thirty trams","suffix":" for"}]}}`, []Annotation{{Places: []models.CheckedPlace{quote}}}},
		"an empty collection":  {`{"type":"AnnotationCollection","total":0}`, nil},
		"an unsafe link":       {`{"type":"Annotation","body":{"source":"javascript:alert(1)","purpose":"linking"},"target":"https://b.example/"}`, []Annotation{{}}},
	} {
		if got := readAnnotations(t, c.file); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

func TestWhatHoldsNoAnnotationsIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file io.Reader
		want string
	}{
		"no JSON":       {strings.NewReader("Dear editor,"), "cannot be read as Web Annotations"},
		"nothing":       {strings.NewReader(""), "cannot be read as Web Annotations"},
		"null":          {strings.NewReader("null"), "holds no Web Annotations"},
		"a number":      {strings.NewReader("17"), "cannot be read as Web Annotations"},
		"not UTF-8":     {strings.NewReader("\xff\xfe{"), "not UTF-8"},
		"elsewhere":     {strings.NewReader(`{"type":"AnnotationCollection","total":3,"first":"https://a.example/1"}`), "has its annotations inside"},
		"another thing": {strings.NewReader(written(t, "json", tram(t, true))), "holds no Web Annotations"},
		"deep":          {strings.NewReader(strings.Repeat(`{"first":`, 1_000_000)), "cannot be read as Web Annotations"},
		"without end":   {io.MultiReader(strings.NewReader(`[`), endless{}), "larger than 64 MB"},
		"too many":      {strings.NewReader("[" + strings.Repeat(`{"type":"Annotation"},`, maxAnnotations) + `{"type":"Annotation"}]`), "can be read at once"},
	} {
		if all, err := ReadAnnotations(c.file); err == nil || !strings.Contains(err.Error(), c.want) || all != nil {
			t.Errorf("%s: got %v, want a refusal with %q", name, err, c.want)
		}
	}
}

func FuzzReadAnnotations(f *testing.F) {
	f.Add(written(f, "annotation", tram(f, true)))
	f.Add(`[{"type":["Annotation"],"bodyValue":"Doubtful","target":["https://b.example/",{"selector":"x","state":"y"}]}]`)
	f.Fuzz(func(t *testing.T, file string) {
		all, err := ReadAnnotations(strings.NewReader(file))
		if err != nil {
			return
		}
		for _, a := range all {
			for _, p := range a.Places {
				if p.Quote == "" || p.Start < 0 || p.End < p.Start {
					t.Errorf("a place reads %+v", p)
				}
			}
		}
	})
}
