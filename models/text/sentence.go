package text

import (
	"regexp"
	"strconv"
	"strings"
)

// stretch is a piece of a block, in bytes.
type stretch struct{ start, end int }

// segment splits the text of one block into sentences. It tailors UAX #29,
// section 5: a sentence ends at a code point with the property
// Sentence_Terminal and the quotation marks and brackets that close after it,
// unless what stands around it says otherwise (see stop.ends); a new item of an
// enumeration begins a sentence as well. A line break alone ends nothing.
func segment(text string) []stretch {
	s := segmenter{text: text, items: items(text)}
	for at := (stop{text: text}); at.scan(); {
		s.startItems(at.mark)
		at.start = s.start
		if at.ends() {
			s.cut(at.end)
		}
	}
	s.startItems(len(text))
	s.cut(len(text))
	return s.found
}

// segmenter collects the sentences of a block.
type segmenter struct {
	text  string
	start int   // of the present sentence
	items []int // where enumerated items begin that were not reached yet
	found []stretch
}

// startItems begins a sentence at every item before the byte offset limit.
func (s *segmenter) startItems(limit int) {
	for len(s.items) > 0 && s.items[0] < limit {
		if s.items[0] > s.start {
			s.cut(s.items[0])
		}
		s.items = s.items[1:]
	}
}

// cut ends the present sentence at the byte offset end, or at the end of the
// grapheme cluster there.
func (s *segmenter) cut(end int) {
	end = s.start + clusterEnd(s.text[s.start:], end-s.start)
	from, to := trimClusters(s.text[s.start:end])
	if from < to {
		s.found = append(s.found, stretch{s.start + from, s.start + to})
	}
	s.start = end
}

// The number of an item, such as "1.", "1)", "1.)" or "b.": anywhere, and at the
// beginning of a block.
var (
	numbered = regexp.MustCompile(`(?:^|\s)([0-9]{1,3}|[a-z])(\.\)|\)|\.)\s+\pL`)
	first    = regexp.MustCompile(`^([0-9]{1,3}|[a-z])(\.\)|\)|\.)\s+\pL`)
)

// bullet reports whether r stands in front of items.
func bullet(r rune) bool {
	switch r {
	case '•', '⁃', '◦', '▪', '●', '‣':
		return true
	}
	return false
}

// items gives the byte offsets at which the items of an enumeration inside a
// block begin: at bullets, and at numbers that count on from one the block
// begins with.
func items(text string) []int {
	if m := first.FindStringSubmatchIndex(text); m != nil {
		return countOn(text, m)
	}
	var starts []int
	for at, r := range text {
		if bullet(r) && (at == 0 || text[at-1] == ' ' || text[at-1] == '\n') {
			starts = append(starts, at)
		}
	}
	return starts
}

// countOn follows the numbering that begins with the match m.
func countOn(text string, m []int) []int {
	value, style := ordinal(text[m[2]:m[3]]), text[m[4]:m[5]]
	var starts []int
	for _, m := range numbered.FindAllStringSubmatchIndex(text, -1) {
		if text[m[4]:m[5]] == style && ordinal(text[m[2]:m[3]]) == value {
			starts = append(starts, m[2])
			value++
		}
	}
	return starts
}

// ordinal is the place of a number or a letter in its sequence.
func ordinal(label string) int {
	if n, err := strconv.Atoi(label); err == nil {
		return n
	}
	return strings.Index("abcdefghijklmnopqrstuvwxyz", label) + 1000
}
