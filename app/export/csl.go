package export

import (
	"bytes"
	"encoding/json"

	"stet/models"
)

// cslItem is an item of CSL-JSON
// (github.com/citation-style-language/schema, csl-data.json).
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`         // when its page was kept
	Archive   string    `json:"archive,omitempty"`          // of a copy outside
	At        string    `json:"archive_location,omitempty"` // where that copy is
	Note      string    `json:"note,omitempty"`
}

// cslName is a name that styles leave in one piece.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts,omitempty"`
	Raw   string  `json:"raw,omitempty"`
}

func writeCSL(b *bytes.Buffer, c *models.Checked) error {
	all, err := references(c)
	if err != nil {
		return err
	}
	items := make([]cslItem, len(all))
	for i, r := range all {
		items[i] = r.csl()
		items[i].Note = sourcesNote(c)
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(items)
}

func (r reference) csl() cslItem {
	item := cslItem{ID: r.id, Type: r.form.csl, Title: r.title, URL: r.url}
	if r.form.bibtex == "article" {
		item.Container = r.publisher
	} else {
		item.Publisher = r.publisher
	}
	if r.author != "" {
		item.Author = []cslName{{r.author}}
	}
	if r.kept.at != nil {
		y, m, d := r.kept.at.UTC().Date()
		item.Accessed = &cslDate{Parts: [][]int{{y, int(m), d}}}
	}
	if len(r.kept.archives) > 0 {
		item.Archive, item.At = r.kept.archives[0].Archive, web(r.kept.archives[0].URL)
	}
	switch {
	case len(r.date.parts) > 0:
		item.Issued = &cslDate{Parts: [][]int{r.date.parts}}
	case r.date.other != "":
		item.Issued = &cslDate{Raw: r.date.other}
	}
	return item
}
