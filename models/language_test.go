package models_test

import (
	"testing"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

func TestALanguageIsChosenFromThoseThatAreSpoken(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		for _, l := range append([]message.Language{""}, message.Languages...) {
			must(t, s.SetLanguage(t.Context(), st.Viewer, l))
			u, err := s.User(t.Context(), st.Viewer.ID)
			must(t, err)
			if u.Language != l {
				t.Errorf("the language is %q, not %q", u.Language, l)
			}
		}
		wantInvalid(t, s.SetLanguage(t.Context(), st.Viewer, "tlh"), "language")
	})
}
