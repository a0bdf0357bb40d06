package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"stet/app/live"
	"stet/models"
	"stet/models/message"
	"stet/views"
)

const (
	pulse   = 15 * time.Second // between two signs of life, and between two looks whether the reader still may
	liveFor = time.Hour        // then the browser comes again
)

// happened is an event as the script of the workspace reads it.
type happened struct {
	Action models.Action `json:"action"`
	Claim  int64         `json:"claim,omitempty"`
	Blocks []int         `json:"blocks,omitempty"` // that it changed, where no claim says which
	By     int64         `json:"by"`
	Words  string        `json:"words"` // who did what
}

// present is somebody who has the article open.
type present struct {
	User     int64  `json:"user"`
	Name     string `json:"name"`
	Initials string `json:"initials"`
	Claim    int64  `json:"claim,omitempty"`
	Form     string `json:"form,omitempty"`
}

// followArticle sends what happens to an article as server-sent events, until
// the browser goes away. A browser that comes again says what it heard last.
func (v *visit) followArticle() error {
	if v.Live == nil {
		return models.ErrNotFound
	}
	after := idOf(v.asked("after"))
	if heard := v.Request().Header.Get("Last-Event-ID"); heard != "" {
		after = idOf(heard)
	}
	f, err := v.Live.Follow(v.ctx(), v.user, v.id("a"), after)
	if err != nil {
		return err
	}
	defer f.Close()
	h := v.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy passes each event on at once
	h.Set(gzhttp.HeaderNoCompression, "1")
	err = v.tell([]byte("retry: 1000\n\n"))
	for err == nil {
		err = v.tellNext(f)
	}
	if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		v.Log.Debug("live connection ended", "error", err)
	}
	return nil // the answer has begun
}

// tellNext waits for news and sends them, or a sign of life where there are none.
func (v *visit) tellNext(f *live.Follower) error {
	ctx, cancel := context.WithTimeout(v.ctx(), pulse)
	defer cancel()
	news, err := f.Next(ctx)
	switch {
	case errors.Is(err, context.DeadlineExceeded) && v.ctx().Err() == nil:
		if !v.stillWelcome() {
			return context.Canceled
		}
		return v.tell([]byte(": here\n\n"))
	case err != nil:
		return err
	}
	if slices.ContainsFunc(news.Events, func(e *live.Event) bool { return e.Action.Closes() }) && !v.stillWelcome() {
		return context.Canceled
	}
	var b bytes.Buffer
	in := v.language()
	for _, e := range news.Events {
		b.Write(e.Told(in, asEvent))
	}
	if news.Notices {
		unread, err := v.Store.UnreadNotices(v.ctx(), v.user)
		if err != nil {
			return err
		}
		b.Write(sent("notices", 0, map[string]string{"unread": views.Chrome{Unread: unread}.UnreadCount()}))
	}
	if news.Present != nil {
		b.Write(sent("present", 0, map[string]any{"people": people(news.Present), "more": news.More}))
	}
	return v.tell(b.Bytes())
}

func asEvent(l message.Language, line models.HistoryLine) []byte {
	e := happened{Action: line.Action, Blocks: line.Detail.Blocks, By: line.ActorID, Words: views.Told(l, line)}
	if line.ClaimID != nil {
		e.Claim = *line.ClaimID
	}
	return sent("happened", line.ID, e)
}

func people(all []models.Presence) []present {
	shown := make([]present, 0, len(all))
	for _, p := range all {
		one := present{User: p.UserID, Name: p.Name, Initials: models.User{Name: p.Name}.Initials(), Form: p.Form}
		if p.ClaimID != nil {
			one.Claim = *p.ClaimID
		}
		shown = append(shown, one)
	}
	return shown
}

// sent is an event in the form of the HTML standard, section 9.2; without a
// number it is nothing to begin again from.
func sent(name string, number int64, what any) []byte {
	data, err := json.Marshal(what)
	if err != nil {
		panic(err) // the types above have nothing that JSON lacks
	}
	var b []byte
	if number != 0 {
		b = fmt.Appendf(b, "id: %d\n", number)
	}
	return fmt.Appendf(b, "event: %s\ndata: %s\n\n", name, data)
}

func (v *visit) tell(b []byte) error {
	conn := http.NewResponseController(v.Response())
	_ = conn.SetWriteDeadline(time.Now().Add(formTime)) // a recorder in a test has none
	if _, err := v.Response().Write(b); err != nil {
		return err
	}
	return conn.Flush()
}

// stillWelcome asks again what was asked when the connection began: the session
// may be over, the account closed, the article no longer the reader's to see.
func (v *visit) stillWelcome() bool {
	_, known, err := v.sessions.Store.Find(v.sessions.Token(v.ctx()))
	if err != nil || !known {
		return false
	}
	before := v.user
	if err := v.recognise(); err != nil || v.user.Epoch != before.Epoch || !v.user.Active {
		return false
	}
	_, err = v.Store.Article(v.ctx(), v.user, v.id("a"))
	return err == nil
}

// attend notes which claim somebody has before them, and where they write.
func (v *visit) attend() error {
	p := models.Presence{Form: v.typed("form")}
	if id := idOf(v.typed("claim")); id != 0 {
		p.ClaimID = &id
	}
	if v.Live == nil {
		return models.ErrNotFound
	}
	if err := v.Live.Attend(v.ctx(), v.user, v.id("a"), p); err != nil {
		return err
	}
	return v.NoContent(http.StatusNoContent)
}
