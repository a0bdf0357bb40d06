package suggest

import "strings"

// shortestQuotation is the least number of words in quotation marks that is
// taken for somebody's words; fewer are a name or irony.
const shortestQuotation = 3

// closing gives the marks that may close a quotation which the mark open
// begins, or "" when it begins none. German points the angled ones inwards.
func closing(open, lang string) string {
	switch open {
	case "“":
		return "”"
	case "„":
		return "“”"
	case "「":
		return "」"
	case "『":
		return "』"
	case "\"", "＂":
		return open
	case "«":
		return "»"
	case "»":
		if lang == "de" {
			return "«"
		}
	}
	return ""
}

// markQuotations marks what stands in quotation marks. A quotation that runs on
// into the next sentence goes to the end; one that comes from the sentence
// before goes from the beginning.
func (r *reading) markQuotations() {
	open, closers, ended := 0, "", 0
	for i, w := range r.words {
		switch {
		case w.class != symbol:
		case closers != "" && strings.Contains(closers, w.norm):
			r.markQuotation(open, i+1)
			closers, ended = "", i+1
		case closers != "":
		case closing(w.norm, r.lexicon.lang) != "":
			open, closers = i, closing(w.norm, r.lexicon.lang)
		case ended == 0 && strings.Contains("”»」』", w.norm):
			r.markQuotation(0, i+1)
			ended = i + 1
		}
	}
	if closers != "" {
		r.markQuotation(open, len(r.words))
	}
}

// markQuotation marks the words [from, to) unless they are too few.
func (r *reading) markQuotation(from, to int) {
	if size(r.text, r.words[from:to]) >= shortestQuotation {
		r.mark(quotation, from, to)
	}
}
