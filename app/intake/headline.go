package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// Bounds of a headline in plain text: the title in code points, a heading
// between paragraphs in words.
const (
	longestTitle   = 150
	longestHeading = 14
)

// findHeadings turns the paragraphs of plain text that have the shape of a
// heading into one: the first part into the title, later ones into headings of
// level 2. It goes from the end to the start, because a heading heads either a
// longer paragraph or another heading.
func findHeadings(parts []text.Part) {
	for i := len(parts) - 2; i > 0; i-- {
		if isHeading(parts[i], parts[i+1]) {
			parts[i].Kind, parts[i].Level = text.Heading, 2
		}
	}
	if len(parts) > 1 && isTitle(parts[0]) {
		parts[0].Kind, parts[0].Level = text.Heading, 1
	}
}

func isTitle(p text.Part) bool {
	return isHeadline(p) && utf8.RuneCountInString(p.Text) <= longestTitle
}

func isHeading(p, next text.Part) bool {
	if !isShortHeading(p) || utf8.RuneCountInString(next.Text) <= utf8.RuneCountInString(p.Text) {
		return false
	}
	return next.Kind == text.Heading || !isShortHeading(next)
}

func isShortHeading(p text.Part) bool {
	return isHeadline(p) && beginsLikeHeading(p.Text) && text.Words(p.Text) <= longestHeading
}

// isHeadline reports whether p is a single line without punctuation at its end.
func isHeadline(p text.Part) bool {
	return p.Kind == text.Paragraph && !strings.Contains(p.Text, "\n") && !endsLikeSentence(p.Text)
}

// endsLikeSentence looks behind closing quotation marks and brackets, and
// counts a colon, a comma and an ellipsis with the marks that end a sentence.
func endsLikeSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Quotation_Mark, unicode.Pe, unicode.Pf)
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Sentence_Terminal, last) || strings.ContainsRune("…:;,：；，、،؛", last)
}

// beginsLikeHeading wants a capital, a digit or a letter of a script without
// case; a quotation mark begins somebody's words.
func beginsLikeHeading(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
}
