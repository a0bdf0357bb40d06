package export

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stet/models"
)

// bibtexMonths are the words that styles put into the reader's language.
var bibtexMonths = []string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// bibtexEscapes write what TeX takes for a command (Patashnik, "BibTeXing").
// Braces are named, because BibTeX counts them even behind a backslash.
var bibtexEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`, "$", `\$`, "&", `\&`, "%", `\%`, "#", `\#`,
	"_", `\_`, "^", `\textasciicircum{}`, "~", `\textasciitilde{}`)

// writeBibTeX writes an entry for every public source, in UTF-8.
func writeBibTeX(b *bytes.Buffer, c *models.Checked) error {
	all, err := references(c)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "%% %s\n\n", sourcesNote(c))
	for _, r := range all {
		r.bibtex(b)
	}
	return nil
}

// bibtex writes one entry. An author and a title stand in two pairs of braces:
// styles would take the name apart and the capitals off.
func (r reference) bibtex(b *bytes.Buffer) {
	entry, publisher := r.form.bibtex, "publisher"
	switch {
	case entry == "article" && r.publisher == "":
		entry = "misc" // an article must have a journal
	case entry == "article":
		publisher = "journal"
	}
	fmt.Fprintf(b, "@%s{%s,\n  title = {{%s}}", entry, r.id, bibtexEscapes.Replace(r.title))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, ",\n  %s = %s", name, value)
		}
	}
	field("author", braced("{"+bibtexEscapes.Replace(r.author)+"}"))
	field(publisher, braced(bibtexEscapes.Replace(r.publisher)))
	if len(r.date.parts) > 0 {
		field("year", braced(strconv.Itoa(r.date.part(0))))
		field("month", bibtexMonths[r.date.part(1)])
		field("day", braced(positive(r.date.part(2))))
	}
	field("url", braced(bibtexURL.Replace(r.url)))
	if r.kept.at != nil {
		field("urldate", braced(r.kept.at.UTC().Format(time.DateOnly))) // biblatex
	}
	note := stated(", ", bibtexNotes[r.form.csl], r.date.other)
	for _, a := range r.kept.archives {
		note = stated(". ", note, "Archived at "+a.Archive+", "+web(a.URL))
	}
	field("note", braced(bibtexEscapes.Replace(note)))
	b.WriteString("\n}\n\n")
}

// bibtexNotes say what the entry type cannot.
var bibtexNotes = map[string]string{"dataset": "Data set", "interview": "Interview", "personal_communication": "Personal communication"}

// bibtexURL escapes what would end an address: it is read as it stands.
var bibtexURL = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C")

// braced puts a value into braces, if there is one.
func braced(value string) string {
	if value == "" || value == "{}" {
		return ""
	}
	return "{" + value + "}"
}

func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
