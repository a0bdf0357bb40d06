package models

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longName is the least length, in code points, of a name that is found inside
// other words too: a German genitive or an Arabic preposition is no way out.
const longName = 5

// confidentialNames are the words that tell who the confidential sources of the
// newsroom are, as the vault has them. Without the key of the vault nobody can
// look for them, so that nothing leaves.
func (s *Store) confidentialNames() ([]string, error) {
	known, err := s.vaultWords()
	if err != nil {
		return nil, err
	}
	var all []string
	for _, n := range known {
		all = append(all, n.words...)
	}
	return all, nil
}

// withhold puts "confidential source" in place of every name, in all that
// people wrote, and counts how often. The words of the article itself stay: they
// are what is published, and offsets count in them; so does a single word of a
// name that the article uses too. A name that is replaced harms one remark; a
// refusal would hold up the whole article for it.
func (c *Checked) withhold(names []string) {
	var strs []*string
	gather(reflect.ValueOf(c).Elem(), &strs)
	found := spelled(names, strs)
	if len(found) == 0 {
		return
	}
	own := strings.Join([]string{c.Text, c.Article.Title, c.Article.Byline, c.Newsroom.Name, c.Newsroom.URL}, "\n")
	said := alike(own)
	found = slices.DeleteFunc(found, func(name string) bool { return oneWord(name) && strings.Contains(said, name) })
	for _, s := range strs {
		if *s == ConfidentialName || strings.Contains(own, *s) {
			continue
		}
		for _, name := range found {
			c.Withheld += without(s, name)
		}
	}
}

// gather lists every string inside v. Those of a type of their own are
// constants, and nobody writes them.
func gather(v reflect.Value, into *[]*string) {
	switch v.Kind() {
	case reflect.String:
		if s, ok := v.Addr().Interface().(*string); ok && *s != "" {
			*into = append(*into, s)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			gather(v.Elem(), into)
		}
	case reflect.Slice:
		for i := range v.Len() {
			gather(v.Index(i), into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				gather(v.Field(i), into)
			}
		}
	}
}

// spelled gives the names that stand in one of the strings, as they are compared
// and the longest first. Looking for all names in all strings at once is what
// keeps this quick where there are many of both.
func spelled(names []string, strs []*string) []string {
	if len(names) == 0 {
		return nil
	}
	var all strings.Builder
	for _, s := range strs {
		all.WriteString(*s)
		all.WriteString("\n\x00\n")
	}
	said := alike(all.String())
	var found []string
	for _, name := range names {
		for _, way := range []string{name, url.PathEscape(name), url.QueryEscape(name)} {
			if way = alike(way); utf8.RuneCountInString(way) > 1 && way != ConfidentialName && !slices.Contains(found, way) && strings.Contains(said, way) {
				found = append(found, way)
			}
		}
	}
	slices.SortFunc(found, func(a, b string) int { return len(b) - len(a) })
	return found
}

// alike is the form in which strings are compared: folded as names are, and
// without what is invisible.
func alike(s string) string {
	return foldName(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}

// oneWord reports whether a name is a single word, which other people and things
// may be called too.
func oneWord(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return !inWord(r) })
}

// without takes a name out of a string and counts. Letters change in number when
// they are folded, so it keeps where each came from; where even that does not
// find the name again, nothing of the string is left.
func without(s *string, name string) int {
	if !strings.Contains(alike(*s), name) {
		return 0
	}
	var folded strings.Builder
	var from []int // by byte of folded, where its letter begins in s
	spaced := false
	for i, r := range *s {
		one := alike(string(r))
		if unicode.IsSpace(r) && !spaced {
			one = " "
		}
		spaced = one == " " || spaced && one == ""
		folded.WriteString(one)
		for range len(one) {
			from = append(from, i)
		}
	}
	return cut(s, folded.String(), append(from, len(*s)), name)
}

func cut(s *string, folded string, from []int, name string) int {
	var b strings.Builder
	n, end, next := 0, 0, 0
	for {
		at := strings.Index(folded[next:], name)
		if at < 0 {
			break
		}
		at += next
		next = at + len(name)
		if !standsOut(folded, at, next) {
			continue
		}
		b.WriteString((*s)[end:from[at]])
		b.WriteString(ConfidentialName)
		n, end = n+1, from[next]
	}
	switch {
	case n > 0:
		*s = b.String() + (*s)[end:]
	case !oneWord(name) && utf8.RuneCountInString(name) >= longName:
		*s, n = ConfidentialName, 1
	}
	return n
}

// standsOut reports whether the name between start and end of s is one there: a
// long one of several words anywhere, a long word with at most an ending behind
// it, a short one alone.
func standsOut(s string, start, end int) bool {
	name := s[start:end]
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	ending := strings.IndexFunc(s[end:], func(r rune) bool { return !inWord(r) })
	if ending < 0 {
		ending = len(s) - end
	}
	switch long := utf8.RuneCountInString(name) >= longName; {
	case long && !oneWord(name):
		return true
	case long:
		return !inWord(before) && utf8.RuneCountInString(s[end:end+ending]) <= 2
	}
	return !inWord(before) && ending == 0
}
