package views

import (
	"cmp"
	"slices"
	"strconv"

	"stet/models"
	"stet/models/text"
)

// cardsMax is how many margin cards a page carries whole; the others are
// fetched when their rows come near.
const cardsMax = 150

// card is one line in the margin of a block.
type card struct {
	at    int // code point its words begin at
	item  int // index into the workspace's claims, remarks, skips or suggestions
	layer layer
	again bool // a further place of a claim that has its card elsewhere
}

// span is a half-open range of block indexes.
type span struct{ from, to int }

func (s span) holds(block int) bool { return s.from <= block && block < s.to }

// cardsByBlock finds the cards of each block, in the order of the text.
func cardsByBlock(ws *models.Workspace, chosen int64) [][]card {
	byBlock := make([][]card, len(ws.Document.Blocks))
	put := func(at int, c card) {
		if b := ws.Document.BlockAt(at); b >= 0 {
			c.at = at
			byBlock[b] = append(byBlock[b], c)
		}
	}
	for i := range ws.Claims {
		putClaim(ws, i, chosen, put)
	}
	for i := range ws.Remarks {
		put(ws.Remarks[i].Anchor.StartCP, card{item: i, layer: remarkLayer})
	}
	for i := range ws.Skips {
		put(ws.Skips[i].Anchor.StartCP, card{item: i, layer: skipLayer})
	}
	for i := range ws.Suggestions {
		put(ws.Suggestions[i].Start, card{item: i, layer: suggestionLayer})
	}
	for _, cards := range byBlock {
		slices.SortStableFunc(cards, func(a, b card) int { return cmp.Compare(a.at, b.at) })
	}
	return byBlock
}

// putClaim puts the card of a claim at its first place, and a link in every
// other block that has words of it.
func putClaim(ws *models.Workspace, i int, chosen int64, put func(int, card)) {
	c := &ws.Claims[i]
	if !drawn(c, chosen) {
		return
	}
	places, seen := placesOf(c), map[int]bool{}
	if len(places) == 1 {
		seen = nil // the common case needs no memory
	}
	for n, p := range places {
		first, last := ws.Document.BlocksIn(text.Span{Start: p.StartCP, End: p.EndCP})
		for b := first; b < last; b++ {
			if seen[b] {
				continue
			}
			put(max(p.StartCP, ws.Document.Blocks[b].Start), card{item: i, layer: claimLayer, again: n > 0 || b > first})
			if seen != nil {
				seen[b] = true
			}
		}
	}
}

// window is the blocks whose cards are drawn whole: as many as hold at most
// cardsMax cards, about the chosen claim, or from a block on.
func (a *annotated) window(from int) span {
	total := 0
	for _, cards := range a.cards {
		total += len(cards)
	}
	if total <= cardsMax {
		return span{0, len(a.cards)}
	}
	w := span{min(max(from, 0), len(a.cards)), min(max(from, 0), len(a.cards))}
	room := cardsMax
	if b := a.blockOfChosen(); b >= 0 {
		w = span{b, b + 1}
		room -= len(a.cards[b])
		for half := room / 2; w.from > 0 && len(a.cards[w.from-1]) <= half; {
			w.from--
			half -= len(a.cards[w.from])
			room -= len(a.cards[w.from])
		}
	}
	for w.to < len(a.cards) && len(a.cards[w.to]) <= room {
		room -= len(a.cards[w.to])
		w.to++
	}
	return w
}

func (a *annotated) blockOfChosen() int {
	for i := range a.ws.Claims {
		if c := &a.ws.Claims[i]; c.ID == a.chosen && len(placesOf(c)) > 0 {
			return a.ws.Document.BlockAt(placesOf(c)[0].StartCP)
		}
	}
	return -1
}

// notes writes the margin of a block: its cards, or links to its claims and how
// many cards wait.
func (a *annotated) notes(block int) {
	cards := a.cards[block]
	if len(cards) == 0 {
		return
	}
	b := strconv.Itoa(block)
	a.add(`<ol class="notes" id="n`, b, `" aria-label="`)
	a.say("Notes on block %d", block+1)
	a.add(`"`)
	whole := a.rich.holds(block)
	if !whole {
		a.add(` data-notes="`, strconv.Itoa(len(cards)), `"`)
	}
	a.add(">")
	for _, c := range cards {
		a.card(c, whole)
	}
	if !whole {
		a.add(`<li class="more"><a href="?`, a.query, `from=`, b, `#r`, b, `">`)
		a.say("%d notes", len(cards))
		a.add(`</a></li>`)
	}
	a.add("</ol>")
}

func (a *annotated) card(c card, whole bool) {
	switch {
	case c.layer == claimLayer && whole && !c.again:
		a.claimCard(&a.ws.Claims[c.item])
	case c.layer == claimLayer:
		a.claimLink(&a.ws.Claims[c.item])
	case c.layer == remarkLayer && whole:
		a.remarkCard(&a.ws.Remarks[c.item])
	case c.layer == skipLayer && whole:
		a.skipCard(&a.ws.Skips[c.item])
	case whole:
		a.suggestionCard(c.item)
	}
}

// claimLink is the way to a claim for those who do not point at its words.
func (a *annotated) claimLink(c *models.ClaimLine) {
	a.add(`<li><a class="vh" href="?`, a.query, `claim=`, id(c.ID), `#claim">`)
	a.say("Claim %d", c.Number)
	a.say(", ")
	a.say(statusKey(c.Status, c.Returned))
	a.add(`</a></li>`)
}
