package web_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"stet/app/web"
	"stet/models"
	"stet/models/text"
)

// site is a web server of the test's own.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	const body = "<p>The harbour tram carried 31,412 people in March, said <a href=\"/who\">the operator</a>. It opened in 1998. Nobody misses the ferry.</p>"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/tram", http.StatusFound)
		case "/tram":
			fmt.Fprint(w, `<!doctype html><html lang="de"><title>The tram</title><nav>Menu</nav><article><h1>The tram</h1>`+strings.Repeat(body, 3)+`</article></html>`)
		case "/text":
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, tram)
		case "/picture":
			fmt.Fprint(w, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
		default:
			http.Error(w, "secret", http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// newest is the article that was started last, with its text.
func (n *newsroom) newest() (models.Article, models.Revision, text.Document) {
	n.t.Helper()
	desk, err := n.Store.Desk(n.t.Context(), n.Editor, models.DeskQuery{})
	if err != nil || len(desk.Rows) == 0 {
		n.t.Fatalf("%d articles, %v", len(desk.Rows), err)
	}
	id := int64(0)
	for _, a := range desk.Rows {
		id = max(id, a.Article.ID)
	}
	a, err := n.Store.Article(n.t.Context(), n.Editor, id)
	if err != nil {
		n.t.Fatal(err)
	}
	r, doc, err := n.Store.Revision(n.t.Context(), n.Editor, id, 0)
	if err != nil {
		n.t.Fatal(err)
	}
	return a, r, *doc
}

func TestAnArticleStartsFromAPageOnTheWeb(t *testing.T) {
	t.Parallel()
	n, web := open(t), site(t)
	c := n.as(n.Editor)
	c.get("/articles/new").status(http.StatusOK).holds(`name="address"`)
	c.post("/articles", "address", web.URL+"/moved", "language", "").status(http.StatusSeeOther)
	a, r, doc := n.newest()
	if a.Title != "The tram" || a.PublicURL != "" || a.Language != "de" || strings.Contains(r.Text, "Menu") || r.Note != "Taken from "+web.URL+"/tram" {
		t.Errorf("%+v, %+v", a, r)
	}
	if len(doc.Marks) != 3 || doc.Marks[0].Value != web.URL+"/who" {
		t.Errorf("links are %v", doc.Marks)
	}
	c.post("/articles", "address", web.URL+"/text", "title", "A text", "note", "My own words").status(http.StatusSeeOther)
	if a, r, _ := n.newest(); a.Title != "A text" || r.Text != tram || r.Note != "My own words" {
		t.Errorf("%+v, %+v", a, r)
	}
}

func TestAPageThatCannotBeHadIsSaidAtItsField(t *testing.T) {
	t.Parallel()
	n, web := open(t), site(t)
	c := n.as(n.Editor)
	for address, says := range map[string]string{
		web.URL + "/gone":     "no such page (404)",
		web.URL + "/picture":  "a picture",
		"http://10.0.0.1/":    "not the address of a public page",
		"http://metadata/":    "not the address of a public page",
		"ftp://example.org/":  "begins with https://",
		"https://a:b@c.test/": "a name or a password",
	} {
		page := c.post("/articles", "address", address, "title", "Kept title", "byline", "Kept byline").status(http.StatusUnprocessableEntity)
		page.holds(says, `id="f-address-err"`, "Kept title", "Kept byline", `value="`+address+`"`).lacks("secret")
	}
	c.post("/articles", "address", web.URL+"/tram", "text", "Something typed").status(http.StatusUnprocessableEntity).holds("Take out the other", "Something typed", web.URL)
	desk, err := n.Store.Desk(t.Context(), n.Editor, models.DeskQuery{})
	if err != nil || len(desk.Rows) > 0 {
		t.Errorf("%d articles, %v", len(desk.Rows), err)
	}
}

func TestNothingIsFetchedWhereItIsSwitchedOff(t *testing.T) {
	t.Parallel()
	n := open(t)
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	t.Cleanup(s.Close)
	a := n.Article(tram)
	n.pages = web.New(web.Options{Store: n.Store, Log: n.logger()})
	c := n.as(n.Editor)
	for _, at := range []string{"/articles", path("/articles/%d/published", a.ID)} {
		c.post(at, "address", s.URL, "title", "A title").status(http.StatusUnprocessableEntity).holds("switched off").lacks(`name="address"`)
	}
	c.get("/articles/new").lacks(`name="address"`)
	c.get(path("/articles/%d/published", a.ID)).lacks(`name="address"`)
	if asked > 0 {
		t.Errorf("%d requests", asked)
	}
}

func TestAPublishedPageIsFetchedToBeCompared(t *testing.T) {
	t.Parallel()
	n, web := open(t), site(t)
	a := n.Article(tram)
	at := path("/articles/%d/published", a.ID)
	c := n.as(n.Viewer)
	c.post(at, "address", web.URL+"/text").status(http.StatusOK).holds("Word for word the same", web.URL+"/text")
	c.post(at, "address", web.URL+"/gone").status(http.StatusUnprocessableEntity).holds("no such page", `id="f-address-err"`)
}

const koi = "В марте портовый трамвай перевёз 31 412 человек, больше, чем в любой другой месяц с момента открытия в 1998 году. По парому никто не скучает."

func TestAFileWhoseEncodingIsAGuessIsShownFirst(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	data, err := charmap.KOI8R.NewEncoder().Bytes([]byte(koi))
	if err != nil {
		t.Fatal(err)
	}
	page := c.upload("/articles", "file", "tram.txt", data, "title", "Kept title").status(http.StatusOK)
	page.holds("Does this read right?", "was read as KOI8-R", "портовый трамвай", `<option value="KOI8-R" selected`, "Kept title")
	kept := keptIn(t, page)
	if string(kept) != string(data) {
		t.Errorf("%d bytes are kept of %d", len(kept), len(data))
	}
	again := []string{"title", "Kept title", "kept", base64.StdEncoding.EncodeToString(kept), "kept_name", "tram.txt"}
	page = c.post("/articles", append(again, "encoding", "Windows-1251", "look", "1")...).status(http.StatusOK)
	page.holds("Your file is still here", "was read as Windows-1251", `<option value="Windows-1251" selected`)
	c.post("/articles", append(again, "encoding", "UTF-8")...).status(http.StatusUnprocessableEntity).holds("not in UTF-8", `name="kept"`)
	c.post("/articles", append(again, "encoding", "KOI8-R", "language", "no such")...).status(http.StatusUnprocessableEntity).holds(`name="kept"`, "Your file is still here")
	c.post("/articles", append(again, "encoding", "KOI8-R", "drop", "1")...).status(http.StatusUnprocessableEntity).holds("There is no text yet").lacks(`name="kept"`)
	c.post("/articles", append(again, "encoding", "KOI8-R")...).status(http.StatusSeeOther)
	if _, r, _ := n.newest(); r.Text != koi {
		t.Errorf("the text is %q", r.Text)
	}
	c.post("/articles", append(again[:2:2], "kept", "no base64!")...).status(http.StatusBadRequest)
}

var keptInput = regexp.MustCompile(`name="kept" value="([^"]*)"`)

func keptIn(t *testing.T, page *answer) []byte {
	t.Helper()
	m := keptInput.FindStringSubmatch(page.Body.String())
	if m == nil {
		t.Fatal("no file is kept")
	}
	data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(m[1], "&#43;", "+"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
