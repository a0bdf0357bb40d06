package suggest

import (
	"strings"
	"unicode/utf8"
)

// reading is a sentence cut into words and marked.
type reading struct {
	text    string
	lexicon *lexicon
	words   []word
	size    int // words, as the rules about length count them
	marks   []mark
}

// mark is a signal at some words of a sentence.
type mark struct {
	signal   signal
	from, to int // half-open range of words
}

// read marks a sentence.
func read(sentence, lang string) *reading {
	l := lexiconFor(lang, sentence)
	r := &reading{text: sentence, lexicon: l, words: split(sentence, l.lang)}
	r.size = size(sentence, r.words)
	r.markPhrases()
	r.markFigures()
	r.markNames()
	r.markOffices()
	r.markQuotations()
	r.markQuestion()
	return r
}

// mark adds a mark. Of two marks of one signal that overlap the earlier counts,
// of two that begin together the longer.
func (r *reading) mark(s signal, from, to int) {
	for i := range r.marks {
		m := &r.marks[i]
		if m.signal == s && from < m.to && m.from < to {
			if m.from == from {
				m.to = max(m.to, to)
			}
			return
		}
	}
	r.marks = append(r.marks, mark{s, from, to})
}

// find gives the first mark of a signal.
func (r *reading) find(s signal) (mark, bool) {
	for _, m := range r.marks {
		if m.signal == s {
			return m, true
		}
	}
	return mark{}, false
}

// markedAt reports whether the word at index i bears the signal s.
func (r *reading) markedAt(i int, s signal) bool {
	for _, m := range r.marks {
		if m.signal == s && m.from <= i && i < m.to {
			return true
		}
	}
	return false
}

// excerpt is the text of the words [from, to).
func (r *reading) excerpt(from, to int) string {
	return r.text[r.words[from].start:r.words[to-1].end]
}

// adjacent reports whether nothing stands between the words at i and i+1.
func (r *reading) adjacent(i int) bool {
	return i >= 0 && i+1 < len(r.words) && r.words[i].end == r.words[i+1].start
}

// markPhrases marks what the word list knows. Function words are no signal by
// themselves; names ask for them.
func (r *reading) markPhrases() {
	for i, w := range r.words {
		r.lexicon.starting(w, func(p phrase) {
			if p.signal != function && r.follows(i, p) {
				r.mark(p.signal, i, i+len(p.words))
			}
		})
	}
}

// follows reports whether the words from index i on are those of the phrase.
func (r *reading) follows(i int, p phrase) bool {
	if i+len(p.words) > len(r.words) {
		return false
	}
	for k, pattern := range p.words[1:] {
		if !r.lexicon.fits(r.words[i+1+k], pattern) {
			return false
		}
	}
	return true
}

// markQuestion marks the question mark that a sentence ends with, perhaps in
// front of closing quotation marks.
func (r *reading) markQuestion() {
	for i := len(r.words) - 1; i >= max(0, len(r.words)-3); i-- {
		if r.words[i].class != symbol {
			return
		}
		if mark, _ := utf8.DecodeRuneInString(r.words[i].norm); strings.ContainsRune("?？؟", mark) {
			r.mark(question, i, i+1)
			return
		}
	}
}
