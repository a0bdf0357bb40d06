package export

import (
	"fmt"
	"strings"

	"stet/models"
)

// amendmentKinds name what readers are told. None is a kinder word for another.
var amendmentKinds = map[models.AmendmentKind]string{
	models.AsCorrection: "Correction", models.Clarification: "Clarification", models.Update: "Update", models.EditorsNote: "Editor’s note", models.Retraction: "Retraction",
}

// toldReaders is what readers were told after publication, a line for each.
func toldReaders(c *models.Checked) []string {
	var all []string
	for _, m := range c.Amendments {
		if kind := amendmentKinds[m.Kind]; kind != "" && m.At != nil {
			all = append(all, fmt.Sprintf("%s, %s: %s", kind, m.At.UTC().Format("2 January 2006"), m.Note))
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
	return head + ": " + stated("; ", strings.TrimSuffix(m.What, "."), "cause: "+causes[m.Cause], stated(": ", about, checkedness[m.Checked]))
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

var causes = map[models.Cause]string{
	models.CauseSource: "the source was wrong", models.CauseMisread: "the source was misunderstood", models.CauseReporting: "nobody asked, or asked the wrong one",
	models.CauseEditing: "it came in while the text was edited", models.CauseProduction: "headline, caption, graphic or page", models.CauseChangedSince: "it was right when it was published", models.CauseOther: "other",
}

var checkedness = map[models.Checkedness]string{
	models.WasApproved: "it was approved", models.WasOverridden: "it was kept against its verdict", models.WasUnapproved: "nobody had approved it",
	models.WasSkipped: "it was marked as nothing to check", models.WasUnclaimed: "nobody had claimed it", models.WasAddedLater: "it came in after the sign-off",
}
