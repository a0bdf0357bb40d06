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

// noticed are somebody's unread notices, as "kind" or "kind × times", the oldest
// first.
func noticed(t *testing.T, s *models.Store, u models.User) string {
	t.Helper()
	lines, err := s.Notices(t.Context(), u)
	must(t, err)
	unread := 0
	var all []string
	for _, l := range lines {
		if l.ReadAt != nil {
			continue
		}
		unread++
		word := string(l.Kind)
		if l.Times > 1 {
			word += " × " + string(rune('0'+l.Times))
		}
		all = append(all, word)
	}
	n, err := s.UnreadNotices(t.Context(), u)
	if must(t, err); n != unread {
		t.Errorf("%d are counted and %d listed", n, unread)
	}
	slices.Reverse(all)
	return strings.Join(all, ", ")
}

func TestEachNotifyingActTellsWhomItConcernsAndNobodyElse(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram carries 31,400 people a day. It opened in 2021. It is long.")
		a, err := s.EditArticle(ctx, st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, AuthorID: &st.Second.ID})
		must(t, err)
		c, d := st.Claim(a.ID, "31,400 people"), st.Claim(a.ID, "opened in 2021")
		people := []models.User{st.Admin, st.Editor, st.Second, st.Reviewer, st.Other, st.Viewer}
		tells := func(what string, want map[int64]string) {
			t.Helper()
			for _, u := range people {
				if got := noticed(t, s, u); got != want[u.ID] {
					t.Errorf("%s tells %s %q, want %q", what, u.Name, got, want[u.ID])
				}
				must(t, s.ReadNotices(ctx, u, 1<<40))
			}
		}
		tells("making an article and claims", nil)
		must(t, s.AssignClaims(ctx, st.Editor, a.ID, models.AssignForm{Claims: []int64{c.ID, d.ID}, PersonID: &st.Other.ID}))
		tells("assigning two claims", map[int64]string{st.Other.ID: "assigned × 2"})
		must(t, s.TakeClaim(ctx, st.Editor, d.ID, st.Other.ID))
		tells("taking one", nil)
		must(t, s.AssignClaims(ctx, st.Editor, a.ID, models.AssignForm{Claims: []int64{d.ID}}))
		tells("taking it from everybody", nil)
		q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: "Which month, @Olaf and @sam@example.org? @Eva Editor does not know.", Query: true, OwnerID: &st.Other.ID})
		must(t, err)
		tells("a query that mentions people", map[int64]string{st.Other.ID: "asked", st.Second.ID: "mentioned"})
		must(t, s.ResolveComment(ctx, st.Other, q.ID))
		tells("settling it", map[int64]string{st.Editor.ID: "settled"})
		st.Evidence(c.ID)
		st.Evidence(d.ID)
		st.Propose(c, "correct")
		st.Propose(d, "correct")
		tells("two verdicts", map[int64]string{st.Reviewer.ID: "waiting × 2", st.Other.ID: "waiting × 2"})
		must(t, st.Decide(st.Reviewer, d.ID, models.Return))
		tells("returning one", map[int64]string{st.Editor.ID: "returned"})
		must(t, s.Exec("UPDATE notices SET read_at = NULL WHERE kind = 'waiting'"))
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve)) // and nothing waits any more
		tells("approving one", map[int64]string{st.Editor.ID: "approved"})
		st.Revise(a.ID, "31,400", "32,000")
		tells("other words", map[int64]string{st.Reviewer.ID: "stale"})
		must(t, s.HoldArticle(ctx, st.Reviewer, a.ID, now(t, s, a).Version, "Legal asks."))
		tells("a hold", map[int64]string{st.Second.ID: "article", st.Editor.ID: "article"})
		must(t, s.ResumeArticle(ctx, st.Second, a.ID, now(t, s, a).Version))
		tells("its end", map[int64]string{st.Editor.ID: "article"})
		token, err := s.SendInquiry(ctx, st.Editor, c.ID, models.InquiryForm{Who: "Prof. Adler", Ask: "Is it so?"})
		must(t, err)
		must(t, s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseConfirmed}))
		tells("an answer from outside", map[int64]string{st.Editor.ID: "answered"})
	})
}

func now(t *testing.T, s *models.Store, a models.Article) models.Article {
	t.Helper()
	a, err := s.Article(t.Context(), models.User{}, a.ID)
	must(t, err)
	return a
}

func TestNobodyIsToldOfWhatDoesNotExistForThemOrTheyDoNotWantToKnow(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram carries 31,400 people a day.")
		say := func(by models.User, body string) error {
			_, err := s.CreateComment(ctx, by, a.ID, models.CommentForm{Body: body})
			return err
		}
		must(t, say(st.Editor, "@Olaf Other, @Rita and @ver@example.org: look."))
		ways := map[models.NoticeKind]models.NoticeWay{}
		for _, k := range models.NoticeKinds {
			ways[k] = models.WayNone
		}
		must(t, s.SetNotices(ctx, st.Viewer, models.NoticeForm{Ways: ways, Rhythm: models.MailDaily}))
		must(t, say(st.Editor, "@Vera again."))
		if got := noticed(t, s, st.Viewer); got != "mentioned" {
			t.Errorf("who wants to know nothing was told %q", got)
		}
		must(t, s.RestrictArticle(ctx, st.Editor, a.ID, []int64{st.Reviewer.ID}))
		if got := noticed(t, s, st.Other); got != "" {
			t.Errorf("somebody outside still reads %q", got)
		}
		if _, err := s.ReadNotice(ctx, st.Other, 1); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody outside opens it: %v", err)
		}
		var wrong *models.Invalid
		if err := say(st.Editor, "@Olaf, look."); !errors.As(err, &wrong) || !strings.Contains(wrong.Fields["body"].String(), "@Olaf is nobody who sees") {
			t.Errorf("a mention of somebody outside answers %v", err)
		}
		must(t, say(st.Reviewer, "Thanks, @Eva."))
		if got := noticed(t, s, st.Editor); got != "mentioned" {
			t.Errorf("somebody named was told %q", got)
		}
		must(t, s.LiftRestriction(ctx, st.Editor, a.ID))
		if got := noticed(t, s, st.Other); got != "mentioned" {
			t.Errorf("when the article exists again, they read %q", got)
		}
	})
}

func TestAMentionOfNobodyOrOfSeveralIsToldWhileItIsWritten(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	_, err := s.AddUser(t.Context(), st.Admin, models.NewUser{Email: "samuel@example.org", Name: "Sam Other", Password: modelstest.Password, Role: models.RoleEditor})
	must(t, err)
	a := st.Article("The tram is long.")
	for body, want := range map[string]string{
		"@Sam, please":                   "Several people are called “Sam”",
		"@Nobody please":                 "@Nobody is nobody",
		"@sam second: look":              "",
		"@SAM OTHER":                     "",
		"write to desk@example.org":      "",
		"@ five, x@Sam, (@Eva), @Rita’s": "",
		"@Ritardando":                    "@Ritardando is nobody",
	} {
		_, err := s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{Body: body})
		var wrong *models.Invalid
		if errors.As(err, &wrong); want == "" && err != nil || want != "" && (wrong == nil || !strings.Contains(wrong.Fields["body"].String(), want)) {
			t.Errorf("%q answers %v, want %q", body, err, want)
		}
		_, err = s.CreateComment(models.Warned(t.Context(), models.OfMention), st.Editor, a.ID, models.CommentForm{Body: body})
		must(t, err)
	}
}

// Reading is for the reader alone, and leaves what came since.
func TestReadingAllLeavesWhatHasComeSince(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram is long.")
	mention := func(body string) {
		_, err := s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{Body: body})
		must(t, err)
	}
	mention("@Rita and @Olaf, look.")
	seen, err := s.Notices(t.Context(), st.Reviewer)
	must(t, err)
	mention("@Rita, look again.")
	must(t, s.ReadNotices(t.Context(), st.Reviewer, seen[0].EventID))
	if a, b := noticed(t, s, st.Reviewer), noticed(t, s, st.Other); a != "mentioned" || b != "mentioned" {
		t.Errorf("then Rita has %q and Olaf %q", a, b)
	}
	clock.Forward(31 * 24 * time.Hour)
	must(t, s.SweepNotices(t.Context()))
	if all, err := s.Notices(t.Context(), st.Reviewer); err != nil || len(all) != 1 {
		t.Errorf("a month later there are %d, %v", len(all), err)
	}
	clock.Forward(180 * 24 * time.Hour)
	must(t, s.SweepNotices(t.Context()))
	if n, err := s.UnreadNotices(t.Context(), st.Other); err != nil || n != 0 {
		t.Errorf("half a year later %d are unread, %v", n, err)
	}
}

func TestWhatNotifiesNobodyAsksForNothingMore(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram is long. It is red.")
	queries := s.Watch()
	at := queries.Load()
	st.Skip(a.ID, "It is red")
	skip := queries.Load() - at
	if got, err := s.Strings("SELECT kind FROM notices"); err != nil || len(got) > 0 || skip > 12 {
		t.Errorf("a skip takes %d queries and makes %v, %v", skip, got, err)
	}
}

func TestAVoidVerdictAndWhatTurnsOutAreToldToWhoDecidedAndWhoMayDecide(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, c := inPrint(t, st, clock)
		tells := func(want map[int64]string) {
			t.Helper()
			for _, u := range []models.User{st.Admin, st.Editor, st.Second, st.Reviewer, st.Other, st.Viewer} {
				if got := noticed(t, s, u); got != want[u.ID] {
					t.Errorf("%s is told %q, want %q", u.Name, got, want[u.ID])
				}
				must(t, s.ReadNotices(t.Context(), u, 1<<40))
			}
		}
		for _, u := range []models.User{st.Editor, st.Reviewer, st.Other} {
			must(t, s.ReadNotices(t.Context(), u, 1<<40))
		}
		for _, claim := range []int{c.Number, 0} {
			f := tooHigh(claim)
			f.Checked = models.WasUnclaimed
			_, err := s.LogAmendment(t.Context(), st.Editor, a.ID, f)
			must(t, err)
		}
		tells(map[int64]string{st.Reviewer.ID: "article × 2", st.Other.ID: "article × 2"})
		lines, err := s.Notices(t.Context(), st.Other)
		if must(t, err); lines[0].Path() != "/articles/1/amendments" {
			t.Errorf("it leads to %s", lines[0].Path())
		}
		_, err = s.ReviewClaim(t.Context(), st.Other, c.ID, models.ReviewForm{VerdictID: c.VerdictID, Fingerprint: c.Fingerprint, Decision: models.Return, Void: true, Reason: "We took the operator’s word."})
		must(t, err)
		tells(map[int64]string{st.Editor.ID: "article, returned", st.Reviewer.ID: "stale"})
	})
}
