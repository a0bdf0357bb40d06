package export

import (
	"fmt"
	"strings"

	"stet/models"
)

// toldReaders is what readers were told after publication, a line for each.
func toldReaders(c *models.Checked) []string {
	var all []string
	for _, m := range c.Amendments {
		if m.Kind != models.NoAmendment && m.At != nil {
			all = append(all, fmt.Sprintf("%s, %s: %s", m.Kind.Label(), m.At.UTC().Format("2 January 2006"), m.Note))
		}
	}
	return all
}

// amended is how each of them came about, and what readers were not told; the
// public sees nothing of it.
func amended(c *models.Checked) []string {
	var all []string
	for i := range c.Amendments {
		if m := &c.Amendments[i]; m.What != "" {
			all = append(all, stated(". ", cameAbout(m), outcome(m)))
		}
	}
	return all
}

// cameAbout says what turned out, why, and who said so.
func cameAbout(m *models.CheckedAmendment) string {
	head := "Logged"
	if m.LoggedAt != nil {
		head = fmt.Sprintf("Logged by %s, %s", m.LoggedBy, moment(*m.LoggedAt))
	}
	if m.ReportedBy != "" {
		head += ", pointed out by " + m.ReportedBy
	}
	about := ""
	if m.Claim > 0 {
		about = fmt.Sprintf("claim %d", m.Claim)
	}
	return head + ": " + stated("; ", strings.TrimSuffix(m.What, "."), "cause: "+lowered(string(m.Cause.Label())), stated(": ", about, lowered(string(m.Checked.Label()))))
}

// outcome says what was decided.
func outcome(m *models.CheckedAmendment) string {
	switch {
	case m.At == nil:
		return "Nobody has decided yet what readers are told"
	case m.Kind == models.NoAmendment:
		return fmt.Sprintf("%s decided that readers are told nothing, %s: %s", m.DecidedBy, moment(*m.At), m.Dismissed)
	}
	return fmt.Sprintf("%s made a note public, %s", m.DecidedBy, moment(*m.At))
}

// lowered is a sentence that goes on from another.
func lowered(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}
