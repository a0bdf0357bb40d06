package models_test

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func TestAPersonChoosesTheKeysOfWhatCanBeDone(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		keys := func() map[string]string {
			u, err := s.User(t.Context(), st.Editor.ID)
			must(t, err)
			return u.ShortcutsOf()
		}
		must(t, s.SetShortcuts(t.Context(), st.Editor, map[string]string{"claim.next": "k", "claim.previous": " j ", "verdict.rate": "q w F2 4 5 6 7 8 9", "unknown": "z"}))
		if k := keys(); k["claim.next"] != "k" || k["claim.previous"] != "j" || k["verdict.rate"] != "q w F2 4 5 6 7 8 9" || k["claim.open"] != "o" || k["unknown"] != "" {
			t.Errorf("the keys are %v", k)
		}
		must(t, s.SetShortcuts(t.Context(), st.Editor, nil))
		if k := keys(); k["claim.next"] != "j" {
			t.Errorf("the keys are %v", k)
		}
	})
}

func TestKeysThatCannotBeAreRefusedAndNothingChanges(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	for name, c := range map[string]struct{ act, keys, under string }{
		"one that does something else":         {"claim.next", "o", "claim.open"},
		"one of another page, used everywhere": {"page.search", "s", "page.search"},
		"the beginning of a pair":              {"claim.next", "g", "page.desk page.review"},
		"two for one":                          {"claim.next", "v w", "claim.next"},
		"three in a row":                       {"claim.next", "abc", "claim.next"},
		"a letter with Shift":                  {"claim.next", "J", "claim.next"},
		"a letter that not all keyboards have": {"claim.next", "ж", "claim.next"},
		"too few":                              {"verdict.rate", "1 2 3", "verdict.rate"},
		"one twice":                            {"verdict.rate", "1 1 3 4 5 6 7 8 9", "verdict.rate"},
	} {
		t.Run(name, func(t *testing.T) {
			wantInvalid(t, s.SetShortcuts(t.Context(), st.Editor, map[string]string{c.act: c.keys}), strings.Fields(c.under)...)
		})
	}
	must(t, s.SetShortcuts(t.Context(), st.Editor, map[string]string{"arrival.next": "v", "claim.next": "v"})) // never on one page
	u, err := s.User(t.Context(), st.Editor.ID)
	if must(t, err); u.ShortcutsOf()["claim.open"] != "o" {
		t.Error("a refused key was kept")
	}
}

func TestTheKeysThatAllBeginWithDoNotClash(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	must(t, s.SetShortcuts(t.Context(), modelstest.NewStory(t, s).Viewer, nil))
}
