package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

// checkDOCX holds that the document has the text of the article and a comment
// on exactly the words of every place, and gives what it read.
func checkDOCX(t failing, c models.Checked, file string) *wordFile {
	t.Helper()
	f := readDOCX(t, file)
	if f.original != legal(c.Text) {
		t.Fatalf("the document reads\n%q, the text is\n%q", f.original, c.Text)
	}
	left := map[text.Span]map[string]int{} // comments that must be there, by their place and first words
	n := 0
	for _, claim := range c.Claims {
		for i, p := range claim.Places {
			begins := fmt.Sprintf("Claim %d: ", claim.Number)
			if i > 0 {
				begins = fmt.Sprintf("Claim %d stands here too", claim.Number)
			}
			if left[p.Span] == nil {
				left[p.Span] = map[string]int{}
			}
			left[p.Span][begins]++
			n++
		}
	}
	for id, at := range f.ranges {
		found := false
		for begins := range left[at] {
			if strings.HasPrefix(f.comments[id], begins) && left[at][begins] > 0 {
				left[at][begins]--
				found = true
				break
			}
		}
		if !found {
			t.Fatalf("the comment %q stands on %v, where no claim is", f.comments[id], at)
		}
	}
	if len(f.ranges) != n || len(f.comments) != n {
		t.Fatalf("%d places have %d ranges and %d comments", n, len(f.ranges), len(f.comments))
	}
	return f
}

func TestEveryClaimIsACommentOnExactlyItsWords(t *testing.T) {
	t.Parallel()
	f := checkDOCX(t, tram(t, true), written(t, "docx", tram(t, true)))
	if want := []string{"", "", "Heading3", "Quote", "ListParagraph", "ListParagraph", "ListParagraph", "", "Caption"}; !slices.Equal(f.styles, want) {
		t.Errorf("the styles are %q", f.styles)
	}
	var told string
	for _, comment := range f.comments {
		if strings.HasPrefix(comment, "Claim 4: ") {
			told = comment
		}
	}
	for _, want := range []string{"Verdict: Incorrect", "59 per cent, not 100", "Correction: ridership has risen", "Contradicts: Automatic passenger counts", "Approved by Mara Ruiz"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not in the comment\n%s", want, told)
		}
	}
}

func TestCorrectionsAreTrackedChanges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		correction string
		change     func(*models.CheckedClaim)
		want       string
	}{
		"approved":     {"has risen by 59 per cent", nil, "Ridership has risen by 59 per cent. It has doubled, they say."},
		"proposed":     {"has fallen", func(c *models.CheckedClaim) { c.Status = models.ClaimInReview }, "Ridership has fallen. It has doubled, they say."},
		"words before": {"nearly has doubled", nil, "Ridership nearly has doubled. It has doubled, they say."},
		"words after":  {"has doubled twice", nil, "Ridership has doubled twice. It has doubled, they say."},
		"every place": {"has grown", func(c *models.CheckedClaim) {
			c.Places = append(c.Places, models.CheckedPlace{Span: text.Span{Start: 26, End: 37}, Quote: "has doubled"})
		}, "Ridership has grown. It has grown, they say."},
		"not proposed yet": {"has fallen", func(c *models.CheckedClaim) { c.Status = models.ClaimStale }, ""},
		"the text stands":  {"has fallen", func(c *models.CheckedClaim) { c.Resolution = models.ResolutionStands }, ""},
		"overridden":       {"has fallen", func(c *models.CheckedClaim) { c.Resolution = models.ResolutionOverridden }, ""},
		"made already":     {"has doubled", nil, ""},
	} {
		v := verdict("incorrect", "")
		v.Correction = c.correction
		claim := models.CheckedClaim{Wording: "It doubled", Places: quotes("has doubled"), Status: models.ClaimApproved, Verdict: v, Reviews: approved("Mara Ruiz")}
		checked := article(t, []text.Part{{Kind: text.Paragraph, Text: "Ridership has doubled. It has doubled, they say."}}, claim)
		if c.change != nil {
			c.change(&checked.Claims[0])
		}
		f := checkDOCX(t, checked, written(t, "docx", checked))
		if c.want == "" {
			c.want = checked.Text
		}
		if f.accepted != c.want {
			t.Errorf("%s: accepted, the text reads %q, want %q", name, f.accepted, c.want)
		}
	}
}

func TestOfTwoCorrectionsOfTheSameWordsTheFirstIsTracked(t *testing.T) {
	t.Parallel()
	claim := func(quote, correction string) models.CheckedClaim {
		v := verdict("incorrect", "")
		v.Correction = correction
		return models.CheckedClaim{Wording: quote, Places: quotes(quote), Status: models.ClaimApproved, Verdict: v}
	}
	c := article(t, []text.Part{{Kind: text.Paragraph, Text: "Forty trams run to the harbour."}}, claim("Forty trams", "Thirty trams"), claim("trams run", "buses go"), claim("harbour", "port"))
	if f := checkDOCX(t, c, written(t, "docx", c)); f.accepted != "Thirty trams run to the port." {
		t.Errorf("accepted, the text reads %q", f.accepted)
	}
}

func TestCommentsStandOnTheirWordsInEveryScriptHoweverTheyOverlap(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé ß.“\n\t<&אבﷺعربไทย中文👩🏽‍🔧🇧🇾e\u0301\\\"")), 1, 60, -1)
	rapid.Check(t, func(r *rapid.T) {
		var parts []text.Part
		for range rapid.IntRange(1, 4).Draw(r, "parts") {
			parts = append(parts, text.Part{Kind: rapid.SampledFrom(text.BlockKinds).Draw(r, "kind"), Level: 1, Text: letters.Draw(r, "text")})
		}
		doc := text.Build(parts)
		c := article(t, parts)
		for n := range rapid.IntRange(0, 6).Draw(r, "claims") {
			v := verdict("imprecise", letters.Draw(r, "explanation"))
			v.Correction = text.Clean(letters.Draw(r, "correction"))
			claim := models.CheckedClaim{Number: n + 1, Wording: "Wording", Verdict: v, Status: rapid.SampledFrom(models.ClaimStatuses).Draw(r, "status")}
			for range rapid.IntRange(0, 3).Draw(r, "places") {
				at, size := rapid.IntRange(0, max(doc.Len()-1, 0)).Draw(r, "at"), rapid.IntRange(1, 40).Draw(r, "size")
				if s, ok := doc.Snap(text.Span{Start: at, End: at + size}); ok {
					claim.Places = append(claim.Places, models.CheckedPlace{Span: s, Quote: doc.Slice(s)})
				}
			}
			c.Claims = append(c.Claims, claim)
		}
		checkDOCX(r, c, written(t, "docx", c))
	})
}

func TestNaughtyStringsStayTextInTheDocument(t *testing.T) {
	t.Parallel()
	for _, s := range append(naughty(t), `</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\x "y"</w:instrText></w:r>`, "LANGUAGE") {
		c := everywhere(t, s)
		for i := range c.Claims {
			c.Claims[i].Places = c.Claims[i].Places[:min(1, len(c.Claims[i].Places))]
		}
		f := checkDOCX(t, c, written(t, "docx", c))
		if strings.Contains(f.parts["word/document.xml"], "<w:instrText") {
			t.Errorf("%q makes a field", s)
		}
	}
}

func TestEveryPageOfADraftSaysSo(t *testing.T) {
	t.Parallel()
	if f := readDOCX(t, written(t, "docx", tram(t, true))); !strings.Contains(f.parts["word/header1.xml"], draftNote) || !strings.Contains(f.around, draftNote) {
		t.Errorf("the header is %s", f.parts["word/header1.xml"])
	}
	f := readDOCX(t, written(t, "docx", tram(t, false)))
	if !strings.Contains(f.parts["word/header1.xml"], "Signed off, revision 6") || !strings.Contains(f.around, "Signed off by Mara Ruiz") {
		t.Errorf("the header is %s", f.parts["word/header1.xml"])
	}
}

func TestTheAppendixHasEveryClaimAndItsLinks(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	f := readDOCX(t, written(t, "docx", c))
	for _, claim := range c.Claims {
		if !strings.Contains(f.around, claim.Wording) {
			t.Errorf("claim %d is not in the table", claim.Number)
		}
	}
	if links := f.parts["word/_rels/document.xml.rels"]; !strings.Contains(links, "https://council.example/minutes?year=2019&amp;n=17") || strings.Contains(links, "javascript") {
		t.Errorf("the links are %s", links)
	}
}
