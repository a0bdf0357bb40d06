package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"
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
func (t tally) sentences(alts []string) []string {
	var out []string
	for i, n := range t {
		if n == 0 {
			continue
		}
		sentence := item(i).sentence(n)
		if item(i) == pictures && len(alts) > 0 {
			sentence = strings.TrimSuffix(sentence, ".") + described(alts)
		}
		out = append(out, sentence)
	}
	return out
}

// Bounds of the descriptions that are listed: how many, and of each its code
// points.
const (
	mostAlts   = 20
	longestAlt = 300
)

// described lists the descriptions of pictures behind the sentence that counts
// them.
func described(alts []string) string {
	var quoted []string
	for _, alt := range alts[:min(len(alts), mostAlts)] {
		if utf8.RuneCountInString(alt) > longestAlt {
			alt = string([]rune(alt)[:longestAlt]) + "…"
		}
		quoted = append(quoted, "“"+alt+"”")
	}
	if more := len(alts) - mostAlts; more > 0 {
		quoted = append(quoted, fmt.Sprintf("and %d more", more))
	}
	return ": " + strings.Join(quoted, ", ") + "."
}

func (i item) sentence(n int) string {
	switch i {
	case changes:
		return counted(n, "tracked change was", "tracked changes were") + " read as accepted: this is the text after them."
	case changesUndone:
		return counted(n, "tracked change was", "tracked changes were") + " read as rejected: this is the text before them."
	case hiddenText:
		return "Hidden text was not taken over."
	case headersFooters:
		return "Page headers and footers were not taken over."
	case frontMatter:
		return "The block of settings at the top was not taken over."
	case tables:
		return counted(n, "table was", "tables were") + " taken over as paragraphs, one for each cell."
	case nestedTables:
		return counted(n, "table inside another was", "tables inside others were") + " taken over as paragraphs, one for each cell."
	case textBoxes:
		return counted(n, "text box was", "text boxes were") + " taken over as paragraphs, behind the one each is fixed to."
	case controls:
		return counted(n, "content control was", "content controls were") + " taken over as plain text."
	case fieldCodes:
		return counted(n, "field was taken over as the words it shows", "fields were taken over as the words they show") + ", without the code behind them."
	case unreadable:
		return counted(n, "character was", "characters were") + " unreadable and shows as \uFFFD: compare with the original."
	default:
		return i.counted(n) + " not taken over."
	}
}

func (i item) counted(n int) string {
	switch i {
	case pictures:
		return counted(n, "picture was", "pictures were")
	case captions:
		return counted(n, "caption was", "captions were")
	case footnotes:
		return counted(n, "footnote was", "footnotes were")
	case endnotes:
		return counted(n, "endnote was", "endnotes were")
	case comments:
		return counted(n, "comment was", "comments were")
	case formulas:
		return counted(n, "formula was", "formulas were")
	case charts:
		return counted(n, "chart was", "charts were")
	case diagrams:
		return counted(n, "diagram was", "diagrams were")
	case objects:
		return counted(n, "embedded object was", "embedded objects were")
	case readings:
		return counted(n, "reading above the words was", "readings above the words were")
	case symbols:
		return counted(n, "character of a symbol font was", "characters of a symbol font were")
	case forms:
		return counted(n, "form field was", "form fields were")
	default:
		return counted(n, "inserted file was", "inserted files were")
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
