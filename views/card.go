package views

import (
	"html/template"
	"strconv"

	"stet/models"
	"stet/models/figure"
	"stet/models/message"
	"stet/models/suggest"
)

// claimCard writes the margin card of a claim.
func (a *annotated) claimCard(c *models.ClaimLine) {
	status := template.HTMLEscapeString(statusLabel(a.language, c.Status, c.Returned))
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
	a.add(`>`, string(icon("v-"+string(c.Look))), `<span class="vh">`)
	a.say("Claim %d", c.Number)
	a.say(", ")
	escape(&a.Builder, ratingLabel(a.language, c))
	a.add(`: </span><span class="t" dir="auto">`)
	escape(&a.Builder, c.Wording)
	a.add(`</span><span class="g" title="`, status, `">`, string(icon(statusIcon(c.Status, c.Returned))), `<span class="vh">`)
	a.say(", ")
	a.add(status, `</span></span><span class="m">`)
	escape(&a.Builder, lineMeta(a.language, c))
	a.add(`</span></a></li>`)
}

// ratingLabel is what the newest verdict says.
func ratingLabel(l message.Language, c *models.ClaimLine) string {
	if c.Rating == "" {
		return lookLabel(l, models.LookOpen)
	}
	return c.Rating
}

// lineMeta is the small print of a claim's card.
func lineMeta(l message.Language, c *models.ClaimLine) string {
	said := []string{statusLabel(l, c.Status, c.Returned)}
	if c.Blind {
		said[0] = l.Say("Second verdict wanted")
	}
	if c.Figure != "" && c.Figure != figure.Follows {
		said = append(said, l.Say("its figure does not follow"))
	}
	if c.Context {
		said = append(said, l.Say("surroundings changed"))
	}
	if c.Risk == models.RiskHigh {
		said = append(said, l.Say("high risk"))
	}
	said = append(said, resolutionLine(l, c.Resolution))
	if c.Evidence > 0 {
		said = append(said, l.Say("evidence: %d", c.Evidence))
	} else {
		said = append(said, l.Say("no evidence yet"))
	}
	if c.Comments > 0 {
		said = append(said, l.Say("%d comments", c.Comments))
	}
	return joined(said...)
}

// resolutionLine says in a list what happened to a claim's words; "" for nothing yet.
func resolutionLine(l message.Language, r models.Resolution) string {
	switch r {
	case models.ResolutionStands:
		return l.Say("stands")
	case models.ResolutionChanged:
		return l.Say("changed")
	case models.ResolutionSoftened:
		return l.Say("softened")
	case models.ResolutionAttributed:
		return l.Say("attributed")
	case models.ResolutionCut:
		return l.Say("cut")
	}
	return ""
}

// remarkCard writes the margin card of a thread on words of the text.
func (a *annotated) remarkCard(m *models.Remark) {
	thread, what := id(m.ID), a.language.Say("Comment")
	if m.Query {
		what = a.language.Say("Query")
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
		legal := template.HTMLEscapeString(a.language.Say("Legal"))
		a.add(`<span class="g" title="`, legal, `">`, string(icon("i-lock")), `<span class="vh">, `, legal, `</span></span>`)
	}
	answers := a.language.Say("no answer yet")
	if m.Answers > 0 {
		answers = a.language.Say("%d answers", m.Answers)
	}
	blocks := ""
	if m.Blocking {
		blocks = a.language.Say("blocks the sign-off")
	}
	a.add(`<span class="m">`)
	escape(&a.Builder, joined(what, blocks, answers))
	a.add(`</span></a></li>`)
}

// skipCard says why the words need no check, and takes it back.
func (a *annotated) skipCard(s *models.SkipLine) {
	a.add(`<li class="note quiet"><span class="line">`, string(icon("i-skip")), `<span class="t">`)
	a.say(skippedAs(s.Reason))
	a.add(`</span>`)
	if a.may(models.SkipWithdrawn) {
		a.add(`<button class="mini" form="acts" formaction="/skips/`, id(s.ID), `/withdraw" data-s="`, id(s.ID), `">`)
		a.say("Undo")
		a.add(`</button>`)
	}
	a.add(`</span></li>`)
}

func skippedAs(r models.SkipReason) message.Key {
	switch r {
	case models.SkipConnective:
		return "Nothing to check: connective"
	case models.SkipCommonGround:
		return "Nothing to check: common ground"
	case models.SkipOutOfScope:
		return "Nothing to check: out of scope"
	}
	return "Nothing to check: opinion"
}

// suggestionCard proposes a sentence, to be taken or dismissed.
func (a *annotated) suggestionCard(i int) {
	s := a.ws.Suggestions[i]
	a.add(`<li class="note quiet sugg"><span class="line">`, string(icon("i-idea")), `<span class="t">`)
	a.say("Worth checking: %s", s.Reason)
	a.add(`</span>`)
	if a.may(models.ClaimCreated) {
		a.suggestionButton(s, "accept", "act: Claim")
		a.suggestionButton(s, "dismiss", "Dismiss")
	}
	a.add(`</span></li>`)
}

func (a *annotated) suggestionButton(s suggest.Suggestion, path string, label message.Key) {
	a.add(`<button class="mini" form="acts" name="sentence" value="`, strconv.Itoa(s.Sentence), `" formaction="/articles/`, id(a.ws.Article.ID), `/suggestions/`, path, `">`)
	a.say(label)
	a.add(`</button>`)
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
