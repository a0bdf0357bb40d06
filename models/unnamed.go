package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"

	"stet/models/text"
)

// vaultNames has at hand, opened and in memory alone, by what a text would tell
// who a confidential source is.
type vaultNames struct {
	mu    sync.Mutex
	stamp string // of the identities they were read from
	known []vaultName
}

type vaultName struct {
	sourceID int64
	words    []string // folded: whole fields, and the single words of a name
}

// shortestName is the length in code points from which a single word of a name
// is looked for by itself: "Li" is in too many texts.
const shortestName = 4

// told is the sentence about a text that holds a name of the vault.
const told = "This holds a name that is kept in the vault. Write the alias instead, or tick the box to save it all the same."

// unnamed refuses texts, by the names of their fields, that tell who a
// confidential source is. Who goes on after the warning goes on, and that is
// recorded for those who may open the identity.
func (s *Store) unnamed(ctx context.Context, actor User, texts map[string]string) error {
	var all strings.Builder
	for _, t := range texts {
		all.WriteString(t)
	}
	if all.Len() == 0 {
		return nil
	}
	known, err := s.vaultWords()
	if refused := (*Refused)(nil); errors.As(err, &refused) {
		return nil // the key is not there: what cannot be looked for must not stop the desk
	}
	if err != nil || len(known) == 0 {
		return err
	}
	c := checks{}
	for field, t := range texts {
		folded := foldName(t)
		for _, name := range known {
			if !name.in(folded) {
				continue
			}
			if !hasRead(ctx, OfName) {
				c.warn(ctx, OfName, field, told)
			} else if err := s.record(actor, nil, nil, IdentityWritten, Detail{Source: &name.sourceID, Fields: []string{field}}); err != nil {
				return err
			}
		}
	}
	return c.err()
}

// in reports whether a folded text holds one of the words as a word.
func (n vaultName) in(folded string) bool {
	return slices.ContainsFunc(n.words, func(w string) bool { return holdsWord(folded, w) })
}

func holdsWord(s, word string) bool {
	for from := 0; ; {
		at := strings.Index(s[from:], word)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+len(word):])
		if !inWord(before) && !inWord(after) {
			return true
		}
		from = at + len(word)
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// foldName makes names equal that differ in case and typography.
func foldName(s string) string { return cases.Fold().String(text.Fold(s)) }

// vaultWords are the names to look for, read anew when the vault changed.
func (s *Store) vaultWords() ([]vaultName, error) {
	var stamp string
	err := s.read.Raw("SELECT COUNT(*) || ' ' || COALESCE(SUM(version), 0) || ' ' || COALESCE(CAST(MAX(changed_at) AS TEXT), '') FROM identities").Scan(&stamp).Error
	if err != nil {
		return nil, fmt.Errorf("look at the vault: %w", err)
	}
	s.names.mu.Lock()
	if s.names.stamp == stamp {
		defer s.names.mu.Unlock()
		return s.names.known, nil
	}
	s.names.mu.Unlock()
	var rows []identityRow
	if err := s.read.Order("source_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the vault: %w", err)
	}
	var known []vaultName
	for _, row := range rows {
		who, err := s.unseal(row)
		if err != nil {
			return nil, err
		}
		known = append(known, vaultName{row.SourceID, who.words()})
	}
	s.names.mu.Lock()
	defer s.names.mu.Unlock()
	s.names.stamp, s.names.known = stamp, known
	return known, nil
}

// words are what a text would tell who it is by: the name and the author whole
// and word by word, where they can be reached, and at what address.
func (who Identity) words() []string {
	var all []string
	add := func(s string, shortest int) {
		if s = foldName(strings.Trim(s, " ,.;:()")); utf8.RuneCountInString(s) >= shortest && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, name := range []string{who.Name, who.Author} {
		add(name, 2)
		for _, word := range strings.Fields(name) {
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.Is(unicode.Lo, r) {
				add(word, shortestName)
			}
		}
	}
	add(who.URL, shortestName)
	for _, contact := range strings.FieldsFunc(who.Contact, func(r rune) bool { return strings.ContainsRune("\n,;", r) }) {
		add(contact, shortestName)
	}
	return all
}
