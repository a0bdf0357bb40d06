package export

import (
	"bytes"
	"fmt"
	"strings"

	"stet/models"
	"stet/models/text"
)

// writeMarkdown writes CommonMark with the footnotes of GitHub: a reference
// where the words of a claim end, and in the footnote its verdict and evidence.
// GitHub counts footnotes anew, so each begins with the number of its claim.
func writeMarkdown(b *bytes.Buffer, c *models.Checked) error {
	md := markdown{b, c}
	md.head()
	md.text()
	md.orphans()
	for i := range c.Claims {
		if len(c.Claims[i].Places) > 0 {
			md.footnote(&c.Claims[i])
		}
	}
	md.history()
	return nil
}

type markdown struct {
	*bytes.Buffer
	c *models.Checked
}

// head says what the article is, and that it is a draft before anything else.
func (md markdown) head() {
	c := md.c
	if c.Draft {
		fmt.Fprintf(md, "> **%s**\n\n", draftNote)
	}
	fmt.Fprintf(md, "# %s\n\n", md.title())
	if by := stated(" · ", c.Article.Byline, c.Article.Section); by != "" {
		fmt.Fprintf(md, "*%s*\n\n", escapedLine(by))
	}
	for _, line := range toldReaders(c) {
		md.quotation(line)
	}
	if !c.Draft {
		md.point(standing(c))
	}
	md.point(stated(" ", meant(c), withheld(c)))
	md.point(fmt.Sprintf("Revision %d, saved %s, SHA-256 %s", c.Article.Revision, moment(c.Article.SavedAt), c.Article.SHA256))
	md.point(stated(". ", scope(c.Article), coverage(c)))
	for _, line := range amended(c) {
		md.point("After publication: " + line)
	}
	if c.SignOff != nil {
		for _, e := range c.SignOff.Exceptions {
			md.point("Exception: " + exception(e))
		}
	}
	for _, line := range remarks(c.Comments) {
		md.point("Comment: " + line)
	}
	md.WriteString("\n---\n\n")
}

// title is the title, with its references where the text brings it along.
func (md markdown) title() string {
	if headline(md.c) == 0 {
		return escapedLine(md.c.Article.Title)
	}
	doc := text.Restore(md.c.Text, md.c.Blocks, md.c.Sentences, md.c.Marks)
	return strings.Join(md.inline(&doc, md.c.Blocks[0], runs(md.c)[0]), " ")
}

// point writes one line of a list.
func (md markdown) point(s string) { fmt.Fprintf(md, "- %s\n", escapedLine(s)) }

// quotation writes a text of several paragraphs as a quotation.
func (md markdown) quotation(s string) {
	for i, p := range strings.Split(s, "\n\n") {
		if i > 0 {
			md.WriteString(">\n")
		}
		fmt.Fprintf(md, "> %s\n", strings.Join(escapedLines(p), "\\\n> "))
	}
	md.WriteByte('\n')
}

// text writes the blocks with their references.
func (md markdown) text() {
	c := md.c
	doc := text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks)
	depths, all, first := outline(c), runs(c), headline(c)
	for i := first; i < len(c.Blocks); i++ {
		block := c.Blocks[i]
		if i > first {
			md.WriteByte('\n')
			if block.Kind != text.ListItem || c.Blocks[i-1].Kind != text.ListItem {
				md.WriteByte('\n')
			}
		}
		md.block(block.Kind, depths[i], md.inline(&doc, block, all[i]))
	}
	md.WriteString("\n")
}

// block writes one block; lines are its escaped lines with their references.
func (md markdown) block(kind text.BlockKind, depth int, lines []string) {
	switch kind {
	case text.Heading: // a heading is one line in CommonMark
		md.WriteString(strings.Repeat("#", depth) + " " + strings.Join(lines, " "))
	case text.Quotation:
		md.WriteString("> " + strings.Join(lines, "\\\n> "))
	case text.ListItem:
		indent := strings.Repeat("  ", depth-1)
		md.WriteString(indent + "- " + strings.Join(lines, "\\\n"+indent+"  "))
	case text.Caption:
		md.WriteString("_" + strings.Join(lines, "\\\n") + "_")
	default:
		md.WriteString(strings.Join(lines, "\\\n"))
	}
}

// footnote writes one claim; what belongs to it is indented by four spaces.
func (md markdown) footnote(claim *models.CheckedClaim) {
	fmt.Fprintf(md, "\n[^%d]: ", claim.Number)
	md.claim(claim, "    ")
}

// orphans are the claims whose words are no longer in the text: a footnote
// without a reference would not show.
func (md markdown) orphans() {
	headed := false
	for i := range md.c.Claims {
		claim := &md.c.Claims[i]
		if len(claim.Places) > 0 {
			continue
		}
		if !headed {
			md.WriteString("\n## Claims whose words are no longer in the text\n")
			headed = true
		}
		md.WriteString("\n- ")
		md.claim(claim, "  ")
	}
}

// history lists what happened to the article.
func (md markdown) history() {
	if len(md.c.History) == 0 {
		return
	}
	md.WriteString("\n## History\n\n")
	for i := range md.c.History {
		md.point(happened(&md.c.History[i]))
	}
}

// claim writes the number, the verdict, the quotes and the ground of a claim,
// each a paragraph under the indent.
func (md markdown) claim(claim *models.CheckedClaim, indent string) {
	fmt.Fprintf(md, "**Claim %d: %s.** %s\n", claim.Number, escapedLine(rating(claim)), escapedLine(claim.Wording))
	for _, p := range claim.Places {
		fmt.Fprintf(md, "\n%s> %s\n", indent, strings.Join(escapedLines(p.Quote), "\\\n"+indent+"> "))
	}
	if claim.Verdict != nil {
		md.paragraphs(indent, claim.Verdict.Explanation)
		md.paragraphs(indent, prefixed("Correction: ", claim.Verdict.Correction))
	}
	md.paragraphs(indent, finding(claim))
	if len(claim.Evidence) > 0 {
		md.WriteByte('\n')
	}
	for i := range claim.Evidence {
		fmt.Fprintf(md, "%s- %s\n", indent, strings.Join(evidenceLines(&claim.Evidence[i]), "\\\n"+indent+"  "))
	}
	md.paragraphs(indent, origins(claim))
	md.list(indent, "Calculation", calculation(claim.Calculation))
	md.list(indent, "Second verdict", seconds(claim))
	md.list(indent, "Versions and decisions", course(claim))
	md.list(indent, "Right of reply", replies(claim))
	md.list(indent, "Checklist", ticked(claim))
	md.list(indent, "Comments", remarks(claim.Comments))
}

// list writes lines under a head of their own, if there are any.
func (md markdown) list(indent, head string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(md, "\n%s%s:\n\n", indent, head)
	for _, l := range lines {
		fmt.Fprintf(md, "%s- %s\n", indent, strings.Join(escapedLines(l), "\\\n"+indent+"  "))
	}
}

// paragraphs writes a text of several paragraphs under the indent.
func (md markdown) paragraphs(indent, s string) {
	for p := range strings.SplitSeq(s, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			fmt.Fprintf(md, "\n%s%s\n", indent, strings.Join(escapedLines(p), "\\\n"+indent))
		}
	}
}

// finding is where the claim stands, who cleared it, and what became of the words.
func finding(claim *models.CheckedClaim) string {
	s := status(claim.Status)
	if by := approvers(claim); by != "" {
		s += " by " + by
	}
	if claim.Resolution != models.ResolutionNone {
		s += ". Text: " + strings.ToLower(words(claim.Resolution))
	}
	if o := claim.Override; o != nil {
		s += stated(": ", ". Kept against its verdict by "+o.By, o.Reason)
	}
	return strings.TrimSuffix(s, ".") + "."
}

// evidenceLines are the lines of one item of evidence, escaped.
func evidenceLines(e *models.CheckedEvidence) []string {
	head := "**" + words(e.Relation) + ":** "
	switch {
	case e.Source == nil:
		head += escapedLine(searched(e))
	case webAddress(e.Source.URL):
		head += fmt.Sprintf("[%s](<%s>)", escapedLine(e.Source.Title), linkTarget(e.Source.URL))
	default:
		head += escapedLine(e.Source.Title)
	}
	if e.Source != nil {
		head += escapedLine(stated("", prefixed(", ", particulars(e.Source)), prefixed("; ", e.Locator)))
	}
	lines := []string{head}
	if e.Excerpt != "" {
		lines = append(lines, escapedLines("“"+e.Excerpt+"”")...)
	}
	for _, l := range append([]string{stated(". ", terms(e.Source), traced(e.Source))}, copies(e)...) {
		if l != "" {
			lines = append(lines, escapedLine(l))
		}
	}
	for _, a := range e.Archives {
		if webAddress(a.URL) {
			lines = append(lines, fmt.Sprintf("Archived: [%s](<%s>)", escapedLine(a.Archive), linkTarget(a.URL)))
		}
	}
	for _, f := range e.Files {
		lines = append(lines, escapedLine(fmt.Sprintf("File: %s (%s, SHA-256 %s)", f.Name, f.MediaType, f.SHA256)))
	}
	return lines
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
