package export

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"stet/models"
	"stet/models/message"
)

//go:embed sources.css
var sourcesStyle string // every selector begins with the class of the box

//go:embed sources.html
var sourcesSource string

var sourcesTemplate = template.Must(template.New("sources").Funcs(template.FuncMap{
	"rating": rating, "look": look, "relation": relation, "particulars": particulars, "searched": searched, "web": webAddress, "kept": keptNote, "told": toldReaders,
}).Parse(sourcesSource + strings.TrimSpace(shapesSource)))

// sourcesBox is what the template of the box draws.
type sourcesBox struct {
	*models.Checked
	Style     template.CSS
	Direction string
	About     string
}

// writeSources writes the box for readers: the settled claims, their verdicts
// and their public evidence, as a piece of HTML to be put into the article's own
// page. It brings its style along, changes nothing around it, fetches nothing,
// and is plain ASCII, so that no content system can spoil its letters.
func writeSources(b *bytes.Buffer, c *models.Checked) error {
	if len(c.Claims) == 0 {
		return Refused{[]message.Message{message.New("No claim of this article is settled yet, so there is nothing to show to its readers.")}}
	}
	var made bytes.Buffer
	box := sourcesBox{Checked: c, Style: template.CSS(sourcesStyle), Direction: direction(c.Article.Language), About: checkedNote(c)}
	if err := sourcesTemplate.Execute(&made, box); err != nil {
		return err
	}
	for _, r := range made.String() {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(b, "&#x%X;", r)
		}
	}
	return nil
}

// checkedNote says in a sentence how far the article was checked.
func checkedNote(c *models.Checked) string {
	note := count(len(c.Claims), "statement of this article was", "statements of this article were") + " checked against sources"
	if c.SignOff != nil && !c.Draft {
		note += ", and the article was cleared on " + c.SignOff.At.UTC().Format("2 January 2006")
	}
	return note + "."
}

// keptNote says on which day the page of an item was last kept, "" for none.
func keptNote(e models.CheckedEvidence) string {
	at := time.Time{}
	for _, k := range e.Captures {
		if k.KeptAt != nil && k.KeptAt.After(at) {
			at = *k.KeptAt
		}
	}
	if at.IsZero() {
		return ""
	}
	return "as it was on " + at.UTC().Format("2 January 2006")
}

// relation says what evidence does, as the beginning of a line.
func relation(r models.Relation) string {
	switch r {
	case models.Supports:
		return "Supported by"
	case models.Contradicts:
		return "Contradicted by"
	case models.NothingFound:
		return "Nothing found:"
	}
	return "Background:"
}
