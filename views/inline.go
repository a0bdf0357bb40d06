package views

import (
	"html/template"
	"net/url"
	"slices"

	"stet/models/text"
)

// inline is the marks of the block that is being drawn.
type inline struct {
	next []text.Mark // those that begin later, in order
	now  []text.Mark // those on the words that are drawn next
}

// words writes a run of a block, which come in order, with its marks. A link is
// no element of HTML that leads away, because a press on words chooses their
// claim: a sign behind them does, which has no words of its own.
func (a *annotated) words(run text.Span) {
	for at := run.Start; at < run.End; {
		end := a.inline.step(text.Span{Start: at, End: run.End})
		a.piece(text.Span{Start: at, End: end})
		at = end
	}
}

// step takes in the marks on the first words of a run, and says where others
// begin or end.
func (i *inline) step(run text.Span) int {
	i.now = slices.DeleteFunc(i.now, func(m text.Mark) bool { return m.End <= run.Start })
	for len(i.next) > 0 && i.next[0].Start <= run.Start {
		i.now, i.next = append(i.now, i.next[0]), i.next[1:]
	}
	end := run.End
	for _, m := range i.now {
		end = min(end, m.End)
	}
	if len(i.next) > 0 {
		end = min(end, i.next[0].Start)
	}
	return end
}

// on is the mark of a kind on the words that are drawn next, or nil.
func (i *inline) on(kind text.MarkKind) *text.Mark {
	for n := range i.now {
		if i.now[n].Kind == kind {
			return &i.now[n]
		}
	}
	return nil
}

// piece writes words that have the same marks.
func (a *annotated) piece(s text.Span) {
	words := a.ws.Document.Slice(s)
	if len(a.inline.now) == 0 {
		escape(&a.Builder, words)
		return
	}
	link, bold, italic := a.inline.on(text.Link), a.inline.on(text.Bold), a.inline.on(text.Italic)
	if link != nil {
		a.add(`<span class="lk" title="`, template.HTMLEscapeString(link.Value), `">`)
	}
	if bold != nil {
		a.add("<strong>")
	}
	if italic != nil {
		a.add("<em>")
	}
	escape(&a.Builder, words)
	if italic != nil {
		a.add("</em>")
	}
	if bold != nil {
		a.add("</strong>")
	}
	if link != nil {
		a.add("</span>")
		if link.End == s.End {
			a.out(link.Value)
		}
	}
}

// out writes the sign that leads to the address of a link.
func (a *annotated) out(address string) {
	a.add(`<a class="out" href="`, template.HTMLEscapeString(address), `" target="_blank" rel="noopener noreferrer nofollow" aria-label="`)
	a.say("Open %s in a new tab", placeOf(address))
	a.add(`"></a>`)
}

// placeOf is the host of an address, or whom it writes to.
func placeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if u.Host == "" {
		return u.Opaque
	}
	return u.Host
}
