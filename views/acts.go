package views

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// FormError is the sentence about one of the page's forms.
func (p ClaimEditPage) FormError(form string) template.HTML { return wrongBox(form, p.errorsOf(form)) }

func (p ClaimEditPage) errorsOf(form string) Errors {
	if p.Form != form {
		return nil
	}
	return p.Errors
}

// ClaimErrors holds what is wrong in each form of the page.
type ClaimErrors struct{ Edit, Split, Merge, Withdraw, Resolve Errors }

// Of is what is wrong in each form of the page.
func (p ClaimEditPage) Of() ClaimErrors {
	return ClaimErrors{p.errorsOf("edit"), p.errorsOf("split"), p.errorsOf("merge"), p.errorsOf("withdraw"), p.errorsOf("resolve")}
}

// OtherOptions are the claims it could be merged with.
func (p ClaimEditPage) OtherOptions() []Option {
	options := []Option{{Value: "", Label: p.Say("Choose a claim")}}
	for _, c := range p.Others {
		if c.ID != p.Detail.Claim.ID && c.Status != models.ClaimWithdrawn {
			options = append(options, Option{Value: strconv.Itoa(c.Number), Label: strconv.Itoa(c.Number) + ": " + c.Wording})
		}
	}
	return options
}

// FormError is the sentence about one of the page's forms.
func (p SignOffPage) FormError(form string) template.HTML {
	if p.Form != form {
		return ""
	}
	return wrongBox(form, p.Errors)
}

// Act is the button of an action, by the action's name.
func (p SignOffPage) Act(action string) Act {
	for _, a := range p.Actions {
		if string(a.Action) == action {
			could := p.MayWrite()
			if a.Action == models.ArticleSignedOffAct {
				could = p.MayReview()
			}
			return Act{a.Action, p.Say(a.Refusal), could}
		}
	}
	return Act{}
}

// SignedOff reports whether the sign-off is done, so that its form is not drawn.
func (p SignOffPage) SignedOff() bool {
	return p.SignOff != nil || p.Article.Status == models.ArticleSignedOff || p.Article.Status == models.ArticlePublished
}

// MayRevise reports whether the user may save a new revision now.
func (p SignOffPage) MayRevise() bool { return mayArticle(p.Actions, models.RevisionSaved) }

// StatusAct is one of the rarer acts on an article.
type StatusAct struct {
	Path, Label, What string
	Reason            bool // wants one
}

// FieldID keeps the reasons of several forms apart.
func (a StatusAct) FieldID() string { return "id=f-reason-" + a.Path }

// Others are the rarer acts that may be done now.
func (p SignOffPage) Others() []StatusAct {
	all := map[models.Action]StatusAct{
		models.ArticleHeld:      {"hold", p.Say("Put on hold"), p.Say("Nobody changes claims until it is resumed."), true},
		models.ArticleResumed:   {"resume", p.Say("act: Resume"), p.Say("The check goes on where it stopped."), false},
		models.ArticleReopened:  {"reopen", p.Say("act: Reopen"), p.Say("The check goes on. What was approved stays approved as long as it is not changed."), true},
		models.ArticleKilledAct: {"kill", p.Say("Kill the article"), p.Say("It will not run. Everything is kept, and it can be reopened."), true},
	}
	var acts []StatusAct
	for _, a := range p.Actions {
		if act, ok := all[a.Action]; ok && a.Refusal == "" {
			acts = append(acts, act)
		}
	}
	return acts
}

// Excepted is an exception in the reader's language.
func (p SignOffPage) Excepted(e models.Exception) models.Exception {
	switch said := p.Language.Tell(e.Said); {
	case e.Said.IsZero():
	case e.Reason == "":
		e.What = said
	default:
		e.Reason = said
	}
	return e
}

// BlockerHref leads to where a blocker is, "" when it has no place.
func (p SignOffPage) BlockerHref(b models.Blocker) string {
	article := "/articles/" + id(p.Article.ID)
	switch {
	case b.Sort == "reply":
		return "/claims/" + id(b.ClaimID) + "/replies"
	case b.ClaimID != 0:
		return article + "?claim=" + id(b.ClaimID) + "#claim"
	case b.CommentID != 0:
		return article + "?thread=" + id(b.CommentID) + "#m" + id(b.CommentID)
	case b.Block >= 0 && b.Sort == "uncovered":
		return article + "?from=" + strconv.Itoa(b.Block) + "#r" + strconv.Itoa(b.Block)
	}
	return ""
}

// BlockerIcon is the icon of a blocker's sort.
func (p SignOffPage) BlockerIcon(b models.Blocker) string {
	icons := map[string]string{"stale": "s-stale", "in_review": "s-review", "query": "i-query", "orphan": "i-alert", "uncovered": "i-skip", "resolution": "s-returned", "reply": "i-voice"}
	if name, ok := icons[b.Sort]; ok {
		return name
	}
	return "s-open"
}

// Format is one of the formats a checked article leaves in: what it is for, and
// why it cannot be made, if it cannot.
type Format struct {
	Name        string
	Label, What message.Key
	For         models.Audience // that it is made for; the chosen one for most
	Refusal     string
	Slow        bool // made as a job
}

// AudienceChoice is one audience of the export page.
type AudienceChoice struct {
	Audience    models.Audience
	Label, What string
	Refusal     string // why it cannot be chosen, "" when it can
	Here        bool   // it is chosen
}

// Choices are the audiences with what each is shown.
func (p ExportPage) Choices() []AudienceChoice {
	what := map[models.Audience]message.Key{
		models.ForPublic:   "The text, what is settled, and its public evidence. Nobody of the newsroom is named but in the byline.",
		models.ForInternal: "Every claim, who proposed and approved it, overrides with their reasons, open queries and comments.",
		models.ForLegal:    "Also every version and return, settled queries, and the history. For reviewers.",
	}
	var all []AudienceChoice
	for _, a := range models.Audiences {
		all = append(all, AudienceChoice{Audience: a, Label: p.Say(audiences[a]), What: p.Say(what[a]), Here: a == p.Audience, Refusal: p.refusal(a)})
	}
	return all
}

// refusal says why whoever reads the page may not take an export for an audience.
func (p ExportPage) refusal(a models.Audience) string {
	if p.User == nil {
		return ""
	}
	return p.Say(a.Refusal(*p.User))
}

// Draft reports whether exports are marked as drafts.
func (p ExportPage) Draft() bool {
	return p.Article.Status != models.ArticleSignedOff && p.Article.Status != models.ArticlePublished
}

// PersonRow is one person with the form that changes them.
type PersonRow struct {
	ID    int64
	Email string
	Away  bool
	Form  PersonFields
	Wrong []string
}

// Rows are the people with what was typed about them.
func (p PeoplePage) Rows() []PersonRow {
	var rows []PersonRow
	for _, u := range p.People {
		row := PersonRow{ID: u.ID, Email: u.Email, Away: u.Away, Form: PersonFieldsOf(u)}
		if typed, ok := p.Forms[u.ID]; ok {
			row.Form = typed
		}
		if p.ErrorsFor == u.ID {
			for _, sentence := range p.Errors {
				row.Wrong = append(row.Wrong, sentence)
			}
			slices.SortFunc(row.Wrong, strings.Compare)
		}
		rows = append(rows, row)
	}
	return rows
}

// InviteErrors is what is wrong in the invitation.
func (p PeoplePage) InviteErrors() Errors {
	if p.ErrorsFor != 0 {
		return nil
	}
	return p.Errors
}

// InviteError is the sentence about the invitation as a whole.
func (p PeoplePage) InviteError() template.HTML { return wrongBox("invite", p.InviteErrors()) }

// Body is the text of the revision, with what changed since the one before.
func (p RevisionPage) Body() template.HTML {
	var b strings.Builder
	if p.Before != nil {
		return Comparison(p.Language, p.Before, p.Document, text.Compare(p.Before, p.Document), false)
	}
	level := 1 // of the page's own heading
	for _, block := range p.Document.Blocks {
		if block.Kind == text.Heading {
			level = below(level, block.Level+1)
		}
		open, shut := element(block, level)
		b.WriteString(open + ` dir="auto">`)
		escape(&b, p.Document.Slice(block.Span))
		b.WriteString(shut)
	}
	return template.HTML(b.String())
}
