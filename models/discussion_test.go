package models_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func saidIn(all []models.Comment) string {
	var said []string
	for _, c := range all {
		said = append(said, c.Body)
	}
	return strings.Join(said, "|")
}

func discussed(t *testing.T, st *modelstest.Story, who models.User, article int64) models.Discussion {
	t.Helper()
	d, err := st.Store.Discussion(t.Context(), who, article)
	must(t, err)
	return d
}

func TestAThreadIsAnsweredSettledAndOpenedAgainAndKeepsWhoDidWhat(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c := st.Claim(st.Article("The tram opened in 2021.").ID, "2021")
		q, err := s.CreateComment(ctx, st.Editor, c.ArticleID, models.CommentForm{ClaimID: c.ID, Body: "Which month?", Query: true, Blocking: true, OwnerID: &st.Second.ID})
		must(t, err)
		answer, err := s.AnswerComment(ctx, st.Second, q.ID, "In May.")
		must(t, err)
		_, err = s.AnswerComment(ctx, st.Editor, answer.ID, "Which day?") // belongs to the thread, not to the answer
		must(t, err)
		must(t, s.ResolveComment(ctx, st.Editor, q.ID))
		must(t, s.ResolveComment(ctx, st.Editor, q.ID)) // says nothing twice
		if got := queriesInTheWay(t, s, st.Reviewer, c.ArticleID); got != "" {
			t.Errorf("in the way is %q", got)
		}
		must(t, s.ReopenComment(ctx, st.Reviewer, q.ID))
		if got := queriesInTheWay(t, s, st.Reviewer, c.ArticleID); !strings.Contains(got, "A query is not answered: Which month?") {
			t.Errorf("in the way is %q", got)
		}
		d := st.Detail(c.ID)
		if got := saidIn(d.Comments); got != "Which month?|In May.|Which day?" {
			t.Errorf("said was %q", got)
		}
		for _, a := range d.Comments[1:] {
			if a.Thread() != q.ID || a.ClaimID == nil || *a.ClaimID != c.ID {
				t.Errorf("the answer is %+v", a)
			}
		}
		if len(d.Turns) != 2 || d.Turns[0].Action != models.CommentResolved || d.Turns[1].Action != models.CommentReopened || d.Turns[1].ActorID != st.Reviewer.ID {
			t.Errorf("done was %+v", d.Turns)
		}
		if d.Line.Comments != 1 && len(d.Comments) != 3 {
			t.Errorf("counted are %d", d.Line.Comments)
		}
		_, err = s.AnswerComment(ctx, st.Viewer, q.ID, "I know.")
		wantRefused(t, err)
		_, err = s.AnswerComment(ctx, st.Editor, q.ID, " ")
		wantInvalid(t, err, "body")
	})
}

func TestAQueryIsHandedOnAndNobodyIsOverruledUnseen(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram opened in 2021.")
		q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "Which month?", Query: true, OwnerID: &st.Second.ID})
		must(t, err)
		due := clock.Now().Add(time.Hour)
		must(t, s.HandQuery(ctx, st.Editor, q.ID, models.QueryForm{OwnerID: &st.Viewer.ID, DueAt: &due}))
		var conflict *models.Conflict
		if err := s.HandQuery(ctx, st.Second, q.ID, models.QueryForm{OwnerID: &st.Other.ID}); !errors.As(err, &conflict) || conflict.Who.String() != st.Editor.Name {
			t.Errorf("who was overtaken hears %v", err)
		}
		wantInvalid(t, s.HandQuery(ctx, st.Editor, q.ID, models.QueryForm{Version: 1, OwnerID: new(int64)}), "owner")
		desk, err := s.Desk(ctx, st.Viewer, models.DeskQuery{})
		must(t, err)
		if len(desk.Asked) != 1 || desk.Asked[0].Body != "Which month?" || desk.Asked[0].Late(clock.Now()) || !desk.Asked[0].Late(clock.Now().Add(2*time.Hour)) {
			t.Errorf("asked are %+v", desk.Asked)
		}
		_, err = s.AnswerComment(ctx, st.Viewer, q.ID, "In May.") // who is asked may answer
		must(t, err)
		if desk, err = s.Desk(ctx, st.Viewer, models.DeskQuery{}); err != nil || len(desk.Asked) != 0 {
			t.Errorf("still asked are %+v, %v", desk.Asked, err)
		}
		wantRefused(t, s.ResolveComment(ctx, st.Viewer, q.ID))
		r, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "Hm."})
		must(t, err)
		wantRefused(t, s.HandQuery(ctx, st.Editor, r.ID, models.QueryForm{OwnerID: &st.Other.ID}))
	})
}

func TestACommentOnWordsGoesWithThemAndSaysWhenTheyAreGone(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram carries 31,400 people a day.\n\nThe operator keeps silent about its losses.")
		on := st.Select(a.ID, "keeps silent")
		q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{On: &on, Body: "Were they asked?", Query: true})
		must(t, err)
		before, err := s.Workspace(ctx, st.Editor, a.ID)
		must(t, err)
		if len(before.Remarks) != 1 || before.Remarks[0].Anchor.Quote != "keeps silent" || before.Coverage.Claimed+before.Coverage.Skipped != 0 {
			t.Errorf("the workspace has %+v, covered %+v", before.Remarks, before.Coverage)
		}
		revise := func(based int, markup string) {
			t.Helper()
			_, err := s.SaveRevision(ctx, st.Editor, a.ID, models.NewRevision{BasedOn: based, Document: text.Parse(markup)})
			must(t, err)
		}
		revise(1, "A new start.\n\nThe tram carries 31,400 people a day.\n\nThe operator keeps silent about its losses.")
		if p := discussed(t, st, st.Editor, a.ID).Place(q.ID); p == nil || p.Quote != "keeps silent" || !p.Method.Attached() || p.StartCP <= on.Start {
			t.Errorf("the words are at %+v", p)
		}
		revise(2, "A new start.\n\nThe tram carries 31,400 people a day.")
		if p := discussed(t, st, st.Editor, a.ID).Place(q.ID); p == nil || p.Quote != "keeps silent" || p.Method.Attached() {
			t.Errorf("the words that are gone are at %+v", p)
		}
		after, err := s.Workspace(ctx, st.Editor, a.ID)
		must(t, err)
		if len(after.Remarks) != 0 || after.Threads != 1 {
			t.Errorf("the workspace has %+v and %d threads", after.Remarks, after.Threads)
		}
		revise(3, "The operator keeps silent about its losses.")
		if p := discussed(t, st, st.Editor, a.ID).Place(q.ID); p == nil || !p.Method.Attached() {
			t.Errorf("the words that are back are at %+v", p)
		}
		stale := on
		_, err = s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{On: &stale, Body: "And here?"})
		var conflict *models.Conflict
		if !errors.As(err, &conflict) {
			t.Errorf("a selection in an older text is answered with %v", err)
		}
		wantHealthy(t, s)
	})
}

func TestThreadsLeaveWithAnExportAndComeBack(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	a := st.Article("The tram opened in 2021. It is long.")
	on := st.Select(a.ID, "long")
	q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{On: &on, Body: "How long?", Query: true, ForAuthor: true})
	must(t, err)
	_, err = s.AnswerComment(ctx, st.Second, q.ID, "Ten miles.")
	must(t, err)
	gone, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "Settled."})
	must(t, err)
	_, err = s.AnswerComment(ctx, st.Second, gone.ID, "With this.")
	must(t, err)
	must(t, s.ResolveComment(ctx, st.Editor, gone.ID))
	inside, _ := checkedFor(t, st, a.ID, models.ForInternal)
	if len(inside.Comments) != 2 || inside.Comments[0].On == nil || inside.Comments[0].On.Quote != "long" || inside.Comments[0].Owner != "the author" || !inside.Comments[1].Answer || inside.Comments[1].Body != "Ten miles." {
		t.Fatalf("the newsroom's export has %+v", inside.Comments)
	}
	legal, _ := checkedFor(t, st, a.ID, models.ForLegal)
	if len(legal.Comments) != 4 || legal.Comments[2].SettledAt == nil || !legal.Comments[3].Answer {
		t.Errorf("the export for legal has %+v", legal.Comments)
	}
	back, err := s.ImportChecked(ctx, st.Editor, inside)
	must(t, err)
	d := discussed(t, st, st.Editor, back.ID)
	if got := saidIn(d.Comments); got != "Eva Editor: How long?|Sam Second: Ten miles." {
		t.Fatalf("came back is %q", got)
	}
	if p := d.Place(d.Comments[0].ID); p == nil || p.Quote != "long" || !d.Comments[0].ForAuthor || d.Comments[1].Thread() != d.Comments[0].ID {
		t.Errorf("it is on %+v, %+v", p, d.Comments)
	}
}

func asked(t *testing.T, st *modelstest.Story) (models.Article, models.Comment, string) {
	t.Helper()
	a := st.Article("The tram opened in 2021. It is long.")
	on := st.Select(a.ID, "long")
	q, err := st.Store.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{On: &on, Body: "How long?", Query: true, ForAuthor: true, Blocking: true})
	must(t, err)
	token, err := st.Store.LinkAuthor(t.Context(), st.Editor, a.ID, nil)
	must(t, err)
	return a, q, token
}

func TestAnAuthorWithoutAnAccountAnswersByALinkAndSeesNothingElse(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, q, token := asked(t, st)
		other, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "For a colleague.", Query: true, OwnerID: &st.Second.ID})
		must(t, err)
		secret, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "For legal.", Query: true, Legal: true, OwnerID: &st.Second.ID})
		must(t, err)
		l, err := s.Letter(ctx, token, "192.0.2.1")
		must(t, err)
		if len(l.Asked) != 1 || l.Asked[0].Ask != "How long?" || l.Asked[0].Words != "long" || l.Asked[0].Answered != nil || l.Ask+l.Wording+l.Title != "" || !l.ToAuthor {
			t.Errorf("the letter is %+v", l)
		}
		var wrong *models.Invalid
		if err := s.AnswerAsAuthor(ctx, token, "192.0.2.1", map[int64]string{q.ID: "Ten miles.", other.ID: "Hm."}); !errors.As(err, &wrong) || wrong.Fields["gone"].IsZero() {
			t.Errorf("an answer to what is not asked is taken: %v", err)
		}
		if err := s.AnswerAsAuthor(ctx, token, "192.0.2.1", map[int64]string{secret.ID: "Hm."}); !errors.As(err, &wrong) {
			t.Errorf("an answer to legal is taken: %v", err)
		}
		wantInvalid(t, s.AnswerAsAuthor(ctx, token, "192.0.2.1", map[int64]string{q.ID: strings.Repeat("x", 20_001)}), strconv.FormatInt(q.ID, 10))
		wantInvalid(t, s.AnswerAsAuthor(ctx, token, "192.0.2.1", nil), "said")
		if got := saidIn(discussed(t, st, st.Editor, a.ID).Comments); strings.Contains(got, "miles") {
			t.Errorf("half of it was taken: %q", got)
		}
		for _, said := range []string{"Ten miles.", "Ten miles."} { // twice appends
			must(t, s.AnswerAsAuthor(ctx, token, "192.0.2.1", map[int64]string{q.ID: said}))
		}
		d := discussed(t, st, st.Second, a.ID)
		answers := slices.DeleteFunc(slices.Clone(d.Comments), func(c models.Comment) bool { return c.InquiryID == nil })
		if saidIn(answers) != "Ten miles.|Ten miles." || answers[0].Thread() != q.ID {
			t.Errorf("came in is %+v", answers)
		}
		f, err := s.ForAuthor(ctx, st.Editor, a.ID)
		must(t, err)
		if len(f.Links) != 1 || f.Links[0].UsedAt == nil || f.Words[q.ID] != "long" || saidIn(f.Comments) != "How long?|Ten miles.|Ten miles." {
			t.Errorf("for the author is %+v", f)
		}
		if legal, _ := checkedFor(t, st, a.ID, models.ForLegal); legal.Comments[1].By != models.AuthorByLink {
			t.Errorf("the export says %+v", legal.Comments)
		}
		if l, err = s.Letter(ctx, token, ""); err != nil || l.Asked[0].Answered == nil {
			t.Errorf("the letter is %+v, %v", l, err)
		}
		must(t, s.ResolveComment(ctx, st.Editor, q.ID))
		if l, err = s.Letter(ctx, token, ""); err != nil || len(l.Asked) != 0 {
			t.Errorf("the letter is %+v, %v", l, err)
		}
		lines, err := s.History(ctx, st.Editor, a.ID, 0, 0)
		must(t, err)
		if !slices.ContainsFunc(lines, func(h models.HistoryLine) bool {
			return h.Action == models.CommentAnswered && h.Detail.Is == "link"
		}) {
			t.Errorf("the history has %+v", lines)
		}
		_, err = s.ForAuthor(ctx, st.Viewer, a.ID)
		wantRefused(t, err)
		clock.Forward(8 * 24 * time.Hour)
		wantNoAuthorLink(t, s, token, "expired")
	})
}

func wantNoAuthorLink(t *testing.T, s *models.Store, token, why string) {
	t.Helper()
	wantNoLetter(t, s, token, why)
	if err := s.AnswerAsAuthor(t.Context(), token, "", map[int64]string{1: "x"}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("%s: the link takes an answer, %v", why, err)
	}
}

func TestALinkForAnAuthorEndsAsOthersDo(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	a, q, token := asked(t, st)
	past, far := clock.Now().Add(-time.Hour), clock.Now().Add(91*24*time.Hour)
	for _, until := range []time.Time{past, far} {
		_, err := s.LinkAuthor(ctx, st.Editor, a.ID, &until)
		wantInvalid(t, err, "until")
	}
	_, ofClaim := linked(t, st, nil)
	if err := s.AnswerAsAuthor(ctx, ofClaim, "", map[int64]string{q.ID: "x"}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a link about a claim answers for the author: %v", err)
	}
	if err := s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseConfirmed}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a link for the author answers about a claim: %v", err)
	}
	for i := range 20 {
		if err := s.AnswerAsAuthor(ctx, "guess", "192.0.2.9", map[int64]string{q.ID: "x"}); !errors.Is(err, models.ErrNotFound) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	wantRefused(t, s.AnswerAsAuthor(ctx, token, "192.0.2.9", map[int64]string{q.ID: "x"}))
	f, err := s.ForAuthor(ctx, st.Editor, a.ID)
	must(t, err)
	wantRefused(t, s.RevokeInquiry(ctx, st.Viewer, f.Links[0].ID))
	must(t, s.RevokeInquiry(ctx, st.Second, f.Links[0].ID))
	wantNoAuthorLink(t, s, token, "revoked")
	stored, err := s.Strings("SELECT token_hash FROM inquiries")
	must(t, err)
	if strings.Contains(strings.Join(stored, ""), token) || len(token) < 40 {
		t.Errorf("the token %q is kept in %q, or short", token, stored)
	}
}
