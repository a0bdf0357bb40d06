package views

import (
	"html/template"
	"strconv"
	"strings"

	"stet/models/message"
	"stet/models/text"
)

// context is how many unchanged blocks stand beside a change; longer runs are
// folded.
const context = 1

// comparison writes two texts block by block, by hand: a long article has more
// blocks than a template can draw in time.
type comparison struct {
	strings.Builder
	language  message.Language
	from, to  *text.Document
	side      bool              // side by side
	elsewhere map[string][2]int // where a moved block is in each text, by its folded words
}

// Comparison draws what two texts have in common and what not. What only the
// first has is struck through, what only the second has is underlined. Blocks
// are numbered as the paragraph sign says.
func Comparison(l message.Language, from, to *text.Document, pairs []text.Pair, side bool) template.HTML {
	c := comparison{language: l, from: from, to: to, side: side, elsewhere: map[string][2]int{}}
	for _, p := range pairs {
		c.note(p)
	}
	class := "cmp"
	if side {
		class = "cmp sides"
	}
	c.WriteString(`<div class="` + class + `">`)
	for start := 0; start < len(pairs); {
		end := start
		for end < len(pairs) && same(pairs[end]) {
			end++
		}
		c.run(pairs[start:end], start == 0, end == len(pairs))
		if end < len(pairs) {
			c.row(pairs[end])
		}
		start = end + 1
	}
	c.WriteString(`</div>`)
	return template.HTML(c.String())
}

func same(p text.Pair) bool { return p.Changes == nil && !p.Recast && !p.Remarked && !p.Moved }

// note remembers where a moved block is.
func (c *comparison) note(p text.Pair) {
	if !p.Moved {
		return
	}
	key := text.Fold(c.words(p))
	at := c.elsewhere[key]
	if p.A >= 0 {
		at[0] = p.A + 1
	} else {
		at[1] = p.B + 1
	}
	c.elsewhere[key] = at
}

// words are those of the side that a pair has, of the first where it has both.
func (c *comparison) words(p text.Pair) string {
	if p.A >= 0 {
		return c.from.Slice(c.from.Blocks[p.A].Span)
	}
	return c.to.Slice(c.to.Blocks[p.B].Span)
}

// run draws unchanged blocks: those beside a change, the rest folded.
func (c *comparison) run(pairs []text.Pair, first, last bool) {
	head, tail := context, context
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	if len(pairs) <= head+tail+1 {
		c.rows(pairs)
		return
	}
	c.rows(pairs[:head])
	folded := pairs[head : len(pairs)-tail]
	c.WriteString(`<details class="fold"><summary>` + c.language.Say("%d paragraphs without a change", len(folded)) + `</summary>`)
	c.rows(folded)
	c.WriteString(`</details>`)
	c.rows(pairs[len(pairs)-tail:])
}

func (c *comparison) rows(pairs []text.Pair) {
	for _, p := range pairs {
		c.row(p)
	}
}

func (c *comparison) row(p text.Pair) {
	class := "cmp-row"
	switch {
	case same(p):
		class += " same"
	case p.Moved:
		class += " moved"
	}
	c.WriteString(`<div class="` + class + `">`)
	if c.side {
		c.cell(c.from, p.A, p, text.Insert)
		c.cell(c.to, p.B, p, text.Delete)
	} else {
		doc, i := c.to, p.B
		if i < 0 {
			doc, i = c.from, p.A
		}
		c.cell(doc, i, p, -1)
	}
	c.WriteString(`</div>`)
}

// cell draws one block, or none for -1, without the words of the operation that
// belongs to the other side.
func (c *comparison) cell(doc *text.Document, i int, p text.Pair, without text.Op) {
	if i < 0 {
		c.WriteString(`<div class="cmp-none"></div>`)
		return
	}
	b := doc.Blocks[i]
	c.WriteString(`<div class="cmp-cell"><p class="cmp-n num">¶` + strconv.Itoa(i+1) + `</p><div>`)
	if note := c.remark(p); note != "" {
		c.WriteString(`<p class="badge">` + template.HTMLEscapeString(note) + `</p>`)
	}
	c.WriteString(`<p class="prose k-` + string(b.Kind) + `" dir="auto">`)
	c.changes(p, doc.Slice(b.Span), without)
	c.WriteString(`</p></div></div>`)
}

func (c *comparison) changes(p text.Pair, words string, without text.Op) {
	if p.Changes == nil || p.Moved {
		escape(&c.Builder, words)
		return
	}
	for _, change := range p.Changes {
		tag := map[text.Op]string{text.Delete: "del", text.Insert: "ins"}[change.Op]
		switch {
		case change.Op == without && change.Op != text.Equal:
		case tag == "":
			escape(&c.Builder, change.Text)
		default:
			c.WriteString("<" + tag + ">")
			escape(&c.Builder, change.Text)
			c.WriteString("</" + tag + ">")
		}
	}
}

// remark says what else happened to a block.
func (c *comparison) remark(p text.Pair) string {
	switch at := c.elsewhere[text.Fold(c.words(p))]; {
	case p.Moved && p.A >= 0 && at[1] > 0:
		return c.language.Say("moved to ¶%d", at[1])
	case p.Moved && p.B >= 0 && at[0] > 0:
		return c.language.Say("moved here from ¶%d", at[0])
	case p.Moved:
		return c.language.Say("moved")
	case p.Recast:
		return inRow(c.language, c.language.Tell(wasBlock(c.from.Blocks[p.A])), c.language.Tell(isBlock(c.to.Blocks[p.B])))
	case p.Remarked:
		return c.language.Say("bold, italics or links differ")
	}
	return ""
}

// wasBlock says what a block was that is something else now.
func wasBlock(b text.Block) message.Message {
	switch b.Kind {
	case text.Heading:
		return message.New("was a heading of level %d", b.Level)
	case text.ListItem:
		return message.New("was a list item of level %d", b.Level)
	case text.Quotation:
		return message.New("was a quotation")
	case text.Caption:
		return message.New("was a caption")
	}
	return message.New("was a paragraph")
}

// isBlock says what a block is that was something else.
func isBlock(b text.Block) message.Message {
	switch b.Kind {
	case text.Heading:
		return message.New("is a heading of level %d", b.Level)
	case text.ListItem:
		return message.New("is a list item of level %d", b.Level)
	case text.Quotation:
		return message.New("is a quotation")
	case text.Caption:
		return message.New("is a caption")
	}
	return message.New("is a paragraph")
}
