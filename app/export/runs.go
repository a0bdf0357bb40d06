package export

import (
	"cmp"
	"math"
	"slices"

	"stet/models"
	"stet/models/text"
)

// run is a stretch of one block under the same claims, with the places that
// begin where it begins and those that end where it ends. Runs never nest, so that marks drawn from them do not either.
type run struct {
	text.Span
	look   models.Look // the gravest of the claims'; "" under no claim
	claims int         // how many claims lie on it
	starts []place
	ends   []place
}

// place is the n-th place of a claim.
type place struct{ claim, n int } // indexes

// edge is where a place begins or ends.
type edge struct {
	at   int // code point
	open bool
	place
}

// gravest are the looks from the one to be warned of first to the harmless one.
var gravest = []models.Look{models.LookFalse, models.LookMislead, models.LookMixed, models.LookOpen,
	models.LookMostly, models.LookAuthor, models.LookNone, models.LookTrue}

// sweep walks the edges of all places once, in the order of the text. It counts
// claims by look instead of listing them, so that its time is linear in the
// edges however deep claims overlap.
type sweep struct {
	claims []models.CheckedClaim
	edges  []edge
	looks  map[models.Look]int
	deep   int         // claims open
	begun  []place     // since the last run
	open   map[int]int // of a claim: its places may overlap one another
}

// runs cuts every block into runs.
func runs(c *models.Checked) [][]run {
	s := &sweep{claims: c.Claims, looks: map[models.Look]int{}, open: map[int]int{}}
	for i := range c.Claims {
		for n, p := range c.Claims[i].Places {
			if p.Len() > 0 {
				s.edges = append(s.edges, edge{p.Start, true, place{i, n}}, edge{p.End, false, place{i, n}})
			}
		}
	}
	slices.SortStableFunc(s.edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	all := make([][]run, len(c.Blocks))
	for i, b := range c.Blocks {
		following := math.MaxInt
		if i+1 < len(c.Blocks) {
			following = c.Blocks[i+1].Start
		}
		all[i] = s.block(b.Span, following)
	}
	return all
}

// block cuts the next block at every edge inside it. A place that ends between
// the block and the following one ends with the block.
func (s *sweep) block(b text.Span, following int) []run {
	var all []run
	s.cross(b.Start)
	for at := b.Start; at < b.End; {
		next := b.End
		if len(s.edges) > 0 {
			next = min(next, s.edges[0].at)
		}
		r := run{Span: text.Span{Start: at, End: next}, look: s.look(), claims: s.deep, starts: s.begun}
		s.begun = nil
		if next == b.End {
			r.ends = s.cross(following)
		} else {
			r.ends = s.cross(next)
		}
		all = append(all, r)
		at = next
	}
	return all
}

// cross takes in the edges up to and at the code point and gives the places
// that ended there.
func (s *sweep) cross(at int) []place {
	var ended []place
	for ; len(s.edges) > 0 && s.edges[0].at <= at; s.edges = s.edges[1:] {
		e := s.edges[0]
		if e.open {
			s.enter(e.claim)
			s.begun = append(s.begun, e.place)
		} else {
			s.leave(e.claim)
			ended = append(ended, e.place)
		}
	}
	return ended
}

func (s *sweep) enter(claim int) {
	if s.open[claim]++; s.open[claim] == 1 {
		s.deep++
		s.looks[look(&s.claims[claim])]++
	}
}

func (s *sweep) leave(claim int) {
	if s.open[claim]--; s.open[claim] == 0 {
		s.deep--
		s.looks[look(&s.claims[claim])]--
	}
}

// look is the gravest look of the claims that are open.
func (s *sweep) look() models.Look {
	for _, l := range gravest {
		if s.looks[l] > 0 {
			return l
		}
	}
	return ""
}
