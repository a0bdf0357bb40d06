package models_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// scene is an article with one of everything that can be written to.
type scene struct {
	ctx      context.Context
	s        *models.Store
	article  models.Article
	claim    models.Claim
	other    models.Claim
	skip     models.Skip
	evidence models.Evidence
	reply    models.Reply
	inquiry  models.Inquiry // with an answer
	link     models.ArchiveLink
	hold     models.Hold
	secret   models.Evidence // of a confidential source, which the first editor alone may open
	comment  models.Comment
	amended  models.Amendment
	detail   models.ClaimDetail
	sel      models.Selection

	blind                       int64 // id of a claim that wants a second verdict
	file, job, capture, signOff int64 // ids, 0 where the test made none
}

func setScene(t *testing.T, s *models.Store) (*modelstest.Story, *scene) {
	t.Helper()
	st := newsroom(t, s)
	c := &scene{ctx: t.Context(), s: s}
	c.article = st.Article("The tram carries 31,400 people a day. It opened in 2021. It is long.")
	c.claim, c.other = st.Claim(c.article.ID, "31,400 people"), st.Claim(c.article.ID, "opened in 2021")
	c.skip = st.Skip(c.article.ID, "It is long")
	c.evidence = st.Evidence(c.claim.ID)
	var err error
	c.link, err = s.AddArchiveLink(c.ctx, st.Editor, c.evidence.ID, "https://web.archive.org/web/2026/https://example.org/")
	must(t, err)
	st.Propose(c.claim, "imprecise")
	c.comment, err = s.CreateComment(c.ctx, st.Editor, c.article.ID, models.CommentForm{Body: "Which month?", Query: true})
	must(t, err)
	c.secret, err = s.CreateEvidence(c.ctx, st.Editor, c.other.ID, models.EvidenceForm{Relation: models.Context, Locator: "tape 3",
		Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quill", Confidentiality: models.ConfidentialSource}})
	must(t, err)
	c.reply, err = s.NameReply(c.ctx, st.Editor, c.claim.ID, models.ReplyForm{Who: "The operator"})
	must(t, err)
	token, err := s.SendInquiry(c.ctx, st.Editor, c.claim.ID, models.InquiryForm{Who: "Prof. Adler", Ask: "Is it so?", InText: true})
	must(t, err)
	must(t, s.AnswerInquiry(c.ctx, token, "", models.AnswerForm{Response: models.ResponseConfirmed}))
	blind := st.Claim(c.article.ID, "The tram")
	st.Evidence(blind.ID)
	st.Propose(blind, "correct")
	must(t, s.Exec("INSERT INTO second_draws (claim_id, article_id, why, created_at) SELECT id, article_id, 'sample', created_at FROM claims WHERE id = ?", blind.ID))
	c.blind = blind.ID
	c.detail = st.Detail(c.claim.ID)
	c.inquiry = c.detail.Inquiries[0]
	must(t, s.PlaceHold(c.ctx, st.Editor, 0, *c.evidence.SourceID, "Their papers are asked for."))
	holds, err := s.Holds(c.ctx, st.Editor, 0, *c.evidence.SourceID)
	must(t, err)
	c.hold = holds[0]
	must(t, s.Exec("INSERT INTO amendments (article_id, claim_id, what, cause, checked, created_by, created_at) SELECT id, ?, 'It is less.', 'source', 'approved', created_by, created_at FROM articles WHERE id = ?", c.claim.ID, c.article.ID))
	l, err := s.Amendments(c.ctx, st.Editor, c.article.ID)
	must(t, err)
	c.amended = l.Amendments[0]
	c.claim = c.detail.Claim
	c.sel = st.Select(c.article.ID, "It is long")
	c.article, err = s.Article(c.ctx, st.Editor, c.article.ID)
	must(t, err)
	return st, c
}

// writes are all the methods that write to articles, each with input that an
// allowed person could give.
func (c *scene) writes() map[string]func(models.User) error {
	all := c.claimWrites()
	maps.Copy(all, c.articleWrites())
	return all
}

func (c *scene) articleWrites() map[string]func(models.User) error {
	s, ctx, a := c.s, c.ctx, c.article
	form := models.ArticleForm{Version: a.Version, Title: "Another title"}
	doc := text.Parse("The tram carries 31,400 people. It opened in 2021.")
	return map[string]func(models.User) error{
		"CreateArticle": func(u models.User) error {
			_, err := s.CreateArticle(ctx, u, models.NewArticle{Details: form, Document: doc})
			return err
		},
		"EditArticle":   func(u models.User) error { _, err := s.EditArticle(ctx, u, a.ID, form); return err },
		"HoldArticle":   func(u models.User) error { return s.HoldArticle(ctx, u, a.ID, a.Version, "Later.") },
		"KillArticle":   func(u models.User) error { return s.KillArticle(ctx, u, a.ID, a.Version, "Never.") },
		"ReopenArticle": func(u models.User) error { return s.ReopenArticle(ctx, u, a.ID, a.Version, "Again.") },
		"ResumeArticle": func(u models.User) error { return s.ResumeArticle(ctx, u, a.ID, a.Version) },
		"LogAmendment": func(u models.User) error {
			_, err := s.LogAmendment(ctx, u, a.ID, models.AmendmentForm{What: "It is less.", Cause: models.CauseOther, Checked: models.WasSkipped})
			return err
		},
		"DecideAmendment": func(u models.User) error {
			return s.DecideAmendment(ctx, u, c.amended.ID, models.AmendmentDecision{Kind: models.AsCorrection, Note: "It is less."})
		},
		"PublishArticle": func(u models.User) error { return s.PublishArticle(ctx, u, a.ID, a.Version, "") },
		"SignOffArticle": func(u models.User) error { _, err := s.SignOffArticle(ctx, u, a.ID, a.RevisionID, ""); return err },
		"SaveRevision": func(u models.User) error {
			_, err := s.SaveRevision(ctx, u, a.ID, models.NewRevision{BasedOn: 1, Document: doc})
			return err
		},
		"RestoreRevision":  func(u models.User) error { _, err := s.RestoreRevision(ctx, u, a.ID, 1, 1); return err },
		"ApplyCorrection":  func(u models.User) error { _, err := s.ApplyCorrection(ctx, u, c.claim.ID, 1); return err },
		"ApplyCorrections": func(u models.User) error { _, err := s.ApplyCorrections(ctx, u, a.ID, 1); return err },
		"CreateSkip": func(u models.User) error {
			_, err := s.CreateSkip(ctx, u, a.ID, models.NewSkip{Selection: c.sel})
			return err
		},
		"WithdrawSkip":      func(u models.User) error { return s.WithdrawSkip(ctx, u, c.skip.ID) },
		"DismissSuggestion": func(u models.User) error { return s.DismissSuggestion(ctx, u, a.ID, a.RevisionID, 0) },
		"AcceptSuggestion":  func(u models.User) error { _, err := s.AcceptSuggestion(ctx, u, a.ID, a.RevisionID, 0); return err },
		"CreateComment": func(u models.User) error {
			_, err := s.CreateComment(ctx, u, a.ID, models.CommentForm{Body: "Hm."})
			return err
		},
		"ResolveComment": func(u models.User) error { return s.ResolveComment(ctx, u, c.comment.ID) },
		"ReopenComment":  func(u models.User) error { return s.ReopenComment(ctx, u, c.comment.ID) },
		"AnswerComment":  func(u models.User) error { _, err := s.AnswerComment(ctx, u, c.comment.ID, "In May."); return err },
		"HandQuery":      func(u models.User) error { return s.HandQuery(ctx, u, c.comment.ID, models.QueryForm{}) },
		"LinkAuthor":     func(u models.User) error { _, err := s.LinkAuthor(ctx, u, a.ID, nil); return err },
		"ImportChecked": func(u models.User) error {
			checked, err := s.Checked(ctx, u, a.ID, models.ForInternal)
			if err != nil {
				return err
			}
			_, err = s.ImportChecked(ctx, u, checked)
			return err
		},
		"TakeNotes": func(u models.User) error {
			doc := text.Parse("A text.")
			_, err := s.TakeNotes(ctx, u, c.article.ID, &doc, []models.ImportedNote{{Kind: models.NoteComment, Key: "1", Text: "Says who?"}})
			return err
		},
		"ImportSheet": func(u models.User) error {
			_, err := s.ImportSheet(ctx, u, c.article.ID, []models.ImportedRow{{Line: 2, Fact: "Nothing that is in the text"}})
			return err
		},
		"RestrictArticle": func(u models.User) error { return s.RestrictArticle(ctx, u, a.ID, nil) },
		"LiftRestriction": func(u models.User) error { return s.LiftRestriction(ctx, u, a.ID) },
		"NamePerson":      func(u models.User) error { return s.NamePerson(ctx, u, a.ID, u.ID) },
		"RemovePerson":    func(u models.User) error { return s.RemovePerson(ctx, u, a.ID, u.ID) },
		"PlaceRow": func(u models.User) error {
			_, err := s.PlaceRow(ctx, u, c.article.ID, 1, c.sel)
			return err
		},
		"DropRow": func(u models.User) error { return s.DropRow(ctx, u, c.article.ID, 1) },
		"ImportArticle": func(u models.User) error {
			_, _, err := s.ImportArticle(ctx, u, models.NewArticle{Details: models.ArticleForm{Title: "Another"}, Document: text.Parse("A text.")})
			return err
		},
		"ImportPacket": func(u models.User) error {
			checked, err := s.Checked(ctx, u, a.ID, models.ForInternal)
			if err != nil {
				return err
			}
			_, err = s.ImportPacket(ctx, u, checked, nil)
			return err
		},
	}
}

func (c *scene) claimWrites() map[string]func(models.User) error {
	s, ctx, k := c.s, c.ctx, c.claim
	review := models.ReviewForm{VerdictID: k.VerdictID, Fingerprint: k.Fingerprint, Decision: models.Approve}
	source := models.SourceForm{Version: 1, Title: "Counts, revised"}
	evidence := models.EvidenceForm{Version: 1, Relation: models.Supports, Source: source, Locator: "page 5", Files: []models.Upload{{Name: "a.txt", Data: strings.NewReader("counts")}}}
	return map[string]func(models.User) error{
		"CreateClaim": func(u models.User) error {
			_, err := s.CreateClaim(ctx, u, c.article.ID, models.NewClaim{Selection: c.sel})
			return err
		},
		"EditClaim": func(u models.User) error {
			_, err := s.EditClaim(ctx, u, k.ID, models.ClaimForm{Version: k.Version, Wording: "So many", Kind: k.Kind, Risk: k.Risk})
			return err
		},
		"AddPlace":    func(u models.User) error { return s.AddPlace(ctx, u, k.ID, c.sel) },
		"MovePlace":   func(u models.User) error { return s.MovePlace(ctx, u, k.ID, 1, c.sel) },
		"RemovePlace": func(u models.User) error { return s.RemovePlace(ctx, u, k.ID, 1) },
		"SplitClaim": func(u models.User) error {
			_, err := s.SplitClaim(ctx, u, k.ID, k.Version, []string{"One.", "Two."})
			return err
		},
		"MergeClaims":   func(u models.User) error { _, err := s.MergeClaims(ctx, u, k.ID, k.Version, c.other.ID); return err },
		"WithdrawClaim": func(u models.User) error { return s.WithdrawClaim(ctx, u, k.ID, k.Version, "No.") },
		"RestoreClaim":  func(u models.User) error { return s.RestoreClaim(ctx, u, k.ID, k.Version) },
		"CutClaim":      func(u models.User) error { return s.CutClaim(ctx, u, k.ID) },
		"AssignClaims": func(u models.User) error {
			return s.AssignClaims(ctx, u, c.article.ID, models.AssignForm{Claims: []int64{k.ID}, PersonID: &u.ID, Sure: true})
		},
		"AssignByRule":   func(u models.User) error { return s.AssignByRule(ctx, u, c.article.ID, nil) },
		"TakeClaim":      func(u models.User) error { return s.TakeClaim(ctx, u, k.ID, c.detail.Claim.CreatedBy) },
		"ConfirmClaim":   func(u models.User) error { return s.ConfirmClaim(ctx, u, k.ID) },
		"ResolveClaim":   func(u models.User) error { return s.ResolveClaim(ctx, u, k.ID, k.Version, models.ResolutionStands) },
		"CreateEvidence": func(u models.User) error { _, err := s.CreateEvidence(ctx, u, k.ID, evidence); return err },
		"EditEvidence":   func(u models.User) error { _, err := s.EditEvidence(ctx, u, c.evidence.ID, evidence); return err },
		"UploadCapture": func(u models.User) error {
			_, err := s.UploadCapture(ctx, u, c.evidence.ID, models.UploadedCapture{URL: "https://example.org/a", FileName: "a.html", Upload: []byte("a"), Body: []byte("a")})
			return err
		},
		"AddArchiveLink": func(u models.User) error {
			_, err := s.AddArchiveLink(ctx, u, c.evidence.ID, "https://perma.cc/AB12-CD34")
			return err
		},
		"RemoveArchiveLink": func(u models.User) error { _, err := s.RemoveArchiveLink(ctx, u, c.link.ID); return err },
		"WithdrawEvidence":  func(u models.User) error { return s.WithdrawEvidence(ctx, u, c.evidence.ID, 1) },
		"SaveCalculation": func(u models.User) error {
			_, err := s.SaveCalculation(ctx, u, k.ID, calculation(k.Version, c.evidence.ID))
			return err
		},
		"RemoveCalculation": func(u models.User) error { _, err := s.RemoveCalculation(ctx, u, k.ID, k.Version); return err },
		"EditSource":        func(u models.User) error { _, err := s.EditSource(ctx, u, *c.evidence.SourceID, source); return err },
		"MarkSource": func(u models.User) error {
			_, err := s.MarkSource(ctx, u, *c.evidence.SourceID, models.MarkForm{Version: 1, Validity: models.SourceDead, Note: "404"})
			return err
		},
		"MergeSources": func(u models.User) error {
			_, err := s.MergeSources(ctx, u, *c.evidence.SourceID, 1, *c.secret.SourceID)
			return err
		},
		"OpenIdentity": func(u models.User) error { _, err := s.OpenIdentity(ctx, u, *c.secret.SourceID); return err },
		"EditIdentity": func(u models.User) error {
			return s.EditIdentity(ctx, u, *c.secret.SourceID, models.IdentityForm{Version: 1, Identity: models.Identity{Name: "Somebody Else"}})
		},
		"NameReader":   func(u models.User) error { return s.NameReader(ctx, u, *c.secret.SourceID, u.ID) },
		"RemoveReader": func(u models.User) error { return s.RemoveReader(ctx, u, *c.secret.SourceID, c.secret.CreatedBy) },
		"NameReply": func(u models.User) error {
			_, err := s.NameReply(ctx, u, k.ID, models.ReplyForm{Who: "The port"})
			return err
		},
		"NoteContact": func(u models.User) error {
			return s.NoteContact(ctx, u, c.reply.ID, models.ContactForm{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "Yes."})
		},
		"SendInquiry": func(u models.User) error {
			_, err := s.SendInquiry(ctx, u, k.ID, models.InquiryForm{Who: "Prof. Adler", Ask: "Is it so?"})
			return err
		},
		"RevokeInquiry":    func(u models.User) error { return s.RevokeInquiry(ctx, u, c.inquiry.ID) },
		"EvidenceOfAnswer": func(u models.User) error { _, err := s.EvidenceOfAnswer(ctx, u, c.inquiry.Answers[0].ID); return err },
		"PlaceHold":        func(u models.User) error { return s.PlaceHold(ctx, u, c.article.ID, 0, "We are being sued.") },
		"LiftHold":         func(u models.User) error { return s.LiftHold(ctx, u, c.hold.ID, "Over.") },
		"WaiveReply":       func(u models.User) error { return s.WaiveReply(ctx, u, k.ID, c.reply.ID, "They are dead.") },
		"SaveVerdict": func(u models.User) error {
			_, err := s.SaveVerdict(ctx, u, k.ID, models.VerdictForm{BasedOn: k.VerdictID, RatingID: c.detail.Rating.ID})
			return err
		},
		"GiveSecondVerdict": func(u models.User) error {
			_, err := s.GiveSecondVerdict(ctx, u, c.blind, models.SecondForm{RatingID: c.detail.Rating.ID, Explanation: "So."})
			return err
		},
		"ShowFirstVerdict": func(u models.User) error { return s.ShowFirstVerdict(ctx, u, c.blind) },
		"WaiveSecond":      func(u models.User) error { return s.WaiveSecond(ctx, u, c.blind, "There is nobody else.") },
		"TickItem": func(u models.User) error {
			return s.TickItem(ctx, u, k.ID, models.TickForm{ItemID: c.detail.Checklist.Items[0].ID, Answer: models.TickDone})
		},
		"ReviewClaim": func(u models.User) error { _, err := s.ReviewClaim(ctx, u, k.ID, review); return err },
		"ApproveSlight": func(u models.User) error {
			return s.ApproveSlight(ctx, u, c.article.ID, map[int64]models.ReviewForm{k.ID: review})
		},
	}
}

// reads are the methods that take an actor and change nothing of an article;
// what an admin does to people has tests of its own.
func reads() []string {
	return []string{"Article", "Amendment", "Amendments", "Numbers", "Arrival", "Attend", "Leave", "Blockers", "Comment", "Discussion", "ForAuthor", "Hears", "Checked", "Claim", "ClaimDetail", "Compare", "ComparePublished", "Corrections", "Desk", "EvidenceItem", "Exceptions", "FindSources", "History", "OpenFile", "Queue", "QuoteCheck", "WaitingRows", "OfferPlaces", "FindWords",
		"Revision", "Revisions", "Inquiry", "Holds", "Retention", "Reply", "Replies", "SourcesOf", "Source", "SourceDetail", "Sources", "ArchiveLinks", "Capture", "CaptureDetail", "OpenEvidenceList", "OpenTimeStamp", "TimeStamp", "RetryStamp", "OpenCapture", "RetryCapture", "RecheckCapture", "AskArchive", "AskPicture", "Workspace", "RecordExport", "RequestExport", "Job", "ArticleJobs", "OpenJobResult", "CancelJob", "Enqueue",
		"AddUser", "ChangePassword", "EditChecklist", "EditSettings", "EditUser", "Invitations", "Invite", "SetShortcuts", "SetLanguage", "SignOutEverywhere", "SetAway", "CreateSection", "EditSection", "SetAssignRules", "Sections", "Loads", "Assigning",
		"Restriction", "Notices", "UnreadNotices", "ReadNotice", "ReadNotices", "SetNotices",
		"Webhooks", "Webhook", "CreateWebhook", "EditWebhook", "RotateWebhook", "RemoveWebhook", "ReplayDelivery", "ReplayFailed"}
}

func TestEveryWritingMethodIsTriedByTheseTests(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	_, c := setScene(t, s)
	writes := c.writes()
	of := reflect.TypeFor[*models.Store]()
	for i := range of.NumMethod() {
		m := of.Method(i)
		if m.Type.NumIn() > 2 && m.Type.In(2) == reflect.TypeFor[models.User]() && m.Name != "Person" && writes[m.Name] == nil && !slices.Contains(reads(), m.Name) {
			t.Errorf("%s is neither tried nor said to change nothing", m.Name)
		}
	}
}

func TestNoMethodWritesForSomebodyWhoMayNot(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := setScene(t, s)
		gone, err := s.EditUser(t.Context(), st.Admin, st.Other.ID, models.UserForm{Version: st.Other.Version, Name: st.Other.Name, Role: models.RoleReviewer, Active: false})
		must(t, err)
		events, err := s.Strings("SELECT action FROM events")
		must(t, err)
		for name, write := range c.writes() {
			for _, actor := range []models.User{st.Viewer, st.Admin, gone, {}} {
				var refused *models.Refused
				if err := write(actor); !errors.As(err, &refused) {
					t.Errorf("%s by %q answers %v", name, actor.Name, err)
				}
			}
		}
		after, err := s.Strings("SELECT action FROM events")
		if must(t, err); len(after) != len(events) {
			t.Errorf("refused acts left %d lines in the history: %v", len(after)-len(events), after[len(events):])
		}
		if files, err := s.Strings("SELECT name FROM files"); err != nil || len(files) > 0 {
			t.Errorf("refused files: %v, %v", files, err)
		}
	})
}

func TestADecisionIsRefusedToEditors(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	for _, name := range []string{"ReviewClaim", "SignOffArticle", "ApproveSlight", "DecideAmendment"} {
		var refused *models.Refused
		if err := c.writes()[name](st.Second); !errors.As(err, &refused) {
			t.Errorf("%s by an editor answers %v", name, err)
		}
	}
}

func TestAFileComesOutAsItWentIn(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	must(t, c.writes()["EditEvidence"](st.Editor))
	e, err := s.EvidenceItem(t.Context(), st.Viewer, c.evidence.ID)
	must(t, err)
	f, r, err := s.OpenFile(t.Context(), st.Viewer, e.Files[0].ID)
	must(t, err)
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "counts" || f.Name != "a.txt" || f.MediaType != "text/plain" || f.Size != 6 {
		t.Errorf("got %q, %v of %+v", got, err, f)
	}
}
