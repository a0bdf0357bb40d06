package anchor_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/models/anchor"
	"stet/models/text"
)

// located counts what became of sentences that were looked for.
type located struct{ right, wrong, undecided int }

func (l located) trials() int { return l.right + l.wrong + l.undecided }

func (l located) share(n int) float64 { return 100 * float64(n) / float64(l.trials()) }

func there(l anchor.Located) bool { return l.Status == anchor.Exact || l.Status == anchor.Edited }

// ways are the two ways to look for a sentence.
func ways(sentence string) map[string]anchor.Words {
	return map[string]anchor.Words{"as a quote": {Quote: sentence}, "as a gist": {Gist: sentence}}
}

// Sentences that people edited are looked for in what they made of them.
func TestSentencesThatWereEditedAreLocated(t *testing.T) {
	t.Parallel()
	counts := map[string]*located{"as a quote": {}, "as a gist": {}}
	for _, r := range revisions(t, "iterater_human") {
		after := build(r.After)
		if after.Text != r.After {
			continue // the offsets are not those of the cleaned text
		}
		for _, a := range r.Anchors {
			if a.Level != "sentence" || a.Kind != "edited" || len([]rune(a.Quote)) < 25 {
				continue
			}
			gold := text.Span{Start: a.Gold[0], End: a.Gold[1]}
			for way, words := range ways(a.Quote) {
				switch found := anchor.Locate(&after, []anchor.Words{words})[0]; {
				case !there(found):
					counts[way].undecided++
				case found.Overlaps(gold):
					counts[way].right++
				default:
					counts[way].wrong++
				}
			}
		}
	}
	for way, l := range counts {
		t.Logf("%s: right %.1f %%, wrong %.1f %%, left to a person %.1f %% of %d", way, l.share(l.right), l.share(l.wrong), l.share(l.undecided), l.trials())
		if l.share(l.right) < 88 || l.share(l.wrong) > 0.5 {
			t.Errorf("%s: want 88 %% right and at most 0.5 %% wrong", way)
		}
	}
}

// Sentences that were taken out of an article are looked for in it. People say
// some things twice, so a few are there in other words.
func TestSentencesThatAreNotThereAreNotLocated(t *testing.T) {
	t.Parallel()
	var articles []article
	for _, r := range revisions(t, "synthetic_edits") {
		d := build(r.Before)
		var a article
		for i := range d.Blocks {
			var block []string
			first, last := d.BlockSentences(i)
			for _, s := range d.Sentences[first:last] {
				block = append(block, d.Slice(s.Span))
			}
			a = append(a, block)
		}
		articles = append(articles, a)
	}
	w := newWriter(4)
	counts := map[string]*located{"as a quote": {}, "as a gist": {}}
	for _, a := range articles {
		var gone []string
		for i := range a {
			if at := w.random.IntN(len(a[i])); w.random.IntN(3) == 0 && len([]rune(a[i][at])) >= 25 {
				gone = append(gone, a[i][at])
				a[i] = append(a[i][:at:at], a[i][at+1:]...)
			}
		}
		doc := a.document()
		for _, sentence := range gone {
			for way, words := range ways(sentence) {
				switch found := anchor.Locate(&doc, []anchor.Words{words})[0]; {
				case len(doc.Find(sentence)) > 0:
				case there(found):
					counts[way].wrong++
				default:
					counts[way].right++
				}
			}
		}
	}
	for way, l := range counts {
		t.Logf("%s: %d of %d deleted sentences were located (%.1f %%)", way, l.wrong, l.trials(), l.share(l.wrong))
		if l.trials() < 300 || l.share(l.wrong) > 8 {
			t.Errorf("%s: want at most 8 %% of at least 300", way)
		}
	}
}

// manyRows are the facts of a checker's sheet about an article: a third as
// quotes, a third as quotes of an older revision, a third in other words.
func manyRows(w *writer, a article, n int) []anchor.Words {
	var rows []anchor.Words
	for i := range n {
		block := a[w.random.IntN(len(a))]
		sentence := block[w.random.IntN(len(block))]
		switch i % 3 {
		case 0:
			rows = append(rows, anchor.Words{Quote: sentence})
		case 1:
			rows = append(rows, anchor.Words{Quote: w.replaceWords(sentence, 0.1)})
		default:
			words := strings.Fields(strings.TrimSuffix(sentence, "."))
			w.random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			rows = append(rows, anchor.Words{Gist: strings.Join(words[:len(words)*4/5], " ")})
		}
	}
	return rows
}

func BenchmarkLocate(b *testing.B) {
	for _, words := range []int{5_000, 50_000, 200_000} {
		w := newWriter(7)
		a := w.article(words)
		doc := a.document()
		rows := manyRows(w, a, 1000)
		b.Run(fmt.Sprintf("1000 rows on %d words", words), func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for range b.N {
				found = 0
				for _, l := range anchor.Locate(&doc, rows) {
					if there(l) {
						found++
					}
				}
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}
