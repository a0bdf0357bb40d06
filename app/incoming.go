package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/models/message"
)

// read reads the file or the page that the command was given.
func (c *importCommand) read(w *world) (inbox.Found, error) {
	o := intake.Options{Limits: w.limits(), Original: c.Original, Encoding: c.Encoding, Cache: cacheFolder()}
	found, err := c.open(w, o)
	var wrong *intake.Error
	if errors.As(err, &wrong) {
		return found, &models.Refused{Reason: message.Plain(c.File + ": " + wrong.Error())}
	}
	if found.Guessed {
		found.LeftOut = append(found.LeftOut, message.Plain("It was read as "+found.Encoding+", which nothing but its letters speaks for; --encoding names another."))
	}
	return found, err
}

func (c *importCommand) open(w *world, o intake.Options) (inbox.Found, error) {
	if isAddress(c.File) {
		return c.fetch(w, o)
	}
	data, err := os.ReadFile(c.File)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return inbox.Found{}, &models.Refused{Reason: message.Plain("There is no file " + c.File + ".")}
	case err != nil:
		return inbox.Found{}, fmt.Errorf("read %s: %w", c.File, err)
	}
	name := filepath.Base(c.File)
	switch {
	case !intake.IsSheet(name, data):
		return inbox.Read(name, data, o)
	case c.Article == 0:
		return inbox.Found{}, &models.Refused{Reason: message.Plain(c.File + " is a sheet of claims. Name the article that it is about with --article.")}
	}
	return inbox.ReadSheet(name, data, o)
}

func isAddress(s string) bool {
	scheme, _, found := strings.Cut(strings.ToLower(s), "://")
	return found && (scheme == "http" || scheme == "https")
}

// fetch gets a page and reads its article.
func (c *importCommand) fetch(w *world, o intake.Options) (inbox.Found, error) {
	fetcher := w.fetcher()
	if fetcher == nil {
		return inbox.Found{}, &models.Refused{Reason: message.Plain("Fetching pages is switched off by --no-fetch. Save the page in your browser and import the file.")}
	}
	page, err := fetcher.Fetch(w.ctx, c.File)
	if err != nil {
		return inbox.Found{}, &models.Refused{Reason: message.Plain(c.File + ": " + err.Error())}
	}
	return inbox.ReadPage(page, o)
}
