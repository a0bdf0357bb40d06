package export

import (
	"bytes"
	"fmt"

	"stet/models"
)

// writeRIS writes a record for every public source, in UTF-8 (Research
// Information Systems, "RIS Format Specifications"): a line is a tag of two
// letters, two spaces, a hyphen, a space and the value; it ends in CR LF.
func writeRIS(b *bytes.Buffer, c *models.Checked) error {
	all, err := references(c)
	if err != nil {
		return err
	}
	for _, r := range all {
		r.ris(b, sourcesNote(c))
	}
	return nil
}

func (r reference) ris(b *bytes.Buffer, note string) {
	put := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s  - %s\r\n", tag, value)
		}
	}
	put("TY", r.form.ris)
	put("ID", r.id)
	put("TI", r.title)
	put("AU", r.author)
	if r.form.ris == "NEWS" {
		put("T2", r.publisher)
	} else {
		put("PB", r.publisher)
	}
	put("PY", positive(r.date.part(0)))
	put("DA", r.date.ris())
	put("UR", r.url)
	if r.kept.at != nil {
		put("Y2", r.kept.at.UTC().Format("2006/01/02/"))
	}
	for _, a := range r.kept.archives[:min(1, len(r.kept.archives))] {
		put("DB", a.Archive)
		put("AV", web(a.URL))
	}
	put("N1", note)
	b.WriteString("ER  - \r\n\r\n")
}

// ris is year, month, day and what else there is, each but the last followed by
// a slash.
func (d date) ris() string {
	switch {
	case len(d.parts) == 0 && d.other == "":
		return ""
	case len(d.parts) == 0:
		return "///" + d.other
	}
	s := fmt.Sprintf("%04d/", d.part(0))
	for n := 1; n <= 2; n++ {
		if d.part(n) > 0 {
			s += fmt.Sprintf("%02d", d.part(n))
		}
		s += "/"
	}
	return s
}
