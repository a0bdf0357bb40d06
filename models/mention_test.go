package models_test

import (
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// remark is a comment by the editor, after warnings that were read.
func remark(t *testing.T, st *modelstest.Story, articleID int64, body string, read ...models.Warning) *models.Invalid {
	t.Helper()
	_, err := st.Store.CreateComment(models.Warned(t.Context(), read...), st.Editor, articleID, models.CommentForm{Body: body})
	var wrong *models.Invalid
	if err != nil && !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	return wrong
}

func TestOnlyAWholeNameIsAMention(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram is long.")
	for _, body := range []string{"@sam@exmaple.org", "@Sam-Lee", "@Sam\u2011Lee", "@Sam.lee", "@Sam_", "@Sam2", "@sam@example.org.au", "@sam@example.org@here", "@Samuel"} {
		if wrong := remark(t, st, a.ID, body); wrong == nil || !strings.Contains(wrong.Fields["body"].String(), body+" is nobody") {
			t.Errorf("%s is taken for somebody: %v", body, wrong)
		}
		if wrong := remark(t, st, a.ID, body, models.OfMention); wrong != nil {
			t.Errorf("%s is refused after the warning: %v", body, wrong)
		}
	}
	if got := noticed(t, s, st.Second); got != "" {
		t.Fatalf("Sam was told %q", got)
	}
	for _, body := range []string{"@Sam", "@Sam.", "@sam@example.org.", "@SAM@EXAMPLE.ORG, look", "@Sam’s", "(@Sam Second)", "@Sam — look"} {
		if wrong := remark(t, st, a.ID, body); wrong != nil {
			t.Errorf("%s is refused: %v", body, wrong)
		}
		if got := noticed(t, s, st.Second); got != "mentioned" {
			t.Errorf("%s tells Sam %q", body, got)
		}
		must(t, s.ReadNotices(t.Context(), st.Second, 1<<40))
	}
}

func TestACommentMentionsFiftyAtMost(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram is long.")
	if wrong := remark(t, st, a.ID, strings.Repeat("@Rita ", 50)); wrong != nil {
		t.Errorf("fifty are refused: %v", wrong)
	}
	if wrong := remark(t, st, a.ID, strings.Repeat("@a ", 6000), models.OfMention); wrong == nil || !strings.Contains(wrong.Fields["body"].String(), "50 people at most") {
		t.Errorf("thousands answer %v", wrong)
	}
}

// One tick is for what its reader had before them: what was typed after it is
// warned of by itself.
func TestATickAnswersOnlyTheWarningThatWasRead(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	_, err := s.CreateEvidence(t.Context(), st.Editor, st.Claim(a.ID, "31,400 people").ID, planted())
	must(t, err)
	for _, try := range []struct {
		body string
		read []models.Warning
		asks string
	}{
		{"@Nobody, look.", nil, "mention"},
		{"@Nobody, ask Zdenka.", []models.Warning{models.OfMention}, "mention name"},
		{"@Nobody, look.", []models.Warning{models.OfName}, "name mention"},
		{"@Nobody, ask Zdenka.", []models.Warning{"1"}, "1 name"},
		{"@Nobody, ask Zdenka.", []models.Warning{models.OfMention, models.OfName}, ""},
	} {
		wrong := remark(t, st, a.ID, try.body, try.read...)
		if asks := ""; wrong != nil {
			asks = wrong.Fields[models.Anyway].String()
			if asks != try.asks {
				t.Errorf("%q after %v asks for %q, want %q", try.body, try.read, asks, try.asks)
			}
		} else if try.asks != "" {
			t.Errorf("%q after %v is saved", try.body, try.read)
		}
	}
}

func TestWhatWasSaidElsewhereComesInAndMentionsNobodyHere(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := models.Warned(t.Context(), models.OfMention)
	a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
	c := st.Claim(a.ID, "31,400 people")
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	said := "@Rita, @Nobody and @Olaf Other: look."
	q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: said})
	must(t, err)
	_, err = s.AnswerComment(ctx, st.Second, q.ID, "@Nobody knows, @Rita.")
	must(t, err)
	_, err = s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: said, Query: true})
	must(t, err)
	out, _ := checkedFor(t, st, a.ID, models.ForInternal)
	out.Claims[0].Verdict.By = "@Desk of @Rita"
	out.Claims[0].Replies = []models.CheckedReply{{Who: "The operator", Contacts: []models.CheckedContact{{Step: models.StepWaiver, Said: "@Nobody is there.", By: "Ann"}}}}
	for _, u := range []models.User{st.Reviewer, st.Other} {
		must(t, s.ReadNotices(ctx, u, 1<<40))
	}
	back, err := s.ImportChecked(t.Context(), st.Editor, out)
	must(t, err)
	if got := saidIn(discussed(t, st, st.Editor, back.ID).Comments); got != "Eva Editor: "+said+"|Sam Second: @Nobody knows, @Rita." {
		t.Errorf("came in: %q", got)
	}
	for _, u := range []models.User{st.Reviewer, st.Other} {
		if got := noticed(t, s, u); got != "" {
			t.Errorf("%s was told %q", u.Name, got)
		}
	}
}
