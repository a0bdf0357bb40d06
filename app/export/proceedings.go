package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/models"
)

// remarks are comments, a line each.
func remarks(all []models.CheckedComment) []string {
	lines := make([]string, len(all))
	for i := range all {
		lines[i] = remark(&all[i])
	}
	return lines
}

// remark is a comment with who wrote it, to whom, and how it was settled.
func remark(m *models.CheckedComment) string {
	return asking(m) + ", " + moment(m.At) + ": " + m.Body + settled(m)
}

// asking says who wrote a comment, and what a query wants.
func asking(m *models.CheckedComment) string {
	on := ""
	if m.On != nil {
		on = " on “" + m.On.Quote + "”"
	}
	switch {
	case m.Answer:
		return "Answer by " + m.By
	case !m.Query:
		return m.By + on
	}
	head := "Query by " + m.By + on
	if m.Owner != "" {
		head += " to " + m.Owner
	}
	if m.DueAt != nil {
		head += ", due " + moment(*m.DueAt)
	}
	if m.Blocking {
		head += ", blocks the sign-off"
	}
	return head
}

// settled says who settled a comment and when, "" while it is open.
func settled(m *models.CheckedComment) string {
	if m.SettledAt == nil {
		return ""
	}
	return fmt.Sprintf(" (settled by %s, %s)", m.SettledBy, moment(*m.SettledAt))
}

// course is how the verdict on a claim came about: its earlier versions and the
// decisions on all of them, in the order of time.
func course(k *models.CheckedClaim) []string {
	type step struct {
		at   time.Time
		line string
	}
	var steps []step
	for i, v := range k.Earlier {
		steps = append(steps, step{v.At, stated(" ", fmt.Sprintf("Version %d by %s, %s: %s.", i+1, v.By, moment(v.At), v.Rating.Label), v.Explanation, prefixed("Correction: ", v.Correction))})
	}
	for _, d := range k.Decisions {
		steps = append(steps, step{d.At, stated(": ", fmt.Sprintf("%s %s version %d, %s", d.By, deed(d), d.Verdict, moment(d.At)), d.Reason)})
	}
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	lines := make([]string, len(steps))
	for i, s := range steps {
		lines[i] = s.line
	}
	return lines
}

var decisions = map[models.Decision]string{models.Approve: "approved", models.Return: "returned", models.Override: "overrode"}

// deed says what was decided, after the name of who did.
func deed(d models.CheckedDecision) string {
	if d.Void {
		return "declared void"
	}
	return decisions[d.Decision]
}

// happened is a line of the history.
func happened(e *models.CheckedEvent) string {
	what := strings.ReplaceAll(words(e.Action), ".", " ")
	if e.Claim > 0 {
		what += ", claim " + strconv.Itoa(e.Claim)
	}
	if e.Number > 0 {
		what += " " + strconv.Itoa(e.Number)
	}
	said := []string{e.Rating, e.Name, stated(" for ", e.Format, string(e.For)), strings.Join(e.Fields, ", "), others(e.Claims), cmp.Or(e.Reason, e.Wording, e.Quote)}
	if e.Was != "" || e.Is != "" {
		said = append(said, stated(" → ", e.Was, e.Is))
	}
	return stated(": ", fmt.Sprintf("%s, %s, %s", moment(e.At), e.By, what), stated("; ", said...))
}

func others(claims []int) string {
	if len(claims) == 0 {
		return ""
	}
	all := make([]string, len(claims))
	for i, n := range claims {
		all[i] = strconv.Itoa(n)
	}
	return "claims " + strings.Join(all, ", ")
}
