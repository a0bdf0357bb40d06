package web

import (
	"net/http"

	"stet/models"
	"stet/views"
)

// fullHistory is how many lines the Store gives when there may be more.
const fullHistory = 100

// showArticleHistory shows what was done to an article.
func (v *visit) showArticleHistory() error { return v.showHistory(v.id("a"), nil) }

// showClaimHistory shows what was done to a claim.
func (v *visit) showClaimHistory() error {
	c, err := v.Store.Claim(v.ctx(), v.user, v.id("c"))
	if err != nil {
		return err
	}
	return v.showHistory(c.ArticleID, &c)
}

func (v *visit) showHistory(articleID int64, c *models.Claim) error {
	a, err := v.Store.Article(v.ctx(), v.user, articleID)
	if err != nil {
		return err
	}
	page := views.HistoryPage{Chrome: v.chrome("History: %s", a.Title), Article: a, Claim: c}
	var claimID int64
	if c != nil {
		claimID = c.ID
	}
	if page.Lines, err = v.Store.History(v.ctx(), v.user, articleID, claimID, idOf(v.asked("before"))); err != nil {
		return err
	}
	if len(page.Lines) == fullHistory {
		page.Before = page.Lines[fullHistory-1].ID
	}
	return v.show(http.StatusOK, page)
}
