package models_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

// linked is an allegation with a link for somebody who answers once.
func linked(t *testing.T, st *modelstest.Story, change func(*models.InquiryForm)) (models.Claim, string) {
	t.Helper()
	_, c := accused(t, st)
	f := models.InquiryForm{Who: "Prof. Adler", Ask: "Is this right?", InText: true, Once: true}
	if change != nil {
		change(&f)
	}
	token, err := st.Store.SendInquiry(t.Context(), st.Editor, c.ID, f)
	must(t, err)
	return c, token
}

func wantNoLetter(t *testing.T, s *models.Store, token, why string) {
	t.Helper()
	_, err := s.Letter(t.Context(), token, "")
	if !errors.Is(err, models.ErrNotFound) {
		t.Errorf("%s: the link shows a letter, %v", why, err)
	}
	if err := s.AnswerInquiry(t.Context(), token, "", models.AnswerForm{Response: models.ResponseConfirmed}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("%s: the link takes an answer, %v", why, err)
	}
}

func TestALinkShowsTheWordsAsTheyStoodAndNothingElse(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c, token := linked(t, st, nil)
		l, err := s.Letter(ctx, token, "192.0.2.1")
		must(t, err)
		if l.Wording != "hid the counts" || l.Ask != "Is this right?" || l.Title != "" || l.Newsroom != "Stet newsroom" {
			t.Errorf("the letter is %+v", l)
		}
		now := st.Detail(c.ID).Claim
		_, err = s.EditClaim(ctx, st.Editor, c.ID, models.ClaimForm{Version: now.Version, Wording: "Other words", Kind: now.Kind, Risk: now.Risk})
		must(t, err)
		must(t, s.AnswerInquiry(ctx, token, "192.0.2.1", models.AnswerForm{Response: models.ResponseWrong, Said: "Not hid: lost."}))
		i := st.Detail(c.ID).Inquiries[0]
		if i.Wording != "hid the counts" || len(i.Answers) != 1 || i.Answers[0].Said != "Not hid: lost." || i.Answers[0].At.IsZero() {
			t.Errorf("kept is %+v", i)
		}
		wantNoLetter(t, s, token, "answered")
		stored, err := s.Strings("SELECT token_hash FROM inquiries")
		must(t, err)
		if strings.Contains(strings.Join(stored, ""), token) || len(token) < 40 {
			t.Errorf("the token %q is kept in %q, or short", token, stored)
		}
	})
}

func TestADeadLinkShowsNothingWhyeverItIsDead(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		wantNoLetter(t, s, "", "empty")
		wantNoLetter(t, s, strings.Repeat("A", 43), "unknown")
		c, revoked := linked(t, st, nil)
		must(t, s.RevokeInquiry(ctx, st.Second, st.Detail(c.ID).Inquiries[0].ID))
		wantNoLetter(t, s, revoked, "revoked")
		_, expired := linked(t, st, nil)
		c, withdrawn := linked(t, st, nil)
		must(t, s.WithdrawClaim(ctx, st.Editor, c.ID, st.Detail(c.ID).Claim.Version, "An opinion."))
		wantNoLetter(t, s, withdrawn, "withdrawn")
		c, killed := linked(t, st, nil)
		a, err := s.Article(ctx, st.Editor, c.ArticleID)
		must(t, err)
		must(t, s.KillArticle(ctx, st.Editor, a.ID, a.Version, "Never."))
		wantNoLetter(t, s, killed, "killed")
		c, many := linked(t, st, func(f *models.InquiryForm) { f.Once = false })
		for i := range 20 {
			must(t, s.AnswerInquiry(ctx, many, fmt.Sprintf("192.0.2.%d", i), models.AnswerForm{Response: models.ResponseStatement, Said: "Again."}))
		}
		wantNoLetter(t, s, many, "used up")
		clock.Forward(8 * 24 * time.Hour)
		wantNoLetter(t, s, expired, "expired")
	})
}

func TestOnlyOneOfManyAnswersAtOnceIsTakenByALinkForOne(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, token := linked(t, st, nil)
		var together sync.WaitGroup
		for range 8 {
			together.Go(func() {
				err := s.AnswerInquiry(t.Context(), token, "", models.AnswerForm{Response: models.ResponseConfirmed})
				if err != nil && !errors.Is(err, models.ErrNotFound) {
					t.Error(err)
				}
			})
		}
		together.Wait()
		if n := len(st.Detail(c.ID).Inquiries[0].Answers); n != 1 {
			t.Errorf("%d answers were taken", n)
		}
	})
}

func TestWhoeverTriesManyLinksIsStopped(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	_, token := linked(t, st, nil)
	for i := range 20 {
		if _, err := s.Letter(t.Context(), fmt.Sprint("guess", i), "2001:db8::1"); !errors.Is(err, models.ErrNotFound) {
			t.Fatal(err)
		}
	}
	_, err := s.Letter(t.Context(), "guess", "2001:db8::2") // a household is one
	wantRefused(t, err)
	wantRefused(t, s.AnswerInquiry(t.Context(), token, "2001:db8::1", models.AnswerForm{Response: models.ResponseConfirmed}))
	if _, err := s.Letter(t.Context(), token, "2001:db8::1"); err != nil {
		t.Errorf("who has a link is kept from reading it: %v", err)
	}
	if _, err := s.SignIn(t.Context(), st.Editor.Email, "wrong", "2001:db8::1"); err == nil || strings.Contains(err.Error(), "too many") {
		t.Errorf("and from signing in: %v", err)
	}
	clock.Forward(16 * time.Minute)
	must(t, s.AnswerInquiry(t.Context(), token, "2001:db8::1", models.AnswerForm{Response: models.ResponseConfirmed}))
}

func TestALinkForSomebodyWhoMustBeAskedCountsAsAskingAndItsAnswerAsAnswer(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, c := accused(t, st)
		r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "The authority"})
		must(t, err)
		token, err := s.SendInquiry(ctx, st.Editor, c.ID, models.InquiryForm{ReplyID: r.ID, Ask: "What do you say?", InText: true, Once: true})
		must(t, err)
		if got := inTheWay(t, st, a.ID); !strings.Contains(got, "waits for an answer from The authority") {
			t.Errorf("in the way is %q", got)
		}
		must(t, s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseStatement, Said: "We lost them."}))
		if got := inTheWay(t, st, a.ID); got != "" {
			t.Errorf("in the way is still %q", got)
		}
		legal, _ := checkedFor(t, st, a.ID, models.ForLegal)
		k := legal.Claims[0]
		if len(k.Replies[0].Contacts) != 2 || len(k.Inquiries) != 1 || k.Inquiries[0].Answers[0].Said != "We lost them." || k.Inquiries[0].Wording != "hid the counts" {
			t.Errorf("legal sees %+v and %+v", k.Replies, k.Inquiries)
		}
		if internal, _ := checkedFor(t, st, a.ID, models.ForInternal); internal.Claims[0].Inquiries != nil {
			t.Error("links are not for the newsroom's export")
		}
	})
}

func TestAnAnswerBecomesEvidenceOnceByOneAct(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c, token := linked(t, st, nil)
		must(t, s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseWrong, Said: "They were lost."}))
		answer := st.Detail(c.ID).Inquiries[0].Answers[0]
		e, err := s.EvidenceOfAnswer(ctx, st.Second, answer.ID)
		must(t, err)
		e, err = s.EvidenceItem(ctx, st.Second, e.ID)
		must(t, err)
		if e.Relation != models.Contradicts || e.Excerpt != "They were lost." || e.Source.Title != "Prof. Adler" || !e.Grounded() || !strings.Contains(e.Note, "hid the counts") || e.CreatedBy != st.Second.ID {
			t.Errorf("the evidence is %+v of %+v", e, e.Source)
		}
		_, err = s.EvidenceOfAnswer(ctx, st.Editor, answer.ID)
		wantRefused(t, err)
		if err := s.Exec("UPDATE answers SET said = 'other'"); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("an answer was changed: %v", err)
		}
	})
}

func TestAnAnswerDoesNotTellWhoAConfidentialSourceIs(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, c := accused(t, st)
		secret, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Context, Locator: "tape 3",
			Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quillfeather", Alias: "The clerk", Confidentiality: models.ConfidentialSource}})
		must(t, err)
		token, err := s.SendInquiry(ctx, st.Editor, c.ID, models.InquiryForm{SourceID: *secret.SourceID, Ask: "Is it so?", InText: true})
		must(t, err)
		must(t, s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseStatement, Said: "ANSWERED yes. Yours, Zdenka Quillfeather"}))
		said := st.Detail(c.ID).Inquiries[0].Answers[0].Said
		if strings.Contains(said, "Quillfeather") || !strings.Contains(said, "ANSWERED yes. Yours, confidential source") {
			t.Errorf("kept is %q", said)
		}
		_, out := checkedFor(t, st, a.ID, models.ForLegal)
		for _, leak := range []string{"Quillfeather", "The clerk", "ANSWERED", "Is it so?"} {
			if strings.Contains(out, leak) {
				t.Errorf("legal sees %q", leak)
			}
		}
		_, err = s.SendInquiry(ctx, st.Editor, c.ID, models.InquiryForm{Who: "Zdenka Quillfeather", Ask: "Is it so?"})
		wantInvalid(t, err, "who", models.Anyway)
	})
}

func TestALinkThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	_, c := accused(t, st)
	past, far := s.Now().Add(-time.Hour), s.Now().Add(91*24*time.Hour)
	for field, f := range map[string]models.InquiryForm{
		"who": {Ask: "Yes?"}, "ask": {Who: "A"}, "reply": {ReplyID: 99, Ask: "Yes?"}, "source": {SourceID: 99, Ask: "Yes?"}, "until": {Who: "A", Ask: "Yes?", Until: &past},
	} {
		_, err := s.SendInquiry(t.Context(), st.Editor, c.ID, f)
		wantInvalid(t, err, field)
	}
	_, err := s.SendInquiry(t.Context(), st.Editor, c.ID, models.InquiryForm{Who: "A", Ask: "Yes?", Until: &far})
	wantInvalid(t, err, "until")
	token, err := s.SendInquiry(t.Context(), st.Editor, c.ID, models.InquiryForm{Who: "A", Ask: "Yes?"})
	must(t, err)
	wantInvalid(t, s.AnswerInquiry(t.Context(), token, "", models.AnswerForm{Response: "maybe", Said: "x"}), "response")
	wantInvalid(t, s.AnswerInquiry(t.Context(), token, "", models.AnswerForm{Response: models.ResponseWrong}), "said")
	wantInvalid(t, s.AnswerInquiry(t.Context(), token, "", models.AnswerForm{Response: models.ResponseWrong, Said: strings.Repeat("x", 20_001)}), "said")
}
