package message

import (
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/ru"
)

// calendars have the names of months and weekdays as CLDR gives them, for every
// language but English, whose names the package time has.
var calendars = map[Language]locales.Translator{German: de.New(), Russian: ru.New(), Arabic: ar.New()}

// Characters of private use stand for names while a time is put into a layout.
const (
	weekdayWide  = "\uE000"
	weekdayShort = "\uE001"
	monthWide    = "\uE002"
	monthShort   = "\uE003"
)

var unnamed = strings.NewReplacer("Monday", weekdayWide, "Mon", weekdayShort, "January", monthWide, "Jan", monthShort)

// Time is a time as the layout has it (time.Layout). The layout is a key as well:
// a catalogue puts its parts into the order of its language, as "2. Jan 2006", and
// writes no dot after a short name, which brings its own where it has one.
func (l Language) Time(t time.Time, layout Key) string {
	calendar, ok := calendars[l]
	if !ok {
		return t.Format(l.Say(layout))
	}
	return strings.NewReplacer(
		weekdayWide, calendar.WeekdayWide(t.Weekday()), weekdayShort, calendar.WeekdayAbbreviated(t.Weekday()),
		monthWide, calendar.MonthWide(t.Month()), monthShort, calendar.MonthAbbreviated(t.Month()),
	).Replace(t.Format(unnamed.Replace(l.Say(layout))))
}
