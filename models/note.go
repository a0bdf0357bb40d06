package models

import (
	"slices"
	"sort"
	"strings"
	"time"

	"stet/models/text"
)

// NoteKind says what a note was in the file it came in with.
type NoteKind string

// The kinds of notes. The empty one is a comment that was written here.
const (
	NoteNone     NoteKind = ""
	NoteFootnote NoteKind = "footnote"
	NoteEndnote  NoteKind = "endnote"
	NoteComment  NoteKind = "comment"
	NoteReply    NoteKind = "reply"
)

// NoteKinds lists every kind of note.
var NoteKinds = []NoteKind{NoteNone, NoteFootnote, NoteEndnote, NoteComment, NoteReply}

// ImportedNote is a footnote or a comment that came in with a text. A reply has
// the words of what it answers.
type ImportedNote struct {
	Kind      NoteKind
	Key       string // names it in every version of its file
	text.Span        // code points of the document it came with
	Text      string
	Author    string
	At        time.Time // zero where the file does not say
	Addresses []string  // web addresses in its text
	Resolved  bool      // somebody had settled it in the file
}

// NotesReport says what became of the notes that came in with a text.
type NotesReport struct {
	Footnotes, Endnotes, Comments, Replies int // that are new

	Claims   int // made of them
	Joined   int // of them, on words that were a claim before
	Evidence int // items made of the addresses in them
	Resolved int // of them, settled in the file
	Known    int // notes that came in before
	Changed  int // notes that came in before and say something else now
	Gone     int // notes that came in before and are not in the file any more
}

// New is the number of notes that are new.
func (r NotesReport) New() int { return r.Footnotes + r.Endnotes + r.Comments + r.Replies }

func (r *NotesReport) count(n ImportedNote) {
	switch n.Kind {
	case NoteFootnote:
		r.Footnotes++
	case NoteEndnote:
		r.Endnotes++
	case NoteReply:
		r.Replies++
	default:
		r.Comments++
	}
	if n.Resolved {
		r.Resolved++
	}
}

// recognised says which comment a note is, if it came in before.
type recognised struct {
	at      int // index of the comment; -1 for a new note
	changed bool
}

// writes reports whether the note brings something new.
func (r recognised) writes() bool { return r.at < 0 || r.changed }

// recognise pairs the notes of a file with the comments that notes became
// before. Programs number notes anew, so a key alone proves nothing: first go
// those that say the same under the same key, then those that say the same. The
// rest said something else when it came in, if it stands where its claim does
// and has the same key; or the same author and time, which stay when a comment is
// edited; or is a note without either.
func recognise(known []Comment, notes []ImportedNote, stands func(Comment, text.Span) bool) []recognised {
	found := slices.Repeat([]recognised{{at: -1}}, len(notes))
	taken := map[string]bool{} // by key: whatever a note has said, it is one note
	pair := func(changed bool, mark func(ImportedNote) string) {
		alike := map[string][]int{}
		for k, c := range known {
			if m := mark(c.note()); m != "" {
				alike[m] = append(alike[m], k)
			}
		}
		for i, n := range notes {
			for _, k := range slices.Backward(alike[mark(n)]) { // what it said last comes first
				if found[i].at < 0 && !taken[known[k].NoteKey] && (!changed || stands(known[k], n.Span)) {
					found[i], taken[known[k].NoteKey] = recognised{k, changed}, true
				}
			}
		}
	}
	pair(false, func(n ImportedNote) string { return n.Key + "\x00" + n.Author + "\x00" + n.Text })
	pair(false, func(n ImportedNote) string { return n.Author + "\x00" + n.Text })
	pair(true, func(n ImportedNote) string { return n.Key })
	pair(true, func(n ImportedNote) string {
		if n.At.IsZero() {
			return ""
		}
		return n.Author + "\x00" + n.At.UTC().Format(time.RFC3339)
	})
	pair(true, func(n ImportedNote) string {
		if !n.At.IsZero() || n.Author != "" {
			return ""
		}
		return string(n.Kind)
	})
	return found
}

// note is the note that a comment came of, without its place.
func (c Comment) note() ImportedNote {
	n := ImportedNote{Kind: c.NoteKind, Key: c.NoteKey, Author: c.SaidBy, Text: c.Body}
	if c.SaidAt != nil {
		n.At = *c.SaidAt
	}
	return n
}

// gone counts the notes of before that are in the file no more, whatever they
// said last.
func gone(known []Comment, found []recognised) int {
	here := map[string]bool{}
	for _, f := range found {
		if f.at >= 0 {
			here[known[f.at].NoteKey] = true
		}
	}
	keys := map[string]bool{}
	for _, c := range known {
		if !here[c.NoteKey] {
			keys[c.NoteKey] = true
		}
	}
	return len(keys)
}

// maxNoted is how many sentences a note may be about. One on more is about the
// article, and a claim as long would make all of them look checked.
const maxNoted = 12

// noted is the words a note is about: those it stands on, or the sentence it
// stands in or after.
func noted(doc *text.Document, at text.Span) text.Span {
	span, ok := doc.Snap(at)
	first, last := doc.SentencesIn(span)
	switch {
	case ok && last-first <= maxNoted:
		return span
	case ok:
		return doc.Sentences[first].Span
	}
	after := sort.Search(len(doc.Sentences), func(i int) bool { return doc.Sentences[i].Start > at.Start })
	return doc.Sentences[max(0, after-1)].Span
}

// maxDraft is how long the wording of a draft claim gets, in code points:
// whoever checks it writes a better one.
const maxDraft = 300

// draftWording is the wording of a claim that nobody has worded yet.
func draftWording(quote string) string {
	words := strings.Join(strings.Fields(quote), " ")
	short := clip(words, maxDraft)
	if short == words {
		return words
	}
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + "…"
}

// tidyNotes are the notes that say something, as the database keeps it, in the
// order of the text; those on the same words keep theirs.
func tidyNotes(notes []ImportedNote) []ImportedNote {
	var all []ImportedNote
	for _, n := range notes {
		n.Text, n.Author = tidy(n.Text), tidy(n.Author)
		if n.Text != "" {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(a, b ImportedNote) int { return a.Start - b.Start })
	return all
}
