package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMentions is how many places of one comment may begin with an @.
const maxMentions = 50

// callable has by what names people can be mentioned.
type callable struct {
	people  map[string][]int64 // by name or address, folded
	lengths []int              // of those in code points, each once, the longest first
}

// callableBy are people by the email address, the whole name, and the first word
// of the name.
func callableBy(people []User) callable {
	c := callable{people: map[string][]int64{}}
	lengths := map[int]bool{}
	for _, u := range people {
		for _, name := range []string{u.Email, u.Name, firstWord(u.Name)} {
			if key := foldName(name); key != "" && !slices.Contains(c.people[key], u.ID) {
				c.people[key] = append(c.people[key], u.ID)
				lengths[utf8.RuneCountInString(name)] = true
			}
		}
	}
	c.lengths = slices.SortedFunc(maps.Keys(lengths), func(a, b int) int { return b - a })
	return c
}

// at are the people whose name or address a text begins with: those of the
// longest, so that @Sam Smith is one person where there are several called Sam.
func (c callable) at(rest string) []int64 {
	for _, n := range c.lengths {
		head := clip(rest, n)
		if goesOn(rest[len(head):]) {
			continue
		}
		if found := c.people[foldName(head)]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// goesOn reports whether what follows a name belongs to it: then it is another
// name, or an address.
func goesOn(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	if r == '.' {
		r, _ = utf8.DecodeRuneInString(after[size:])
		return inWord(r)
	}
	return inWord(r) || strings.ContainsRune("@_-\u2010\u2011", r)
}

// mentions are what follows each @ of a comment that stands where a word may
// begin, and before one.
func mentions(body string) []string {
	var all []string
	for at, r := range body {
		if before, _ := utf8.DecodeLastRuneInString(body[:at]); r != '@' || inWord(before) || strings.ContainsRune("@./_-", before) {
			continue
		}
		rest := body[at+1:]
		if next, _ := utf8.DecodeRuneInString(rest); inWord(next) {
			all = append(all, rest)
		}
	}
	return all
}

func firstWord(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:!?()[]", r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// saidElsewhere marks a context in which comments are brought that were said in
// another newsroom: they mention nobody of this one.
func saidElsewhere(ctx context.Context) context.Context {
	return context.WithValue(ctx, elsewhere{}, true)
}

type elsewhere struct{}

// mentioned are those whom a comment on an article names. One that names nobody
// for whom the article exists, or several, is refused with a warning: a word
// that only looks like a name is saved all the same by who goes on.
func (s *Store) mentioned(ctx context.Context, a Article, body string) ([]int64, error) {
	names := mentions(body)
	if len(names) == 0 || ctx.Value(elsewhere{}) != nil {
		return nil, nil
	}
	if len(names) > maxMentions {
		return nil, invalid("body", "A comment can mention %d people at most, and here more words than that begin with an @. Leave some out, or put a space after the @.", maxMentions)
	}
	people, err := s.callable(a)
	if err != nil {
		return nil, err
	}
	var all []int64
	c := checks{}
	for _, rest := range names {
		found, said := people.at(rest), firstWord(rest)
		switch {
		case len(found) == 1 && !slices.Contains(all, found[0]):
			all = append(all, found[0])
		case len(found) == 1 || hasRead(ctx, OfMention):
		case len(found) == 0:
			c.warn(ctx, OfMention, "body", "@%s is nobody who sees this article, so nobody will be told. Mend the name, or tick the box to save it all the same.", strings.TrimRight(said, "."))
		default:
			c.warn(ctx, OfMention, "body", "Several people are called “%s”. Write the whole name, or @ and the email address.", said)
		}
	}
	return all, c.err()
}

// callable are those who can be mentioned in an article.
func (s *Store) callable(a Article) (callable, error) {
	var people []User
	q := s.db.Omit("password_hash").Where("active AND email <> ?", operatorEmail)
	if a.Restricted {
		q = q.Where("id IN (SELECT user_id FROM article_people WHERE article_id = ?)", a.ID)
	}
	if err := q.Order("id").Find(&people).Error; err != nil {
		return callable{}, fmt.Errorf("list who can be mentioned: %w", err)
	}
	return callableBy(people), nil
}
