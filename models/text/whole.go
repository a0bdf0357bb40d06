package text

import "github.com/clipperhouse/uax29/v2/words"

// Whole widens a span to the ends of the words and numbers it begins and ends
// in, as UAX #29 cuts them: 4 of 2.4 becomes 2.4.
func (d *Document) Whole(s Span) Span {
	if s.Len() < 1 {
		return s
	}
	return Span{Start: d.wordAt(s.Start).Start, End: d.wordAt(s.End - 1).End}
}

// wordAt is the word a code point is in, or the code point alone between words.
func (d *Document) wordAt(cp int) Span {
	block := d.BlockAt(cp)
	if block < 0 {
		return Span{cp, cp + 1}
	}
	at, start := d.Byte(cp), d.Byte(d.Blocks[block].Start)
	for w := words.FromString(d.Slice(d.Blocks[block].Span)); w.Next(); {
		if end := start + w.End(); at < end {
			return d.span(start+w.Start(), end)
		}
	}
	return Span{cp, cp + 1}
}
