package web

import (
	"net/url"
	"strings"

	"stet/models"
	"stet/views"
)

// panelForms are the forms of the panel, by the route that takes them.
func panelForms() map[string]string {
	return map[string]string{
		"/claims/:c/verdict": "verdict", "/claims/:c/evidence": "evidence", "/articles/:a/comments": "comment",
		"/comments/:m/answers": "answer", "/comments/:m/hand": "hand", "/claims/:c/review": "review", "/claims/:c/places": "places", "/claims/:c/ticks": "tick",
		"/claims/:c/second": "second", "/claims/:c/second/waive": "waiver",
	}
}

// panel is a claim with everything that can be done to it.
func (v *visit) panel(c views.Chrome, claimID int64) (*views.Panel, error) {
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
	if err != nil {
		return nil, err
	}
	return views.NewPanel(c, &detail), nil
}

// retype puts what was sent back into the form of the panel that sent it.
func (v *visit) retype(p *views.Panel) {
	p.Form = panelForms()[v.Path()]
	switch p.Form {
	case "waiver":
		p.Reason = v.typed("waiver")
	case "verdict", "second":
		p.Verdict = v.verdictFields()
	case "evidence":
		p.Evidence = v.evidenceFields()
	case "comment":
		p.Comment = v.commentFields()
	case "tick":
		p.Aside = views.Aside{Item: v.typed("item"), Why: v.typed("why")}
	case "answer", "hand":
		p.Typed = views.ThreadFields{Thread: v.id("m"), Form: p.Form, Body: v.typed("body"), Owner: v.typed("owner"), DueAt: v.typed("due_at")}
	case "review":
		p.Reason = v.typed("reason")
	}
	if v.typed("next") == "queue" {
		p.Next = "queue"
	}
}

// mendPanel answers invalid input to one of the panel's forms with the panel
// and all that was typed, on the page the form was on.
func (v *visit) mendPanel(err error, articleID, claimID int64) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		if v.typed("next") == "queue" {
			page, err := v.reviewPage(claimID)
			if err == nil && page.Panel != nil {
				v.retype(page.Panel)
				page.Panel.Errors = wrong
			}
			return page, err
		}
		page, err := v.workspace(articleID, claimID, nil)
		if err != nil {
			return nil, err
		}
		v.retype(page.Panel)
		page.Panel.Errors = wrong
		if v.inPart() {
			return v.part(page), nil
		}
		return page, nil
	})
}

// failPart shows what went wrong on the part of the workspace that a script
// asked for: the newer version in the panel, or a sentence above the text. What
// was typed into the panel is still there.
func (v *visit) failPart(sentence string, conflict *models.Conflict) (views.Page, error) {
	articleID, claimID, asked := v.cameFrom()
	page, err := v.workspace(articleID, claimID, asked)
	if err != nil {
		return nil, err
	}
	inPanel := page.Panel != nil && panelForms()[v.Path()] != ""
	if inPanel {
		v.retype(page.Panel)
	}
	if conflict != nil && inPanel {
		page.Panel.Conflict = conflict
		if page.Panel.Form == "verdict" {
			page.Panel.Verdict.Rebase(*conflict)
		}
	} else {
		page.Message = sentence
		if page.Talk != nil && (threadForms()[v.Path()] != "" || v.Path() == "/articles/:a/comments") {
			v.retypeTalk(page.Talk, true)
		}
	}
	return v.part(page), nil
}

// cameFrom is the workspace that a script's request was made on. Our pages send
// their address with every request to us (Referrer-Policy: same-origin).
func (v *visit) cameFrom() (articleID, claimID int64, asked url.Values) {
	page, err := url.Parse(v.Request().Referer())
	if err != nil {
		return 0, 0, nil
	}
	number, _ := strings.CutPrefix(page.Path, "/articles/")
	asked = page.Query()
	return idOf(number), idOf(asked.Get("claim")), asked
}

func (v *visit) cameFromWorkspace() bool {
	articleID, _, _ := v.cameFrom()
	return articleID != 0
}
