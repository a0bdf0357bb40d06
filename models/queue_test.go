package models_test

import (
	"slices"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func queued(t *testing.T, s *models.Store, who models.User, sort models.QueueSort) []int64 {
	t.Helper()
	rows, err := s.Queue(t.Context(), who, sort)
	must(t, err)
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.ClaimID)
	}
	return ids
}

func TestTheQueueHoldsExactlyWhatTheRulesLetOneApprove(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		h := &history{ctx: t.Context(), s: s, st: st}
		h.article = st.Article(twoSentences + " The mayor likes it. Nobody asked.").ID
		ctx := t.Context()
		step := func(words string, more func(models.Claim) error) {
			c := st.Claim(h.article, words)
			st.Evidence(c.ID)
			st.Propose(c, "correct")
			must(t, more(c))
		}
		step("tram", func(models.Claim) error { return nil })
		step("31,400", func(c models.Claim) error { return st.Decide(st.Reviewer, c.ID, models.Approve) })
		step("people", func(c models.Claim) error { return st.Decide(st.Reviewer, c.ID, models.Return) })
		step("a day", func(c models.Claim) error { // approved, returned by another, proposed again in the same words
			now := st.Detail(c.ID).Claim
			_, err := s.EditClaim(ctx, st.Editor, c.ID, models.ClaimForm{Version: now.Version, Wording: "w", Kind: models.KindOther, Risk: models.RiskHigh})
			must(t, err)
			must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
			must(t, st.Decide(st.Other, c.ID, models.Return))
			st.Propose(c, "correct")
			return nil
		})
		step("opened", func(c models.Claim) error { // evidence by a reviewer
			_, err := s.CreateEvidence(ctx, st.Reviewer, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "a", SearchedHow: "b"})
			return err
		})
		step("2021", func(c models.Claim) error { // approved, then a draft: stale, and waits for the editor
			must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
			_, err := s.SaveVerdict(ctx, st.Editor, c.ID, models.VerdictForm{BasedOn: st.Detail(c.ID).Claim.VerdictID, RatingID: st.Rating(h.article, "incorrect").ID})
			return err
		})
		step("mayor", func(c models.Claim) error { // needs two, has one
			now := st.Detail(c.ID).Claim
			_, err := s.EditClaim(ctx, st.Editor, c.ID, models.ClaimForm{Version: now.Version, Wording: "w", Kind: models.KindOther, Risk: models.RiskHigh})
			must(t, err)
			return st.Decide(st.Reviewer, c.ID, models.Approve)
		})
		step("Nobody asked", func(c models.Claim) error { st.Revise(h.article, " Nobody asked.", ""); return nil })
		w := h.workspaceOf(t)
		for _, who := range []models.User{st.Reviewer, st.Other} {
			var want []int64
			for _, line := range w.Claims {
				d, err := s.ClaimDetail(ctx, who, line.ID)
				must(t, err)
				may := slices.ContainsFunc(d.Actions, func(a models.ClaimAction) bool { return a.Action == models.ReviewApproved && a.Refusal == "" })
				if may {
					want = append(want, line.ID)
				}
			}
			if got := queued(t, s, who, models.QueueArticle); !slices.Equal(got, want) || len(want) < 2 {
				t.Errorf("%s: queue %v, the rules let approve %v", who.Name, got, want)
			}
		}
	})
}

func (h *history) workspaceOf(t *testing.T) models.Workspace {
	t.Helper()
	w, err := h.s.Workspace(h.ctx, h.st.Editor, h.article)
	must(t, err)
	return w
}

func TestTheAuthorsQueueHoldsNothingOfTheirArticle(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "T", AuthorID: &st.Other.ID}, Document: text.Parse(twoSentences)})
	must(t, err)
	c := st.Claim(a.ID, "2021")
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	if got := queued(t, s, st.Other, ""); len(got) != 0 {
		t.Errorf("the author is asked about %v", got)
	}
	if got := queued(t, s, st.Reviewer, ""); !slices.Equal(got, []int64{c.ID}) {
		t.Errorf("the reviewer is asked about %v", got)
	}
	if got := queued(t, s, st.Editor, ""); len(got) != 0 {
		t.Errorf("the editor is asked about %v, which is in review", got)
	}
	must(t, st.Decide(st.Reviewer, c.ID, models.Return))
	if got := queued(t, s, st.Editor, ""); !slices.Equal(got, []int64{c.ID}) {
		t.Errorf("after the return the editor is asked about %v", got)
	}
}

func TestTheQueueIsInTheAskedOrder(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		var ids []int64
		for _, days := range []int{3, 1, 2, 0} {
			form := models.ArticleForm{Title: "T"}
			if days > 0 {
				due := clock.Now().Add(time.Duration(days) * 24 * time.Hour)
				form.Deadline = &due
			}
			a, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: form, Document: text.Parse(twoSentences)})
			must(t, err)
			c := st.Claim(a.ID, "2021")
			ids = append(ids, c.ID)
			st.Evidence(c.ID)
		}
		for _, i := range []int{1, 0, 3, 2} {
			d := st.Detail(ids[i])
			st.Propose(d.Claim, "correct")
			clock.Forward(time.Minute)
		}
		for sort, order := range map[models.QueueSort][]int{models.QueueDeadline: {1, 2, 0, 3}, models.QueueWaiting: {1, 0, 3, 2}, models.QueueArticle: {0, 1, 2, 3}, "": {1, 2, 0, 3}} {
			var want []int64
			for _, i := range order {
				want = append(want, ids[i])
			}
			if got := queued(t, s, st.Reviewer, sort); !slices.Equal(got, want) {
				t.Errorf("by %q: %v, want %v", sort, got, want)
			}
		}
	})
}
