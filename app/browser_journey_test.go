package main_test

import (
	"net/http"
	"strings"
	"testing"
)

const (
	allotmentsTitle = "Who owns the allotments?"
	allotments      = `The city leases 412 garden plots along the canal. The oldest contract dates from 1921.

Rents rose by 38 per cent in ten years because the city stopped its subsidy in 2016.

Ruth Amsel, chairwoman of the gardeners' association, disagrees.

> Nobody here earns a cent from it

It is a quiet place.

The council spent 2.4 million euros on a fence in 2023.`
)

func TestAnArticleIsCheckedWithAMouse(t *testing.T) {
	t.Parallel()
	checkAnArticle(t, desktop, mouse{})
}

func TestAnArticleIsCheckedInTheDarkWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	checkAnArticle(t, desktop.inTheDark(), keyboard{})
}

func TestAnArticleIsCheckedOnAPhone(t *testing.T) {
	t.Parallel()
	checkAnArticle(t, phone, fingers{})
}

func TestAnArticleIsCheckedWithoutJavaScript(t *testing.T) {
	t.Parallel()
	checkAnArticle(t, desktop.withoutScript(), forms{})
}

func TestAnArticleIsCheckedOnAPhoneWithoutJavaScript(t *testing.T) {
	t.Parallel()
	checkAnArticle(t, phone.withoutScript(), forms{})
}

// checkAnArticle takes an article the whole way: an editor and a reviewer, each
// with the same device and hands.
func checkAnArticle(t *testing.T, d device, by hands) {
	t.Helper()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva, rita, ada)
	s := serving(t, data)
	signedIn(t, s, ada).post("/settings", "newsroom", "The Quayside Courier", "url", "https://courier.example", "zone", "UTC", "reviewers_normal", "1", "reviewers_high", "2")
	editor, reviewer := atWork(t, browser, s, eva, d, by), atWork(t, browser, s, rita, d, by)

	editor.signsIn()
	editor.pastes(allotmentsTitle, allotments)
	proposeVerdicts(editor)
	cannotApprove(t, s, editor)

	reviewer.signsIn()
	reviewer.reviews("412 garden plots")
	reviewer.approves()
	reviewer.reviews("1921")
	reviewer.returns("Which contract? Name the file.")
	cannotSignOff(t, s, reviewer)

	editor.opens("/articles/" + editor.article)
	editor.chooses("1921")
	editor.sees("Sent back", "Which contract? Name the file.")
	editor.judges("Correct", "The lease of 3 May 1921, file 7 of the city archive.", "")
	reviewer.opens("/")
	reviewer.reviews("1921")
	reviewer.sees("Changed since you looked at it")
	reviewer.approves()
	reviewer.reviews("38 per cent")
	reviewer.approves()

	skipTheRest(editor)
	signOff(reviewer)
	exportAll(t, reviewer)
}

func proposeVerdicts(editor *person) {
	editor.t.Helper()
	editor.claims("412 garden plots")
	editor.claims("1921")
	editor.accepts("Rents rose by 38 per cent")
	editor.dismisses("The council spent 2.4 million euros")
	editor.skips("It is a quiet place")

	editor.chooses("412 garden plots")
	editor.cites(proof{"Register of garden plots", "Parks department", "https://parks.example/register", "sheet 2, row 14", "Plots let: 412"})
	editor.judges("Correct", "The register counts 412.", "")
	editor.chooses("1921")
	editor.cites(proof{"Leases along the canal", "City archive", "https://archive.example/leases", "file 7", "let from 3 May 1921"})
	editor.judges("Correct", "As the lease says.", "")
	editor.attributes("Ruth Amsel", "2024-01-29", "https://amsel.example/allotments")
	editor.chooses("38 per cent")
	editor.cites(proof{"Budget of the parks department", "City council", "https://council.example/budget", "page 31", "Rents 2014: 100, 2024: 131"})
	editor.judges("Incorrect", "The budget gives 31 per cent.", "Rents rose by 31 per cent in ten years")
}

// cannotApprove tries to approve one's own verdict: the page offers no way, and
// the server refuses.
func cannotApprove(t *testing.T, s *server, editor *person) {
	t.Helper()
	editor.chooses("412 garden plots")
	editor.hides("button[form=review-form][value=approve]")
	v := signedIn(t, s, editor.account)
	claim := value[string](editor.tab, `document.querySelector('#claim').dataset.claim`)
	if r := v.post("/claims/"+claim+"/review", "decision", "approve", "verdict", "1", "fingerprint", "x"); r.status != http.StatusForbidden {
		t.Errorf("an editor's approval is answered with %d", r.status)
	}
}

// cannotSignOff tries to sign off while something is open.
func cannotSignOff(t *testing.T, s *server, reviewer *person) {
	t.Helper()
	reviewer.goesToArticle(allotmentsTitle)
	reviewer.goesToSignOff()
	reviewer.sees("What stands in the way", "Settle what stands in the way first.")
	reviewer.shows("button[aria-disabled=true] | Sign off")
	revision := value[string](reviewer.tab, `document.querySelector('[name=revision]').value`)
	article := strings.Split(value[string](reviewer.tab, "location.pathname"), "/")[2]
	if r := signedIn(t, s, reviewer.account).post("/articles/"+article+"/sign-off", "revision", revision); r.status != http.StatusConflict {
		t.Errorf("a sign-off against blockers is answered with %d", r.status)
	}
}

func skipTheRest(editor *person) {
	editor.t.Helper()
	editor.opens("/articles/" + editor.article)
	editor.hides("#text .sug") // what was dismissed does not come back
	editor.skips("The council spent")
	editor.skips("Ruth Amsel")
	editor.skips("Nobody here earns a cent from it")
	editor.chooses("38 per cent")
	editor.resolves("changed")
}

func signOff(reviewer *person) {
	reviewer.t.Helper()
	reviewer.goesToArticle(allotmentsTitle)
	reviewer.goesToSignOff()
	reviewer.sees("Nothing stands in the way")
	reviewer.fills("#f-note", "Read once more from top to bottom.")
	reviewer.follows("main button | Sign off")
	reviewer.sees("Signed off", "Rita Reviewer")
}

// exportAll downloads the article in each format and looks into each.
func exportAll(t *testing.T, reviewer *person) {
	t.Helper()
	reviewer.follows("main a | Export the checked article")
	for format, words := range map[string][]string{
		"HTML":        {"<!doctype html>", "412 garden plots", "Parks department", "sheet 2, row 14", "The budget gives 31 per cent."},
		"Markdown":    {"# Who owns the allotments?", "[^1]", "sheet 2, row 14", "Rents rose by 31 per cent in ten years"},
		"CSV":         {"412 garden plots", "Correct", "Incorrect"},
		"JSON":        {`"stet.article"`, `"draft": false`, "Plots let: 412"},
		"ClaimReview": {`"ClaimReview"`, "Ruth Amsel", "The Quayside Courier"},
	} {
		content := reviewer.exports(format)
		for _, w := range words {
			if !strings.Contains(strings.ToLower(content), strings.ToLower(w)) {
				t.Errorf("the export as %s has no %q:\n%.1500s", format, w, content)
			}
		}
		if strings.Contains(content, "DRAFT") {
			t.Errorf("the export as %s of a signed-off article is marked as a draft", format)
		}
	}
}
