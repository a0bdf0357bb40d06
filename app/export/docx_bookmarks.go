package export

import (
	"fmt"
	"slices"
	"strings"
)

// Bookmarks name the places of claims and the skips, so that they are found
// again when people have changed the text around them. A name that begins with a
// low line is hidden in Word.
const (
	placeBookmark = "_StetClaim"
	skipBookmark  = "_StetSkip"
)

// firstBookmark keeps the ids of bookmarks apart from those of comments and
// tracked changes.
const firstBookmark = 1_000_000

// placeName names the n-th place of a claim, n counted from 0.
func placeName(claim, n int) string { return fmt.Sprintf("%s%d_%d", placeBookmark, claim, n+1) }

// skipName names the n-th skip, n counted from 0.
func skipName(n int) string { return fmt.Sprintf("%s%d", skipBookmark, n+1) }

// bookmark begins one.
func (d *document) bookmark(name string) {
	d.marks++
	d.bookmarks[name] = firstBookmark + d.marks
	d.add(fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, d.bookmarks[name], name))
}

// unmark ends it.
func (d *document) unmark(name string) {
	d.add(fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, d.bookmarks[name]))
}

// cutAtSkips lets a stretch of text end where a skip begins or ends.
func (d *document) cutAtSkips() {
	d.edges = map[int][]string{}
	for i, k := range d.c.Skips {
		if k.Len() <= 0 {
			continue
		}
		d.edges[k.Start] = append(d.edges[k.Start], "+"+skipName(i))
		d.edges[k.End] = append(d.edges[k.End], "-"+skipName(i))
		d.changes.cuts = append(d.changes.cuts, k.Start, k.End)
	}
	slices.Sort(d.changes.cuts)
}

// begin begins the skips that begin at a code point.
func (d *document) begin(at int) {
	for _, edge := range d.edges[at] {
		if name, begins := strings.CutPrefix(edge, "+"); begins && d.bookmarks[name] == 0 {
			d.bookmark(name)
		}
	}
}

// end ends those that end there.
func (d *document) end(at int) {
	for _, edge := range d.edges[at] {
		if name, ends := strings.CutPrefix(edge, "-"); ends && d.bookmarks[name] > 0 {
			d.unmark(name)
		}
	}
}
