package message

import (
	"fmt"
	"strings"
	"testing"
)

// spoken is a language with a catalogue of the test's own.
func spoken(t *testing.T, l Language, catalogue string) speech {
	t.Helper()
	s, err := parse(l, []byte(catalogue))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEachNumberTakesThePluralFormOfItsLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		language Language
		forms    string // in the order of numbers
		numbers  []int
	}{
		{English, "one other other other other other", []int{1, 0, 2, 5, 11, 101}},
		{German, "one other other other other other", []int{1, 0, 2, 5, 11, 101}},
		{Russian, "one few few many many many one few many many", []int{1, 2, 4, 5, 0, 11, 21, 22, 25, 112}},
		{Arabic, "zero one two few few many many other other few", []int{0, 1, 2, 3, 10, 11, 99, 100, 102, 103}},
	} {
		var entries []string
		for _, f := range []string{"zero", "one", "two", "few", "many", "other"} {
			if strings.Contains(test.forms, f) {
				entries = append(entries, fmt.Sprintf("%q: %q", f, f))
			}
		}
		s := spoken(t, test.language, `{"%d claims": {`+strings.Join(entries, ", ")+`}}`)
		var got []string
		for _, n := range test.numbers {
			got = append(got, s.say("%d claims", []any{n}))
		}
		if is := strings.Join(got, " "); is != test.forms {
			t.Errorf("%s: %v are %s, want %s", test.language, test.numbers, is, test.forms)
		}
	}
}

func TestAFormIsChosenByTheValueThatTheEntryNames(t *testing.T) {
	t.Parallel()
	s := spoken(t, English, `{"%s has %d claims": {"of": 2, "one": "%s has %d claim", "other": "%s has %d claims"}}`)
	for n, want := range map[int]string{1: "Ada has 1 claim", 2: "Ada has 2 claims"} {
		if got := s.say("%s has %d claims", []any{"Ada", n}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestATranslationMayPutItsValuesInAnotherOrder(t *testing.T) {
	t.Parallel()
	s := spoken(t, Russian, `{"%s gave %s to %s": "%[3]s: %[2]s (%[1]s)"}`)
	if got := s.say("%s gave %s to %s", []any{"Ада", "2", "Иван"}); got != "Иван: 2 (Ада)" {
		t.Errorf("it is said %q", got)
	}
}

func TestNumbersAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	for l, want := range map[Language]string{English: "1,234,567 and 0.5", German: "1.234.567 and 0,5", Russian: "1\u00a0234\u00a0567 and 0,5", Arabic: "1,234,567 and 0.5"} {
		s := spoken(t, l, `{}`)
		if got := s.say("%d and %.1f", []any{1234567, 0.5}); got != want {
			t.Errorf("%s writes %q, want %q", l, got, want)
		}
	}
}

func TestWhatACatalogueLacksIsSaidInEnglish(t *testing.T) {
	t.Parallel()
	const key Key = "no catalogue has %s, not one of %d"
	for _, l := range append([]Language{"", "xx"}, Languages...) {
		if got := l.Say(key, "this", 4); got != "no catalogue has this, not one of 4" {
			t.Errorf("%s says %q", l, got)
		}
		if got := l.Say("nor 100 % of this"); got != "nor 100 % of this" {
			t.Errorf("%s says %q", l, got)
		}
	}
}

func TestAMessageSaysTheMessagesInIt(t *testing.T) {
	t.Parallel()
	m := New("%s: %s", New("%d reviewers", 1), Key("words in no catalogue"))
	if got := m.String(); got != "1 reviewer: words in no catalogue" {
		t.Errorf("it is said %q", got)
	}
	if !Plain("").IsZero() || Plain("a name").IsZero() {
		t.Error("a message without words is not known from one with words")
	}
}

func TestABrokenCatalogueIsToldFromAWholeOne(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{``, `[]`, `{"a": 1}`, `{"a": "b"`} {
		if _, err := parse(English, []byte(broken)); err == nil {
			t.Errorf("%s is read as a catalogue", broken)
		}
	}
}

func TestALanguageIsFoundForWhateverABrowserAsks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		chosen  Language
		accepts string
		want    Language
	}{
		{"", "", English},
		{"", "de", German},
		{"", "de-AT,de;q=0.9,en;q=0.8", German},
		{"", "en;q=0.5, ru;q=0.9", Russian},
		{"", "ru;q=0.2,ar-EG;q=0.7,en;q=0.1", Arabic},
		{"", "fr-FR,fr;q=0.9", English},
		{"", "fr-FR,fr;q=0.9,de;q=0.3", German},
		{"", "de;q=0, en", English},
		{"", "*", English},
		{"", "zz-ZZ", English},
		{"", ";;;q=,,,\x00\xff", English},
		{"", "de;q=high", English},
		{"", strings.Repeat("de,", 10_000), German},
		{German, "ar", German},
		{"fr", "ar", Arabic}, // chosen when it was spoken
	} {
		if got := Match(test.chosen, test.accepts); got != test.want {
			t.Errorf("for %q and %.40q it is %s, want %s", test.chosen, test.accepts, got, test.want)
		}
	}
}

func TestJoinedWordsHaveTheMarkOfTheLanguageBetweenThem(t *testing.T) {
	t.Parallel()
	for l, want := range map[Language]string{English: "1, 2, 3", Arabic: "1، 2، 3"} {
		if got := l.Tell(Join(", ", []string{"1", "2", "3"})); got != want {
			t.Errorf("%s says %q", l, got)
		}
	}
	if got := Join(" ", []Message{New("Today"), New("%d MB", 5)}).String(); got != "Today 5 MB" {
		t.Errorf("%q", got)
	}
	if !Join(", ", []string(nil)).IsZero() {
		t.Error("nothing is something")
	}
}
