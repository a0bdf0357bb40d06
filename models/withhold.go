package models

import (
	"context"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// shortName is the least length, in code points, of a name that is looked for
// inside words too: a German genitive or an Arabic preposition is no way out.
// Shorter ones count as whole words only.
const shortName = 5

// confidentialNames are the words that tell who the confidential sources of the
// newsroom are. A publisher is not among them: it names an institution, and
// stands in too many texts by right.
func (s *Store) confidentialNames(ctx context.Context) ([]string, error) {
	var sources []Source
	err := s.read.WithContext(ctx).Select("title", "author", "url").Where("confidentiality = ?", ConfidentialSource).Find(&sources).Error
	if err != nil {
		return nil, fmt.Errorf("load the confidential sources: %w", err)
	}
	var all []string
	for _, o := range sources {
		all = append(all, o.names()...)
	}
	return all, nil
}

// names are the words by which a text would tell the source: its title, its
// authors and its address, and what stands before a description in its title.
func (o Source) names() []string {
	all := []string{o.Title, o.Author}
	head, _, _ := strings.Cut(strings.NewReplacer("(", ",", ";", ",", ":", ",", "–", ",", "—", ",").Replace(o.Title), ",")
	for _, part := range append(splitNames(o.Author), head) {
		if len(strings.Fields(part)) > 1 { // one word alone is rarely a name
			all = append(all, part)
		}
	}
	if o.URL != "" {
		_, bare, _ := strings.Cut(o.URL, "://")
		all = append(all, o.URL, strings.TrimRight(bare, "/"))
	}
	return all
}

func splitNames(authors string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(authors, " and ", ";"), func(r rune) bool { return strings.ContainsRune(";,&/", r) })
}

// withhold puts "confidential source" in place of every name, in all that
// people wrote, and counts how often. The words of the article itself stay: they
// are what is published, and offsets count in them. A name that is replaced
// harms one remark; a refusal would hold up the whole article for it.
func (c *Checked) withhold(names []string) {
	var strs []*string
	gather(reflect.ValueOf(c).Elem(), &strs)
	found := spelled(names, strs)
	if len(found) == 0 {
		return
	}
	own := strings.Join([]string{c.Text, c.Article.Title, c.Article.Byline, c.Newsroom.Name, c.Newsroom.URL}, "\n")
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

// alike is the form in which strings are compared: small letters, folded as for
// a fingerprint, nothing invisible.
func alike(s string) string {
	return text.Fold(strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)))
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
	short := utf8.RuneCountInString(name) < shortName
	var b strings.Builder
	n, end, next := 0, 0, 0
	for {
		at := strings.Index(folded[next:], name)
		if at < 0 {
			break
		}
		at += next
		next = at + len(name)
		if short && !whole(folded, at, next) {
			continue
		}
		b.WriteString((*s)[end:from[at]])
		b.WriteString(ConfidentialName)
		n, end = n+1, from[next]
	}
	switch {
	case n > 0:
		*s = b.String() + (*s)[end:]
	case !short:
		*s, n = ConfidentialName, 1
	}
	return n
}

// whole reports whether no letter or digit touches a stretch of s.
func whole(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	letter := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return !letter(before) && !letter(after)
}
