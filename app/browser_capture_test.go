package main_test

import (
	"strings"
	"testing"
)

// TestAPageOnTheWebIsKeptWithTheClaimWhateverBecomesOfIt follows a page from the
// moment it is attached: it is kept and opens at the excerpt; then the web says
// something else, and then nothing.
func TestAPageOnTheWebIsKeptWithTheClaimWhateverBecomesOfIt(t *testing.T) {
	t.Parallel()
	address, says := countsOnTheWeb(t)
	says(countsSay + strings.Repeat("</p><p>The line has stops along the water, and a timetable that nobody needs.", 60))
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	editor := atWork(t, browser, serving(t, data, fetching), eva, desktop, mouse{})
	editor.signsIn()
	editor.pastes("The harbour tram", "The tram carried 31,400 people a day.\n\nIt is red.")
	editor.claims("red")
	editor.claims("31,400 people")
	editor.cites(proof{"Passenger counts", "Harbour transport authority", address, "first paragraph", "The harbour line carried 31,412 people on a mean weekday"})
	editor.shows("#claim a[href*='/captures/'] | A copy of the page is kept")

	editor.follows("#claim a[href*='/captures/']")
	editor.sees("word for word")
	editor.press("main a | Show it")
	editor.until("the excerpt is before the reader", `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('#excerpt').getBoundingClientRect())`)
	if marked := value[string](editor.tab, `document.querySelector('#excerpt').textContent`); marked != "The harbour line carried 31,412 people on a mean weekday" {
		t.Errorf("marked is %q", marked)
	}

	says("The harbour line carried 30,999 people on a mean weekday in October.")
	looksAgain(editor, "has changed since the copy was made")
	says("")
	looksAgain(editor, "The page is gone. The copy is here.")
	editor.until("the copy is still there", `document.querySelector('#excerpt')?.textContent === 'The harbour line carried 31,412 people on a mean weekday'`)

	editor.opens("/articles/" + editor.article)
	editor.chooses("31,400 people")
	editor.shows("#claim | The page is gone")
	editor.chooses("red")
	editor.hides("#claim | The page is gone")
}

// looksAgain asks whether the page is still what was kept, until the answer is there.
func looksAgain(editor *person, answer string) {
	editor.t.Helper()
	here := value[string](editor.tab, "location.pathname")
	editor.follows("main button | Look whether it is still the same")
	for range 100 {
		if value[bool](editor.tab, "document.body.innerText.includes(%s)", answer) {
			return
		}
		editor.opens(here)
	}
	editor.t.Fatalf("never told: %s\n%s", answer, editor.state())
}
