package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"stet/app/export"
	"stet/app/inbox"
	"stet/models"
	"stet/views"
)

// acting says who a command acts for.
type acting struct {
	As string `help:"Act for the person with this e-mail address; otherwise for the operator of this machine." placeholder:"EMAIL"`
}

// with opens the store, finds who is acting, and closes the store when do is done.
func (a acting) with(w *world, do func(*models.Store, models.User) error) error {
	return w.store(func(s *models.Store) error {
		actor, err := a.actor(w, s)
		if err != nil {
			return err
		}
		return do(s, actor)
	})
}

func (a acting) actor(w *world, s *models.Store) (models.User, error) {
	if a.As == "" {
		return s.Operator(w.ctx)
	}
	u, err := s.UserByEmail(w.ctx, a.As)
	if errors.Is(err, models.ErrNotFound) {
		return u, &models.Refused{Reason: "Nobody has the e-mail address " + a.As + ". See the people of the newsroom, or leave --as out."}
	}
	return u, err
}

// store opens the store for one command, beside a server that may be serving it.
func (w *world) store(do func(*models.Store) error) error {
	o := w.options()
	o.Beside = true
	s, err := models.Open(o)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

type importCommand struct {
	acting
	File      string `arg:"" help:"The file to read, or the https address of a page."`
	Encoding  string `help:"What a plain text is in, such as Windows-1251; otherwise it is found." placeholder:"NAME"`
	Original  bool   `help:"Read the text as it was before its tracked changes."`
	Article   int64  `help:"Number of the article that the file is a newer one of; otherwise it starts one." placeholder:"NUMBER"`
	NotesOnly bool   `help:"With --article: leave the text as it is, and take in the footnotes and comments only."`
}

// Run starts an article from the file, or goes on with one, and says what became
// of it.
func (c *importCommand) Run(w *world) error {
	found, err := c.read(w)
	if err != nil {
		return err
	}
	return c.with(w, func(s *models.Store, actor models.User) error {
		if c.Article != 0 {
			return c.goOn(w, s, actor, found)
		}
		a, said, err := c.start(w, s, actor, found)
		if err != nil {
			return err
		}
		ws, err := s.Workspace(w.ctx, actor, a.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(w.out, "Article %d: %s\n%d blocks, %d sentences, %d suggestions\n", a.ID, a.Title, len(ws.Document.Blocks), len(ws.Document.Sentences), len(ws.Suggestions))
		return w.say(said)
	})
}

func (c *importCommand) start(w *world, s *models.Store, actor models.User, found inbox.Found) (models.Article, []string, error) {
	name := c.File
	if !isAddress(name) {
		name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	a, notes, err := inbox.Start(w.ctx, s, actor, models.ArticleForm{}, found, name)
	return a, append(views.NotesWords(notes), found.LeftOut...), err
}

type exportCommand struct {
	acting
	Article int64  `arg:"" help:"Number of the article."`
	Format  string `help:"One of html, markdown, csv, json, claimreview, datafeed, xlsx, docx, pdf, sources, annotation, csl, bibtex, ris." default:"html"`
	For     string `help:"Whom it is made for, and so what it shows: public, internal or legal." default:"internal" placeholder:"AUDIENCE"`
	Out     string `help:"File to write; - is standard output." required:"" placeholder:"FILE"`
}

// Run writes the article. The file appears whole or not at all.
func (c *exportCommand) Run(w *world) error {
	format, err := export.Find(c.Format)
	if err != nil {
		return err
	}
	audience := format.Audience(models.Audience(c.For))
	return c.with(w, func(s *models.Store, actor models.User) error {
		checked, err := s.Checked(w.ctx, actor, c.Article, audience)
		if errors.Is(err, models.ErrNotFound) {
			return &models.Refused{Reason: fmt.Sprintf("There is no article %d.", c.Article)}
		}
		if err != nil {
			return err
		}
		write := func(to io.Writer) error { return export.Write(w.ctx, to, c.Format, checked, nil) }
		if c.Out == "-" {
			err = write(w.out)
		} else {
			err = writeWhole(c.Out, write)
		}
		if err != nil {
			return err
		}
		return s.RecordExport(w.ctx, actor, c.Article, c.Format, audience)
	})
}

// writeWhole writes a file that appears under its name only when it is complete.
func writeWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".stet-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // does nothing once it has its name
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
