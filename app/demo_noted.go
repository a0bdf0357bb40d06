package main

import (
	"time"

	"stet/models"
	"stet/models/text"
)

// demoNote is a note that came in with the text of an article.
type demoNote struct {
	kind            models.NoteKind
	words, says, by string
	before          time.Duration // how long before the deadline it was written
	addresses       []string
}

// notesOn are the notes of a story on the words of its text.
func (s demoArticle) notesOn(doc *text.Document) []models.ImportedNote {
	var all []models.ImportedNote
	for _, n := range s.notes {
		note := models.ImportedNote{Kind: n.kind, Key: n.says, Text: n.says, Author: n.by, Addresses: n.addresses}
		if found := doc.Find(n.words); len(found) > 0 {
			note.Span = found[0]
		}
		if n.by != "" {
			note.At = s.deadline.Add(-n.before)
		}
		all = append(all, note)
	}
	return all
}

// gardenNotes are the footnote and the comments that came in with the piece on
// the allotments.
func gardenNotes() []demoNote {
	const rents = "Rents rose by 38 per cent in ten years"
	return []demoNote{
		{kind: models.NoteFootnote, words: "The oldest contract dates from 1921", says: "City archive, leases along the canal, file 7, https://archive.example/leases/7", addresses: []string{"https://archive.example/leases/7"}},
		{kind: models.NoteComment, words: rents, says: "The budget has 31 per cent. Which ten years?", by: "Chiara Conti", before: 100 * time.Hour},
		{kind: models.NoteReply, words: rents, says: "2014 to 2024. I asked the parks department.", by: "Piotr Zielinski", before: 99 * time.Hour},
	}
}
