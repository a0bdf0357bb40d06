package suggest

import (
	"bufio"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// judged is a sentence that people have judged for its worth of a check.
type judged struct {
	text     string
	worth    bool
	score    float64
	document string
}

// shared finds a file beside the module; the test is skipped when it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	folder, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(folder, "go.mod")); missing == nil {
			break
		}
		if filepath.Dir(folder) == folder {
			t.Skip("skipped: no go.mod above the test")
		}
		folder = filepath.Dir(folder)
	}
	path := filepath.Join(folder, "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: ../shared/%s is not present", name)
	}
	return path
}

// readJudged reads a table of doc, line, speaker, text, label and scores it.
func readJudged(t *testing.T, name, lang string) []judged {
	t.Helper()
	file, err := os.Open(shared(t, "data/checkworthiness/dev/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []judged
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for header := true; lines.Scan(); header = false {
		c := strings.Split(lines.Text(), "\t")
		if header || len(c) != 5 {
			continue
		}
		label, err := strconv.Atoi(c[4])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, judged{c[3], label > 0, Score(c[3], lang), c[0]})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// meanAveragePrecision is averaged over documents; equal scores rank as they
// stand in the file.
func meanAveragePrecision(all []judged) float64 {
	documents := map[string][]judged{}
	for _, j := range all {
		documents[j.document] = append(documents[j.document], j)
	}
	sum := 0.0
	for _, d := range documents {
		sort.SliceStable(d, func(i, k int) bool { return d[i].score > d[k].score })
		sum += averagePrecision(d)
	}
	return sum / float64(len(documents))
}

func averagePrecision(ranked []judged) float64 {
	hits, sum := 0, 0.0
	for i, j := range ranked {
		if j.worth {
			hits++
			sum += float64(hits) / float64(i+1)
		}
	}
	return sum / math.Max(1, float64(hits))
}

// f1 is the harmonic mean of precision and recall at Threshold.
func f1(all []judged) float64 {
	agreed, claimed, worth := 0, 0, 0
	for _, j := range all {
		if j.score >= Threshold {
			claimed++
		}
		if j.worth {
			worth++
		}
		if j.worth && j.score >= Threshold {
			agreed++
		}
	}
	return 2 * float64(agreed) / float64(max(1, claimed+worth))
}

func TestSentencesPeopleWouldCheckRankHigh(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, lang string
		precision  float64 // floor of the mean average precision
		f1         float64 // floor of F1 at Threshold
	}{
		{"ct19_train.tsv", "en", 0.2, 0.15},
		{"policlaim_train_golden.tsv", "en", 0.85, 0.61},
		{"claimbuster_ct24_dev_en.tsv", "en", 0.9, 0.83},
		{"claimbuster_ct24_train_en.tsv", "en", 0.65, 0.6},
		{"ct24_dev_sp.tsv", "es", 0.52, 0.28},
		{"ct24_dev_ar.tsv", "ar", 0.41, 0.49},
		{"ct24_train_ar.tsv", "ar", 0.38, 0.48},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			all := readJudged(t, c.file, c.lang)
			precision, balance := meanAveragePrecision(all), f1(all)
			t.Logf("%s: mean average precision %.4f, F1 at %.2f: %.4f", c.file, precision, Threshold, balance)
			if precision < c.precision || balance < c.f1 {
				t.Errorf("want at least %.3f and %.3f", c.precision, c.f1)
			}
		})
	}
}
