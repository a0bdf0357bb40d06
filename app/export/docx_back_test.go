package export

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

// readBack reads a document of ours.
func readBack(t failing, file string) Word {
	t.Helper()
	w, ours, err := ReadDOCX([]byte(file))
	if err != nil || !ours {
		t.Fatalf("the document is ours: %v, %v", ours, err)
	}
	return w
}

func TestADocumentOfOursGivesTheArticleBack(t *testing.T) {
	t.Parallel()
	for _, want := range []models.Checked{tram(t, true), tram(t, false), legalTram(t)} {
		w := readBack(t, written(t, "docx", want))
		if !reflect.DeepEqual(w.Checked, want) {
			t.Errorf("got\n%+v, want\n%+v", w.Checked, want)
		}
		if w.Notes != nil || w.Lost != nil {
			t.Errorf("there are %d notes, and lost is %q", len(w.Notes), w.Lost)
		}
	}
}

func TestADocumentForThePublicIsNotReadBack(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	c.Audience = models.ForPublic
	if _, ours, err := ReadDOCX([]byte(written(t, "docx", c))); ours || err != nil {
		t.Errorf("ours: %v, %v", ours, err)
	}
}

// drawn is an article of random text with claims on random places, which overlap,
// marks, skips, remarks and tracked corrections.
func drawn(t testing.TB, r *rapid.T) models.Checked {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé ß.“\n\t<&אבﷺعربไทย中文👩🏽‍🔧🇧🇾e\u0301\\\"\u2011\u00ad\u200f\uFFFE")), 1, 60, -1)
	var parts []text.Part
	for range rapid.IntRange(1, 5).Draw(r, "parts") {
		part := text.Part{Kind: rapid.SampledFrom(text.BlockKinds).Draw(r, "kind"), Level: rapid.IntRange(1, 6).Draw(r, "level"), Text: letters.Draw(r, "text")}
		for range rapid.IntRange(0, 3).Draw(r, "marks") {
			at, size := rapid.IntRange(0, 50).Draw(r, "at"), rapid.IntRange(1, 20).Draw(r, "size")
			kind := rapid.SampledFrom(text.MarkKinds).Draw(r, "mark")
			part.Marks = append(part.Marks, text.Mark{Kind: kind, Span: text.Span{Start: at, End: at + size}, Value: "https://example.org/" + string(kind)})
		}
		parts = append(parts, part)
	}
	doc := text.Build(parts)
	c := article(t, parts)
	place := func(name string) (text.Span, bool) {
		at, size := rapid.IntRange(0, max(doc.Len()-1, 0)).Draw(r, name), rapid.IntRange(1, 60).Draw(r, "size")
		return doc.Snap(text.Span{Start: at, End: at + size})
	}
	for n := range rapid.IntRange(0, 6).Draw(r, "claims") {
		v := verdict("imprecise", letters.Draw(r, "explanation"))
		v.Correction = text.Clean(letters.Draw(r, "correction"))
		claim := models.CheckedClaim{Number: 2*n + 1, Wording: letters.Draw(r, "wording"), Kind: rapid.SampledFrom(models.Kinds).Draw(r, "kind of claim"), Risk: rapid.SampledFrom(models.Risks).Draw(r, "risk"),
			Verdict: v, Status: rapid.SampledFrom(models.ClaimStatuses).Draw(r, "status"), Reviews: approved("Mara Ruiz"),
			Evidence: []models.CheckedEvidence{{Relation: models.Supports, Source: &models.CheckedSource{Title: letters.Draw(r, "title")}, Locator: "p. 3", Excerpt: letters.Draw(r, "excerpt")}}}
		if rapid.Bool().Draw(r, "remark") {
			claim.Comments = []models.CheckedComment{{Body: "Which month? " + letters.Draw(r, "remark"), By: "Eva Editor", At: at, Query: rapid.Bool().Draw(r, "query")}}
		}
		for range rapid.IntRange(0, 3).Draw(r, "places") {
			if s, ok := place("place"); ok {
				claim.Places = append(claim.Places, models.CheckedPlace{Span: s, Quote: doc.Slice(s), Prefix: "before", Suffix: "after"})
			}
		}
		slices.SortStableFunc(claim.Places, func(a, b models.CheckedPlace) int { return a.Start - b.Start })
		c.Claims = append(c.Claims, claim)
	}
	for range rapid.IntRange(0, 3).Draw(r, "skips") {
		if s, ok := place("skip"); ok {
			c.Skips = append(c.Skips, models.CheckedSkip{Span: s, Reason: models.SkipOpinion})
		}
	}
	return listsKept(c)
}

// What is read back is the same article: its text, marks, claims on the same
// words with all that is known of them, and skips. The places are read from the
// text, not from the part of ours: there they are spoilt.
func TestTheWayThroughWordIsTheIdentityOnClaims(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		want := drawn(t, r)
		w := readBack(r, written(t, "docx", want))
		if !reflect.DeepEqual(w.Checked, want) {
			r.Fatalf("got\n%+v, want\n%+v", w.Checked, want)
		}
		if w.Notes != nil || w.Lost != nil {
			r.Fatalf("there are the notes %+v, and lost is %q", w.Notes, w.Lost)
		}
	})
}

// edited is a document with parts of it changed, as people do in Word.
func edited(t testing.TB, file, part string, change func(string) string) string {
	t.Helper()
	return repacked(t, file, func(name, content string) (string, bool) {
		if name != part {
			return content, true
		}
		changed := change(content)
		if changed == content {
			t.Fatalf("nothing was changed in %s", name)
		}
		return changed, true
	})
}

func replaced(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func TestClaimsFollowTheirWordsWhenTheTextWasEdited(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	file := edited(t, written(t, "docx", c), "word/document.xml", replaced("Boardings averaged 31,400 a day in October.", "Boardings, as we learned, averaged 31,400 a day."))
	file = edited(t, file, "word/document.xml", replaced("approved the harbour tram in 2019", "approved the harbour tram in May 2019"))
	file = edited(t, file, "word/document.xml", replaced(`<w:p><w:pPr><w:pStyle w:val="Quote"/>`, `<w:p><w:r><w:t>A new paragraph.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Quote"/>`))
	w := readBack(t, file)
	doc := text.Restore(w.Checked.Text, w.Checked.Blocks, w.Checked.Sentences, w.Checked.Marks)
	if err := sound(&w.Checked); err != nil {
		t.Errorf("what was read does not fit together: %v", err)
	}
	for i, claim := range w.Checked.Claims {
		if len(claim.Places) != len(c.Claims[i].Places) {
			t.Errorf("claim %d has %d places", claim.Number, len(claim.Places))
			continue
		}
		for n, p := range claim.Places {
			want := c.Claims[i].Places[n].Quote
			if claim.Number == 1 {
				want = "the council approved the harbour tram in May 2019"
			}
			if p.Quote != want || doc.Slice(p.Span) != want {
				t.Errorf("claim %d is on %q, want %q", claim.Number, p.Quote, want)
			}
		}
	}
	if first, fourth := w.Checked.Claims[0], w.Checked.Claims[3]; first.Status != models.ClaimStale || len(first.Reviews) > 0 || fourth.Status != models.ClaimApproved {
		t.Errorf("claim 1 is %s, claim 4 %s", first.Status, fourth.Status)
	}
	if k := w.Checked.Skips; len(k) != 1 || doc.Slice(k[0].Span) != "Few projects have been sold so confidently." || !w.Checked.Draft || w.Checked.SignOff != nil {
		t.Errorf("the skips are %+v, draft %v, sign-off %+v", k, w.Checked.Draft, w.Checked.SignOff)
	}
	if !strings.Contains(w.Checked.Text, "October") == strings.Contains(w.Checked.Text, "59 per cent") {
		t.Errorf("the text reads %q", w.Checked.Text)
	}
}

func TestAProposedCorrectionStaysOneAndWhatOthersTrackedIsTaken(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	file := edited(t, written(t, "docx", c), "word/document.xml", replaced("Few projects have been sold so confidently.",
		`Few projects have been sold so </w:t></w:r><w:del w:id="77" w:author="Ada" w:date="2026-11-20T10:00:00Z"><w:r><w:delText>confidently</w:delText></w:r></w:del><w:ins w:id="78" w:author="Ada" w:date="2026-11-20T10:00:00Z"><w:r><w:t>boldly</w:t></w:r></w:ins><w:r><w:t>.`))
	w := readBack(t, file)
	if want := strings.Replace(c.Text, "confidently", "boldly", 1); w.Checked.Text != want {
		t.Errorf("the text reads\n%q, want\n%q", w.Checked.Text, want)
	}
	if w.Checked.Claims[3].Verdict.Correction != c.Claims[3].Verdict.Correction {
		t.Error("the correction is lost")
	}
}

func TestWithoutBookmarksTheCommentsKnowThePlaces(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	file := edited(t, written(t, "docx", c), "word/document.xml", func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "<w:bookmarkStart", "<w:ignored"), "“the fastest-growing line", "“the very fastest-growing line")
	})
	w := readBack(t, file)
	if got := w.Checked.Claims[4].Places[0].Quote; got != "“the very fastest-growing line in the country” 🚋👩🏽‍🔧" {
		t.Errorf("claim 5 is on %q", got)
	}
	if got := w.Checked.Claims[3].Places; len(got) != 2 || got[1].Quote != "ridership has doubled again" {
		t.Errorf("claim 4 is on %+v", got)
	}
}

func TestAClaimWhoseWordsWereDeletedIsNamed(t *testing.T) {
	t.Parallel()
	file := edited(t, written(t, "docx", tram(t, true)), "word/document.xml", replaced("Ninety-four per cent of trams were on time!", ""))
	w := readBack(t, file)
	if len(w.Lost) != 1 || w.Lost[0].String() != "The words of claim 6 are not in the document any more." {
		t.Errorf("lost is %q", w.Lost)
	}
}

func TestCommentsThatWereAddedComeBackAsNotes(t *testing.T) {
	t.Parallel()
	file := written(t, "docx", legalTram(t))
	file = edited(t, file, "word/document.xml", replaced("Few projects", `</w:t></w:r><w:commentRangeStart w:id="900"/><w:r><w:t>Few projects</w:t></w:r><w:commentRangeEnd w:id="900"/><w:r><w:t xml:space="preserve">`))
	file = edited(t, file, "word/comments.xml", replaced("</w:comments>", `<w:comment w:id="900" w:author="Ada" w:date="2026-11-20T10:00:00Z"><w:p><w:r><w:t>Says who? See https://projects.example/list.</w:t></w:r></w:p></w:comment></w:comments>`))
	w := readBack(t, file)
	want := []models.ImportedNote{{Kind: models.NoteComment, Key: "900", Span: text.Span{Start: 173, End: 185}, Text: "Says who? See https://projects.example/list.", Author: "Ada",
		At: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC), Addresses: []string{"https://projects.example/list"}}}
	if !reflect.DeepEqual(w.Notes, want) {
		t.Errorf("got %+v, want %+v", w.Notes, want)
	}
}

func TestOtherDocumentsAreNoneOfOurs(t *testing.T) {
	t.Parallel()
	plain := repacked(t, written(t, "docx", tram(t, true)), func(name, content string) (string, bool) { return content, !strings.HasPrefix(name, "customXml/") })
	for name, file := range map[string]string{"nothing": "", "no archive": "Dear editor,", "our own part is gone": plain, "a sheet": written(t, "xlsx", tram(t, true))} {
		if _, ours, err := ReadDOCX([]byte(file)); ours || err != nil {
			t.Errorf("%s: %v, %v", name, ours, err)
		}
	}
}

func TestADamagedDocumentOfOursIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	file := written(t, "docx", tram(t, true))
	for name, c := range map[string]struct {
		part   string
		change func(string) string
	}{
		"no text": {"word/document.xml", func(string) string { return "" }},
		"cut off": {"word/document.xml", func(s string) string { return s[:len(s)/2] }},
		"too deep": {"word/document.xml", func(s string) string {
			return strings.Replace(s, "<w:body>", "<w:body>"+strings.Repeat("<w:p>", maxDepth), 1)
		}},
		"a type": {"word/comments.xml", func(s string) string {
			return strings.Replace(s, "<w:comments ", `<!DOCTYPE x [<!ENTITY a "b">]><w:comments `, 1)
		}},
		"altered text":   {"customXml/item1.xml", replaced("in 2019, it promised", "in 2018, it promised")},
		"elements in it": {"customXml/item1.xml", replaced("</article>", "<a/></article>")},
	} {
		_, ours, err := ReadDOCX([]byte(edited(t, file, c.part, c.change)))
		if !ours || err == nil || !strings.HasSuffix(strings.TrimSuffix(err.Error(), "."), "file") && !strings.Contains(err.Error(), "export the article again") {
			t.Errorf("%s: ours %v, %v", name, ours, err)
		}
	}
}

func FuzzReadDOCX(f *testing.F) {
	file := written(f, "docx", tram(f, true))
	f.Add([]byte(inflatedPart(f, file, "word/document.xml")), []byte(inflatedPart(f, file, "word/comments.xml")))
	f.Fuzz(func(t *testing.T, document, comments []byte) {
		changed := repacked(t, file, func(name, content string) (string, bool) {
			switch name {
			case "word/document.xml":
				return string(document), true
			case "word/comments.xml":
				return string(comments), true
			}
			return content, true
		})
		w, _, err := ReadDOCX([]byte(changed))
		if err != nil {
			return
		}
		if err := sound(&w.Checked); err != nil {
			t.Errorf("what was read does not fit together: %v", err)
		}
	})
}
