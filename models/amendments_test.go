package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

// inPrint is an article with an approved claim that was published, the clock an
// hour later.
func inPrint(t *testing.T, st *modelstest.Story, clock *modelstest.Clock) (models.Article, models.Claim) {
	t.Helper()
	a := st.Article("The tram carried 31,400 people a day. It is long.")
	c := st.Approved(a.ID, "carried 31,400 people")
	st.Skip(a.ID, "It is long.")
	must(t, signOff(t, st, a.ID))
	a, err := st.Store.Article(t.Context(), st.Editor, a.ID)
	must(t, err)
	must(t, st.Store.PublishArticle(t.Context(), st.Editor, a.ID, a.Version, "https://post.example/tram"))
	clock.Forward(time.Hour)
	return a, st.Detail(c.ID).Claim
}

// logged is what the editor logs.
func logged(t *testing.T, st *modelstest.Story, a models.Article, f models.AmendmentForm) models.Amendment {
	t.Helper()
	m, err := st.Store.LogAmendment(t.Context(), st.Editor, a.ID, f)
	must(t, err)
	return m
}

func tooHigh(claim int) models.AmendmentForm {
	return models.AmendmentForm{ClaimNumber: claim, What: "The operator counted transfers twice.", ReportedBy: "Wilma Reader", Cause: models.CauseSource}
}

var itWas = models.AmendmentDecision{Kind: models.AsCorrection, Note: "We said that the tram carried 31,400 people a day. It carried 29,800."}

func TestWhatTurnsOutAfterPublicationIsLoggedByOneAndToldByAnother(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		m := logged(t, st, a, tooHigh(c.Number))
		if m.Checked != models.WasApproved || *m.ClaimID != c.ID || !m.Open() {
			t.Errorf("it is logged as %+v", m)
		}
		if public, out := checkedFor(t, st, a.ID, models.ForPublic); len(public.Amendments) != 0 || strings.Contains(out, "transfers") {
			t.Errorf("the public sees what nobody decided on: %s", out)
		}
		wantRefused(t, s.DecideAmendment(t.Context(), st.Editor, m.ID, itWas))
		must(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, itWas))
		public, out := checkedFor(t, st, a.ID, models.ForPublic)
		if len(public.Amendments) != 1 || public.Amendments[0].Kind != models.AsCorrection || public.Amendments[0].Note != itWas.Note || public.Amendments[0].At == nil {
			t.Errorf("readers are told %+v", public.Amendments)
		}
		for _, inside := range []string{"transfers", "Wilma", "Rita", "Eva", `"cause"`, `"checked"`} {
			if strings.Contains(out, inside) {
				t.Errorf("the public sees %q in %s", inside, out)
			}
		}
		for _, audience := range []models.Audience{models.ForInternal, models.ForLegal} {
			got, _ := checkedFor(t, st, a.ID, audience)
			if k := got.Amendments[0]; k.What == "" || k.ReportedBy != "Wilma Reader" || k.Cause != models.CauseSource || k.Checked != models.WasApproved || k.Claim != c.Number || k.DecidedBy != st.Reviewer.Name {
				t.Errorf("%s sees %+v", audience, k)
			}
		}
		if conflict := (*models.Conflict)(nil); !errors.As(s.DecideAmendment(t.Context(), st.Other, m.ID, itWas), &conflict) || conflict.Fields[0].Yours != itWas.Note {
			t.Errorf("a second decision answers %+v", conflict)
		}
		events, err := s.Strings("SELECT action FROM events WHERE action LIKE 'amendment.%' ORDER BY id")
		if must(t, err); !slices.Equal(events, []string{"amendment.logged", "amendment.published"}) {
			t.Errorf("the history says %v", events)
		}
	})
}

func TestAnAmendmentThatIsDismissedSaysWhyAndIsToldToNobody(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		m := logged(t, st, a, tooHigh(c.Number))
		wantInvalid(t, s.DecideAmendment(t.Context(), st.Other, m.ID, models.AmendmentDecision{Dismiss: true, Note: "Something."}), "dismissed")
		wantInvalid(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, models.AmendmentDecision{Note: "Something."}), "kind")
		wantInvalid(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, models.AmendmentDecision{Kind: models.Update}), "note")
		nothing := models.AmendmentDecision{Dismiss: true, Note: "Nobody is told.", Dismissed: "The figure is right."}
		wantRefused(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, nothing)) // who approved the claim
		must(t, s.DecideAmendment(t.Context(), st.Other, m.ID, nothing))
		l, err := s.Amendments(t.Context(), st.Viewer, a.ID)
		must(t, err)
		if got := l.Amendments[0]; got.Public() || got.Open() || got.Note != "" || got.Dismissed != "The figure is right." || l.Claim(got).ID != c.ID {
			t.Errorf("the list says %+v", got)
		}
		if public, out := checkedFor(t, st, a.ID, models.ForPublic); len(public.Amendments) != 0 {
			t.Errorf("the public sees %s", out)
		}
	})
}

func TestAnAmendmentNeedsAPublicationWordsACauseAndAClaimWhereItSaysOne(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		unseen := st.Article("Nobody has read this.")
		log := func(articleID int64, f models.AmendmentForm) error {
			_, err := s.LogAmendment(t.Context(), st.Editor, articleID, f)
			return err
		}
		wantRefused(t, log(unseen.ID, tooHigh(0)))
		wantInvalid(t, log(a.ID, models.AmendmentForm{Cause: models.CauseOther, Checked: models.WasUnclaimed}), "what")
		wantInvalid(t, log(a.ID, models.AmendmentForm{What: "It is short.", Checked: models.WasSkipped}), "cause")
		wantInvalid(t, log(a.ID, models.AmendmentForm{What: "It is short.", Cause: models.CauseEditing}), "checked")
		wantInvalid(t, log(a.ID, models.AmendmentForm{What: "It is short.", Cause: models.CauseEditing, Checked: models.WasApproved}), "claim")
		wantInvalid(t, log(a.ID, tooHigh(77)), "claim")
		must(t, log(a.ID, models.AmendmentForm{What: "It is short.", Cause: models.CauseEditing, Checked: models.WasSkipped}))
		must(t, s.ReopenArticle(t.Context(), st.Editor, a.ID, st.Detail(c.ID).Article.Version, "To mend it."))
		late := st.Claim(a.ID, "The tram")
		m, err := s.LogAmendment(t.Context(), st.Editor, a.ID, tooHigh(late.Number))
		if must(t, err); m.Checked != models.WasUnapproved {
			t.Errorf("a claim that was made later is said to have been %q", m.Checked)
		}
	})
}

func TestAVoidVerdictOpensItsClaimTakesItFromReadersAndIsSaidToLegal(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		void := models.ReviewForm{VerdictID: c.VerdictID, Fingerprint: c.Fingerprint, Decision: models.Return, Void: true, Reason: "We took the operator’s word for it."}
		_, err := s.ReviewClaim(t.Context(), st.Editor, c.ID, void)
		wantRefused(t, err)
		_, err = s.ReviewClaim(t.Context(), st.Reviewer, c.ID, models.ReviewForm{VerdictID: c.VerdictID, Fingerprint: c.Fingerprint, Decision: models.Approve, Void: true})
		wantInvalid(t, err, "decision")
		_, err = s.ReviewClaim(t.Context(), st.Reviewer, c.ID, void) // who approved it may say that it was wrong
		must(t, err)
		d := st.Detail(c.ID)
		if d.Claim.Status != models.ClaimOpen || d.Article.Status != models.ArticleChecking {
			t.Errorf("the claim is %s, the article %s", d.Claim.Status, d.Article.Status)
		}
		if public, out := checkedFor(t, st, a.ID, models.ForPublic); len(public.Claims) != 0 {
			t.Errorf("readers still see %s", out)
		}
		legal, _ := checkedFor(t, st, a.ID, models.ForLegal)
		if got := legal.Claims[0].Decisions; len(got) != 2 || !got[1].Void || got[1].Reason == "" {
			t.Errorf("legal sees %+v", got)
		}
		_, err = s.ReviewClaim(t.Context(), st.Reviewer, c.ID, void)
		wantRefused(t, err)
	})
}

func TestNothingThatWasApprovedBeforeAVerdictWasVoidCountsAgain(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carried 31,400 people a day.")
		c := st.Approved(a.ID, "carried 31,400 people")
		st.Revise(a.ID, "31,400", "41,400")
		d := st.Detail(c.ID)
		if d.Claim.Status != models.ClaimStale {
			t.Fatalf("the claim is %s", d.Claim.Status)
		}
		_, err := s.ReviewClaim(t.Context(), st.Reviewer, c.ID, models.ReviewForm{VerdictID: d.Claim.VerdictID, Fingerprint: d.Claim.Fingerprint, Decision: models.Return, Void: true, Reason: "We never looked."})
		must(t, err)
		st.Revise(a.ID, "41,400", "31,400")
		_, err = s.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{BasedOn: d.Claim.VerdictID, RatingID: d.Rating.ID, Explanation: d.Verdict.Explanation})
		must(t, err)
		if got := st.Detail(c.ID).Claim.Status; got != models.ClaimOpen {
			t.Errorf("the claim is %s without a new approval", got)
		}
	})
}

func TestWhatTurnedOutComesInWithAnArticleAndIsDecidedAnew(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		m := logged(t, st, a, tooHigh(c.Number))
		must(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, itWas))
		logged(t, st, a, unseen())
		out, _ := checkedFor(t, st, a.ID, models.ForLegal)
		out.Amendments[1].Claim, out.Amendments[1].Checked = 99, models.WasApproved // of a claim that does not come in
		again, err := s.ImportChecked(t.Context(), st.Second, out)
		must(t, err)
		l, err := s.Amendments(t.Context(), st.Viewer, again.ID)
		must(t, err)
		if len(l.Amendments) != 2 {
			t.Fatalf("%d of 2 came in", len(l.Amendments))
		}
		for _, got := range l.Amendments {
			if !got.Open() || got.CreatedBy != st.Second.ID || got.Cause != models.CauseSource || !strings.Contains(got.What, "Logged there by Eva") {
				t.Errorf("it came in as %+v", got)
			}
		}
		if got := l.Amendments[1]; l.Claim(got).Number != c.Number || !strings.Contains(got.What, itWas.Note) || !strings.Contains(got.What, "decided by Rita") {
			t.Errorf("what readers were told came in as %+v", got)
		}
		out.Amendments[0].Cause = "nonsense"
		_, err = s.ImportChecked(t.Context(), st.Second, out)
		wantInvalid(t, err, "cause")
	})
}

func TestWhatWasDecidedOfAnAmendmentIsKeptByTheDatabase(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		m := logged(t, st, a, tooHigh(c.Number))
		must(t, s.DecideAmendment(t.Context(), st.Reviewer, m.ID, itWas))
		for _, change := range []string{"UPDATE amendments SET note = 'x'", "UPDATE amendments SET what = 'x'", "UPDATE amendments SET decided_at = NULL, kind = '', note = ''", "DELETE FROM amendments"} {
			if s.Exec(change) == nil {
				t.Errorf("the database lets %q happen", change)
			}
		}
	})
}

func TestTheNumbersCountAmendmentsByCauseAndByHowSoonTheyCame(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		inPrint(t, st, clock)
		decide := func(f models.AmendmentForm, d models.AmendmentDecision) {
			m := logged(t, st, a, f)
			must(t, s.DecideAmendment(t.Context(), st.Other, m.ID, d))
		}
		decide(tooHigh(c.Number), itWas)
		decide(tooHigh(c.Number), models.AmendmentDecision{Dismiss: true, Dismissed: "It was right."})
		clock.Forward(40 * 24 * time.Hour)
		decide(unseen(), models.AmendmentDecision{Kind: models.Clarification, Note: "It was per weekday."})
		decide(models.AmendmentForm{What: "It has a new name.", Cause: models.CauseChangedSince, Checked: models.WasSkipped}, models.AmendmentDecision{Kind: models.Update, Note: "It has a new name."})
		n, err := s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{})
		must(t, err)
		byCause := numbersOf(t, n, "amendments")
		wantNumbers(t, byCause, "source", 3, 2, 1, 0, 2)
		wantNumbers(t, byCause, "changed_since", 1, 1, 0, 0, 0)
		soon := numbersOf(t, n, "escaped")
		wantNumbers(t, soon, "Within 30 days", 50, 1, 2)
		wantNumbers(t, soon, "Within 180 days", 100, 2, 2)
	})
}

// unseen is an error in words that nobody had claimed.
func unseen() models.AmendmentForm {
	f := tooHigh(0)
	f.Checked = models.WasUnclaimed
	return f
}
