package web

import (
	"stet/models"
	"stet/views"
)

func (v *visit) commentFields() views.CommentFields {
	return views.CommentFields{Body: v.typed("body"), Owner: v.typed("owner"), DueAt: v.typed("due_at"), Query: v.ticked("query"), Blocking: v.ticked("blocking")}
}

// createComment adds a remark or a query to an article or one of its claims.
func (v *visit) createComment() error {
	articleID, claimID, f := v.id("a"), idOf(v.typed("claim")), v.commentFields()
	due, err := v.moment("due_at")
	if err == nil {
		_, err = v.Store.CreateComment(v.ctx(), v.user, articleID, models.CommentForm{
			ClaimID: claimID, Body: f.Body, Query: f.Query, Blocking: f.Blocking, OwnerID: v.person("owner"), DueAt: due,
		})
	}
	switch {
	case err != nil && claimID == 0:
		return v.mendWorkspace(err, articleID)
	case err != nil:
		return v.mendPanel(err, articleID, claimID)
	case claimID == 0:
		return v.toWorkspace(articleID, 0)
	}
	return v.toClaim(claimID)
}

// resolveComment closes a query, or sets a remark aside.
func (v *visit) resolveComment() error {
	if err := v.Store.ResolveComment(v.ctx(), v.user, v.id("m")); err != nil {
		return err
	}
	return v.toWhereItCameFrom()
}
