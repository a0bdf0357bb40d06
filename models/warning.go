package models

import (
	"context"
	"slices"
	"strings"

	"stet/models/message"
)

// Warning is what somebody was warned of who may save a text all the same.
type Warning string

// The warnings.
const (
	OfName    Warning = "name"    // the text holds one that is kept in the vault
	OfMention Warning = "mention" // of nobody, or of several
)

// Warnings lists every warning.
var Warnings = []Warning{OfName, OfMention}

// Anyway is the name of the box that is ticked to save a text after a warning.
// Its value says after which: each warning, between spaces. So a tick answers
// nothing that its reader had not before them.
const Anyway = "anyway"

// Warned marks a context in which somebody read warnings about a text, and saves
// it all the same.
func Warned(ctx context.Context, read ...Warning) context.Context {
	return context.WithValue(ctx, warned{}, append(slices.Clip(hadRead(ctx)), read...))
}

type warned struct{}

func hadRead(ctx context.Context) []Warning {
	read, _ := ctx.Value(warned{}).([]Warning)
	return read
}

// hasRead reports whether the warning was read already.
func hasRead(ctx context.Context, w Warning) bool { return slices.Contains(hadRead(ctx), w) }

// warn refuses a field with a sentence, and asks for one tick for this and for
// whatever was ticked before.
func (c checks) warn(ctx context.Context, w Warning, field string, sentence message.Key, args ...any) {
	c.need(false, field, sentence, args...)
	var all []string
	for _, of := range append(slices.Clip(hadRead(ctx)), w) {
		all = append(all, string(of))
	}
	c.need(false, Anyway, message.Key(strings.Join(all, " ")))
}
