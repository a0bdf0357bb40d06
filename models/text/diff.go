package text

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/words"
	"znkr.io/diff"
)

// Op says what a Change does.
type Op int

// The operations of a Change.
const (
	Equal Op = iota
	Delete
	Insert
)

// Change is a run of text that two texts share, or that only one of them has.
type Change struct {
	Op   Op
	Text string
}

// Diff compares two texts word by word. Equal and Delete together give a, Equal
// and Insert give b; in what was replaced the old words come first. The result
// may differ between versions of the program: it is for showing, not for
// keeping.
func Diff(a, b string) []Change {
	edits := editsOf(tokens(a), tokens(b))
	var d differences
	for i, edit := range edits {
		gap := strings.TrimSpace(edit.X) == "" && i+1 < len(edits) && edits[i+1].Op != diff.Match
		switch {
		case edit.Op == diff.Delete:
			d.deleted = append(d.deleted, edit.X)
		case edit.Op == diff.Insert:
			d.inserted = append(d.inserted, edit.Y)
		case d.replacing() && gap:
			d.deleted = append(d.deleted, edit.X) // one replaced phrase reads better than its words
			d.inserted = append(d.inserted, edit.X)
		default:
			d.flush()
			d.equal = append(d.equal, edit.X)
		}
	}
	d.flush()
	d.add(Equal, &d.equal)
	return d.changes
}

// haste is the number of tokens past which two texts are compared by the words
// that stand out: a careful comparison of strangers takes 0.1 ms a token.
const haste = 10_000

// editsOf compares two runs of tokens.
func editsOf(old, new []string) []diff.Edit[string] {
	if len(old)+len(new) > haste {
		return diff.Edits(old, new, diff.Fast())
	}
	return diff.Edits(old, new)
}

// differences collects changes and holds back the words of the present ones.
type differences struct {
	changes                  []Change
	equal, deleted, inserted []string
}

func (d *differences) replacing() bool { return len(d.deleted)+len(d.inserted) > 0 }

// flush adds what is being replaced, after what was equal before it.
func (d *differences) flush() {
	if d.replacing() {
		d.add(Equal, &d.equal)
		d.add(Delete, &d.deleted)
		d.add(Insert, &d.inserted)
	}
}

// add appends the held words as one change and forgets them.
func (d *differences) add(op Op, words *[]string) {
	if len(*words) > 0 {
		d.changes = append(d.changes, Change{op, strings.Join(*words, "")})
		*words = (*words)[:0]
	}
}

// tokens splits s into its words and what stands between them (UAX #29,
// section 4).
func tokens(s string) []string {
	var all []string
	for w := words.FromString(s); w.Next(); {
		all = append(all, w.Value())
	}
	return all
}
