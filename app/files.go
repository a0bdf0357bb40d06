package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"stet/app/inbox"
	"stet/models"
	"stet/models/message"
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
		return u, &models.Refused{Reason: message.Plain("Nobody has the e-mail address " + a.As + ". See the people of the newsroom, or leave --as out.")}
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
	Packet    bool   `help:"The file is a packet: take in its evidence files too."`
}

// Run starts an article from the file, or goes on with one, and says what became
// of it.
func (c *importCommand) Run(w *world) error {
	if c.Packet {
		return c.unpack(w)
	}
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
		return w.started(s, actor, a, said)
	})
}

// started says what article was started.
func (w *world) started(s *models.Store, actor models.User, a models.Article, said []string) error {
	ws, err := s.Workspace(w.ctx, actor, a.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "Article %d: %s\n%d blocks, %d sentences, %d suggestions\n", a.ID, a.Title, len(ws.Document.Blocks), len(ws.Document.Sentences), len(ws.Suggestions))
	return w.say(said)
}

func (c *importCommand) start(w *world, s *models.Store, actor models.User, found inbox.Found) (models.Article, []string, error) {
	name := c.File
	if !isAddress(name) {
		name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	a, notes, err := inbox.Start(w.ctx, s, actor, models.ArticleForm{}, found, name)
	return a, inEnglish(append(views.NotesWords(notes), found.LeftOut...)), err
}

// inEnglish is what a command tells.
func inEnglish(all []message.Message) []string {
	var said []string
	for _, m := range all {
		said = append(said, m.String())
	}
	return said
}
