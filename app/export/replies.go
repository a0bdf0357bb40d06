package export

import (
	"fmt"
	"strings"

	"stet/models"
)

// replies are who must be asked about a claim, a line each, and what came of it,
// a line for each step.
func replies(k *models.CheckedClaim) []string {
	var lines []string
	for i := range k.Replies {
		r := &k.Replies[i]
		head := fmt.Sprintf("%s: %s", sentence(r.Who), strings.ToLower(replyWords[r.Status]))
		if r.Deadline != nil {
			head += ", deadline " + moment(*r.Deadline)
		}
		lines = append(lines, head)
		for j := range r.Contacts {
			lines = append(lines, contact(&r.Contacts[j]))
		}
	}
	for _, q := range k.Inquiries {
		lines = append(lines, inquiry(q)...)
	}
	return lines
}

// inquiry is a link, a line, and a line for each answer.
func inquiry(q models.CheckedInquiry) []string {
	head := "Asked by a link: " + q.Who
	if q.At != nil {
		head += ", " + moment(*q.At)
	}
	if q.RevokedAt != nil {
		head += ", closed " + moment(*q.RevokedAt)
	}
	lines := []string{stated(" ", head+".", q.Ask, prefixed("To the words: ", q.Wording))}
	for _, a := range q.Answers {
		lines = append(lines, stated(": ", "By the link, "+moment(a.At)+", "+strings.ToLower(words(a.Response)), a.Said))
	}
	return lines
}

// contact is one step with somebody who must be asked.
func contact(c *models.CheckedContact) string {
	head := stepWords[c.Step]
	if c.Channel != models.NoChannel {
		head += " (" + strings.ToLower(words(c.Channel)) + ")"
	}
	head += ", " + moment(c.At)
	if c.Deadline != nil {
		head += ", answer by " + moment(*c.Deadline)
	}
	return head + ", noted by " + c.By + ": " + c.Said
}

// sentence has a capital letter where it is one of our own words.
func sentence(who string) string {
	if who == models.NobodyAsked || who == models.ConfidentialName {
		return words(who)
	}
	return who
}

var replyWords = map[models.ReplyStatus]string{models.ReplyUnasked: "Not asked yet", models.ReplyWaiting: "Asked, no answer yet", models.ReplyExpired: "Asked, no answer by the deadline",
	models.ReplyAnswered: "Answered", models.ReplyWaived: "Not asked"}

var stepWords = map[models.Step]string{models.StepAttempt: "Asked", models.StepAnswer: "Answer", models.StepReflected: "In the text", models.StepWaiver: "Not asked"}
