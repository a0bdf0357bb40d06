package export

import (
	"slices"

	"stet/models/text"
)

// stretch is text under the same marks.
type stretch struct {
	text.Span
	bold, italic bool
	link         string
}

// stretches cuts a span at the marks inside it.
func stretches(doc *text.Document, s text.Span) []stretch {
	marks := doc.MarksIn(s)
	cuts := []int{s.Start, s.End}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	all := make([]stretch, 0, len(cuts))
	for i := range cuts[1:] {
		one := stretch{Span: text.Span{Start: cuts[i], End: cuts[i+1]}}
		for _, m := range marks {
			if m.Contains(one.Span) {
				one.bold, one.italic = one.bold || m.Kind == text.Bold, one.italic || m.Kind == text.Italic
				if m.Kind == text.Link {
					one.link = m.Value
				}
			}
		}
		all = append(all, one)
	}
	return all
}

// properties are the look of a run in WordprocessingML.
func (s stretch) properties() string {
	look := ""
	if s.link != "" {
		look += `<w:rStyle w:val="Hyperlink"/>`
	}
	if s.bold {
		look += "<w:b/><w:bCs/>"
	}
	if s.italic {
		look += "<w:i/><w:iCs/>"
	}
	return look
}
