package main_test

import (
	"context"
	"strings"
	"testing"
)

// person is somebody at work in the browser.
type person struct {
	*tab
	account
	by      hands
	article string // the number of the one under work
}

// atWork is a person in front of the sign-in page.
func atWork(t testing.TB, browserContext context.Context, s *server, a account, d device, by hands) *person {
	t.Helper()
	return &person{tab: newTab(t, browserContext, s.address, d), account: a, by: by}
}

func (p *person) press(target string) { p.t.Helper(); p.by.press(p.tab, target) }

// follows presses what leads to another page.
func (p *person) follows(target string) {
	p.t.Helper()
	p.leads(func() { p.press(target) })
}

// sends presses a button of a form on the workspace. A script sends it from the
// page; without one the answer is another page.
func (p *person) sends(target string) {
	p.t.Helper()
	if p.noScript {
		p.follows(target)
		return
	}
	p.press(target)
	p.settles()
}

// fills fields: each by its target, with what is written into it.
func (p *person) fills(pairs ...string) {
	p.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		p.writes(p.by, pairs[i], pairs[i+1])
	}
}

func (p *person) signsIn() {
	p.t.Helper()
	p.opens("/sign-in")
	p.fills("#f-email", p.email, "#f-password", p.password)
	p.follows("main button | Sign in")
	p.sees(p.name)
}

// pastes starts an article.
func (p *person) pastes(title, words string) {
	p.t.Helper()
	p.follows("a | New article")
	p.fills("#f-title", title, "#f-text", words)
	p.follows("main button | Start the check")
	p.article = p.number()
}

// number is that of the article on the page.
func (p *person) number() string {
	p.t.Helper()
	address := value[string](p.tab, "location.pathname")
	number, found := strings.CutPrefix(address, "/articles/")
	if !found {
		p.t.Fatalf("the article did not start, but led to %s\n%s", address, p.state())
	}
	return number
}

// claims makes a claim of words and returns its id.
func (p *person) claims(words string) string {
	p.t.Helper()
	p.leavesPanel()
	p.by.selects(p.tab, words)
	p.by.does(p.tab, "n", words)
	p.settles()
	p.until("the claim is chosen", `document.querySelector('#claim')?.dataset.claim && document.querySelector('#p-h').textContent.includes(%s)`, words)
	return value[string](p.tab, `document.querySelector('#claim').dataset.claim`)
}

// skips says that there is nothing to check in the sentence with the words.
func (p *person) skips(words string) {
	p.t.Helper()
	p.leavesPanel()
	p.by.selects(p.tab, words)
	p.by.does(p.tab, "x", words)
	p.settles()
}

// onSuggestion takes or dismisses the suggestion on a sentence with the words.
func (p *person) onSuggestion(words, key, button string) {
	p.t.Helper()
	p.leavesPanel()
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.keys("u")
		p.walk("u", `getSelection().toString().includes(%s)`, words)
		p.keys(key)
		p.settles()
	} else {
		p.sends(".row | " + words + " >> .sugg button | " + button)
	}
	p.until("the suggestion is gone", `![...document.querySelectorAll('.sug')].some(g => g.textContent.includes(%s))`, words)
}

func (p *person) accepts(words string)   { p.t.Helper(); p.onSuggestion(words, "y", "Claim") }
func (p *person) dismisses(words string) { p.t.Helper(); p.onSuggestion(words, "d", "Dismiss") }

// chooses a claim and has its panel open.
func (p *person) chooses(words string) {
	p.t.Helper()
	p.leavesPanel()
	p.by.chooses(p.tab, words)
	p.settles()
	p.opensPanel()
}

// opensPanel brings up the panel where a phone has folded it.
func (p *person) opensPanel() {
	p.t.Helper()
	if value[bool](p.tab, "!!"+finder, ".step .open") {
		p.press(".step .open")
	}
}

// leavesPanel goes back to the text, from the list of sentences too.
func (p *person) leavesPanel() {
	p.t.Helper()
	if value[bool](p.tab, "!!"+finder, ".step .shut") {
		p.press(".step .shut")
	}
	if value[bool](p.tab, "!!"+finder, ".step a | Close the list") {
		p.follows(".step a | Close the list")
	}
}

// proof is what somebody attaches to a claim.
type proof struct{ title, publisher, url, locator, excerpt string }

// cites attaches a source to the chosen claim.
func (p *person) cites(e proof) {
	p.t.Helper()
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.keys("e")
	} else {
		p.press("#add-evidence summary")
	}
	const form = "#evidence-form "
	p.fills(form+"[name=source_title]", e.title, form+"[name=source_publisher]", e.publisher, form+"[name=source_url]", e.url,
		form+"[name=locator]", e.locator, form+"[name=excerpt]", e.excerpt)
	p.sends(form + "button | Add evidence")
	p.opensPanel()
	p.shows(".sources .loc | " + e.locator)
	p.shows(".sources blockquote | " + e.excerpt)
}

// judges proposes a verdict on the chosen claim, with other words where it has
// some, and sends it for review.
func (p *person) judges(rating, explanation, correction string) {
	p.t.Helper()
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.keys(value[string](p.tab, finder+".querySelector('kbd').textContent", ".opt | "+rating))
	} else {
		p.press(".opt | " + rating)
	}
	p.fills("#verdict-form [name=explanation]", explanation)
	if correction != "" {
		p.press("#verdict-form summary")
		p.fills("#verdict-form [name=correction]", correction)
		if !p.noScript {
			p.shows(".diff-live ins")
		}
	}
	p.sends(".p-foot button | Submit for review")
	p.opensPanel()
	p.shows(".p-head .chip | In review")
}

// attributes says who else makes the chosen claim.
func (p *person) attributes(claimant, on, address string) {
	p.t.Helper()
	p.press("#claim .more-acts summary")
	p.follows("#claim .more-acts a | Edit wording")
	p.press("summary | Somebody else says it")
	p.fills("#f-claimant", claimant)
	p.picks(p.by, "#f-claimant_is", "person")
	p.dates("#f-claimed_on", on)
	p.fills("#f-appearance_url", address)
	p.follows("main form button | Save")
}

// resolves notes what happened to the words of the chosen claim.
func (p *person) resolves(resolution string) {
	p.t.Helper()
	p.press("#claim .more-acts summary")
	p.picks(p.by, "#claim [name=resolution]", resolution)
	p.sends("#claim .more-acts button | Save")
}

// dates types a day, given as 2024-01-29, into a field for dates of a browser
// that writes it as 29/01/2024.
func (p *person) dates(field, day string) {
	p.t.Helper()
	p.by.into(p.tab, field)
	do(p.tab, finder+".value = %s", field, day) // how a date is typed depends on the machine's language
}

// reviews opens the queue and, in it, the claim with the words.
func (p *person) reviews(words string) {
	p.t.Helper()
	if value[string](p.tab, "location.pathname") != "/review" {
		p.follows(".bar a | Review")
	}
	if !value[bool](p.tab, "!!"+finder, ".q[aria-current] | "+words) {
		p.follows(".rv-list .q | " + words)
	}
	p.shows(".rv-head .ctx | " + words)
}

// approves the claim that is open in the queue.
func (p *person) approves() {
	p.t.Helper()
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.leads(func() { p.keys("a") })
		return
	}
	p.follows(".rv-side button | Approve")
}

// returns it with a reason.
func (p *person) returns(reason string) {
	p.t.Helper()
	p.fills("#review-form [name=reason]", reason)
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.leads(func() { p.keys("r") })
		return
	}
	p.follows(".rv-side button | Return")
}

// goesToArticle goes to the workspace of an article from the desk.
func (p *person) goesToArticle(title string) {
	p.t.Helper()
	p.follows(".bar .brand")
	p.follows(".a-row a | " + title)
}

// goesToSignOff goes from the workspace to what stands in its way.
func (p *person) goesToSignOff() {
	p.t.Helper()
	p.leavesPanel()
	p.follows(".ws-head a.btn")
}

// downloads an export from the page of formats.
func (p *person) exports(format string) string {
	p.t.Helper()
	p.press(".formats li | " + format + " >> a")
	_, content := p.downloaded()
	return content
}
