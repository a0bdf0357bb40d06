package export

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"stet/models"
	"stet/models/text"
)

// docxComment is a comment as the document has it.
type docxComment struct {
	id, author string
	at         time.Time
	paragraph  string // names its last paragraph
	under      string // that of the comment it answers
	done       bool
	text       string
}

func (r *docxReader) readComments(xml.StartElement) error {
	return r.children(func(e xml.StartElement) error {
		c := docxComment{id: valueOf(e, "id"), author: strings.TrimSpace(valueOf(e, "author"))}
		c.at, _ = time.Parse(time.RFC3339, valueOf(e, "date")) // zero where the document does not say
		if len(r.comments) >= maxAnnotations {
			return errDamaged
		}
		err := r.children(func(e xml.StartElement) error { return r.commentText(e, &c) }, nil)
		c.text = strings.TrimSpace(c.text)
		r.comments = append(r.comments, c)
		return err
	}, nil)
}

func (r *docxReader) commentText(e xml.StartElement, c *docxComment) error {
	switch e.Name.Local {
	case "p":
		c.paragraph = valueOf(e, "paraId")
		if c.text != "" {
			c.text += "\n"
		}
	case "t":
		return r.children(func(xml.StartElement) error { return r.skip() }, func(s string) { c.text += s })
	case "pPr", "rPr", "delText", "instrText":
		return r.skip()
	}
	c.text += signOf(e.Name.Local)
	return r.children(func(e xml.StartElement) error { return r.commentText(e, c) }, nil)
}

// readThreads reads which comment answers which, and which are done.
func (r *docxReader) readThreads(xml.StartElement) error {
	return r.children(func(e xml.StartElement) error {
		for i := range r.comments {
			if c := &r.comments[i]; c.paragraph != "" && c.paragraph == valueOf(e, "paraId") {
				c.under = valueOf(e, "paraIdParent")
				c.done = valueOf(e, "done") == "1" || valueOf(e, "done") == "true"
			}
		}
		return r.skip()
	}, nil)
}

// stands reports whether the comment is the one of a claim, and whether of its
// first place.
func (c *docxComment) stands(claim int) (of, first bool) {
	said := c.text
	first = strings.HasPrefix(said, fmt.Sprintf("Claim %d: ", claim))
	return first || strings.HasPrefix(said, fmt.Sprintf("Claim %d stands here too", claim)), first
}

// ownComments are the ids of the comments that Stet wrote.
func (r *docxReader) ownComments(c *models.Checked) map[string]bool {
	remarked := map[string]bool{}
	remember := func(all []models.CheckedComment) {
		for i := range all {
			remarked[legal(strings.TrimSpace(all[i].By))+"\n"+text.Fold(legal(strings.Join(remarkLines(&all[i]), " ")))] = true
		}
	}
	remember(c.Comments)
	for i := range c.Claims {
		remember(c.Claims[i].Comments)
	}
	own := map[string]bool{}
	for i := range r.comments {
		m := &r.comments[i]
		said := text.Fold(m.text)
		var number int
		if n, _ := fmt.Sscanf(said, "Claim %d", &number); n == 1 && claimNumbered(c, number) != nil {
			of, _ := m.stands(number)
			own[m.id] = of
		}
		if _, rest, ok := strings.Cut(said, "whose words are not in the text any more: "); ok && strings.HasPrefix(said, "On claim ") {
			said = rest
		}
		own[m.id] = own[m.id] || remarked[m.author+"\n"+said]
	}
	return own
}

func claimNumbered(c *models.Checked, number int) *models.CheckedClaim {
	for i := range c.Claims {
		if c.Claims[i].Number == number {
			return &c.Claims[i]
		}
	}
	return nil
}

// notes are the comments that somebody else added, on the words they stand on. A
// reply stands where what it answers does.
func (r *docxReader) notes(c *models.Checked, found map[string]text.Span) []models.ImportedNote {
	own := r.ownComments(c)
	byParagraph := map[string]string{}
	for i := range r.comments {
		byParagraph[r.comments[i].paragraph] = r.comments[i].id
	}
	var all []models.ImportedNote
	for i := range r.comments {
		m := &r.comments[i]
		if own[m.id] || m.text == "" {
			continue
		}
		n := models.ImportedNote{Kind: models.NoteComment, Key: m.id, Span: found["comment "+m.id], Text: m.text, Author: m.author, At: m.at, Addresses: addressesIn(m.text), Resolved: m.done}
		if m.under != "" {
			n.Kind = models.NoteReply
			if at, ok := found["comment "+byParagraph[m.under]]; ok && n.Len() == 0 {
				n.Span = at
			}
		}
		all = append(all, n)
	}
	return all
}

// addressesIn lists the web addresses in a text, each once.
func addressesIn(s string) []string {
	var all []string
	seen := map[string]bool{}
	for _, word := range strings.Fields(s) {
		at := strings.Index(word, "http")
		if at < 0 {
			continue
		}
		if address := web(strings.TrimRight(word[at:], `.,;:!?)]}>"'’”»`)); address != "" && !seen[address] {
			seen[address] = true
			all = append(all, address)
		}
	}
	return all
}
