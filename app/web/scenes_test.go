package web_test

import (
	"fmt"

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
		"/comments/:m/reopen":       ofThread("reopen", true),
		"/comments/:m/answers":      ofThread("answers", false, "body", "In May."),
		"/comments/:m/hand":         ofThread("hand", false, "version", "0", "owner", "author"),
		"/articles/:a/author-links": words("author-links", 0),
		"/skips/:s/withdraw": func(s *scene) (string, []string) {
			return path("/skips/%d/withdraw", s.Skip(s.article(tram).ID, "Nobody").ID), nil
		},
		"/claims/:c/edit":               act("edit", "wording", "Other words", "kind", "number", "risk", "normal"),
		"/claims/:c/take":               act("take", "was", "0"),
		"/articles/:a/assign":           assign,
		"/articles/:a/assign/rules":     assignByRule,
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
		"/claims/:c/second":             second("second"),
		"/claims/:c/second/look":        second("second/look"),
		"/claims/:c/second/waive":       second("second/waive", "waiver", "There is nobody else."),
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
