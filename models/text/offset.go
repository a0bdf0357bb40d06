package text

import (
	"strings"
	"unicode/utf8"
)

// Snap makes a span fit to carry a claim: clamped to the text, widened to whole
// grapheme clusters, white space around it left out. It is false when nothing
// is left.
func (d *Document) Snap(s Span) (Span, bool) {
	start, end := d.Byte(s.Start), d.Byte(s.End)
	if start >= end {
		return Span{}, false
	}
	start, end = clusterStart(d.Text, start), clusterEnd(d.Text, end)
	from, to := trimClusters(d.Text[start:end])
	if from >= to {
		return Span{}, false
	}
	return d.span(start+from, start+to), true
}

// span turns byte offsets into a span.
func (d *Document) span(start, end int) Span {
	point := d.index.pointOf(d.Text, start)
	return Span{point, point + utf8.RuneCountInString(d.Text[start:end])}
}

// FromUTF16 turns offsets in UTF-16 code units from the start of a block, as a
// browser counts them, into code points of the document. An offset between two
// surrogates is moved outwards. It is false when the block or the offsets do
// not exist.
func (d *Document) FromUTF16(block, start, end int) (Span, bool) {
	if block < 0 || block >= len(d.Blocks) || start < 0 || end < start {
		return Span{}, false
	}
	span := Span{-1, -1}
	point, units := d.Blocks[block].Start, 0
	for _, r := range d.Slice(d.Blocks[block].Span) {
		width := utf16Width(r)
		if span.Start < 0 && start < units+width {
			span.Start = point
		}
		if span.End < 0 && end <= units {
			span.End = point
			break
		}
		units += width
		point++
	}
	if start == units && span.Start < 0 {
		span.Start = point
	}
	if end <= units && span.End < 0 {
		span.End = point
	}
	return span, span.Start >= 0 && span.End >= 0
}

// utf16Width is the number of UTF-16 code units that r takes.
func utf16Width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Context is up to n code points before and after s, in whole grapheme
// clusters.
func (d *Document) Context(s Span, n int) (prefix, suffix string) {
	start, end := d.Byte(s.Start), d.Byte(s.End)
	from := clusterEnd(d.Text, d.Byte(s.Start-n))
	to := clusterStart(d.Text, d.Byte(s.End+n))
	return d.Text[min(from, start):start], d.Text[end:max(to, end)]
}

// Find lists every occurrence of quote, byte for byte, that begins and ends
// between grapheme clusters; of two that overlap the first counts.
func (d *Document) Find(quote string) []Span {
	var found []Span
	floor := 0 // a boundary at or before from
	for from := 0; quote != ""; {
		i := strings.Index(d.Text[from:], quote)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(quote)
		floor += clusterStart(d.Text[floor:], start-floor)
		begin, finish := floor, floor+clusterEnd(d.Text[floor:], end-floor)
		if begin == start && finish == end {
			found = append(found, d.span(start, end))
		}
		from = finish
	}
	return found
}
