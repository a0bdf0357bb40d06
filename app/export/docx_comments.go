package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stet/models"
)

// wordComment is one comment: what is known of a claim, at one of its places, or
// a remark of the desk. A remark on a claim answers the comment of its first
// place; one on the article as a whole stands on the title.
type wordComment struct {
	claim  *models.CheckedClaim
	place  int // from 0
	remark *models.CheckedComment
	under  int // id of the comment that a remark answers; -1 for one on the title
}

// commentCount is how many comments there are: one for each place, and the remarks.
func commentCount(c *models.Checked) int {
	n := len(c.Comments)
	for i := range c.Claims {
		n += len(c.Claims[i].Places) + len(c.Claims[i].Comments)
	}
	return n
}

// comment adds a comment; its id is its place among them.
func (d *document) comment(c wordComment) { d.placed = append(d.placed, c) }

// refer ends the range of a comment and shows that it is there.
func (d *document) refer(id int) {
	d.add(fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="%d"/></w:r>`, id, id))
}

// head writes what stands before the text: the title, who wrote it, and whether
// it was cleared. Remarks without a place in the text stand on the title: those
// on the article as a whole, and on claims whose words are gone. Where the text
// begins with the title, they stand on the line that says what was cleared.
func (d *document) head(headed bool, headline []run) {
	if headed {
		d.block(d.c.Blocks[0], headline)
	} else {
		d.remarked("Title", d.c.Article.Title)
	}
	if d.c.Article.Byline != "" {
		d.line("StetByline", d.c.Article.Byline)
	}
	if headed {
		d.remarked("StetStanding", standing(d.c))
	} else {
		d.line("StetStanding", standing(d.c))
	}
}

// remarked writes a line with the remarks on it.
func (d *document) remarked(style, says string) {
	first := len(d.placed)
	d.placeless()
	direction := leaning(says, d.direction)
	d.add(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	if direction == "rtl" {
		d.add("<w:bidi/>")
	}
	d.add("</w:pPr>")
	for id := first; id < len(d.placed); id++ {
		d.add(fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id))
	}
	d.run(says, "w:t", direction, "")
	for id := first; id < len(d.placed); id++ {
		d.refer(id)
	}
	d.add("</w:p>")
}

// placeless adds the remarks without a place in the text.
func (d *document) placeless() {
	for i := range d.c.Comments {
		d.comment(wordComment{remark: &d.c.Comments[i], under: -1})
	}
	for i := range d.c.Claims {
		claim := &d.c.Claims[i]
		for n := range claim.Comments {
			if len(claim.Places) == 0 {
				d.comment(wordComment{claim: claim, remark: &claim.Comments[n], under: -1})
			}
		}
	}
}

// comments is the part with every comment. The first place of a claim has all
// that is known of it, the others lead there.
func (d *document) comments() string {
	p := wordPen{direction: d.direction}
	p.add(xmlHead, "<w:comments ", wordNamespace, ` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">`)
	for id, c := range d.placed {
		by, at := c.signer()
		p.add("<w:comment")
		p.signed(id, by, at)
		p.add(` w:initials="`)
		p.escape(initials(by))
		p.add(`">`)
		lines := c.lines()
		for i, l := range lines {
			var before []string
			if i == 0 {
				before = []string{`<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>`}
			}
			attributes := ""
			if i == len(lines)-1 {
				attributes = ` w14:paraId="` + paragraphID(id) + `"`
			}
			p.lineWith("CommentText", attributes, l, before...)
		}
		p.add("</w:comment>\n")
	}
	p.add("</w:comments>")
	return p.String()
}

// threads is the part that says which comment answers which, and which are done.
func (d *document) threads() string {
	var p wordPen
	p.add(xmlHead, `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">`)
	for id, c := range d.placed {
		p.add(`<w15:commentEx w15:paraId="`, paragraphID(id), `"`)
		if c.remark != nil && c.under >= 0 {
			p.add(` w15:paraIdParent="`, paragraphID(c.under), `"`)
		}
		done := "0"
		if c.remark != nil && c.remark.SettledAt != nil {
			done = "1"
		}
		p.add(` w15:done="`, done, `"/>`)
	}
	p.add("</w15:commentsEx>")
	return p.String()
}

// paragraphID names the last paragraph of a comment, which is how threads name
// comments.
func paragraphID(id int) string { return fmt.Sprintf("%08X", id+1) }

func (c wordComment) signer() (string, time.Time) {
	if c.remark != nil {
		return cmp.Or(strings.TrimSpace(c.remark.By), stetItself), c.remark.At
	}
	return signer(c.claim.Verdict), signedAt(c.claim.Verdict)
}

func (c wordComment) lines() []string {
	switch {
	case c.remark != nil && c.claim != nil:
		return append([]string{fmt.Sprintf("On claim %d, whose words are not in the text any more:", c.claim.Number)}, remarkLines(c.remark)...)
	case c.remark != nil:
		return remarkLines(c.remark)
	case c.place > 0:
		return []string{fmt.Sprintf("Claim %d stands here too. What is known of it is told at its first place.", c.claim.Number)}
	}
	return told(c.claim)
}

// remarkLines are a remark as a comment of its author says it.
func remarkLines(m *models.CheckedComment) []string {
	var lines []string
	if head := asking(m); m.Query {
		lines = append(lines, head+":")
	}
	lines = append(lines, strings.Split(m.Body, "\n\n")...)
	if m.SettledAt != nil {
		lines = append(lines, strings.TrimSpace(settled(m)))
	}
	return lines
}

// signed writes the attributes that every annotation has.
func (p *wordPen) signed(id int, by string, at time.Time) {
	p.add(fmt.Sprintf(` w:id="%d" w:author="`, id))
	p.escape(by)
	p.add(`"`)
	if !at.IsZero() {
		p.add(` w:date="`, at.UTC().Format(time.RFC3339), `"`)
	}
}

// stetItself signs what no person did: a claim without a verdict, and everything
// in a document for the public.
const stetItself = "Stet"

func signer(v *models.CheckedVerdict) string {
	if v == nil {
		return stetItself
	}
	return cmp.Or(strings.TrimSpace(v.By), stetItself)
}

func signedAt(v *models.CheckedVerdict) time.Time {
	if v == nil {
		return time.Time{}
	}
	return v.At
}

// initials are the first letters of up to three words.
func initials(name string) string {
	var b strings.Builder
	for i, word := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(word); i < 3 {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// told is what is known of a claim, a paragraph for each thing.
func told(claim *models.CheckedClaim) []string {
	lines := []string{fmt.Sprintf("Claim %d: %s", claim.Number, claim.Wording)}
	if v := claim.Verdict; v == nil {
		lines = append(lines, rating(claim))
	} else {
		lines = append(lines, "Verdict: "+v.Rating.Label)
		if v.Explanation != "" {
			lines = append(lines, strings.Split(v.Explanation, "\n\n")...)
		}
		if v.Correction != "" {
			lines = append(lines, "Correction: "+v.Correction)
		}
	}
	for i := range claim.Evidence {
		e := &claim.Evidence[i]
		lines = append(lines, evidence(e))
		if link := evidenceLink(e); link != "" {
			lines = append(lines, link)
		}
	}
	return slices.Concat(lines, calculation(claim.Calculation), decided(claim))
}

// evidence is one item of evidence in a line.
func evidence(e *models.CheckedEvidence) string {
	head := words(e.Relation) + ": "
	if e.Source == nil {
		return head + searched(e)
	}
	excerpt := ""
	if e.Excerpt != "" {
		excerpt = "“" + e.Excerpt + "”"
	}
	return head + stated(". ", stated(", ", e.Source.Title, particulars(e.Source), e.Locator), excerpt)
}

// evidenceLink is where the source of an item is, if it may be named.
func evidenceLink(e *models.CheckedEvidence) string {
	if e.Source == nil || e.Source.Confidential {
		return ""
	}
	return web(e.Source.URL)
}

// decided says where the claim stands, and who decided so.
func decided(claim *models.CheckedClaim) []string {
	lines := []string{"Status: " + status(claim.Status)}
	if by := approvers(claim); by != "" {
		lines[0] = "Approved by " + by
	}
	if o := claim.Override; o != nil {
		lines = append(lines, stated(": ", "Kept by "+o.By, o.Reason))
	}
	return lines
}
