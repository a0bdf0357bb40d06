package models

import "strings"

// Action is something that can be done to an article or a claim. The same list
// names the events of the history.
type Action string

// The actions.
const (
	ArticleCreated      Action = "article.created"
	ArticleEdited       Action = "article.edited"
	ArticleHeld         Action = "article.held"
	ArticleResumed      Action = "article.resumed"
	ArticleKilledAct    Action = "article.killed"
	ArticleReopened     Action = "article.reopened"
	ArticleSignedOffAct Action = "article.signed_off"
	ArticlePublishedAct Action = "article.published"
	ArticleExported     Action = "article.exported"
	ArticleRestricted   Action = "article.restricted" // to named people
	ArticleUnrestricted Action = "article.unrestricted"
	PersonNamed         Action = "article.person_named"
	PersonRemoved       Action = "article.person_removed"
	RevisionSaved       Action = "revision.saved"
	ClaimCreated        Action = "claim.created"
	ClaimEdited         Action = "claim.edited"
	ClaimAnchored       Action = "claim.anchored"
	ClaimUnanchored     Action = "claim.unanchored"
	ClaimSplit          Action = "claim.split"
	ClaimMerged         Action = "claim.merged"
	ClaimWithdrawnAct   Action = "claim.withdrawn"
	ClaimRestored       Action = "claim.restored"
	ClaimConfirmed      Action = "claim.confirmed"
	ClaimResolved       Action = "claim.resolved"
	ClaimAssigned       Action = "claim.assigned" // one or several, to the person of its Detail
	SkipCreated         Action = "skip.created"
	SkipWithdrawn       Action = "skip.withdrawn"
	SuggestionDismissed Action = "suggestion.dismissed"
	EvidenceCreated     Action = "evidence.created"
	EvidenceEdited      Action = "evidence.edited"
	EvidenceWithdrawn   Action = "evidence.withdrawn"
	VerdictSaved        Action = "verdict.saved"
	VerdictSubmitted    Action = "verdict.submitted"
	ReviewApproved      Action = "review.approved"
	ReviewReturned      Action = "review.returned"
	ReviewOverridden    Action = "review.overridden"
	ReviewVoided        Action = "review.voided" // the check itself was wrong
	CommentCreated      Action = "comment.created"
	CommentResolved     Action = "comment.resolved"
	CommentAnswered     Action = "comment.answered"
	CommentReopened     Action = "comment.reopened"
	CommentHanded       Action = "comment.handed" // to another owner, or to another time
	NoteImported        Action = "note.imported"
	SheetImported       Action = "sheet.imported"
	SheetRowPlaced      Action = "sheet.row_placed"
	SheetRowDropped     Action = "sheet.row_dropped"
	SourceCreated       Action = "source.created"
	SourceEdited        Action = "source.edited"
	SourceMarked        Action = "source.marked" // as retracted, dead, replaced, or good again
	SourceMerged        Action = "source.merged"
	UserCreated         Action = "user.created"
	UserInvited         Action = "user.invited"
	UserEdited          Action = "user.edited"
	UserSignedOut       Action = "user.signed_out"
	UserAway            Action = "user.away"
	SettingsEdited      Action = "settings.edited"
	SectionCreated      Action = "section.created"
	SectionEdited       Action = "section.edited"
	RulesEdited         Action = "rules.edited" // by which claims are assigned
	IdentitySealed      Action = "identity.sealed"
	IdentityOpened      Action = "identity.opened"
	ReaderNamed         Action = "identity.reader_named"
	ReaderRemoved       Action = "identity.reader_removed"
	IdentityWritten     Action = "identity.written" // a name of the vault was saved in a text, after a warning
	CaptureAsked        Action = "capture.asked"
	CaptureWasKept      Action = "capture.kept"
	CaptureWasNot       Action = "capture.failed"
	CaptureDrifted      Action = "capture.drifted" // the page changed since it was kept, or is gone
	CaptureUploaded     Action = "capture.uploaded"
	PictureAsked        Action = "picture.asked"
	PictureTaken        Action = "picture.taken"
	PictureFailed       Action = "picture.failed"
	ArchiveAsked        Action = "archive.asked"  // to save a page
	ArchiveFailed       Action = "archive.failed" // it did not
	ArchiveLinked       Action = "archive.linked"
	ArchiveUnlinked     Action = "archive.unlinked"
	EvidenceDamaged     Action = "evidence.damaged" // a file that it rests on, or that file is whole again
	EvidenceOpened      Action = "evidence.opened"  // a file of a confidential source
	CalculationSaved    Action = "calculation.saved"
	CalculationRemoved  Action = "calculation.removed"
	ReplyNamed          Action = "reply.named" // somebody who must be asked
	ReplyAttempted      Action = "reply.attempted"
	ReplyAnsweredAct    Action = "reply.answered"
	ReplyReflectedAct   Action = "reply.reflected"
	ReplyWaivedAct      Action = "reply.waived"
	InquirySent         Action = "inquiry.sent" // a link by which somebody outside answers
	InquiryRevoked      Action = "inquiry.revoked"
	InquiryAnswered     Action = "inquiry.answered"
	HoldPlaced          Action = "hold.placed" // that keeps something from being deleted
	HoldLifted          Action = "hold.lifted"
	AmendmentLogged     Action = "amendment.logged" // something turned out to be wrong after publication
	AmendmentPublished  Action = "amendment.published"
	AmendmentDismissed  Action = "amendment.dismissed"
	ChecklistEdited     Action = "checklist.edited" // of a kind, by an admin
	ItemTicked          Action = "checklist.ticked"
	ItemSetAside        Action = "checklist.set_aside" // it does not apply
	ItemUnticked        Action = "checklist.unticked"
	SecondGiven         Action = "second.given" // a second verdict
	SecondLooked        Action = "second.looked"
	SecondWaivedAct     Action = "second.waived"
	StampAsked          Action = "stamp.asked" // a time-stamp of a sign-off
	StampWasKept        Action = "stamp.kept"
	StampWasNot         Action = "stamp.failed"
	WebhookCreated      Action = "webhook.created" // a program outside that is told of events
	WebhookEdited       Action = "webhook.edited"
	WebhookStopped      Action = "webhook.stopped" // it said that it is gone
	WebhookRemoved      Action = "webhook.removed"
)

// ofIdentity reports whether the action is one on the vault, which names its
// people and not the source.
func (a Action) ofIdentity() bool {
	return strings.HasPrefix(string(a), "identity.") || a == EvidenceOpened
}

// Closes reports whether the action may take an article from people who have it
// open.
func (a Action) Closes() bool { return a == ArticleRestricted || a == PersonRemoved }

// Actions lists every action.
var Actions = []Action{
	ArticleCreated, ArticleEdited, ArticleHeld, ArticleResumed, ArticleKilledAct, ArticleReopened,
	ArticleSignedOffAct, ArticlePublishedAct, ArticleExported, RevisionSaved, ArticleRestricted, ArticleUnrestricted, PersonNamed, PersonRemoved,
	ClaimCreated, ClaimEdited, ClaimAnchored, ClaimUnanchored, ClaimSplit, ClaimMerged,
	ClaimWithdrawnAct, ClaimRestored, ClaimConfirmed, ClaimResolved, ClaimAssigned, SkipCreated, SkipWithdrawn, SuggestionDismissed,
	EvidenceCreated, EvidenceEdited, EvidenceWithdrawn, VerdictSaved, VerdictSubmitted,
	ReviewApproved, ReviewReturned, ReviewOverridden, CommentCreated, CommentResolved, CommentAnswered, CommentReopened, CommentHanded, NoteImported, SheetImported, SheetRowPlaced, SheetRowDropped,
	SourceCreated, SourceEdited, SourceMarked, SourceMerged, UserCreated, UserInvited, UserEdited, UserSignedOut, UserAway, SettingsEdited, SectionCreated, SectionEdited, RulesEdited,
	IdentitySealed, IdentityOpened, ReaderNamed, ReaderRemoved, IdentityWritten, EvidenceOpened,
	CaptureAsked, CaptureWasKept, CaptureWasNot, CaptureDrifted, CaptureUploaded, PictureAsked, PictureTaken, PictureFailed, ArchiveAsked, ArchiveFailed, ArchiveLinked, ArchiveUnlinked, EvidenceDamaged, CalculationSaved, CalculationRemoved,
	ReplyNamed, ReplyAttempted, ReplyAnsweredAct, ReplyReflectedAct, ReplyWaivedAct,
	InquirySent, InquiryRevoked, InquiryAnswered, HoldPlaced, HoldLifted,
	ReviewVoided, AmendmentLogged, AmendmentPublished, AmendmentDismissed,
	StampAsked, StampWasKept, StampWasNot, ChecklistEdited, ItemTicked, ItemSetAside, ItemUnticked, SecondGiven, SecondLooked, SecondWaivedAct,
	WebhookCreated, WebhookEdited, WebhookStopped, WebhookRemoved,
}
