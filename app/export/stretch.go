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
	next := doc.MarksIn(s)
	var on []text.Mark
	var all []stretch
	for at := s.Start; at < s.End; {
		on = slices.DeleteFunc(on, func(m text.Mark) bool { return m.End <= at })
		for len(next) > 0 && next[0].Start <= at {
			on, next = append(on, next[0]), next[1:]
		}
		one := stretch{Span: text.Span{Start: at, End: s.End}}
		if len(next) > 0 {
			one.End = min(one.End, next[0].Start)
		}
		for _, m := range on {
			one.take(m)
		}
		all = append(all, one)
		at = one.End
	}
	return all
}

// take adds a mark that lies on the beginning of the stretch.
func (s *stretch) take(m text.Mark) {
	s.End = min(s.End, m.End)
	switch m.Kind {
	case text.Bold:
		s.bold = true
	case text.Italic:
		s.italic = true
	case text.Link:
		s.link = m.Value
	}
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
