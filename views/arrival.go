package views

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
)

// ArrivalPage shows what the newest revision did to the claims of an article,
// and settles it piece by piece.
type ArrivalPage struct {
	Chrome
	Arrival models.Arrival
	After   string // key of the item acted on last: the next one that is not settled comes next
	Wrong   string // key of the item whose form is wrong
	Reason  string // typed into it
	Errors  Errors
}

// maxItems is how many items of a list are drawn; those after come up as the
// first ones are settled.
const maxItems = 200

// Changed are the places with other words or other surroundings.
func (p ArrivalPage) Changed() []ArrivedItem { return p.items(p.Arrival.Changed) }

// Lost are the places whose words are gone.
func (p ArrivalPage) Lost() []ArrivedItem { return p.items(p.Arrival.Lost) }

func (p ArrivalPage) items(all []models.Arrived) []ArrivedItem {
	here, together := p.next(), map[string]bool{}
	for _, a := range p.Together() {
		together[arrivedKey(a)] = true
	}
	var items []ArrivedItem
	for _, a := range drawnOf(all) {
		key := arrivedKey(a)
		items = append(items, ArrivedItem{Arrived: a, page: &p, Key: key, Here: key == here, With: together[key]})
	}
	return items
}

// drawnOf leaves out what is too much for a page, the settled ones first.
func drawnOf(all []models.Arrived) []models.Arrived {
	if len(all) <= maxItems {
		return all
	}
	all = slices.DeleteFunc(slices.Clone(all), func(a models.Arrived) bool { return a.Settled })
	return all[:min(len(all), maxItems)]
}

func arrivedKey(a models.Arrived) string {
	return "c" + id(a.Line.ID) + "-" + strconv.Itoa(a.Anchor.Place)
}

// NewSentence is a sentence nobody has decided on.
type NewSentence struct {
	Index, Number int // from 0, and from 1
	Block         int // index
	Text          string
	Key           string
	Here          bool
}

// Uncovered are the sentences nobody has decided on.
func (p ArrivalPage) Uncovered() []NewSentence {
	here, doc := p.next(), p.Arrival.Document
	var all []NewSentence
	for _, i := range p.uncovered() {
		s, key := doc.Sentences[i], sentenceKey(i)
		all = append(all, NewSentence{i, i + 1, s.Block, strings.TrimSpace(doc.Slice(s.Span)), key, key == here})
	}
	return all
}

func (p ArrivalPage) uncovered() []int {
	return p.Arrival.Uncovered[:min(len(p.Arrival.Uncovered), maxItems)]
}

func sentenceKey(i int) string { return "s" + strconv.Itoa(i) }

// stop is an item on the way through the page.
type stop struct {
	key      string
	sentence int // its index, -1 for a place of a claim
	settled  bool
}

func (p ArrivalPage) stops() []stop {
	var all []stop
	for _, a := range slices.Concat(drawnOf(p.Arrival.Changed), drawnOf(p.Arrival.Lost)) {
		all = append(all, stop{arrivedKey(a), -1, a.Settled})
	}
	for _, i := range p.uncovered() {
		all = append(all, stop{sentenceKey(i), i, false})
	}
	return all
}

// next is the key of the item that comes next: the one with the mistake, or the
// first after the one acted on last that is not settled. It is "" before
// anything was done, and at the end. A sentence that was decided on has left the
// page; those after it are known by their numbers.
func (p ArrivalPage) next() string {
	if p.Wrong != "" || p.After == "" {
		return p.Wrong
	}
	decided := -2
	if n, ok := strings.CutPrefix(p.After, "s"); ok {
		decided, _ = strconv.Atoi(n) // a number that is none is before all
	}
	stops, from := p.stops(), 0
	for i, s := range stops {
		if s.key == p.After || s.sentence <= decided {
			from = i + 1
		}
	}
	for _, s := range slices.Concat(stops[from:], stops[:from]) {
		if !s.settled && s.key != p.After {
			return s.key
		}
	}
	return ""
}

// Count is one number of the page's head, with where its list is.
type Count struct {
	Number, Left int // Left of them are not settled
	Label, Href  string
}

// Counts are the numbers of the page's head.
func (p ArrivalPage) Counts() []Count {
	r := p.Arrival
	return []Count{
		{r.Unchanged, 0, p.Say("unchanged"), ""},
		{len(r.Changed), unsettled(r.Changed), p.Say("changed: look again"), "#changed"},
		{len(r.Lost), unsettled(r.Lost), p.Say("lost"), "#lost"},
		{len(r.Uncovered), len(r.Uncovered), p.Say("not decided on"), "#uncovered"},
	}
}

func unsettled(all []models.Arrived) int {
	n := 0
	for _, a := range all {
		if !a.Settled {
			n++
		}
	}
	return n
}

// Left is how many things are left to do.
func (p ArrivalPage) Left() int {
	r := p.Arrival
	return unsettled(r.Changed) + unsettled(r.Lost) + len(r.Uncovered) + len(r.Earlier)
}

// MayWork reports whether the reader may change the article's claims now.
func (p ArrivalPage) MayWork() bool { return mayArticle(p.Arrival.Actions, models.ClaimCreated) }

// Hidden says how many items of a list are not drawn yet, "" for none.
func (p ArrivalPage) Hidden(list string) string {
	for _, c := range p.Counts() {
		if c.Href == "#"+list && c.Left > maxItems {
			return p.Say("%d more come up as you settle these.", c.Left-maxItems)
		}
	}
	return ""
}

// Together are the claims that may be approved with one press, where there are
// several.
func (p ArrivalPage) Together() []models.Arrived {
	if all := p.slight(); len(all) > 1 {
		return all
	}
	return nil
}

// slight are the claims that changed in punctuation or capitals only, as far as
// the reader may approve them: one place of each.
func (p ArrivalPage) slight() []models.Arrived {
	var all []models.Arrived
	for _, c := range drawnOf(p.Arrival.Changed) {
		known := slices.ContainsFunc(all, func(s models.Arrived) bool { return s.Line.ID == c.Line.ID })
		if !known && c.Slight && c.Refusal == "" && p.Arrival.Slight(c.Line.ID) {
			all = append(all, c)
		}
	}
	return all
}

// SinceSignOff says what changed since an article was cleared, "" for nothing.
func (c Clock) SinceSignOff(s *models.SinceSignOff) template.HTML {
	if s == nil {
		return ""
	}
	return sayAround(c.Language, "Changed since cleared by <bdi>%s</bdi> %s: %s, %s.", s.By, c.When(s.At),
		message.New("%d claims touched", s.Claims), message.New("%d new sentences", s.Sentences))
}
