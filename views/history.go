package views

import (
	"fmt"
	"strings"
	"time"

	"stet/models"
)

// HistoryRow is one line of a history, in words.
type HistoryRow struct {
	Name, Initials string
	What           string // after the name: "approved claim 4"
	Href           string // of the claim, "" without one
	Said           string // a reason, or the words concerned
	Was, Is        string // for a word difference
	At             time.Time
}

// Rows puts the lines into words.
func (p HistoryPage) Rows() []HistoryRow { return p.historyRows(p.Lines) }

func (c Chrome) historyRows(lines []models.HistoryLine) []HistoryRow {
	var rows []HistoryRow
	for _, l := range lines {
		row := HistoryRow{Name: l.Actor.Name, Initials: l.Actor.Initials(), What: what(l), Said: said(l.Detail), Was: l.Detail.Was, Is: l.Detail.Is, At: l.At}
		if l.Action == models.NoteImported {
			row.Said = c.noteBy(l.Detail)
		}
		if l.ClaimID != nil {
			row.Href = "/claims/" + id(*l.ClaimID)
		}
		rows = append(rows, row)
	}
	return rows
}

// noteBy says who wrote a note of a file, and when.
func (c Chrome) noteBy(d models.Detail) string {
	line := sentenceCase(d.Is)
	if d.Name != "" {
		line += " by " + d.Name
	}
	if d.SaidAt != nil {
		line += ", " + c.in(*d.SaidAt).Format("2 January 2006, 15:04")
	}
	return line
}

// said is the words of a line: a reason, the words concerned, or what was chosen.
func said(d models.Detail) string {
	for _, s := range []string{d.Reason, d.Wording, d.Quote} {
		if s != "" {
			return s
		}
	}
	if d.Was == "" && d.Is != "link" {
		return sentenceCase(d.Is)
	}
	return ""
}

// deeds says what each action did, after the name of who did it; %s is what it
// was done to.
var deeds = map[models.Action]string{
	models.ArticleCreated: "started the article", models.ArticleEdited: "edited the details", models.ArticleHeld: "put the article on hold",
	models.ArticleResumed: "resumed the article", models.ArticleKilledAct: "killed the article", models.ArticleReopened: "reopened the article",
	models.ArticleSignedOffAct: "signed the article off", models.ArticlePublishedAct: "marked the article as published", models.ArticleExported: "exported the article",
	models.ArticleRestricted: "restricted the article to named people", models.ArticleUnrestricted: "showed the article to everybody again", models.PersonNamed: "let somebody see the article", models.PersonRemoved: "took somebody off the list of those who see the article",
	models.RevisionSaved: "saved revision", models.ClaimCreated: "made %s", models.ClaimEdited: "edited %s", models.ClaimAnchored: "gave %s a place",
	models.ClaimUnanchored: "took a place from %s", models.ClaimSplit: "split %s", models.ClaimMerged: "merged claims into %s", models.ClaimWithdrawnAct: "withdrew %s",
	models.ClaimRestored: "restored %s", models.ClaimConfirmed: "looked at %s again, and it still stands", models.ClaimAssigned: "gave %s to somebody", models.ClaimResolved: "said what happened to the words of %s", models.SkipCreated: "marked words as nothing to check",
	models.SkipWithdrawn: "took back “nothing to check”", models.SuggestionDismissed: "dismissed a suggestion", models.EvidenceCreated: "added evidence to %s",
	models.EvidenceEdited: "edited evidence of %s", models.EvidenceWithdrawn: "withdrew evidence of %s", models.VerdictSaved: "saved a verdict on %s",
	models.VerdictSubmitted: "sent %s for review", models.ReviewApproved: "approved %s", models.ReviewReturned: "sent %s back", models.ReviewVoided: "declared the verdict on %s void", models.AmendmentLogged: "logged what turned out after publication", models.AmendmentPublished: "made a note to readers public", models.AmendmentDismissed: "decided that readers are told nothing",
	models.ReviewOverridden: "kept the words of %s against its verdict",
	models.CalculationSaved: "worked out the figure of %s", models.CalculationRemoved: "took the calculation off %s", models.CommentCreated: "commented", models.CaptureAsked: "asked for the page behind evidence of %s", models.CaptureWasKept: "got a copy of the page behind evidence of %s",
	models.CaptureWasNot: "got no copy of the page behind evidence of %s", models.CaptureDrifted: "has evidence of %s whose page is another now", models.CommentResolved: "settled a query", models.CommentAnswered: "answered a comment", models.CommentReopened: "opened a query again", models.CommentHanded: "changed who answers a query, or by when", models.NoteImported: "took a note into %s",
	models.SheetImported: "took in a sheet of claims", models.SheetRowPlaced: "said which words a row of a sheet is about", models.SheetRowDropped: "set a row of a sheet aside", models.SourceCreated: "added a source", models.SourceEdited: "edited a source", models.SourceMarked: "said whether a source still holds", models.SourceMerged: "merged a double into a source",
	models.UserCreated: "made an account", models.UserInvited: "invited somebody", models.UserEdited: "changed an account", models.UserSignedOut: "signed out everywhere", models.UserAway: "said when somebody is away", models.SectionCreated: "made a section", models.SectionEdited: "changed a section", models.RulesEdited: "changed the rules by which claims are assigned", models.SettingsEdited: "changed the settings",
	models.IdentitySealed: "sealed who it is", models.IdentityOpened: "opened it", models.ReaderNamed: "let somebody open it", models.ReaderRemoved: "took the right to open it away",
	models.ReplyNamed: "named who must be asked about %s", models.ReplyAttempted: "asked somebody about %s", models.ReplyAnsweredAct: "noted an answer about %s",
	models.ReplyReflectedAct: "said where an answer about %s stands in the text", models.ReplyWaivedAct: "decided that somebody is not asked about %s",
	models.HoldPlaced: "placed a legal hold", models.HoldLifted: "lifted a legal hold",
	models.InquirySent: "made a link for somebody outside about %s", models.InquiryRevoked: "closed a link about %s", models.InquiryAnswered: "has an answer by a link about %s",
	models.CaptureUploaded: "handed in a copy of the page behind evidence of %s", models.PictureAsked: "asked for a picture of the page behind evidence of %s",
	models.PictureTaken: "got a picture of the page behind evidence of %s", models.PictureFailed: "got no picture of the page behind evidence of %s", models.ArchiveAsked: "had an archive outside asked to save the page behind evidence of %s",
	models.ArchiveFailed: "has no copy by the archive outside of the page behind evidence of %s", models.ArchiveLinked: "named a copy in an archive outside for evidence of %s",
	models.ArchiveUnlinked: "took off a copy in an archive outside from evidence of %s", models.EvidenceDamaged: "has evidence of %s whose files were hashed again",
	models.ChecklistEdited: "changed a checklist", models.ItemTicked: "ticked for %s", models.ItemSetAside: "set an item of the checklist aside for %s", models.ItemUnticked: "took a tick back for %s",
	models.SecondGiven: "gave the second verdict on %s", models.SecondLooked: "looked at the first verdict on %s", models.SecondWaivedAct: "decided on %s without a second verdict",
	models.StampAsked: "asked for a time-stamp of the sign-off", models.StampWasKept: "got a time-stamp of the sign-off", models.StampWasNot: "got no time-stamp of the sign-off",
	models.WebhookCreated: "made a webhook", models.WebhookEdited: "changed a webhook", models.WebhookStopped: "has a webhook that was stopped", models.WebhookRemoved: "removed a webhook",
	models.IdentityWritten: "saved a text that names it, after a warning", models.EvidenceOpened: "opened a file from it, kept with %s",
}

// Told is a line of the history as one sentence, without the words concerned.
func Told(l models.HistoryLine) string { return l.Actor.Name + " " + what(l) + "." }

// what says what a line of the history did.
func what(l models.HistoryLine) string {
	claim := "a claim"
	if l.ClaimID != nil && l.Detail.Number > 0 {
		claim = fmt.Sprintf("claim %d", l.Detail.Number)
	}
	if l.ClaimID == nil && len(l.Detail.Claims) > 1 && l.Action == models.ClaimAssigned {
		claim = claimsWords(l.Detail.Claims)
	}
	deed := deeds[l.Action]
	if l.Action == models.ClaimAssigned {
		return assignedWords(l, claim)
	}
	switch {
	case l.Action == models.CommentAnswered && l.Detail.Is != "":
		deed = "has an answer of the author, by a link"
	case l.ClaimID == nil && l.Action == models.InquirySent:
		deed = "made a link for the author"
	case l.ClaimID == nil && l.Action == models.InquiryRevoked:
		deed = "closed a link for the author"
	}
	if l.InLane() {
		deed += ", in the lane of legal"
	}
	if strings.Contains(deed, "%s") {
		deed = fmt.Sprintf(deed, claim)
	}
	return deed + extra(l)
}

// assignedWords says who was given claims.
func assignedWords(l models.HistoryLine, claims string) string {
	to := l.Detail.Person
	switch {
	case to == nil || *to == 0:
		return fmt.Sprintf("took %s from whoever had it", claims)
	case *to == l.ActorID && l.Detail.Is == "":
		return fmt.Sprintf("took %s", claims)
	}
	return fmt.Sprintf("gave %s to %s", claims, l.Detail.Name)
}

// extra is what else a line knows.
func extra(l models.HistoryLine) string {
	d := l.Detail
	switch {
	case l.Action == models.RevisionSaved && d.Lost > 0:
		return fmt.Sprintf(" %d, which left %s without a place", d.Number, plural(d.Lost, "claim", "claims"))
	case l.Action == models.RevisionSaved && d.Number > 0:
		return fmt.Sprintf(" %d", d.Number)
	case l.Action == models.SheetImported && d.Lost > 0:
		return fmt.Sprintf(": %s, and %s to be placed", plural(d.Number, "new claim", "new claims"), plural(d.Lost, "row", "rows"))
	case l.Action == models.SheetImported:
		return ": " + plural(d.Number, "new claim", "new claims")
	case l.Action == models.EvidenceDamaged:
		return ": " + damageWords(models.Damage(d.Is))
	case d.Rating != "":
		return ": " + d.Rating
	case d.Format != "":
		return " as " + d.Format + forWhom(d.For)
	case d.Name != "" && l.Action != models.NoteImported:
		return ": " + d.Name
	case len(d.Fields) > 0:
		return ": " + strings.ReplaceAll(strings.Join(d.Fields, ", "), "_", " ")
	}
	return ""
}

// forWhom says who an export was made for, where the history knows.
func forWhom(a models.Audience) string {
	if a == "" {
		return ""
	}
	return " for " + AudienceWords[a]
}
