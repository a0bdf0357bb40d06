package web_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf16"

	"stet/models/text"
)

// units is how many UTF-16 units s takes, as a browser counts.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func TestASelectionMakesTheClaimOfExactlyTheSelectedWords(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	for _, words := range []struct{ name, before, selected, after string }{
		{"emoji", "They said 👍🏽 and ", "won 👩‍👩‍👧‍👦 by 3", " goals 🎉."},
		{"combining marks", "Café ", "ré sumé", " done, that is n̈ew."},
		{"Arabic", "قال الوزير إن ", "عدد السكان بلغ ٣ ملايين", " في عام ٢٠٢٤."},
		{"Hebrew with points", "הוא אמר ", "שָׁלוֹם לְכֻלָּם", " בבוקר."},
		{"Thai", "ประชากรของ", "กรุงเทพมหานคร", "มีสิบล้านคน"},
		{"Chinese", "一月份,", "港口电车运送了三万人", "。𠮷野家开业。"},
		{"Hindi", "मंत्री ने ", "क्षेत्र में ५०", " स्कूल खोले।"},
		{"mixed directions", "The sign (שלום) says ", "عدد 12 people", " twice."},
	} {
		a := n.Article("# A heading\n\n" + words.before + words.selected + words.after)
		c.post(path("/articles/%d/claims", a.ID), "revision", path("%d", a.RevisionID), "block", "1", "quote", words.selected,
			"start16", path("%d", units(words.before)), "end16", path("%d", units(words.before+words.selected))).status(http.StatusSeeOther)
		w, err := n.Store.Workspace(t.Context(), n.Editor, a.ID)
		if err != nil || len(w.Claims) != 1 {
			t.Fatalf("%s: %d claims, %v", words.name, len(w.Claims), err)
		}
		want := text.Clean(words.selected)
		if got := w.Claims[0].Places[0].Quote; got != want {
			t.Errorf("%s: quote %q, want %q", words.name, got, want)
		}
	}
}

func TestASelectionMayRunOverSeveralBlocks(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("One 🎉 ends here.\n\nIn between.\n\nTwo 🎉 begins here.")
	c := n.as(n.Editor)
	fields := form("revision", path("%d", a.RevisionID), "block", "0", "start16", path("%d", units("One ")), "end_block", "2", "end16", path("%d", units("Two 🎉")), "quote", "")
	c.send(path("/articles/%d/claims", a.ID), fields).status(http.StatusSeeOther)
	w, err := n.Store.Workspace(t.Context(), n.Editor, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := w.Claims[0].Places[0].Quote, "🎉 ends here.\n\nIn between.\n\nTwo 🎉"; got != want {
		t.Errorf("quote %q, want %q", got, want)
	}
	fields.Set("block", "2")
	fields.Set("end_block", "0")
	c.send(path("/articles/%d/claims", a.ID), fields).status(http.StatusUnprocessableEntity).holds("Select some words")
}

func TestOffsetsThatDoNotFitAreRefusedAndNothingIsMade(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	c := n.as(n.Editor)
	claims := path("/articles/%d/claims", a.ID)
	revision := path("%d", a.RevisionID)
	for name, fields := range map[string][]string{
		"no selection":      {"revision", revision},
		"no end":            {"revision", revision, "block", "0", "start16", "4"},
		"beyond the block":  {"revision", revision, "block", "0", "start16", "4", "end16", "4000"},
		"no such block":     {"revision", revision, "block", "9", "start16", "4", "end16", "8"},
		"before the block":  {"revision", revision, "block", "0", "start16", "-4", "end16", "8"},
		"backwards":         {"revision", revision, "block", "0", "start16", "8", "end16", "4"},
		"white space":       {"revision", revision, "block", "0", "start16", "3", "end16", "4"},
		"not a number":      {"revision", revision, "block", "0", "start16", "x", "end16", "4"},
		"other words":       {"revision", revision, "block", "0", "start16", "4", "end16", "11", "quote", "ferry"},
		"no such sentence":  {"revision", revision, "sentence", "3"},
		"negative sentence": {"revision", revision, "sentence", "-1"},
	} {
		if a := c.post(claims, fields...); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), "elect") {
			t.Errorf("%s: status %d", name, a.Code)
		}
	}
	c.post(claims, "revision", "999", "block", "0", "start16", "4", "end16", "11", "quote", "harbour").status(http.StatusConflict).holds("harbour", "new revision")
	if w, _ := n.Store.Workspace(t.Context(), n.Editor, a.ID); len(w.Claims) != 0 {
		t.Errorf("%d claims were made", len(w.Claims))
	}
}

func TestASentenceCanBeClaimedOrSkippedByItsNumber(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	c := n.as(n.Editor)
	revision := path("%d", a.RevisionID)
	c.get(path("/articles/%d?sentences=1", a.ID)).status(http.StatusOK).holds("Nobody misses the ferry")
	c.post(path("/articles/%d/claims", a.ID), "revision", revision, "sentence", "1").status(http.StatusSeeOther)
	c.post(path("/articles/%d/skips", a.ID), "revision", revision, "sentence", "2", "reason", "opinion").leads(path("/articles/%d?sentences=1#claim", a.ID))
	c.post(path("/articles/%d/skips", a.ID), "revision", revision, "sentence", "0", "reason", "because").status(http.StatusUnprocessableEntity)
	w, err := n.Store.Workspace(t.Context(), n.Editor, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Claims) != 1 || w.Claims[0].Places[0].Quote != "It opened in 1998." || len(w.Skips) != 1 || w.Skips[0].Anchor.Quote != "Nobody misses the ferry." {
		t.Errorf("claims %v, skips %v", w.Claims, w.Skips)
	}
}
