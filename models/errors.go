package models

import (
	"errors"
	"strings"

	"stet/models/text"
)

// ErrNotFound says that there is no such row, or none the actor may know of.
var ErrNotFound = errors.New("not found")

// Refused is an act that a rule forbids; Reason is a sentence for people.
type Refused struct{ Reason string }

func (e *Refused) Error() string { return e.Reason }

// refuse makes a Refused error from a sentence.
func refuse(reason string) error { return &Refused{Reason: reason} }

// Invalid is input that cannot be taken; Fields holds a sentence for each field
// that is wrong, under the name the form uses. The empty name is the whole form.
type Invalid struct{ Fields map[string]string }

func (e *Invalid) Error() string {
	var all []string
	for _, sentence := range e.Fields {
		all = append(all, sentence)
	}
	return strings.Join(all, " ")
}

// invalid makes an Invalid error for one field.
func invalid(field, sentence string) error {
	return &Invalid{Fields: map[string]string{field: sentence}}
}

// checks collects what is wrong with a form.
type checks map[string]string

func (c checks) need(ok bool, field, sentence string) {
	if _, told := c[field]; !ok && !told {
		c[field] = sentence
	}
}

func (c checks) err() error {
	if len(c) == 0 {
		return nil
	}
	return &Invalid{Fields: c}
}

// ConflictField is one field that two people changed.
type ConflictField struct {
	Name, Label   string
	Yours, Theirs string
}

// Conflict is a write that was based on an older version than the newest. It
// carries both texts, so that nothing typed is lost.
type Conflict struct {
	What    string // "claim 4", "the text of the article"
	Who     string // who saved the newer version
	Version int64  // what a new attempt must be based on
	Fields  []ConflictField

	// Of two texts made from one: that one, both changes together where they do
	// not touch, and where they do, what each made of it; there Merged has yours.
	Base, Merged string
	Clashes      []text.Clash
}

func (e *Conflict) Error() string {
	return e.Who + " changed " + e.What + " while you were working on it."
}
