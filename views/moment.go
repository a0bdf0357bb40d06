package views

import (
	"html/template"
	"time"

	"stet/models/message"
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

// time is t in the reader's zone and language, as the layout has it.
func (c Clock) time(t time.Time, layout message.Key) string {
	return c.Language.Time(c.in(t), layout)
}

// words says when t is, shortly: "today 17:30", "Fri 16:05", "12 Mar 2025".
func (c Clock) words(t time.Time, today, yesterday, tomorrow message.Key) string {
	switch d := c.days(t); {
	case d == 0:
		return c.Say(today, c.time(t, "15:04"))
	case d == -1:
		return c.Say(yesterday, c.time(t, "15:04"))
	case d == 1:
		return c.Say(tomorrow, c.time(t, "15:04"))
	case d > -7 && d < 7:
		return c.time(t, "Mon 15:04")
	case c.in(t).Year() == c.in(c.Now).Year():
		return c.time(t, "2 Jan 15:04")
	}
	return c.time(t, "2 Jan 2006")
}

// When is the moment t as a <time> element with the whole date at hand.
func (c Clock) When(t time.Time) Moment {
	return c.element(t, c.words(t, "today %s", "yesterday %s", "tomorrow %s"))
}

// Day is When for the start of a line.
func (c Clock) Day(t time.Time) Moment {
	return c.element(t, c.words(t, "Today %s", "Yesterday %s", "Tomorrow %s"))
}

func (c Clock) element(t time.Time, words string) Moment {
	return Moment(`<time datetime="` + c.in(t).Format(time.RFC3339) + `" title="` +
		template.HTMLEscapeString(c.time(t, "Monday 2 January 2006, 15:04 MST")) + `">` + template.HTMLEscapeString(words) + `</time>`)
}

// Due says when something is due, and calls out what is late or soon.
func (c Clock) Due(t *time.Time) template.HTML {
	if t == nil {
		return ""
	}
	class, words := "due", message.Key("Due %s")
	switch {
	case t.Before(c.Now):
		class, words = "due late", "Was due %s"
	case c.days(*t) <= 0:
		class = "due soon"
	}
	return template.HTML(`<p class="`+class+` chip">`) + icon("i-clock") + `<span>` + sayAround(c.Language, words, c.When(*t)) + `</span></p>`
}

// Since says how long ago t was, in its largest unit: "40 min", "3 h", "2 days"; "" for no time.
func (c Clock) Since(t time.Time) string {
	switch d := c.Now.Sub(t); {
	case t.IsZero():
		return ""
	case d < time.Minute:
		return c.Say("just now")
	case d < time.Hour:
		return c.Say("%d min", int(d.Minutes()))
	case d < 24*time.Hour:
		return c.Say("%d h", int(d.Hours()))
	default:
		return c.Say("%d days", int(d.Hours()/24))
	}
}
