package views

import (
	"html/template"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"stet/models"
	"stet/models/text"
)

// ExtensionOf is the ending of files of a media type, with its dot; "" where
// there is none.
func ExtensionOf(mediaType string) string {
	kind := mimetype.Lookup(mediaType)
	if kind == nil {
		return ""
	}
	return kind.Extension()
}

// Text is the readable text of the page, with the excerpt marked where it stands.
func (p CapturePage) Text() template.HTML { return markedText(p.Detail.Text, p.Detail.Excerpt) }

// markedText is a text, paragraph by paragraph, with the excerpt marked where it stands.
func markedText(words string, excerpt models.Excerpt) template.HTML {
	doc := text.Restore(words, nil, nil, nil)
	var b strings.Builder
	first, at := true, 0 // bytes
	for block := range strings.SplitSeq(words, "\n\n") {
		b.WriteString(`<p dir="auto">`)
		from := at
		for _, s := range excerpt.Found {
			start, end := max(doc.Byte(s.Start), from), min(doc.Byte(s.End), at+len(block))
			if start >= end {
				continue
			}
			escape(&b, words[from:start])
			b.WriteString("<mark")
			if first {
				b.WriteString(` id="excerpt"`)
			}
			b.WriteString(">")
			escape(&b, words[start:end])
			b.WriteString("</mark>")
			first, from = false, end
		}
		escape(&b, words[from:at+len(block)])
		b.WriteString("</p>")
		at += len(block) + len("\n\n")
	}
	return template.HTML(b.String())
}

// captureState says in a few words where a capture stands.
func captureState(c models.Capture) string {
	switch {
	case c.Status == models.CaptureWaiting:
		return "The page is being fetched."
	case c.Status == models.CaptureFailed:
		return "No copy of the page: " + c.Reason
	case c.Damage != models.NoDamage:
		return "The copy of the page is damaged: " + damageWords(c.Damage)
	case c.Uploaded:
		return "A copy of the page was handed in."
	case c.Drift == models.DriftChanged:
		return "The page has changed since the copy was made."
	case c.Drift == models.DriftGone:
		return "The page is gone. The copy is here."
	}
	return "A copy of the page is kept."
}

// archiving says what becomes of asking an archive outside, "" where there is
// nothing to say.
func archiving(c models.Capture) string {
	switch c.ArchiveStatus {
	case models.CaptureWaiting:
		return "An archive outside is being asked to save the page too."
	case models.CaptureFailed:
		return "No archive outside saved the page: " + c.ArchiveReason
	}
	return ""
}

// damageWords says how kept files were found when they were hashed again.
func damageWords(d models.Damage) string {
	switch d {
	case models.DamageMissing:
		return "a file is missing or cannot be read. Restore it from a backup."
	case models.DamageAltered:
		return "a file no longer has the bytes that were stored. Restore it from a backup."
	}
	return "they are whole again"
}

// ExcerptSays says how the excerpt stands in the copy, "" without one.
func (p CapturePage) ExcerptSays() string {
	switch p.Detail.Excerpt.Match {
	case models.ExcerptExact:
		return "The excerpt stands in the page word for word."
	case models.ExcerptRoughly:
		return "The page says it in other words than the excerpt."
	case models.ExcerptMissing:
		return "The excerpt is not in the readable text of the page."
	}
	return ""
}
