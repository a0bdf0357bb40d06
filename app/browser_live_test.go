package main_test

import (
	"strings"
	"testing"
)

// liveArticle is an article that two people have open, each in a tab of their
// own, with the claim "1921" chosen by the editor.
func liveArticle(t *testing.T) (s *server, editor, reviewer *person) {
	t.Helper()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva, rita)
	s = serving(t, data)
	editor, reviewer = atWork(t, browser, s, eva, desktop, mouse{}), atWork(t, browser, s, rita, desktop, mouse{})
	editor.signsIn()
	editor.pastes(allotmentsTitle, allotments)
	editor.claims("1921")
	reviewer.signsIn()
	reviewer.opens("/articles/" + editor.article)
	reviewer.shows(".row mark | 1921")
	return s, editor, reviewer
}

func TestTwoPeopleOnAnArticleSeeWhatTheOtherDoes(t *testing.T) {
	t.Parallel()
	s, editor, reviewer := liveArticle(t)
	editor.shows("#here li | " + rita.name)
	reviewer.shows("#here li | " + eva.name)

	editor.claims("412 garden plots")
	reviewer.shows(".row mark | 412 garden plots")
	reviewer.chooses("412 garden plots")
	editor.cites(proof{"Register of garden plots", "Parks department", "https://parks.example/register", "sheet 2, row 14", "Plots let: 412"})
	reviewer.shows("#claim .sources | Plots let: 412")
	editor.judges("Correct", "The register counts 412.", "")
	reviewer.shows("#claim .p-head .chip | In review")
	reviewer.shows("#claim button | Approve")
	editor.skips("It is a quiet place")
	reviewer.shows(".row .skipped | It is a quiet place")

	v := signedIn(t, s, rita)
	claim := value[string](editor.tab, `document.querySelector('#claim').dataset.claim`)
	v.post("/articles/"+editor.article+"/comments", "claim", claim, "body", "Which edition of the register?").taken()
	editor.shows("#claim | Which edition of the register?")
	editor.until("the change is said aloud", `document.getElementById('live').textContent.includes(%s)`, rita.name)
}

func TestWhoTypesLosesNothingWhileOthersWorkOnTheClaim(t *testing.T) {
	t.Parallel()
	s, editor, _ := liveArticle(t)
	v := signedIn(t, s, rita)
	claim := value[string](editor.tab, `document.querySelector('#claim').dataset.claim`)
	editor.press("#add-evidence summary")
	v.post("/articles/"+editor.article+"/comments", "claim", claim, "body", "Where is it kept?").taken()
	editor.shows("#claim | Where is it kept?")
	editor.until("what was unfolded stays so", `document.querySelector('#add-evidence').open`)
	editor.writes(editor.by, "#claim [name=explanation]", "The lease of 3 May")
	do(editor.tab, `document.querySelector('#claim .p-body').scrollTop = 40`)
	v.post("/articles/"+editor.article+"/comments", "claim", claim, "body", "Is there a copy of the lease?").taken()
	editor.shows("#claim | Is there a copy of the lease?")
	v.post("/claims/"+claim+"/evidence", "relation", "supports", "source_title", "Leases along the canal", "locator", "file 7", "excerpt", "let from 3 May 1921").taken()
	editor.shows("#claim | let from 3 May 1921")
	editor.keys(" 1921")
	editor.until("what was typed is whole", `document.activeElement.name === 'explanation' && document.activeElement.value === 'The lease of 3 May 1921'`)
	editor.until("the panel stands where it stood", `Math.abs(document.querySelector('#claim .p-body').scrollTop - 40) < 2`)

	// somebody else saves a verdict meanwhile
	rating := value[string](editor.tab, `document.querySelector('#claim [name=rating]').value`)
	v.post("/claims/"+claim+"/verdict", "rating", rating, "explanation", "File 7 says so.", "based_on", "0").taken()
	editor.shows("#verdict-form .overtaken")
	editor.until("what was typed is still whole", `document.querySelector('#claim [name=explanation]').value === 'The lease of 3 May 1921'`)
	editor.press("#claim .p-foot button | Save draft")
	editor.shows("#claim .notice | was faster")
	editor.sees("File 7 says so.")
	editor.until("what was typed is in the form", `document.querySelector('#claim [name=explanation]').value === 'The lease of 3 May 1921'`)
	known := value[int](editor.tab, `+document.getElementById('ws-head').dataset.event`)
	v.post("/articles/"+editor.article+"/comments", "claim", claim, "body", "Or the one of June?").taken()
	editor.until("the page knows of it", `+document.getElementById('ws-head').dataset.event > %s`, known)
	editor.until("what could not be saved is still in the form", `document.querySelector('#claim [name=explanation]').value === 'The lease of 3 May 1921'`)
}

func TestASelectionSurvivesWhatOthersDoToTheSameSentence(t *testing.T) {
	t.Parallel()
	s, editor, reviewer := liveArticle(t)
	reviewer.by.selects(reviewer.tab, "garden plots")
	v := signedIn(t, s, eva)
	revision := value[string](editor.tab, `document.querySelector('main').dataset.revision`)
	v.claim(editor.article, revision, 0)
	reviewer.until("the new claim is drawn", `document.querySelectorAll('.row mark').length > 1`)
	if got := value[string](reviewer.tab, `getSelection().toString()`); got != "garden plots" {
		t.Errorf("selected is %q", got)
	}
}

func TestWhatHappensWhileTheServerIsAwayIsShownWhenItIsBack(t *testing.T) {
	t.Parallel()
	s, editor, reviewer := liveArticle(t)
	editor.shows("#here li | " + rita.name)
	s.stop()
	reviewer.until("the page knows that it hears nothing", `document.querySelector('main').hasAttribute('data-offline')`)
	elsewhere := serving(t, s.data)
	v := signedIn(t, elsewhere, eva)
	v.claim(editor.article, value[string](editor.tab, `document.querySelector('main').dataset.revision`), 0)
	elsewhere.stop()
	serving(t, s.data, "--listen", strings.TrimPrefix(s.address, "http://"))
	reviewer.until("the claim from in between is drawn", `document.querySelectorAll('.row mark').length > 1`)
	reviewer.until("the page hears again", `!document.querySelector('main').hasAttribute('data-offline')`)
}
