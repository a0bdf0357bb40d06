package views

import (
	"html/template"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/quote"
)

// QuotePage shows the words of a claim beside what its evidence says.
type QuotePage struct {
	Chrome
	Check models.QuoteCheck
}

// Good reports whether there is nothing to look at.
func (p QuotePage) Good(f models.QuoteFinding) bool {
	return f.Match == quote.Same && len(p.Notes(f)) == 0
}

// Says is the finding in a sentence.
func (p QuotePage) Says(f models.QuoteFinding) string {
	words := f.Finding.Words()
	switch {
	case f.Match == quote.Missing:
		return p.Say("Not found")
	case f.Match == quote.TooLong:
		return p.Say("Too long to compare: attach the part of it that matters")
	case f.Match == quote.Same:
		return p.Say("The same, word for word")
	case f.Reordered:
		return p.Say("The same words, in another order")
	case len(words) > 0:
		return p.Say("The same but for %d places", len(words))
	case f.Punctuation && f.Capitals:
		return p.Say("The same but for punctuation and capitals")
	case f.Punctuation:
		return p.Say("The same but for punctuation")
	}
	return p.Say("The same but for capitals")
}

// Notes say what differs, and what a reader of the quote would not learn.
func (p QuotePage) Notes(f models.QuoteFinding) []string {
	var all []string
	for _, r := range f.Finding.Words() {
		all = append(all, p.Language.Tell(differs(r)))
	}
	for _, o := range f.Omissions {
		for _, m := range hides(o) {
			all = append(all, p.Language.Tell(m))
		}
	}
	if f.CutNegation != "" {
		all = append(all, p.Say("The rest of the sentence holds a negation: “%s”. Read it whole.", f.CutNegation))
	}
	if f.Match == quote.Missing {
		all = append(all, p.Say("If it was said in another language, compare the translation by hand."))
	}
	return all
}

// differs says how a run of words differs.
func differs(r quote.Run) message.Message {
	quoted, said := trimmed(r.Quote), trimmed(r.Said)
	switch {
	case said == "":
		return message.New("The article adds “%s”.", quoted)
	case quoted == "":
		return message.New("The article leaves out “%s” without a mark.", clipped(said))
	}
	return message.New("The article has “%s” where the source has “%s”.", quoted, clipped(said))
}

// hides says what an omission does to the meaning.
func hides(o quote.Omission) []message.Message {
	var all []message.Message
	if o.Negation != "" && o.Marked {
		all = append(all, message.New("The ellipsis leaves out a negation: “%s”.", o.Negation))
	} else if o.Negation != "" {
		all = append(all, message.New("A negation is gone: “%s”.", o.Negation))
	}
	if o.Far() && o.Marked {
		all = append(all, message.New("The ellipsis joins words that stand %d words apart.", o.Words))
		if o.Sentences > 0 {
			all = append(all, message.New("It leaves out %d whole sentences.", o.Sentences))
		}
		if o.Paragraph {
			all = append(all, message.New("It joins words of different paragraphs."))
		}
	}
	return all
}

func trimmed(s string) string { return strings.Trim(s, " \n.,;:!?") }

// longOmission is how many words of what was left out are shown whole.
const longOmission = 120

// clipped keeps the ends of what is too long to be read.
func clipped(s string) string {
	if words := strings.Fields(s); len(words) > longOmission {
		return strings.Join(words[:longOmission/2], " ") + " […] " + strings.Join(words[len(words)-longOmission/2:], " ")
	}
	return s
}

// Quoted is the quote with what differs marked.
func (p QuotePage) Quoted(f models.QuoteFinding) template.HTML {
	if len(f.Runs) == 0 {
		return template.HTML(template.HTMLEscapeString(f.Words))
	}
	var b strings.Builder
	for _, r := range f.Runs {
		tag, class := map[quote.Sort]string{quote.Changed: "ins", quote.Added: "ins", quote.LeftOut: "span", quote.Inserted: "span", quote.Aside: "span"}[r.Sort], ""
		switch r.Sort {
		case quote.LeftOut:
			class = "gap"
		case quote.Inserted:
			class = "ours"
		case quote.Aside:
			class = "by-us"
		}
		wrap(&b, tag, class, r.Quote)
	}
	return template.HTML(b.String())
}

// Said is what the source says there, in its sentence, with what differs marked.
func (p QuotePage) Said(f models.QuoteFinding) template.HTML {
	if len(f.Runs) == 0 {
		return ""
	}
	var b strings.Builder
	wrap(&b, "span", "by-us", f.Before)
	for _, r := range f.Runs {
		switch r.Sort {
		case quote.Changed, quote.Dropped, quote.Added:
			wrap(&b, "del", "", r.Said)
		case quote.LeftOut:
			wrap(&b, "span", "gap", clipped(r.Said))
		case quote.Inserted:
			wrap(&b, "span", "ours", r.Said)
		default:
			wrap(&b, "", "", r.Said)
		}
	}
	wrap(&b, "span", "by-us", f.After)
	return template.HTML(b.String())
}

// wrap writes words inside an element, without one where tag is empty.
func wrap(b *strings.Builder, tag, class, words string) {
	if tag == "" || words == "" {
		escape(b, words)
		return
	}
	b.WriteString("<" + tag)
	if class != "" {
		b.WriteString(` class="` + class + `"`)
	}
	b.WriteString(">")
	escape(b, words)
	b.WriteString("</" + tag + ">")
}
