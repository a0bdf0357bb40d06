package web_test

import (
	"net/http"
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
