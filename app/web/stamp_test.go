package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"stet/models"
	"stet/models/message"
)

// retriedStamp is asking again for a time-stamp that was not had.
func retriedStamp(s *scene) (string, []string) {
	is := s.stampedBy("https://tsa.example.org/tsr")
	s.must(s.Store.StampNotHad(s.T.Context(), s.stampOf(is).ID, message.New("It does not answer.")))
	return path("/sign-offs/%d/time-stamp", is.ID), nil
}

// stampedBy is a sign-off while that authority is set.
func (s *scene) stampedBy(authority string) models.SignOff {
	s.T.Helper()
	s.must(s.Store.EditSettings(s.T.Context(), s.Admin, models.Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2, Authority: authority}))
	w, err := s.Store.Workspace(s.T.Context(), s.Viewer, s.signedOff().ID)
	s.must(err)
	return *w.SignOff
}

func (s *scene) stampOf(is models.SignOff) models.TimeStamp {
	s.T.Helper()
	t, err := s.Store.TimeStamp(s.T.Context(), s.Viewer, is.ID)
	s.must(err)
	return *t
}

func TestTheSignOffPageSaysWhereTheTimeStampStands(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := &scene{Story: *n.Story}
	is := s.stampedBy("https://tsa.example.org/tsr")
	page, again := path("/articles/%d/sign-off", is.ArticleID), path("/sign-offs/%d/time-stamp", is.ID)
	n.as(n.Editor).get(page).holds("is asked for")
	s.must(s.Store.StampNotHad(t.Context(), s.stampOf(is).ID, message.New("It does not answer.")))
	n.as(n.Editor).get(page).holds("There is no time-stamp. It does not answer.", `action="`+again+`"`)
	n.as(n.Viewer).get(page).lacks(`action="` + again)
	n.as(n.Viewer).post(again).status(http.StatusForbidden)
	n.as(n.Editor).get(again).status(http.StatusNotFound)
	list := n.as(n.Viewer).get(path("/sign-offs/%d/evidence-list", is.ID)).status(http.StatusOK)
	if got := list.Body.String(); models.SHA256([]byte(got)) != is.ListSHA256 || list.Header().Get("Content-Disposition") != fmt.Sprintf("attachment; filename=evidence-list-%d.txt", is.ID) {
		t.Errorf("the list is %q, %v", got, list.Header())
	}
	n.as(n.Viewer).get("/sign-offs/999/evidence-list").status(http.StatusNotFound)
}

func TestAnArticleThatIsReopenedIsSignedOffAnew(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := &scene{Story: *n.Story}
	a := s.signedOff()
	page := path("/articles/%d/sign-off", a.ID)
	reviewer := n.as(n.Reviewer)
	reviewer.get(page).holds("Save the evidence list").lacks(`name="revision"`)
	reviewer.post(path("/articles/%d/reopen", a.ID), append(version(a.Version), "reason", "One more look.")...).leads(page)
	reviewer.get(page).holds(`name="revision"`).lacks("Save the evidence list")
	reviewer.post(page, "revision", path("%d", a.RevisionID)).leads(page)
	reviewer.get(page).holds("Save the evidence list")
}
