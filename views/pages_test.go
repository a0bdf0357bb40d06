package views

import (
	"maps"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

var long = strings.Repeat("Überlangeswort & <tags> ", 40)

var wrong = Errors{"": "The form is <wrong>.", "title": "Give it a title.", "text": "Paste the text.", "rating": "Choose a rating.", "reason": "Say why.", "email": "Name an email address.",
	"source_title": "Name the source.", "files": "Too large.", "file": "Not a text.", "password": "Too short.", "body": "Write something.", "wording": "Say what it asserts.", "explanation": "Say why.", "wordings": "Write two.", "other": "Choose one."}

// pages are all pages in the states a reader can meet them in: empty, full,
// with long words, with errors, and refused.
func pages() map[string]Page {
	ws, bare := fullWorkspace(), workspaceWith(text.Document{})
	bare.Actions = nil
	all := map[string]Page{}
	for name, p := range workspacePages(ws, bare) {
		all[name] = p
	}
	for name, p := range articlePages(ws) {
		all[name] = p
	}
	for name, p := range claimPages(ws) {
		all[name] = p
	}
	for name, p := range otherPages() {
		all[name] = p
	}
	maps.Copy(all, talkPages())
	for name, p := range replyPages() {
		all[name] = p
	}
	maps.Copy(all, sharingPages(ws))
	for name, p := range openedPages(chromeFor(1)) {
		all[name] = p
	}
	for name, p := range jobPages() {
		all[name] = p
	}
	for name, p := range revisionPages() {
		all[name] = p
	}
	for name, p := range noticePages() {
		all[name] = p
	}
	return all
}

func workspacePages(ws, bare *models.Workspace) map[string]Page {
	editor, reviewer, viewer := chromeFor(1), chromeFor(2), chromeFor(3)
	mistaken := NewPanel(editor, fullDetail(ws, 0, ""))
	mistaken.Form, mistaken.Errors, mistaken.Comment.Query = "evidence", wrong, true
	mistaken.Conflict = &models.Conflict{What: message.New("claim 1"), Who: message.Plain("Maya <Roth>"), Version: 5, Fields: []models.ConflictField{{Name: "explanation", Label: "Explanation", Yours: "a", Theirs: "b"}}}
	returned := NewPanel(reviewer, fullDetail(ws, 1, ""))
	returned.Form, returned.Errors = "review", wrong
	judged := NewPanel(editor, fullDetail(ws, 1, ""))
	judged.Form, judged.Errors = "verdict", wrong
	plain := NewPanel(viewer, &models.ClaimDetail{Claim: models.Claim{ID: 103, Number: 3, Wording: long, Status: models.ClaimOpen}, Line: ws.Claims[2], Article: ws.Article, Scale: testScale})
	desk := models.Desk{Query: models.DeskQuery{Tab: models.DeskOpen, Sort: models.SortDeadline}, People: testPeople, Next: "x&y", WaitingN: 100, Sections: []string{"City", "<b>"},
		Waiting: []models.QueueRow{{ClaimID: 4, Wording: long, Title: "<x>", Look: models.LookFalse, Rating: "Incorrect", Since: testNow.Add(-50 * time.Hour), Updated: true}, {Since: testNow, Second: true, Look: models.LookOpen}}}
	for i, h := range []int{-30, -3, 2, 50, 900} {
		a := models.Article{ID: int64(i + 1), Title: long, Status: models.ArticleStatuses[i], Deadline: ref(testNow.Add(time.Duration(h) * time.Hour))}
		desk.Rows = append(desk.Rows, models.DeskRow{Article: a, Looks: map[models.Look]int{models.LookTrue: 3, models.LookMixed: 1}, Claims: 4, Decided: 4, Coverage: models.Coverage{Sentences: 9, Claimed: 4, Skipped: 5}, Returned: i % 2, ForMe: i, Who: []int64{1, 2}[:i%3]})
	}
	desk.Asked = []models.AskedQuery{{Comment: models.Comment{ID: 4, ArticleID: 2, Body: long, Blocking: true, DueAt: ref(testNow.Add(-time.Hour))}, Title: "<t>"}, {Comment: models.Comment{ID: 5, ForAuthor: true}}, {Comment: models.Comment{ID: 6, Legal: true, ClaimID: ref(int64(7))}}}
	found := models.Desk{Query: models.DeskQuery{Search: `"<x>`, Sort: models.SortTitle}, Claims: []models.FoundClaim{{ID: 1, ArticleID: 2, Number: 3, Wording: "<w>", Title: "<t>", Look: models.LookTrue}}}
	queue := []models.QueueRow{{ClaimID: ws.Claims[0].ID, Wording: long, Title: "<x>", Look: models.LookTrue, Rating: "Correct", By: "Jonas", Since: testNow, Deadline: &testNow, Updated: true}, {ClaimID: 8, Status: models.ClaimStale, Since: testNow, Look: models.LookNone}}
	return map[string]Page{
		"workspace without a claim": WorkspacePage{Chrome: editor, Workspace: ws},
		"workspace, empty":          WorkspacePage{Chrome: viewer, Workspace: bare, Show: ShowMine, Message: "That <failed>."},
		"workspace, editor":         WorkspacePage{Chrome: editor, Workspace: ws, Panel: mistaken, Show: ShowOpen},
		"workspace, verdict wrong":  WorkspacePage{Chrome: editor, Workspace: ws, Panel: judged},
		"workspace, reviewer":       WorkspacePage{Chrome: reviewer, Workspace: ws, Panel: returned},
		"workspace, refused":        WorkspacePage{Chrome: reviewer, Workspace: ws, Panel: NewPanel(reviewer, fullDetail(ws, 3, "You proposed <this>."))},
		"workspace, viewer":         WorkspacePage{Chrome: viewer, Workspace: ws, Panel: plain},
		"workspace, sentences":      WorkspacePage{Chrome: editor, Workspace: ws, Sentences: true},
		"part":                      PartPage{WorkspacePage: WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, fullDetail(ws, 0, ""))}, Blocks: []int{1, 3}},
		"notes":                     NotesPart{Workspace: ws, Me: 1, Chosen: 101, From: 0, To: 99},
		"desk":                      DeskPage{Chrome: reviewer, Desk: desk}, "desk, empty": DeskPage{Chrome: editor}, "desk, found": DeskPage{Chrome: viewer, Desk: found},
		"review":        ReviewPage{Chrome: reviewer, Queue: queue, Panel: NewPanel(reviewer, fullDetail(ws, 0, "")), Sort: models.QueueWaiting},
		"review, wrong": ReviewPage{Chrome: reviewer, Queue: queue, Panel: returned}, "review, empty": ReviewPage{Chrome: reviewer},
		"review, refused": ReviewPage{Chrome: reviewer, Queue: queue, Panel: NewPanel(reviewer, fullDetail(ws, 0, "You wrote it."))},
	}
}

func articlePages(ws *models.Workspace) map[string]Page {
	editor, reviewer := chromeFor(1), chromeFor(2)
	acts := []models.ArticleAction{{Action: models.ArticleSignedOffAct}, {Action: models.ArticlePublishedAct}, {Action: models.ArticleHeld}, {Action: models.ArticleResumed}, {Action: models.ArticleKilledAct}, {Action: models.ArticleReopened}}
	before := text.Parse("## A heading\n\nThe last sentence.")
	people := []models.User{testPeople[1], testPeople[3]}
	return map[string]Page{
		"new article":                           ArticleFormPage{Chrome: editor, People: people, Scales: []models.Scale{testScale}, Sections: []string{"<City>"}, Fetches: true, Encodings: []string{"KOI8-R"}},
		"new article, a file that may be wrong": ArticleFormPage{Chrome: editor, Form: ArticleFields{Encoding: "KOI8-R"}, Encodings: []string{"KOI8-R"}, Reading: &Reading{Name: "<a>.txt", Encoding: "KOI8-R", Guessed: true, Text: long, Kept: "YQ=="}},
		"new article, a file that is kept":      ArticleFormPage{Chrome: editor, Reading: &Reading{Name: "<a>.docx", Text: "<a>", Kept: "YQ=="}, Fetches: true, Errors: wrong},
		"new article, wrong":                    ArticleFormPage{Chrome: editor, Form: ArticleFields{Title: long, Text: "\n" + long, Author: "3"}, People: people, Errors: wrong},
		"details":                               ArticleFormPage{Chrome: editor, Article: &ws.Article, Form: ArticleFieldsOf(ws.Article, time.UTC), People: people, Errors: wrong},
		"text":                                  TextPage{Chrome: editor, Article: ws.Article, BasedOn: "6", Text: testMarkup}, "text, wrong": TextPage{Chrome: editor, Article: ws.Article, Errors: wrong},
		"sheet":          SheetPage{Chrome: editor, Article: ws.Article, Document: ws.Document},
		"sheet, waiting": SheetPage{Chrome: editor, Article: ws.Article, Document: ws.Document, Waiting: 60, Wrong: 7, Words: "<w>", Pasted: long, Errors: Errors{"words": "These are not there.", "file": "Not a sheet.", "rows": "No columns."}, Rows: waitingRows(ws)},
		"sheet, viewer":  SheetPage{Chrome: chromeFor(3), Article: ws.Article, Document: ws.Document, Waiting: 1, Rows: waitingRows(ws)[:1]},
		"revisions":      RevisionsPage{Chrome: editor, Article: ws.Article, Revisions: []models.Revision{ws.Revision, {Note: long}}, People: testPeople},
		"revision":       RevisionPage{Chrome: editor, Article: ws.Article, Revision: ws.Revision, Document: ws.Document, Before: &before, People: testPeople, Newest: true},
		"first revision": RevisionPage{Chrome: editor, Article: ws.Article, Revision: ws.Revision, Document: ws.Document},
		"sign-off":       SignOffPage{Chrome: reviewer, Article: ws.Article, Actions: acts}, "sign-off, editor": SignOffPage{Chrome: editor, Article: ws.Article, Actions: []models.ArticleAction{{Action: models.ArticleSignedOffAct, Refusal: "Only a reviewer."}}},
		"sign-off, blocked": SignOffPage{Chrome: reviewer, Article: ws.Article, Actions: acts, Form: "hold", Errors: wrong, SignOff: &models.SignOff{CreatedBy: 2, Note: long}, People: testPeople,
			Blockers:   []models.Blocker{{What: message.Plain("Claim 4 is <open>."), ClaimID: 4, Sort: "open", Block: 1}, {What: message.Plain("Six sentences."), Block: 2, Sort: "uncovered", More: 5}, {What: message.Plain("A query."), Block: -1, Sort: "query", CommentID: 12}},
			Exceptions: []models.Exception{{What: "Claim 7.", Who: "Maya", Reason: "<r>"}}},
		"sign-off, stamped":   SignOffPage{Chrome: editor, Article: ws.Article, People: testPeople, SignOff: &models.SignOff{ID: 4, ListSHA256: "f00"}, Stamp: &models.TimeStamp{Status: models.StampKept, StampToken: models.StampToken{StampedAt: &testNow, Authority: "<The> Authority", Serial: "17", Trusted: true}}},
		"sign-off, unstamped": SignOffPage{Chrome: editor, Article: ws.Article, People: testPeople, SignOff: &models.SignOff{ID: 4, ListSHA256: "f00"}, MayStamp: true, Stamp: &models.TimeStamp{Status: models.StampFailed, Reason: message.New("It <does> not answer.")}},
		"export": ExportPage{Chrome: editor, Article: ws.Article, Audience: models.ForInternal, Formats: []Format{{Name: "html", Label: "HTML", What: "One page to read.", For: models.ForInternal}, {Name: "claimreview", Label: "ClaimReview", What: "For others.", For: models.ForPublic, Refusal: "No claim names <anybody>."}, {Name: "packet", Label: "Packet", For: models.ForInternal, Slow: true}},
			Jobs: []JobLine{{Job: models.Job{ID: 7, Status: models.JobRunning, CreatedAt: testNow}, What: "Packet for the newsroom", By: "Maya <Roth>"}}}, "export, final": ExportPage{Chrome: reviewer, Audience: models.ForLegal, Article: models.Article{Status: models.ArticleSignedOff}},
		"history": HistoryPage{Chrome: editor, Article: ws.Article, Before: 4, Lines: historyLines()}, "history, claim": HistoryPage{Chrome: editor, Article: ws.Article, Claim: &models.Claim{ID: 4, Number: 2, Wording: long}},
	}
}

// historyLines has a line for every action.
func historyLines() []models.HistoryLine {
	var lines []models.HistoryLine
	for i, a := range models.Actions {
		d := models.Detail{Number: i, Reason: "<r>", Was: "a", Is: "b"}
		switch i % 4 {
		case 1:
			d = models.Detail{Number: i, Rating: "Correct", Lost: 2}
		case 2:
			d = models.Detail{Fields: []string{"scope_note"}, Wording: "<w>"}
		case 3:
			d = models.Detail{Name: "N", Format: "html"}
		}
		lines = append(lines, models.HistoryLine{Event: models.Event{ID: int64(i), At: testNow, Action: a, ClaimID: ref(int64(4))}, Detail: d, Actor: testPeople[1]})
	}
	return lines
}

func claimPages(ws *models.Workspace) map[string]Page {
	editor := chromeFor(1)
	detail, withdrawn := fullDetail(ws, 0, ""), fullDetail(ws, 1, "")
	withdrawn.Claim.WithdrawnAt, withdrawn.Claim.WithdrawnReason, withdrawn.Claim.Status = &testNow, "<r>", models.ClaimWithdrawn
	edit := func(d *models.ClaimDetail, form string) Page {
		return ClaimEditPage{Chrome: editor, Detail: d, Others: ws.Claims, Fields: ClaimFieldsOf(d.Claim), Form: form, Errors: wrong}
	}
	all := map[string]Page{
		"evidence, new": EvidencePage{Chrome: editor, Detail: detail}, "evidence, wrong": EvidencePage{Chrome: editor, Detail: detail, Errors: wrong, Form: EvidenceFields{Excerpt: long}},
		"evidence, edit":      EvidencePage{Chrome: editor, Detail: detail, Evidence: &detail.Evidence[0], Form: EvidenceFieldsOf(detail.Evidence[0])},
		"source":              SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: *detail.Evidence[0].Source}, Form: SourceFieldsOf(*detail.Evidence[0].Source), Errors: wrong},
		"source, viewer":      SourcePage{Chrome: chromeFor(3), Detail: models.SourceDetail{Source: models.Source{Title: long, URL: "javascript:alert(1)"}}},
		"sources":             SourcesPage{Chrome: editor, Query: "<x>", Rows: []models.SourceRow{{Source: *detail.Evidence[0].Source, Uses: 3}, {Source: models.Source{ID: 2, Title: long, Confidentiality: models.ConfidentialSource, Validity: models.SourceDead}}}, Next: 2},
		"capture, kept":       CapturePage{Chrome: editor, Detail: captureOf(models.CaptureKept, models.DriftGone, models.Excerpt{Match: models.ExcerptRoughly, Found: []text.Span{{Start: 4, End: 9}, {Start: 12, End: 20}}, Says: "other <words>"})},
		"capture, failed":     CapturePage{Chrome: editor, Detail: captureOf(models.CaptureFailed, "", models.Excerpt{})},
		"capture, waiting":    CapturePage{Chrome: chromeFor(3), Detail: captureOf(models.CaptureWaiting, "", models.Excerpt{})},
		"calculation":         calculationPage(editor),
		"calculation, wrong":  CalculationPage{Chrome: editor, Detail: &models.ClaimDetail{Claim: models.Claim{Wording: long}, Actions: actsFor("")}, Form: CalculationFields{Formula: long, Inputs: []InputFields{{Name: "<a>", Value: "x"}}}, Errors: Errors{"input_1": "Name it.", "formula": "A bracket is not closed.", "other": "So."}},
		"calculation, viewer": CalculationPage{Chrome: chromeFor(3), Detail: calculatedDetail("change(old, new)")},
		"quote":               quotePage(editor),
		"quote, no evidence":  QuotePage{Chrome: chromeFor(3), Check: models.QuoteCheck{Claim: models.Claim{Wording: long}}},
		"sources, none":       SourcesPage{Chrome: chromeFor(3)},
		"sources, empty":      SourcesPage{Chrome: chromeFor(3), Query: "nothing"},
		"source, retracted": SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: models.Source{ID: 4, Title: long, Validity: models.SourceRetracted, ValidityNote: long}, Origin: &models.Source{ID: 5, Title: "<o>"},
			Traced: []models.Source{{ID: 6, Title: long}, {ID: 7, Title: "<t>"}}, Uses: []models.SourceUse{{ClaimID: 1, Wording: long, Title: "<x>", Look: models.LookTrue, Relation: models.Supports, Locator: "page 3"}}, More: true},
			Mark: MarkFields{Validity: "retracted"}, Wrong: "mark", Errors: Errors{"note": "Say how."}},
		"source, merged":       SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: models.Source{ID: 4, Title: "<m>"}, Merged: &models.Source{ID: 5, Title: long}}},
		"source, wrong double": SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: models.Source{ID: 4, Title: "<m>"}}, Wrong: "merge", Errors: Errors{"other": "Choose."}},
		"source, origins found": SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: models.Source{ID: 4, Title: "<m>"}, Origin: &models.Source{ID: 5, Title: long}}, Wrong: "source", Errors: Errors{"origin": "Choose."},
			Found: []models.Source{{ID: 5, Title: long}, {ID: 6, Title: "<six>", Publisher: long}}},
		"source, doubles found": SourcePage{Chrome: editor, Detail: models.SourceDetail{Source: models.Source{ID: 4, Title: "<m>"}}, Wrong: "merge", Errors: Errors{"other": "Choose."},
			Found: []models.Source{{ID: 6, Title: "<six>"}, {ID: 7, Title: "An official", Confidentiality: models.ConfidentialSource}}},
		"source, sealed": SourcePage{Chrome: editor, Detail: vaulted(nil), Wrong: "reader", Errors: Errors{"reader": "Choose somebody."}},
		"source, opened": SourcePage{Chrome: editor, Detail: vaulted(&models.Identity{Name: long, Publisher: "P", Author: "A", URL: "https://x.example", PublishedOn: "2024", Contact: "a\nb", Agreed: "On background."}),
			Identity: IdentityFieldsOf(models.Identity{Name: long}, 2), Wrong: "identity", Errors: Errors{"name": "Say who.", "agreed": "Too long."}},
		"source, not for me": SourcePage{Chrome: chromeFor(3), Detail: models.SourceDetail{Source: vaulted(nil).Source, Readers: vaulted(nil).Readers}},
		"source options":     SourceOptionsPart{Sources: []models.Source{*detail.Evidence[0].Source, {ID: 2, Title: long, Publisher: "<p>"}}},
		"second, blind":      WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, seconded(fullDetail(ws, 2, ""), true, nil))},
		"second, wanted":     ReviewPage{Chrome: chromeFor(2), Panel: NewPanel(chromeFor(2), seconded(fullDetail(ws, 2, ""), false, nil))},
		"second, given":      WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, seconded(fullDetail(ws, 2, ""), false, &models.SecondVerdict{Outcome: models.SecondDiffers, Explanation: "So <so>.", QueryID: ref(int64(2)), CreatedBy: 2, CreatedAt: testNow}))},
		"withdrawn":          WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, withdrawn)},
	}
	for _, form := range []string{"edit", "split", "merge", "withdraw", "resolve", "places"} {
		all["claim, "+form] = edit(detail, form)
	}
	all["claim, restore"] = edit(withdrawn, "restore")
	maps.Copy(all, copyPages(editor, detail))
	return all
}

func otherPages() map[string]Page {
	admin, nobody := chromeFor(2), chromeFor(0)
	everybody := []models.User{testPeople[1], testPeople[2], testPeople[3]}
	return map[string]Page{
		"people":        PeoplePage{Chrome: admin, People: everybody, Link: "https://example.org/join/x", Invitations: []OpenInvitation{{User: testPeople[3], By: "Maya", Expires: testNow}}},
		"people, wrong": PeoplePage{Chrome: admin, People: everybody, Errors: wrong, Forms: map[int64]PersonFields{1: {Name: long}}, ErrorsFor: 1}, "invitation, wrong": PeoplePage{Chrome: admin, People: everybody, Errors: wrong},
		"checklists": ChecklistsPage{Chrome: admin, Lists: []models.Checklist{checklistOf(models.KindNumber), {Kind: models.KindName, CreatedBy: ref(int64(2)), Version: 3}}, Kind: models.KindName, Typed: "<x>", Must: true, Errors: Errors{"items": "This stands there <twice>."}},
		"settings":   SettingsPage{Chrome: admin, Form: SettingsFields{ReviewersHigh: "2", Archive: OtherArchive, ArchiveSave: long}, Errors: wrong}, "account": AccountPage{Chrome: admin, Errors: wrong}, "numbers": numbersPage(admin), "numbers, none": NumbersPage{Chrome: admin, From: "<x", Errors: Errors{"from": "Write the day."}, Numbers: models.Numbers{Tables: []models.Table{{Name: "a", Title: "A"}}}}, "account, keys": AccountPage{Chrome: admin, Keys: map[string]string{"claim.next": "<k"}, Errors: Errors{"claim.next": "“<k” is taken."}},
		"sign in": SignInPage{Chrome: nobody, Email: "<a@b>", Next: "/x?y&z", Errors: wrong}, "setup": SetupPage{Chrome: nobody, Errors: wrong}, "join": JoinPage{Chrome: nobody, Token: "a/b", Name: "<n>", Errors: wrong},
		"not found": ErrorPage{Chrome: admin, Status: 404, Sentence: "There is <nothing> here."}, "refused": ErrorPage{Chrome: nobody, Status: 403, Back: "/claims/4"},
		"conflict":             ConflictPage{Chrome: admin, Action: "/claims/4/edit", VersionField: "version", Back: "/claims/4", Kept: []Input{{"kind", "<number>"}}, Conflict: models.Conflict{What: message.New("claim 4"), Who: message.Plain("<Lena>"), Version: 5, Fields: []models.ConflictField{{Name: "wording", Label: "Wording", Yours: long, Theirs: "\nTheirs <b>"}, {Name: "kind", Label: "Kind"}}}},
		"conflict, look again": ConflictPage{Chrome: admin, Back: "/", Conflict: models.Conflict{Who: message.Plain("Lena")}},
	}
}

// vaulted is a confidential source as somebody sees it who was named for it.
func vaulted(who *models.Identity) models.SourceDetail {
	return models.SourceDetail{Source: models.Source{ID: 7, Title: long, Type: models.SourcePerson, Tier: models.TierPrimary, Confidentiality: models.ConfidentialSource, IdentityVersion: 2},
		Readers: []models.User{{ID: 1, Name: "Maya <Roth>"}, {ID: 2, Name: "Jonas"}}, Reads: true, Identity: who, Version: 2,
		People: []models.User{{ID: 1, Name: "Maya <Roth>", Active: true}, {ID: 4, Name: long, Active: true}},
		History: []models.HistoryLine{{Event: models.Event{Action: models.IdentityOpened, At: testNow}, Actor: models.User{Name: "Maya <Roth>"}},
			{Event: models.Event{Action: models.EvidenceOpened, At: testNow, ClaimID: ref(int64(3))}, Detail: models.Detail{Number: 3}}}}
}

// captureOf is a capture in a state.
func captureOf(status models.CaptureStatus, drift models.Drift, found models.Excerpt) models.CaptureDetail {
	c := models.Capture{ID: 3, URL: "https://x.example/?a=1&b=<c>", Status: status, Reason: message.New("The <site> did not answer."), Drift: drift, FetchedAt: &testNow, CheckedAt: &testNow, DriftAt: &testNow,
		CapturePage: models.CapturePage{FinalURL: "https://y.example", Title: long, Certificate: "ab", BodySHA256: "cd", WARCSHA256: "ef", Size: 12345}}
	return models.CaptureDetail{Capture: c, Evidence: models.Evidence{Excerpt: "some <words>"}, Claim: models.Claim{ID: 1, Number: 2}, By: models.User{Name: "Maya <Roth>"}, Text: "One <two> three\n\nfour & five", Excerpt: found}
}

func TestACopyShowsTheExcerptMarkedAcrossItsParagraphs(t *testing.T) {
	t.Parallel()
	p := CapturePage{Detail: captureOf(models.CaptureKept, "", models.Excerpt{Found: []text.Span{{Start: 4, End: 21}}})}
	want := `<p dir="auto">One <mark id="excerpt">&lt;two&gt; three</mark></p><p dir="auto"><mark>four</mark> &amp; five</p>`
	if got := string(p.Text()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// waitingRows are rows of a sheet, one with places and one without.
func waitingRows(ws *models.Workspace) []models.WaitingRow {
	at := ws.Claims[0].Places[0]
	return []models.WaitingRow{
		{SheetRow: models.SheetRow{ID: 7, ArticleID: 5, Line: 3}, Ambiguous: true, Places: []models.Candidate{{Span: at.Span(), Quote: at.Quote, Score: 1}},
			Row: models.ImportedRow{Fact: long, Quotes: []string{"<q>"}, Verdict: "so <so>", Note: long, Evidence: []models.ImportedEvidence{{Source: "<s>", Address: "https://a.example/?b&c"}}}},
		{SheetRow: models.SheetRow{ID: 8, ArticleID: 5, Line: 4}, Row: models.ImportedRow{Quotes: []string{"only a <quote>"}}},
	}
}

// numbersPage has a table of each sort.
func numbersPage(c Chrome) NumbersPage {
	some := func(all ...float64) (values []*float64) {
		for _, v := range all {
			values = append(values, &v)
		}
		return values
	}
	return NumbersPage{Chrome: c, Section: "<s>", Numbers: models.Numbers{Sections: []string{"<s>"}, Tables: []models.Table{
		{Name: "coverage", Title: "Coverage <1>", Draw: 2, Columns: []models.Column{{Label: "Claimed", Unit: models.UnitShare}, {Label: "Open", Unit: models.UnitShare}}, Rows: []models.TableRow{{Label: "A very long section, longer than there is <room>", Values: some(60, 20)}, {Label: "None", Values: []*float64{nil, nil}}}},
		{Name: "findings", Title: "Findings", Looks: true, Draw: 2, Columns: []models.Column{{Look: models.LookTrue, Unit: models.UnitCount}, {Look: models.LookMixed, Unit: models.UnitCount}}, Rows: []models.TableRow{{Label: "number", Values: some(1200, 3)}}},
		{Name: "spans", Title: "Turn-around", Draw: 2, Columns: []models.Column{{Label: "Median", Unit: models.UnitHours}, {Label: "90th", Unit: models.UnitHours}}, Rows: []models.TableRow{{Label: "Sent", Values: some(0.5, 60)}, {Label: "Passed", Values: some(3, 30)}}},
		{Name: "caught", Title: "Caught", Draw: 1, Columns: []models.Column{{Label: "Errors", Unit: models.UnitRate}}, Rows: []models.TableRow{{Label: "number", Values: some(1.25)}}},
	}}}
}

// seconded is a claim that wants a second verdict, or has it.
func seconded(d *models.ClaimDetail, blind bool, given *models.SecondVerdict) *models.ClaimDetail {
	d.Blind, d.Second = blind, models.Second{Why: models.SecondRisk, Given: given}
	if given != nil {
		d.SecondRating = &testScale.Ratings[0]
	}
	for _, a := range []models.Action{models.SecondGiven, models.SecondLooked, models.SecondWaivedAct} {
		d.Actions = append(d.Actions, models.ClaimAction{Action: a})
	}
	return d
}
