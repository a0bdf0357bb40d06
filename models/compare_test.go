package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func TestTwoRevisionsAreComparedBlockByBlock(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article(tramText)
	st.Revise(a.ID, "31,400 people", "41,300 people")
	st.Revise(a.ID, "Nobody asked the riders.", "Nobody asked.")
	c, err := s.Compare(t.Context(), st.Viewer, a.ID, 1, 3)
	must(t, err)
	changed := 0
	for _, p := range c.Pairs {
		if p.Changes != nil {
			changed++
		}
	}
	if c.A.Number != 1 || c.B.Number != 3 || len(c.Pairs) != len(c.From.Blocks) || changed != 2 {
		t.Errorf("revisions %d and %d, %d pairs, %d changed", c.A.Number, c.B.Number, len(c.Pairs), changed)
	}
	if _, err := s.Compare(t.Context(), st.Viewer, a.ID, 1, 9); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a revision that is not there: %v", err)
	}
}

func TestAPublishedTextIsComparedWithTheSignedOffRevision(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, _ := tram(t, st)
	published := text.Parse(strings.Replace(tramText, "31,400", "**31,400**", 1) + "\n\nAdded by the web desk.")
	c, err := s.ComparePublished(t.Context(), st.Viewer, a.ID, &published)
	if must(t, err); c.A.Number != 1 || c.Signed != nil {
		t.Errorf("before a sign-off: revision %d, %+v", c.A.Number, c.Signed)
	}
	if slices.ContainsFunc(c.Pairs, func(p text.Pair) bool { return p.Remarked }) {
		t.Error("what is bold on the page counts as a difference")
	}
	_, err = s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, "")
	must(t, err)
	st.Revise(a.ID, "31,400", "41,300")
	c, err = s.ComparePublished(t.Context(), st.Viewer, a.ID, &published)
	must(t, err)
	last := c.Pairs[len(c.Pairs)-1]
	if c.A.Number != 1 || c.Signed == nil || last.A != -1 || len(c.Pairs) != len(published.Blocks) {
		t.Errorf("after a sign-off: revision %d, %+v, last %+v", c.A.Number, c.Signed, last)
	}
	if all, err := s.Revisions(t.Context(), st.Viewer, a.ID); err != nil || len(all) != 2 {
		t.Errorf("a comparison saved something: %d revisions, %v", len(all), err)
	}
}

func TestAConflictBringsBothTextsTogetherWhereTheyDoNotTouch(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It opened in 1998. It is red.\n\nNobody misses the ferry.")
	st.Revise(a.ID, "1998", "1999", "red", "green")
	mine := text.Parse("It opened in 1998. It is blue.\n\nSomebody misses the ferry.")
	_, err := s.SaveRevision(t.Context(), st.Second, a.ID, models.NewRevision{BasedOn: 1, Document: mine})
	var c *models.Conflict
	if !errors.As(err, &c) {
		t.Fatal(err)
	}
	f := c.Fields[0]
	if f.Merged != "It opened in 1999. It is blue.\n\nSomebody misses the ferry." || c.Version != 2 || f.Was == nil {
		t.Errorf("merged %q for revision %d", f.Merged, c.Version)
	}
	if len(f.Clashes) != 1 || f.Clashes[0] != (text.Clash{Base: "red", Mine: "blue", Theirs: "green"}) {
		t.Errorf("clashes %+v", f.Clashes)
	}
	report, err := s.SaveRevision(t.Context(), st.Second, a.ID, models.NewRevision{BasedOn: int(c.Version), Document: text.Parse(f.Merged)})
	if must(t, err); report.Revision.Number != 3 {
		t.Errorf("saved as revision %d", report.Revision.Number)
	}
}
