package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
)

// corrected is a published article with one correction before its publication
// and one after it.
func corrected(t testing.TB) models.Checked {
	c := public(t, false)
	day := at.Add(24 * time.Hour)
	c.Article.PublishedAt, c.Article.Byline = &day, "By Inès Okafor and Ben Okri"
	for i := range c.Claims {
		v := *c.Claims[i].Verdict
		c.Claims[i].Verdict = &v
	}
	c.Claims[0].Verdict.Correction = "in 2018"
	late := c.Claims[len(c.Claims)-2].Verdict
	late.At = day.Add(time.Hour)
	return c
}

func TestTheArticleLeavesAsMachinesReadIt(t *testing.T) {
	t.Parallel()
	var got newsArticle
	if err := json.Unmarshal([]byte(written(t, "newsarticle", corrected(t))), &got); err != nil {
		t.Fatal(err)
	}
	if want := []thing{{Type: "Person", Name: "Inès Okafor"}, {Type: "Person", Name: "Ben Okri"}}; !reflect.DeepEqual(got.Author, want) {
		t.Errorf("the authors are %v", got.Author)
	}
	if got.Type != "NewsArticle" || got.Headline != "The harbour tram, five years on" || got.Publisher.Name != "The Harbour Post" || got.PublishedAt != "2026-11-15T09:12:00Z" ||
		got.ModifiedAt != "2026-11-14T06:12:00Z" || got.URL != "https://harbourpost.example/city/harbour-tram" || got.Status != "" {
		t.Errorf("it says %+v", got)
	}
	if got.Backstory != "4 statements of this article were checked against sources, and the article was cleared on 14 November 2026." {
		t.Errorf("its backstory is %q", got.Backstory)
	}
	if len(got.Corrections) != 1 || got.Corrections[0].At != "2026-11-15T10:12:00Z" ||
		!strings.HasPrefix(got.Corrections[0].Text, "This article said: “Ridership has doubled since opening”. Correct is: “ridership has risen by 59 per cent since opening”. Boardings rose") {
		t.Errorf("its corrections are %+v", got.Corrections)
	}
	if len(got.Citations) != 2 || got.Citations[0].URL != "https://council.example/minutes?year=2019&n=17" || got.Citations[1].URL != "" || got.Citations[1].Type != "Dataset" || got.Citations[1].PublishedOn != "2026-11" {
		t.Errorf("it cites %+v", got.Citations)
	}
}

func TestAnArticleThatMachinesWouldRejectIsRefusedWithEveryReason(t *testing.T) {
	t.Parallel()
	c := corrected(t)
	c.Article.Title, c.Article.URL, c.Article.Language, c.Newsroom.Name = " ", "javascript:alert(1)", "?", ""
	var refused Refused
	if err := Write(t.Context(), &bytes.Buffer{}, "newsarticle", c, nil); !errors.As(err, &refused) || len(refused.Reasons) != 4 {
		t.Errorf("Write said %v", err)
	}
}

func TestThePageForThePublicCarriesTheArticleForMachinesAndNoOtherDoes(t *testing.T) {
	t.Parallel()
	c := corrected(t)
	c.Article.Title = "</script><script>alert(1)</script>"
	c.Article.Byline = "<!-- <script>\u2028"
	page := written(t, "html", c)
	scripts := elements(parsed(t, page), "script")
	if len(scripts) != 1 || attribute(scripts[0], "type") != "application/ld+json" || strings.Count(page, "</script") != 1 {
		t.Fatalf("the page has %d scripts", len(scripts))
	}
	var got newsArticle
	if err := json.Unmarshal([]byte(scripts[0].FirstChild.Data), &got); err != nil || got.Headline != c.Article.Title {
		t.Errorf("it carries %q: %v", got.Headline, err)
	}
	c.Audience = models.ForInternal
	if scripts := elements(parsed(t, written(t, "html", c)), "script"); len(scripts) > 0 {
		t.Error("a page for the newsroom carries a script")
	}
}

func TestTheArticleHasWhatSearchEnginesWant(t *testing.T) {
	t.Parallel()
	ask := searchEngine(t)
	file := written(t, "newsarticle", corrected(t))
	missing := []string{"NewsArticle[0].image", "NewsArticle[0].publisher.logo", "NewsArticle[0].publisher.logo.url"} // Stet has no pictures: the content system adds them
	if passed, wrong := ask("NewsArticle", file); passed < 9 || !slices.Equal(wrong, missing) {
		t.Errorf("%d tests passed, and not %q", passed, wrong)
	}
	if _, wrong := ask("NewsArticle", strings.Replace(file, `"headline"`, `"head"`, 1)); len(wrong) == 0 {
		t.Error("an article without a headline passes")
	}
}
