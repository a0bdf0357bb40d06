package export

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stet/models"
)

// draftNote is what every draft says of itself.
const draftNote = "DRAFT: not signed off. Some of what it says may be wrong."

// meant says for whom the file is.
func meant(c *models.Checked) string {
	switch c.Audience {
	case models.ForPublic:
		return "For the public."
	case models.ForLegal:
		return "For legal: not to be passed on." + restricted(c)
	}
	return "For the newsroom: not to be passed on." + restricted(c)
}

// restricted says that the article is for named people alone, "" where it is not.
func restricted(c *models.Checked) string {
	if !c.Article.Restricted {
		return ""
	}
	return " RESTRICTED: for the people named for the article alone."
}

// whose is for whom the file is, in as few words as a cell has room for.
func whose(a models.Audience) string {
	switch a {
	case models.ForPublic:
		return "for the public"
	case models.ForLegal:
		return "for legal"
	}
	return "for the newsroom"
}

// withheld says how often a name was taken out, "" when none was.
func withheld(c *models.Checked) string {
	if c.Withheld == 0 || c.Audience == models.ForPublic {
		return ""
	}
	return "In what people wrote, the name of a confidential source was replaced " + count(c.Withheld, "time", "times") + "."
}

// words writes a constant such as "data_set" as people do: "Data set".
func words[T ~string](constant T) string {
	s := strings.ReplaceAll(string(constant), "_", " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// count is a number with the noun that fits it.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// moment is a point in time; a file has no reader's zone, so it says UTC.
func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// stated lists what is not empty, with sep between.
func stated(sep string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, sep)
}

// standing is one sentence: whether, by whom and when the article was cleared.
func standing(c *models.Checked) string {
	s := c.SignOff
	switch {
	case c.Draft || s == nil:
		return draftNote
	case s.By == "":
		return fmt.Sprintf("Signed off on %s for revision %d.", moment(s.At), s.Revision)
	}
	return stated(" ", fmt.Sprintf("Signed off by %s on %s for revision %d.", s.By, moment(s.At), s.Revision), stamped(s.TimeStamp), s.Note)
}

// stamped says that what the sign-off rests on was there by a certain time, ""
// where nobody asked.
func stamped(t *models.CheckedTimeStamp) string {
	switch {
	case t == nil:
		return ""
	case t.Status != models.StampKept || t.At == nil:
		return stated(" ", "A time-stamp was asked for, and there is none yet.", t.Reason)
	case !t.Trusted:
		return fmt.Sprintf("Its evidence list has a time-stamp of %s by %s, whose certificate was not checked.", moment(*t.At), t.Authority)
	}
	return fmt.Sprintf("Its evidence list has a time-stamp of %s by %s.", moment(*t.At), t.Authority)
}

// scope says how deep the check went.
func scope(a models.CheckedArticle) string {
	said := map[models.Scope]string{models.ScopeFull: "Full check", models.ScopePartial: "Partial check", models.ScopeSelfCheck: "Self-check"}[a.Scope]
	return stated(": ", said, a.ScopeNote)
}

// coverage is the line that says how much of the text was looked at.
func coverage(c *models.Checked) string {
	n := c.Coverage
	return fmt.Sprintf("%s: %d with claims, %d with nothing to check, %d open.",
		count(n.Sentences, "sentence", "sentences"), n.Claimed, n.Skipped, n.Open())
}

// rating names the verdict of a claim.
func rating(c *models.CheckedClaim) string {
	if c.Verdict == nil {
		return "No verdict"
	}
	return c.Verdict.Rating.Label
}

// look is how the verdict of a claim is drawn.
func look(c *models.CheckedClaim) models.Look {
	if c.Verdict == nil || c.Verdict.Rating.Look == "" {
		return models.LookOpen
	}
	return c.Verdict.Rating.Look
}

// status says where a claim stands, for readers who do not know the word stale.
func status(s models.ClaimStatus) string {
	if s == models.ClaimStale {
		return "Stale (changed since it was approved)"
	}
	return words(s)
}

// approvers names who approved the claim as it stands; of any other claim nobody.
func approvers(c *models.CheckedClaim) string {
	if c.Status != models.ClaimApproved {
		return ""
	}
	names := make([]string, len(c.Reviews))
	for i, r := range c.Reviews {
		names[i] = r.By
	}
	return strings.Join(names, ", ")
}

// exception is one line of what was signed off although it was not approved as
// correct.
func exception(e models.Exception) string {
	head := words(e.Sort)
	if e.Number > 0 {
		head = fmt.Sprintf("%s, claim %d", head, e.Number)
	}
	return stated(". ", head+": "+strings.TrimSuffix(e.What, "."), stated(": ", e.Who, e.Reason))
}

// particulars is what is known of a source beside its title.
func particulars(s *models.CheckedSource) string {
	return stated(", ", s.Author, s.Publisher, s.PublishedOn)
}

// searched says where and how a search that found nothing was made, as far as
// that may be told.
func searched(e *models.CheckedEvidence) string {
	return cmp.Or(stated(": ", e.SearchedWhere, e.SearchedHow), "a search found nothing")
}
