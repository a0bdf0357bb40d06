package intake

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestTheWordsOfTheCollectionAreFound measures F1 over the bag of words of each
// document, and the mean over the documents of a folder. The expected words
// count notes, comments and the descriptions of pictures, which Read gives
// beside the text: so they count here, too.
func TestTheWordsOfTheCollectionAreFound(t *testing.T) {
	t.Parallel()
	const ending = ".expected.txt"
	files, _ := filepath.Glob(filepath.Join(shared(t, "data/docx"), "*", "*"+ending))
	scores, worst := map[string][]float64{}, map[string][]string{}
	for _, file := range files {
		document := strings.TrimSuffix(file, ending) + ".docx"
		r, err := Read("a.docx", load(t, document), Options{})
		if err != nil {
			t.Errorf("%s: %v", document, err)
		}
		folder := filepath.Base(filepath.Dir(file))
		f1 := wordF1(string(load(t, file)), everything(r))
		scores[folder] = append(scores[folder], f1)
		if f1 < 1 {
			worst[folder] = append(worst[folder], fmt.Sprintf("%.3f %s", f1, filepath.Base(document)))
		}
	}
	for folder, all := range scores {
		slices.Sort(worst[folder])
		t.Logf("%s: mean F1 %.4f over %d documents; below 1: %s", folder, mean(all), len(all), strings.Join(worst[folder], ", "))
		if mean(all) < 0.99 {
			t.Errorf("%s: mean F1 is %.4f", folder, mean(all))
		}
	}
}

func mean(of []float64) float64 {
	var sum float64
	for _, f := range of {
		sum += f
	}
	return sum / float64(len(of))
}

// everything is the text with what Read gives beside it.
func everything(r Result) string {
	all := []string{r.Document.Text}
	for _, n := range r.Notes {
		all = append(all, n.Text)
	}
	for _, l := range inEnglish(r.LeftOut) {
		if _, alts, ok := strings.Cut(l, "not taken over: "); ok {
			all = append(all, alts)
		}
	}
	return strings.Join(all, "\n")
}

// wordF1 compares two bags of words. A word is a run of letters, marks and
// digits: what stands between them, the expected words do not keep apart.
func wordF1(want, got string) float64 {
	apart := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }
	count := map[string]int{}
	a, b, both := strings.FieldsFunc(want, apart), strings.FieldsFunc(got, apart), 0
	for _, w := range a {
		count[w]++
	}
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
