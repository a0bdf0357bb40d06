package suggest

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The word lists, one file per language. A line is a word or a phrase of the
// signal in brackets above it; a word that ends in * stands for every word that
// begins so, and # for a number in figures or letters.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicons are the compiled word lists by language.
var lexicons = compile(lexiconFiles)

// shortestStem is the least number of bytes in front of a *.
const shortestStem = 2

// phrase is a line of a word list.
type phrase struct {
	signal signal
	words  []string
}

// lexicon is a word list: phrases by their first word, and by the stem of their
// first word.
type lexicon struct {
	lang  string
	exact map[string][]phrase
	stems map[string][]phrase
}

// compile reads every word list. A mistake in one is a mistake in the program,
// so it panics, as regexp.MustCompile does.
func compile(files embed.FS) map[string]*lexicon {
	entries, err := files.ReadDir("lexicon")
	if err != nil {
		panic(err)
	}
	compiled := map[string]*lexicon{}
	for _, entry := range entries {
		content, err := files.ReadFile(path.Join("lexicon", entry.Name()))
		if err != nil {
			panic(err)
		}
		lang := strings.TrimSuffix(entry.Name(), ".txt")
		compiled[lang] = parse(lang, string(content))
	}
	return compiled
}

// parse reads one word list.
func parse(lang, content string) *lexicon {
	l := &lexicon{lang: lang, exact: map[string][]phrase{}, stems: map[string][]phrase{}}
	var under signal
	for number, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "["):
			under = signal(strings.Trim(line, "[]"))
			if !slices.Contains(listed, under) {
				panic(fmt.Sprintf("lexicon %s, line %d: no signal %q", lang, number+1, under))
			}
		default:
			for entry := range strings.SplitSeq(line, ",") {
				l.add(under, strings.Fields(strings.ReplaceAll(entry, "-", " - ")))
			}
		}
	}
	return l
}

// add enters one phrase.
func (l *lexicon) add(s signal, words []string) {
	for i, w := range words {
		stem, open := strings.CutSuffix(w, "*")
		words[i] = normalise(stem, letters, l.lang)
		if open {
			words[i] += "*"
		}
	}
	p := phrase{s, words}
	if stem, open := strings.CutSuffix(words[0], "*"); open {
		l.stems[stem] = append(l.stems[stem], p)
	} else {
		l.exact[words[0]] = append(l.exact[words[0]], p)
	}
}

// starting calls found with every phrase that may begin with w.
func (l *lexicon) starting(w word, found func(phrase)) {
	for _, p := range l.exact[w.norm] {
		found(p)
	}
	if l.numeral(w) {
		for _, p := range l.exact["#"] {
			found(p)
		}
	}
	if w.class != letters {
		return
	}
	for end := shortestStem; end <= len(w.norm); end++ {
		for _, p := range l.stems[w.norm[:end]] {
			found(p)
		}
	}
}

// numeral reports whether w is a number, in figures or in letters.
func (l *lexicon) numeral(w word) bool {
	return w.class == digits || l.is(w, count) || l.is(w, scale)
}

// is reports whether w alone is spelt out in the list under the signal s.
func (l *lexicon) is(w word, s signal) bool {
	for _, p := range l.exact[w.norm] {
		if p.signal == s && len(p.words) == 1 {
			return true
		}
	}
	return false
}

// fits reports whether w is the word of a phrase that pattern stands for.
func (l *lexicon) fits(w word, pattern string) bool {
	if pattern == "#" {
		return l.numeral(w)
	}
	stem, open := strings.CutSuffix(pattern, "*")
	return w.norm == stem || open && strings.HasPrefix(w.norm, stem)
}

// lexiconFor is the word list of a BCP 47 tag; without a tag, that of the
// sentence's script; an empty one for a language we have none for.
func lexiconFor(lang, sentence string) *lexicon {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
	if base == "" || base == "und" {
		base = byScript(sentence)
	}
	if l, found := lexicons[base]; found {
		return l
	}
	return &lexicon{lang: base}
}

// byScript guesses a language from the first letter.
func byScript(s string) string {
	i := strings.IndexFunc(s, unicode.IsLetter)
	if i < 0 {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.Is(unicode.Latin, r):
		return "en"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	case unicode.Is(unicode.Arabic, r):
		return "ar"
	}
	return ""
}
