package models

import (
	"errors"
	"strings"

	"stet/models/message"
)

// ErrNotFound says that there is no such row, or none the actor may know of.
var ErrNotFound = errors.New("not found")

// Refused is an act that a rule forbids; Reason is a sentence for people.
type Refused struct{ Reason message.Message }

func (e *Refused) Error() string { return e.Reason.String() }

// refuse makes a Refused error from a sentence and the values that stand in it.
func refuse(reason message.Key, args ...any) error {
	return &Refused{Reason: message.New(reason, args...)}
}

// Invalid is input that cannot be taken; Fields holds a sentence for each field
// that is wrong, under the name the form uses. The empty name is the whole form.
type Invalid struct{ Fields map[string]message.Message }

func (e *Invalid) Error() string {
	var all []string
	for _, sentence := range e.Fields {
		all = append(all, sentence.String())
	}
	return strings.Join(all, " ")
}

// invalid makes an Invalid error for one field.
func invalid(field string, sentence message.Key, args ...any) error {
	return &Invalid{Fields: map[string]message.Message{field: message.New(sentence, args...)}}
}

// checks collects what is wrong with a form.
type checks map[string]message.Message

func (c checks) need(ok bool, field string, sentence message.Key, args ...any) {
	if _, told := c[field]; !ok && !told {
		c[field] = message.New(sentence, args...)
	}
}

func (c checks) err() error {
	if len(c) == 0 {
		return nil
	}
	return &Invalid{Fields: c}
}

// Blocked is a sign-off that something stands in the way of.
type Blocked struct{ Blockers []Blocker }

func (e *Blocked) Error() string { return e.Sentence().String() }

// Sentence says how many they are.
func (e *Blocked) Sentence() message.Message {
	return message.New("%d things stand in the way of the sign-off.", len(e.Blockers))
}
