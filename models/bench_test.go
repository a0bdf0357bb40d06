package models_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// cpu is the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure runs a benchmark and reports the processor time of each turn.
func measure(b *testing.B, turn func(n int)) {
	b.Helper()
	b.ReportAllocs()
	before, n := cpu(b), 0
	for b.Loop() {
		turn(n)
		n++
	}
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(n), "cpu-µs/op")
}

// longArticle has 50,000 words and n claims, each with evidence and a verdict.
func longArticle(b *testing.B, st *modelstest.Story, n int) models.Article {
	b.Helper()
	const paragraph = "The harbour tram number %d carries 31,400 people a day between the old port and the new town. It opened in 2021 after the council had argued about it for eleven years. " +
		"The mayor said that it is the longest line of the country. Nobody had asked the riders, who would have told him.\n\n" // 50 words
	var article strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&article, paragraph, i)
	}
	a := st.Article(article.String())
	rating := st.Rating(a.ID, "correct").ID
	_, doc, err := st.Store.Revision(b.Context(), st.Editor, a.ID, 0)
	must(b, err)
	must(b, st.Store.Tx(b.Context(), func(tx *models.Store) error {
		for i := range n {
			sentence := doc.Sentences[i*len(doc.Sentences)/n].Span
			c, err := tx.CreateClaim(b.Context(), st.Editor, a.ID, models.NewClaim{Selection: models.Selection{RevisionID: a.RevisionID, Span: text.Span{Start: sentence.Start, End: sentence.Start + 20}}})
			must(b, err)
			_, err = tx.CreateEvidence(b.Context(), st.Editor, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "archive", SearchedHow: "by name"})
			must(b, err)
			_, err = tx.SaveVerdict(b.Context(), st.Editor, c.ID, models.VerdictForm{RatingID: rating, Submit: true})
			must(b, err)
		}
		return nil
	}))
	return a
}

func BenchmarkWorkspace(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		b.Run(fmt.Sprintf("%d claims on 50,000 words", n), func(b *testing.B) {
			s, _ := modelstest.Open(b)
			st := newsroom(b, s)
			a := longArticle(b, st, n)
			measure(b, func(int) {
				w, err := s.Workspace(b.Context(), st.Reviewer, a.ID)
				if err != nil || len(w.Claims) != n {
					b.Fatal(len(w.Claims), err)
				}
			})
		})
	}
}

func BenchmarkClaimDetailAmong1000Claims(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := newsroom(b, s)
	longArticle(b, st, 1000)
	measure(b, func(n int) {
		_, err := s.ClaimDetail(b.Context(), st.Reviewer, int64(n%1000+1))
		must(b, err)
	})
}

// BenchmarkDesk reads the desk of a newsroom with 10,000 articles and 500,000
// claims, two in five of which are in review.
func BenchmarkDesk(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := newsroom(b, s)
	st.Claim(st.Article(twoSentences).ID, "2021")
	bulk(b, s)
	for name, q := range map[string]models.DeskQuery{"open": {}, "mine": {Tab: models.DeskMine}, "in review": {Tab: models.DeskInReview}, "unassigned": {Tab: models.DeskUnassigned},
		"done": {Tab: models.DeskDone}, "by title": {Sort: models.SortTitle}, "section": {Section: "Section 3"}, "search of few": {Search: "tram 4711"}, "search of all": {Search: "tram carr"}, "search as typed": {Search: "tr"}} {
		for who, user := range map[string]models.User{"reviewer": st.Reviewer, "editor": st.Editor} {
			b.Run(name+" as "+who, func(b *testing.B) {
				measure(b, func(int) {
					_, err := s.Desk(b.Context(), user, q)
					must(b, err)
				})
			})
		}
	}
	b.Run("queue", func(b *testing.B) {
		measure(b, func(int) {
			_, err := s.Queue(b.Context(), st.Reviewer, models.QueueDeadline)
			must(b, err)
		})
	})
}

// bulk copies the one article and its claim past the rules, in one transaction.
func bulk(b *testing.B, s *models.Store) {
	b.Helper()
	must(b, s.Tx(b.Context(), func(tx *models.Store) error {
		for _, sql := range []string{
			`INSERT INTO articles (title, section, deadline, scope, status, scale_id, revision_id, sentences, claims_made, waiting, version, created_by, created_at, updated_at)
				WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
				SELECT 'Tram ' || (i * 7919 % 10007), 'Section ' || (i % 8), CASE WHEN i % 5 > 0 THEN strftime('%Y-%m-%d %H:%M:%S+00:00', 1772442000 + i * 7919 % 10007 * 60, 'unixepoch') END, 'full',
					CASE i % 10 WHEN 0 THEN 'published' WHEN 1 THEN 'on_hold' ELSE 'checking' END, scale_id, revision_id, sentences, 50, 20, 1, created_by, created_at, updated_at FROM n, articles WHERE id = 1`,
			`INSERT INTO claims (article_id, number, wording, kind, risk, reviewers_needed, assignee_id, status, look, verdict_id, fingerprint, version, created_by, created_at)
				WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
				SELECT a.id, i, 'Tram ' || (a.id * 50 + i) || ' carries people', 'number', 'normal', 1, CASE WHEN a.id % 3 > 0 AND i % 2 = 0 THEN (SELECT id FROM users WHERE email = 'sam@example.org') END,
					CASE WHEN i % 5 < 2 THEN 'in_review' WHEN i % 5 < 4 THEN 'approved' ELSE 'open' END, CASE WHEN i % 5 < 4 THEN 'true' ELSE 'open' END, 0, 'f' || (a.id * 50 + i), 1, a.created_by, a.created_at
				FROM articles a, n WHERE a.id > 1`,
			`INSERT INTO verdicts (claim_id, number, rating_id, submitted, created_by, created_at) SELECT id, 1, 1, TRUE, created_by, created_at FROM claims WHERE look = 'true'`,
			`UPDATE claims SET verdict_id = (SELECT id FROM verdicts v WHERE v.claim_id = claims.id) WHERE look = 'true'`,
			`INSERT INTO reviews (claim_id, verdict_id, revision_id, decision, fingerprint, ingredients, created_by, created_at)
				SELECT c.id, c.verdict_id, a.revision_id, 'approve', c.fingerprint, '{}', (SELECT id FROM users WHERE email = 'ola@example.org'), c.created_at
				FROM claims c JOIN articles a ON a.id = c.article_id WHERE c.status = 'approved'`,
		} {
			must(b, tx.Exec(sql))
		}
		return nil
	}))
}

// savers are the writes of an editor at a desk where nobody else is.
func BenchmarkCreateClaim(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := newsroom(b, s)
	a := longArticle(b, st, 1)
	_, doc, err := s.Revision(b.Context(), st.Editor, a.ID, 0)
	must(b, err)
	measure(b, func(n int) {
		_, err := s.CreateClaim(b.Context(), st.Editor, a.ID, models.NewClaim{Selection: models.Selection{RevisionID: a.RevisionID, Span: doc.Sentences[n%len(doc.Sentences)].Span}})
		must(b, err)
	})
}

func BenchmarkSaveVerdict(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := newsroom(b, s)
	a := longArticle(b, st, 1000)
	rating := st.Rating(a.ID, "correct").ID
	based := make([]int64, 1001)
	measure(b, func(n int) {
		id := int64(n%1000 + 1)
		if based[id] == 0 {
			based[id] = id // the verdicts were made in the order of the claims
		}
		v, err := s.SaveVerdict(b.Context(), st.Editor, id, models.VerdictForm{BasedOn: based[id], RatingID: rating, Explanation: fmt.Sprint(n), Submit: true})
		must(b, err)
		based[id] = v.ID
	})
}

// BenchmarkEightEditorsCreateClaims reports how many claims eight editors save
// in a second, each on disk before it is acknowledged.
func BenchmarkEightEditorsCreateClaims(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := newsroom(b, s)
	a := longArticle(b, st, 1)
	_, doc, err := s.Revision(b.Context(), st.Editor, a.ID, 0)
	must(b, err)
	b.SetParallelism(4) // times two processors
	var next atomic.Int64
	before, start := cpu(b), time.Now()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			span := doc.Sentences[int(next.Add(1))%len(doc.Sentences)].Span
			_, err := s.CreateClaim(context.Background(), st.Editor, a.ID, models.NewClaim{Selection: models.Selection{RevisionID: a.RevisionID, Span: span}})
			must(b, err)
		}
	})
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "claims/s")
}
