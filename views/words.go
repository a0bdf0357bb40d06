package views

import (
	"strconv"
	"strings"

	"stet/models"
)

// plural is a number with the noun that fits it.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes a number with a comma between the thousands.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// joined puts a middle dot between the parts that say something.
func joined(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " · ")
}

// looksInOrder are the looks as bars and keys show them.
var looksInOrder = []models.Look{models.LookTrue, models.LookMostly, models.LookMixed, models.LookMislead,
	models.LookFalse, models.LookAuthor, models.LookNone, models.LookOpen}

// statusLabel names where a claim stands.
func statusLabel(s models.ClaimStatus, returned bool) string {
	switch s {
	case models.ClaimInReview:
		return "In review"
	case models.ClaimApproved:
		return "Approved"
	case models.ClaimStale:
		return "Stale"
	case models.ClaimWithdrawn:
		return "Withdrawn"
	}
	if returned {
		return "Sent back"
	}
	return "Open"
}

// statusIcon is the icon of a claim's status.
func statusIcon(s models.ClaimStatus, returned bool) string {
	switch s {
	case models.ClaimInReview:
		return "s-review"
	case models.ClaimApproved:
		return "s-done"
	case models.ClaimStale:
		return "s-stale"
	case models.ClaimWithdrawn:
		return "s-withdrawn"
	}
	if returned {
		return "s-returned"
	}
	return "s-open"
}

// articleStatusLabel names where an article stands.
func articleStatusLabel(s models.ArticleStatus) string {
	switch s {
	case models.ArticleSignedOff:
		return "Signed off"
	case models.ArticlePublished:
		return "Published"
	case models.ArticleOnHold:
		return "On hold"
	case models.ArticleKilled:
		return "Killed"
	}
	return "Checking"
}

// kindLabel names a kind of claim.
func kindLabel(k models.Kind) string {
	return sentenceCase(string(k))
}

// skipLabel names a reason for a skip.
func skipLabel(r models.SkipReason) string {
	switch r {
	case models.SkipCommonGround:
		return "common ground"
	case models.SkipOutOfScope:
		return "out of scope"
	}
	return string(r)
}

// sentenceCase writes a constant such as "data_set" as people do: "Data set".
func sentenceCase(s string) string {
	s = strings.ReplaceAll(s, "_", " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
