package text

import (
	"strings"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// pieces are what offsets, clusters and sentences go wrong on: families of
// emoji, flags, combining marks, scripts of both directions, conjuncts,
// markup, and every kind of end.
var pieces = []string{
	"👩‍👩‍👧‍👦", "👍🏽", "🇧🇾", "🇷", "e\u0301", "\u0301", "\u200d", "\u200b", "\ufe0f", "a\u0323\u0307", "☝️", "\u0600",
	"مرحبا", "السَّلام", "שָׁלוֹם", "ไทยน้ำ", "中文字", "日本語が", "한국어", "각", "क्षत्रिय", "ন্দ্র", "Ελλάδα", "Привет", "ß", "𝒳", "𠮷",
	" ", " ", " ", "  ", "\t", "\u00a0", "\u3000", "\n", "\n\n", "\r\n", "\u2028",
	". ", "! ", "? ", "…", "...", "。", "！”", "؟ ", "।", ".” ", "«", "»", "(", ") ", "\"", "Mr. ", "U.S. ", "12. ", "a) ", "• ", "Hello", "world", "The",
	"# ", "### ", "> ", ">", "- ", "^ ", "\\", "#", "-",
	"*", "*", "**", "***", "****", "{", "}", "{*", "**}", "[", "]", "](", "](https://a.example/)", "(",
}

func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
	})
}

func anyPart() *rapid.Generator[Part] {
	return rapid.Custom(func(t *rapid.T) Part {
		text := rapid.OneOf(anyText(), rapid.String()).Draw(t, "text")
		return Part{
			Kind:  rapid.SampledFrom(BlockKinds).Draw(t, "kind"),
			Level: rapid.IntRange(0, 10).Draw(t, "level"),
			Text:  text,
			Marks: anyMarks(utf8.RuneCountInString(text)).Draw(t, "marks"),
		}
	})
}

func anyDocument() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		return Build(rapid.SliceOfN(anyPart(), 0, 5).Draw(t, "parts"))
	})
}

// anySpan draws a span that may reach out of the document.
func anySpan(d *Document) *rapid.Generator[Span] {
	return rapid.Custom(func(t *rapid.T) Span {
		start := rapid.IntRange(-2, d.Len()+2).Draw(t, "start")
		return Span{start, start + rapid.IntRange(-1, 30).Draw(t, "length")}
	})
}
