package views

import (
	"fmt"
	"strings"

	"stet/models"
)

// RevisionWords says what a new revision did to the claims.
func RevisionWords(r models.RevisionReport) []string {
	switch {
	case r.Same:
		return []string{"The text is as it was before, so there is no new revision."}
	case !r.Touched():
		return []string{fmt.Sprintf("Revision %d is saved. Nothing is left to look at again.", r.Revision.Number)}
	}
	return []string{fmt.Sprintf("Revision %d is saved. Places of claims: %d unchanged, %d changed, %d lost, %d with other words around them.", r.Revision.Number, r.Kept, r.Changed, r.Lost, r.Context)}
}

// NotesWords says what became of the notes that came in with a file, a sentence
// each; nothing where there were none.
func NotesWords(r models.NotesReport) []string {
	var all []string
	say := counting(&all)
	if came := cameIn(r); came != "" {
		all = append(all, came)
	}
	say(r.Replies, "reply is in the discussion it belongs to.", "replies are in the discussions they belong to.")
	say(r.Joined, "note went to a claim that was on its words already.", "notes went to claims that were on their words already.")
	say(r.Evidence, "address in them became evidence; it needs a locator before it can carry a verdict.", "addresses in them became evidence; each needs a locator before it can carry a verdict.")
	say(r.Resolved, "note was settled in the file.", "notes were settled in the file.")
	say(r.Known, "note was here from before.", "notes were here from before.")
	say(r.Changed, "note says something else now: the discussion of its claim has both.", "notes say something else now: the discussions of their claims have both.")
	say(r.Gone, "note is not in the file any more; its claim stays.", "notes are not in the file any more; their claims stay.")
	return all
}

// counting makes what adds a sentence on how many there are, where there are any.
func counting(all *[]string) func(n int, one, many string) {
	return func(n int, one, many string) {
		if n > 0 {
			*all = append(*all, plural(n, one, many))
		}
	}
}

// cameIn names the notes that are new, without replies, and the claims made of them.
func cameIn(r models.NotesReport) string {
	var sorts []string
	for _, s := range []struct {
		n         int
		one, many string
	}{{r.Footnotes, "footnote", "footnotes"}, {r.Endnotes, "endnote", "endnotes"}, {r.Comments, "comment", "comments"}} {
		if s.n > 0 {
			sorts = append(sorts, plural(s.n, s.one, s.many))
		}
	}
	switch {
	case len(sorts) == 0:
		return ""
	case r.Claims == 0:
		return enumerated(sorts) + " came in."
	}
	return enumerated(sorts) + " became " + plural(r.Claims, "claim", "claims") + "."
}

// enumerated joins words with commas, and the last one with "and".
func enumerated(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
