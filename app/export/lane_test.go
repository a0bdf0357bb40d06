package export

import (
	"bytes"
	"errors"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// saidInLane stands in every thread of legal of the article, and in no export.
const saidInLane = "Quillfeather's solicitor"

// inLane is a signed off article with threads of legal, that were answered, handed
// on, settled and opened again, beside remarks that leave; and who is of legal.
func inLane(t *testing.T, st *modelstest.Story) (models.Article, models.User) {
	t.Helper()
	s, ctx := st.Store, t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	lawyer, err := s.EditUser(ctx, st.Admin, st.Reviewer.ID, models.UserForm{Version: st.Reviewer.Version, Name: st.Reviewer.Name, Role: models.RoleReviewer, Legal: true, Active: true})
	must(err)
	a := st.Article("The council approved the tram in 2019.")
	c := st.Claim(a.ID, "approved the tram in 2019")
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	must(st.Decide(st.Other, c.ID, models.Approve))
	on := st.Select(a.ID, "council")
	for _, legal := range []bool{false, true} {
		body := "An open remark"
		if legal {
			body = saidInLane
		}
		for _, f := range []models.CommentForm{{ClaimID: c.ID, Query: true, OwnerID: &lawyer.ID}, {On: &on}, {Query: true, Blocking: true}} {
			f.Body, f.Legal = body, legal
			m, err := s.CreateComment(ctx, st.Second, a.ID, f)
			must(err)
			_, err = s.AnswerComment(ctx, lawyer, m.ID, body+" answers")
			must(err)
			if f.Query {
				must(s.HandQuery(ctx, st.Second, m.ID, models.QueryForm{OwnerID: &st.Editor.ID}))
			}
			must(s.ResolveComment(ctx, lawyer, m.ID))
			if !f.Blocking {
				must(s.ReopenComment(ctx, lawyer, m.ID))
			}
		}
	}
	_, err = s.SignOffArticle(ctx, st.Other, a.ID, a.RevisionID, "Read once more.")
	must(err)
	return a, lawyer
}

// The lane of legal is in no byte of any format for any audience, and neither in
// the history for legal nor in what is read back; whoever asks, outside the lane
// or inside.
func TestTheLaneOfLegalIsInNoByteOfAnyFormat(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, lawyer := inLane(t, st)
	for where, who := range map[string]models.User{"outside": st.Other, "inside": lawyer} {
		for _, audience := range models.Audiences {
			leaves := false // the remarks do
			for _, f := range Formats {
				checked, err := s.Checked(t.Context(), who, a.ID, f.Audience(audience))
				if err != nil {
					t.Fatal(err)
				}
				var b bytes.Buffer
				if err := Write(t.Context(), &b, f.Name, checked, nil); err != nil {
					if refused := (Refused{}); errors.As(err, &refused) {
						continue
					}
					t.Fatal(err)
				}
				views := unfolded(t, FileName(f.Name, checked), b.Bytes(), 4)
				for _, secret := range []string{saidInLane, "Quillfeather"} {
					if how := tells(views, secret); how != "" {
						t.Errorf("%s for %s tells somebody %s of the lane %s", f.Name, audience, where, how)
					}
				}
				leaves = leaves || tells(views, "An open remark") != ""
				if f.Name == "json" {
					readsBack(t, st, checked, b.Bytes())
				}
			}
			if leaves != (audience != models.ForPublic) {
				t.Errorf("remarks leave for %s: %v", audience, leaves)
			}
		}
	}
}

// readsBack takes in an export, and looks for the lane in what was made of it.
// Of the history for legal no line is of the lane.
func readsBack(t *testing.T, st *modelstest.Story, was models.Checked, raw []byte) {
	t.Helper()
	told := 0
	for _, e := range was.History {
		if e.Action == models.CommentCreated {
			told++
		}
	}
	if want := map[models.Audience]int{models.ForLegal: 3}[was.Audience]; told != want {
		t.Errorf("the history for %s tells of %d comments", was.Audience, told)
	}
	c, err := ReadJSON(bytes.NewReader(raw))
	if was.Audience == models.ForPublic {
		return // which cannot be read back
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.Store.ImportChecked(t.Context(), st.Editor, c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := st.Store.Discussion(t.Context(), st.Editor, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range back.Comments {
		if m.Legal || tells([][]byte{[]byte(m.Body)}, "Quillfeather") != "" {
			t.Errorf("%+v was read back", m)
		}
	}
}
