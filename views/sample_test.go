package views

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/suggest"
	"stet/models/text"
)

var (
	testNow    = time.Date(2026, 11, 23, 15, 10, 0, 0, time.UTC)
	testPeople = map[int64]models.User{
		1: {ID: 1, Name: "Jonas Aalto", Email: "jonas@example.org", Role: models.RoleEditor, Active: true, Version: 3},
		2: {ID: 2, Name: "Maya Roth", Email: "maya@example.org", Role: models.RoleReviewer, Admin: true, Active: true, Version: 1},
		3: {ID: 3, Name: "נועה לוי <b>", Email: "noa@example.org", Role: models.RoleViewer, Active: true, Version: 1},
	}
	testScale = models.Scale{ID: 1, Name: "Before publication", Ratings: []models.Rating{
		{ID: 1, Position: 1, Label: "Correct", Look: models.LookTrue}, {ID: 2, Position: 2, Label: "Incorrect", Look: models.LookFalse},
	}}
)

func ref[T any](v T) *T { return &v }

// chromeFor is the chrome of a page for one of the test's people, 0 for nobody.
func chromeFor(user int64) Chrome {
	c := Chrome{Clock: Clock{Now: testNow}, Title: "A page", Path: "/", Newsroom: "The <i>Harbour</i> Post", Flash: "Saved.\nAnd <more>.", Waiting: 3}
	if u, ok := testPeople[user]; ok {
		c.User = &u
	}
	return c
}

const testMarkup = `## A heading & more

The <b>first</b> sentence has 12 claims. The second has none. "Quoted," she said.

> A quotation, in two
> lines.

- One item
  - A deeper item

^ A caption.

هذا سطر بالعربية فيه ٣٤ رقما. 👩🏽‍🚀 é!`

// workspaceWith is a workspace on a text, with a claim on each of the spans.
func workspaceWith(doc text.Document, spans ...text.Span) *models.Workspace {
	ws := &models.Workspace{
		Article:  models.Article{ID: 5, Title: "The <tram>", Section: "City", Byline: "Inès", Language: "pt-BR", Status: models.ArticleChecking, Deadline: ref(testNow.Add(time.Hour)), Version: 2},
		Revision: models.Revision{ID: 9, Number: 6, Words: 1240, CreatedAt: testNow, CreatedBy: 1}, Document: &doc, Scale: testScale, People: testPeople,
		Counts: map[models.ClaimStatus]int{models.ClaimOpen: len(spans)}, Blockers: 2,
		Coverage: models.Coverage{Sentences: len(doc.Sentences), Claimed: 1, Skipped: 1},
		Actions:  []models.ArticleAction{{Action: models.ClaimCreated}, {Action: models.SkipCreated}},
	}
	for i, s := range spans {
		ws.Claims = append(ws.Claims, lineOn(&doc, i, s))
	}
	return ws
}

// lineOn is the i-th claim of a workspace, on a span; looks and statuses take turns.
func lineOn(doc *text.Document, i int, s text.Span) models.ClaimLine {
	c := models.ClaimLine{
		ID: int64(i + 101), Number: i + 1, Wording: fmt.Sprintf("Claim <%d> & co", i+1), Kind: models.KindNumber, Risk: models.Risks[i%2], Status: models.ClaimStatuses[i%4],
		Look: models.Looks[i%len(models.Looks)], Rating: "Correct", Evidence: i % 3, Comments: i % 4, Returned: i%7 == 0, AssigneeID: ref(int64(i%3 + 1)),
		Places: []models.Anchor{{Place: 1, StartCP: s.Start, EndCP: s.End, Quote: doc.Slice(s), Method: models.MethodSelected}},
	}
	if c.Look == models.LookOpen {
		c.Rating = ""
	}
	return c
}

// fullWorkspace has something of everything.
func fullWorkspace() *models.Workspace {
	doc := text.Parse(testMarkup)
	at := func(quote string) text.Span { return doc.Find(quote)[0] }
	ws := workspaceWith(doc, at("12 claims"), at("has 12 claims"), at("A quotation, in two\nlines"), at("هذا سطر"), at("item"))
	ws.Claims[0].Places = append(ws.Claims[0].Places, models.Anchor{Place: 2, StartCP: at("deeper").Start, EndCP: at("deeper").End, Quote: "deeper"})
	ws.Skips = []models.SkipLine{{Skip: models.Skip{ID: 4, Reason: models.SkipOpinion}, Anchor: models.Anchor{StartCP: at("The second has none.").Start, EndCP: at("The second has none.").End}}}
	quoted := at("Quoted")
	i, _ := doc.SentencesIn(quoted)
	ws.Suggestions = []suggest.Suggestion{{Span: quoted, Sentence: i, Kind: "quote", Reason: message.Plain("a quotation <by> somebody")}}
	ws.Orphans = []models.ClaimLine{{ID: 300, Number: 9, Wording: "An <orphan>", Look: models.LookMixed, Orphaned: true}}
	ws.Remarks = []models.Remark{{Comment: models.Comment{ID: 13, Query: true, Blocking: true, Legal: true, Body: "Twelve <or> more?"}, Anchor: models.Anchor{StartCP: at("A quotation").Start, EndCP: at("A quotation").End, Method: models.MethodSelected}},
		{Comment: models.Comment{ID: 12, Body: "Which <item>?"}, Answers: 2, Anchor: models.Anchor{StartCP: at("A caption").Start, EndCP: at("A caption").End, Method: models.MethodSelected}}}
	ws.Threads = 3
	ws.SignOff = &models.SignOff{ID: 1}
	return ws
}

// actsFor are all buttons of a claim, refused for a reason where one is given.
func actsFor(refusal message.Key) []models.ClaimAction {
	var all []models.ClaimAction
	for _, a := range []models.Action{models.VerdictSaved, models.VerdictSubmitted, models.EvidenceCreated, models.EvidenceEdited, models.CalculationSaved, models.ReviewApproved, models.ReviewReturned,
		models.ReviewOverridden, models.ClaimEdited, models.ClaimResolved, models.ClaimRestored, models.CommentCreated, models.ItemTicked,
		models.ReplyNamed, models.ReplyAttempted, models.ReplyWaivedAct, models.InquirySent} {
		all = append(all, models.ClaimAction{Action: a, Refusal: refusal})
	}
	return all
}

// fullDetail is the i-th claim of a workspace with something of everything.
func fullDetail(ws *models.Workspace, i int, refusal message.Key) *models.ClaimDetail {
	line := ws.Claims[i]
	verdict := models.Verdict{ID: 31, Number: 2, RatingID: 2, Explanation: "Not <so>.", Correction: "13 claims", Submitted: true, CreatedBy: 1, CreatedAt: testNow.Add(-time.Hour)}
	returned := models.Review{ID: 1, VerdictID: 31, Decision: models.Return, Reason: "Say <when>.", CreatedBy: 2, CreatedAt: testNow}
	line.Returned, line.Context = true, true
	line.Places[0].Badges = "number,name"
	return &models.ClaimDetail{
		Claim: models.Claim{ID: line.ID, ArticleID: 5, Number: line.Number, Wording: line.Wording, Kind: line.Kind, Risk: models.RiskHigh, ReviewersNeeded: 2, Status: line.Status, VerdictID: 31,
			Fingerprint: "f00", Version: 4, AssigneeID: ref(int64(1)), Claimant: "The <mayor>", Orphaned: true},
		Article: ws.Article, Revision: ws.Revision, Scale: testScale, People: testPeople, Line: line, Sentence: "The first sentence has 12 claims.", QuoteAt: text.Span{Start: 23, End: 32},
		Previous: 103, Next: 105, Position: 1, Total: 5, Verdict: &verdict, Rating: &testScale.Ratings[1], Verdicts: []models.Verdict{verdict},
		Evidence: []models.Evidence{
			{ID: 1, SourceID: ref(int64(7)), Relation: models.Contradicts, Locator: "p. <1>", Excerpt: "Twelve & more", Note: "n", CreatedBy: 1, CreatedAt: testNow, Source: &models.Source{ID: 7, Title: "Counts <2026>", Type: models.SourceDataSet, Tier: models.TierPrimary, Confidentiality: models.ConfidentialSource}, Files: []models.File{{ID: 3, Name: "a<b>.pdf", Size: 48213}}},
			{ID: 2, Relation: models.NothingFound, SearchedWhere: "minutes", SearchedHow: "by hand", CreatedBy: 3, CreatedAt: testNow, WithdrawnAt: &testNow},
			{ID: 3, SourceID: ref(int64(8)), Relation: models.Context, CreatedBy: 1, CreatedAt: testNow, Source: &models.Source{ID: 8, Title: "A call", Type: models.SourcePerson}},
		},
		Checklist: checklistOf(line.Kind),
		Comments: []models.Comment{{ID: 1, Body: "Hm <b>", CreatedBy: 9, CreatedAt: testNow}, {ID: 2, Query: true, Blocking: true, OwnerID: ref(int64(1)), DueAt: ref(testNow.Add(-time.Hour)), Body: "When?", CreatedBy: 2, CreatedAt: testNow},
			{ID: 3, Query: true, Body: "Where?", CreatedBy: 2, CreatedAt: testNow, ResolvedAt: &testNow, ResolvedBy: ref(int64(1))},
			{ID: 4, Body: "See <p. 4>", CreatedBy: 1, CreatedAt: testNow, NoteKind: models.NoteFootnote, SaidBy: "Ines <Marx>", SaidAt: &testNow}},
		Replies: replies(), Inquiries: inquiries(),
		Reviews:  []models.Review{returned, {ID: 2, Decision: models.Approve, CreatedBy: 2, CreatedAt: testNow}},
		Stale:    []models.Staleness{{Ingredient: "text", What: message.Plain("the words in the text"), Was: "12 <claims>", Is: "13 claims", Who: "Jonas", At: testNow}, {Ingredient: "evidence", What: message.Plain("evidence added: Counts"), Who: "Jonas", At: testNow}},
		Override: &models.Review{Decision: models.Override, Reason: "It is what he said.", CreatedBy: 2, CreatedAt: testNow}, Actions: actsFor(refusal),
		LastLook: &models.LastLook{Review: returned, Changes: []models.Staleness{{Ingredient: "verdict", What: message.Plain("the explanation"), Was: "Yes.", Is: "No.", Who: "Jonas", At: testNow}}},
	}
}

// checklistOf is a list with items in every state.
func checklistOf(kind models.Kind) models.Checklist {
	tick := func(a models.TickAnswer) *models.Tick {
		return &models.Tick{Answer: a, Reason: "Not <so>.", CreatedBy: 1, CreatedAt: testNow}
	}
	return models.Checklist{ID: 1, Kind: kind, Version: 2, Required: true, Items: []models.ChecklistItem{{ID: 1, Words: "The unit <is> right", Tick: tick(models.TickDone)}, {ID: 2, Words: "Rounding"},
		{ID: 3, Words: "Sample", Tick: tick(models.TickAside)}, {ID: 4, Words: "Base", Tick: tick(models.TickDone), Aged: true}, {ID: 5, Words: "Who paid", Tick: tick(models.TickOpen)}, {ID: 6, Words: "Size", Tick: tick(models.TickAside), Aged: true}}}
}

func rendered(t *testing.T, p Page) string {
	t.Helper()
	var b strings.Builder
	if err := Render(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
