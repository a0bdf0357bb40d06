package models_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/modelstest"
)

// accused is an article with one allegation, approved by as many as it needs.
func accused(t *testing.T, st *modelstest.Story) (models.Article, models.Claim) {
	t.Helper()
	a := st.Article("The port authority hid the counts.")
	c := st.Claim(a.ID, "hid the counts")
	c, err := st.Store.EditClaim(t.Context(), st.Editor, c.ID, models.ClaimForm{Version: c.Version, Wording: "The authority hid the counts", Kind: models.KindOther, Risk: models.RiskHigh})
	must(t, err)
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	must(t, st.Decide(st.Other, c.ID, models.Approve))
	return a, c
}

// inTheWay is what the right of reply puts in the way of the sign-off. The
// workspace counts the same.
func inTheWay(t *testing.T, st *modelstest.Story, articleID int64) string {
	t.Helper()
	all, err := st.Store.Blockers(t.Context(), st.Reviewer, articleID)
	must(t, err)
	w, err := st.Store.Workspace(t.Context(), st.Reviewer, articleID)
	must(t, err)
	if w.Blockers != len(all) {
		t.Errorf("the workspace counts %d things to settle, the sign-off %d", w.Blockers, len(all))
	}
	var what []string
	for _, b := range all {
		if b.Sort != models.BlockReply {
			t.Errorf("in the way is also %s: %s", b.Sort, b.What)
		}
		what = append(what, b.What.String())
	}
	return strings.Join(what, "\n")
}

func TestAnAllegationWaitsForThoseWhoMustBeAsked(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, c := accused(t, st)
		says := func(want string) {
			t.Helper()
			if got := inTheWay(t, st, a.ID); !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("in the way is %q, and not %q", got, want)
			}
		}
		says("names nobody who must be asked")
		r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "The port authority", Address: "press@port.example"})
		must(t, err)
		says("was not put to The port authority yet")
		must(t, s.NoteContact(ctx, st.Second, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelPhone, Said: "That they hid the counts."}))
		says("waits for an answer from The port authority")
		deadline := s.Now().Add(48 * time.Hour)
		must(t, s.NoteContact(ctx, st.Second, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "That they hid the counts.", Deadline: &deadline}))
		says("waits for an answer")
		clock.Forward(48 * time.Hour)
		says("")
		must(t, s.NoteContact(ctx, st.Second, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelLetter, Said: "Once more."}))
		says("") // the deadline they had is over
		later := s.Now().Add(time.Hour)
		must(t, s.NoteContact(ctx, st.Second, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "And this.", Deadline: &later}))
		says("waits for an answer")
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "We deny it."}))
		says("")
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepReflected, Said: "Last paragraph."}))
		says("")
		_, err = s.SignOffArticle(ctx, st.Reviewer, a.ID, a.RevisionID, "")
		must(t, err)
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelPhone, Said: "They called again."})) // an answer comes when it comes
	})
}

func TestAWaiverLetsWordsRunAndIsNamedWithItsReason(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, c := accused(t, st)
		wantInvalid(t, s.WaiveReply(ctx, st.Editor, c.ID, 0, " "), "said")
		must(t, s.WaiveReply(ctx, st.Second, c.ID, 0, "The authority was dissolved."))
		if got := inTheWay(t, st, a.ID); got != "" {
			t.Errorf("in the way is still %q", got)
		}
		all, err := s.Exceptions(ctx, st.Reviewer, a.ID)
		must(t, err)
		if len(all) != 1 || all[0].Who != st.Second.Name || !strings.Contains(all[0].Reason, "The authority was dissolved.") || all[0].Number != 1 {
			t.Errorf("the sign-off would name %+v", all)
		}
		wantInvalid(t, s.WaiveReply(ctx, st.Editor, c.ID, 0, "Twice."), "said")
		r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "Its successor"})
		must(t, err)
		if got := inTheWay(t, st, a.ID); !strings.Contains(got, "Its successor") {
			t.Errorf("in the way is %q", got)
		}
		must(t, s.WaiveReply(ctx, st.Editor, c.ID, r.ID, "It did not exist then."))
		must(t, signOff(t, st, a.ID))
		legal, out := checkedFor(t, st, a.ID, models.ForLegal)
		if n := len(legal.SignOff.Exceptions); n != 2 || len(legal.Claims[0].Replies) != 2 {
			t.Errorf("legal sees %d exceptions and %+v", n, legal.Claims[0].Replies)
		}
		for _, say := range []string{"The authority was dissolved.", "It did not exist then.", `"status":"waived"`} {
			if !strings.Contains(out, say) {
				t.Errorf("legal does not see %q", say)
			}
		}
	})
}

func TestTheAuthorWaivesNobodysRightOfReply(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a, c := accused(t, st)
	a, err := s.Article(t.Context(), st.Editor, a.ID)
	must(t, err)
	_, err = s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, AuthorID: &st.Editor.ID})
	must(t, err)
	wantRefused(t, s.WaiveReply(t.Context(), st.Editor, c.ID, 0, "They lie anyway."))
	must(t, s.WaiveReply(t.Context(), st.Second, c.ID, 0, "They were asked for another article."))
}

func TestAContactThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	_, c := accused(t, st)
	r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "The authority"})
	must(t, err)
	tomorrow, yesterday := s.Now().Add(24*time.Hour), s.Now().Add(-24*time.Hour)
	for field, f := range map[string]models.ContactForm{
		"said":     {Step: models.StepAttempt, Channel: models.ChannelEmail, Said: " "},
		"channel":  {Step: models.StepAnswer, Said: "Yes."},
		"at":       {Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "Yes.", At: &tomorrow},
		"deadline": {Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "Is it so?", Deadline: &yesterday},
		"step":     {Step: models.StepWaiver, Said: "No."},
	} {
		wantInvalid(t, s.NoteContact(ctx, st.Editor, r.ID, f), field)
	}
	wantInvalid(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepReflected, Said: "Top."}), "said") // there is no answer
	wantInvalid(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "x", Deadline: &tomorrow}), "deadline")
	_, err = s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{})
	wantInvalid(t, err, "who")
	_, err = s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{SourceID: 999})
	wantInvalid(t, err, "source")
}

func TestAConfidentialSourceIsNotReadableThroughAContact(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, c := accused(t, st)
		e, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Context, Locator: "tape 3",
			Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quillfeather", Alias: "The clerk", Confidentiality: models.ConfidentialSource}})
		must(t, err)
		_, err = s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{SourceID: *e.SourceID, Address: "zdenka@home.example"})
		wantInvalid(t, err, "address")
		_, err = s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "Zdenka Quillfeather"})
		wantInvalid(t, err, "who", models.Anyway) // a warning, like everywhere
		r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{SourceID: *e.SourceID})
		must(t, err)
		wantInvalid(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelPhone, Said: "Called Quillfeather at home."}), "said", models.Anyway)
		wantInvalid(t, s.WaiveReply(ctx, st.Editor, c.ID, r.ID, "Quillfeather is in danger."), "said", models.Anyway)
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelPerson, Said: "PUTto the clerk"}))
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelPerson, Said: "ANSWERof the clerk"}))
		for _, audience := range models.Audiences {
			_, out := checkedFor(t, st, a.ID, audience)
			for _, leak := range []string{"The clerk", "PUTto", "ANSWERof", "Quillfeather", "zdenka", "in_person"} {
				if strings.Contains(strings.ReplaceAll(out, `"is":"in_person"`, ""), leak) {
					t.Errorf("%s sees %q", audience, leak)
				}
			}
		}
		events, err := s.Strings("SELECT data FROM events")
		must(t, err)
		rows, err := s.Strings("SELECT who || address FROM replies")
		must(t, err)
		for _, leak := range []string{"The clerk", "Quillfeather", "zdenka"} {
			if strings.Contains(strings.Join(append(events, rows...), "\n"), leak) {
				t.Errorf("%q is in the history or in a row", leak)
			}
		}
	})
}

func TestWhereASourceIsReachedGoesIntoTheVaultWhenItBecomesConfidential(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		_, c := accused(t, st)
		e, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Context, Locator: "call",
			Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quillfeather"}})
		must(t, err)
		_, err = s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{SourceID: *e.SourceID, Address: "zdenka@home.example"})
		must(t, err)
		_, err = s.EditSource(ctx, st.Editor, *e.SourceID, models.SourceForm{Version: 1, Type: models.SourcePerson, Tier: models.TierPrimary, Title: "Zdenka Quillfeather", Alias: "The clerk", Confidentiality: models.ConfidentialSource})
		must(t, err)
		left, err := s.Strings("SELECT address FROM replies WHERE address <> ''")
		must(t, err)
		d, err := s.OpenIdentity(ctx, st.Editor, *e.SourceID)
		must(t, err)
		if len(left) > 0 || d.Identity.Contact != "zdenka@home.example" {
			t.Errorf("outside the vault is %v, inside %q", left, d.Identity.Contact)
		}
		if r := st.Detail(c.ID).Replies[0]; r.Name() != "The clerk" {
			t.Errorf("the reply is of %q", r.Name())
		}
	})
}

func TestAnswersLeaveForTheNewsroomAndAttemptsForLegalAlone(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	a, c := accused(t, st)
	r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "Harbour Board", Address: "press@port.example"})
	must(t, err)
	must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "PUTtothem"}))
	must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "ANSWERED"}))
	must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepReflected, Said: "STANDSthere"}))
	sees := map[models.Audience]map[string]bool{
		models.ForPublic:   {},
		models.ForInternal: {"Harbour Board": true, "ANSWERED": true, "STANDSthere": true},
		models.ForLegal:    {"Harbour Board": true, "ANSWERED": true, "STANDSthere": true, "PUTtothem": true},
	}
	for audience, may := range sees {
		_, out := checkedFor(t, st, a.ID, audience)
		for _, word := range []string{"Harbour Board", "ANSWERED", "STANDSthere", "PUTtothem", "press@port.example"} {
			if strings.Contains(out, word) != may[word] {
				t.Errorf("%s sees %q: %v", audience, word, !may[word])
			}
		}
	}
}

func TestWhatIsOpenComesFirstAndMergedClaimsKeepTheirReplies(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	a := st.Article("One did it. Two did it. Three did it.")
	one, two, three := st.Claim(a.ID, "One did it"), st.Claim(a.ID, "Two did it"), st.Claim(a.ID, "Three did it")
	for i, c := range []models.Claim{one, two} {
		r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: []string{"One", "Two"}[i]})
		must(t, err)
		deadline := s.Now().Add(time.Duration(3-i) * time.Hour)
		must(t, s.NoteContact(ctx, st.Editor, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "Did you?", Deadline: &deadline}))
	}
	_, err := s.EditClaim(ctx, st.Editor, three.ID, models.ClaimForm{Version: three.Version, Wording: "Three did it", Kind: models.KindOther, Risk: models.RiskHigh})
	must(t, err)
	order := func() string {
		rows, err := s.Replies(ctx, st.Viewer, a.ID)
		must(t, err)
		var names []string
		for _, r := range rows {
			if r.Reply == nil {
				names = append(names, "nobody for "+r.Claim.Wording)
			} else {
				names = append(names, r.Reply.Name()+" for "+r.Claim.Wording)
			}
		}
		return strings.Join(names, ", ")
	}
	if got := order(); got != "nobody for Three did it, Two for Two did it, One for One did it" {
		t.Errorf("the order is %s", got)
	}
	_, err = s.MergeClaims(ctx, st.Editor, one.ID, one.Version, two.ID)
	must(t, err)
	if got := order(); got != "nobody for Three did it, Two for One did it, One for One did it" {
		t.Errorf("after the merge the order is %s", got)
	}
}

// However the steps follow one another, a reply is settled exactly when its last
// attempt, answer or waiver says so, and never while a deadline runs.
func TestAReplyIsSettledByItsLastStep(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		var r models.Reply
		for i := range rapid.IntRange(0, 8).Draw(t, "steps") {
			c := models.Contact{Step: rapid.SampledFrom(models.Steps).Draw(t, "step"), At: start.Add(time.Duration(i) * time.Hour)}
			if c.Step == models.StepAttempt && rapid.Bool().Draw(t, "deadline") {
				d := c.At.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "hours")) * time.Hour)
				c.Deadline = &d
			}
			r.Contacts = append(r.Contacts, c)
		}
		now := start.Add(time.Duration(rapid.IntRange(8, 40).Draw(t, "now")) * time.Hour)
		last := models.Step("")
		for _, c := range r.Contacts {
			if c.Step != models.StepReflected {
				last = c.Step
			}
		}
		want := last == models.StepAnswer || last == models.StepWaiver || last == models.StepAttempt && r.Deadline() != nil && !now.Before(*r.Deadline())
		if got := r.Status(now).Settled(); got != want {
			t.Fatalf("settled %v, want %v: %+v", got, want, r.Contacts)
		}
		if open := len(models.RightOfReply(models.RiskNormal, []models.Reply{r}, now)); (open == 0) != want {
			t.Fatalf("%d things in the way, settled %v", open, want)
		}
	})
}
