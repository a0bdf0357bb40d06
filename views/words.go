package views

import (
	"strings"

	"stet/models"
	"stet/models/message"
)

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

// inRow is words one after the other.
func inRow(l message.Language, words ...string) string { return strings.Join(words, l.Say(", ")) }

// looksInOrder are the looks as bars and keys show them.
var looksInOrder = []models.Look{models.LookTrue, models.LookMostly, models.LookMixed, models.LookMislead,
	models.LookFalse, models.LookAuthor, models.LookNone, models.LookOpen}

// statusLabel names where a claim stands.
func statusLabel(l message.Language, s models.ClaimStatus, returned bool) string {
	return l.Say(statusKey(s, returned))
}

func statusKey(s models.ClaimStatus, returned bool) message.Key {
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
func articleStatusLabel(l message.Language, s models.ArticleStatus) string {
	switch s {
	case models.ArticleSignedOff:
		return l.Say("Signed off")
	case models.ArticlePublished:
		return l.Say("Published")
	case models.ArticleOnHold:
		return l.Say("On hold")
	case models.ArticleKilled:
		return l.Say("Killed")
	}
	return l.Say("Checking")
}

// lookLabel names a look where no scale is at hand.
func lookLabel(l message.Language, look models.Look) string { return l.Say(look.Label()) }

// kindLabel names a kind of claim.
func kindLabel(l message.Language, k models.Kind) string { return l.Say(kindKey(k)) }

func kindKey(k models.Kind) message.Key {
	switch k {
	case models.KindNumber:
		return "Number"
	case models.KindDate:
		return "Date"
	case models.KindName:
		return "Name"
	case models.KindTitle:
		return "kind: Title"
	case models.KindQuote:
		return "Quote"
	case models.KindSuperlative:
		return "Superlative"
	case models.KindCause:
		return "Cause"
	case models.KindPlace:
		return "kind: Place"
	case models.KindLegal:
		return "kind: Legal"
	case models.KindImage:
		return "Image"
	}
	return "Other"
}
