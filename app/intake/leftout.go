package intake

import "fmt"

// item is a sort of thing that is not taken over into the text.
type item int

const (
	pictures item = iota
	footnotes
	endnotes
	comments
	changes
	hiddenText
	formulas
	charts
	symbols
	insertedFiles
	headersFooters
	tables
	forms
	frontMatter
	unreadable
	itemCount
)

// tally counts what was left out.
type tally [itemCount]int

// sentences names what was counted, in the order of the constants.
func (t tally) sentences() []string {
	var out []string
	for i, n := range t {
		if n > 0 {
			out = append(out, item(i).sentence(n))
		}
	}
	return out
}

func (i item) sentence(n int) string {
	switch i {
	case changes:
		return "Tracked changes were read as if all of them were accepted."
	case hiddenText:
		return "Hidden text was not taken over."
	case headersFooters:
		return "Page headers and footers were not taken over."
	case frontMatter:
		return "The block of settings at the top was not taken over."
	case tables:
		return counted(n, "table was", "tables were") + " taken over as paragraphs, one for each cell."
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
