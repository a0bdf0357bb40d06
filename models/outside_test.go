package models_test

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// never is the scene with the numbers of things that never were.
func (c scene) never() *scene {
	const far = 1_000_000
	for _, id := range []*int64{&c.article.ID, &c.article.RevisionID, &c.claim.ID, &c.claim.VerdictID, &c.other.ID, &c.skip.ID, &c.evidence.ID, &c.reply.ID, &c.inquiry.ID, &c.link.ID, &c.hold.ID, &c.secret.ID, &c.comment.ID, &c.amended.ID, &c.sel.RevisionID, &c.blind} {
		*id += far
	}
	source, secret := *c.evidence.SourceID+far, *c.secret.SourceID+far
	c.evidence.SourceID, c.secret.SourceID = &source, &secret
	c.inquiry.Answers = slices.Clone(c.inquiry.Answers)
	c.inquiry.Answers[0].ID += far
	c.file, c.job, c.capture, c.signOff = c.file+far, c.job+far, c.capture+far, c.signOff+far
	return &c
}

// looks are the methods that read what belongs to an article.
func (c *scene) looks() map[string]func(models.User) (any, error) {
	s, ctx, a, k := c.s, c.ctx, c.article.ID, c.claim.ID
	doc := text.Parse("A text.")
	read := map[string]func(models.User) (any, error){
		"Article":          func(u models.User) (any, error) { return s.Article(ctx, u, a) },
		"Amendment":        func(u models.User) (any, error) { return s.Amendment(ctx, u, c.amended.ID) },
		"Amendments":       func(u models.User) (any, error) { return s.Amendments(ctx, u, a) },
		"Arrival":          func(u models.User) (any, error) { return s.Arrival(ctx, u, a) },
		"Attend":           func(u models.User) (any, error) { return nil, s.Attend(ctx, u, "p", a, models.Presence{}) },
		"Blockers":         func(u models.User) (any, error) { return s.Blockers(ctx, u, a) },
		"Checked":          func(u models.User) (any, error) { return s.Checked(ctx, u, a, models.ForLegal) },
		"Claim":            func(u models.User) (any, error) { return s.Claim(ctx, u, k) },
		"ClaimDetail":      func(u models.User) (any, error) { return s.ClaimDetail(ctx, u, k) },
		"Compare":          func(u models.User) (any, error) { return s.Compare(ctx, u, a, 1, 1) },
		"ComparePublished": func(u models.User) (any, error) { return s.ComparePublished(ctx, u, a, &doc) },
		"Corrections":      func(u models.User) (any, error) { return s.Corrections(ctx, u, a) },
		"EvidenceItem":     func(u models.User) (any, error) { return s.EvidenceItem(ctx, u, c.evidence.ID) },
		"Exceptions":       func(u models.User) (any, error) { return s.Exceptions(ctx, u, a) },
		"History":          func(u models.User) (any, error) { return s.History(ctx, u, a, 0, 0) },
		"HistoryOfClaim":   func(u models.User) (any, error) { return s.History(ctx, u, 0, k, 0) },
		"OpenFile":         func(u models.User) (any, error) { f, _, err := s.OpenFile(ctx, u, c.file); return f, err },
		"QuoteCheck":       func(u models.User) (any, error) { return s.QuoteCheck(ctx, u, k) },
		"WaitingRows": func(u models.User) (any, error) {
			rows, n, err := s.WaitingRows(ctx, u, a, 0)
			return fmt.Sprint(rows, n), err
		},
		"OfferPlaces":    func(u models.User) (any, error) { return nil, s.OfferPlaces(ctx, u, a, nil) },
		"FindWords":      func(u models.User) (any, error) { return s.FindWords(ctx, u, a, "tram") },
		"Revision":       func(u models.User) (any, error) { r, _, err := s.Revision(ctx, u, a, 1); return r, err },
		"Revisions":      func(u models.User) (any, error) { return s.Revisions(ctx, u, a) },
		"Inquiry":        func(u models.User) (any, error) { return s.Inquiry(ctx, u, c.inquiry.ID) },
		"Holds":          func(u models.User) (any, error) { return s.Holds(ctx, u, a, *c.evidence.SourceID) },
		"Reply":          func(u models.User) (any, error) { return s.Reply(ctx, u, c.reply.ID) },
		"Replies":        func(u models.User) (any, error) { return s.Replies(ctx, u, a) },
		"SourcesOf":      func(u models.User) (any, error) { return s.SourcesOf(ctx, u, a) },
		"Source":         func(u models.User) (any, error) { return s.Source(ctx, u, *c.evidence.SourceID) },
		"SourceDetail":   func(u models.User) (any, error) { return s.SourceDetail(ctx, u, *c.secret.SourceID) },
		"ArchiveLinks":   func(u models.User) (any, error) { return s.ArchiveLinks(ctx, u, c.evidence.ID) },
		"Capture":        func(u models.User) (any, error) { return s.Capture(ctx, u, c.capture) },
		"CaptureDetail":  func(u models.User) (any, error) { return s.CaptureDetail(ctx, u, c.capture) },
		"OpenCapture":    func(u models.User) (any, error) { k, _, err := s.OpenCapture(ctx, u, c.capture, "page"); return k, err },
		"RetryCapture":   func(u models.User) (any, error) { return s.RetryCapture(ctx, u, c.capture) },
		"RecheckCapture": func(u models.User) (any, error) { return s.RecheckCapture(ctx, u, c.capture) },
		"AskArchive":     func(u models.User) (any, error) { return s.AskArchive(ctx, u, c.capture) },
		"AskPicture":     func(u models.User) (any, error) { return s.AskPicture(ctx, u, c.capture) },
		"Workspace":      func(u models.User) (any, error) { return s.Workspace(ctx, u, a) },
		"RecordExport":   func(u models.User) (any, error) { return nil, s.RecordExport(ctx, u, a, "json", models.ForInternal) },
		"RequestExport": func(u models.User) (any, error) {
			return s.RequestExport(ctx, u, a, models.ExportForm{Format: "packet", For: models.ForInternal})
		},
		"Job":              func(u models.User) (any, error) { return s.Job(ctx, u, c.job) },
		"ArticleJobs":      func(u models.User) (any, error) { return s.ArticleJobs(ctx, u, a) },
		"OpenJobResult":    func(u models.User) (any, error) { j, _, err := s.OpenJobResult(ctx, u, c.job); return j, err },
		"CancelJob":        func(u models.User) (any, error) { return nil, s.CancelJob(ctx, u, c.job) },
		"OpenEvidenceList": func(u models.User) (any, error) { o, _, err := s.OpenEvidenceList(ctx, u, c.signOff); return o, err },
		"OpenTimeStamp":    func(u models.User) (any, error) { o, _, err := s.OpenTimeStamp(ctx, u, c.signOff); return o, err },
		"TimeStamp":        func(u models.User) (any, error) { return s.TimeStamp(ctx, u, c.signOff) },
		"RetryStamp":       func(u models.User) (any, error) { return s.RetryStamp(ctx, u, c.signOff) },
		"Assigning":        func(u models.User) (any, error) { return s.Assigning(ctx, u, a) },
		"Restriction":      func(u models.User) (any, error) { return s.Restriction(ctx, u, a) },
		"Comment":          func(u models.User) (any, error) { return s.Comment(ctx, u, c.comment.ID) },
		"Discussion":       func(u models.User) (any, error) { return s.Discussion(ctx, u, a) },
		"ForAuthor":        func(u models.User) (any, error) { return s.ForAuthor(ctx, u, a) },
	}
	return read
}

// all are the reads and the writes on the article of a scene.
func (c *scene) all() map[string]func(models.User) (any, error) {
	all := c.looks()
	for name, write := range c.writes() {
		all[name] = func(u models.User) (any, error) { return nil, write(u) }
	}
	maps.DeleteFunc(all, func(name string, _ func(models.User) (any, error)) bool { // which begin one of their own
		return name == "CreateArticle" || name == "ImportArticle"
	})
	return all
}

var number = regexp.MustCompile(`\d+`)

// said is all that somebody learns by a call, but for the numbers they asked with.
func said(call func(models.User) (any, error), u models.User) string {
	found, err := call(u)
	if err != nil {
		return number.ReplaceAllString(err.Error(), "#")
	}
	return number.ReplaceAllString(fmt.Sprintf("%+v", found), "#")
}

// fill gives the article of a scene what only some tests want of it.
func (c *scene) fill(t *testing.T, st *modelstest.Story) {
	t.Helper()
	must(t, c.writes()["EditEvidence"](st.Editor))
	e, err := c.s.EvidenceItem(c.ctx, st.Editor, c.evidence.ID)
	must(t, err)
	c.file = e.Files[0].ID
	j, err := c.s.RequestExport(c.ctx, st.Editor, c.article.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	must(t, err)
	_, err = c.s.ImportSheet(c.ctx, st.Editor, c.article.ID, []models.ImportedRow{{Line: 2, Fact: "Nothing that is in the text"}})
	must(t, err)
	k, err := c.s.UploadCapture(c.ctx, st.Editor, c.evidence.ID, models.UploadedCapture{URL: "https://example.org/a", FileName: "a.html", Upload: []byte("a"), Body: []byte("a")})
	must(t, err)
	c.job, c.capture = j.ID, k.ID
	must(t, c.s.Exec("INSERT INTO sign_offs (article_id, revision_id, note, exceptions, created_by, created_at) SELECT id, revision_id, '', '[]', created_by, created_at FROM articles WHERE id = ?", c.article.ID))
	ids, err := c.s.Strings("SELECT CAST(MAX(id) AS TEXT) FROM sign_offs")
	must(t, err)
	c.signOff, err = strconv.ParseInt(ids[0], 10, 64)
	must(t, err)
}

func TestForWhoeverIsNotNamedNothingOfARestrictedArticleEverWas(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := setScene(t, s)
		c.fill(t, st)
		must(t, s.NameReader(c.ctx, st.Editor, *c.secret.SourceID, st.Other.ID))
		must(t, s.RestrictArticle(c.ctx, st.Editor, c.article.ID, []int64{st.Reviewer.ID}))
		outside, err := s.EditUser(c.ctx, st.Admin, st.Other.ID, models.UserForm{Version: st.Other.Version, Name: st.Other.Name, Role: models.RoleReviewer, Admin: true, Active: true})
		must(t, err)
		before, err := s.Strings("SELECT action FROM events")
		must(t, err)
		calls, nevers := c.all(), c.never().all()
		for name, call := range calls {
			for _, who := range []models.User{outside, st.Viewer, {}} {
				if got, want := said(call, who), said(nevers[name], who); got != want {
					t.Errorf("%s by %q\nsays  %.300s\nof what never was %.300s", name, who.Name, got, want)
				}
			}
		}
		after, err := s.Strings("SELECT action FROM events")
		if must(t, err); len(after) != len(before) {
			t.Errorf("it left %v", after[len(before):])
		}
		for name, call := range c.looks() {
			if _, err := call(st.Reviewer); errors.Is(err, models.ErrNotFound) && !slices.Contains([]string{"OpenJobResult", "OpenEvidenceList", "OpenTimeStamp", "TimeStamp", "RetryStamp"}, name) {
				t.Errorf("%s does not exist for somebody who is named: %v", name, err)
			}
		}
	})
}

func TestEveryReadingMethodIsTriedByTheTestOfRestrictedArticles(t *testing.T) {
	t.Parallel()
	elsewhere := []string{"Desk", "FindSources", "Numbers", "Queue", "Retention", "Sources", "Sections", "Loads", // which the test of lists compares
		"Hears", "Notices", "UnreadNotices", "ReadNotice", "ReadNotices", "Webhook", "ReplayDelivery", "ReplayFailed", // which tests of their own try
		"Leave", "Enqueue", "AddUser", "ChangePassword", "EditChecklist", "EditSettings", "EditUser", "Invitations", "Invite", "SetShortcuts", "SetLanguage", "SetNotices", "Webhooks", "CreateWebhook", "EditWebhook", "RotateWebhook", "RemoveWebhook", "SignOutEverywhere", "SetAway", "CreateSection", "EditSection", "SetAssignRules"} // which are about no article
	looks := (&scene{ctx: t.Context(), reply: models.Reply{}, evidence: models.Evidence{SourceID: new(int64)}, secret: models.Evidence{SourceID: new(int64)}}).looks()
	for _, name := range reads() {
		if looks[name] == nil && !slices.Contains(elsewhere, name) {
			t.Errorf("%s is not tried by somebody outside", name)
		}
	}
}
