package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func TestEveryKindOfClaimComesWithAChecklistThatIsNotRequired(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	all, err := s.Checklists(t.Context())
	must(t, err)
	for i, kind := range models.Kinds {
		if c := all[i]; c.Kind != kind || len(c.Items) < 3 || c.Required || c.Version != 1 || c.CreatedBy != nil {
			t.Errorf("%s comes with %+v", kind, c)
		}
	}
}

// tick answers an item of a claim.
func tick(t *testing.T, st *modelstest.Story, who models.User, claimID int64, item int, a models.TickAnswer, reason string) {
	t.Helper()
	must(t, st.Store.TickItem(t.Context(), who, claimID, models.TickForm{ItemID: st.Detail(claimID).Checklist.Items[item].ID, Answer: a, Reason: reason}))
}

func TestATickSaysWhoDidItAndCanBeTakenBackAndEachIsInTheHistory(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		before := c.Fingerprint
		tick(t, st, st.Second, c.ID, 0, models.TickDone, "")
		tick(t, st, st.Editor, c.ID, 1, models.TickAside, "It is a count.")
		d := st.Detail(c.ID)
		if i := d.Checklist.Items; i[0].Tick.CreatedBy != st.Second.ID || !i[0].Ticked() || i[1].Tick.Reason != "It is a count." || i[1].Ticked() || !i[1].Answered() || d.Checklist.Done() != 2 {
			t.Errorf("the list is %+v", i)
		}
		tick(t, st, st.Editor, c.ID, 0, models.TickOpen, "")
		if d = st.Detail(c.ID); d.Checklist.Items[0].Answered() || d.Checklist.Done() != 1 || d.Claim.Fingerprint != before {
			t.Errorf("after it was taken back the list is %+v, and the fingerprint the same: %v", d.Checklist, d.Claim.Fingerprint == before)
		}
		lines, err := s.History(t.Context(), st.Viewer, 0, c.ID, 0)
		must(t, err)
		if lines[0].Action != models.ItemUnticked || lines[1].Action != models.ItemSetAside || lines[1].Detail.Reason != "It is a count." || lines[2].Action != models.ItemTicked || lines[2].Detail.Name != d.Checklist.Items[0].Words {
			t.Errorf("the history says %+v", lines[:3])
		}
		for _, sql := range []string{"UPDATE ticks SET answer = 'done'", "DELETE FROM ticks", "UPDATE checklists SET required = TRUE", "DELETE FROM checklist_items", "DELETE FROM checklist_lines"} {
			if err := s.Exec(sql); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", sql, err)
			}
		}
		var wrong *models.Invalid
		if err := s.TickItem(t.Context(), st.Editor, c.ID, models.TickForm{ItemID: d.Checklist.Items[2].ID, Answer: models.TickAside}); !errors.As(err, &wrong) || wrong.Fields["why"].IsZero() {
			t.Errorf("set aside without a reason: %v", err)
		}
	})
}

func TestAnEditedChecklistIsANewVersionInWhichWhatStaysKeepsItsTicks(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		was := st.Detail(c.ID).Checklist
		tick(t, st, st.Editor, c.ID, 1, models.TickDone, "")
		tick(t, st, st.Editor, c.ID, 0, models.TickDone, "")
		edit := func(who models.User, version int, required bool, items ...string) error {
			return s.EditChecklist(t.Context(), who, models.ChecklistForm{Kind: c.Kind, Version: version, Required: required, Items: items})
		}
		must(t, edit(st.Admin, 1, false, "Something new", "", " "+was.Items[1].Words))
		is := st.Detail(c.ID).Checklist
		if is.Version != 2 || len(is.Items) != 2 || is.Items[0].Answered() || is.Items[1].ID != was.Items[1].ID || !is.Items[1].Ticked() || is.Items[1].Tick.ChecklistID != was.ID {
			t.Errorf("the list is now %+v", is)
		}
		must(t, edit(st.Admin, 2, false, was.Items[0].Words))
		if again := st.Detail(c.ID).Checklist.Items[0]; again.ID != was.Items[0].ID || !again.Ticked() {
			t.Errorf("what was put back is %+v", again)
		}
		var refused *models.Refused
		if err := edit(st.Reviewer, 3, false, "x"); !errors.As(err, &refused) {
			t.Errorf("a reviewer edits it: %v", err)
		}
		var wrong *models.Invalid
		for name, err := range map[string]error{"twice the same": edit(st.Admin, 3, false, "x", "x"), "required and empty": edit(st.Admin, 3, true), "too long": edit(st.Admin, 3, false, strings.Repeat("x", 301))} {
			if !errors.As(err, &wrong) {
				t.Errorf("%s: %v", name, err)
			}
		}
		must(t, edit(st.Admin, 3, false, "One", "Two"))
		var conflict *models.Conflict
		if err := edit(st.Admin, 3, false, was.Items[0].Words, "Mine"); !errors.As(err, &conflict) {
			t.Fatalf("an older version answers %v", err)
		}
		if f := conflict.Fields[0]; conflict.Version != 4 || conflict.Who.String() != st.Admin.Name || f.Yours != was.Items[0].Words+"\nMine" || f.Theirs != "One\nTwo" || !conflict.Both() {
			t.Errorf("the conflict says %+v", conflict)
		}
	})
}

func TestWhatWasTickedBeforeTheWordsChangedIsAskedAgain(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Claim(a.ID, "31,400 people")
		tick(t, st, st.Editor, c.ID, 0, models.TickDone, "")
		st.Evidence(c.ID) // which changes the fingerprint, and no word
		if i := st.Detail(c.ID).Checklist.Items[0]; i.Aged {
			t.Error("evidence aged a tick")
		}
		st.Revise(a.ID, "31,400 people", "32,000 people")
		if i := st.Detail(c.ID).Checklist.Items[0]; !i.Aged || i.Answered() {
			t.Errorf("after the words changed it is %+v", i)
		}
		now := st.Detail(c.ID).Claim
		_, err := s.EditClaim(t.Context(), st.Editor, c.ID, models.ClaimForm{Version: now.Version, Wording: now.Wording, Kind: models.KindName, Risk: now.Risk})
		must(t, err)
		if list := st.Detail(c.ID).Checklist; list.Kind != models.KindName || list.Done() != 0 {
			t.Errorf("of another kind it has %+v", list)
		}
	})
}

func TestARequiredChecklistHoldsBackASubmissionAndNothingThatWasDecidedBefore(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
		before := st.Approved(a.ID, "31,400 people")
		c := st.Claim(a.ID, "opened in 2021")
		st.Evidence(c.ID)
		must(t, s.EditChecklist(t.Context(), st.Admin, models.ChecklistForm{Kind: c.Kind, Version: 1, Required: true, Items: []string{"One", "Two"}}))
		wantStatus(t, st, before.ID, models.ClaimApproved)
		submit := func() error {
			_, err := s.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{BasedOn: st.Detail(c.ID).Claim.VerdictID, RatingID: st.Rating(a.ID, "correct").ID, Submit: true})
			return err
		}
		tick(t, st, st.Editor, c.ID, 0, models.TickDone, "")
		var wrong *models.Invalid
		if err := submit(); !errors.As(err, &wrong) || !strings.Contains(wrong.Fields["checklist"].String(), "“Two”") || strings.Contains(wrong.Fields["checklist"].String(), "“One”") {
			t.Errorf("with an open item: %v", err)
		}
		d := st.Detail(c.ID)
		at := slices.IndexFunc(d.Actions, func(k models.ClaimAction) bool { return k.Action == models.VerdictSubmitted })
		if d.Actions[at].Refusal != d.Checklist.Undone() || d.Checklist.Undone() == "" {
			t.Errorf("the button says %q", d.Actions[at].Refusal)
		}
		_, err := s.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{RatingID: st.Rating(a.ID, "correct").ID})
		must(t, err) // a draft may be unfinished
		tick(t, st, st.Editor, c.ID, 1, models.TickAside, "It is no such thing.")
		must(t, submit())
		wantStatus(t, st, c.ID, models.ClaimInReview)
	})
}

func TestTicksLeaveForTheNewsroomAndNotForThePublic(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	c := st.Approved(a.ID, "31,400 people")
	tick(t, st, st.Second, c.ID, 0, models.TickAside, "INNERreason")
	for audience, want := range map[models.Audience]bool{models.ForPublic: false, models.ForInternal: true, models.ForLegal: true} {
		checked, out := checkedFor(t, st, a.ID, audience)
		if got := strings.Contains(out, "INNERreason"); got != want || want && checked.Claims[0].Checklist[0].By != st.Second.Name {
			t.Errorf("for %s the ticks leave: %v", audience, got)
		}
	}
}
