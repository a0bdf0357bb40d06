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
	edits := diff.Edits(tokens(a), tokens(b))
	var d differences
	for i, edit := range edits {
		switch {
		case edit.Op == diff.Delete:
			d.deleted += edit.X
		case edit.Op == diff.Insert:
			d.inserted += edit.Y
		case d.pending() && strings.TrimSpace(edit.X) == "" && i+1 < len(edits) && edits[i+1].Op != diff.Match:
			d.deleted += edit.X // one replaced phrase reads better than its words
			d.inserted += edit.X
		default:
			d.flush()
			d.add(Equal, edit.X)
		}
	}
	d.flush()
	return d.changes
}

// differences collects changes and holds back what is being replaced.
type differences struct {
	changes           []Change
	deleted, inserted string
}

func (d *differences) pending() bool { return d.deleted != "" || d.inserted != "" }

func (d *differences) flush() {
	d.add(Delete, d.deleted)
	d.add(Insert, d.inserted)
	d.deleted, d.inserted = "", ""
}

// add appends a change, or lengthens the last when both do the same.
func (d *differences) add(op Op, text string) {
	if text == "" {
		return
	}
	if n := len(d.changes); n > 0 && d.changes[n-1].Op == op {
		d.changes[n-1].Text += text
		return
	}
	d.changes = append(d.changes, Change{op, text})
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
