package export

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stet/models"
)

// comments is the part with a comment for every place of a claim. The first
// place of a claim has all that is known of it, the others lead there.
func (d *document) comments() string {
	p := wordPen{direction: d.direction}
	p.add(xmlHead, "<w:comments ", wordNamespace, ">")
	for id, at := range d.placed {
		claim := &d.c.Claims[at.claim]
		p.add("<w:comment")
		p.signed(id, claim.Verdict)
		p.add(` w:initials="`)
		p.escape(initials(signer(claim.Verdict)))
		p.add(`">`)
		lines := told(claim)
		if at.n > 0 {
			lines = []string{fmt.Sprintf("Claim %d stands here too. What is known of it is told at its first place.", claim.Number)}
		}
		p.line("CommentText", lines[0], `<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>`)
		for _, l := range lines[1:] {
			p.line("CommentText", l)
		}
		p.add("</w:comment>\n")
	}
	p.add("</w:comments>")
	return p.String()
}

// signed writes the attributes that every annotation has. Whatever has no
// verdict yet is Stet's.
func (p *wordPen) signed(id int, v *models.CheckedVerdict) {
	p.add(fmt.Sprintf(` w:id="%d" w:author="`, id))
	p.escape(signer(v))
	p.add(`"`)
	if v != nil && !v.At.IsZero() {
		p.add(` w:date="`, v.At.UTC().Format(time.RFC3339), `"`)
	}
}

func signer(v *models.CheckedVerdict) string {
	if v == nil || strings.TrimSpace(v.By) == "" {
		return "Stet"
	}
	return v.By
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
	return append(lines, decided(claim)...)
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
