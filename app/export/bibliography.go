package export

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"stet/models"
	"stet/models/message"
)

// reference is a public source as bibliographies list it. Every value is one
// line.
type reference struct {
	id        string
	form      form
	title     string
	author    string // whole: nobody can tell where a name splits
	publisher string
	url       string
	date      date
	kept      keptPage
}

// form names a type of source in the words of each format.
type form struct{ csl, bibtex, ris string }

// date is a year, a year and a month, or a day; or what was written instead.
type date struct {
	parts []int
	other string
}

// references lists the sources of the evidence, each once, in the order of the
// claims. Confidential ones are not among them. It refuses an article without
// any.
func references(c *models.Checked) ([]reference, error) {
	var all []reference
	pages := keptPages(c)
	seen := map[models.CheckedSource]bool{}
	for i := range c.Claims {
		for _, e := range c.Claims[i].Evidence {
			if e.Source == nil || e.Source.Confidential || seen[sameSource(e.Source)] {
				continue
			}
			seen[sameSource(e.Source)] = true
			r := newReference(e.Source)
			r.kept = pages[r.url]
			r.id = fmt.Sprintf("article-%d-source-%d", c.Article.ID, len(all)+1)
			all = append(all, r)
		}
	}
	if len(all) == 0 {
		return nil, Refused{[]message.Message{message.New("The evidence of this article names no public source, so there is nothing to list. Add a source to a claim.")}}
	}
	return all, nil
}

// sourcesNote says for whom a list of sources is, and of a draft that it is one.
func sourcesNote(c *models.Checked) string {
	if c.Draft {
		return meant(c) + " " + draftNote
	}
	return meant(c)
}

// sameSource is what two sources share when they are the same: the address and
// the title, or without an address everything that is known.
func sameSource(s *models.CheckedSource) models.CheckedSource {
	if link := web(s.URL); link != "" {
		return models.CheckedSource{URL: link, Title: line(s.Title)}
	}
	return models.CheckedSource{Title: line(s.Title), Author: line(s.Author), Publisher: line(s.Publisher), PublishedOn: s.PublishedOn, Type: s.Type}
}

func newReference(s *models.CheckedSource) reference {
	link := web(s.URL)
	return reference{form: formOf(s.Type, link != ""), title: cmp.Or(line(s.Title), link, "Untitled"), author: line(s.Author), publisher: line(s.Publisher), url: link,
		date: dateOf(s.PublishedOn)}
}

// formOf chooses among the types of the CSL specification (1.0.2, appendix
// III), of BibTeX and of RIS. BibTeX has no word for most.
func formOf(t models.SourceType, online bool) form {
	switch {
	case t == models.SourceDataSet:
		return form{"dataset", "misc", "DATA"}
	case t == models.SourcePublication:
		return form{"article-newspaper", "article", "NEWS"}
	case t == models.SourcePerson:
		return form{"interview", "misc", "PCOMM"}
	case t == models.SourceOrganisation && !online:
		return form{"personal_communication", "misc", "PCOMM"}
	case t != models.SourceDocument && online:
		return form{"webpage", "misc", "ELEC"}
	}
	return form{"document", "misc", "GEN"}
}

// dateOf reads a date of ISO 8601 that may lack its day or month.
func dateOf(s string) date {
	s = line(s)
	if !isoDate(s) {
		return date{other: s}
	}
	var d date
	for n := range strings.SplitSeq(s[:min(len(s), len("2006-01-02"))], "-") {
		part, _ := strconv.Atoi(n) // isoDate has seen digits
		d.parts = append(d.parts, part)
	}
	return d
}

// part is the year, the month or the day, counted from 0; 0 when it is not
// known.
func (d date) part(n int) int {
	if n < len(d.parts) {
		return d.parts[n]
	}
	return 0
}

// line puts a text into one line without control characters: no format has room
// for more in a value.
func line(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
