package views

import (
	"strconv"
	"strings"

	"stet/models"
	"stet/models/figure"
)

// claimCard writes the margin card of a claim.
func (a *annotated) claimCard(c *models.ClaimLine) {
	status := statusLabel(c.Status, c.Returned)
	a.add(`<li class="note v-`, string(c.Look), ` st-`, string(c.Status))
	if isMine(c, a.me) {
		a.add(" me")
	}
	if c.ID == a.chosen {
		a.add(" on")
	}
	a.add(`"><a id="note-`, id(c.ID), `" href="?`, a.query, `claim=`, id(c.ID), `#claim" data-c="`, id(c.ID), `"`)
	if c.ID == a.chosen {
		a.add(` aria-current="true"`)
	}
	a.add(`>`, string(icon("v-"+string(c.Look))), `<span class="vh">Claim `, strconv.Itoa(c.Number), ", ")
	escape(&a.Builder, ratingLabel(c))
	a.add(`: </span><span class="t" dir="auto">`)
	escape(&a.Builder, c.Wording)
	a.add(`</span><span class="g" title="`, status, `">`, string(icon(statusIcon(c.Status, c.Returned))), `<span class="vh">, `, status,
		`</span></span><span class="m">`, lineMeta(c), `</span></a></li>`)
}

// ratingLabel is what the newest verdict says.
func ratingLabel(c *models.ClaimLine) string {
	if c.Rating == "" {
		return models.LookOpen.Label()
	}
	return c.Rating
}

// lineMeta is the small print of a claim's card.
func lineMeta(c *models.ClaimLine) string {
	evidence, comments, risk, resolution, context, off := "no evidence yet", "", "", "", "", ""
	if c.Context {
		context = "surroundings changed"
	}
	if c.Figure != "" && c.Figure != figure.Follows {
		off = "its figure does not follow"
	}
	if c.Evidence > 0 {
		evidence = "evidence: " + strconv.Itoa(c.Evidence)
	}
	if c.Comments > 0 {
		comments = plural(c.Comments, "comment", "comments")
	}
	if c.Risk == models.RiskHigh {
		risk = "high risk"
	}
	if c.Resolution != models.ResolutionNone {
		resolution = string(c.Resolution)
	}
	status := statusLabel(c.Status, c.Returned)
	if c.Blind {
		status = "Second verdict wanted"
	}
	return joined(status, off, context, risk, resolution, evidence, comments)
}

// remarkCard writes the margin card of a thread on words of the text.
func (a *annotated) remarkCard(m *models.Remark) {
	thread, what := id(m.ID), "Comment"
	if m.Query {
		what = "Query"
	}
	a.add(`<li class="note talk`)
	if m.ID == a.thread {
		a.add(" on")
	}
	a.add(`"><a id="note-m`, thread, `" href="?`, a.query, `thread=`, thread, `#m`, thread, `" data-c="m`, thread, `"`)
	if m.ID == a.thread {
		a.add(` aria-current="true"`)
	}
	a.add(`>`, string(icon("i-query")), `<span class="vh">`, what, `: </span><span class="t" dir="auto">`)
	escape(&a.Builder, m.Body)
	a.add(`</span>`)
	if m.Legal {
		a.add(`<span class="g" title="Legal">`, string(icon("i-lock")), `<span class="vh">, legal</span></span>`)
	}
	answers := "no answer yet"
	if m.Answers > 0 {
		answers = plural(m.Answers, "answer", "answers")
	}
	blocks := ""
	if m.Blocking {
		blocks = "blocks the sign-off"
	}
	a.add(`<span class="m">`, joined(what, blocks, answers), `</span></a></li>`)
}

// skipCard says why the words need no check, and takes it back.
func (a *annotated) skipCard(s *models.SkipLine) {
	a.add(`<li class="note quiet"><span class="line">`, string(icon("i-skip")), `<span class="t">Nothing to check: `, skipLabel(s.Reason), `</span>`)
	if a.may(models.SkipWithdrawn) {
		a.add(`<button class="mini" form="acts" formaction="/skips/`, id(s.ID), `/withdraw" data-s="`, id(s.ID), `">Undo</button>`)
	}
	a.add(`</span></li>`)
}

// suggestionCard proposes a sentence, to be taken or dismissed.
func (a *annotated) suggestionCard(i int) {
	s := a.ws.Suggestions[i]
	sentence := strconv.Itoa(s.Sentence)
	a.add(`<li class="note quiet sugg"><span class="line">`, string(icon("i-idea")), `<span class="t">Worth checking: `)
	escape(&a.Builder, s.Reason)
	a.add(`</span>`)
	if a.may(models.ClaimCreated) {
		a.add(`<button class="mini" form="acts" name="sentence" value="`, sentence, `" formaction="/articles/`, id(a.ws.Article.ID), `/suggestions/accept">Claim</button>`,
			`<button class="mini" form="acts" name="sentence" value="`, sentence, `" formaction="/articles/`, id(a.ws.Article.ID), `/suggestions/dismiss">Dismiss</button>`)
	}
	a.add(`</span></li>`)
}

// may reports whether the article allows an action now. An action without a
// button of its own goes with making claims.
func (a *annotated) may(action models.Action) bool { return mayArticle(a.ws.Actions, action) }

func mayArticle(actions []models.ArticleAction, action models.Action) bool {
	if action == models.SkipWithdrawn {
		action = models.SkipCreated
	}
	for _, a := range actions {
		if a.Action == action {
			return a.Refusal == ""
		}
	}
	return false
}

func lower(s string) string { return strings.ToLower(s) }
