package intake

import (
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

// line is the text of one paragraph with what is marked in it.
type line struct {
	place  int // its index among the parts
	text   strings.Builder
	points int // code points of text
	marks  []text.Mark
}

// mark marks what was written since the code point start. A mark that goes on
// where one of its kind and value ended makes that one longer.
func (l *line) mark(kind text.MarkKind, start int, value string) {
	if start >= l.points {
		return
	}
	for i := len(l.marks) - 1; i >= max(0, len(l.marks)-3); i-- {
		if m := &l.marks[i]; m.Kind == kind && m.Value == value && m.End == start {
			m.End = l.points
			return
		}
	}
	l.marks = append(l.marks, text.Mark{Kind: kind, Span: text.Span{Start: start, End: l.points}, Value: value})
}

// link marks what was written since start as a link, if it leads anywhere that
// a link of ours may lead.
func (l *line) link(start int, address string) {
	if address, ok := text.Address(address); ok {
		l.mark(text.Link, start, address)
	}
}

// spot is a place in the text before the text is whole.
type spot struct {
	line *line // nil between paragraphs
	at   int   // code point in the line
	part int   // index of the part that comes next, between paragraphs
}

// place is the index of the part it is in or before.
func (s spot) place() int {
	if s.line == nil {
		return s.part
	}
	return s.line.place
}

// flow is the text of a document as it is read: the paragraphs that are done
// and the one that is being written. The outermost one, which is no paragraph,
// holds what stands outside all.
type flow struct {
	limits  Limits
	room    *int64 // bytes of text that may still come
	parts   []text.Part
	outside *line
	line    *line
	carried *line // a paragraph that goes on in the next
}

func newFlow(l Limits, room *int64) flow {
	outside := &line{}
	return flow{limits: l, room: room, outside: outside, line: outside}
}

// start begins a paragraph and returns the one it stands in. Its place among
// the parts is taken at once, so that a text box comes after the paragraph it
// is in.
func (f *flow) start() (outer *line, err error) {
	if len(f.parts) > maxParts {
		return nil, tooMany()
	}
	outer = f.line
	if f.line, f.carried = f.carried, nil; f.line == nil {
		f.line = &line{}
	}
	f.line.place = len(f.parts)
	f.parts = append(f.parts, text.Part{})
	return outer, nil
}

// finish puts the present paragraph in its place, or frees the place, and goes
// on with the outer one.
func (f *flow) finish(outer *line, kind text.BlockKind, level int) {
	l := f.line
	switch {
	case l.points > 0:
		f.parts[l.place] = text.Part{Kind: kind, Level: level, Text: l.text.String(), Marks: l.marks}
	case l.place == len(f.parts)-1:
		f.parts = f.parts[:l.place]
	}
	f.line = outer
}

// carry lets the present paragraph go on in the next one.
func (f *flow) carry(outer *line) {
	l := f.line
	if l.place == len(f.parts)-1 {
		f.parts = f.parts[:l.place]
	}
	f.carried, f.line = l, outer
}

// settle ends a paragraph that was to go on but found no next one.
func (f *flow) settle() error {
	if f.carried == nil {
		return nil
	}
	outer, err := f.start()
	if err == nil {
		f.finish(outer, text.Paragraph, 0)
	}
	return err
}

// close ends the outermost line.
func (f *flow) close() error {
	if err := f.settle(); err != nil || f.outside.points == 0 {
		return err
	}
	f.carried, f.line = f.outside, &line{}
	return f.settle()
}

func (f *flow) write(s string) error {
	if *f.room -= int64(len(s)); *f.room < 0 {
		return tooLong(f.limits)
	}
	f.line.text.WriteString(s)
	f.line.points += utf8.RuneCountInString(s)
	return nil
}

// writeAs writes text that looks like that.
func (f *flow) writeAs(s string, l look) error {
	line, start := f.line, f.line.points
	if err := f.write(l.font.unicode(s)); err != nil {
		return err
	}
	if l.bold == on {
		line.mark(text.Bold, start, "")
	}
	if l.italic == on {
		line.mark(text.Italic, start, "")
	}
	return nil
}

// here is where the next word comes.
func (f *flow) here() spot {
	if f.line == f.outside {
		return spot{part: len(f.parts)}
	}
	return spot{line: f.line, at: f.line.points}
}
