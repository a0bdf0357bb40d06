package anchor_test

import (
	"strings"
	"testing"

	"stet/models/anchor"
	"stet/models/text"
)

// corpora are the texts the figures are taken on: made-up words, and articles of
// the labelled revisions when they are present.
func corpora(t *testing.T, f func(t *testing.T, w *writer, a article)) {
	t.Run("made up", func(t *testing.T) {
		t.Parallel()
		w := newWriter(3)
		f(t, w, w.article(90_000))
	})
	t.Run("articles", func(t *testing.T) {
		t.Parallel()
		var a article
		for _, r := range revisions(t, "synthetic_edits") {
			d := build(r.Before)
			for i := range d.Blocks {
				var block []string
				first, last := d.BlockSentences(i)
				for _, s := range d.Sentences[first:last] {
					block = append(block, d.Slice(s.Span))
				}
				a = append(a, block)
			}
		}
		f(t, newWriter(4), a)
	})
}

// sentences puts an anchor on every sentence of at least n code points.
func sentences(d *text.Document, n int) []anchor.Anchor {
	var anchors []anchor.Anchor
	for i, s := range d.Sentences {
		if s.Len() >= n {
			anchors = append(anchors, anchor.Anchor{ID: int64(i), Span: s.Span})
		}
	}
	return anchors
}

func TestADeletedSentenceIsNotAttachedToAnother(t *testing.T) {
	t.Parallel()
	corpora(t, func(t *testing.T, w *writer, a article) {
		before := a.document()
		b := a.clone()
		gone := map[string]bool{}
		for i := range b {
			if at := w.random.IntN(len(b[i])); w.random.IntN(3) == 0 && len([]rune(b[i][at])) >= 25 {
				gone[text.Clean(b[i][at])] = true
				b[i] = append(b[i][:at:at], b[i][at+1:]...)
			}
		}
		after := b.document()
		trials, wrong := 0, 0
		for _, r := range anchor.Carry(&before, &after, sentences(&before, 25)) {
			quote := before.Slice(before.Sentences[r.ID].Span)
			if !gone[quote] || len(after.Find(quote)) > 0 {
				continue
			}
			trials++
			if r.Status != anchor.Lost && r.Status != anchor.Ambiguous {
				wrong++
				t.Logf("%s: %q at %q", r.Status, quote, after.Slice(r.Span))
			}
		}
		share := float64(wrong) / float64(trials)
		t.Logf("deleted sentences of 25 characters or more: %d of %d were attached to others (%.2f %%)", wrong, trials, 100*share)
		if trials < 300 || share > 0.003 {
			t.Errorf("want at most 0.3 %% of at least 300")
		}
	})
}

func TestSentencesAreFoundAgainWithSomeWordsReplaced(t *testing.T) {
	t.Parallel()
	corpora(t, func(t *testing.T, w *writer, a article) {
		b := a.clone()
		for i := range b {
			for j := range b[i] {
				b[i][j] = w.replaceWords(b[i][j], 0.15)
			}
		}
		in := found(a, b, nil)
		t.Logf("with 15 %% of the words of every sentence replaced, %.2f %% of %d are found again", 100*in.share(), in.anchors)
		if in.share() < 0.99 {
			t.Errorf("want at least 99 %%")
		}
		order := w.random.Perm(len(b))
		shuffled := make(article, len(b))
		for i, to := range order {
			shuffled[to] = b[i]
		}
		moved := found(a, shuffled, order)
		t.Logf("with all blocks shuffled as well, %.2f %%, and %.2f %% are elsewhere", 100*moved.share(), 100*float64(moved.elsewhere)/float64(moved.anchors))
		if moved.share() < 0.85 || moved.elsewhere*200 > moved.anchors {
			t.Errorf("want at least 85 %%, and at most 0.5 %% elsewhere")
		}
	})
}

// recall counts anchors that were put into the block they belong to.
type recall struct{ anchors, right, elsewhere int }

func (r recall) share() float64 { return float64(r.right) / float64(r.anchors) }

// found carries the sentences of a to b, whose blocks are in the given order.
func found(a, b article, order []int) recall {
	before, after := a.document(), b.document()
	var c recall
	for _, r := range anchor.Carry(&before, &after, sentences(&before, 25)) {
		c.anchors++
		if r.Status == anchor.Lost || r.Status == anchor.Ambiguous {
			continue
		}
		home := before.Sentences[r.ID].Block
		if order != nil {
			home = order[home]
		}
		if after.BlockAt(r.Start) == home {
			c.right++
		} else {
			c.elsewhere++
		}
	}
	return c
}

func TestPuttingTheOldTextBackRestoresEveryAnchorThatWasNotLost(t *testing.T) {
	t.Parallel()
	corpora(t, func(t *testing.T, w *writer, a article) {
		before, after := a.document(), w.edit(a, 0.3).document()
		anchors := sentences(&before, 1)
		there := anchor.Carry(&before, &after, anchors)
		var back []anchor.Anchor
		for i, r := range there {
			if r.Status != anchor.Lost && r.Status != anchor.Ambiguous {
				back = append(back, anchor.Anchor{ID: int64(i), Span: r.Span})
			}
		}
		restored := 0
		for _, r := range anchor.Carry(&after, &before, back) {
			if r.Span == anchors[r.ID].Span {
				restored++
			} else if there[r.ID].Status != anchor.Edited {
				t.Errorf("%q was %s and came back %s", before.Slice(anchors[r.ID].Span), there[r.ID].Status, r.Status)
			} else {
				t.Logf("%q became %q, and that %s %q", before.Slice(anchors[r.ID].Span), after.Slice(there[r.ID].Span), r.Status, before.Slice(r.Span))
			}
		}
		t.Logf("there and back: of %d anchors %d were attached, and %d of those came back to where they were", len(anchors), len(back), restored)
		if len(back)-restored > len(back)/1000 {
			t.Errorf("want at most one in a thousand elsewhere")
		}
	})
}

func TestARewriteIsNoSilentMassOrphaning(t *testing.T) {
	t.Parallel()
	w := newWriter(5)
	a := w.article(20_000)
	kept := a[len(a)/2 : len(a)/2+len(a)/20]
	before, after := a.document(), append(w.article(20_000), kept...).document()
	counts := map[anchor.Status]int{}
	for _, r := range anchor.Carry(&before, &after, sentences(&before, 1)) {
		counts[r.Status]++
		if r.Status == anchor.Lost && r.Near == 0 && r.ID > 1000 {
			t.Fatal("a lost anchor does not say where it was")
		}
	}
	quotes := 0
	for _, block := range kept {
		quotes += strings.Count(strings.Join(block, " "), ".")
	}
	t.Logf("one block in twenty kept: %v; %d sentences are still there", counts, quotes)
	if attached := counts[anchor.Exact] + counts[anchor.Moved]; attached < quotes*95/100 {
		t.Errorf("%d of %d kept sentences are attached", attached, quotes)
	}
}
