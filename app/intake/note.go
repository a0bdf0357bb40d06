package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// NoteKind says what a note is.
type NoteKind string

// The kinds of notes. A Reply answers a Comment.
const (
	Footnote NoteKind = "footnote"
	Endnote  NoteKind = "endnote"
	Comment  NoteKind = "comment"
	Reply    NoteKind = "reply"
)

// item is what one that was not taken over counts as.
func (k NoteKind) item() item {
	switch k {
	case Footnote:
		return footnotes
	case Endnote:
		return endnotes
	default:
		return comments
	}
}

// Note is a footnote, an endnote or a comment of a document.
type Note struct {
	Kind      NoteKind
	Key       string    // the same whenever the note comes again: of its author, its time and its words
	Parent    string    // of a Reply: the key of the comment that the thread began with
	Span      text.Span // in the Document, never empty: a comment's range; else the words before the mark
	Quote     string    // the words there
	Text      string    // of the note; "\n" between its paragraphs
	Author    string    // of a comment, "" when the file does not say
	At        time.Time // when a comment was written, UTC; zero when the file does not say
	Addresses []string  // http and https addresses in it, as text.Address gives them, each once
	Resolved  bool      // the comment was marked as done
}

// maxNotes bounds the notes of a document.
const maxNotes = 20_000

// pin is where a note is fixed to the text: the range of a comment, and the
// mark of whatever note.
type pin struct {
	kind           NoteKind
	from, to, mark spot
	ranged, marked bool // the range has both ends; the mark was met
	opened         bool
	noted          bool // its note was read
	lost           bool // what it was fixed to is not in the text
}

// pins are the places of notes, by kind and by the name the document has for each.
type pins struct {
	all  []*pin
	find map[string]*pin
}

// of is the pin of a note, a new one when it was not met before.
func (p *pins) of(kind NoteKind, name string) (*pin, error) {
	if found := p.find[string(kind)+name]; found != nil {
		return found, nil
	}
	if len(p.all) >= maxNotes {
		return nil, refuse("The document has more than 20,000 notes and comments. Split the article and check its parts one by one.")
	}
	if p.find == nil {
		p.find = map[string]*pin{}
	}
	added := &pin{kind: kind}
	p.all = append(p.all, added)
	p.find[string(kind)+name] = added
	return added, nil
}

// open begins the range of a comment.
func (p *pin) open(at spot) {
	if !p.opened {
		p.from, p.opened = at, true
	}
}

// shut ends it. One that was never begun is no range.
func (p *pin) shut(at spot) {
	if p.opened && !p.ranged {
		p.to, p.ranged = at, true
	}
}

// meet keeps where the note's mark stands; it ends a range that is still open.
func (p *pin) meet(at spot) {
	p.shut(at)
	if !p.marked {
		p.mark, p.marked = at, true
	}
}

// taken is a note before its place in the Document is known.
type taken struct {
	Note
	pin    *pin
	name   string // that others may call their parent, "" for none
	parent string
}

// longestAuthor bounds the name of a comment's author, in bytes.
const longestAuthor = 200

// noteText makes the text of a note of its paragraphs.
func noteText(parts []text.Part) string {
	var lines []string
	for _, p := range parts {
		if s := strings.TrimSpace(text.Clean(p.Text)); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

// writtenAt reads the time of a comment (xsd:dateTime); one without a zone
// counts as UTC.
func writtenAt(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// author is the name of whoever wrote a comment, on one line.
func author(s string) string {
	s = oneLine(s)
	for len(s) > longestAuthor {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// longestThread bounds the replies that one answers, which may be a ring.
const longestThread = 16

// threaded puts every reply behind the comment its thread began with, at the
// same place, and makes a comment of one whose parent is not there.
func threaded(notes []taken) []taken {
	named := map[string]int{}
	for i, n := range notes {
		if n.name != "" {
			named[n.name] = i
		}
	}
	root := func(i int) int {
		for range longestThread {
			parent, ok := named[notes[i].parent]
			if !ok || notes[i].parent == "" {
				break
			}
			i = parent
		}
		return i
	}
	roots := make([]int, len(notes))
	order := make([]int, len(notes))
	for i := range notes {
		roots[i], order[i] = root(i), i
		if r := &notes[roots[i]]; roots[i] != i {
			notes[i].Kind, notes[i].Parent, notes[i].pin = Reply, r.Key, r.pin
		}
	}
	rank := func(i int) int {
		if i == roots[i] {
			return -1
		}
		return i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(roots[a], roots[b]), cmp.Compare(rank(a), rank(b)))
	})
	sorted := make([]taken, len(notes))
	for i, at := range order {
		sorted[i] = notes[at]
	}
	return sorted
}

// key names a note by what it says, so that it is known when it comes again
// through whichever program: their own numbers change with every save. Of
// several that say the same the first, the second and so on have keys of their
// own. said counts them.
func (n *Note) key(said map[string]int) string {
	whole := strings.Join([]string{string(n.Kind), n.Author, n.At.Format(time.RFC3339), text.Fold(n.Text)}, "\x00")
	said[whole]++
	if said[whole] > 1 {
		whole += "\x00" + strconv.Itoa(said[whole])
	}
	sum := sha256.Sum256([]byte(whole))
	return hex.EncodeToString(sum[:16])
}

// placed says where each note came to stand in the document, takes the marks
// that told it out of there, and puts the notes in the order of the text. One
// without a place there is counted as left out.
func placed(d *text.Document, notes []taken, all []*pin, left *tally) []Note {
	spans := map[string]text.Span{}
	for _, m := range d.Take(text.Note) {
		s, known := spans[m.Value]
		if !known {
			s = m.Span
		}
		spans[m.Value] = text.Span{Start: min(s.Start, m.Start), End: max(s.End, m.End)}
	}
	of := map[*pin]text.Span{}
	for i, p := range all {
		s := spans[strconv.Itoa(i)]
		if s.Len() == 0 {
			s = before(d, s.Start)
		}
		of[p] = s
	}
	found := make([]Note, 0, len(notes))
	for i := range notes {
		n := notes[i].Note
		if notes[i].pin.lost {
			left[n.Kind.item()]++
			continue
		}
		n.Span = of[notes[i].pin]
		n.Quote = d.Slice(n.Span)
		found = append(found, n)
	}
	slices.SortStableFunc(found, func(a, b Note) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return found
}

// before is what a mark at the code point at is about: its sentence as far as
// the mark, with the punctuation that ends the sentence behind it. At the
// beginning of a block it is the sentence that follows.
func before(d *text.Document, at int) text.Span {
	block := d.BlockAt(at - 1)
	if block < 0 {
		block = max(d.BlockAt(at), 0)
		at = d.Blocks[block].Start + 1
	}
	first, last := d.BlockSentences(block)
	later := sort.Search(last-first, func(i int) bool { return d.Sentences[first+i].Start >= at })
	s := d.Sentences[first+max(later-1, 0)].Span
	if at > d.Blocks[block].Start+1 && at < s.End && !onlyMarks(d, text.Span{Start: at, End: s.End}) {
		s.End = max(at, s.Start+1)
	}
	if snapped, ok := d.Snap(s); ok {
		return snapped
	}
	return s
}

// tail is how many code points after a mark may be punctuation of its sentence.
const tail = 8

func onlyMarks(d *text.Document, s text.Span) bool {
	return s.Len() <= tail && !strings.ContainsFunc(d.Slice(s), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
