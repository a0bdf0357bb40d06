package intake

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// realPage is a page of a benchmark with the body that its people marked.
type realPage struct {
	id, kind, body string
	html           []byte
}

// scrapinghub is the benchmark of Scrapinghub: pages of news and blogs.
func scrapinghub(t testing.TB) []realPage {
	folder := shared(t, "data/extraction/dev/scrapinghub")
	var truth map[string]struct{ ArticleBody string }
	decode(t, filepath.Join(folder, "ground-truth.json"), &truth)
	var pages []realPage
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		pages = append(pages, realPage{id, "article", truth[id].ArticleBody, unzipped(t, filepath.Join(folder, "html", id+".html.gz"))})
	}
	return pages
}

// wcxb is the Web Content Extraction Benchmark: pages of seven kinds.
func wcxb(t testing.TB) []realPage {
	folder := shared(t, "data/extraction/dev/wcxb")
	files, _ := filepath.Glob(filepath.Join(folder, "ground-truth", "*.json"))
	var pages []realPage
	for _, file := range files {
		var truth struct {
			Internal struct {
				Type struct{ Primary string } `json:"page_type"`
			} `json:"_internal"`
			Truth struct {
				Body string `json:"main_content"`
			} `json:"ground_truth"`
		}
		decode(t, file, &truth)
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		pages = append(pages, realPage{id, truth.Internal.Type.Primary, truth.Truth.Body, unzipped(t, filepath.Join(folder, "html", id+".html.gz"))})
	}
	return pages
}

func decode(t testing.TB, file string, into any) {
	t.Helper()
	if err := json.Unmarshal(load(t, file), into); err != nil {
		t.Fatalf("decode %s: %v", file, err)
	}
}

// readBody is the text that Read takes from a page. Both benchmarks ask for the
// body and keep the headline apart, which Read puts first, for it is checked,
// too: it counts only where the body repeats it.
func readBody(p realPage) string {
	r, _ := Read("a.html", p.html, Options{})
	first, rest, _ := strings.Cut(r.Document.Text, "\n")
	if first == r.Title && !strings.HasPrefix(strings.TrimSpace(p.body), first) {
		return rest
	}
	return r.Document.Text
}

// TestTheArticlesOfNewsPagesAreFound measures by the rule of the benchmark: F1
// of the means of precision and recall over shingles of four words.
func TestTheArticlesOfNewsPagesAreFound(t *testing.T) {
	t.Parallel()
	var precision, recall []float64
	var slowest time.Duration
	for _, p := range scrapinghub(t) {
		start := time.Now()
		want, got := shingles(p.body), shingles(readBody(p))
		slowest = max(slowest, time.Since(start))
		both, ofWant, ofGot := overlap(want, got)
		if ofGot > 0 {
			precision = append(precision, both/ofGot)
		}
		if ofWant > 0 {
			recall = append(recall, both/ofWant)
		}
	}
	f1 := 2 * mean(precision) * mean(recall) / (mean(precision) + mean(recall))
	t.Logf("F1 %.4f, precision %.4f, recall %.4f over %d pages; slowest %v", f1, mean(precision), mean(recall), len(recall), slowest)
	if f1 < 0.97 {
		t.Errorf("F1 is %.4f", f1)
	}
}

// TestTheArticlesOfPagesOfAllKindsAreFound measures by the rule of the
// benchmark: the mean of the F1 over the words of each page.
func TestTheArticlesOfPagesOfAllKindsAreFound(t *testing.T) {
	t.Parallel()
	scores := map[string][]float64{}
	for _, p := range wcxb(t) {
		both, ofWant, ofGot := overlap(bag(p.body), bag(readBody(p)))
		f1 := 1.0
		if ofWant+ofGot > 0 {
			f1 = 2 * both / (ofWant + ofGot)
		}
		scores[p.kind] = append(scores[p.kind], f1)
	}
	for kind, all := range scores {
		t.Logf("%s: F1 %.4f over %d pages", kind, mean(all), len(all))
	}
	if f1 := mean(scores["article"]); f1 < 0.95 {
		t.Errorf("F1 of articles is %.4f", f1)
	}
}

// word is a word as both benchmarks count them.
var word = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func bag(s string) map[string]int { return counts(word.FindAllString(strings.ToLower(s), -1)) }

func shingles(s string) map[string]int {
	words := word.FindAllString(s, -1)
	if len(words) == 0 {
		return nil
	}
	all := []string{strings.Join(words[:min(4, len(words))], " ")}
	for i := 1; i+4 <= len(words); i++ {
		all = append(all, strings.Join(words[i:i+4], " "))
	}
	return counts(all)
}

func counts(all []string) map[string]int {
	count := map[string]int{}
	for _, s := range all {
		count[s]++
	}
	return count
}

// overlap is how much two bags hold in common, and how much each holds.
func overlap(a, b map[string]int) (both, ofA, ofB float64) {
	for k, n := range a {
		ofA += float64(n)
		both += float64(min(n, b[k]))
	}
	for _, n := range b {
		ofB += float64(n)
	}
	return both, ofA, ofB
}

// BenchmarkPages reports milliseconds a page, each page alone.
func BenchmarkPages(b *testing.B) {
	pages := append(scrapinghub(b), wcxb(b)...)
	best := make([]float64, len(pages))
	for b.Loop() {
		for i, p := range pages {
			start := time.Now()
			_, _ = Read("a.html", p.html, Options{})
			if ms := float64(time.Since(start)) / 1e6; best[i] == 0 || ms < best[i] {
				best[i] = ms
			}
		}
	}
	slices.Sort(best)
	b.ReportMetric(best[len(best)/2], "ms/median")
	b.ReportMetric(best[len(best)*95/100], "ms/p95")
	b.ReportMetric(best[len(best)-1], "ms/slowest")
}
