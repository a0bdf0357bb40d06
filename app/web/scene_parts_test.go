package web_test

import (
	"fmt"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

// ofCapture is a write on what was kept of a page, or was not.
func ofCapture(below, status string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		s.Evidence(c.ID)
		k := s.Detail(c.ID).Evidence[0].Capture
		if status == "failed" {
			s.must(s.Store.CaptureNotKept(s.T.Context(), k.ID, message.New("The site did not answer.")))
		} else {
			s.must(s.Store.CaptureKept(s.T.Context(), k.ID, models.CapturePage{Hops: 1}, k.CreatedAt))
		}
		return path("/captures/%d/%s", k.ID, below), nil
	}
}

// source is a write on a source, of which there is another.
func source(below string, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		e, other := s.EvidenceFrom(c.ID, fmt.Sprintf("Counts for claim %d", c.ID)), s.EvidenceFrom(c.ID, fmt.Sprintf("More counts for claim %d", c.ID))
		return path("/sources/%d/%s", *e.SourceID, below), append(version(1), append(pairs, "other", fmt.Sprint(*other.SourceID))...)
	}
}

// identity is a write on a confidential source that everybody was named for.
func identity(below string, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		e, err := s.Store.CreateEvidence(s.T.Context(), s.Editor, s.claim().ID, models.EvidenceForm{Relation: models.Context, Locator: "tape 3",
			Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quill", Confidentiality: models.ConfidentialSource}})
		s.must(err)
		for _, u := range []models.User{s.Admin, s.Second, s.Reviewer, s.Other, s.Viewer} {
			if u.ID != s.Editor.ID {
				s.must(s.Store.NameReader(s.T.Context(), s.Editor, *e.SourceID, u.ID))
			}
		}
		if below == "readers" {
			pairs = []string{"reader", fmt.Sprint(s.newcomer().ID)}
		}
		return path("/sources/%d/%s", *e.SourceID, strings.Replace(below, ":u", fmt.Sprint(s.Viewer.ID), 1)), append(version(1), pairs...)
	}
}

// inquiry is a write on a link, or on the answer that came in by it.
func inquiry(format string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		token, err := s.Store.SendInquiry(s.T.Context(), s.Editor, c.ID, models.InquiryForm{Who: "Prof. Adler", Ask: "Is it so?"})
		s.must(err)
		s.must(s.Store.AnswerInquiry(s.T.Context(), token, "", models.AnswerForm{Response: models.ResponseConfirmed}))
		i := s.Detail(c.ID).Inquiries[0]
		if strings.HasPrefix(format, "/inq") {
			return path(format, i.ID), nil
		}
		return path(format, i.Answers[0].ID), nil
	}
}

// newcomer is somebody whom nobody has named for anything.
func (s *scene) newcomer() models.User {
	s.T.Helper()
	all, err := s.Store.Users(s.T.Context())
	s.must(err)
	u, err := s.Store.AddUser(s.T.Context(), s.Admin, models.NewUser{Email: fmt.Sprintf("new%d@example.org", len(all)), Name: "Nora Newcomer", Password: modelstest.Password, Role: models.RoleViewer})
	s.must(err)
	return u
}

func idOrEmpty(id *int64) string {
	if id == nil {
		return ""
	}
	return fmt.Sprint(*id)
}

func place(below string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		a := s.now(models.Article{ID: c.ArticleID})
		return path("/claims/%d/%s", c.ID, below), []string{"revision", fmt.Sprint(a.RevisionID), "sentence", "1"}
	}
}

func removePlace(s *scene) (string, []string) {
	c := s.claim()
	s.must(s.Store.AddPlace(s.T.Context(), s.Editor, c.ID, s.Select(c.ArticleID, "1998")))
	return path("/claims/%d/places/2/remove", c.ID), nil
}

func merge(s *scene) (string, []string) {
	c := s.claim()
	other := s.Claim(c.ArticleID, "1998")
	return path("/claims/%d/merge", c.ID), append(version(c.Version), "other", fmt.Sprint(other.Number))
}

func restore(s *scene) (string, []string) {
	c := s.claim()
	s.must(s.Store.WithdrawClaim(s.T.Context(), s.Editor, c.ID, c.Version, "It is an opinion."))
	return path("/claims/%d/restore", c.ID), version(s.Detail(c.ID).Claim.Version)
}

func propose(s *scene) (string, []string) {
	c := s.claim()
	s.Evidence(c.ID)
	return path("/claims/%d/verdict", c.ID), []string{"based_on", "0", "rating", fmt.Sprint(s.Rating(c.ArticleID, "correct").ID), "submit", "1"}
}

func decide(s *scene) (string, []string) {
	c := s.claim()
	s.Evidence(c.ID)
	s.Propose(c, "correct")
	now := s.Detail(c.ID).Claim
	return path("/claims/%d/review", c.ID), []string{"verdict", fmt.Sprint(now.VerdictID), "fingerprint", now.Fingerprint, "decision", "approve"}
}

func evidence(below string, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		e := s.Evidence(s.claim().ID)
		return path("/evidence/%d%s", e.ID, below), append(append(version(e.Version), "relation", "context", "source", fmt.Sprint(*e.SourceID), "locator", "table 3"), pairs...)
	}
}

// elsewhere is a write that belongs to no article.
func elsewhere(route string) prepared {
	return func(s *scene) (string, []string) {
		switch route {
		case "/articles":
			return route, []string{"title", "A title", "text", tram, "author", idOrEmpty(s.author)}
		case "/account/away":
			return route, []string{"from", "2030-01-01", "until", "2030-01-05"}
		case "/people/:u/away":
			return path("/people/%d/away", s.Editor.ID), []string{"from", "2030-01-01", "until", "2030-01-05"}
		case "/sections":
			return route, []string{"name", fmt.Sprint("Section of ", s.newcomer().Email)}
		case "/sections/:x":
			x, err := s.Store.CreateSection(s.T.Context(), s.Admin, s.newcomer().Email)
			s.must(err)
			return path("/sections/%d", x.ID), []string{"version", "1", "name", x.Name, "members", fmt.Sprint(s.Editor.ID)}
		case "/rules":
			return s.noRules()
		case "/account/language":
			return route, []string{"language", "de"}
		case "/account/shortcuts":
			return route, []string{"claim.next", "v"}
		case "/account/notices":
			return route, []string{"rhythm", "daily", "mentioned", "mail"}
		case "/notices/read":
			return route, []string{"up_to", "1"}
		case "/account/password":
			return route, []string{"old_password", modelstest.Password, "password", modelstest.Password}
		case "/people/invitations":
			return route, []string{"email", "gus@example.org", "name", "Gus Guest", "role", "viewer"}
		case "/checklists/:k":
			return "/checklists/name", []string{"version", "1", "items", "As the bearer spells it"}
		case "/people/:u":
			u, err := s.Store.User(s.T.Context(), s.Editor.ID)
			s.must(err)
			return path("/people/%d", u.ID), append(version(u.Version), "name", u.Name, "role", string(u.Role), "active", "1")
		case "/settings":
			return route, []string{"newsroom", "The Daily", "zone", "UTC", "reviewers_normal", "1", "reviewers_high", "2"}
		}
		if at, fields := ofWebhook(s, route); at != "" {
			return at, fields
		}
		return route, nil
	}
}

// sheetRow is a write on a row that waits.
func sheetRow(act string, fields ...string) prepared {
	return func(s *scene) (string, []string) {
		a := s.article(tram)
		_, err := s.Store.ImportSheet(s.T.Context(), s.Editor, a.ID, []models.ImportedRow{{Line: 2, Fact: "Nothing that is in the text"}})
		s.must(err)
		rows, _, err := s.Store.WaitingRows(s.T.Context(), s.Editor, a.ID, 0)
		s.must(err)
		return path("/articles/%d/sheet/rows/%d/%s", a.ID, rows[0].ID, act), fields
	}
}

// tick answers the first item of a claim's checklist.
func tick(s *scene) (string, []string) {
	c := s.claim()
	return path("/claims/%d/ticks", c.ID), []string{"item", fmt.Sprint(s.Detail(c.ID).Checklist.Items[0].ID), "answer", "done"}
}
