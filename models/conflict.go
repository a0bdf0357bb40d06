package models

import (
	"cmp"
	"strconv"
	"time"

	"stet/models/message"
	"stet/models/text"
)

// Conflict is a write that was based on an older version than the newest. It
// carries both, so that nothing typed is lost.
type Conflict struct {
	What    message.Message // "claim 4", "the text of the article"
	Who     message.Message // who saved the newer version
	Version int64           // what a new attempt must be based on
	Fields  []ConflictField
}

func (e *Conflict) Error() string { return e.Sentence().String() }

// Sentence says who changed what meanwhile.
func (e *Conflict) Sentence() message.Message {
	return message.New("%s changed %s while you were working on it.", e.Who, e.What)
}

// ConflictField is one field of a form that was sent and of what somebody saved
// before it arrived.
type ConflictField struct {
	Name          string
	Label         message.Key
	Yours, Theirs string  // as the form sends them
	Was           *string // what both were made from, nil where nobody knows

	YoursRead, TheirsRead string // of a choice: as people read them, where its form has no list of words
	Sort                  FieldSort

	Merged  string       // both together; where they touch, yours
	Clashes []text.Clash // where they touch, in order
}

// FieldSort says how two versions of a field are brought together.
type FieldSort string

// The sorts of fields.
const (
	FieldProse  FieldSort = "prose"  // word by word
	FieldMarkup FieldSort = "markup" // word by word, as the text of an article
	FieldValue  FieldSort = "value"  // one or the other: an address, an excerpt, a date
	FieldChoice FieldSort = "choice" // one or the other, of a list
)

// Differs reports whether somebody saved another value than what was sent, and
// not only the one that the form began with.
func (f ConflictField) Differs() bool {
	return f.Yours != f.Theirs && (f.Was == nil || f.Theirs != *f.Was)
}

// Rebase brings the fields together for which was says what both were made from,
// by their names.
func (e *Conflict) Rebase(was map[string]string) {
	for i := range e.Fields {
		f := &e.Fields[i]
		if base, known := was[f.Name]; known && f.Was == nil {
			f.Was = &base
		}
		f.merge()
	}
}

// Both reports whether every field that differs could be brought together: it is
// known what both sides began with.
func (e *Conflict) Both() bool {
	both := false
	for _, f := range e.Fields {
		if f.Differs() {
			if f.Was == nil {
				return false
			}
			both = true
		}
	}
	return both
}

// Clashed reports whether both sides changed the same words or the same value.
func (e *Conflict) Clashed() bool {
	for _, f := range e.Fields {
		if len(f.Clashes) > 0 {
			return true
		}
	}
	return false
}

// merge brings one field together. A text of an article is merged where its
// documents are at hand.
func (f *ConflictField) merge() {
	switch {
	case f.Sort == FieldMarkup:
	case f.Was == nil:
		f.Merged = f.Yours
	case f.Sort == FieldProse:
		f.Merged, f.Clashes = text.MergeWords(*f.Was, f.Yours, f.Theirs)
	case f.Yours == *f.Was:
		f.Merged = f.Theirs
	default:
		f.Merged = f.Yours
		if f.Theirs != *f.Was && f.Theirs != f.Yours {
			f.Clashes = []text.Clash{{Base: *f.Was, Mine: cmp.Or(f.YoursRead, f.Yours), Theirs: cmp.Or(f.TheirsRead, f.Theirs)}}
		}
	}
}

// proseField is a field whose versions are merged word by word.
func proseField(name string, label message.Key, yours, theirs string) ConflictField {
	return ConflictField{Name: name, Label: label, Yours: yours, Theirs: theirs, Sort: FieldProse}
}

// valueField is a field that is one thing as a whole.
func valueField(name string, label message.Key, yours, theirs string) ConflictField {
	return ConflictField{Name: name, Label: label, Yours: yours, Theirs: theirs, Sort: FieldValue}
}

// choiceField is a field that is chosen from a list of words.
func choiceField[T ~string](name string, label message.Key, yours, theirs T) ConflictField {
	return ConflictField{Name: name, Label: label, Yours: string(yours), Theirs: string(theirs), Sort: FieldChoice}
}

// rowField is a field that names a row, which people read as something else.
func rowField(name string, label message.Key, yours, theirs *int64, read func(*int64) string) ConflictField {
	return ConflictField{Name: name, Label: label, Yours: rowValue(yours), Theirs: rowValue(theirs), YoursRead: read(yours), TheirsRead: read(theirs), Sort: FieldChoice}
}

// rowValue is a row as forms send it.
func rowValue(id *int64) string {
	if id == nil || *id == 0 {
		return ""
	}
	return strconv.FormatInt(*id, 10)
}

// momentField is a time; people read it in UTC, forms send it with its zone.
func momentField(name string, label message.Key, yours, theirs *time.Time) ConflictField {
	return ConflictField{Name: name, Label: label, Yours: FormTime(yours), Theirs: FormTime(theirs),
		YoursRead: inUTC(yours, "2006-01-02 15:04 MST"), TheirsRead: inUTC(theirs, "2006-01-02 15:04 MST"), Sort: FieldChoice}
}

// FormMinute is the layout of a time that says its zone, as forms send it.
const FormMinute = "2006-01-02T15:04Z07:00"

// FormTime is a time as FormMinute, in UTC; "" for none.
func FormTime(t *time.Time) string { return inUTC(t, FormMinute) }

func inUTC(t *time.Time, layout string) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(layout)
}
