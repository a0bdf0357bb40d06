package models_test

import (
	"slices"
	"testing"

	"stet/models"
)

func TestEachStatusOfAnArticleLeadsOnlyWhereTheTableSays(t *testing.T) {
	t.Parallel()
	const checking, signedOff, published, onHold, killed = models.ArticleChecking, models.ArticleSignedOff, models.ArticlePublished, models.ArticleOnHold, models.ArticleKilled
	all := map[models.Action]map[models.ArticleStatus]models.ArticleStatus{
		models.ArticleEdited:       {checking: checking, onHold: onHold},
		models.RevisionSaved:       {checking: checking, signedOff: checking, published: checking},
		models.ClaimCreated:        {checking: checking},
		models.SkipCreated:         {checking: checking},
		models.SkipWithdrawn:       {checking: checking},
		models.SuggestionDismissed: {checking: checking},
		models.CommentCreated:      {checking: checking, signedOff: signedOff, published: published, onHold: onHold},
		models.ArticleHeld:         {checking: onHold, signedOff: onHold},
		models.ArticleResumed:      {onHold: checking},
		models.ArticleKilledAct:    {checking: killed, signedOff: killed, onHold: killed},
		models.ArticleReopened:     {signedOff: checking, published: checking, killed: checking},
		models.ArticleSignedOffAct: {checking: signedOff},
		models.ArticlePublishedAct: {signedOff: published},
		models.UserCreated:         {},
	}
	for action, ways := range all {
		for _, from := range models.ArticleStatuses {
			next, err := (models.Article{Status: from}).Next(action, who(reviewer, models.RoleReviewer))
			to, may := ways[from]
			if (err == nil) != may || may && next != to {
				t.Errorf("%s from %s: %s, %v", action, from, next, err)
			}
		}
	}
}

func TestEachRoleMayDoToAnArticleWhatTheTableSays(t *testing.T) {
	t.Parallel()
	a := models.Article{Status: models.ArticleChecking}
	for _, b := range a.Actions(who(reviewer, models.RoleReviewer)) {
		isSignOff := b.Action == models.ArticleSignedOffAct
		for role, may := range map[models.Role]bool{models.RoleViewer: false, models.RoleEditor: !isSignOff, models.RoleReviewer: true} {
			may := may && !slices.Contains([]models.Action{models.ArticlePublishedAct, models.ArticleResumed, models.ArticleReopened}, b.Action)
			if got := a.Refusal(b.Action, who(reviewer, role)); (got == "") != may {
				t.Errorf("%s by a %s: %q", b.Action, role, got)
			}
			gone := who(reviewer, role)
			gone.Active = false
			if a.Refusal(b.Action, gone) == "" {
				t.Errorf("%s by a deactivated %s is allowed", b.Action, role)
			}
		}
	}
}

func TestTheAuthorDoesNotSignTheirOwnArticleOff(t *testing.T) {
	t.Parallel()
	by := int64(author)
	a := models.Article{Status: models.ArticleChecking, AuthorID: &by}
	if a.Refusal(models.ArticleSignedOffAct, who(author, models.RoleReviewer)) == "" || a.Refusal(models.ArticleSignedOffAct, who(second, models.RoleReviewer)) != "" {
		t.Error("the author may, or nobody may")
	}
}
