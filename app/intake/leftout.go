package intake

import (
	"strings"
	"unicode/utf8"

	"stet/models/message"
)

// item is a sort of thing that is not taken over into the text.
type item int

const (
	pictures item = iota
	captions
	footnotes
	endnotes
	comments
	changes
	changesUndone
	hiddenText
	formulas
	charts
	diagrams
	objects
	symbols
	readings
	insertedFiles
	headersFooters
	tables
	nestedTables
	textBoxes
	controls
	fieldCodes
	forms
	frontMatter
	unreadable
	itemCount
)

// changeOf is what a tracked change counts as.
func changeOf(original bool) item {
	if original {
		return changesUndone
	}
	return changes
}

// tally counts what was left out.
type tally [itemCount]int

// sentences names what was counted, in the order of the constants; alts are the
// descriptions of the pictures.
func (t tally) sentences(alts []string) []message.Message {
	var out []message.Message
	for i, n := range t {
		switch {
		case n == 0:
		case item(i) == pictures && len(alts) > 0:
			out = append(out, described(n, alts))
		case item(i).key() != "":
			out = append(out, message.New(item(i).key(), n))
		}
	}
	return out
}

// Bounds of the descriptions that are listed: how many, and of each its code
// points.
const (
	mostAlts   = 20
	longestAlt = 300
)

// described counts pictures and lists their descriptions.
func described(n int, alts []string) message.Message {
	var quoted []string
	for _, alt := range alts[:min(len(alts), mostAlts)] {
		if utf8.RuneCountInString(alt) > longestAlt {
			alt = string([]rune(alt)[:longestAlt]) + "…"
		}
		quoted = append(quoted, "“"+alt+"”")
	}
	listed := strings.Join(quoted, ", ")
	if more := len(alts) - mostAlts; more > 0 {
		return message.New("%d pictures were not taken over: %s, and %d more.", n, listed, more)
	}
	return message.New("%d pictures were not taken over: %s.", n, listed)
}

// key is the sentence that names so many of an item.
func (i item) key() message.Key {
	switch i {
	case pictures:
		return "%d pictures were not taken over."
	case captions:
		return "%d captions were not taken over."
	case footnotes:
		return "%d footnotes were not taken over."
	case endnotes:
		return "%d endnotes were not taken over."
	case comments:
		return "%d comments were not taken over."
	case formulas:
		return "%d formulas were not taken over."
	case charts:
		return "%d charts were not taken over."
	case diagrams:
		return "%d diagrams were not taken over."
	case objects:
		return "%d embedded objects were not taken over."
	case readings:
		return "%d readings above the words were not taken over."
	case symbols:
		return "%d characters of a symbol font were not taken over."
	case forms:
		return "%d form fields were not taken over."
	case insertedFiles:
		return "%d inserted files were not taken over."
	case changes:
		return "%d tracked changes were read as accepted: this is the text after them."
	case changesUndone:
		return "%d tracked changes were read as rejected: this is the text before them."
	case tables:
		return "%d tables were taken over as paragraphs, one for each cell."
	case nestedTables:
		return "%d tables inside others were taken over as paragraphs, one for each cell."
	case textBoxes:
		return "%d text boxes were taken over as paragraphs, behind the one each is fixed to."
	case controls:
		return "%d content controls were taken over as plain text."
	case fieldCodes:
		return "%d fields were taken over as the words they show, without the code behind them."
	case unreadable:
		return "%d characters were unreadable and show as \uFFFD: compare with the original."
	case hiddenText:
		return "Hidden text was not taken over."
	case headersFooters:
		return "Page headers and footers were not taken over."
	case frontMatter:
		return "The block of settings at the top was not taken over."
	}
	return ""
}
