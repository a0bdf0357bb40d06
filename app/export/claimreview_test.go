package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/text"
)

// claimed is an approved claim of a third party.
func claimed(change func(*models.CheckedClaim)) models.CheckedClaim {
	claim := models.CheckedClaim{Wording: "Ridership has doubled since opening", Status: models.ClaimApproved, Reviews: approved("Mara Ruiz"),
		Verdict:  verdict("incorrect", "It rose by 59 per cent. October is compared with a short week. A third sentence."),
		Claimant: "Harbour Tram plc", ClaimantIs: models.ClaimantOrganization, ClaimedOn: "2026-11-02", AppearanceURL: "https://tram.example/news"}
	if change != nil {
		change(&claim)
	}
	return claim
}

func published(t testing.TB, claims ...models.CheckedClaim) models.Checked {
	t.Helper()
	c := article(t, []text.Part{{Kind: text.Paragraph, Text: "Ridership has doubled."}}, claims...)
	c.Audience, c.Article.Status, c.Article.URL = models.ForPublic, models.ArticlePublished, "https://harbourpost.example/city/tram#top"
	return c
}

func TestOneClaimLeavesAsOneClaimReview(t *testing.T) {
	t.Parallel()
	var got map[string]any
	if err := json.Unmarshal([]byte(written(t, "claimreview", published(t, models.CheckedClaim{Wording: "ours"}, claimed(nil)))), &got); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]any{
		"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://harbourpost.example/city/tram#claim-2", "inLanguage": "en",
		"datePublished": "2026-11-14", "claimReviewed": "Ridership has doubled since opening", "author.@type": "Organization", "author.name": "The Harbour Post",
		"itemReviewed.@type": "Claim", "itemReviewed.author.@type": "Organization", "itemReviewed.author.name": "Harbour Tram plc", "itemReviewed.datePublished": "2026-11-02",
		"reviewRating.@type": "Rating", "reviewRating.alternateName": "Incorrect", "reviewRating.ratingValue": 1.0, "reviewRating.bestRating": 3.0, "reviewRating.worstRating": 1.0,
		"reviewRating.ratingExplanation": "It rose by 59 per cent. October is compared with a short week.", "creativeWorkStatus": nil,
	} {
		var v any = got
		for _, key := range strings.Split(path, ".") {
			v = v.(map[string]any)[key]
		}
		if v != want {
			t.Errorf("%s is %v, want %v", path, v, want)
		}
	}
	if url := got["itemReviewed"].(map[string]any)["appearance"].([]any)[0].(map[string]any)["url"]; url != "https://tram.example/news" {
		t.Errorf("it appeared at %v", url)
	}
}

func TestSeveralClaimsLeaveEachCompleteInItself(t *testing.T) {
	t.Parallel()
	var list []struct {
		Context string `json:"@context"`
		Type    string `json:"@type"`
		URL     string
	}
	if err := json.Unmarshal([]byte(written(t, "claimreview", published(t, claimed(nil), claimed(nil)))), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[1].Context != schemaOrg || list[1].Type != "ClaimReview" || !strings.HasSuffix(list[1].URL, "#claim-2") {
		t.Errorf("the reviews are %+v", list)
	}
}

func TestTheFeedHasAnItemForEveryClaim(t *testing.T) {
	t.Parallel()
	for _, claims := range [][]models.CheckedClaim{{claimed(nil)}, {claimed(nil), claimed(nil)}} {
		var feed struct {
			Type  string `json:"@type"`
			Items []struct {
				Created string `json:"dateCreated"`
				Item    []struct {
					Type string `json:"@type"`
				}
			} `json:"dataFeedElement"`
		}
		if err := json.Unmarshal([]byte(written(t, "datafeed", published(t, claims...))), &feed); err != nil {
			t.Fatal(err)
		}
		if feed.Type != "DataFeed" || len(feed.Items) != len(claims) || feed.Items[0].Item[0].Type != "ClaimReview" || !isoDate(feed.Items[0].Created) {
			t.Errorf("the feed is %+v", feed)
		}
	}
}

func TestARatingWithoutAPlaceInTheOrderHasNoNumbers(t *testing.T) {
	t.Parallel()
	got := written(t, "claimreview", published(t, claimed(func(c *models.CheckedClaim) { c.Verdict = verdict("disputed", "Two rankings.") })))
	if strings.Contains(got, "ratingValue") || strings.Contains(got, "bestRating") || !strings.Contains(got, `"alternateName": "Disputed"`) {
		t.Error(got)
	}
}

func TestWithoutAnAddressOfTheArticleTheNewsroomsServes(t *testing.T) {
	t.Parallel()
	c := published(t, claimed(nil))
	c.Article.URL = ""
	if got := written(t, "claimreview", c); !strings.Contains(got, `"url": "https://harbourpost.example/#article-12-claim-1"`) {
		t.Error(got)
	}
}

func TestClaimReviewCanStandInAPageAsItIs(t *testing.T) {
	t.Parallel()
	got := written(t, "claimreview", published(t, claimed(func(c *models.CheckedClaim) { c.Wording = "</script><script>alert(1)</script>" })))
	if strings.Contains(got, "<") {
		t.Error(got)
	}
}

func TestWhatReadersWouldRejectIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		claim      func(*models.CheckedClaim)
		article    func(*models.Checked)
	}{
		{"no claimant", "no claim of this article names a claimant", func(c *models.CheckedClaim) { c.Claimant = "" }, nil},
		{"not approved", "Claim 1 by Harbour Tram plc has no approved verdict yet.", func(c *models.CheckedClaim) { c.Status = models.ClaimStale }, nil},
		{"our own claim", "a newsroom cannot review its own claim", func(c *models.CheckedClaim) { c.Claimant = "the harbour  post" }, nil},
		{"neither person nor organisation", "Claim 1 does not say whether Harbour Tram plc is a person or an organisation.", func(c *models.CheckedClaim) { c.ClaimantIs = "" }, nil},
		{"a date people write", "Claim 1 says it was made on “2 Nov 2026 20:05”", func(c *models.CheckedClaim) { c.ClaimedOn = "2 Nov 2026 20:05" }, nil},
		{"no web address", "Claim 1 appeared at “javascript:alert(1)”", func(c *models.CheckedClaim) { c.AppearanceURL = "javascript:alert(1)" }, nil},
		{"no date", "Claim 1 does not say when Harbour Tram plc made it", func(c *models.CheckedClaim) { c.ClaimedOn = "" }, nil},
		{"made later", "Claim 1 was made on 2026-12-01, after it was reviewed on 2026-11-14", func(c *models.CheckedClaim) { c.ClaimedOn = "2026-12-01" }, nil},
		{"no appearance", "Claim 1 does not say where it appeared", func(c *models.CheckedClaim) { c.AppearanceURL = "" }, nil},
		{"on our own site", "on the site of those who review it", func(c *models.CheckedClaim) { c.AppearanceURL = "https://WWW.harbourpost.example/other" }, nil},
		{"two with one address", "Two reviews lead to https://harbourpost.example/city/tram#claim-1", nil, func(c *models.Checked) { c.Claims = append(c.Claims, c.Claims[0]) }},
		{"no wording", "Claim 1 has no wording.", func(c *models.CheckedClaim) { c.Wording = " " }, nil},
		{"too long", "Claim 1 is worded in 251 characters", func(c *models.CheckedClaim) { c.Wording = strings.Repeat("é", 251) }, nil},
		{"a question", "Claim 1 is worded as a question", func(c *models.CheckedClaim) { c.Wording = "Has “ridership doubled?”" }, nil},
		{"a question in Arabic", "Claim 1 is worded as a question", func(c *models.CheckedClaim) { c.Wording = "هل تضاعف العدد؟" }, nil},
		{"outside the scale", "outside the scale from 1 to 3", func(c *models.CheckedClaim) { c.Verdict.Rating.Ordinal = ordinal(5) }, nil},
		{"no label", "Claim 1 has a rating without a label.", func(c *models.CheckedClaim) { c.Verdict.Rating.Label = "" }, nil},
		{"no address", "publish the article with its URL", nil, func(c *models.Checked) { c.Article.URL, c.Newsroom.URL = "", "" }},
		{"no web address of the article", "is not a web address", nil, func(c *models.Checked) { c.Article.URL = "ftp://x" }},
		{"no web address of the newsroom", "is not a web address", nil, func(c *models.Checked) { c.Newsroom.URL = "harbourpost" }},
		{"no name", "The newsroom has no name", nil, func(c *models.Checked) { c.Newsroom.Name = "" }},
		{"no language", "is not a language tag", nil, func(c *models.Checked) { c.Article.Language = "English!" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			checked := published(t, claimed(c.claim))
			if c.article != nil {
				c.article(&checked)
			}
			var b bytes.Buffer
			err := Write(t.Context(), &b, "claimreview", checked, nil)
			var refused Refused
			if !errors.As(err, &refused) || !strings.Contains(refused.Error(), c.want) || b.Len() > 0 {
				t.Errorf("got %v and %d bytes, want a refusal with %q", err, b.Len(), c.want)
			}
		})
	}
}

func TestARefusalListsEveryReason(t *testing.T) {
	t.Parallel()
	c := published(t, claimed(func(c *models.CheckedClaim) { c.ClaimedOn, c.ClaimantIs = "soon", "" }), claimed(nil), claimed(func(c *models.CheckedClaim) { c.Wording = "Why?" }))
	c.Newsroom.Name = ""
	var refused Refused
	if err := Write(t.Context(), &bytes.Buffer{}, "claimreview", c, nil); !errors.As(err, &refused) || len(refused.Reasons) != 4 {
		t.Errorf("got %q", refused.Reasons)
	}
}
