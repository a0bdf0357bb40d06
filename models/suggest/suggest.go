// Package suggest says which sentences of an article deserve a check, and of
// what kind. It reads a sentence as an editor with a pencil does: it marks
// figures, dates, superlatives, quotations, legal terms and the like, takes
// away for opinions, wishes and courtesies, and compares the sum with a
// threshold. Word lists and weights are written by hand, the weights in round
// numbers; none is fitted to data, though judged sentences have been used to
// compare one setting with another. Everything here is pure.
package suggest

import (
	"stet/models/message"
	"stet/models/text"
)

// The kinds of claims that are suggested, equal to the kinds of a claim.
const (
	Number      = "number"
	Date        = "date"
	Name        = "name"
	Title       = "title"
	Quote       = "quote"
	Superlative = "superlative"
	Cause       = "cause"
	Place       = "place"
	Legal       = "legal"
	Image       = "image"
	Other       = "other"
)

// Threshold is the score from which a sentence is suggested.
const Threshold = 0.5

// Suggestion is a sentence, or the checkable part of it, that deserves a check.
type Suggestion struct {
	text.Span                 // the words to claim, in code points, on grapheme boundaries
	Sentence  int             // index into Document.Sentences
	Kind      string          // one of the kinds above
	Score     float64         // 0 to 1: how much the sentence wants a check
	Reason    message.Message // a short phrase for people, such as "a superlative: largest"
}

// Suggest proposes what to check in d, in the order of the text and at most
// once per sentence. lang is the BCP 47 tag of the article's language; without
// one the script of each sentence decides. Figures, dates and quotations are
// found in every language, the rest in those that have a word list.
func Suggest(d *text.Document, lang string) []Suggestion {
	var found []Suggestion
	for i, sentence := range d.Sentences {
		r := read(d.Slice(sentence.Span), lang)
		s := Suggestion{Span: sentence.Span, Sentence: i, Score: r.score()}
		if d.Blocks[sentence.Block].Kind == text.Caption && r.size >= shortest {
			s.Kind, s.Score, s.Reason = Image, max(s.Score, Threshold), message.New("a caption: does the picture show this?")
		} else if s.Score >= Threshold {
			f := r.finding()
			s.Kind, s.Reason, s.Span = f.kind, f.reason, r.narrow(d, sentence.Span, f)
		} else {
			continue
		}
		found = append(found, s)
	}
	return found
}

// Score is the check-worthiness of one sentence, from 0 to 1; lang is as for
// Suggest.
func Score(sentence string, lang string) float64 { return read(sentence, lang).score() }
