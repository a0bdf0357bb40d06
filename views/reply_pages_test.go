package views

import (
	"strings"
	"testing"
	"time"

	"stet/models"
)

// replies are those of a claim, one for each status.
func replies() []models.Reply {
	asked := func(d *time.Time) models.Contact {
		return models.Contact{Step: models.StepAttempt, Channel: models.ChannelPerson, Said: "Did you <do> it?", At: testNow.Add(-2 * time.Hour), Deadline: d, CreatedBy: 1}
	}
	answered := models.Contact{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: long, At: testNow.Add(-time.Hour), CreatedBy: 2}
	stands := models.Contact{Step: models.StepReflected, Said: "Last <paragraph>.", At: testNow, CreatedBy: 1}
	waived := models.Contact{Step: models.StepWaiver, Said: "Dissolved <r>.", At: testNow, CreatedBy: 2}
	return []models.Reply{
		{ID: 1, Who: "The <port> authority", Address: "press@port.example", CreatedBy: 1},
		{ID: 2, Who: long, CreatedBy: 1, Contacts: []models.Contact{asked(ref(testNow.Add(time.Hour)))}},
		{ID: 3, SourceID: ref(int64(7)), Source: &models.Source{ID: 7, Title: "The <clerk>", Confidentiality: models.ConfidentialSource}, CreatedBy: 1, Contacts: []models.Contact{asked(nil)}},
		{ID: 4, Who: "A", CreatedBy: 1, Contacts: []models.Contact{asked(ref(testNow.Add(-time.Hour)))}},
		{ID: 5, Who: "B", CreatedBy: 1, Contacts: []models.Contact{asked(nil), answered, stands}},
		{ID: 6, CreatedBy: 2, Contacts: []models.Contact{waived}},
	}
}

// inquiries are links in every state, to words that the claim still has and had.
func inquiries() []models.Inquiry {
	said := []models.Answer{{ID: 1, Response: models.ResponseWrong, Said: "Not <so>.", At: testNow}, {ID: 2, Response: models.ResponseConfirmed, At: testNow, EvidenceID: ref(int64(3))}, {ID: 3, Response: models.ResponseStatement, Said: long, At: testNow}}
	later := testNow.Add(time.Hour)
	return []models.Inquiry{
		{ID: 1, Who: "Prof. <Adler>", Ask: "Is it <so>?", Wording: "Words it had <once>", ShowTitle: true, ExpiresAt: later, CreatedBy: 1, Answers: said},
		{ID: 2, SourceID: ref(int64(7)), Source: &models.Source{ID: 7, Title: "The <clerk>"}, Ask: long, Wording: "12 claims", Once: true, ExpiresAt: later, CreatedBy: 1, Answers: said[:1]},
		{ID: 3, Who: "A", ExpiresAt: later, RevokedAt: &testNow, CreatedBy: 1}, {ID: 4, Who: "B", ExpiresAt: testNow, CreatedBy: 1},
	}
}

// kept is a retention with a line of each sort.
func kept() models.Retention {
	r := models.Retention{Periods: models.Periods{Killed: 30, Identities: 1}, People: testPeople,
		Held: []models.HeldLine{{Hold: models.Hold{ID: 1, ArticleID: ref(int64(5)), Reason: "We are <sued>.", CreatedBy: 1, CreatedAt: testNow}, Name: long},
			{Hold: models.Hold{ID: 2, SourceID: ref(int64(7)), Reason: "R", CreatedBy: 1, CreatedAt: testNow, LiftedBy: ref(int64(2)), LiftedAt: &testNow, LiftedReason: "<over>"}, Name: "The <clerk>"}}}
	for i, c := range models.Classes {
		r.Due = append(r.Due, models.DueLine{DueDeletion: models.DueDeletion{Class: c, SubjectID: int64(i), ListedAt: testNow}, ArticleID: int64(i % 2), Name: "<n>"})
		r.Deletions = append(r.Deletions, models.Deletion{Class: c, SubjectID: int64(i), Days: 30, RowCount: 1200, FileCount: 1, ListedAt: testNow, At: testNow})
	}
	return r
}

// restrictedTo is the restriction of an article with too few who may approve.
func restrictedTo(a models.Article) models.Restriction {
	a.Restricted = true
	return models.Restriction{Article: a, People: testPeople, Needed: 2, Deciding: 1, Named: []models.NamedPerson{{ArticleID: a.ID, UserID: 1, NamedBy: 1, NamedAt: testNow}, {ArticleID: a.ID, UserID: 3, NamedBy: 1, NamedAt: testNow}}}
}

// amendmentLog has one of each thing that becomes of an amendment, and a claim
// whose verdict can be declared void.
func amendmentLog(a models.Article) models.AmendmentLog {
	at, by, claim := testNow, int64(2), int64(7)
	l := models.AmendmentLog{Article: a, Published: &at, People: testPeople, Claims: []models.Claim{{ID: 7, Number: 4, Wording: long, Status: models.ClaimApproved, VerdictID: 3, Fingerprint: "f"}}}
	for i, m := range []models.Amendment{{ClaimID: &claim, What: "It is <less>.", ReportedBy: "<W>"}, {Kind: models.AsCorrection, Note: "It <was>."}, {Dismissed: "It is <right>."}} {
		m.ID, m.Cause, m.Checked, m.CreatedBy, m.CreatedAt = int64(3-i), models.Causes[i], models.Checkednesses[i], 1, testNow
		if i > 0 {
			m.DecidedBy, m.DecidedAt, m.What = &by, &at, long
		}
		l.Amendments = append(l.Amendments, m)
	}
	return l
}

func replyPages() map[string]Page {
	ws, editor, viewer := fullWorkspace(), chromeFor(1), chromeFor(3)
	detail, bare, refused := fullDetail(ws, 0, ""), fullDetail(ws, 1, ""), fullDetail(ws, 2, "It is <over>.")
	bare.Replies = nil
	var rows []models.ReplyRow
	for i, r := range detail.Replies {
		rows = append(rows, models.ReplyRow{Claim: models.Claim{ID: int64(i), Number: i, Wording: long}, Reply: &detail.Replies[i], Status: r.Status(testNow)})
	}
	sources := []models.Source{{ID: 7, Title: "The <clerk>"}, {ID: 8, Title: long}}
	return map[string]Page{
		"replies":                RepliesPage{Chrome: editor, Article: ws.Article, Rows: append(rows, models.ReplyRow{Claim: models.Claim{ID: 9, Wording: "<w>"}, Status: models.ReplyUnasked})},
		"replies, none":          RepliesPage{Chrome: viewer, Article: ws.Article},
		"claim replies":          ClaimRepliesPage{Chrome: editor, Detail: detail, Sources: sources},
		"claim replies, nobody":  ClaimRepliesPage{Chrome: editor, Detail: bare},
		"claim replies, refused": ClaimRepliesPage{Chrome: viewer, Detail: refused},
		"claim replies, no name": ClaimRepliesPage{Chrome: editor, Detail: bare, Sources: sources, Name: ReplyFields{Address: "<a>"}, Errors: Errors{"who": "Name them.", "": "It is <wrong>."}},
		"claim replies, a link":  ClaimRepliesPage{Chrome: editor, Detail: detail, Sources: sources, Link: "https://desk.example/answer/abc", Inquiry: InquiryFields{Words: "text", Once: true}},
		"claim replies, no link": ClaimRepliesPage{Chrome: editor, Detail: detail, Wrong: ContactForm{Step: StepLink}, Errors: Errors{"ask": "Ask <something>.", "until": "Later."}, Inquiry: InquiryFields{Who: "<w>", ShowTitle: true}},
		"retention":              RetentionPage{Chrome: chromeFor(2), Retention: kept(), Lifted: 1, Errors: Errors{"reason": "Say <why>.", "": "No."}},
		"retention, none":        RetentionPage{Chrome: viewer},
		"holds, article":         HoldsPage{Chrome: editor, Article: &ws.Article, Holds: []models.Hold{kept().Held[0].Hold, kept().Held[1].Hold}, People: testPeople, Reason: "<r>", Errors: Errors{"reason": "Say <why>."}},
		"holds, source":          HoldsPage{Chrome: viewer, Source: &sources[0]},
		"restriction, none":      RestrictionPage{Chrome: editor, Restriction: models.Restriction{Article: ws.Article, People: testPeople}, Chosen: []int64{2}, Errors: Errors{"people": "Choose <them>.", "": "No."}},
		"restriction, read":      RestrictionPage{Chrome: viewer, Restriction: models.Restriction{Article: ws.Article, People: testPeople}},
		"restriction":            RestrictionPage{Chrome: editor, Restriction: restrictedTo(ws.Article), Errors: Errors{"person": "Choose <somebody>.", "": "No."}},
		"amendments":             AmendmentsPage{Chrome: chromeFor(2), Log: amendmentLog(ws.Article), Decided: 3, Typed: DecisionFields{Kind: "update", Note: "<n>"}, Errors: Errors{"note": "Write <it>.", "kind": "Choose.", "dismissed": "Why?", "": "No."}},
		"amendments, logging":    AmendmentsPage{Chrome: editor, Log: amendmentLog(ws.Article), Form: AmendmentFields{What: "<w>", Claim: "2"}, Errors: Errors{"what": "Say <it>.", "claim": "Choose.", "cause": "Choose.", "checked": "Choose.", "reported_by": "Too long.", "": "No."}},
		"amendments, voiding":    AmendmentsPage{Chrome: chromeFor(2), Log: amendmentLog(ws.Article), Voided: 3, Reason: "<r>", Errors: Errors{"reason": "Say <why>.", "": "No."}},
		"amendments, none":       AmendmentsPage{Chrome: viewer, Log: models.AmendmentLog{Article: ws.Article}},
		"letter":                 LetterPage{Clock: Clock{Now: testNow}, Title: "The <Post>", Letter: &models.Letter{Newsroom: "The <Post>", Title: "<t>", Ask: long, Wording: "<w>", Until: testNow}},
		"letter, wrong":          LetterPage{Clock: Clock{Now: testNow}, Title: "P", Letter: &models.Letter{Newsroom: "P"}, Form: AnswerFields{Response: "wrong", Said: "<s>"}, Errors: Errors{"said": "Say <it>.", "response": "Choose.", "": "No."}},
		"letter, arrived":        LetterPage{Title: "Thank you", Done: true},
		"letter, none":           LetterPage{Title: "Nothing"},
		"claim replies, no words": ClaimRepliesPage{Chrome: editor, Detail: detail, Wrong: ContactForm{Reply: 2, Step: models.StepAttempt}, Typed: ContactFields{Channel: "phone", Said: "<typed>"},
			Errors: Errors{"said": "Say what.", "deadline": "Later.", "channel": "How?", "at": "When?"}},
	}
}

func TestWhatWasTypedIntoOneFormOfAReplyStandsInThatFormAlone(t *testing.T) {
	t.Parallel()
	page := rendered(t, replyPages()["claim replies, no words"])
	if n := strings.Count(page, "&lt;typed&gt;"); n != 1 {
		t.Errorf("it stands %d times", n)
	}
	if n := strings.Count(page, `aria-invalid="true"`); n != 4 {
		t.Errorf("%d fields are wrong", n)
	}
	for _, label := range []string{"Not asked yet", "Asked, no answer yet", "No answer by the deadline", "Answered by email", "Asked in person", "In the text"} {
		if !strings.Contains(page, label) {
			t.Errorf("the page does not say %q", label)
		}
	}
}
