package quote

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"stet/models/text"
)

// kind says what an item of a quotation is.
type kind int

const (
	word    kind = iota
	loose        // a word with brackets inside: "[W]e", "fire[d]"
	gap          // an ellipsis
	bracket      // an insertion
	aside        // what the article says between two parts
)

// item is a part of a quotation, or a word of a text.
type item struct {
	kind       kind
	key        string // what words are compared by; of a loose word, its letters outside the brackets
	start, end int    // bytes
	first      bool   // a capital here says nothing
}

// quotation is what somebody is quoted with.
type quotation struct {
	text       string
	items      []item
	start, end int // bytes of text
}

// words counts the words that must have been said.
func (q quotation) words() int {
	n := 0
	for _, i := range q.items {
		if i.kind == word || i.kind == loose {
			n++
		}
	}
	return n
}

// parts are the quotation between its ellipses.
func (q quotation) parts() []quotation {
	var all []quotation
	from := 0
	for i, it := range append(q.items, item{kind: gap}) {
		if it.kind != gap {
			continue
		}
		if i > from {
			all = append(all, quotation{q.text, q.items[from:i], q.items[from].start, q.items[i-1].end})
		}
		from = i + 1
	}
	return all
}

// said is a text with its words.
type said struct {
	doc       *text.Document
	words     []item
	sentences []int // byte where each begins
	blocks    []int // byte where each begins
}

func readText(d *text.Document) said {
	t := said{doc: d, words: wordsIn(d.Text)}
	for _, s := range d.Sentences {
		t.sentences = append(t.sentences, d.Byte(s.Start))
	}
	for _, b := range d.Blocks {
		t.blocks = append(t.blocks, d.Byte(b.Start))
	}
	return t
}

// wordsIn lists the words of s that hold a letter or a digit (UAX #29, section 4).
func wordsIn(s string) []item {
	var all []item
	for w := words.FromString(s); w.Next(); {
		if strings.ContainsFunc(w.Value(), inWord) {
			all = append(all, item{word, key(w.Value()), w.Start(), w.End(), false})
		}
	}
	return all
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func key(w string) string { return strings.ToLower(text.Fold(w)) }

// special is what is no word of the speaker: an ellipsis in any brackets, and
// what stands in square brackets, with the letters it touches.
var special = regexp.MustCompile(`[\[(]\s*(?:…|\.{3,}|\. \. \.)\s*[\])]|…|\.{3,}|\. \. \.|[\p{L}\p{M}\p{N}]*\[[^\[\]\n]{1,200}\][\p{L}\p{M}\p{N}]*`)

// inBrackets is what square brackets hold.
var inBrackets = regexp.MustCompile(`\[[^\[\]]*\]`)

// cutQuotation reads the quotation out of the words of an article.
func cutQuotation(s string) quotation {
	stretches := quoted(s)
	from, to := stretches[0].start, stretches[len(stretches)-1].end
	q := quotation{text: s[from:to], end: to - from}
	for i, st := range stretches {
		if i > 0 {
			q.items = append(q.items, item{kind: aside, start: stretches[i-1].end - from, end: st.start - from})
		}
		q.read(st.start-from, st.end-from)
	}
	return q
}

// read adds the items between two bytes of the quotation.
func (q *quotation) read(from, to int) {
	at := from
	for _, m := range special.FindAllStringIndex(q.text[from:to], -1) {
		start, end := from+m[0], from+m[1]
		q.readWords(at, start)
		it := item{kind: gap, start: start, end: end}
		if mark := q.text[start:end]; strings.Contains(mark, "[") && strings.ContainsFunc(mark, inWord) {
			it.kind = bracket
			if outside := inBrackets.ReplaceAllString(mark, ""); outside != "" {
				it.kind, it.key = loose, key(outside)
			}
		}
		q.items = append(q.items, it)
		at = end
	}
	q.readWords(at, to)
}

func (q *quotation) readWords(from, to int) {
	for i, w := range wordsIn(q.text[from:to]) {
		w.start, w.end = w.start+from, w.end+from
		w.first = i == 0
		q.items = append(q.items, w)
	}
}

// stretch is a range of bytes.
type stretch struct{ start, end int }

// closers are the marks that end a quotation, by the mark that opens it.
var closers = map[rune]string{'“': "”", '„': "“”", '«': "»", '»': "«", '"': `"`, '”': "”", '‘': "’", '‹': "›", '「': "」", '『': "』"}

// quoted lists what stands between quotation marks, without them; everything
// where there are none. Half a pair reaches to the end of the words.
func quoted(s string) []stretch {
	var all []stretch
	open, from := rune(0), 0
	before := rune(' ')
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		after, _ := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case open == 0 && closers[r] != "" && opens(r, before, after):
			open, from = r, i+size
		case open == 0 && len(all) == 0 && strings.ContainsRune(`”"»`, r) && strings.ContainsFunc(s[:i], inWord):
			all = append(all, stretch{0, i}) // it opened before the words began
		case open != 0 && strings.ContainsRune(closers[open], r) && !(r == '’' && inWord(after)):
			all = append(all, stretch{from, i})
			open = 0
		}
		before = r
	}
	if open != 0 {
		all = append(all, stretch{from, len(s)})
	}
	if all = withWords(s, all); len(all) == 0 {
		return []stretch{{0, len(s)}}
	}
	return all
}

// opens reports whether a mark that may open a quotation does so where it stands.
func opens(r, before, after rune) bool {
	if strings.ContainsRune(`"”»‘`, r) {
		return !inWord(before) && !strings.ContainsRune(".,!?…", before) && !unicode.IsSpace(after)
	}
	return true
}

func withWords(s string, all []stretch) []stretch {
	var some []stretch
	for _, st := range all {
		if strings.ContainsFunc(s[st.start:st.end], inWord) {
			some = append(some, st)
		}
	}
	return some
}
