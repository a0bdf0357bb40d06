package text

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// gold is one line of the segmented corpora.
type gold struct {
	ID, Lang, Text string
	Sentences      []string
}

// tally counts what was found, as score.py beside the corpora does.
type tally struct {
	documents, exact       int
	hit, wrong, missed     int // inner boundaries
	sentences, sentenceHit int
}

func (t *tally) add(want, got []string) {
	t.documents++
	if slices.Equal(want, got) {
		t.exact++
	}
	wanted, found := endings(want), endings(got)
	t.sentences += len(wanted) + len(found)
	hits, pairs := common(wanted, found)
	t.sentenceHit += pairs
	t.hit += hits - 1 // the end of the text is no inner boundary
	t.wrong += len(found) - hits
	t.missed += len(wanted) - hits
}

// common counts the endings that two texts share, and the sentences.
func common(wanted, found []int) (hits, pairs int) {
	for i, end := range wanted {
		j, ok := slices.BinarySearch(found, end)
		if !ok {
			continue
		}
		hits++
		if i == 0 && j == 0 || i > 0 && j > 0 && wanted[i-1] == found[j-1] {
			pairs++
		}
	}
	return hits, pairs
}

// endings gives where each sentence ends, in visible code points.
func endings(sentences []string) []int {
	var ends []int
	n := 0
	for _, s := range sentences {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		ends = append(ends, n)
	}
	return ends
}

func (t *tally) accuracy() float64 { return float64(t.exact) / float64(t.documents) }

func (t *tally) boundaryF1() float64 {
	return 2 * float64(t.hit) / float64(max(1, 2*t.hit+t.wrong+t.missed))
}

func (t *tally) sentenceF1() float64 { return 2 * float64(t.sentenceHit) / float64(t.sentences) }

// shared is the path of a file beside the module; the test is skipped when it
// is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: the corpus %s is not beside the module", name)
	}
	return path
}

func readGold(t testing.TB, name string) []gold {
	t.Helper()
	file, err := os.Open(shared(t, "data/sentences/dev/"+name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []gold
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	return all
}

func sentencesOf(text string) []string {
	d := Build([]Part{{Text: text}})
	var all []string
	for _, s := range d.Sentences {
		all = append(all, d.Slice(s.Span))
	}
	return all
}

func TestSentencesAgreeWithTheCorpora(t *testing.T) {
	t.Parallel()
	floors := []struct {
		file                 string
		accuracy, boundaryF1 float64
	}{
		{"golden_rules_en48", 0.95, 0.96},
		{"golden_rules_other_langs", 0.92, 0.92},
		{"pysbd_more_cases", 0.84, 0.92},
		{"ud_ewt_dev", 0.74, 0.915},
		{"ersatz_news_multi_dev", 0.35, 0.925},
	}
	for _, floor := range floors {
		t.Run(floor.file, func(t *testing.T) {
			t.Parallel()
			all, languages := score(t, floor.file)
			for _, lang := range sortedKeys(languages) {
				report(t, lang, languages[lang])
			}
			report(t, "all", all)
			if all.accuracy() < floor.accuracy || all.boundaryF1() < floor.boundaryF1 {
				t.Errorf("%s: fell below exact %.3f, boundary F1 %.3f", floor.file, floor.accuracy, floor.boundaryF1)
			}
		})
	}
}

func score(t *testing.T, file string) (all *tally, languages map[string]*tally) {
	t.Helper()
	all, languages = &tally{}, map[string]*tally{}
	for _, g := range readGold(t, file) {
		if languages[g.Lang] == nil {
			languages[g.Lang] = &tally{}
		}
		var want []string
		for _, s := range g.Sentences {
			if s = strings.TrimSpace(norm.NFC.String(s)); s != "" {
				want = append(want, s)
			}
		}
		got := sentencesOf(g.Text)
		all.add(want, got)
		languages[g.Lang].add(want, got)
	}
	return all, languages
}

func sortedKeys(m map[string]*tally) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func report(t *testing.T, lang string, s *tally) {
	t.Helper()
	t.Logf("%-4s documents=%d exact=%d/%d boundary P=%.4f R=%.4f F1=%.4f sentence F1=%.4f", lang, s.documents, s.exact, s.documents,
		float64(s.hit)/float64(max(1, s.hit+s.wrong)), float64(s.hit)/float64(max(1, s.hit+s.missed)), s.boundaryF1(), s.sentenceF1())
}
