package web

import (
	"net/http"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// showClaim leads to a claim on the workspace of its article.
func (v *visit) showClaim() error { return v.toClaim(v.id("c")) }

// createClaim makes a claim of selected words or of a sentence.
func (v *visit) createClaim() error {
	articleID := v.id("a")
	selection, err := v.selection(articleID)
	if err != nil {
		return v.mendWorkspace(err, articleID)
	}
	c, err := v.Store.CreateClaim(v.ctx(), v.user, articleID, models.NewClaim{
		Selection: selection, Wording: v.typed("wording"), Kind: models.Kind(v.typed("kind")), Risk: models.Risk(v.typed("risk")),
	})
	if err != nil {
		return v.mendWorkspace(err, articleID)
	}
	return v.toWorkspace(articleID, c.ID)
}

// showQuote shows the words of a claim beside what its evidence says.
func (v *visit) showQuote() error {
	check, err := v.Store.QuoteCheck(v.ctx(), v.user, v.id("c"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.QuotePage{Chrome: v.chrome("The quote and its evidence"), Check: check})
}

func (v *visit) claimFields() views.ClaimFields {
	return views.ClaimFields{
		Version: v.typed("version"), Was: v.typed("was"), Wording: v.typed("wording"), Kind: v.typed("kind"), Risk: v.typed("risk"),
		Claimant: v.typed("claimant"), ClaimantIs: v.typed("claimant_is"), ClaimedOn: v.typed("claimed_on"), AppearanceURL: v.typed("appearance_url"),
	}
}

// showClaimEdit shows the form of a claim and the rarer acts on it.
func (v *visit) showClaimEdit() error {
	page, err := v.claimEditPage(v.id("c"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) claimEditPage(claimID int64) (views.ClaimEditPage, error) {
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
	if err != nil {
		return views.ClaimEditPage{}, err
	}
	w, err := v.Store.Workspace(v.ctx(), v.user, detail.Article.ID)
	page := views.ClaimEditPage{Chrome: v.chrome("Claim %d", detail.Claim.Number), Detail: &detail, Fields: views.ClaimFieldsOf(detail.Claim)}
	for _, line := range w.Claims {
		if line.ID != claimID && line.Status != models.ClaimWithdrawn {
			page.Others = append(page.Others, line)
		}
	}
	return page, err
}

// editClaim saves a claim's wording, kind, risk and claimant.
func (v *visit) editClaim() error {
	claimID, f := v.id("c"), v.claimFields()
	_, err := v.Store.EditClaim(v.ctx(), v.user, claimID, models.ClaimForm{
		Version: numberOf(f.Version), Wording: f.Wording, Kind: models.Kind(f.Kind), Risk: models.Risk(f.Risk),
		Claimant: f.Claimant, ClaimantIs: models.Claimant(f.ClaimantIs), ClaimedOn: f.ClaimedOn, AppearanceURL: f.AppearanceURL,
	})
	return v.didClaim(err, claimID, "edit")
}

// splitClaim makes several claims of one: one a line.
func (v *visit) splitClaim() error {
	claimID := v.id("c")
	parts, err := v.Store.SplitClaim(v.ctx(), v.user, claimID, v.number("version", 0), strings.Split(v.typed("wordings"), "\n"))
	if err == nil {
		v.flashAll([]message.Message{splitWords(parts)})
	}
	return v.didClaim(err, claimID, "split")
}

// splitWords says what became of a claim that was split.
func splitWords(parts []models.Claim) message.Message {
	var numbers []string
	for _, c := range parts {
		numbers = append(numbers, strconv.Itoa(c.Number))
	}
	last := len(numbers) - 1
	return message.New("The parts are now claims %s and %s.", message.Join(", ", numbers[:last]), numbers[last])
}

// mergeClaims brings another claim of the article, named by its number, into this one.
func (v *visit) mergeClaims() error {
	claimID := v.id("c")
	page, err := v.claimEditPage(claimID)
	if err != nil {
		return err
	}
	var other int64 // 0 is no claim's, so that the Store says what is wrong
	for _, line := range page.Others {
		if line.Number == v.number("other", 0) {
			other = line.ID
		}
	}
	if other == 0 {
		err = invalid("other", "Choose another claim of the same article.")
	} else {
		_, err = v.Store.MergeClaims(v.ctx(), v.user, claimID, v.number("version", 0), other)
	}
	if err == nil {
		v.flash("Claim %d is now part of claim %d.", v.number("other", 0), page.Detail.Claim.Number)
	}
	return v.didClaim(err, claimID, "merge")
}

// withdrawClaim takes a claim out of the check.
func (v *visit) withdrawClaim() error {
	claimID := v.id("c")
	err := v.Store.WithdrawClaim(v.ctx(), v.user, claimID, v.number("version", 0), v.typed("reason"))
	if err == nil {
		v.flash("The claim is withdrawn. It can be restored.")
	}
	return v.didClaim(err, claimID, "withdraw")
}

// restoreClaim takes a withdrawn claim back into the check.
func (v *visit) restoreClaim() error {
	claimID := v.id("c")
	return v.didClaim(v.Store.RestoreClaim(v.ctx(), v.user, claimID, v.number("version", 0)), claimID, "restore")
}

// resolveClaim notes what happened to the text.
func (v *visit) resolveClaim() error {
	claimID := v.id("c")
	err := v.Store.ResolveClaim(v.ctx(), v.user, claimID, v.number("version", 0), models.Resolution(v.typed("resolution")))
	return v.didClaim(err, claimID, "resolve")
}

// didClaim leads to the claim after an act on it. Invalid input is answered
// with the page of the claim's acts and what was typed into the form.
func (v *visit) didClaim(err error, claimID int64, form string) error {
	if err == nil {
		return v.toClaim(claimID)
	}
	_, sentence := v.judge(err)
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		if v.inPart() {
			return v.failPart(sentence, nil)
		}
		page, err := v.claimEditPage(claimID)
		page.Form, page.Errors = form, wrong
		page.Wordings, page.Other, page.Reason = v.typed("wordings"), v.typed("other"), v.typed("reason")
		if form == "edit" {
			page.Fields = v.claimFields()
		}
		return page, err
	})
}
