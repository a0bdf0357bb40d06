package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// The types below are the part of schema.org's vocabulary that readers of
// ClaimReview ask for (developers.google.com/search/docs/appearance/structured-data/factcheck).

type thing struct {
	Type string `json:"@type"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`

	ArchivedAt []string `json:"archivedAt,omitempty"` // addresses of copies in archives outside
}

type claimReview struct {
	Context       string         `json:"@context,omitempty"`
	Type          string         `json:"@type"`
	Status        string         `json:"creativeWorkStatus,omitempty"` // DRAFT
	Audience      audience       `json:"audience"`
	URL           string         `json:"url"`
	DatePublished string         `json:"datePublished"`
	InLanguage    string         `json:"inLanguage"`
	Author        thing          `json:"author"`
	ClaimReviewed string         `json:"claimReviewed"`
	ItemReviewed  reviewedClaim  `json:"itemReviewed"`
	ReviewRating  reviewedRating `json:"reviewRating"`
	ReviewBody    string         `json:"reviewBody,omitempty"`
}

// audience says for whom a work is.
type audience struct {
	Type string `json:"@type"`
	Name string `json:"audienceType"`
}

type reviewedClaim struct {
	Type          string  `json:"@type"`
	Author        thing   `json:"author"`
	DatePublished string  `json:"datePublished,omitempty"`
	Appearance    []thing `json:"appearance,omitempty"`
}

type reviewedRating struct {
	Type        string `json:"@type"`
	Name        string `json:"alternateName"`
	Value       *int   `json:"ratingValue,omitempty"`
	Best        *int   `json:"bestRating,omitempty"`
	Worst       *int   `json:"worstRating,omitempty"`
	Explanation string `json:"ratingExplanation,omitempty"`
}

type dataFeed struct {
	Context string     `json:"@context"`
	Type    string     `json:"@type"`
	Status  string     `json:"creativeWorkStatus,omitempty"` // DRAFT
	Name    string     `json:"name"`
	Items   []feedItem `json:"dataFeedElement"`
}

type feedItem struct {
	Type        string        `json:"@type"`
	DateCreated string        `json:"dateCreated"`
	Item        []claimReview `json:"item"`
}

const schemaOrg = "https://schema.org"

// writeClaimReview writes a ClaimReview for every approved claim that names who
// made it, each complete in itself, so that it can be put on the page of its
// claim: one alone as it is, several in a list. It is written whole or refused
// whole, with every reason. "<", ">" and "&" are escaped, so that it can be put
// into a page as it is.
func writeClaimReview(b *bytes.Buffer, c *models.Checked) error {
	reviews, reasons := claimReviews(c)
	if len(reasons) > 0 {
		return Refused{reasons}
	}
	for i := range reviews {
		reviews[i].Context = schemaOrg
	}
	if len(reviews) == 1 {
		return structured(b, reviews[0])
	}
	return structured(b, reviews)
}

// writeDataFeed writes the same reviews as one feed, for those who collect them.
func writeDataFeed(b *bytes.Buffer, c *models.Checked) error {
	reviews, reasons := claimReviews(c)
	if len(reasons) > 0 {
		return Refused{reasons}
	}
	feed := dataFeed{Context: schemaOrg, Type: "DataFeed", Status: draftStatus(c), Name: c.Article.Title}
	for _, r := range reviews {
		feed.Items = append(feed.Items, feedItem{"DataFeedItem", r.DatePublished, []claimReview{r}})
	}
	return structured(b, feed)
}

// structured writes JSON-LD that may stand in a page.
func structured(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// claimReviews makes the reviews, or says why they cannot be made.
func claimReviews(c *models.Checked) (reviews []claimReview, reasons []message.Message) {
	var waiting []message.Message
	pages := keptPages(c)
	for i := range c.Claims {
		claim := &c.Claims[i]
		switch {
		case claim.Claimant == "":
		case claim.Status != models.ClaimApproved || claim.Verdict == nil:
			waiting = append(waiting, message.New("Claim %d by %s has no approved verdict yet.", claim.Number, claim.Claimant))
		default:
			r := review(c, claim, pages)
			reasons = append(reasons, r.faults(c, claim)...)
			reviews = append(reviews, r)
		}
	}
	reasons = append(reasons, sharedAddresses(reviews)...)
	switch {
	case len(reviews) > 0:
		return reviews, append(general(c), reasons...)
	case len(waiting) > 0:
		return nil, waiting
	}
	return nil, []message.Message{message.New("ClaimReview is for what others claimed, and no claim of this article names a claimant. Say on a claim who made it, when and where.")}
}

func review(c *models.Checked, claim *models.CheckedClaim, pages map[string]keptPage) claimReview {
	r := claimReview{
		Type: "ClaimReview", Status: draftStatus(c), Audience: audience{"Audience", string(c.Audience)}, URL: address(c, claim), InLanguage: c.Article.Language,
		DatePublished: reviewedOn(c, claim).UTC().Format(time.DateOnly),
		Author:        thing{Type: "Organization", Name: c.Newsroom.Name, URL: c.Newsroom.URL},
		ClaimReviewed: strings.TrimSpace(claim.Wording),
		ItemReviewed:  reviewedClaim{Type: "Claim", Author: claimant(claim), DatePublished: claim.ClaimedOn},
		ReviewRating:  reviewRating(c, claim.Verdict),
		ReviewBody:    claim.Verdict.Explanation,
	}
	if claim.AppearanceURL != "" {
		r.ItemReviewed.Appearance = []thing{{Type: "CreativeWork", URL: claim.AppearanceURL, ArchivedAt: pages[web(claim.AppearanceURL)].addresses()}}
	}
	return r
}

func draftStatus(c *models.Checked) string {
	if c.Draft {
		return "DRAFT"
	}
	return ""
}

// address is where the claim is found: its anchor on the published article, or
// on the newsroom's site while the article has no address of its own.
func address(c *models.Checked, claim *models.CheckedClaim) string {
	switch {
	case c.Article.URL != "":
		return withoutFragment(c.Article.URL) + fmt.Sprintf("#claim-%d", claim.Number)
	case c.Newsroom.URL != "":
		return withoutFragment(c.Newsroom.URL) + fmt.Sprintf("#article-%d-claim-%d", c.Article.ID, claim.Number)
	}
	return ""
}

func withoutFragment(url string) string {
	url, _, _ = strings.Cut(url, "#")
	return url
}

// reviewedOn is when the finding was cleared: at the sign-off, in a draft at
// the last approval.
func reviewedOn(c *models.Checked, claim *models.CheckedClaim) time.Time {
	if c.SignOff != nil && !c.Draft {
		return c.SignOff.At
	}
	last := claim.Verdict.At
	for _, r := range claim.Reviews {
		if r.At.After(last) {
			last = r.At
		}
	}
	return last
}

func claimant(claim *models.CheckedClaim) thing {
	sorts := map[models.Claimant]string{models.ClaimantPerson: "Person", models.ClaimantOrganization: "Organization"}
	return thing{Type: sorts[claim.ClaimantIs], Name: strings.TrimSpace(claim.Claimant)}
}

// reviewRating gives numbers only to a rating with a place in the scale's
// order; -1 or equal ends, as met in the wild, read as a verdict that nobody gave.
func reviewRating(c *models.Checked, v *models.CheckedVerdict) reviewedRating {
	r := reviewedRating{Type: "Rating", Name: v.Rating.Label, Explanation: opening(v.Explanation)}
	worst, best, ok := ends(c.Scale.Ratings)
	if v.Rating.Ordinal != nil && ok {
		r.Value, r.Best, r.Worst = v.Rating.Ordinal, &best, &worst
	}
	return r
}

// ends are the lowest and the highest ordinal of a scale; false when they do
// not differ.
func ends(ratings []models.CheckedRating) (worst, best int, ok bool) {
	found := false
	for _, r := range ratings {
		switch {
		case r.Ordinal == nil:
		case !found:
			worst, best, found = *r.Ordinal, *r.Ordinal, true
		default:
			worst, best = min(worst, *r.Ordinal), max(best, *r.Ordinal)
		}
	}
	return worst, best, worst < best
}

// opening is the first two sentences: schema.org wants the explanation of a
// rating that short.
func opening(explanation string) string {
	doc := text.Build([]text.Part{{Kind: text.Paragraph, Text: explanation}})
	if len(doc.Sentences) == 0 {
		return ""
	}
	last := doc.Sentences[min(2, len(doc.Sentences))-1]
	return strings.Join(strings.Fields(doc.Slice(text.Span{Start: 0, End: last.End})), " ")
}
