package web_test

import (
	"fmt"
	"strings"

	"stet/models"
	"stet/models/modelstest"
)

// scene is the work that somebody writes on. Its Editor makes everything in it.
type scene struct {
	modelstest.Story
	author *int64      // of the article
	tried  models.User // who writes
}

// prepared makes what a write needs and says where it goes and what it sends.
type prepared func(*scene) (at string, fields []string)

func (s *scene) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// article starts one, and names its author.
func (s *scene) article(markup string) models.Article {
	s.T.Helper()
	a := s.Article(markup)
	if s.author == nil {
		return a
	}
	a, err := s.Store.EditArticle(s.T.Context(), s.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, AuthorID: s.author})
	s.must(err)
	return a
}

func (s *scene) claim() models.Claim {
	s.T.Helper()
	return s.Claim(s.article(tram).ID, "31,412")
}

// covered is an article with nothing in the way of its sign-off.
func (s *scene) covered() models.Article {
	s.T.Helper()
	a := s.article("It opened in 1998.")
	s.Skip(a.ID, "opened")
	return s.now(a)
}

// signedOff is one that was signed off by a reviewer who did not write it.
func (s *scene) signedOff() models.Article {
	s.T.Helper()
	a, by := s.covered(), s.Other
	if s.author != nil && *s.author == by.ID {
		by = s.Reviewer
	}
	_, err := s.Store.SignOffArticle(s.T.Context(), by, a.ID, a.RevisionID, "")
	s.must(err)
	return s.now(a)
}

// published is one that readers have seen.
func (s *scene) published() models.Article {
	s.T.Helper()
	a := s.signedOff()
	s.must(s.Store.PublishArticle(s.T.Context(), s.Editor, a.ID, a.Version, ""))
	return s.now(a)
}

// now is the article as it stands.
func (s *scene) now(a models.Article) models.Article {
	s.T.Helper()
	a, err := s.Store.Article(s.T.Context(), s.Editor, a.ID)
	s.must(err)
	return a
}

func version(n int) []string { return []string{"version", fmt.Sprint(n)} }

// status is a write that moves an article.
func status(verb string, article func(*scene) models.Article) prepared {
	return func(s *scene) (string, []string) {
		a := article(s)
		return path("/articles/%d/%s", a.ID, verb), append(version(a.Version), "reason", "Legal asks.", "revision", fmt.Sprint(a.RevisionID))
	}
}

// words is a write that names a sentence of an article.
func words(below string, sentence int, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		a := s.article(tram)
		return path("/articles/%d/%s", a.ID, below), append([]string{"revision", fmt.Sprint(a.RevisionID), "sentence", fmt.Sprint(sentence)}, pairs...)
	}
}

// act is a write on a claim.
func act(below string, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		return path("/claims/%d/%s", c.ID, below), append(version(c.Version), pairs...)
	}
}

// scenes says how to make each write on an article and what is in it.
func scenes() map[string]prepared {
	return map[string]prepared{
		"/articles/:a/details": func(s *scene) (string, []string) {
			a := s.article(tram)
			return path("/articles/%d/details", a.ID), append(version(a.Version), "title", "A better title", "author", idOrEmpty(a.AuthorID))
		},
		"/articles/:a/text": func(s *scene) (string, []string) {
			return path("/articles/%d/text", s.article(tram).ID), []string{"based_on", "1", "text", tram + " Truly."}
		},
		"/articles/:a/here": func(s *scene) (string, []string) {
			return path("/articles/%d/here", s.article(tram).ID), []string{"form", "verdict-form"}
		},
		"/articles/:a/hold":    status("hold", (*scene).covered),
		"/articles/:a/kill":    status("kill", (*scene).covered),
		"/articles/:a/reopen":  status("reopen", (*scene).signedOff),
		"/articles/:a/publish": status("publish", (*scene).signedOff),
		"/articles/:a/resume": status("resume", func(s *scene) models.Article {
			a := s.covered()
			s.must(s.Store.HoldArticle(s.T.Context(), s.Editor, a.ID, a.Version, "Legal asks."))
			return s.now(a)
		}),
		"/articles/:a/amendments": func(s *scene) (string, []string) {
			return path("/articles/%d/amendments", s.published().ID), []string{"what", "It opened later.", "cause", "source", "checked", "skipped"}
		},
		"/amendments/:d": func(s *scene) (string, []string) {
			m, err := s.Store.LogAmendment(s.T.Context(), s.Editor, s.published().ID, models.AmendmentForm{What: "It opened later.", Cause: models.CauseSource, Checked: models.WasSkipped})
			s.must(err)
			return path("/amendments/%d", m.ID), []string{"kind", "correction", "note", "It opened in 1999."}
		},
		"/articles/:a/sign-off":            status("sign-off", (*scene).covered),
		"/sign-offs/:n/time-stamp":         retriedStamp,
		"/articles/:a/claims":              words("claims", 0),
		"/articles/:a/skips":               words("skips", 2, "reason", "opinion"),
		"/articles/:a/suggestions/accept":  words("suggestions/accept", 0),
		"/articles/:a/suggestions/dismiss": words("suggestions/dismiss", 0),
		"/articles/:a/comments":            words("comments", 0, "body", "Which month?"),
		"/notices/:n/open":                 mention,
		"/comments/:m/resolve": func(s *scene) (string, []string) {
			m, err := s.Store.CreateComment(s.T.Context(), s.Editor, s.article(tram).ID, models.CommentForm{Body: "Which month?", Query: true})
			s.must(err)
			return path("/comments/%d/resolve", m.ID), nil
		},
		"/skips/:s/withdraw": func(s *scene) (string, []string) {
			return path("/skips/%d/withdraw", s.Skip(s.article(tram).ID, "Nobody").ID), nil
		},
		"/claims/:c/edit":               act("edit", "wording", "Other words", "kind", "number", "risk", "normal"),
		"/claims/:c/split":              act("split", "wordings", "One part\nAnother part"),
		"/claims/:c/withdraw":           act("withdraw", "reason", "It is an opinion."),
		"/claims/:c/resolve":            act("resolve", "resolution", "stands"),
		"/claims/:c/evidence":           act("evidence", "relation", "supports", "source_title", "A paper", "locator", "p. 1"),
		"/claims/:c/calculation":        calculation,
		"/claims/:c/calculation/remove": removeCalculation,
		"/claims/:c/places":             place("places"),
		"/claims/:c/places/:p/move":     place("places/1/move"),
		"/claims/:c/places/:p/remove":   removePlace,
		"/claims/:c/merge":              merge,
		"/claims/:c/restore":            restore,
		"/claims/:c/verdict":            propose,
		"/claims/:c/ticks":              tick,
		"/claims/:c/review":             decide,
		"/claims/:c/replies":            act("replies", "who", "The operator"),
		"/claims/:c/waive":              act("waive", "said", "It is about nobody.", "reply", "0"),
		"/replies/:r/contacts": func(s *scene) (string, []string) {
			r, err := s.Store.NameReply(s.T.Context(), s.Editor, s.claim().ID, models.ReplyForm{Who: "The operator"})
			s.must(err)
			return path("/replies/%d/contacts", r.ID), []string{"step", "attempt", "channel", "email", "said", "Is it so?"}
		},
		"/claims/:c/inquiries": act("inquiries", "who", "Prof. Adler", "ask", "Is it so?"),
		"/inquiries/:i/revoke": inquiry("/inquiries/%d/revoke"),
		"/answers/:x/evidence": inquiry("/answers/%d/evidence"),
		"/articles/:a/holds": func(s *scene) (string, []string) {
			return path("/articles/%d/holds", s.article(tram).ID), []string{"reason", "We are being sued."}
		},
		"/sources/:s/holds": source("holds", "reason", "Their papers are asked for."),
		"/holds/:h/lift": func(s *scene) (string, []string) {
			a := s.article(tram)
			s.must(s.Store.PlaceHold(s.T.Context(), s.Editor, a.ID, 0, "We are being sued."))
			holds, err := s.Store.Holds(s.T.Context(), s.Editor, a.ID, 0)
			s.must(err)
			return path("/holds/%d/lift", holds[0].ID), []string{"reason", "The case is over."}
		},
		"/articles/:a/restrict":   restriction("restrict", false),
		"/articles/:a/unrestrict": restriction("unrestrict", true),
		"/articles/:a/people":     restriction("people", true),
		"/articles/:a/people/:u/remove": func(s *scene) (string, []string) {
			at, _ := restriction("people", true)(s)
			return path("%s/%d/remove", at, s.Viewer.ID), nil
		},
		"/claims/:c/confirm":    confirm,
		"/claims/:c/cut":        cut,
		"/claims/:c/correction": correct,

		"/articles/:a/revisions/:n/restore": restoreText,
		"/articles/:a/corrections":          correctAll,
		"/articles/:a/approve-slight":       approveSlight,
		"/articles/:a/export/:format": func(s *scene) (string, []string) {
			return path("/articles/%d/export/packet", s.article(tram).ID), []string{"for", "internal"}
		},
		"/jobs/:j/cancel": func(s *scene) (string, []string) {
			j, err := s.Store.RequestExport(s.T.Context(), s.Editor, s.article(tram).ID, models.ExportForm{Format: "packet", For: models.ForInternal})
			s.must(err)
			return path("/jobs/%d/cancel", j.ID), nil
		},
		"/articles/:a/published": func(s *scene) (string, []string) {
			return path("/articles/%d/published", s.article(tram).ID), []string{"text", tram + " Truly."}
		},
		"/articles/:a/sheet": func(s *scene) (string, []string) {
			return path("/articles/%d/sheet", s.article(tram).ID), []string{"rows", "fact\tquote\nSo many people\t31,412"}
		},
		"/articles/:a/sheet/rows/:r/place": sheetRow("place", "words", "Nobody"),
		"/articles/:a/sheet/rows/:r/drop":  sheetRow("drop"),
		"/evidence/:e":                     evidence(""),
		"/evidence/:e/withdraw":            evidence("/withdraw"),

		"/evidence/:e/captures": evidence("/captures", "url", "https://example.org/a"),
		"/evidence/:e/archives": evidence("/archives", "archive", "https://perma.cc/AB12-CD34"),
		"/evidence/:e/archives/:l/remove": func(s *scene) (string, []string) {
			e := s.Evidence(s.claim().ID)
			l, err := s.Store.AddArchiveLink(s.T.Context(), s.Editor, e.ID, "https://perma.cc/AB12-CD34")
			s.must(err)
			return path("/evidence/%d/archives/%d/remove", e.ID, l.ID), nil
		},

		"/captures/:k/retry":   ofCapture("retry", "failed"),
		"/captures/:k/recheck": ofCapture("recheck", "kept"),
		"/captures/:k/picture": unpictured,
		"/captures/:k/archive": archiveFailed,

		"/sources/:s/mark":  source("mark", "validity", "retracted", "note", "The authority says so."),
		"/sources/:s/merge": source("merge"),

		"/sources/:s/identity/open":     identity("identity/open"),
		"/sources/:s/identity":          identity("identity", "name", "Zdenka Quillfeather"),
		"/sources/:s/readers":           identity("readers"),
		"/sources/:s/readers/:u/remove": identity("readers/:u/remove"),
		"/sources/:s": func(s *scene) (string, []string) {
			e := s.Evidence(s.claim().ID)
			return path("/sources/%d", *e.SourceID), append(version(e.Source.Version), "title", "Counts, corrected", "type", "document", "tier", "primary", "confidentiality", "public")
		},
	}
}

// ofCapture is a write on what was kept of a page, or was not.
func ofCapture(below, status string) prepared {
	return func(s *scene) (string, []string) {
		c := s.claim()
		s.Evidence(c.ID)
		k := s.Detail(c.ID).Evidence[0].Capture
		if status == "failed" {
			s.must(s.Store.CaptureNotKept(s.T.Context(), k.ID, "The site did not answer."))
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
