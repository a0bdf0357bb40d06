package views

import (
	"html/template"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"stet/models"
	"stet/models/message"
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
func captureState(l message.Language, c models.Capture) string {
	switch {
	case c.Status == models.CaptureWaiting:
		return l.Say("The page is being fetched.")
	case c.Status == models.CaptureFailed:
		return l.Say("No copy of the page: %s", c.Reason)
	case c.Damage == models.DamageMissing:
		return l.Say("The copy of the page is damaged: a file is missing or cannot be read. Restore it from a backup.")
	case c.Damage != models.NoDamage:
		return l.Say("The copy of the page is damaged: a file no longer has the bytes that were stored. Restore it from a backup.")
	case c.Uploaded:
		return l.Say("A copy of the page was handed in.")
	case c.Drift == models.DriftChanged:
		return l.Say("The page has changed since the copy was made.")
	case c.Drift == models.DriftGone:
		return l.Say("The page is gone. The copy is here.")
	}
	return l.Say("A copy of the page is kept.")
}

// archiving says what becomes of asking an archive outside, "" where there is
// nothing to say.
func archiving(l message.Language, c models.Capture) string {
	switch c.ArchiveStatus {
	case models.CaptureWaiting:
		return l.Say("An archive outside is being asked to save the page too.")
	case models.CaptureFailed:
		return l.Say("No archive outside saved the page: %s", c.ArchiveReason)
	}
	return ""
}

// damageWords says how kept files were found when they were hashed again.
func damageWords(l message.Language, d models.Damage) string {
	switch d {
	case models.DamageMissing:
		return l.Say("a file is missing or cannot be read. Restore it from a backup.")
	case models.DamageAltered:
		return l.Say("a file no longer has the bytes that were stored. Restore it from a backup.")
	}
	return l.Say("they are whole again")
}

// ExcerptSays says how the excerpt stands in the copy, "" without one.
func (p CapturePage) ExcerptSays() string {
	switch p.Detail.Excerpt.Match {
	case models.ExcerptExact:
		return p.Say("The excerpt stands in the page word for word.")
	case models.ExcerptRoughly:
		return p.Say("The page says it in other words than the excerpt.")
	case models.ExcerptMissing:
		return p.Say("The excerpt is not in the readable text of the page.")
	}
	return ""
}
