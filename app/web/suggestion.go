package web

// acceptSuggestion makes a claim of a suggested sentence.
func (v *visit) acceptSuggestion() error {
	articleID := v.id("a")
	c, err := v.Store.AcceptSuggestion(v.ctx(), v.user, articleID, idOf(v.typed("revision")), v.number("sentence", -1))
	if err != nil {
		return v.mendWorkspace(err, articleID)
	}
	return v.toWorkspace(articleID, c.ID)
}

// dismissSuggestion makes sure that a sentence is not suggested again.
func (v *visit) dismissSuggestion() error {
	articleID := v.id("a")
	if err := v.Store.DismissSuggestion(v.ctx(), v.user, articleID, idOf(v.typed("revision")), v.number("sentence", -1)); err != nil {
		return v.mendWorkspace(err, articleID)
	}
	return v.toWorkspace(articleID, 0)
}
