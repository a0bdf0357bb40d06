package views

import (
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

const (
	arrivalBefore = "The tram opened in 1998. It carries 31,400 people a day.\n\nNobody misses the <ferry> in the harbour today. It is green.\n\nA last line."
	arrivalAfter  = "The tram opened in 1999. They say that it carries 31,400 people a day.\n\nA last line.\n\nA new & untried sentence."
)

// fullArrival has something of everything, as a person with a role sees it.
func fullArrival() models.Arrival {
	from, to := text.Parse(arrivalBefore), text.Parse(arrivalAfter)
	r := models.Arrival{Article: models.Article{ID: 5, Title: "The <tram>"}, Revision: models.Revision{ID: 9, Number: 3, Note: "<n>", CreatedBy: 1, CreatedAt: testNow}, Before: models.Revision{Number: 2},
		From: &from, Document: &to, People: testPeople, Unchanged: 1200, Uncovered: []int{3}, Since: &models.SinceSignOff{By: "<Maya>", At: testNow, Claims: 2, Sentences: 1},
		Earlier: []models.ClaimLine{{ID: 77, Number: 7, Wording: "<old>", Status: models.ClaimStale, Look: models.LookTrue}}, Actions: []models.ArticleAction{{Action: models.ClaimCreated}, {Action: models.RevisionSaved}}}
	at := func(doc *text.Document, words string) text.Span { return doc.Find(words)[0] }
	add := func(number int, was, is string, method models.Method, status models.ClaimStatus) models.Arrived {
		a := models.Arrived{Was: was, Line: models.ClaimLine{ID: int64(100 + number), Number: number, Wording: "Claim <" + is + ">", Status: status, Look: models.LookTrue},
			Anchor: models.Anchor{Place: 1, Method: method, Quote: is, Prefix: "before <", Suffix: "> after"}, Fingerprint: "f00", VerdictID: 4}
		if was != "" && strings.Contains(arrivalBefore, was) {
			a.WasAt = at(&from, was)
		}
		if is != "" {
			a.At = at(&to, is)
			a.Block = to.BlockAt(a.At.Start)
		}
		return a
	}
	edited := add(1, "opened in 1998", "opened in 1999", models.MethodEdited, models.ClaimStale)
	edited.Anchor.Badges = "number,negation,name"
	slight := add(2, "A last line", "A last line", models.MethodEdited, models.ClaimStale)
	slight.Slight = true
	slighter := slight
	slighter.Line.ID = 110
	context := add(3, "31,400 people", "31,400 people", models.MethodExact, models.ClaimApproved)
	context.Line.Context, context.Anchor.ContextChanged = true, true
	moved := add(4, "A last line", "A last line", models.MethodMoved, models.ClaimApproved)
	moved.Settled = true
	r.Changed = []models.Arrived{edited, slight, slighter, context, moved}
	lost := add(5, "Nobody misses the <ferry>", "", models.MethodLost, models.ClaimStale)
	lost.Line.Orphaned = true
	lost.Candidates = []models.Candidate{{Span: at(&to, "A last line"), Quote: "A last line", Score: 0.625}, {Span: at(&to, "untried"), Quote: "untried", Score: 0.5}}
	elsewhere := add(6, "gone for long", "", models.MethodAmbiguous, models.ClaimStale)
	elsewhere.Line.Places = []models.Anchor{{Place: 2, Method: models.MethodExact}}
	cut := add(7, "It is green", "", models.MethodLost, models.ClaimWithdrawn)
	cut.Settled, cut.Line.Resolution = true, models.ResolutionCut
	again := add(8, "It is green", "new & untried", models.MethodLost, models.ClaimStale)
	done := add(9, "It is green", "untried", models.MethodLost, models.ClaimApproved)
	done.Settled = true
	r.Lost = []models.Arrived{lost, elsewhere, cut, again, done}
	return r
}

func revisionPages() map[string]Page {
	editor, reviewer, viewer := chromeFor(1), chromeFor(2), chromeFor(3)
	all, refused := fullArrival(), fullArrival()
	for i := range refused.Changed {
		refused.Changed[i].Refusal = "You proposed <this>."
	}
	settled := models.Arrival{Revision: models.Revision{Number: 2}, Document: all.Document}
	from, to := text.Parse(testMarkup+"\n\n"+strings.Repeat("The same line again and again. ", 3)+"\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."), text.Parse(strings.Repeat("The same line again and again. ", 3)+"\n\n"+strings.ReplaceAll(testMarkup, "> A quot", "A <quot")+"\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive!")
	compared := models.Comparison{Article: models.Article{ID: 5, Title: "<t>", Status: models.ArticleChecking}, A: models.Revision{Number: 1, Note: "<n>"}, B: models.Revision{Number: 2, Note: "m"}, From: &from, To: &to, Pairs: text.Compare(&from, &to)}
	signed, same := compared, compared
	signed.Signed = &models.SignOff{CreatedBy: 2, CreatedAt: testNow}
	same.To, same.Pairs = &from, text.Compare(&from, &from)
	revisions := []models.Revision{{Number: 3}, {Number: 2}, {Number: 1}}
	was := "One. Two."
	clash := models.Conflict{What: message.New("the text"), Who: message.Plain("<Lena>"), Version: 3, Fields: []models.ConflictField{{Name: "text", Label: "Text", Sort: models.FieldMarkup, Was: &was, Yours: "One & one. Two.", Theirs: "One. Three.", Merged: "One & one.\n\nTwo."}}}
	clashing := clash
	clashing.Fields = slices.Clone(clash.Fields)
	clashing.Fields[0].Clashes = []text.Clash{{Base: "a", Mine: "<b>", Theirs: ""}, {Mine: "", Theirs: "c"}}
	fields := models.Conflict{What: message.New("claim 4"), Who: message.Plain("<Lena>"), Version: 5, Fields: []models.ConflictField{
		{Name: "wording", Label: "Wording", Sort: models.FieldProse, Yours: "It was <red>.", Theirs: "She was red."},
		{Name: "kind", Label: "Kind", Sort: models.FieldChoice, Yours: "number", Theirs: "quote", YoursRead: "number", TheirsRead: "quote"},
		{Name: "claimed_on", Label: "Date claimed", Sort: models.FieldValue, Yours: "2024", Theirs: "2025"},
		{Name: "risk", Label: "Risk", Sort: models.FieldChoice, Yours: "high", Theirs: "normal"}}}
	fields.Rebase(map[string]string{"wording": "It was red.", "kind": "number", "claimed_on": "2023", "risk": "normal"})
	return map[string]Page{
		"arrival, editor": ArrivalPage{Chrome: editor, Arrival: refused}, "arrival, reviewer": ArrivalPage{Chrome: reviewer, Arrival: all, After: "c101-1"},
		"arrival, wrong": ArrivalPage{Chrome: reviewer, Arrival: all, Wrong: "c101-1", Reason: "<r>", Errors: wrong}, "arrival, viewer": ArrivalPage{Chrome: viewer, Arrival: all, After: "s9"},
		"arrival, refused": ArrivalPage{Chrome: reviewer, Arrival: refused}, "arrival, settled": ArrivalPage{Chrome: editor, Arrival: settled},
		"compare": ComparePage{Chrome: editor, Comparison: compared, Revisions: revisions, People: testPeople}, "compare, side": ComparePage{Chrome: viewer, Comparison: compared, Revisions: revisions, Side: true},
		"published": PublishedPage{Chrome: viewer, Article: compared.Article, Fetches: true}, "published, wrong": PublishedPage{Chrome: viewer, Text: long, Errors: wrong},
		"published, differs": PublishedPage{Chrome: editor, Comparison: &compared, LeftOut: []string{"A <picture>."}}, "published, side": PublishedPage{Chrome: editor, Comparison: &signed, Side: true}, "published, same": PublishedPage{Chrome: editor, Comparison: &same},
		"conflict, merged": ConflictPage{Chrome: editor, Action: "/articles/5/text", VersionField: "based_on", Back: "/articles/5/text", Kept: []Input{{"note", "<n>"}}, Conflict: clash},
		"conflict, clash":  ConflictPage{Chrome: editor, Action: "/articles/5/text", VersionField: "based_on", Back: "/articles/5/text", Conflict: clashing},
		"conflict, fields": ConflictPage{Chrome: editor, Action: "/claims/4/edit", VersionField: "version", Back: "/claims/4", Kept: []Input{{"risk", "high"}}, Conflict: fields},
		"sign-off, touched": SignOffPage{Chrome: editor, Article: compared.Article, Touched: all.Since, Actions: all.Actions,
			Corrections: []models.Correction{{ClaimID: 4, Number: 2, Was: "<a>", Is: "b"}}},
	}
}

func page(t *testing.T, name string) string {
	t.Helper()
	return rendered(t, revisionPages()[name])
}

func wantAll(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(page, s) {
			t.Errorf("the page does not hold %q", s)
		}
	}
}

func TestAnArrivalShowsWhatChangedInTheWordsAndAroundThem(t *testing.T) {
	t.Parallel()
	wantAll(t, page(t, "arrival, reviewer"),
		`The tram <mark class="v-true">opened in <del>1998</del><ins>1999</ins></mark>.`, "number changed", "negation changed", "name changed",
		`<ins>They say that it</ins> carries <mark class="v-true">31,400 people</mark> a day.`, "the sentence around it changed",
		"moved from ¶3 to ¶2", `<mark class="v-true"><del>Nobody misses the &lt;ferry&gt;</del></mark> in the harbour today.`, "63 % alike", "Cut from the article", "This place was cut")
}

func TestAnArrivalOffersOnlyWhatItsReaderMayDo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ approve, confirm, cut, claim int }{
		"arrival, reviewer": {4, 1, 1, 1}, "arrival, editor": {0, 1, 1, 1}, "arrival, viewer": {0, 1, 1, 1}, "arrival, settled": {},
	} {
		p := page(t, name)
		for what, want := range map[string]int{`value="approve"`: c.approve, "/confirm": c.confirm, "/cut": c.cut, `data-does="claim"`: c.claim} {
			if got := strings.Count(p, what); got != want {
				t.Errorf("%s: %d of %s, want %d", name, got, what, want)
			}
		}
	}
}

func TestAnArrivalGoesOnWithTheNextThatIsNotSettled(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]string{"c101-1": "c102-1", "c103-1": "c105-1", "c105-1": "c106-1", "c108-1": "s3", "s1": "s3", "s3": "c101-1", "s4": "c101-1", "x": "c101-1", "": ""} {
		if got := (ArrivalPage{Arrival: fullArrival(), After: after}).next(); got != want {
			t.Errorf("after %q comes %q, want %q", after, got, want)
		}
	}
}

func TestACandidateIsNamedAsABrowserCounts(t *testing.T) {
	t.Parallel()
	doc := text.Parse("First block.\n\nA 👩🏽‍🚀 flew to the moon.\n\nLast.")
	item := ArrivedItem{page: &ArrivalPage{Arrival: models.Arrival{Document: &doc}}}
	words := doc.Find("flew to the moon.\n\nLast")[0]
	item.Candidates = []models.Candidate{{Span: words, Quote: doc.Slice(words)}}
	p := item.Places()[0]
	if p.Block != 1 || p.Start16 != len([]rune("A "))+7+1 || p.EndBlock != 2 || p.End16 != 4 {
		t.Errorf("the place is %+v", p)
	}
}

func TestAComparisonNumbersItsBlocksAndFoldsWhatIsTheSame(t *testing.T) {
	t.Parallel()
	wantAll(t, page(t, "compare"), "moved to ¶1", "moved here from ¶", "was a quotation, is a paragraph", " paragraphs without a change</summary>", "Five<del>.</del><ins>!</ins>", "Restore revision 1")
	side := page(t, "compare, side")
	wantAll(t, side, "Five<del>.</del></p>", "Five<ins>!</ins></p>")
	if strings.Contains(side, "Restore") {
		t.Error("a viewer may restore")
	}
}

func TestAComparisonSaysWhereOnlyMarksDiffer(t *testing.T) {
	t.Parallel()
	from, to := text.Parse("One **two**.\n\nThree."), text.Parse("One two.\n\nThree.")
	pairs := text.Compare(&from, &to)
	wantAll(t, string(Comparison(message.English, &from, &to, pairs, false))+pairTally(message.English, pairs), `<p class="badge">bold, italics or links differ</p>`, "1 changed; 1 the same")
}

func TestAMergedConflictSavesWithOnePress(t *testing.T) {
	t.Parallel()
	wantAll(t, page(t, "conflict, fields"), "She was &lt;red&gt;.</textarea>", `value="quote" checked`, "\n2024</textarea>", "2023", "&lt;", `value="high"`)
	wantAll(t, page(t, "conflict, clash"), `action="/articles/5/text"`, `name="based_on" value="3"`, "One &amp; one.\n\nTwo.</textarea>", "&lt;b&gt;", "taken out", "One<ins> &amp; one</ins>.")
}

func TestWhoSavedARevisionIsNotAskedWhetherAClaimStillStands(t *testing.T) {
	t.Parallel()
	arrival := fullArrival()
	arrival.Changed[3].Anchor.CreatedBy = 1
	p := rendered(t, ArrivalPage{Chrome: chromeFor(1), Arrival: arrival})
	wantAll(t, p, "You saved the words around this claim")
	if strings.Contains(p, "/confirm") {
		t.Error("the page asks whoever saved the revision")
	}
}
