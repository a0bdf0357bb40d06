package web_test

import (
	"net/http"
	"strings"
	"testing"
)

const sheet = "Fact;Quote;Source;Status;Note;Deadline\n" +
	"So many people;\"31,412 people\";Passenger counts, https://counts.example/march;Correct;As of March;\n" +
	"Opened a year late;\"in 1999\";;;The file says so;Monday\n" +
	"The airport has runways;;;looks fine;;\n"

func TestASheetIsTakenInAndItsRestIsPlacedByHand(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	eva, at := n.as(n.Editor), path("/articles/%d/sheet", a.ID)
	eva.get(at).status(http.StatusOK).holds("No row waits for its words.")
	eva.upload(at, "file", "claims.csv", []byte(sheet)).leads(at)
	eva.get(at).holds("1 row became a claim.", "1 verdict came in as a draft.", "2 rows fit no place and wait to be placed.", "Columns that were not read: “Deadline”.",
		"Opened a year late", "The file says so", "Row 3", "The airport has runways", "looks fine", at+"/waiting.csv")
	eva.get(path("/articles/%d", a.ID)).holds("So many people")

	rows := n.waiting(a.ID)
	row := path("%s/rows/%d", at, rows[0])
	eva.post(row+"/place", "words", "no such words of the text").status(http.StatusUnprocessableEntity).holds(path(`id="f-words-%d-err"`, rows[0]), `value="no such words of the text"`)
	eva.post(row+"/place", "words", "opened in 1998").leads(at)
	eva.get(at).holds("The row is claim 2.").lacks("Opened a year late")
	eva.post(path("%s/rows/%d/drop", at, rows[1])).leads(at)
	eva.get(at).holds("The row is set aside.", "No row waits for its words.")
	eva.post(row+"/place", "words", "opened in 1998").status(http.StatusConflict)
	eva.upload(at, "file", "claims.csv", []byte(sheet)).leads(at)
	eva.get(at).holds("3 rows were here from before.")
	n.as(n.Viewer).get(at).status(http.StatusOK).lacks("<form method=\"post\" action=\"" + at)
}

// waiting are the ids of the rows that wait.
func (n *newsroom) waiting(articleID int64) []int64 {
	n.T.Helper()
	rows, _, err := n.Store.WaitingRows(n.T.Context(), n.Editor, articleID, 0)
	if err != nil {
		n.T.Fatal(err)
	}
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestARowIsAttachedToAPlaceThatIsOffered(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("It opened in 2021 👩‍🚀. The bridge was closed in 2021.")
	eva, at := n.as(n.Editor), path("/articles/%d/sheet", a.ID)
	eva.post(at, "rows", "quote\tnote\nin 2021\tWhich?").leads(at)
	page := eva.get(at).holds("fits several places", "Attach here")
	_, form, _ := strings.Cut(page.Body.String(), path(`action="%s/rows/%d/place"`, at, n.waiting(a.ID)[0]))
	_, form, _ = strings.Cut(form, "<form") // the second place
	fields := []string{}
	for _, name := range []string{"revision", "block", "start16", "end_block", "end16", "quote"} {
		_, value, found := strings.Cut(form, `name="`+name+`" value="`)
		if !found {
			t.Fatalf("no %s in %s", name, form)
		}
		value, _, _ = strings.Cut(value, `"`)
		fields = append(fields, name, value)
	}
	eva.post(path("%s/rows/%d/place", at, n.waiting(a.ID)[0]), fields...).leads(at)
	if claims := n.claimsOf(a.ID); len(claims) != 1 || claims[0].Places[0].StartCP < 20 {
		t.Errorf("the claims are %+v", claims)
	}
}

func TestTheRowsThatWaitLeaveAsASheetThatCanBeReadBack(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, b := n.Article(tram), n.Article("Another text.")
	eva := n.as(n.Editor)
	eva.upload(path("/articles/%d/sheet", a.ID), "file", "claims.csv", []byte(sheet+"'=HYPERLINK(1);;;;;\n"))
	file := eva.get(path("/articles/%d/sheet/waiting.csv", a.ID)).status(http.StatusOK)
	if got := file.Header().Get("Content-Disposition"); !strings.Contains(got, "waiting-rows.csv") || !strings.Contains(file.Body.String(), "'=HYPERLINK(1)") {
		t.Errorf("%s: %s", got, file.Body)
	}
	eva.upload(path("/articles/%d/sheet", b.ID), "file", "rest.csv", file.Body.Bytes())
	if n := len(n.waiting(b.ID)); n != 3 {
		t.Errorf("%d rows came back", n)
	}
}

func TestWhatIsNoSheetIsRefusedOnItsPage(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	eva, at := n.as(n.Editor), path("/articles/%d/sheet", a.ID)
	eva.upload(at, "file", "x.xlsx", []byte("PK\x03\x04 and no more")).status(http.StatusUnprocessableEntity).holds(`id="f-file-err"`, "damaged")
	eva.post(at, "rows", "one\ttwo\n1\t2").status(http.StatusUnprocessableEntity).holds(`id="f-rows-err"`, "one\ttwo")
	eva.post(at).status(http.StatusUnprocessableEntity).holds("Choose the file of the sheet")
	eva.upload("/articles", "file", "claims.csv", []byte(sheet), "title", "x", "text", "").status(http.StatusUnprocessableEntity).holds("This is a sheet of claims, not an article.")
	eva.get("/articles/99/sheet").status(http.StatusNotFound)
	eva.post(path("%s/rows/99/drop", at)).status(http.StatusNotFound)
}
