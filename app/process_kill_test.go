package main_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/models"
)

const (
	rounds    = 5
	writers   = 8
	underLoad = time.Second // before the server is killed
)

// TestEveryAcknowledgedWriteSurvivesAKill kills the program in the middle of the
// writing of eight people, five times on one data folder.
func TestEveryAcknowledgedWriteSurvivesAKill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	work := begin(signedIn(t, s, eva))
	kept := acknowledged{wordings: map[string]bool{}, explanations: map[string]bool{}}
	for round := range rounds {
		before := len(kept.wordings) + len(kept.explanations)
		kept.writeUntilKilled(t, s, work, round)
		if wrote := len(kept.wordings) + len(kept.explanations) - before; wrote < writers {
			t.Fatalf("round %d: only %d writes were acknowledged", round, wrote)
		}
		stet(t, data, "doctor").works().prints("Everything is in order.")
		kept.compare(t, exported(t, data, work.article))
		s = serving(t, data)
	}
	t.Logf("%d claims and %d verdicts were acknowledged in %d rounds", len(kept.wordings), len(kept.explanations), rounds)
}

// workload is an article to write on, and a rating of its scale.
type workload struct{ article, revision, rating string }

const sentencesToClaim = 400

func begin(editor *visitor) workload {
	w := workload{article: editor.start("The long count", countedSentences(sentencesToClaim))}
	w.revision = editor.get("/articles/" + w.article).ok().first(revisionOnPage)
	claim := editor.claim(w.article, w.revision, 0)
	w.rating = editor.get("/articles/" + w.article + "?claim=" + claim).ok().first(ratingOnPage)
	return w
}

func countedSentences(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Barge %d carried %d tonnes of gravel. ", i, 100+i)
	}
	return b.String()
}

// acknowledged is what the server has said that it keeps: the wordings of
// claims and the explanations of verdicts, each written once.
type acknowledged struct {
	mu           sync.Mutex
	wordings     map[string]bool
	explanations map[string]bool
}

func (a *acknowledged) writeUntilKilled(t *testing.T, s *server, work workload, round int) {
	t.Helper()
	var working sync.WaitGroup
	for w := range writers {
		v := signedIn(t, s, eva)
		working.Go(func() { a.write(v, work, fmt.Sprintf("round %d, writer %d", round, w)) })
	}
	time.Sleep(underLoad)
	s.kill()
	working.Wait()
}

// write claims sentences and gives each a verdict, until no answer comes.
func (a *acknowledged) write(v *visitor, work workload, name string) {
	for i := 0; ; i++ {
		wording := fmt.Sprintf("%s, claim %d", name, i)
		made, err := v.try("/articles/"+work.article+"/claims", "revision", work.revision, "sentence", fmt.Sprint(i%sentencesToClaim), "wording", wording)
		if err != nil || !a.note(v.t, made, a.wordings, wording) {
			return
		}
		claim := claimInAddress.FindStringSubmatch(made.to)[1]
		explanation := fmt.Sprintf("%s, verdict %d", name, i)
		judged, err := v.try("/claims/"+claim+"/verdict", "based_on", "0", "rating", work.rating, "explanation", explanation)
		if err != nil || !a.note(v.t, judged, a.explanations, explanation) {
			return
		}
	}
}

// note keeps what was acknowledged. Any answer but a redirect is a failed write.
func (a *acknowledged) note(t testing.TB, r reply, where map[string]bool, what string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r.status != http.StatusSeeOther {
		t.Errorf("%s: %d\n%.800s", what, r.status, r.body)
		return false
	}
	where[what] = true
	return true
}

// exported reads an article as it leaves the program.
func exported(t testing.TB, data, article string) models.Checked {
	t.Helper()
	file := filepath.Join(t.TempDir(), "article.json")
	stet(t, data, "export", article, "--format", "json", "--out", file).works()
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var checked models.Checked
	if err := json.Unmarshal(written, &checked); err != nil {
		t.Fatal(err)
	}
	return checked
}

// compare fails the test when something acknowledged is not there, or is there
// twice.
func (a *acknowledged) compare(t *testing.T, checked models.Checked) {
	t.Helper()
	wordings, explanations := map[string]int{}, map[string]int{}
	for _, c := range checked.Claims {
		wordings[c.Wording]++
		if c.Verdict != nil {
			explanations[c.Verdict.Explanation]++
		}
	}
	for w := range a.wordings {
		if wordings[w] != 1 {
			t.Errorf("the claim %q was acknowledged and is there %d times", w, wordings[w])
		}
	}
	for e := range a.explanations {
		if explanations[e] != 1 {
			t.Errorf("the verdict %q was acknowledged and is there %d times", e, explanations[e])
		}
	}
}
