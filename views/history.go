package views

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"stet/models"
	"stet/models/message"
)

// HistoryRow is one line of a history, in words.
type HistoryRow struct {
	Initials string
	Line     template.HTML // "Maya approved claim 4", which leads to the claim
	Said     string        // a reason, or the words concerned
	Was, Is  string        // for a word difference
	At       time.Time
}

// Rows puts the lines into words.
func (p HistoryPage) Rows() []HistoryRow { return p.historyRows(p.Lines) }

func (c Chrome) historyRows(lines []models.HistoryLine) []HistoryRow {
	var rows []HistoryRow
	for _, l := range lines {
		row := HistoryRow{Initials: l.Actor.Initials(), Line: c.line(l), Said: c.said(l), Was: c.chosen(l.Action, l.Detail.Was), Is: c.chosen(l.Action, l.Detail.Is), At: l.At}
		if l.Action == models.NoteImported {
			row.Said = c.noteBy(l.Detail)
		}
		rows = append(rows, row)
	}
	return rows
}

// line is what was done, with the name of who did it set off, and the way to the claim.
func (c Chrome) line(l models.HistoryLine) template.HTML {
	name := template.HTML(`<b dir="auto">` + template.HTMLEscapeString(l.Actor.Name) + `</b>`)
	what := deedOf(l)
	line := sayAround(c.Language, what.Key, append([]any{name}, what.Args...)...) + template.HTML(template.HTMLEscapeString(extra(c.Language, l)))
	if l.ClaimID != nil {
		return template.HTML(`<a class="deed" href="/claims/`+id(*l.ClaimID)+`">`) + line + `</a>`
	}
	return line
}

// noteBy says who wrote a note of a file, and when.
func (c Chrome) noteBy(d models.Detail) string {
	line := c.chosen(models.NoteImported, d.Is)
	if d.Name != "" {
		line = c.Say("%s by %s", line, d.Name)
	}
	if d.SaidAt != nil {
		line = inRow(c.Language, line, c.time(*d.SaidAt, "2 January 2006, 15:04"))
	}
	return line
}

// said is the words of a line: a reason, the words concerned, or what was chosen.
func (c Chrome) said(l models.HistoryLine) string {
	d := l.Detail
	switch {
	case !d.Why.IsZero():
		return c.Language.Tell(d.Why)
	case l.Action == models.SkipCreated || l.Action == models.SkipWithdrawn:
		return joined(c.Say(skippedAs(models.SkipReason(d.Reason))), d.Quote)
	}
	for _, s := range []string{d.Reason, d.Wording, d.Quote} {
		if s != "" {
			return s
		}
	}
	if d.Was == "" {
		return c.chosen(l.Action, d.Is)
	}
	return ""
}

// Told is a line of the history as one sentence, without the words concerned.
func Told(lang message.Language, l models.HistoryLine) string {
	what := deedOf(l)
	return lang.Say(what.Key, append([]any{l.Actor.Name}, what.Args...)...) + extra(lang, l) + "."
}

// deedOf says what a line of the history did; the name of who did it comes
// before its values.
func deedOf(l models.HistoryLine) message.Message {
	claim := "…" // where the history has no number
	if l.ClaimID != nil && l.Detail.Number > 0 {
		claim = strconv.Itoa(l.Detail.Number)
	}
	switch {
	case l.Action == models.ClaimAssigned:
		return assigned(l, claim)
	case l.Action == models.RevisionSaved && l.Detail.Lost > 0:
		return message.New("%s saved revision %s, which left %d claims without a place", strconv.Itoa(l.Detail.Number), l.Detail.Lost)
	case l.Action == models.RevisionSaved:
		return message.New(deeds[l.Action], strconv.Itoa(l.Detail.Number))
	case l.Action == models.ArticleExported && l.Detail.Format != "":
		return exported(l.Detail)
	case l.Action == models.CommentAnswered && l.Detail.Is != "":
		return message.New("%s has an answer of the author, by a link")
	case l.ClaimID == nil && l.Action == models.InquirySent:
		return message.New("%s made a link for the author")
	case l.ClaimID == nil && l.Action == models.InquiryRevoked:
		return message.New("%s closed a link for the author")
	case strings.Count(string(deeds[l.Action]), "%s") == 1: // who did it
		return message.New(deeds[l.Action])
	}
	return message.New(deeds[l.Action], claim)
}

// assigned says who was given claims.
func assigned(l models.HistoryLine, claim string) message.Message {
	to, many := l.Detail.Person, l.Detail.Claims
	gave := to != nil && *to != 0 && (*to != l.ActorID || l.Detail.Is != "")
	if l.ClaimID == nil && len(many) > 1 {
		rest, last := listed(many)
		switch {
		case to == nil || *to == 0:
			return message.New("%s took claims %s and %s from whoever had them", rest, last)
		case gave:
			return message.New("%s gave claims %s and %s to %s", rest, last, l.Detail.Name)
		}
		return message.New("%s took claims %s and %s", rest, last)
	}
	switch {
	case to == nil || *to == 0:
		return message.New("%s took claim %s from whoever had it", claim)
	case gave:
		return message.New("%s gave claim %s to %s", claim, l.Detail.Name)
	}
	return message.New("%s took claim %s", claim)
}

// listed are the numbers but the last, and that.
func listed(numbers []int) (rest message.Message, last string) {
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return message.Join(", ", words[:len(words)-1]), words[len(words)-1]
}

// exported says as what an article left, and for whom where the history knows.
func exported(d models.Detail) message.Message {
	key := map[models.Audience]message.Key{models.ForPublic: "%s exported the article as %s for the public", models.ForInternal: "%s exported the article as %s for the newsroom", models.ForLegal: "%s exported the article as %s for legal"}[d.For]
	if key == "" {
		key = "%s exported the article as %s"
	}
	return message.New(key, d.Format)
}

// extra is what else a line knows.
func extra(lang message.Language, l models.HistoryLine) string {
	said := more(lang, l)
	if said != "" {
		said = ": " + said
	}
	if l.InLane() {
		return lang.Say(", ") + lang.Say("in the lane of legal") + said
	}
	return said
}

func more(lang message.Language, l models.HistoryLine) string {
	d := l.Detail
	switch {
	case l.Action == models.RevisionSaved || l.Action == models.ClaimAssigned:
		return ""
	case l.Action == models.SheetImported && d.Lost > 0:
		return inRow(lang, lang.Say("%d new claims", d.Number), lang.Say("%d rows to be placed", d.Lost))
	case l.Action == models.SheetImported:
		return lang.Say("%d new claims", d.Number)
	case l.Action == models.EvidenceDamaged:
		return damageWords(lang, models.Damage(d.Is))
	case d.Rating != "":
		return d.Rating
	case d.Format != "":
		return ""
	case l.Action == models.CommentHanded:
		return whoAnswers(lang, d.Name)
	case d.Name != "" && l.Action != models.NoteImported:
		return d.Name
	}
	var fields []string
	for _, f := range d.Fields {
		if edited[f] != "" {
			fields = append(fields, lang.Say(edited[f]))
		}
	}
	return inRow(lang, fields...)
}
