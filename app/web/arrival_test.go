package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

const bridge = "The bridge was closed for eleven months. The repair cost 4.2 million euros. The mayor said that it was worth it.\n\nThe ferry carried 900 people a day. Nobody misses the ferry."

// bridged is an article with four approved claims that was signed off.
func (n *newsroom) bridged() (models.Article, map[string]models.Claim) {
	n.t.Helper()
	a := n.Article(bridge)
	claims := map[string]models.Claim{}
	for _, words := range []string{"closed for eleven months", "4.2 million euros", "it was worth it", "carried 900 people a day"} {
		claims[words] = n.Approved(a.ID, words)
	}
	n.Skip(a.ID, "Nobody misses")
	if _, err := n.Store.SignOffArticle(n.t.Context(), n.Reviewer, a.ID, a.RevisionID, ""); err != nil {
		n.t.Fatal(err)
	}
	return a, claims
}

// seen are the fields that say what a reviewer saw of a claim.
func (n *newsroom) seen(claimID int64, more ...string) []string {
	n.t.Helper()
	c := n.Detail(claimID).Claim
	return append([]string{"verdict", path("%d", c.VerdictID), "fingerprint", c.Fingerprint, "next", "arrival", "item", path("c%d-1", claimID)}, more...)
}

func TestASavedRevisionLeadsToWhatItDidAndEachActToTheNext(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, claims := n.bridged()
	eva, sam, rita := n.as(n.Editor), n.as(n.Second), n.as(n.Reviewer)
	at := path("/articles/%d/", a.ID)
	revised := strings.NewReplacer("4.2 million", "3.2 million", "The mayor said", "The mayor never said", "The ferry carried 900 people a day. ", "", "misses the ferry.", "misses the ferry.\n\nA second bridge is planned for 2031.").Replace(bridge)
	eva.post(at+"text", "based_on", "1", "text", revised).leads(at + "arrival")
	eva.get(at+"arrival").status(http.StatusOK).holds("<del>4.2</del><ins>3.2</ins>", "number changed", "the sentence around it changed", "<ins>never </ins>", "carried 900 people a day",
		"A second bridge is planned for 2031.", "A reviewer has to approve it again", "Changed since cleared by <bdi>Rita Reviewer</bdi>", "2 claims touched, 1 new sentence")
	eva.get(path("/articles/%d", a.ID)).holds("Changed since cleared by", at+"arrival")
	rita.get(at+"sign-off").holds("Changed since cleared by", at+"arrival")

	cost, worth, ferry := claims["4.2 million euros"].ID, claims["it was worth it"].ID, claims["carried 900 people a day"].ID
	rita.post(path("/claims/%d/review", cost), n.seen(cost, "decision", "return")...).status(http.StatusUnprocessableEntity).holds("Say why", "What revision 2 did", path(`id="c%d-1"`, cost))
	rita.post(path("/claims/%d/review", cost), n.seen(cost, "decision", "approve")...).leads(path("%sarrival?after=c%d-1#next", at, cost))
	eva.get(at + "arrival").holds("somebody else has to look at it again").lacks("/confirm")
	sam.post(path("/claims/%d/confirm", worth), "next", "arrival", "item", path("c%d-1", worth)).leads(path("%sarrival?after=c%d-1#next", at, worth))
	eva.get(path("%sarrival?after=c%d-1", at, worth)).holds(path(`here" id="c%d-1"`, ferry))
	eva.post(path("/claims/%d/cut", ferry), "next", "arrival", "item", path("c%d-1", ferry)).leads(path("%sarrival?after=c%d-1#next", at, ferry))
	page := eva.get(at+"arrival").holds("Cut from the article", "Approved")
	_, sentence, _ := strings.Cut(page.Body.String(), `name="sentence" value="`)
	sentence, _, _ = strings.Cut(sentence, `"`)
	now, err := n.Store.Article(t.Context(), n.Editor, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	eva.post(at+"skips", "revision", path("%d", now.RevisionID), "sentence", sentence, "reason", "opinion", "next", "arrival").leads(at + "arrival?after=s" + sentence + "#next")
	eva.get(at+"arrival").holds("Nothing is left to do here", at+"sign-off")
	rita.post(at+"sign-off", "revision", path("%d", now.RevisionID)).leads(at + "sign-off")
	eva.get(at + "arrival").lacks("Changed since cleared by")
}

func TestARevisionThatTouchesNoClaimLeadsToTheText(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, _ := n.bridged()
	eva := n.as(n.Editor)
	eva.post(path("/articles/%d/text", a.ID), "based_on", "1", "text", bridge+"\n\nOne more line.").leads(path("/articles/%d", a.ID))
	eva.post(path("/articles/%d/text", a.ID), "based_on", "2", "text", bridge+"\n\nOne more line.").leads(path("/articles/%d", a.ID))
	eva.get(path("/articles/%d", a.ID)).holds("there is no new revision")
	eva.get(path("/articles/%d/arrival", a.ID)).status(http.StatusOK).holds("One more line.")
}

func TestALostClaimIsAttachedToACandidateAsTheServerNamedIt(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("Team Alpha won the cup in 1998 🏆.\n\nA line between.")
	c := n.Approved(a.ID, "Team Alpha won the cup in 1998")
	n.Revise(a.ID, "Team Alpha won the cup in 1998 🏆.", "🏆 The cup went to Team Alpha in 1998; Team Alpha won the cup in 1999 too. Team Alpha won the cup in 1998, they say.")
	eva := n.as(n.Editor)
	page := eva.get(path("/articles/%d/arrival", a.ID)).status(http.StatusOK)
	if n.Detail(c.ID).Claim.Orphaned {
		_, form, found := strings.Cut(page.Body.String(), path(`action="/claims/%d/places/1/move"`, c.ID))
		if !found {
			t.Fatalf("no candidate is offered:\n%s", page.main())
		}
		fields := []string{}
		for _, name := range []string{"next", "item", "revision", "block", "start16", "end_block", "end16", "quote"} {
			_, value, _ := strings.Cut(form, `name="`+name+`" value="`)
			value, _, _ = strings.Cut(value, `"`)
			fields = append(fields, name, value)
		}
		eva.post(path("/claims/%d/places/1/move", c.ID), fields...).status(http.StatusSeeOther)
	}
	d := n.Detail(c.ID)
	if d.Claim.Orphaned || !strings.Contains(d.Line.Places[0].Quote, "Team Alpha") {
		t.Errorf("the claim is at %+v", d.Line.Places)
	}
}

func TestAViewerSeesAnArrivalAndCanDoNothing(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, claims := n.bridged()
	n.Revise(a.ID, "4.2 million", "3.2 million", "The ferry carried 900 people a day. ", "")
	vera := n.as(n.Viewer)
	vera.get(path("/articles/%d/arrival", a.ID)).status(http.StatusOK).holds("number changed").lacks(`method="post" action="/claims`, `value="approve"`, "data-key=")
	vera.post(path("/claims/%d/cut", claims["carried 900 people a day"].ID)).status(http.StatusForbidden)
}

func TestSlightChangesAreApprovedTogetherAndOthersAreNot(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, claims := n.bridged()
	n.Revise(a.ID, "closed for eleven", "closed, for eleven", "it was worth it", "it was “worth it”", "worth it.", "worth it!", "carried 900", "carried 700", "cost 4.2 million euros", "cost 4.2 Million euros")
	olaf := n.as(n.Other)
	closed, cost, ferry := claims["closed for eleven months"].ID, claims["4.2 million euros"].ID, claims["carried 900 people a day"].ID
	olaf.get(path("/articles/%d/arrival", a.ID)).holds("that changed only in punctuation or capitals", path(`name="claim" value="%d" form="slight" checked`, closed)).lacks(path(`name="claim" value="%d" form="slight"`, ferry))
	fields := form("next", "arrival", "item", "slight")
	for _, id := range []int64{closed, cost} {
		c := n.Detail(id).Claim
		fields.Add("claim", path("%d", id))
		fields.Set(path("verdict_%d", id), path("%d", c.VerdictID))
		fields.Set(path("fingerprint_%d", id), c.Fingerprint)
	}
	at := path("/articles/%d/approve-slight", a.ID)
	olaf.send(at, fields).leads(path("/articles/%d/arrival?after=slight#next", a.ID))
	for _, id := range []int64{closed, cost} {
		if s := n.Detail(id).Claim.Status; s != models.ClaimApproved {
			t.Errorf("claim %d is %s", id, s)
		}
	}
	c := n.Detail(ferry).Claim
	olaf.post(at, "claim", path("%d", ferry), path("verdict_%d", ferry), path("%d", c.VerdictID), path("fingerprint_%d", ferry), c.Fingerprint).status(http.StatusForbidden).holds("Look at the others one by one")
}
