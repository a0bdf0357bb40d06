package web_test

import (
	"fmt"
	"net/http"
	"testing"
)

func TestTheOriginOfASourceAndADoubleAreFoundByTheirWordsAndChosen(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	leaflet, wire, copied := n.EvidenceFrom(claim.ID, "A leaflet"), n.EvidenceFrom(claim.ID, "The wire of Tuesday"), n.EvidenceFrom(claim.ID, "The wire on Tuesday")
	at := path("/sources/%d", *leaflet.SourceID)
	save := func(words, origin string, status int) *answer {
		t.Helper()
		return c.post(at, "version", "1", "title", "A leaflet, typed anew", "type", "document", "tier", "primary", "confidentiality", "public", "attribution", "on_record", "origin_words", words, "origin", origin).status(status)
	}
	save("nothing says this", "", http.StatusUnprocessableEntity).holds("No other source holds these words", `value="nothing says this"`, "A leaflet, typed anew")
	save("leaflet", "", http.StatusUnprocessableEntity).holds("No other source holds these words") // it is not its own origin
	save("wire tuesday", "", http.StatusUnprocessableEntity).holds("Choose one of the sources that were found", fmt.Sprintf(`<option value="%d">The wire of Tuesday`, *wire.SourceID), fmt.Sprintf(`<option value="%d">The wire on Tuesday`, *copied.SourceID), "A leaflet, typed anew")
	if _, err := n.Store.MergeSources(t.Context(), n.Editor, *wire.SourceID, 1, *leaflet.SourceID+999); err == nil {
		t.Error("a record that is not there was merged")
	}
	save("", fmt.Sprint(*wire.SourceID), http.StatusSeeOther)
	c.get(at).status(http.StatusOK).holds("It has its facts from", "the two count once", fmt.Sprintf(`<option value="%d" selected>The wire of Tuesday`, *wire.SourceID))

	merge := path("/sources/%d", *wire.SourceID)
	c.post(merge+"/merge", "version", "1", "other_words", "wire").status(http.StatusUnprocessableEntity).holds(fmt.Sprintf(`<option value="%d">The wire on Tuesday`, *copied.SourceID), ">Merge</button>")
	c.post(merge+"/merge", "version", "1", "other_words", "", "other", fmt.Sprint(*copied.SourceID)).status(http.StatusSeeOther)
	c.get(path("/sources/%d", *copied.SourceID)).status(http.StatusOK).holds("was merged into")
	n.as(n.Viewer).post(at, "version", "2", "title", "x", "origin_words", "wire").status(http.StatusForbidden)
}
