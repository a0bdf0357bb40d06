package main_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestTheFirstPersonSetsUpAndInvitesTheOthers(t *testing.T) {
	t.Parallel()
	browser := browserFor(t)
	s := serving(t, t.TempDir())
	admin := atWork(t, browser, s, ada, desktop, mouse{})
	admin.opens("/")
	admin.sees("Set up Stet")
	admin.fills("#f-newsroom", "The Quayside Courier", "#f-name", ada.name, "#f-email", ada.email, "#f-password", password)
	admin.follows("main button | Start")
	admin.press("button.me")
	admin.follows("#me a | People")
	admin.fills("#f-email", eva.email, "#f-name", eva.name)
	admin.follows("main button | Make the link")
	link := value[string](admin.tab, "document.querySelector('[data-select]').value")

	editor := atWork(t, browser, s, eva, phone, fingers{})
	editor.opens(strings.TrimPrefix(link, s.address))
	editor.sees("Welcome, "+eva.name, "The Quayside Courier")
	editor.fills("#f-password", password)
	editor.follows("main button | Join")
	editor.pastes(allotmentsTitle, allotments)

	late := atWork(t, browser, s, eva, desktop, mouse{})
	late.opens(strings.TrimPrefix(link, s.address))
	late.hides("button | Join")
	admin.opens("/people")
	do(admin.tab, `document.querySelector('[name=active][aria-label^="eva@"]').click()`)
	admin.follows("tr | " + eva.email + " >> button | Save")
	editor.opens("/")
	editor.sees("Sign in")
}

// colours are the shades of the words and of what they stand on, from 0 to 1
// (the relative luminance of WCAG 2).
type colours struct{ Words, Paper float64 }

func (b *tab) colours(selector string) colours {
	b.t.Helper()
	return value[colours](b, `(() => {
		const light = colour => { const c = new OffscreenCanvas(1, 1).getContext('2d'); c.fillStyle = colour; c.fillRect(0, 0, 1, 1);
			const [r, g, b] = [...c.getImageData(0, 0, 1, 1).data].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
			return .2126 * r + .7152 * g + .0722 * b; };
		return { Words: light(getComputedStyle(document.querySelector(%s)).color), Paper: light(getComputedStyle(document.documentElement).backgroundColor) };
	})()`, selector)
}

func TestPagesAreDarkForThoseWhoPreferItAndReadAsWell(t *testing.T) {
	t.Parallel()
	browser, s := browserFor(t), demonstrating(t)
	for _, look := range []device{desktop, desktop.inTheDark()} {
		p := atWork(t, browser, s, jonas, look, mouse{})
		p.signsIn()
		for path, words := range map[string]string{"/": "h1", "/articles/1": "#text [data-b]"} {
			p.opens(path)
			c := p.colours(words)
			if dark := c.Paper < c.Words; dark != look.dark {
				t.Errorf("%s on a device that is dark (%v) has the colours %+v", path, look.dark, c)
			}
			if contrast := (max(c.Words, c.Paper) + .05) / (min(c.Words, c.Paper) + .05); contrast < 7 {
				t.Errorf("%s has a contrast of %.1f on a device that is dark (%v)", path, contrast, look.dark)
			}
		}
	}
}

func TestAFormattedPasteKeepsItsHeadingsQuotationsAndLists(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	editor := atWork(t, browser, serving(t, data), eva, desktop, mouse{})
	editor.signsIn()
	editor.follows("a | New article")
	editor.fills("#f-title", "Formatted")
	do(editor.tab, `(area => { const clip = new DataTransfer(); area.focus();
		clip.setData('text/html', '<h2>Rents</h2><p>They rose by <b>38</b> per cent.</p><blockquote><p>Nobody earns a cent.</p></blockquote><ul><li>one</li><li>two</li></ul><script>alert(1)</'+'script>');
		area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clip, bubbles: true, cancelable: true })); })(document.querySelector('#f-text'))`)
	if got := value[string](editor.tab, "document.querySelector('#f-text').value"); got != "## Rents\n\nThey rose by 38 per cent.\n\n> Nobody earns a cent.\n\n- one\n\n- two" {
		t.Errorf("pasted %q", got)
	}
	editor.follows("main button | Start the check")
	for _, block := range []string{"#text blockquote | Nobody earns a cent.", "#text li | two", "#text h2, #text h3 | Rents"} {
		editor.shows(block)
	}
}

// TestNothingTypedIsLost leaves a half-written form and comes back, and sends one
// that somebody else was faster with.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva, rita)
	s := serving(t, data)
	editor := atWork(t, browser, s, eva, desktop, mouse{})
	editor.signsIn()
	editor.pastes(allotmentsTitle, allotments)
	claim := editor.claims("412 garden plots")
	editor.fills("#verdict-form [name=explanation]", "The register counts 412.")
	editor.by.selects(editor.tab, "1921") // with the mouse, and then a key
	editor.keys("n")
	editor.settles()
	editor.shows("#claim .quote mark | 1921")
	editor.chooses("412 garden plots")
	editor.until("what was typed is back", `document.querySelector('#verdict-form [name=explanation]').value === 'The register counts 412.'`)
	editor.opens("/articles/" + editor.article + "?claim=" + claim)
	editor.sees("What you had typed is back.")

	page := signedIn(t, s, rita).get("/articles/" + editor.article + "?claim=" + claim).ok()
	signedIn(t, s, rita).post("/claims/"+claim+"/verdict", "based_on", "0", "rating", page.first(ratingOnPage), "explanation", "Seen in the gardens.").taken()
	editor.press(".opt | Correct")
	editor.sends(".p-foot button | Save draft")
	editor.sees("Rita Reviewer was faster", "Seen in the gardens.")
	if kept := value[string](editor.tab, "document.querySelector('#verdict-form [name=explanation]').value"); kept != "The register counts 412." {
		t.Errorf("the form has %q", kept)
	}
	editor.sends(".p-foot button | Save draft")
	if got := exported(t, data, editor.article).Claims[0].Verdict.Explanation; got != "The register counts 412." {
		t.Errorf("the newest verdict says %q", got)
	}

	editor.fills("#comment-form [name=body]", "Who counted them?")
	do(editor.tab, "sessionStorage.clear()") // all that a crash leaves is what the browser keeps
	editor.opens("/")
	editor.sees("Typed and not sent")
	editor.leads(func() { editor.press(".unsent a") })
	editor.sees("that was not sent")
	editor.press("#comment-form button | Put it back")
	editor.until("the comment is back", `document.querySelector('#comment-form [name=body]').value === 'Who counted them?'`)
	editor.press("button.me")
	editor.press("#me button | Sign out")
	editor.sees("Press again to sign out")
	editor.follows("#me button | Sign out")
	if n := value[int](editor.tab, "Object.keys(localStorage).filter(k => k.startsWith('draft ')).length"); n != 0 {
		t.Errorf("%d texts stay in the browser of who signed out", n)
	}
}

// TestEverythingIsFoundByKeyboard chooses another key, uses it, and does the rest
// with what Ctrl K finds.
func TestEverythingIsFoundByKeyboard(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := atWork(t, browserFor(t), s, eva, desktop, keyboard{})
	editor.signsIn()
	editor.pastes(allotmentsTitle, allotments)
	first, second := editor.claims("412 garden plots"), editor.claims("1921")
	editor.opens("/account")
	editor.fills("[name='claim.next']", "v")
	editor.follows("main button | Save the keys")
	editor.opens("/articles/" + editor.article)
	editor.keys("v")
	editor.until("the key that was chosen chooses a claim", `['`+first+`', '`+second+`'].includes(document.querySelector('#claim').dataset.claim)`)
	editor.until("the help has it", `document.querySelector("#keys [data-act='claim.next'] kbd").textContent === 'V'`)
	editor.finds("verdict: correct")
	editor.until("the rating is chosen", `document.querySelector('[name=rating]:checked') !== null`)
	editor.finds("comment")
	editor.until("the comment can be written", `document.activeElement.name === 'body'`)
	editor.leads(func() { editor.finds("details") })
	editor.sees("Byline")
}

// finds does what the palette finds first for some words.
func (p *person) finds(words string) {
	p.t.Helper()
	p.keys("k", chromedp.ModifierCtrl)
	p.until("the palette opens", `document.activeElement.id === 'palette-q'`)
	p.tab.keys(words)
	p.until("it finds something", `document.querySelector('#palette-list [aria-selected=true]')?.textContent.toLowerCase().includes(%s)`, words)
	p.tab.keys(kb.Enter)
}
