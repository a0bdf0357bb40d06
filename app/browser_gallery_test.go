package main_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The people of the demo.
var (
	jonas = account{"jonas@demo.example", "Jonas Aalto", "editor", "let it stand"}
	maya  = account{"maya@demo.example", "Maya Roth", "reviewer", "let it stand"}
	ines  = account{"ines@demo.example", "Inès Okafor", "admin", "let it stand"}
)

// gallery is the demo with something on every page, and a server where nobody
// has been yet.
type gallery struct {
	demo, untouched, kept                    *server // the last has pages of the web with its evidence
	polar, tram                              string  // articles: under work, and signed off but changed since
	open, inReview, returned, changed, blind string  // claims
	invitation, letter, authors              string  // the paths of one; the last is a link for an author
}

// room is what one person may see.
type room struct {
	server *server
	who    account // nobody, where it is empty
	views  []view
}

// view is a page, and what is done on it before it is looked at.
type view struct {
	path, with string
	prepare    func(*tab)
}

func (v view) String() string { return strings.TrimSpace(v.path + " " + v.with) }

// pages are views of which nothing but the address is to be said.
func pages(paths ...string) []view {
	views := make([]view, len(paths))
	for i, p := range paths {
		views[i] = view{path: p}
	}
	return views
}

var (
	letterOnPage  = regexp.MustCompile(`value="http://[^"/]+(/answer/[^"]+)"`)
	versionOnPage = regexp.MustCompile(`name="version" value="(\d+)"`)
	mayaOnPage    = regexp.MustCompile(`value="(\d+)"[^>]*> <span><bdi>Maya Roth`)
	joinOnPage    = regexp.MustCompile(`(/join/[^"]+)`)
	claimNamed    = `href="\?claim=(\d+)#claim"[^>]*>(?:[^<]|<(?:svg|/svg|use|span class="vh"|/span)[^>]*>)*<span class="t" dir="auto">%s`
	articleLink   = `href="/articles/(\d+)" dir="auto">%s`
)

func openGallery(t *testing.T) *gallery {
	t.Helper()
	g := &gallery{demo: demonstrating(t), untouched: serving(t, t.TempDir()), kept: keepsPages(t)}
	editor := signedIn(t, g.demo, jonas)
	desk := editor.get("/").body + editor.get("/?tab=done").body
	find := func(page, pattern, words string) string {
		caught := regexp.MustCompile(fmt.Sprintf(pattern, words)).FindStringSubmatch(page)
		if caught == nil {
			t.Fatalf("the demo has no %s", words)
		}
		return caught[1]
	}
	g.polar, g.tram = find(desk, articleLink, "A polar station"), find(desk, articleLink, "The harbour tram")
	polar := editor.get("/articles/" + g.polar).body
	g.open, g.inReview, g.returned = find(polar, claimNamed, "Trade between"), find(polar, claimNamed, "Vostok is the coldest"), find(polar, claimNamed, "Russia is the largest")
	g.blind = find(polar, claimNamed, "The agreement turns")
	g.changed = find(editor.get("/articles/"+g.tram).body, claimNamed, "31,400 people")
	version := editor.get("/articles/" + g.tram + "/sign-off").first(versionOnPage)
	editor.post("/articles/"+g.tram+"/publish", "version", version, "url", "https://post.example/tram").taken()
	editor.post("/articles/"+g.tram+"/amendments", "what", "A reader counted again.", "cause", "misread", "checked", "unclaimed", "reported_by", "Wilma").taken()
	editor.post("/articles/"+g.tram+"/amendments", "what", "The caption is of a Tuesday.", "cause", "production", "checked", "skipped").taken()
	signedIn(t, g.demo, maya).post("/amendments/1", "kind", "correction", "note", "It carried 32,900 people, not 31,400.").taken()
	editor.post("/articles/"+g.tram+"/text", "based_on", "1", "note", "The operator sent new figures.", "text",
		"# The harbour tram, five years on\n\nOn a mean weekday in October it carried 32,900 people.\n\nThat is how the operator puts it. We could not find figures for the other lines.").taken()
	editor.post("/articles/"+g.polar+"/comments", "claim", g.inReview, "body", "Is that still the record?", "query", "1", "blocking", "1").taken()
	editor.post("/articles/"+g.polar+"/export/packet", "for", "internal").leads("/jobs/1")
	editor.waitsFor(1)
	editor.post("/articles/"+g.polar+"/export/packet", "for", "public").leads("/jobs/2")
	editor.post("/jobs/2/cancel").taken()
	editor.post("/articles/"+g.tram+"/restrict", "people", editor.get("/articles/"+g.tram+"/people").first(mayaOnPage)).taken()
	editor.post("/articles/"+g.tram+"/sheet", "rows", "fact\tquote\tsource\nThe ferry had 900 riders\tnine hundred riders of the ferry\tAn old almanac, https://almanac.example\nThe operator said so\t\t").taken()
	g.letter = editor.post("/claims/"+g.open+"/inquiries", "who", "Dr. Amsel", "ask", "Is this correct as it stands?", "words", "text", "show_title", "1").first(letterOnPage)
	g.authors = editor.post("/articles/" + g.polar + "/author-links").first(letterOnPage)
	signedIn(t, g.demo, ines).post("/webhooks", "url", "https://hooks.invalid/a", "form", "slack", "active", "1", "actions", "claim.created", "actions", "revision.saved")
	g.invitation = signedIn(t, g.demo, ines).post("/people/invitations", "email", "new@demo.example", "name", "Noor", "role", "editor").first(joinOnPage)
	return g
}

// keepsPages is a newsroom where one page was kept, the second has changed since,
// the third could not be kept, and a copy of it was handed in.
func keepsPages(t *testing.T) *server {
	t.Helper()
	address, says := countsOnTheWeb(t)
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data, fetching)
	editor := signedIn(t, s, eva)
	article := editor.start("The tram", "The tram carried 31,400 people a day.")
	claim := editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 0)
	attach := func(n int, words string) {
		editor.post("/claims/"+claim+"/evidence", "relation", "supports", "source_title", fmt.Sprint("Counts ", n), "source_url", fmt.Sprint(address, "?", n), "locator", "first paragraph",
			"excerpt", "The harbour line carried 31,412 people on a mean weekday").taken()
		editor.until(fmt.Sprint("/captures/", n), words)
	}
	attach(1, "word for word")
	attach(2, "word for word")
	editor.post("/evidence/1/archives", "archive", "https://web.archive.org/web/2026/"+address).taken()
	says("The harbour line carried 30,999 people on a mean weekday in October.")
	editor.post("/captures/2/recheck").taken()
	editor.until("/captures/2", "has changed since the copy was made")
	says("")
	attach(3, "No copy of the page")
	editor.handsIn("/evidence/3/captures", "saved", "counts.html", "<!doctype html><title>Counts</title><p>"+countsSay, "url", address)
	return s
}

func (g *gallery) rooms() []room {
	return []room{
		{g.untouched, account{}, pages("/setup")},
		{g.kept, eva, pages("/captures/1", "/captures/2", "/captures/3", "/captures/4", "/evidence/1", "/evidence/2", "/evidence/3", "/articles/1?claim=1#claim", "/claims/1/quote")},
		{g.demo, account{}, append(pages("/sign-in", "/sign-in?next=%2Freview", g.invitation, "/join/none", g.letter, g.authors, "/answer/none", "/answered"), view{"/sign-in", "with a wrong password", wrongPassword})},
		{g.demo, jonas, g.editorViews()},
		{g.demo, maya, append(pages("/", "/notices", "/review", "/articles/"+g.tram+"/amendments", "/review/"+g.inReview, "/articles/"+g.polar+"?claim="+g.inReview+"#claim", "/articles/"+g.polar+"/sign-off", "/articles/"+g.polar+"?thread=0#claim", "/articles/"+g.polar+"?claim="+g.blind+"#claim"),
			view{"/review/" + g.inReview, "returned without a reason", func(b *tab) { b.leads(func() { b.press(".rv-side button[value=return]") }) }})},
		{g.demo, ines, append(pages("/", "/people", "/people/1/away", "/sections", "/sections/1", "/rules", "/settings", "/checklists", "/webhooks", "/webhooks/1", "/articles/"+g.polar),
			view{"/people", "with a new link", func(b *tab) { b.invites("zoe." + b.language.Tag() + "@demo.example") }}, view{"/people", "with an address twice", func(b *tab) { b.invites(jonas.email) }})},
	}
}

func (g *gallery) editorViews() []view {
	article, claim := "/articles/"+g.polar, "/claims/"+g.inReview
	at := func(id string) string { return article + "?claim=" + id + "#claim" }
	return append(pages("/", "/?tab=done", "/?tab=mine", "/?q=largest", "/?q=nothing+says+this", "/articles/new", article, article+"?sentences=1#claim", article+"?show=open", at(g.open), at(g.inReview), at(g.returned), at(g.blind),
		article+"/details", article+"/text", article+"/revisions", article+"/revisions/1", "/articles/"+g.tram+"/revisions/2", article+"/history", article+"/sign-off", article+"/export", article+"/export?for=public", article+"/questions", "/jobs/1", "/jobs/2",
		"/articles/"+g.tram, "/articles/"+g.tram+"?claim="+g.changed+"#claim", "/articles/"+g.tram+"/sign-off",
		"/articles/"+g.tram+"/arrival", "/articles/"+g.tram+"/sheet", article+"/sheet", article+"/assign?rules=1", "/people/load", "/articles/"+g.tram+"/compare", "/articles/"+g.tram+"/published",
		article+"/people", "/articles/"+g.tram+"/people", article+"/amendments", "/articles/"+g.tram+"/amendments", article+"/replies", claim+"/replies", "/claims/"+g.open+"/replies", "/retention", article+"/holds", "/sources/1/holds", claim+"/edit", claim+"/history", claim+"/quote", "/claims/"+g.changed+"/calculation", claim+"/evidence/new", "/evidence/1", "/sources", "/sources/1", "/sources/8", "/account", "/account/notices", "/notices", "/numbers", "/nothing/here", "/people"),
		view{article, "with words selected", func(b *tab) { b.hand().selects(b, "trade between them"); b.shows("#seltools") }},
		view{at(g.open), "with the form for evidence", unfoldsEvidence},
		view{at(g.open), "with a source being found", findsSource},
		view{"/claims/" + g.open + "/replies", "with everything unfolded", func(b *tab) { do(b, "document.querySelectorAll('details').forEach(d => d.open = true)") }},
		view{at(g.inReview), "with everything unfolded", func(b *tab) { do(b, "document.querySelectorAll('details').forEach(d => d.open = true)") }},
		view{article + "?thread=0#claim", "with everything unfolded", func(b *tab) { do(b, "document.querySelectorAll('details').forEach(d => d.open = true)") }},
		view{article, "with its menu", func(b *tab) { b.press("[popovertarget=art-menu]"); b.shows("#art-menu") }},
		view{"/", "with the menu of the account", func(b *tab) { b.press("button.me"); b.shows("#me") }},
		view{"/", "with the keys", func(b *tab) { b.keys("?"); b.shows("#keys") }},
		view{"/articles/new", "with an empty text", func(b *tab) {
			b.writes(b.hand(), "#f-title", "Nothing")
			b.leads(func() { b.press("main .btn.main[type=submit], main form button.main") })
		}},
		view{claim + "/edit", "withdrawn without a reason", func(b *tab) { b.leads(func() { do(b, "document.querySelector('#withdraw form').submit()") }) }},
		view{article + "/details", "that somebody else saved meanwhile", func(b *tab) { g.lateEdit(b) }})
}

// hand is what somebody has for the device.
func (b *tab) hand() hands {
	if b.touch {
		return fingers{}
	}
	return mouse{}
}

func (b *tab) press(target string) { b.t.Helper(); b.hand().press(b, target) }

func wrongPassword(b *tab) {
	b.t.Helper()
	b.writes(b.hand(), "#f-email", jonas.email)
	b.writes(b.hand(), "#f-password", "let it go, please")
	b.leads(func() { b.press("main button.main") })
}

func (b *tab) invites(email string) {
	b.t.Helper()
	b.writes(b.hand(), "#f-email", email)
	b.writes(b.hand(), "#f-name", "Zoë")
	b.leads(func() { b.press(`form[action="/people/invitations"] button`) })
}

// unfoldsEvidence shows the form for evidence. It is there already where something
// was typed into it before.
func unfoldsEvidence(b *tab) {
	b.t.Helper()
	if !value[bool](b, "document.querySelector('#add-evidence').open") {
		b.press("#add-evidence summary")
	}
	b.shows("#evidence-form")
}

func findsSource(b *tab) {
	b.t.Helper()
	unfoldsEvidence(b)
	b.hand().into(b, "#evidence-form [name=source_title]")
	b.keys("a", chromedp.ModifierCtrl)
	b.keys("Treaty")
	b.shows("#source-options [role=option]")
}

// lateEdit saves details that were changed by somebody else since the page came.
func (g *gallery) lateEdit(b *tab) {
	b.t.Helper()
	lena := account{"lena@demo.example", "Lena Brandt", "editor", "let it stand"}
	version := value[string](b, "document.querySelector('[name=version]').value")
	signedIn(b.t, g.demo, lena).post("/articles/"+g.polar+"/details", "version", version, "title", "A polar station", "scope", "full").taken()
	b.writes(b.hand(), "#f-title", "A station at the pole")
	b.leads(func() { b.press(`form[action$="/details"] button.main`) })
	b.sees("Lena Brandt")
}
