package views

import (
	"stet/models"
	"stet/models/message"
)

// RevisionWords says what a new revision did to the claims.
func RevisionWords(r models.RevisionReport) []message.Message {
	switch {
	case r.Same:
		return []message.Message{message.New("The text is as it was before, so there is no new revision.")}
	case !r.Touched():
		return []message.Message{message.New("Revision %d is saved. Nothing is left to look at again.", r.Revision.Number)}
	}
	return []message.Message{message.New("Revision %d is saved. Places of claims: %d unchanged, %d changed, %d lost, %d with other words around them.", r.Revision.Number, r.Kept, r.Changed, r.Lost, r.Context)}
}

// NotesWords says what became of the notes that came in with a file, a sentence
// each; nothing where there were none.
func NotesWords(r models.NotesReport) []message.Message {
	all := cameIn(r)
	say := counting(&all)
	say(r.Replies, "%d replies are in the discussions they belong to.")
	say(r.Joined, "%d notes went to claims that were on their words already.")
	say(r.Evidence, "%d addresses in them became evidence; each needs a locator before it can carry a verdict.")
	say(r.Resolved, "%d notes were settled in the file.")
	say(r.Known, "%d notes were here from before.")
	say(r.Changed, "%d notes say something else now: the discussions of their claims have both.")
	say(r.Gone, "%d notes are not in the file any more; their claims stay.")
	return all
}

// counting makes what adds a sentence on how many there are, where there are any.
func counting(all *[]message.Message) func(n int, key message.Key) {
	return func(n int, key message.Key) {
		if n > 0 {
			*all = append(*all, message.New(key, n))
		}
	}
}

// cameIn names the notes that are new, without replies, and the claims made of them.
func cameIn(r models.NotesReport) []message.Message {
	var sorts []message.Message
	say := counting(&sorts)
	say(r.Footnotes, "%d footnotes")
	say(r.Endnotes, "%d endnotes")
	say(r.Comments, "%d comments")
	switch {
	case len(sorts) == 0:
		return nil
	case r.Claims == 0:
		return []message.Message{message.New("%s came in.", enumerated(sorts))}
	}
	return []message.Message{message.New("%s became %d claims.", enumerated(sorts), r.Claims)}
}

// enumerated is up to three things in a row.
func enumerated(all []message.Message) message.Message {
	switch len(all) {
	case 1:
		return all[0]
	case 2:
		return message.New("%s and %s", all[0], all[1])
	}
	return message.New("%s, %s and %s", all[0], all[1], all[2])
}
