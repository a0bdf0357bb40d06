package message_test

import (
	"strings"
	"testing"
	"time"

	"stet/models/message"
)

func TestATimeIsSaidInTheNamesAndTheOrderOfTheLanguage(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.March, 4, 9, 5, 0, 0, time.FixedZone("CET", 3600)) // a Wednesday
	for _, test := range []struct {
		layout     message.Key
		en         string
		de, ru, ar []string // names, wherever the catalogue puts them
	}{
		{layout: "Mon 15:04", en: "Wed 09:05", de: []string{"Mi.", "09:05"}, ru: []string{"ср", "09:05"}, ar: []string{"الأربعاء", "09:05"}},
		{layout: "2 Jan 15:04", en: "4 Mar 09:05", de: []string{"4", "März", "09:05"}, ru: []string{"4", "мар.", "09:05"}, ar: []string{"4", "مارس", "09:05"}},
		{layout: "2 Jan 2006", en: "4 Mar 2026", de: []string{"4", "März", "2026"}, ru: []string{"4", "мар.", "2026"}, ar: []string{"4", "مارس", "2026"}},
		{layout: "Monday 2 January 2006, 15:04 MST", en: "Wednesday 4 March 2026, 09:05 CET",
			de: []string{"Mittwoch", "März", "2026", "09:05 CET"}, ru: []string{"среда", "марта", "2026", "09:05 CET"}, ar: []string{"الأربعاء", "مارس", "2026", "09:05", "CET"}},
	} {
		if got := message.English.Time(at, test.layout); got != test.en {
			t.Errorf("%s in English is %q, want %q", test.layout, got, test.en)
		}
		for l, parts := range map[message.Language][]string{message.German: test.de, message.Russian: test.ru, message.Arabic: test.ar} {
			got := l.Time(at, test.layout)
			for _, part := range parts {
				if !strings.Contains(got, part) {
					t.Errorf("%s in %s is %q, without %q", test.layout, l, got, part)
				}
			}
			if strings.Contains(got, "..") || strings.ContainsAny(got, "\uE000\uE001\uE002\uE003") || strings.Contains(got, "Wed") || strings.Contains(got, "Mar") {
				t.Errorf("%s in %s is %q", test.layout, l, got)
			}
		}
	}
}

func TestEveryMonthAndWeekdayHasANameInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, l := range message.Languages {
		seen := map[string]bool{}
		for month := range 12 {
			seen[l.Time(time.Date(2026, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC), "January")] = true
			seen[l.Time(time.Date(2026, time.March, month%7+1, 0, 0, 0, 0, time.UTC), "Monday")] = true
		}
		if len(seen) != 12+7 || seen[""] {
			t.Errorf("%s has the names %v", l, seen)
		}
	}
}
