package views

import (
	"html/template"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// annotated writes the text of a workspace, marked. It is built by hand: an
// article has more marks than a template can draw in time.
type annotated struct {
	strings.Builder
	language message.Language
	ws       *models.Workspace
	me       int64
	chosen   int64  // the claim, 0 without one
	thread   int64  // the comment that began the chosen thread, 0 without one
	query    string // what every link to a claim carries besides
	lang     string // attribute of every block, "" in a page's own language
	cards    [][]card
	rich     span // the blocks whose cards are drawn whole
	inline   inline
}

// Text is every row of a workspace: a block of text with its marks, and its
// margin cards. Chosen is the id of a claim, or that of a thread below zero, or 0.
// Cards are drawn whole for the rows about the chosen claim, or
// from the block from on; the other rows say how many they have.
func Text(l message.Language, ws *models.Workspace, me, chosen int64, show Show, from int) template.HTML {
	a := newAnnotated(l, ws, me, chosen, show)
	a.rich = a.window(from)
	a.Grow(len(ws.Document.Text)*3/2 + 500*len(ws.Claims))
	all := span{0, len(ws.Document.Blocks)}
	a.rows(all.holds)
	return template.HTML(a.String())
}

// Rows is the rows of some blocks, with all their cards.
func Rows(l message.Language, ws *models.Workspace, me, chosen int64, show Show, blocks []int) template.HTML {
	a := newAnnotated(l, ws, me, chosen, show)
	a.rich = span{0, len(ws.Document.Blocks)}
	wanted := make(map[int]bool, len(blocks))
	for _, b := range blocks {
		wanted[b] = true
	}
	a.rows(func(b int) bool { return wanted[b] })
	return template.HTML(a.String())
}

// Notes is the margins of the blocks from one index up to another, with all
// their cards.
func Notes(l message.Language, ws *models.Workspace, me, chosen int64, from, to int) template.HTML {
	a := newAnnotated(l, ws, me, chosen, ShowAll)
	a.rich = span{max(from, 0), min(to, len(a.cards))}
	for i := a.rich.from; i < a.rich.to; i++ {
		a.notes(i)
	}
	return template.HTML(a.String())
}

func newAnnotated(l message.Language, ws *models.Workspace, me, chosen int64, show Show) *annotated {
	a := &annotated{language: l, ws: ws, me: me, chosen: max(chosen, 0), thread: max(-chosen, 0)}
	if show != "" && show != ShowAll {
		a.query = "show=" + string(show) + "&amp;"
	}
	a.lang = langAttribute(l, ws.Article.Language)
	a.cards = cardsByBlock(ws, a.chosen)
	return a
}

// rows writes the wanted rows.
func (a *annotated) rows(wanted func(block int) bool) {
	s := newSweep(a.ws, a.chosen)
	var segments []segment
	level := 1 // of the last heading; the first is the title, in the text or above it
	for i, b := range a.ws.Document.Blocks {
		if b.Kind == text.Heading {
			level = a.heading(i, b.Level, level)
		}
		if wanted(i) {
			segments = s.block(b.Span, segments)
			a.row(i, b, level, segments)
		}
	}
}

// heading is the level on the page of a heading in the text.
func (a *annotated) heading(block, level, last int) int {
	switch {
	case !headed(a.ws):
		return below(last, level+1)
	case block == 0:
		return 1
	}
	return below(last, level)
}

// below is the level of a heading under the title and after another, one deeper
// than that at most: levels that are left out mislead those who hear them.
func below(last, level int) int { return min(max(level, 2), last+1, 6) }

func (a *annotated) row(i int, b text.Block, level int, segments []segment) {
	a.add(`<div class="row" id="r`, strconv.Itoa(i), `">`)
	open, shut := element(b, level)
	a.add(open, ` id="b`, strconv.Itoa(i), `" data-b="`, strconv.Itoa(i), `"`)
	a.sentences(i, b)
	a.add(a.lang, ` dir="auto">`)
	a.inline = inline{next: a.ws.Document.MarksIn(b.Span), now: a.inline.now[:0]}
	for _, seg := range segments {
		a.segment(seg)
	}
	a.add(shut)
	a.notes(i)
	a.add("</div>\n")
}

// headed reports whether the text begins with the article's title, which is
// then the heading of the page and can be claimed like any other words.
func headed(ws *models.Workspace) bool {
	blocks := ws.Document.Blocks
	return len(blocks) > 0 && blocks[0].Kind == text.Heading && text.Fold(ws.Document.Slice(blocks[0].Span)) == text.Fold(ws.Article.Title)
}

// langAttribute says which language a text is in, where it is not the page's.
func langAttribute(l message.Language, tag string) string {
	if tag == "" || tag == l.Tag() {
		return ""
	}
	return ` lang="` + template.HTMLEscapeString(tag) + `"`
}

// say writes a sentence in the language of the page.
func (a *annotated) say(key message.Key, args ...any) {
	escape(&a.Builder, a.language.Say(key, args...))
}

// element is the opening, unfinished, and the closing tag of a block, which if
// it is a heading has the level.
func element(b text.Block, level int) (open, shut string) {
	switch b.Kind {
	case text.Heading:
		h := "h" + strconv.Itoa(level)
		return "<" + h, "</" + h + ">"
	case text.Quotation:
		return "<blockquote", "</blockquote>"
	case text.ListItem:
		return `<ul class="d` + strconv.Itoa(max(1, min(b.Level, 4))) + `"><li`, "</li></ul>"
	case text.Caption:
		return `<p class="caption"`, "</p>"
	}
	return "<p", "</p>"
}

// sentences says which sentences a block holds: the index of the first, and
// where each ends, in UTF-16 units from the start of the block.
func (a *annotated) sentences(i int, b text.Block) {
	first, last := a.ws.Document.BlockSentences(i)
	a.add(` data-f="`, strconv.Itoa(first), `" data-e="`)
	units, from := 0, b.Start
	for j := first; j < last; j++ {
		end := a.ws.Document.Sentences[j].End
		units += utf16Len(a.ws.Document.Slice(text.Span{Start: from, End: end}))
		from = end
		if j > first {
			a.WriteByte(' ')
		}
		a.add(strconv.Itoa(units))
	}
	a.WriteByte('"')
}

func (a *annotated) segment(s segment) {
	shut := "</span>"
	switch {
	case s.bare():
		a.words(s.Span)
		return
	case len(s.claims)+len(s.remarks) > 0:
		a.mark(s)
		shut = "</mark>"
	case s.skip >= 0:
		a.add(`<span class="skipped" data-s="`, id(a.ws.Skips[s.skip].ID), `">`)
	default:
		a.add(`<span class="sug" data-g="`, strconv.Itoa(a.ws.Suggestions[s.suggestion].Sentence), `">`)
	}
	a.words(s.Span)
	a.add(shut)
}

// mark opens the element of a run of words with claims or remarks on it.
func (a *annotated) mark(s segment) {
	var seen string
	if len(s.claims) > 0 {
		a.add(`<mark class="v-`, string(a.look(s.claims)))
	} else {
		a.add(`<mark class="said`)
	}
	for _, i := range s.remarks {
		if m := &a.ws.Remarks[i]; a.thread == m.ID {
			seen += " on"
		} else if len(s.claims) > 0 && !strings.Contains(seen, " talked") {
			seen += " talked"
		}
	}
	for _, i := range s.claims {
		c := &a.ws.Claims[i]
		if class := " st-" + string(c.Status); !strings.Contains(seen, class) {
			seen += class
		}
		if isMine(c, a.me) && !strings.Contains(seen, " me") {
			seen += " me"
		}
		if c.ID == a.chosen {
			seen += " on"
		}
	}
	a.add(seen)
	if len(s.claims) > 1 {
		a.add(" multi")
	}
	a.add(`" data-c="`)
	for n, i := range s.claims {
		if n > 0 {
			a.WriteByte(' ')
		}
		a.add(id(a.ws.Claims[i].ID))
	}
	for n, i := range s.remarks {
		if n+len(s.claims) > 0 {
			a.WriteByte(' ')
		}
		a.add("m", id(a.ws.Remarks[i].ID))
	}
	if s.skip >= 0 {
		a.add(`" data-s="`, id(a.ws.Skips[s.skip].ID))
	}
	a.add(`">`)
}

// look is how a run with several claims is drawn: as the chosen one, or as the
// one that asks most for attention.
func (a *annotated) look(claims []int) models.Look {
	worst := models.LookTrue
	for _, i := range claims {
		c := &a.ws.Claims[i]
		if c.ID == a.chosen {
			return c.Look
		}
		if gravity(c.Look) > gravity(worst) {
			worst = c.Look
		}
	}
	return worst
}

// gravity orders the looks by how much they ask for attention.
func gravity(l models.Look) int {
	switch l {
	case models.LookFalse:
		return 7
	case models.LookMislead:
		return 6
	case models.LookMixed:
		return 5
	case models.LookOpen:
		return 4
	case models.LookMostly:
		return 3
	case models.LookAuthor:
		return 2
	case models.LookNone:
		return 1
	}
	return 0
}

func isMine(c *models.ClaimLine, me int64) bool { return c.AssigneeID != nil && *c.AssigneeID == me }

func (a *annotated) add(parts ...string) {
	for _, p := range parts {
		a.WriteString(p)
	}
}

func id(n int64) string { return strconv.FormatInt(n, 10) }
