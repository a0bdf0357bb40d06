package anchor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

// Words are what somebody says stands in a text: the very words, what they say
// in other words, or both.
type Words struct{ Quote, Gist string }

// Located says where words from elsewhere stand in a text.
type Located struct {
	Status     Status      // Exact, Edited, Ambiguous or Lost
	text.Span              // zero when Ambiguous or Lost
	Score      float64     // 0 to 1; 1 for equal words
	Candidates []Candidate // when Ambiguous or Lost: the places that may be meant, the best first, at most MaxChoice
}

// Locate finds where each of the words stand in a text: the quote where it is
// written, but for typography and capitals; else where it was edited; else the
// sentence that says what the gist says. A place counts when it is clearly ahead
// of every other. The results are in the order of the words and depend, but for
// very long ones that come late among many, on nothing else.
func Locate(d *text.Document, all []Words) []Located {
	l := newLocator(d, all)
	found := make([]Located, len(all))
	for i := range all {
		found[i] = l.locate(2 * i)
	}
	return found
}

// locator looks for the quotes and gists, which are the blocks of one side, in a
// text, which is the other. Nothing is aligned between them.
type locator struct {
	*carrier
	queries []text.Span // the quote and the gist of each of the words
	stems   *stems
	shares  []float64 // by sentence of b, while a gist is looked for
}

func newLocator(d *text.Document, all []Words) *locator {
	asked, queries := questions(all)
	x := newLexicon()
	al := &alignment{a: newSide(asked, x), b: newSide(d, x), words: x, cells: maxCells}
	al.index = newIndex(al.b.tokens, len(x.weights))
	return &locator{carrier: &carrier{alignment: al}, queries: queries, stems: newStems(al), shares: make([]float64, len(d.Sentences))}
}

// questions is a document of which each quote and each gist is a block of one
// sentence, and where they are in it.
func questions(all []Words) (*text.Document, []text.Span) {
	var b strings.Builder
	var blocks []text.Block
	var sentences []text.Sentence
	var spans []text.Span
	at := 0
	for _, w := range all {
		for _, s := range []string{w.Quote, w.Gist} {
			s = strings.Join(strings.Fields(text.Clean(s)), " ")
			span := text.Span{Start: at, End: at + utf8.RuneCountInString(s)}
			spans = append(spans, span)
			if s == "" {
				continue
			}
			sentences = append(sentences, text.Sentence{Block: len(blocks), Span: span})
			blocks = append(blocks, text.Block{Kind: text.Paragraph, Span: span})
			b.WriteString(s + "\n\n")
			at = span.End + 2
		}
	}
	d := text.Restore(strings.TrimSuffix(b.String(), "\n\n"), blocks, sentences, nil)
	return &d, spans
}

// locate looks for the quote with the index given and the gist that follows it.
func (l *locator) locate(quote int) Located {
	gist := l.likeSentences(l.queries[quote+1])
	p, q := l.tokens(l.queries[quote])
	if p >= q {
		return gist.pick()
	}
	if written := l.written(quote, p, q); len(written) > 0 {
		if len(written) > 1 {
			written = gist.among(written)
		}
		return choice(written).exact()
	}
	if edited := l.edited(p, q); len(edited) > 0 {
		return edited.pick()
	}
	if l.queries[quote+1].Len() == 0 {
		gist = l.likeSentences(l.queries[quote])
	}
	return gist.pick()
}

// written lists where the tokens [p, q) of a quote stand word for word. Where
// capitals tell several places apart, they do.
func (l *locator) written(quote, p, q int) choice {
	said := text.Fold(l.a.doc.Slice(l.queries[quote]))
	var places, same choice
	for _, from := range l.occurrences(p, q) {
		span := text.Span{Start: l.b.tokens[from].Start, End: l.b.tokens[from+q-p-1].End}
		if snapped, ok := l.b.doc.Snap(span); !ok || snapped != span {
			continue // it is a part of what shows as one character
		}
		places = append(places, Candidate{span, 1})
		if text.Fold(l.b.doc.Slice(span)) == said {
			same = append(same, Candidate{span, 1})
		}
	}
	if len(same) > 0 {
		return same
	}
	if len(places) == 0 && l.spend(len(l.b.doc.Text)/16) { // it may begin or end inside of a word
		for _, span := range l.b.doc.Find(l.a.doc.Slice(l.queries[quote])) {
			places = append(places, Candidate{span, 1})
		}
	}
	return places
}

// edited lists where the tokens [p, q) of a quote stand in much the same words.
func (l *locator) edited(p, q int) choice {
	if l.a.length(p, q) < minSearch || q-p > maxSearch || !l.spend(4*(q-p)*(q-p)) {
		return nil
	}
	var places choice
	for _, f := range l.fits(p, q, false) {
		span, ok := l.b.doc.Snap(l.b.doc.Whole(f.span))
		if ok && f.score >= 1-maxErrors {
			places = append(places, Candidate{span, min(f.score, maxEdited)})
		}
	}
	return places
}

// choice is the places that may be meant, the best first.
type choice []Candidate

// MaxChoice is how many places are offered at most: nobody looks through more.
const MaxChoice = 5

// exact is the one place, or none of several.
func (c choice) exact() Located {
	if len(c) == 1 {
		return Located{Status: Exact, Span: c[0].Span, Score: 1}
	}
	return Located{Status: Ambiguous, Candidates: c[:min(len(c), MaxChoice)]}
}

// pick is the best place, if it is good enough and clearly ahead of the next.
func (c choice) pick() Located {
	switch {
	case len(c) == 0:
		return Located{Status: Lost}
	case c[0].Score < minAlikeSentence:
		return Located{Status: Lost, Candidates: c[:min(len(c), MaxChoice)]}
	case len(c) > 1 && c[0].Score-c[1].Score < minLead:
		return Located{Status: Ambiguous, Candidates: c[:min(len(c), MaxChoice)]}
	}
	return Located{Status: Edited, Span: c[0].Span, Score: c[0].Score}
}

// among narrows equal places to the one in the sentence that says what the gist
// says, if there is one.
func (c choice) among(places choice) choice {
	best := c.pick()
	if best.Status != Edited {
		return places
	}
	inside := slices.DeleteFunc(slices.Clone(places), func(p Candidate) bool { return !best.Overlaps(p.Span) })
	if len(inside) == 1 {
		return inside
	}
	return places
}
