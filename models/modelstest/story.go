package modelstest

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/text"
)

// Password is the password of everybody in a story.
const Password = "correct horse battery"

// Story is a small newsroom whose people a test moves about. Every method fails
// the test when the step fails.
type Story struct {
	T     testing.TB
	Store *models.Store

	Admin, Editor, Second, Reviewer, Other, Viewer models.User
}

// NewStory fills a fresh store with people: an admin who reads, two editors, two
// reviewers and a viewer.
func NewStory(t testing.TB, s *models.Store) *Story {
	t.Helper()
	st := &Story{T: t, Store: s}
	admin, err := s.SetUp(t.Context(), models.NewUser{Email: "admin@example.org", Name: "Ada Admin", Password: Password, Role: models.RoleViewer, Admin: true})
	st.ok(err)
	st.Admin = admin
	st.Editor = st.person("eva@example.org", "Eva Editor", models.RoleEditor)
	st.Second = st.person("sam@example.org", "Sam Second", models.RoleEditor)
	st.Reviewer = st.person("rita@example.org", "Rita Reviewer", models.RoleReviewer)
	st.Other = st.person("olaf@example.org", "Olaf Other", models.RoleReviewer)
	st.Viewer = st.person("vera@example.org", "Vera Viewer", models.RoleViewer)
	return st
}

func (st *Story) ok(err error) {
	st.T.Helper()
	if err != nil {
		st.T.Fatal(err)
	}
}

func (st *Story) person(email, name string, role models.Role) models.User {
	st.T.Helper()
	u, err := st.Store.AddUser(st.T.Context(), st.Admin, models.NewUser{Email: email, Name: name, Password: Password, Role: role})
	st.ok(err)
	return u
}

// Article starts an article in plain markup by the first editor.
func (st *Story) Article(markup string) models.Article {
	st.T.Helper()
	a, err := st.Store.CreateArticle(st.T.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The harbour tram"}, Document: text.Parse(markup)})
	st.ok(err)
	return a
}

// Select is the first occurrence of the words in the article's newest revision.
func (st *Story) Select(articleID int64, words string) models.Selection {
	st.T.Helper()
	r, doc, err := st.Store.Revision(st.T.Context(), st.Editor, articleID, 0)
	st.ok(err)
	found := doc.Find(words)
	if len(found) == 0 {
		st.T.Fatalf("the text has no %q", words)
	}
	return models.Selection{RevisionID: r.ID, Span: found[0], Quote: words}
}

// Claim makes a claim on the words.
func (st *Story) Claim(articleID int64, words string) models.Claim {
	st.T.Helper()
	c, err := st.Store.CreateClaim(st.T.Context(), st.Editor, articleID, models.NewClaim{Selection: st.Select(articleID, words)})
	st.ok(err)
	return c
}

// Skip marks the sentence with the words "nothing to check".
func (st *Story) Skip(articleID int64, words string) models.Skip {
	st.T.Helper()
	k, err := st.Store.CreateSkip(st.T.Context(), st.Editor, articleID, models.NewSkip{Selection: st.Select(articleID, words), Reason: models.SkipConnective})
	st.ok(err)
	return k
}

// Evidence attaches an item with a locator and an excerpt from a source that
// every such item shares.
func (st *Story) Evidence(claimID int64) models.Evidence {
	st.T.Helper()
	return st.EvidenceFrom(claimID, "Passenger counts")
}

// EvidenceFrom attaches the same item from a source with a title of its own.
func (st *Story) EvidenceFrom(claimID int64, title string) models.Evidence {
	st.T.Helper()
	e, err := st.Store.CreateEvidence(st.T.Context(), st.Editor, claimID, models.EvidenceForm{
		Source:   models.SourceForm{Type: models.SourceDataSet, Tier: models.TierPrimary, Title: title, URL: "https://example.org/counts"},
		Relation: models.Supports, Locator: "table 2", Excerpt: "31,412"})
	st.ok(err)
	return e
}

// Rating finds a rating of the article's scale by its code.
func (st *Story) Rating(articleID int64, code string) models.Rating {
	st.T.Helper()
	w, err := st.Store.Workspace(st.T.Context(), st.Editor, articleID)
	st.ok(err)
	for _, r := range w.Scale.Ratings {
		if r.Code == code {
			return r
		}
	}
	st.T.Fatalf("the scale has no rating %q", code)
	return models.Rating{}
}

// Propose submits a verdict by the first editor.
func (st *Story) Propose(c models.Claim, code string) models.Verdict {
	st.T.Helper()
	now := st.Detail(c.ID).Claim
	v, err := st.Store.SaveVerdict(st.T.Context(), st.Editor, c.ID, models.VerdictForm{BasedOn: now.VerdictID,
		RatingID: st.Rating(c.ArticleID, code).ID, Explanation: "The table says so.", Submit: true})
	st.ok(err)
	return v
}

// Detail reads a claim as the first reviewer sees it.
func (st *Story) Detail(claimID int64) models.ClaimDetail {
	st.T.Helper()
	d, err := st.Store.ClaimDetail(st.T.Context(), st.Reviewer, claimID)
	st.ok(err)
	return d
}

// Decide records a reviewer's decision on what stands now.
func (st *Story) Decide(who models.User, claimID int64, d models.Decision) error {
	st.T.Helper()
	now := st.Detail(claimID).Claim
	reason := ""
	if d != models.Approve {
		reason = "Say which month."
	}
	_, err := st.Store.ReviewClaim(st.T.Context(), who, claimID, models.ReviewForm{VerdictID: now.VerdictID, Fingerprint: now.Fingerprint, Decision: d, Reason: reason})
	return err
}

// Approved makes a claim on the words and takes it through evidence, verdict
// and approval.
func (st *Story) Approved(articleID int64, words string) models.Claim {
	st.T.Helper()
	c := st.Claim(articleID, words)
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	st.ok(st.Decide(st.Reviewer, c.ID, models.Approve))
	return st.Detail(c.ID).Claim
}

// Revise saves the newest text with old words replaced by new ones.
func (st *Story) Revise(articleID int64, pairs ...string) models.RevisionReport {
	st.T.Helper()
	r, doc, err := st.Store.Revision(st.T.Context(), st.Editor, articleID, 0)
	st.ok(err)
	markup := strings.NewReplacer(pairs...).Replace(doc.Markup())
	report, err := st.Store.SaveRevision(st.T.Context(), st.Editor, articleID, models.NewRevision{BasedOn: r.Number, Document: text.Parse(markup)})
	st.ok(err)
	return report
}
