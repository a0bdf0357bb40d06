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

// plain reports whether r ends a cluster before whatever begins one: it is
// visible or a space, and no flag letter, no leading Hangul and no letter with
// the property Prepend (UAX #29, table 2).
func plain(r rune) bool {
	switch {
	case r < 0x300:
		return r >= ' ' || r == '\n'
	case 0x1100 <= r && r <= 0x11FF || 0xA960 <= r && r <= 0xA97C || 0xAC00 <= r && r <= 0xD7FF,
		0x1F1E6 <= r && r <= 0x1F1FF,
		r == 0xD4E || 0x11000 <= r && r <= 0x11FFF:
		return false
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs)
}

// begins reports whether r, after a plain code point, begins a cluster: it is
// visible or a space, and no vowel or tail of Hangul and no letter or sign with
// the property Extend or SpacingMark.
func begins(r rune) bool {
	switch {
	case r < 0x300:
		return r >= 0
	case 0x1160 <= r && r <= 0x11FF || 0xD7B0 <= r && r <= 0xD7FF,
		r == 0xE33 || r == 0xEB3 || r == 0xFF9E || r == 0xFF9F,
		0x1F3FB <= r && r <= 0x1F3FF:
		return false
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs)
}

// trimClusters gives the bounds, in bytes, of what is left of s without the
// clusters of white space at both ends. A space that carries a combining mark is
// no white space. Both ends of s must be boundaries.
func trimClusters(s string) (from, to int) {
	from = clusterStart(s, len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace)))
	to = len(strings.TrimRightFunc(s[from:], unicode.IsSpace))
	return from, from + clusterEnd(s[from:], to)
}
