package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// clusterStart is the byte offset of the last boundary between grapheme
// clusters (UAX #29, section 3) at or before offset.
func clusterStart(s string, offset int) int {
	start, _ := clusterAround(s, offset)
	return start
}

// clusterEnd is the byte offset of the first boundary between grapheme
// clusters at or after offset.
func clusterEnd(s string, offset int) int {
	_, end := clusterAround(s, offset)
	return end
}

// clusterAround gives the bounds of the cluster that offset lies within, or
// offset twice where it is a boundary itself.
func clusterAround(s string, offset int) (start, end int) {
	if offset <= 0 || offset >= len(s) {
		return offset, offset
	}
	start = anchorage(s, offset)
	clusters := graphemes.FromString(s[start:])
	base := start
	for clusters.Next() {
		start, end = base+clusters.Start(), base+clusters.End()
		if start == offset || end == offset {
			return offset, offset
		}
		if end > offset {
			break
		}
	}
	return start, end
}

// anchorage walks back from offset to a place that is a boundary whatever
// stands around it, so that clusters need not be counted from the start.
func anchorage(s string, offset int) int {
	next := rune(-1)
	for offset > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:offset])
		if plain(next) && plain(r) {
			return offset
		}
		next = r
		offset -= size
	}
	return 0
}

// plain reports whether r never joins a plain neighbour in a cluster. It names
// the common letters only; the others just cost a longer walk.
func plain(r rune) bool {
	switch {
	case r < ' ':
		return false
	case r < 0x300: // Latin
		return true
	default:
		return 0x400 <= r && r <= 0x481 || // Cyrillic
			0x5D0 <= r && r <= 0x5EA || // Hebrew
			0x620 <= r && r <= 0x64A || // Arabic
			0xE01 <= r && r <= 0xE30 || // Thai
			0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FA || // kana
			0x4E00 <= r && r <= 0x9FFF // Chinese characters
	}
}

// trimClusters leaves out the clusters of white space at both ends of
// s[start:end], whose ends are boundaries. A space that carries a combining
// mark is no white space.
func trimClusters(s string, start, end int) (from, to int) {
	from = end - len(strings.TrimLeftFunc(s[start:end], unicode.IsSpace))
	if from < end {
		from = max(start, clusterStart(s, from))
	}
	to = from + len(strings.TrimRightFunc(s[from:end], unicode.IsSpace))
	if to > from {
		to = min(end, clusterEnd(s, to))
	}
	return from, to
}
