package main

import (
	"errors"
	"fmt"
	"slices"

	"stet/app/inbox"
	"stet/models"
	"stet/models/message"
	"stet/views"
)

// say prints sentences, one on a line.
func (w *world) say(sentences []string) error {
	for _, s := range sentences {
		if _, err := fmt.Fprintln(w.out, s); err != nil {
			return err
		}
	}
	return nil
}

// goOn saves a newer file of an article as its next revision, or takes the notes
// of the file only, or the rows of a sheet, and says what that did.
func (c *importCommand) goOn(w *world, s *models.Store, actor models.User, read inbox.Found) error {
	newest, _, err := s.Revision(w.ctx, actor, c.Article, 0)
	if errors.Is(err, models.ErrNotFound) {
		return &models.Refused{Reason: message.Plain(fmt.Sprintf("There is no article %d.", c.Article))}
	}
	if err != nil {
		return err
	}
	if read.Sheet != nil {
		return c.takeSheet(w, s, actor, read)
	}
	report, err := c.revise(w, s, actor, newest, read)
	if err != nil {
		return err
	}
	return w.say(inEnglish(slices.Concat(views.RevisionWords(report), views.NotesWords(report.Notes), read.LeftOut)))
}

func (c *importCommand) revise(w *world, s *models.Store, actor models.User, newest models.Revision, read inbox.Found) (report models.RevisionReport, err error) {
	notes := inbox.Notes(read.Notes)
	if c.NotesOnly {
		report.Same = true
		report.Notes, err = s.TakeNotes(w.ctx, actor, c.Article, &read.Document, notes)
		return report, err
	}
	return s.SaveRevision(w.ctx, actor, c.Article, models.NewRevision{BasedOn: newest.Number, Document: read.Document, Notes: notes})
}

// takeSheet takes the rows of a sheet in, and names those that wait.
func (c *importCommand) takeSheet(w *world, s *models.Store, actor models.User, read inbox.Found) error {
	report, err := s.ImportSheet(w.ctx, actor, c.Article, inbox.Rows(read.Sheet.Rows))
	if err != nil {
		return err
	}
	said := inEnglish(append(views.SheetWords(report), read.LeftOut...))
	waiting, _, err := s.WaitingRows(w.ctx, actor, c.Article, 0)
	if err != nil {
		return err
	}
	for _, r := range waiting {
		said = append(said, fmt.Sprintf("Row %d waits: %s", r.Line, views.RowHeading(r.Row)))
	}
	return w.say(said)
}
