package export

import (
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/text"
)

// annotated is the title and the text of the article with its marks and
// references, built in one pass; every word of it is escaped here. Beside each
// passage stand the claims that end in it: blocks of a list are one passage.
func annotated(c *models.Checked) (title, body template.HTML) {
	p := pen{c: c, doc: text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks), direction: direction(c.Article.Language)}
	depths, all, first := outline(c), runs(c), headline(c)
	title = template.HTML(html.EscapeString(c.Article.Title))
	if first > 0 {
		p.runs(all[0])
		title = template.HTML(p.String())
		p.Reset()
	}
	p.Grow(2 * len(c.Text))
	for i := first; i < len(c.Blocks); {
		end := i + 1
		for c.Blocks[i].Kind == text.ListItem && end < len(c.Blocks) && c.Blocks[end].Kind == text.ListItem {
			end++
		}
		p.add(`<div class="row"><div class="passage">`)
		if c.Blocks[i].Kind == text.ListItem {
			p.list(i, depths[i:end], all[i:end])
		} else {
			p.block(i, depths[i], all[i])
		}
		p.add("</div>")
		p.notes(all[i:end])
		p.add("</div>\n")
		i = end
	}
	return title, template.HTML(p.String())
}

// pen writes the text of one article.
type pen struct {
	strings.Builder
	c         *models.Checked
	doc       text.Document
	direction string
}

func (p *pen) add(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// block writes a block that is not a list item.
func (p *pen) block(i, depth int, runs []run) {
	switch p.c.Blocks[i].Kind {
	case text.Heading: // the text stands under the page's second heading
		p.element("h"+strconv.Itoa(min(depth+1, 6)), "", i, runs)
	case text.Quotation:
		p.add("<blockquote>")
		p.element("p", "", i, runs)
		p.add("</blockquote>")
	case text.Caption:
		p.element("p", ` class="caption"`, i, runs)
	default:
		p.element("p", "", i, runs)
	}
}

// list writes consecutive list items, the deeper ones inside the item above.
func (p *pen) list(first int, depths []int, all [][]run) {
	open := 0
	for i, depth := range depths {
		for ; open > depth; open-- {
			p.add("</li></ul>")
		}
		if open == depth {
			p.add("</li>")
		}
		for ; open < depth; open++ {
			p.add("<ul>")
		}
		p.add("<li>")
		p.element("p", "", first+i, all[i])
	}
	p.add(strings.Repeat("</li></ul>", open))
}

// element writes one block as an element. A direction is only said where it is
// not the article's.
func (p *pen) element(name, attributes string, i int, runs []run) {
	p.add("<", name, attributes)
	if d := leaning(p.doc.Slice(p.c.Blocks[i].Span), p.direction); d != p.direction {
		p.add(` dir="`, d, `"`)
	}
	p.add(">")
	p.runs(runs)
	p.add("</", name, ">")
}

func (p *pen) runs(runs []run) {
	for _, r := range runs {
		p.run(r)
	}
}

// run writes a stretch of text with its mark and the references behind it.
func (p *pen) run(r run) {
	words := p.styled(r.Span)
	switch {
	case r.claims == 0:
		p.add(words)
	case r.claims == 1:
		p.add(`<mark class="v-`, string(r.look), `">`, words, "</mark>")
	default:
		p.add(`<mark class="v-`, string(r.look), ` many">`, words, "</mark>")
	}
	if len(r.ends) == 0 {
		return
	}
	p.add("<sup>")
	for i, at := range r.ends {
		if i > 0 {
			p.add(", ")
		}
		number := strconv.Itoa(p.c.Claims[at.claim].Number)
		p.add(`<a id="at-`, number, `-`, strconv.Itoa(at.n+1), `" href="#claim-`, number, `" aria-label="Claim `, number, `">`, number, "</a>")
	}
	p.add("</sup>")
}

// styled is a stretch of text with the marks of the article's own. A link leads
// where it led; whoever reads the page sees where.
func (p *pen) styled(s text.Span) string {
	var b strings.Builder
	for _, one := range stretches(&p.doc, s) {
		words := html.EscapeString(p.doc.Slice(one.Span))
		if one.bold {
			words = "<strong>" + words + "</strong>"
		}
		if one.italic {
			words = "<em>" + words + "</em>"
		}
		if one.link != "" {
			words = `<a href="` + html.EscapeString(one.link) + `">` + words + "</a>"
		}
		b.WriteString(words)
	}
	return b.String()
}

// notes lists the claims whose first place ends in the passage.
func (p *pen) notes(passage [][]run) {
	var claims []int
	for _, runs := range passage {
		for _, r := range runs {
			for _, at := range r.ends {
				if at.n == 0 {
					claims = append(claims, at.claim)
				}
			}
		}
	}
	if len(claims) == 0 {
		return
	}
	slices.Sort(claims)
	p.add(`<ul class="notes" aria-label="Claims in this passage">`)
	for _, i := range claims {
		p.note(&p.c.Claims[i])
	}
	p.add("</ul>")
}

func (p *pen) note(claim *models.CheckedClaim) {
	number, drawn := strconv.Itoa(claim.Number), string(look(claim))
	p.add(`<li class="v-`, drawn, `"><a href="#claim-`, number, `"><svg aria-hidden="true"><use href="#v-`, drawn, `"/></svg>`, number, ` <b>`,
		html.EscapeString(rating(claim)), `</b> <span dir="auto">`, html.EscapeString(claim.Wording), "</span></a></li>")
}
