package main_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"stet/models"
	"stet/models/modelstest"
)

const (
	bridge = "The bridge beside it was closed for eleven months in 2021."
	costs  = "The mayor said that it costs the city nothing at all. "
	tram   = "# The harbour tram\n\nThe council approved the tram in 2019. It carries 31,400 people a day.\n\n" + costs + "Nobody asked the riders.\n\n" + bridge +
		"\n\nThe depot stands on ground that the port gave away for one euro."
	planned = "A second line is planned for 2031."
)

// signedOffTram is an article with five approved claims that was signed off, in
// a data folder of its own.
func signedOffTram(t *testing.T) (data, article string) {
	t.Helper()
	data = t.TempDir()
	store, err := models.Open(models.Options{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	st := modelstest.NewStory(t, store)
	a := st.Article(tram)
	for _, words := range []string{"approved the tram in 2019", "31,400 people a day", "costs the city nothing at all", "closed for eleven months in 2021", "gave away for one euro"} {
		st.Approved(a.ID, words)
	}
	st.Skip(a.ID, "The harbour tram")
	st.Skip(a.ID, "Nobody asked")
	if _, err := store.SignOffArticle(t.Context(), st.Other, a.ID, a.RevisionID, ""); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return data, "1"
}

// of is the same person with the password of a told story.
func of(a account) account { a.password = modelstest.Password; return a }

func TestARevisionIsFollowedWithAMouse(t *testing.T) {
	t.Parallel()
	followRevision(t, desktop, mouse{})
}

func TestARevisionIsFollowedWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	followRevision(t, desktop, keyboard{})
}

func TestARevisionIsFollowedOnAPhoneWithoutJavaScript(t *testing.T) {
	t.Parallel()
	followRevision(t, phone.withoutScript(), forms{})
}

// followRevision changes one sentence of an approved article, deletes one, moves
// one and adds one. Exactly the right claims go stale, are lost, and stay.
func followRevision(t *testing.T, d device, by hands) {
	t.Helper()
	browser := browserFor(t)
	data, article := signedOffTram(t)
	s := serving(t, data)
	editor, reviewer := atWork(t, browser, s, of(eva), d, by), atWork(t, browser, s, of(rita), d, by)
	editor.article, reviewer.article = article, article

	editor.signsIn()
	revised := strings.NewReplacer("31,400", "32,900", costs, "", bridge+"\n\n", "", "for one euro.", "for one euro.\n\n"+bridge+"\n\n"+planned).Replace(tram)
	editor.revises(revised)
	editor.sees("What revision 2 did", "Changed since cleared by Olaf Other", "2 claims touched, 1 new sentence", "2 unchanged", "2 changed: look again", "1 lost", "1 not decided on")
	for words, badge := range map[string]string{"31,400 people a day": "number changed", "closed for eleven months": "moved from ¶4 to ¶5"} {
		editor.shows(".arr | " + words + " >> .badge | " + badge)
	}
	editor.shows("#lost ~ .arr | costs the city nothing at all >> .change del | costs the city nothing at all")
	editor.shows(".arr | closed for eleven months >> .why-not | somebody else has to look at it again")
	editor.settlesItem(planned, "x", "Nothing to check")

	reviewer.signsIn()
	reviewer.approvesFromTheDifference()
	reviewer.settlesItem("closed for eleven months", "s", "Still stands")

	editor.revises(strings.NewReplacer("Nobody asked", costs+"Nobody asked").Replace(revised)) // the sentence is back
	editor.opens("/articles/" + article + "/arrival")
	editor.sees("Nothing is left to do here")
	editor.hides("#lost")

	reviewer.opens("/articles/" + article + "/sign-off")
	reviewer.sees("Nothing stands in the way")
	reviewer.follows("main button | Sign off")
	reviewer.sees("Signed off", "Rita Reviewer")
	reviewer.opens("/articles/" + article + "/history")
	reviewer.sees("Eva Editor saved revision 2, which left 1 claim without a place", "Rita Reviewer looked at claim 4 again, and it still stands", "Rita Reviewer approved claim 2",
		"Eva Editor saved revision 3", "Rita Reviewer signed the article off")
}

// revises saves a new text of the article under work.
func (p *person) revises(words string) {
	p.t.Helper()
	p.opens("/articles/" + p.article + "/text")
	p.fills("#f-text", words)
	p.follows("main button | Save as a new revision")
}

// settlesItem does what a button of an item on the arrival page does.
func (p *person) settlesItem(words, key, button string) {
	p.t.Helper()
	item := ".arr | " + words
	if k, alone := p.by.(keyboard); alone {
		k.free(p.tab)
		p.walk("j", `!!document.querySelector('.arr.here')?.innerText.includes(%s)`, words)
		p.leads(func() { p.keys(key) })
		return
	}
	p.follows(item + " >> button | " + button)
}

// approvesFromTheDifference goes from the banner to the claim that changed, sees
// how, and approves it again.
func (p *person) approvesFromTheDifference() {
	p.t.Helper()
	p.opens("/articles/" + p.article)
	p.follows("#tray a | What the last revision did")
	p.shows(".arr | 31,400 people a day >> .change del | 31,400")
	p.shows(".arr | 31,400 people a day >> .change ins | 32,900")
	if _, alone := p.by.(keyboard); alone {
		p.keys(kb.Enter) // takes the first that is not settled
		p.leads(func() { p.keys("a") })
	} else {
		p.follows(".arr | 31,400 people a day >> button | Approve again")
	}
	p.shows(".arr.settled | 31,400 people a day >> .chip | Approved")
}

// TestPagesOfRevisionsCanBeUsedByEverybody looks at each with the rules of
// axe-core.
func TestPagesOfRevisionsCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	for name, look := range map[string]struct {
		device
		rules string
	}{"on a desk": {desktop, everyRule}, "on a phone": {phone, everyRule}, "in the dark": {desktop.inTheDark(), ofColours}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			browser := browserFor(t)
			s := demonstrating(t)
			const article = "/articles/3"
			b := newTab(t, browser, s.address, look.device)
			(&person{tab: b, account: maya, by: b.hand()}).signsIn()
			for _, v := range append(pages(article+"/arrival", article+"/compare", article+"/compare?view=side", article, article+"/sign-off", article+"/published", article+"/revisions/2"),
				view{article + "/arrival", "with a return that wants its reason", wantsReason}, view{article + "/published", "that differs", publishesOther}, view{article + "/text", "that somebody else saved meanwhile", savesLate}) {
				b.opens(v.path)
				if v.prepare != nil {
					v.prepare(b)
				}
				b.accessible(axe, look.rules, v.String())
				b.fits(v.String())
			}
		})
	}
}

func wantsReason(b *tab) {
	b.t.Helper()
	b.press(".arr summary | Return")
	b.leads(func() { b.press(".arr details button | Return") })
	b.sees("Say why")
}

func publishesOther(b *tab) {
	b.t.Helper()
	b.writes(b.hand(), "#f-text", "# Eleven months without a bridge\n\nIt is open.")
	b.leads(func() { b.press("main button | Compare") })
	b.sees("differs from revision 1")
}

func savesLate(b *tab) {
	b.t.Helper()
	do(b, "document.querySelector('[name=based_on]').value = 1")
	b.writes(b.hand(), "#f-text", "# Twelve months without a bridge\n\nThe North Bridge was closed for a year in 2021. The repair cost 9 million euros.")
	b.leads(func() { b.press("main button | Save as a new revision") })
	b.sees("Lena Brandt was faster", "You both changed the same words")
}
