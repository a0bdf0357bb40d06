package suggest

import (
	"strings"
	"unicode/utf8"

	"stet/models/message"
)

// finding is what a sentence should be checked for.
type finding struct {
	kind   string
	reason message.Message
	mark   mark // the words that gave the reason; empty for Other
}

// sense says what kind of claim a signal makes and how people call it.
type sense struct {
	signal signal
	kind   string
	label  message.Key // with the words that gave the reason
}

// senses lists the signals that make a kind, the most telling first.
func senses() []sense {
	return []sense{
		{superlative, Superlative, "a superlative: %s"},
		{anniversary, Date, "an anniversary: %s"},
		{figure, Number, "a figure: %s"},
		{legal, Legal, "a legal term: %s"},
		{cause, Cause, "a cause: %s"},
		{date, Date, "a date: %s"},
		{quotation, Quote, "a quotation: %s"},
		{office, Title, "a name with a title: %s"},
		{place, Place, "a place: %s"},
		{extreme, Superlative, "an extreme: %s"},
		{trend, Number, "a change: %s"},
		{count, Number, "a number: %s"},
		{when, Date, "a time: %s"},
		{compare, Number, "a comparison: %s"},
		{law, Legal, "a legal term: %s"},
		{argument, Cause, "a cause: %s"},
		{speech, Quote, "a reported statement: %s"},
		{record, Other, "something done: %s"},
		{name, Name, "a name: %s"},
	}
}

// finding says what to check the sentence for. A quotation that is most of
// the sentence comes before everything: what it says is the speaker's.
func (r *reading) finding() finding {
	if m, found := r.find(quotation); found && r.attributed(m) && 2*len(r.excerpt(m.from, m.to)) >= len(r.text) {
		return r.found(sense{quotation, Quote, "a quotation: %s"}, m)
	}
	for _, s := range senses() {
		if m, found := r.find(s.signal); found {
			return r.found(s, m)
		}
	}
	return finding{kind: Other, reason: message.New("a statement of fact")}
}

// attributed reports whether somebody stands beside the quotation to have said
// it. Without a word list nobody can be known, so anybody will do.
func (r *reading) attributed(m mark) bool {
	_, said := r.find(speech)
	_, titled := r.find(office)
	return said || titled || len(r.lexicon.exact) == 0
}

// found puts a finding into words.
func (r *reading) found(s sense, m mark) finding {
	to := m.to
	if s.signal == figure || s.signal == count {
		to = r.counted(m.to)
	}
	return finding{s.kind, message.New(s.label, shorten(r.excerpt(m.from, to))), m}
}

// counted is the end of what a number at the words before to counts: up to two
// words of letters.
func (r *reading) counted(to int) int {
	const most = 2
	for n := 0; n < most && to < len(r.words) && r.words[to].class == letters; n++ {
		to++
	}
	return to
}

// shorten makes an excerpt fit a line: no line breaks, and at most 60 code
// points, cut at a space where there is one.
func shorten(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = string([]rune(s)[:most])
	if cut := strings.LastIndexByte(s, ' '); cut > 0 {
		s = s[:cut]
	}
	return s + "…"
}
