package export

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// maxClaimReviewed is the longest wording, in code points, that leaves as
// claimReviewed. Search engines show about 75; longer than this it is no longer
// one claim.
const maxClaimReviewed = 250

// general lists what is missing of the article for any review to be made.
func general(c *models.Checked) []message.Message {
	var all []message.Message
	if c.Newsroom.Name == "" {
		all = append(all, message.New("The newsroom has no name, and a ClaimReview says who reviewed. Give it one in the settings."))
	}
	if c.Article.URL == "" && c.Newsroom.URL == "" {
		all = append(all, message.New("A ClaimReview needs an address to lead to: publish the article with its URL, or give the newsroom's URL in the settings."))
	}
	if c.Newsroom.URL != "" && !webAddress(c.Newsroom.URL) {
		all = append(all, message.New("The newsroom's URL “%s” is not a web address that begins with https:// or http://.", c.Newsroom.URL))
	}
	if c.Article.URL != "" && !webAddress(c.Article.URL) {
		all = append(all, message.New("The article's URL “%s” is not a web address that begins with https:// or http://.", c.Article.URL))
	}
	if _, err := language.Parse(c.Article.Language); err != nil {
		all = append(all, message.New("The article's language “%s” is not a language tag such as en or pt-BR.", c.Article.Language))
	}
	return all
}

// faults checks a review as it would leave, and lists in sentences what readers
// of ClaimReview reject or misread (schema.org/ClaimReview; the fact-check
// guidelines of search engines; defects met in published feeds).
func (r claimReview) faults(c *models.Checked, claim *models.CheckedClaim) []message.Message {
	var all []message.Message
	add := func(fault message.Key, args ...any) {
		all = append(all, message.New(fault, append([]any{claim.Number}, args...)...))
	}
	by := r.ItemReviewed.Author
	if sameName(by.Name, c.Newsroom.Name) {
		add("Claim %d was made by %s itself, and a newsroom cannot review its own claim.", by.Name)
	}
	if by.Type == "" {
		add("Claim %d does not say whether %s is a person or an organisation.", by.Name)
	}
	switch said := r.ItemReviewed.DatePublished; {
	case said == "":
		add("Claim %d does not say when %s made it. Give the date, or the month or year.", by.Name)
	case !isoDate(said):
		add("Claim %d says it was made on “%s”. Write the date as 2026-03-04, 2026-03 or 2026.", said)
	case said[:min(len(said), len(time.DateOnly))] > r.DatePublished:
		add("Claim %d was made on %s, after it was reviewed on %s.", said, r.DatePublished)
	}
	all = append(all, r.appearanceFaults(c, claim)...)
	switch n := utf8.RuneCountInString(r.ClaimReviewed); {
	case n == 0:
		add("Claim %d has no wording.")
	case n > maxClaimReviewed:
		add("Claim %d is worded in %d characters. Word it in %d or fewer.", n, maxClaimReviewed)
	case question(r.ClaimReviewed):
		add("Claim %d is worded as a question. Word it as the statement that was checked.")
	}
	return append(all, r.ReviewRating.faults(claim)...)
}

// appearanceFaults looks at where the claim appeared: somewhere, and not on the
// site of those who review it.
func (r claimReview) appearanceFaults(c *models.Checked, claim *models.CheckedClaim) []message.Message {
	if len(r.ItemReviewed.Appearance) == 0 {
		return []message.Message{message.New("Claim %d does not say where it appeared. Give the address.", claim.Number)}
	}
	var all []message.Message
	for _, a := range r.ItemReviewed.Appearance {
		switch at := host(a.URL); {
		case !webAddress(a.URL):
			all = append(all, message.New("Claim %d appeared at “%s”, which is not a web address that begins with https:// or http://.", claim.Number, a.URL))
		case at == host(c.Newsroom.URL) || at == host(c.Article.URL):
			all = append(all, message.New("Claim %d appeared at “%s”, on the site of those who review it. Give the address where it appeared first.", claim.Number, a.URL))
		}
	}
	return all
}

// host is where an address leads, "" when it is none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// sharedAddresses lists the addresses that more than one review leads to.
func sharedAddresses(reviews []claimReview) []message.Message {
	var all []message.Message
	seen := map[string]bool{}
	for _, r := range reviews {
		if seen[r.URL] {
			all = append(all, message.New("Two reviews lead to %s. Each claim needs an address of its own.", r.URL))
		}
		seen[r.URL] = true
	}
	return all
}

func (r reviewedRating) faults(claim *models.CheckedClaim) []message.Message {
	var all []message.Message
	if strings.TrimSpace(r.Name) == "" {
		all = append(all, message.New("Claim %d has a rating without a label.", claim.Number))
	}
	if r.Value != nil && (*r.Value < *r.Worst || *r.Value > *r.Best) {
		all = append(all, message.New("Claim %d is rated “%s” with the number %d, which is outside the scale from %d to %d. Give its verdict again on the article's scale.",
			claim.Number, r.Name, *r.Value, *r.Worst, *r.Best))
	}
	return all
}

// question reports whether the wording asks instead of stating, in any script.
func question(wording string) bool {
	asked := strings.TrimRight(wording, " \t\n\"'”’»)]")
	last, _ := utf8.DecodeLastRuneInString(asked)
	return strings.HasPrefix(wording, "¿") || strings.ContainsRune("?？؟՞፧⁇", last)
}

func sameName(a, b string) bool { return strings.EqualFold(text.Fold(a), text.Fold(b)) }

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != ""
}

// isoDate reports whether s is a date, a month or a year of ISO 8601.
func isoDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006", time.RFC3339} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
