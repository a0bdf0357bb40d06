package web

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// show renders a page. It is written whole or not at all, so that a page that
// cannot be made becomes an error page and not half of one.
func (v *visit) show(status int, page views.Page) error {
	if v.fault != nil {
		return v.fault
	}
	buffer, ok := v.buffers.Get().(*bytes.Buffer)
	if !ok {
		buffer = new(bytes.Buffer)
	}
	defer v.buffers.Put(buffer)
	buffer.Reset()
	if err := views.Render(buffer, page); err != nil {
		return err
	}
	return v.HTMLBlob(status, buffer.Bytes())
}

// chrome is what the page carries around its content. What goes wrong while it
// is read is kept for show, so that a page can be made in one expression.
func (v *visit) chrome(title message.Key, args ...any) views.Chrome {
	c := v.frame(title, args...)
	if v.user.ID != 0 && !v.inPart() {
		queue, err := v.Store.Queue(v.ctx(), v.user, models.QueueDeadline)
		v.fault = errors.Join(v.fault, err)
		c.Waiting = len(queue)
	}
	return c
}

// frame is chrome without the number of claims that wait, for the pages that
// have it already.
func (v *visit) frame(title message.Key, args ...any) views.Chrome {
	c := views.Chrome{
		Clock: v.clock(),
		Title: v.say(title, args...), Path: v.Request().URL.RequestURI(), Newsroom: v.settings().Newsroom,
	}
	if v.user.ID != 0 {
		c.User = &v.user
		c.Flash = v.takeFlash(v.ctx())
		if !v.inPart() {
			var err error
			c.Unread, err = v.Store.UnreadNotices(v.ctx(), v.user)
			v.fault = errors.Join(v.fault, err)
		}
	}
	return c
}

// clock is when and where the reader reads, and in which language.
func (v *visit) clock() views.Clock {
	return views.Clock{Now: time.Now(), Zone: v.zone(), Language: v.language()}
}

// language is the one the user chose, or else the one the browser asks for.
func (v *visit) language() message.Language {
	return message.Match(v.user.Language, v.Request().Header.Get("Accept-Language"))
}

// say is a sentence in the reader's language.
func (v *visit) say(key message.Key, args ...any) string { return v.language().Say(key, args...) }

// tellAll is what there is to tell, in the reader's language.
func (v *visit) tellAll(sentences []message.Message) []string {
	var all []string
	for _, m := range sentences {
		all = append(all, v.language().Tell(m))
	}
	return all
}

// settings are the newsroom's, read once a visit.
func (v *visit) settings() models.Settings {
	if v.set == nil {
		set, err := v.Store.Settings(v.ctx())
		v.fault = errors.Join(v.fault, err)
		v.set = &set
	}
	return *v.set
}

// zone is where the reader lives: the cookie that the browser's script sets, or
// else where the newsroom is.
func (v *visit) zone() *time.Location {
	if c, err := v.Request().Cookie("zone"); err == nil {
		name, _ := url.QueryUnescape(c.Value) // "" when it is not escaped as it should be
		if zone := v.zoneNamed(name); zone != nil {
			return zone
		}
	}
	return v.zoneNamed(v.settings().Zone)
}

// zoneNamed is the zone with an IANA name, nil when there is none. Loading one
// reads a file, so those that exist are kept.
func (s *site) zoneNamed(name string) *time.Location {
	if known, ok := s.zones.Load(name); ok {
		return known.(*time.Location)
	}
	if name == "" || name == "Local" || len(name) > 64 {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	s.zones.Store(name, zone)
	return zone
}

// inPart reports whether a script asked for the part of the workspace that
// changed, not for the whole page.
func (v *visit) inPart() bool { return v.Request().Header.Get("X-Stet-Part") == "1" }

// sayHealthy tells a watchdog that the process answers.
func (v *visit) sayHealthy() error { return v.String(http.StatusOK, "ok") }

const staticPath = "/static/*"

func (v *visit) serveStatic() error {
	views.ServeStatic(v.Response(), v.Request())
	return nil
}
