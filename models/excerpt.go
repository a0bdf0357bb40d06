package models

import (
	"regexp"
	"strings"

	"stet/models/anchor"
	"stet/models/text"
)

// ExcerptMatch says how an excerpt stands in a text.
type ExcerptMatch string

// The ways in which an excerpt is found.
const (
	ExcerptNone    ExcerptMatch = ""        // there is no excerpt, or no text to look in
	ExcerptExact   ExcerptMatch = "exact"   // but for typography and capitals
	ExcerptRoughly ExcerptMatch = "roughly" // in other words
	ExcerptMissing ExcerptMatch = "missing"
)

// Excerpt says where an excerpt stands in a text.
type Excerpt struct {
	Match ExcerptMatch
	Found []text.Span // its pieces, in code points of the text, in the order of the text
	Says  string      // what the text says there, where that differs
}

// ellipsis is where an excerpt leaves something out.
var ellipsis = regexp.MustCompile(`\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*`)

// FindExcerpt looks for an excerpt in a text. Where it leaves something out,
// the pieces must follow one another.
func FindExcerpt(d *text.Document, excerpt string) Excerpt {
	var pieces []anchor.Words
	for _, p := range ellipsis.Split(tidy(excerpt), -1) {
		if p = strings.Trim(strings.TrimSpace(p), `"“”„«»‘’'`); p != "" {
			pieces = append(pieces, anchor.Words{Quote: p})
		}
	}
	if len(pieces) == 0 || len(d.Blocks) == 0 {
		return Excerpt{}
	}
	found := Excerpt{Match: ExcerptExact}
	var says []string
	for _, l := range anchor.Locate(d, pieces) {
		span := l.Span
		if l.Status == anchor.Ambiguous { // the words stand there, more than once
			span = following(l.Candidates, found.Found)
		}
		switch {
		case l.Status == anchor.Lost, len(found.Found) > 0 && span.Start < found.Found[len(found.Found)-1].End:
			return Excerpt{Match: ExcerptMissing}
		case l.Status == anchor.Edited:
			found.Match = ExcerptRoughly
		}
		found.Found = append(found.Found, span)
		says = append(says, d.Slice(span))
	}
	if found.Match == ExcerptRoughly {
		found.Says = strings.Join(says, " … ")
	}
	return found
}

// following is the first of the places after what was found before.
func following(places []anchor.Candidate, before []text.Span) text.Span {
	end := 0
	if len(before) > 0 {
		end = before[len(before)-1].End
	}
	next := text.Span{Start: -1}
	for _, p := range places {
		if p.Score == 1 && p.Start >= end && (next.Start < 0 || p.Start < next.Start) {
			next = p.Span
		}
	}
	if next.Start < 0 && len(places) > 0 {
		return places[0].Span
	}
	return next
}
