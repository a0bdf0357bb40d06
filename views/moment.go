package views

import (
	"html/template"
	"strconv"
	"strings"
	"time"
)

// Moment is a time as its reader sees it: a <time> element.
type Moment = template.HTML

// in is t in the reader's zone.
func (c Clock) in(t time.Time) time.Time {
	if c.Zone == nil {
		return t.UTC()
	}
	return t.In(c.Zone)
}

// days is how many midnights lie between now and t in the reader's zone.
func (c Clock) days(t time.Time) int {
	day := func(t time.Time) time.Time {
		t = c.in(t)
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(day(t).Sub(day(c.Now)).Hours() / 24)
}

// words says when t is, shortly: "today 17:30", "Fri 16:05", "12 Mar 2025".
func (c Clock) words(t time.Time) string {
	local := c.in(t)
	switch d := c.days(t); {
	case d == 0:
		return "today " + local.Format("15:04")
	case d == -1:
		return "yesterday " + local.Format("15:04")
	case d == 1:
		return "tomorrow " + local.Format("15:04")
	case d > -7 && d < 7:
		return local.Format("Mon 15:04")
	case local.Year() == c.in(c.Now).Year():
		return local.Format("2 Jan 15:04")
	}
	return local.Format("2 Jan 2006")
}

// When is the moment t as a <time> element with the whole date at hand.
func (c Clock) When(t time.Time) Moment {
	local := c.in(t)
	return Moment(`<time datetime="` + local.Format(time.RFC3339) + `" title="` +
		local.Format("Monday 2 January 2006, 15:04 MST") + `">` + template.HTMLEscapeString(c.words(t)) + `</time>`)
}

// Day is When for the start of a line.
func (c Clock) Day(t time.Time) Moment {
	return Moment(strings.NewReplacer(">today", ">Today", ">yesterday", ">Yesterday", ">tomorrow", ">Tomorrow").Replace(string(c.When(t))))
}

// Due says when something is due, and calls out what is late or soon.
func (c Clock) Due(t *time.Time) template.HTML {
	if t == nil {
		return ""
	}
	class, word := "due", "Due "
	switch {
	case t.Before(c.Now):
		class, word = "due late", "Was due "
	case c.days(*t) <= 0:
		class = "due soon"
	}
	return template.HTML(`<p class="`+class+` chip">`) + icon("i-clock") + `<span>` + template.HTML(word) + c.When(*t) + `</span></p>`
}

// Since says how long ago t was, in its largest unit: "40 min", "3 h", "2 days"; "" for no time.
func (c Clock) Since(t time.Time) string {
	switch d := c.Now.Sub(t); {
	case t.IsZero():
		return ""
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return strconv.Itoa(int(d.Minutes())) + " min"
	case d < 24*time.Hour:
		return strconv.Itoa(int(d.Hours())) + " h"
	default:
		return plural(int(d.Hours()/24), "day", "days")
	}
}
