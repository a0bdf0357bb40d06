package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestADecisionIsToldOnTheNextPage(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	claim := n.Claim(a.ID, "31,412")
	n.Evidence(claim.ID)
	n.Propose(claim, "correct")
	d := n.Detail(claim.ID).Claim
	c := n.as(n.Reviewer)
	c.post(path("/claims/%d/review", claim.ID), "verdict", path("%d", d.VerdictID), "fingerprint", d.Fingerprint, "decision", "return", "reason", "Which table?", "next", "queue").leads("/review")
	c.get("/review").status(http.StatusOK).holds("Claim 1 sent back to Eva Editor.")
}

func TestARareActOnAClaimIsTold(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	claim := n.Claim(a.ID, "31,412")
	c := n.as(n.Editor)
	version := func() string { return path("%d", n.Detail(claim.ID).Claim.Version) }
	told := func() *answer { return c.get(path("/articles/%d?claim=%d", a.ID, claim.ID)).status(http.StatusOK) }
	c.post(path("/claims/%d/split", claim.ID), "version", version(), "wordings", "One\nTwo").status(http.StatusSeeOther)
	told().holds("The parts are now claims 1 and 2.")
	c.post(path("/claims/%d/merge", claim.ID), "version", version(), "other", "2").status(http.StatusSeeOther)
	told().holds("Claim 2 is now part of claim 1.")
	c.post(path("/claims/%d/withdraw", claim.ID), "version", version(), "reason", "Not ours.").status(http.StatusSeeOther)
	told().holds("The claim is withdrawn.")
}

func TestALostPlaceIsAttachedToOtherWords(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("It carries 31,412 people a day.\n\nNobody asked the riders about it at all.")
	claim := n.Claim(a.ID, "31,412 people a day")
	n.Revise(a.ID, "It carries 31,412 people a day.", "Nothing of that kind stands here.")
	c := n.as(n.Editor)
	if !n.Detail(claim.ID).Claim.Orphaned {
		t.Fatal("the claim still has its place")
	}
	here := path("/articles/%d?claim=%d", a.ID, claim.ID)
	c.get(here).status(http.StatusOK).holds(`data-lost="1"`, "Attach here")
	revision := path("%d", n.Detail(claim.ID).Revision.ID)
	c.post(path("/claims/%d/places/1/move", claim.ID), "revision", revision, "block", "0", "start16", "0", "end16", "7", "quote", "Nothing").leads(here)
	c.get(here).holds("Add this place").lacks("data-lost", "Attach here")
}

func TestALinkThatIsOverSaysSoAndWhomToAsk(t *testing.T) {
	t.Parallel()
	n := open(t)
	n.visitor().get("/join/abc").status(http.StatusNotFound).holds("This invitation is over", "ask the admin who invited you", "Sign in")
	n.visitor().post("/join/abc", "password", "a few long words").status(http.StatusNotFound).holds("This invitation is over")
}

func TestSentencesAreListedFiftyAtATime(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(strings.Repeat("The tram is late again.\n\n", 120))
	c := n.as(n.Editor)
	at := path("/articles/%d?sentences=1", a.ID)
	c.get(at).status(http.StatusOK).holds("120 sentences to decide on", "Claim<span class=\"vh\"> sentence 50<", "after=49#claim").lacks("> sentence 51<")
	c.get(at+"&after=49").holds("> sentence 51<", "> sentence 100<", "after=99#claim").lacks("> sentence 50<")
	c.get(at + "&after=99").holds("> sentence 120<").lacks("Next 50")
	c.get(at + "&after=119").holds("Every sentence from here on is decided on.")
	c.post(path("/articles/%d/skips", a.ID), "revision", path("%d", a.RevisionID), "sentence", "60", "reason", "opinion", "after", "49").leads(at + "&after=49#claim")
}
