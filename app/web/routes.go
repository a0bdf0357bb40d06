package web

import "net/http"

// Who says who may enter a route. It is the first door; the Store asks again.
type Who string

// The doors. Each role enters where those before it do; Admin is a flag beside
// the role and opens nothing else.
const (
	Open     Who = "anybody"
	SignedIn Who = "signed in"
	Editor   Who = "editor"
	Reviewer Who = "reviewer"
	Admin    Who = "admin"
)

// Route is one address and what answers it.
type Route struct {
	Method, Path string
	Who          Who
	Handler      func(*visit) error
}

// Routes lists every route, grouped by who may enter.
func Routes() []Route {
	const get, post = http.MethodGet, http.MethodPost
	return []Route{
		{get, "/healthz", Open, (*visit).sayHealthy},
		{get, "/static/*", Open, (*visit).serveStatic},
		{get, "/setup", Open, (*visit).showSetup},
		{post, "/setup", Open, (*visit).setUp},
		{get, "/sign-in", Open, (*visit).showSignIn},
		{post, "/sign-in", Open, (*visit).signIn},
		{get, "/join/:token", Open, (*visit).showJoin},
		{post, "/join/:token", Open, (*visit).join},
		{get, answerPath, Open, (*visit).showLetter},
		{post, answerPath, Open, (*visit).answerLetter},
		{get, "/answered", Open, (*visit).showAnswered},

		{get, "/", SignedIn, (*visit).showDesk},
		{get, "/review", SignedIn, (*visit).showReview},
		{get, "/review/:c", SignedIn, (*visit).showReview},
		{get, "/articles/:a", SignedIn, (*visit).showWorkspace},
		{get, "/articles/:a/notes", SignedIn, (*visit).showNotes},
		{get, "/articles/:a/live", SignedIn, (*visit).followArticle},
		{post, "/articles/:a/here", SignedIn, (*visit).attend},
		{get, "/articles/:a/details", SignedIn, (*visit).showDetails},
		{get, "/articles/:a/sheet", SignedIn, (*visit).showSheet},
		{get, "/articles/:a/sheet/waiting.csv", SignedIn, (*visit).downloadRows},
		{get, "/articles/:a/arrival", SignedIn, (*visit).showArrival},
		{get, "/articles/:a/compare", SignedIn, (*visit).showCompare},
		{get, "/articles/:a/published", SignedIn, (*visit).showPublished},
		{post, "/articles/:a/published", SignedIn, (*visit).comparePublished},
		{get, "/articles/:a/history", SignedIn, (*visit).showArticleHistory},
		{get, "/articles/:a/sign-off", SignedIn, (*visit).showSignOff},
		{get, "/sign-offs/:n/evidence-list", SignedIn, (*visit).serveEvidenceList},
		{get, "/sign-offs/:n/time-stamp", SignedIn, (*visit).serveTimeStamp},
		{get, "/articles/:a/export", SignedIn, (*visit).showExport},
		{get, "/articles/:a/export/:format", SignedIn, (*visit).export},
		{post, "/articles/:a/export/:format", SignedIn, (*visit).requestExport},
		{get, "/jobs/:j", SignedIn, (*visit).showJob},
		{get, "/jobs/:j/file", SignedIn, (*visit).serveJobFile},
		{post, "/jobs/:j/cancel", SignedIn, (*visit).cancelJob},
		{get, "/articles/:a/revisions", SignedIn, (*visit).showRevisions},
		{get, "/articles/:a/revisions/:n", SignedIn, (*visit).showRevision},
		{get, "/claims/:c", SignedIn, (*visit).showClaim},
		{get, "/articles/:a/replies", SignedIn, (*visit).showReplies},
		{get, "/claims/:c/replies", SignedIn, (*visit).showClaimReplies},
		{get, "/claims/:c/history", SignedIn, (*visit).showClaimHistory},
		{get, "/claims/:c/quote", SignedIn, (*visit).showQuote},
		{get, "/claims/:c/calculation", SignedIn, (*visit).showCalculation},
		{get, "/files/:f", SignedIn, (*visit).serveFile},
		{get, "/evidence/:e/files/:f", SignedIn, (*visit).showOpened},
		{get, "/captures/:k", SignedIn, (*visit).showCapture},
		{get, "/captures/:k/:part", SignedIn, (*visit).serveCapture},
		{get, "/retention", SignedIn, (*visit).showRetention},
		{get, "/articles/:a/holds", SignedIn, (*visit).showHolds},
		{get, "/articles/:a/people", SignedIn, (*visit).showRestriction},
		{get, "/sources/:s/holds", SignedIn, (*visit).showHolds},
		{get, "/sources", SignedIn, (*visit).showSources},
		{get, "/sources/:s", SignedIn, (*visit).showSource},
		{post, "/sources/:s/identity/open", SignedIn, (*visit).openIdentity},
		{get, "/numbers", SignedIn, (*visit).showNumbers},
		{get, "/numbers/:format", SignedIn, (*visit).serveNumbers},
		{get, "/account", SignedIn, (*visit).showAccount},
		{post, "/account/password", SignedIn, (*visit).changePassword},
		{post, "/account/shortcuts", SignedIn, (*visit).setShortcuts},
		{post, "/sign-out", SignedIn, (*visit).signOut},
		{post, "/sign-out-everywhere", SignedIn, (*visit).signOutEverywhere},

		{get, "/articles/new", Editor, (*visit).showNewArticle},
		{post, "/articles", Editor, (*visit).createArticle},
		{post, "/articles/:a/details", Editor, (*visit).editArticle},
		{get, textPath, Editor, (*visit).showText},
		{post, textPath, Editor, (*visit).saveText},
		{post, "/articles/:a/sheet", Editor, (*visit).importSheet},
		{post, "/articles/:a/sheet/rows/:r/place", Editor, (*visit).placeRow},
		{post, "/articles/:a/sheet/rows/:r/drop", Editor, (*visit).dropRow},
		{post, "/articles/:a/revisions/:n/restore", Editor, (*visit).restoreRevision},
		{post, "/articles/:a/corrections", Editor, (*visit).applyCorrections},
		{post, "/articles/:a/hold", Editor, (*visit).holdArticle},
		{post, "/articles/:a/resume", Editor, (*visit).resumeArticle},
		{post, "/articles/:a/kill", Editor, (*visit).killArticle},
		{post, "/articles/:a/reopen", Editor, (*visit).reopenArticle},
		{post, "/articles/:a/publish", Editor, (*visit).publishArticle},
		{post, "/sign-offs/:n/time-stamp", Editor, (*visit).retryStamp},
		{post, "/articles/:a/claims", Editor, (*visit).createClaim},
		{post, "/articles/:a/skips", Editor, (*visit).createSkip},
		{post, "/articles/:a/suggestions/accept", Editor, (*visit).acceptSuggestion},
		{post, "/articles/:a/suggestions/dismiss", Editor, (*visit).dismissSuggestion},
		{post, "/articles/:a/comments", Editor, (*visit).createComment},
		{post, "/comments/:m/resolve", Editor, (*visit).resolveComment},
		{post, "/skips/:s/withdraw", Editor, (*visit).withdrawSkip},
		{get, "/claims/:c/edit", Editor, (*visit).showClaimEdit},
		{post, "/claims/:c/edit", Editor, (*visit).editClaim},
		{post, "/claims/:c/places", Editor, (*visit).addPlace},
		{post, "/claims/:c/places/:p/move", Editor, (*visit).movePlace},
		{post, "/claims/:c/places/:p/remove", Editor, (*visit).removePlace},
		{post, "/claims/:c/split", Editor, (*visit).splitClaim},
		{post, "/claims/:c/merge", Editor, (*visit).mergeClaims},
		{post, "/claims/:c/withdraw", Editor, (*visit).withdrawClaim},
		{post, "/claims/:c/restore", Editor, (*visit).restoreClaim},
		{post, "/claims/:c/resolve", Editor, (*visit).resolveClaim},
		{post, "/claims/:c/confirm", Editor, (*visit).confirmClaim},
		{post, "/claims/:c/cut", Editor, (*visit).cutClaim},
		{post, "/claims/:c/correction", Editor, (*visit).applyCorrection},
		{post, "/claims/:c/calculation", Editor, (*visit).saveCalculation},
		{post, "/claims/:c/calculation/remove", Editor, (*visit).removeCalculation},
		{get, "/claims/:c/evidence/new", Editor, (*visit).showNewEvidence},
		{post, "/claims/:c/evidence", Editor, (*visit).createEvidence},
		{get, "/evidence/:e", Editor, (*visit).showEvidence},
		{post, "/evidence/:e", Editor, (*visit).editEvidence},
		{post, "/captures/:k/retry", Editor, (*visit).retryCapture},
		{post, "/captures/:k/recheck", Editor, (*visit).recheckCapture},
		{post, "/captures/:k/picture", Editor, (*visit).pictureCapture},
		{post, "/captures/:k/archive", Editor, (*visit).archiveCapture},
		{post, "/evidence/:e/captures", Editor, (*visit).uploadCapture},
		{post, "/evidence/:e/archives", Editor, (*visit).addArchiveLink},
		{post, "/evidence/:e/archives/:l/remove", Editor, (*visit).removeArchiveLink},
		{post, "/evidence/:e/withdraw", Editor, (*visit).withdrawEvidence},
		{post, "/sources/:s", Editor, (*visit).editSource},
		{post, "/sources/:s/mark", Editor, (*visit).markSource},
		{post, "/sources/:s/merge", Editor, (*visit).mergeSources},
		{post, "/sources/:s/identity", Editor, (*visit).editIdentity},
		{post, "/sources/:s/readers", Editor, (*visit).nameReader},
		{post, "/sources/:s/readers/:u/remove", Editor, (*visit).removeReader},
		{post, "/claims/:c/replies", Editor, (*visit).nameReply},
		{post, "/claims/:c/inquiries", Editor, (*visit).sendInquiry},
		{post, "/inquiries/:i/revoke", Editor, (*visit).revokeInquiry},
		{post, "/answers/:x/evidence", Editor, (*visit).makeEvidence},
		{post, "/claims/:c/waive", Editor, (*visit).waiveReply},
		{post, "/replies/:r/contacts", Editor, (*visit).noteContact},
		{post, "/articles/:a/restrict", Editor, (*visit).restrictArticle},
		{post, "/articles/:a/unrestrict", Editor, (*visit).liftRestriction},
		{post, "/articles/:a/people", Editor, (*visit).namePerson},
		{post, "/articles/:a/people/:u/remove", Editor, (*visit).removePerson},
		{post, "/articles/:a/holds", Editor, (*visit).placeHold},
		{post, "/sources/:s/holds", Editor, (*visit).placeHold},
		{post, "/claims/:c/verdict", Editor, (*visit).saveVerdict},

		{post, "/claims/:c/review", Reviewer, (*visit).reviewClaim},
		{post, "/holds/:h/lift", Reviewer, (*visit).liftHold},
		{post, "/articles/:a/approve-slight", Reviewer, (*visit).approveSlight},
		{post, "/articles/:a/sign-off", Reviewer, (*visit).signOffArticle},

		{get, "/people", Admin, (*visit).showPeople},
		{post, "/people/invitations", Admin, (*visit).invite},
		{post, "/people/:u", Admin, (*visit).editPerson},
		{get, "/settings", Admin, (*visit).showSettings},
		{post, "/settings", Admin, (*visit).editSettings},
	}
}
