package views

import (
	"stet/models"
	"stet/models/message"
)

// chosenIn are the words for what was chosen, by what was done: the history keeps
// the values of the database. Of other actions it keeps words already, such as the
// name of an archive.
var chosenIn = map[models.Action]func(message.Language, string) string{
	models.EvidenceCreated:    words(relationLabel),
	models.EvidenceEdited:     words(relationLabel),
	models.EvidenceWithdrawn:  words(relationLabel),
	models.EvidenceDamaged:    unsaid, // the line says it
	models.CaptureDrifted:     words(driftLabel),
	models.ClaimResolved:      words(resolutionLabel),
	models.ClaimAssigned:      func(l message.Language, _ string) string { return l.Say("By rule") },
	models.SourceMarked:       words(validityLabel),
	models.AmendmentLogged:    words(func(l message.Language, c models.Cause) string { return l.Say(c.Label()) }),
	models.AmendmentPublished: words(func(l message.Language, k models.AmendmentKind) string { return l.Say(k.Label()) }),
	models.CommentAnswered:    unsaid, // the line says it
	models.NoteImported:       words(noteLabel),
	models.ReplyAttempted:     words(channelLabel),
	models.ReplyAnsweredAct:   words(channelLabel),
	models.ReplyReflectedAct:  words(channelLabel),
	models.InquiryAnswered:    words(responseLabel),
}

// words reads a value of the database and labels it.
func words[T ~string](label func(message.Language, T) string) func(message.Language, string) string {
	return func(l message.Language, is string) string { return label(l, T(is)) }
}

func unsaid(message.Language, string) string { return "" }

// chosen is a value that a line of the history keeps, in words.
func (c Chrome) chosen(in models.Action, is string) string {
	if read := chosenIn[in]; read != nil && is != "" {
		return read(c.Language, is)
	}
	return is
}

// driftLabel says what became of a page.
func driftLabel(l message.Language, d models.Drift) string {
	if d == models.DriftGone {
		return l.Say("The page is gone.")
	}
	return l.Say("The page has changed.")
}

// validityLabel says how a source holds.
func validityLabel(l message.Language, v models.Validity) string {
	if v == models.SourceGood {
		return l.Say("Good")
	}
	return validityWords(l, v)
}

// noteLabel names a sort of note in a file.
func noteLabel(l message.Language, k models.NoteKind) string {
	return l.Say(map[models.NoteKind]message.Key{models.NoteFootnote: "Footnote", models.NoteEndnote: "Endnote", models.NoteComment: "Comment", models.NoteReply: "Reply"}[k])
}

// edited are the words for what of a claim was edited.
var edited = map[string]message.Key{"wording": "wording", "kind": "kind", "risk": "risk", "claimant": "claimant"}
