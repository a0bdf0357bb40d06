package models

import (
	"errors"
	"strings"
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
