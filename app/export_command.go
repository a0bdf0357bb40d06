package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"stet/models"
	"stet/models/message"
)

type exportCommand struct {
	acting
	Article int64  `arg:"" help:"Number of the article."`
	Format  string `help:"One of html, markdown, csv, json, claimreview, datafeed, xlsx, docx, pdf, sources, newsarticle, annotation, csl, bibtex, ris; or packet, a ZIP of them all and the evidence files." default:"html"`
	For     string `help:"Whom it is made for, and so what it shows: public, internal or legal." default:"internal" placeholder:"AUDIENCE"`
	Out     string `help:"File to write; - is standard output." required:"" placeholder:"FILE"`
}

// Run writes the article. The file appears whole or not at all.
func (c *exportCommand) Run(w *world) error {
	return c.with(w, func(s *models.Store, actor models.User) error {
		f, err := exporter{s}.file(w.ctx, actor, c.Article, models.ExportForm{Format: c.Format, For: models.Audience(c.For)})
		if errors.Is(err, models.ErrNotFound) {
			return &models.Refused{Reason: message.Plain(fmt.Sprintf("There is no article %d.", c.Article))}
		}
		if err != nil {
			return err
		}
		tell, done := w.meter("Exporting")
		write := func(to io.Writer) error { return f.write(w.ctx, to, tell) }
		if c.Out == "-" {
			err = write(w.out)
		} else {
			err = writeWhole(c.Out, write)
		}
		done()
		if err != nil {
			return err
		}
		return s.RecordExport(w.ctx, actor, c.Article, c.Format, f.audience)
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
