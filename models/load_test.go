package models_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// Must-show 4 of the first version: eight people write into one SQLite file for
// half a minute. This is the only test that takes its time on purpose.
func TestEightEditorsWriteAtOnceAndNothingFailsOrIsLost(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("half a minute of writing is left out by -short")
	}
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir()})
	st := newsroom(t, s)
	writeAtOnce(t, st, 30*time.Second)
}

func TestEightEditorsWriteAtOnceOnPostgreSQL(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: modelstest.Postgres(t)})
	writeAtOnce(t, newsroom(t, s), 2*time.Second)
}

// tallied counts what eight editors were told is done.
type tallied struct{ claims, evidence, verdicts, revisions, edits, stale atomic.Int64 }

func writeAtOnce(t *testing.T, st *modelstest.Story, howLong time.Duration) {
	t.Helper()
	shared := st.Article(twoSentences) // half of the editors work on one article
	contested := st.Claim(shared.ID, "2021")
	var done tallied
	ctx, stop := context.WithTimeout(t.Context(), howLong)
	defer stop()
	var editors sync.WaitGroup
	for i := range 8 {
		article := shared
		if i%2 == 1 {
			article = st.Article(twoSentences)
		}
		editors.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				if err := done.work(st, article.ID, contested.ID, i, n); err != nil {
					t.Errorf("editor %d, round %d: %v", i, n, err)
					return
				}
			}
		})
	}
	editors.Wait()
	all := done.claims.Load() + done.evidence.Load() + done.verdicts.Load() + done.revisions.Load() + done.edits.Load()
	t.Logf("%d writes in %v, %.0f a second, and %d stale ones answered with a conflict", all, howLong, float64(all)/howLong.Seconds(), done.stale.Load())
	for table, want := range map[string]int64{"claims": done.claims.Load() + 1, "evidence": done.evidence.Load(), "verdicts": done.verdicts.Load(), "revisions": done.revisions.Load() + 5} {
		if rows, err := st.Store.Strings("SELECT 'x' FROM " + table); err != nil || int64(len(rows)) != want {
			t.Errorf("%d %s are there, %d were acknowledged, %v", len(rows), table, want, err)
		}
	}
	if now := st.Detail(contested.ID).Claim; int64(now.Version-1) != done.edits.Load() {
		t.Errorf("the contested claim is at version %d after %d edits", now.Version, done.edits.Load())
	}
	wantHealthy(t, st.Store)
}

// work is one round of an editor: a claim with evidence and a verdict, now and
// then an edit of a claim that everybody edits, and a new revision.
func (done *tallied) work(st *modelstest.Story, articleID, contestedID int64, editor, n int) error {
	ctx, s := context.Background(), st.Store
	if n%10 == 9 {
		if err := done.count(done.revise(ctx, st, articleID, editor, n), &done.revisions); err != nil {
			return err
		}
	}
	contested, err := s.Claim(ctx, st.Editor, contestedID)
	if err != nil {
		return err
	}
	_, err = s.EditClaim(ctx, st.Editor, contestedID, models.ClaimForm{Version: contested.Version, Wording: fmt.Sprintf("Editor %d in round %d", editor, n), Kind: models.KindDate, Risk: models.RiskNormal})
	if err := done.count(err, &done.edits); err != nil {
		return err
	}
	w, err := s.Article(ctx, st.Editor, articleID)
	if err != nil {
		return err
	}
	_, doc, err := s.Revision(ctx, st.Editor, articleID, 0)
	if err != nil {
		return err
	}
	sel := models.Selection{RevisionID: w.RevisionID, Span: doc.Find("people")[0]}
	c, err := s.CreateClaim(ctx, st.Editor, articleID, models.NewClaim{Selection: sel, Wording: fmt.Sprintf("Claim %d by %d", n, editor)})
	if conflict := (*models.Conflict)(nil); errors.As(err, &conflict) {
		return done.count(err, nil)
	}
	if err := done.count(err, &done.claims); err != nil {
		return err
	}
	_, err = s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "archive", SearchedHow: "by name"})
	if err := done.count(err, &done.evidence); err != nil {
		return err
	}
	scales, err := s.Scales(ctx)
	if err != nil {
		return err
	}
	_, err = s.SaveVerdict(ctx, st.Editor, c.ID, models.VerdictForm{RatingID: scales[0].Ratings[0].ID, Submit: true})
	return done.count(err, &done.verdicts)
}

func (done *tallied) revise(ctx context.Context, st *modelstest.Story, articleID int64, editor, n int) error {
	r, doc, err := st.Store.Revision(ctx, st.Editor, articleID, 0)
	if err != nil {
		return err
	}
	_, err = st.Store.SaveRevision(ctx, st.Editor, articleID, models.NewRevision{BasedOn: r.Number, Document: reworded(doc, fmt.Sprintf("Line %d of %d.", n, editor))})
	return err
}

// count counts a write as done or as answered with a conflict; another error stays one.
func (done *tallied) count(err error, as *atomic.Int64) error {
	var conflict *models.Conflict
	switch {
	case errors.As(err, &conflict):
		done.stale.Add(1)
		return nil
	case err == nil:
		as.Add(1)
	}
	return err
}

// reworded is a text whose last paragraph reads otherwise.
func reworded(doc *text.Document, last string) text.Document {
	kept, _, _ := strings.Cut(doc.Markup(), "\n\n")
	return text.Parse(kept + "\n\n" + last)
}
