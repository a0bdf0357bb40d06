package message

import (
	"slices"
	"sync"

	"golang.org/x/text/language"
)

// Language is a language that the interface speaks, as its tag of BCP 47. The
// empty one is English.
type Language string

// The languages of the interface.
const (
	English Language = "en"
	German  Language = "de"
	Russian Language = "ru"
	Arabic  Language = "ar"
)

// Languages are all of them; the first is spoken to whoever reads none.
var Languages = []Language{English, German, Russian, Arabic}

// Name is what the language calls itself.
func (l Language) Name() string {
	switch l {
	case German:
		return "Deutsch"
	case Russian:
		return "Русский"
	case Arabic:
		return "العربية"
	}
	return "English"
}

// Tag is the language as an HTML document names it.
func (l Language) Tag() string {
	if l == "" {
		return string(English)
	}
	return string(l)
}

// Direction is where its lines run, as HTML says it: "ltr" or "rtl".
func (l Language) Direction() string {
	if l == Arabic {
		return "rtl"
	}
	return "ltr"
}

// printed is the tag numbers are formatted for. Arabic takes the digits that the
// text fields, the locators and the exports have.
func (l Language) printed() language.Tag {
	if l == Arabic {
		return language.MustParse("ar-u-nu-latn")
	}
	return language.Make(l.Tag())
}

// Once is what make gives for each language, made when it is first asked for: a
// desk seldom speaks them all. A language that is not spoken is English.
func Once[T any](make func(Language) T) func(Language) T {
	made := map[Language]func() T{}
	for _, l := range Languages {
		made[l] = sync.OnceValue(func() T { return make(l) })
	}
	return func(l Language) T {
		if once, spoken := made[l]; spoken {
			return once()
		}
		return made[English]()
	}
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.German, language.Russian, language.Arabic})

// Match is the language for somebody who chose one, or else reads those that an
// Accept-Language header lists (RFC 9110, section 12.5.4).
func Match(chosen Language, accepts string) Language {
	if slices.Contains(Languages, chosen) {
		return chosen
	}
	wanted, _, _ := language.ParseAcceptLanguage(accepts) // none where it cannot be read
	_, i, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return English
	}
	return Languages[i]
}
