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
		if plain(r) && begins(next) {
			return offset
		}
		next = r
		offset -= size
	}
	return 0
}

// plain reports whether no mark or letter that begins a cluster joins on to r.
// It names the common code points only; the others just cost a longer walk.
func plain(r rune) bool {
	switch {
	case r < 0x300: // Latin
		return r >= ' ' || r == '\n'
	default:
		return 0x400 <= r && r <= 0x481 || // Cyrillic
			0x5D0 <= r && r <= 0x5EA || // Hebrew
			0x620 <= r && r <= 0x64A || // Arabic
			0xE01 <= r && r <= 0xE30 || // Thai
			0x3001 <= r && r <= 0x3020 || // punctuation of Chinese and Japanese
			0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FA || // kana
			0x4E00 <= r && r <= 0x9FFF // Chinese characters
	}
}

// begins reports whether r, after a plain code point, begins a cluster of its
// own: it is neither Extend nor SpacingMark (UAX #29, table 2).
func begins(r rune) bool {
	switch {
	case r < 0x300:
		return r >= 0
	case r == 0xE33 || r == 0xEB3 || r == 0xFF9E || r == 0xFF9F || 0x1F3FB <= r && r <= 0x1F3FF:
		return false // Thai and Lao AM, halfwidth kana marks, skin tones
	default:
		return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs)
	}
}

// trimClusters gives the bounds, in bytes, of what is left of s without the
// clusters of white space at both ends. A space that carries a combining mark is
// no white space. Both ends of s must be boundaries.
func trimClusters(s string) (from, to int) {
	from = clusterStart(s, len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace)))
	to = len(strings.TrimRightFunc(s[from:], unicode.IsSpace))
	return from, from + clusterEnd(s[from:], to)
}
