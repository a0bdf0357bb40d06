package models_test

import (
	"maps"

	"stet/models"
)

// acts are all the things that may happen to an article.
func (h *history) acts() map[string]func() error {
	all := h.claimActs()
	maps.Copy(all, h.checkActs())
	maps.Copy(all, h.articleActs())
	return all
}

func (h *history) claimActs() map[string]func() error {
	return map[string]func() error{
		"claim": func() error {
			kind := pick(h, "kind", []models.Kind{models.KindNumber, models.KindLegal})
			_, err := h.s.CreateClaim(h.ctx, h.person(), h.article, models.NewClaim{Selection: h.selection(), Kind: kind})
			return err
		},
		"add a place": h.onClaim(func(d models.ClaimDetail) error { return h.s.AddPlace(h.ctx, h.person(), d.Claim.ID, h.selection()) }),
		"move a place": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.MovePlace(h.ctx, h.person(), d.Claim.ID, h.place(d), h.selection())
		}),
		"remove a place": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.RemovePlace(h.ctx, h.person(), d.Claim.ID, h.place(d))
		}),
		"edit": h.onClaim(func(d models.ClaimDetail) error {
			form := models.ClaimForm{Version: d.Claim.Version, Wording: d.Claim.Wording, Kind: d.Claim.Kind, Risk: pick(h, "risk", models.Risks)}
			_, err := h.s.EditClaim(h.ctx, h.person(), d.Claim.ID, form)
			return err
		}),
		"withdraw": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.WithdrawClaim(h.ctx, h.person(), d.Claim.ID, d.Claim.Version, "Not needed.")
		}),
		"restore": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.RestoreClaim(h.ctx, h.person(), d.Claim.ID, d.Claim.Version)
		}),
		"split": h.onClaim(func(d models.ClaimDetail) error {
			_, err := h.s.SplitClaim(h.ctx, h.person(), d.Claim.ID, d.Claim.Version, []string{"One thing.", "Another thing."})
			return err
		}),
		"merge": h.onClaim(func(d models.ClaimDetail) error {
			other, _ := h.claim()
			_, err := h.s.MergeClaims(h.ctx, h.person(), d.Claim.ID, d.Claim.Version, other.Claim.ID)
			return err
		}),
		"confirm": h.onClaim(func(d models.ClaimDetail) error { return h.s.ConfirmClaim(h.ctx, h.person(), d.Claim.ID) }),
		"cut":     h.onClaim(func(d models.ClaimDetail) error { return h.s.CutClaim(h.ctx, h.person(), d.Claim.ID) }),
		"assign": h.onClaim(func(d models.ClaimDetail) error {
			to := h.person()
			return h.s.AssignClaims(h.ctx, h.person(), h.article, models.AssignForm{Claims: []int64{d.Claim.ID}, PersonID: &to.ID, Sure: true})
		}),
		"resolve": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.ResolveClaim(h.ctx, h.person(), d.Claim.ID, d.Claim.Version, pick(h, "resolution", models.Resolutions))
		}),
	}
}

// place is one that the claim has, or had.
func (h *history) place(d models.ClaimDetail) int {
	if len(d.Line.Places) == 0 {
		return 1
	}
	return pick(h, "place", d.Line.Places).Place
}

func (h *history) checkActs() map[string]func() error {
	return map[string]func() error{
		"evidence": h.onClaim(func(d models.ClaimDetail) error {
			_, err := h.s.CreateEvidence(h.ctx, h.person(), d.Claim.ID, h.evidenceForm())
			return err
		}),
		"evidence again": h.onClaim(func(d models.ClaimDetail) error {
			_, err := h.s.CreateEvidence(h.ctx, h.st.Editor, d.Claim.ID, h.evidenceForm())
			return err
		}),
		"edit evidence": h.onEvidence(func(e models.Evidence) error {
			form := h.evidenceForm()
			form.Version = e.Version
			_, err := h.s.EditEvidence(h.ctx, h.person(), e.ID, form)
			return err
		}),
		"withdraw evidence": h.onEvidence(func(e models.Evidence) error { return h.s.WithdrawEvidence(h.ctx, h.person(), e.ID, e.Version) }),
		"edit a source": h.onEvidence(func(e models.Evidence) error {
			if e.Source == nil {
				return nil
			}
			form := models.SourceForm{Version: e.Source.Version, Title: "Counts", Publisher: pick(h, "publisher", []string{"", "The port"})}
			_, err := h.s.EditSource(h.ctx, h.person(), e.Source.ID, form)
			return err
		}),
		"propose": h.onClaim(func(d models.ClaimDetail) error { return h.propose(h.st.Editor, d, true) }),
		"propose or draft": h.onClaim(func(d models.ClaimDetail) error {
			return h.propose(h.person(), d, pick(h, "submit", []bool{true, false}))
		}),
		"second": h.onClaim(func(d models.ClaimDetail) error {
			_, err := h.s.GiveSecondVerdict(h.ctx, pick(h, "second", []models.User{h.st.Second, h.st.Reviewer, h.st.Other}), d.Claim.ID, models.SecondForm{RatingID: pick(h, "rating", d.Scale.Ratings[:3]).ID, Explanation: "So."})
			return err
		}),
		"look":  h.onClaim(func(d models.ClaimDetail) error { return h.s.ShowFirstVerdict(h.ctx, h.person(), d.Claim.ID) }),
		"waive": h.onClaim(func(d models.ClaimDetail) error { return h.s.WaiveSecond(h.ctx, h.reviewer(), d.Claim.ID, "So.") }),
		"tick": h.onClaim(func(d models.ClaimDetail) error {
			return h.s.TickItem(h.ctx, h.person(), d.Claim.ID, models.TickForm{ItemID: pick(h, "item", d.Checklist.Items).ID, Answer: pick(h, "answer", models.TickAnswers), Reason: "So."})
		}),
		"approve":            h.onClaim(func(d models.ClaimDetail) error { return h.decide(h.reviewer(), d, models.Approve) }),
		"the other approves": h.onClaim(func(d models.ClaimDetail) error { return h.decide(h.st.Other, d, models.Approve) }),
		"the first approves": h.onClaim(func(d models.ClaimDetail) error { return h.decide(h.st.Reviewer, d, models.Approve) }),
		"return":             h.onClaim(func(d models.ClaimDetail) error { return h.decide(h.reviewer(), d, models.Return) }),
		"void":               h.onClaim(func(d models.ClaimDetail) error { return h.void(h.reviewer(), d) }),
		"override":           h.onClaim(func(d models.ClaimDetail) error { return h.decide(h.reviewer(), d, models.Override) }),
	}
}

func (h *history) onEvidence(do func(models.Evidence) error) func() error {
	return h.onClaim(func(d models.ClaimDetail) error {
		if len(d.Evidence) == 0 {
			return nil
		}
		return do(pick(h, "evidence", d.Evidence))
	})
}

func (h *history) evidenceForm() models.EvidenceForm {
	if pick(h, "nothing found", []bool{true, false}) {
		return models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "The archive", SearchedHow: "By name"}
	}
	return models.EvidenceForm{Relation: models.Supports, Source: models.SourceForm{Title: "Counts"},
		Locator: pick(h, "locator", []string{"", "page 4", "page 5"})}
}

func (h *history) propose(who models.User, d models.ClaimDetail, submit bool) error {
	form := models.VerdictForm{BasedOn: d.Claim.VerdictID, RatingID: pick(h, "rating", d.Scale.Ratings[:3]).ID,
		Explanation: "The table says so.", Correction: pick(h, "correction", []string{"", "31,412 people"}), Submit: submit}
	_, err := h.s.SaveVerdict(h.ctx, who, d.Claim.ID, form)
	return err
}

func (h *history) decide(who models.User, d models.ClaimDetail, decision models.Decision) error {
	form := models.ReviewForm{VerdictID: d.Claim.VerdictID, Fingerprint: d.Claim.Fingerprint, Decision: decision, Reason: "Because."}
	_, err := h.s.ReviewClaim(h.ctx, who, d.Claim.ID, form)
	return err
}

func (h *history) void(who models.User, d models.ClaimDetail) error {
	form := models.ReviewForm{VerdictID: d.Claim.VerdictID, Fingerprint: d.Claim.Fingerprint, Decision: models.Return, Void: true, Reason: "We were wrong."}
	_, err := h.s.ReviewClaim(h.ctx, who, d.Claim.ID, form)
	return err
}

func (h *history) articleActs() map[string]func() error {
	return map[string]func() error{
		"skip": func() error {
			_, err := h.s.CreateSkip(h.ctx, h.person(), h.article, models.NewSkip{Selection: h.selection()})
			return err
		},
		"withdraw a skip": func() error {
			w := h.workspace()
			if len(w.Skips) == 0 {
				return nil
			}
			return h.s.WithdrawSkip(h.ctx, h.person(), pick(h, "skip", w.Skips).ID)
		},
		"revise": func() error {
			w := h.workspace()
			_, err := h.s.SaveRevision(h.ctx, h.person(), h.article, models.NewRevision{BasedOn: w.Revision.Number, Document: h.document()})
			return err
		},
		"restore a revision": func() error {
			w := h.workspace()
			_, err := h.s.RestoreRevision(h.ctx, h.person(), h.article, 1+pick(h, "revision", numbers(w.Revision.Number)), w.Revision.Number)
			return err
		},
		"apply corrections": func() error {
			_, err := h.s.ApplyCorrections(h.ctx, h.person(), h.article, h.workspace().Revision.Number)
			return err
		},
		"change the author": func() error {
			a := h.workspace().Article
			form := models.ArticleForm{Version: a.Version, Title: a.Title, Scope: a.Scope, ScaleID: a.ScaleID, Section: pick(h, "section", []string{"", "", "Strict", "Lax"})}
			if pick(h, "author", []bool{true, false}) {
				form.AuthorID = &h.st.Other.ID
			}
			_, err := h.s.EditArticle(h.ctx, h.person(), h.article, form)
			return err
		},
		"query": func() error {
			_, err := h.s.CreateComment(h.ctx, h.person(), h.article, models.CommentForm{Body: "Which month?", Query: true, Blocking: true})
			return err
		},
		"sign off": func() error {
			w := h.workspace()
			_, err := h.s.SignOffArticle(h.ctx, h.st.Reviewer, h.article, w.Revision.ID, "")
			return err
		},
		"reopen": func() error {
			return h.s.ReopenArticle(h.ctx, h.person(), h.article, h.workspace().Article.Version, "Something came up.")
		},
	}
}
