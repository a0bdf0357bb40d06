package anchor_test

import (
	"strconv"
	"testing"

	"stet/models/anchor"
)

// BenchmarkCarry measures 10,000 anchors, from the alignment of the texts to the
// status of each. The figures to hold on two cores: tenth 250 ms, rewrite 3 s,
// replacement 5 s and 512 MB; twice the words at most 2.5 times as long.
func BenchmarkCarry(b *testing.B) {
	cases := []struct {
		name  string
		words int
		next  func(w *writer, a article) article
	}{
		{"tenth", 200_000, func(w *writer, a article) article { return w.edit(a, 0.1) }},
		{"tenth", 400_000, func(w *writer, a article) article { return w.edit(a, 0.1) }},
		{"rewrite", 308_000, (*writer).rewrite},
		{"replacement", 160_000, func(w *writer, a article) article { return append(w.article(372_000), a[:len(a)/20]...) }},
		{"replacement", 320_000, func(w *writer, a article) article { return append(w.article(744_000), a[:len(a)/20]...) }},
	}
	for _, c := range cases {
		b.Run(c.name+"/words="+strconv.Itoa(c.words), func(b *testing.B) {
			w := newWriter(1)
			article := w.article(c.words)
			before, after := article.document(), c.next(w, article).document()
			anchors := w.spread(&before, 10_000)
			b.ReportAllocs()
			var results []anchor.Result
			for b.Loop() {
				results = anchor.Carry(&before, &after, anchors)
			}
			counts := map[anchor.Status]int{}
			for _, r := range results {
				counts[r.Status]++
			}
			for _, s := range []anchor.Status{anchor.Exact, anchor.Edited, anchor.Moved, anchor.Ambiguous, anchor.Lost} {
				b.ReportMetric(float64(counts[s]), string(s))
			}
		})
	}
}
