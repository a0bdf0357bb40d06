package anchor_test

import (
	"math/rand/v2"
	"strings"

	"stet/models/anchor"
	"stet/models/text"
)

// writer makes up texts whose words are as uneven in frequency as those of a
// language. The same seed gives the same texts.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
	words  []string
}

func newWriter(seed uint64) *writer {
	const vocabulary = 20_000
	random := rand.New(rand.NewPCG(seed, seed))
	w := &writer{random: random, zipf: rand.NewZipf(random, 1.15, 4, vocabulary-1)}
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu ar en is or un th st")
	for i := range vocabulary {
		var b strings.Builder
		for n := i; n > 0 || b.Len() == 0; n /= len(syllables) {
			b.WriteString(syllables[n%len(syllables)])
		}
		w.words = append(w.words, b.String())
	}
	return w
}

func (w *writer) word() string { return w.words[w.zipf.Uint64()] }

// sentence has 8 to 30 words.
func (w *writer) sentence() string {
	words := make([]string, 8+w.random.IntN(23))
	for i := range words {
		words[i] = w.word()
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	return strings.Join(words, " ") + "."
}

// article is blocks of sentences.
type article [][]string

// article has about as many words as asked for.
func (w *writer) article(words int) article {
	var all article
	for words > 0 {
		block := make([]string, 2+w.random.IntN(6))
		for i := range block {
			block[i] = w.sentence()
			words -= len(strings.Fields(block[i]))
		}
		all = append(all, block)
	}
	return all
}

func (a article) document() text.Document {
	parts := make([]text.Part, len(a))
	for i, block := range a {
		parts[i] = text.Part{Kind: text.Paragraph, Text: strings.Join(block, " ")}
	}
	return text.Build(parts)
}

// clone copies an article so that it can be edited.
func (a article) clone() article {
	b := make(article, len(a))
	for i := range a {
		b[i] = append([]string(nil), a[i]...)
	}
	return b
}

// replaceWords replaces a share of the words of a sentence.
func (w *writer) replaceWords(sentence string, share float64) string {
	words := strings.Fields(sentence)
	for i := range words {
		if w.random.Float64() < share {
			words[i] = w.word()
		}
	}
	return strings.Join(words, " ")
}

// edit changes a share of the blocks: a few words, a new sentence, a sentence
// less, or another place.
func (w *writer) edit(a article, share float64) article {
	b := a.clone()
	for i := range b {
		if w.random.Float64() >= share {
			continue
		}
		at := w.random.IntN(len(b[i]))
		switch w.random.IntN(8) {
		case 0:
			b[i] = append(b[i][:at:at], append([]string{w.sentence()}, b[i][at:]...)...)
		case 1:
			b[i] = append(b[i][:at:at], b[i][at+1:]...)
		case 2:
			j := w.random.IntN(len(b))
			b[i], b[j] = b[j], b[i]
		default:
			b[i][at] = w.replaceWords(b[i][at], 0.15)
		}
	}
	return b
}

// rewrite changes words in most sentences and replaces, adds, drops and moves
// others.
func (w *writer) rewrite(a article) article {
	var b article
	for _, block := range a {
		var kept []string
		for _, sentence := range block {
			switch w.random.IntN(10) {
			case 0, 1:
				kept = append(kept, sentence)
			case 2:
			case 3, 4:
				kept = append(kept, w.sentence(), w.replaceWords(sentence, 0.3))
			case 5:
				kept = append(kept, w.sentence())
			default:
				kept = append(kept, w.replaceWords(sentence, 0.25))
			}
		}
		b = append(b, kept)
	}
	for range len(b) / 10 {
		i, j := w.random.IntN(len(b)), w.random.IntN(len(b))
		b[i], b[j] = b[j], b[i]
	}
	return b
}

// spread puts n anchors of about 120 code points, some of them overlapping, on
// whole words of a document.
func (w *writer) spread(d *text.Document, n int) []anchor.Anchor {
	anchors := make([]anchor.Anchor, 0, n)
	for len(anchors) < n {
		sentence := d.Sentences[w.random.IntN(len(d.Sentences))]
		if s, ok := d.Snap(text.Span{Start: sentence.Start, End: min(sentence.End, sentence.Start+120)}); ok {
			anchors = append(anchors, anchor.Anchor{ID: int64(len(anchors)), Span: s})
		}
	}
	return anchors
}
