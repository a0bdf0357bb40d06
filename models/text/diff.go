package text

import (
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
// and Insert give b. The result may differ between versions of the program: it
// is for showing, not for keeping.
func Diff(a, b string) []Change {
	var changes []Change
	for _, edit := range diff.Edits(tokens(a), tokens(b)) {
		switch edit.Op {
		case diff.Match:
			changes = join(changes, Change{Equal, edit.X})
		case diff.Delete:
			changes = join(changes, Change{Delete, edit.X})
		case diff.Insert:
			changes = join(changes, Change{Insert, edit.Y})
		}
	}
	return changes
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

// join appends c to changes, or to the last of them when both do the same.
func join(changes []Change, c Change) []Change {
	if n := len(changes); n > 0 && changes[n-1].Op == c.Op {
		changes[n-1].Text += c.Text
		return changes
	}
	return append(changes, c)
}
