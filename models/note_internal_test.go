package models

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models/text"
)

// someNotes draws notes that a file may hold: keys are unique, texts are not.
func someNotes(t *rapid.T) []ImportedNote {
	texts := rapid.SliceOfN(rapid.SampledFrom([]string{"Says who?", "Source?", "See page 4.", "No."}), 0, 8).Draw(t, "texts")
	var notes []ImportedNote
	for i, s := range texts {
		notes = append(notes, ImportedNote{Kind: NoteComment, Key: fmt.Sprint(i), Text: s, Author: rapid.SampledFrom([]string{"", "Ines"}).Draw(t, "author")})
	}
	return notes
}

// commentsOf is what the notes became.
func commentsOf(notes []ImportedNote) []Comment {
	var all []Comment
	for i, n := range notes {
		all = append(all, Comment{ID: int64(i), NoteKind: n.Kind, NoteKey: n.Key, SaidBy: n.Author, Body: n.Text})
	}
	return all
}

func anywhere(Comment, text.Span) bool { return true }

func TestNotesThatAreNumberedAnewAreRecognised(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		notes := someNotes(t)
		known := commentsOf(notes)
		again := rapid.Permutation(notes).Draw(t, "order")
		for i := range again {
			again[i].Key = fmt.Sprint(i)
		}
		used := map[int]bool{}
		for i, f := range recognise(known, again, anywhere) {
			if f.at < 0 || f.changed || used[f.at] || known[f.at].Body != again[i].Text || known[f.at].SaidBy != again[i].Author {
				t.Fatalf("note %d of %+v became %+v", i, again, f)
			}
			used[f.at] = true
		}
	})
}

func TestNoCommentIsTwoNotesAndEveryOtherNoteIsNewOrGone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		known, notes := commentsOf(someNotes(t)), someNotes(t)
		found := recognise(known, notes, func(c Comment, _ text.Span) bool { return c.ID%2 == 0 })
		used := map[int]bool{}
		for i, f := range found {
			if f.at < 0 {
				continue
			}
			c, n := known[f.at], notes[i]
			same := c.Body == n.Text && c.SaidBy == n.Author
			if used[f.at] || same == f.changed || f.changed && (c.SaidBy != n.Author || c.ID%2 != 0) && c.NoteKey != n.Key {
				t.Fatalf("note %+v is comment %+v: %+v", n, c, f)
			}
			used[f.at] = true
		}
		for i, f := range found {
			says := func(c Comment) bool { return c.Body == notes[i].Text && c.SaidBy == notes[i].Author }
			for k, c := range known {
				if f.at < 0 && !used[k] && says(c) {
					t.Fatalf("note %+v is new although it came in before", notes[i])
				}
			}
		}
		if n := gone(known, found); n > len(known)-len(used) {
			t.Fatalf("%d are gone of %d, and %d are here", n, len(known), len(used))
		}
	})
}

func TestANoteThatSaysSomethingElseIsKnownByWhatStays(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 2, 27, 16, 5, 0, 0, time.UTC)
	later := at.Add(time.Minute)
	for name, c := range map[string]struct {
		was   Comment
		is    ImportedNote
		found bool
	}{
		"a comment of the same author and time": {Comment{NoteKind: NoteComment, NoteKey: "a", SaidBy: "Ines", SaidAt: &at}, ImportedNote{Kind: NoteComment, Key: "b", Author: "Ines", At: at}, true},
		"one of another time":                   {Comment{NoteKind: NoteComment, NoteKey: "a", SaidBy: "Ines", SaidAt: &at}, ImportedNote{Kind: NoteComment, Key: "b", Author: "Ines", At: later}, false},
		"one of another author":                 {Comment{NoteKind: NoteComment, NoteKey: "a", SaidBy: "Ines", SaidAt: &at}, ImportedNote{Kind: NoteComment, Key: "b", Author: "Olaf", At: at}, false},
		"a footnote on the words":               {Comment{NoteKind: NoteFootnote, NoteKey: "a"}, ImportedNote{Kind: NoteFootnote, Key: "b"}, true},
		"an endnote where a footnote was":       {Comment{NoteKind: NoteFootnote, NoteKey: "a"}, ImportedNote{Kind: NoteEndnote, Key: "b"}, false},
	} {
		c.was.Body, c.is.Text = "As it was.", "As it is."
		for stands, want := range map[bool]recognised{true: {0, true}, false: {-1, false}} {
			if !c.found {
				want = recognised{at: -1}
			}
			found := recognise([]Comment{c.was}, []ImportedNote{c.is}, func(Comment, text.Span) bool { return stands })
			if found[0] != want {
				t.Errorf("%s, where it stands %v: %+v", name, stands, found[0])
			}
		}
	}
}

func TestANoteThatChangedTwiceIsOne(t *testing.T) {
	t.Parallel()
	known := []Comment{{NoteKey: "k", Body: "One."}, {NoteKey: "k", Body: "Two."}}
	for says, want := range map[string]recognised{"One.": {0, false}, "Two.": {1, false}, "Three.": {1, true}} {
		found := recognise(known, []ImportedNote{{Key: "k", Text: says}}, anywhere)
		if !slices.Equal(found, []recognised{want}) || gone(known, found) != 0 {
			t.Errorf("%s: %+v, %d gone", says, found, gone(known, found))
		}
	}
}
