package models

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mention is a place in a comment that begins with an @ where a word may begin.
type mention struct {
	said   string // the word after the @, as it is written
	people []int64
}

// mentions finds the people whom a comment names: by an @ and the email address,
// the whole name, or the first word of the name, in any case. The whole name
// goes before its first word, so that @Sam Smith is one person where there are
// several called Sam.
func mentions(body string, people []User) []mention {
	var all []mention
	for at, r := range body {
		if before, _ := utf8.DecodeLastRuneInString(body[:at]); r != '@' || inWord(before) || strings.ContainsRune("@./_-", before) {
			continue
		}
		rest := body[at+1:]
		if next, _ := utf8.DecodeRuneInString(rest); inWord(next) {
			all = append(all, mention{said: firstWord(rest), people: namedAt(rest, people)})
		}
	}
	return all
}

// namedAt are the people whose name or address a text begins with: those of the
// longest.
func namedAt(rest string, people []User) []int64 {
	var found []int64
	longest := 0
	for _, u := range people {
		for _, name := range []string{u.Email, u.Name, firstWord(u.Name)} {
			if n := utf8.RuneCountInString(name); n < longest || n == 0 || !begins(rest, name) || slices.Contains(found, u.ID) && n == longest {
				continue
			} else if n > longest {
				longest, found = n, nil
			}
			found = append(found, u.ID)
		}
	}
	return found
}

// begins reports whether a text begins with a name and goes on with no more of
// a word.
func begins(rest, name string) bool {
	head := clip(rest, utf8.RuneCountInString(name))
	after, _ := utf8.DecodeRuneInString(rest[len(head):])
	return foldName(head) == foldName(name) && !inWord(after)
}

func firstWord(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:!?()[]", r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// mentioned are those whom a comment on an article names. One that names nobody
// for whom the article exists, or several, is refused with a warning: a word
// that only looks like a name is saved all the same by who goes on.
func (s *Store) mentioned(ctx context.Context, a Article, body string) ([]int64, error) {
	if !strings.Contains(body, "@") {
		return nil, nil
	}
	var people []User
	q := s.db.Omit("password_hash").Where("active AND email <> ?", operatorEmail)
	if a.Restricted {
		q = q.Where("id IN (SELECT user_id FROM article_people WHERE article_id = ?)", a.ID)
	}
	if err := q.Order("id").Find(&people).Error; err != nil {
		return nil, err
	}
	var all []int64
	c := checks{}
	for _, m := range mentions(body, people) {
		switch {
		case len(m.people) == 1 && !slices.Contains(all, m.people[0]):
			all = append(all, m.people[0])
		case ctx.Value(warned{}) != nil || len(m.people) == 1:
		case len(m.people) == 0:
			c.need(false, "body", "@"+strings.TrimRight(m.said, ".")+" is nobody who sees this article, so nobody will be told. Mend the name, or tick the box to save it all the same.")
			c.need(false, Anyway, "@"+m.said)
		default:
			c.need(false, "body", "Several people are called “"+m.said+"”. Write the whole name, or @ and the email address.")
			c.need(false, Anyway, "@"+m.said)
		}
	}
	return all, c.err()
}
