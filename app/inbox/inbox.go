// Package inbox hands what intake found in a file to the Store, for the page and
// for the command.
package inbox

import (
	"cmp"
	"strings"

	"stet/app/intake"
	"stet/models"
)

// Article is a new article of what was found. What the details leave empty is
// filled from the file, and a title that it does not have from its name.
func Article(details models.ArticleForm, found intake.Result, name string) models.NewArticle {
	details.Title = cmp.Or(strings.TrimSpace(details.Title), found.Title, name)
	details.Language = cmp.Or(details.Language, found.Language)
	return models.NewArticle{Details: details, Document: found.Document, Notes: Notes(found.Notes)}
}

// Notes are the notes of a file as the Store takes them.
func Notes(found []intake.Note) []models.ImportedNote {
	all := make([]models.ImportedNote, len(found))
	for i, n := range found {
		all[i] = models.ImportedNote{Kind: models.NoteKind(n.Kind), Key: n.Key, Span: n.Span, Text: n.Text, Author: n.Author, At: n.At, Addresses: n.Addresses, Resolved: n.Resolved}
	}
	return all
}
