package models_test

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func TestSettingsStartWithTheirDefaultsAndKeepWhatIsSet(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		got, err := s.Settings(t.Context())
		if want := (models.Settings{Newsroom: "Stet newsroom", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2}); err != nil || got != want {
			t.Errorf("starts with %+v, %v", got, err)
		}
		want := models.Settings{Newsroom: "The Kurier", URL: "https://stet.example.org", Zone: "Europe/Minsk", ReviewersNormal: 2, ReviewersHigh: 3, ArchiveSave: models.WaybackSave,
			Authority: "http://tsa.example.org/?policy=1", AuthorityRoots: strings.TrimSpace(modelstest.NewAuthority(t).PEM)}
		typed := want
		typed.Newsroom, typed.URL = " The Kurier ", "https://stet.example.org/"
		typed.AuthorityRoots += "\r\n"
		for range 2 {
			if err := s.EditSettings(t.Context(), admin, typed); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Settings(t.Context()); err != nil || got != want {
			t.Errorf("kept %+v, %v", got, err)
		}
		want.URL, typed.URL = "", ""
		if err := s.EditSettings(t.Context(), admin, typed); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Settings(t.Context()); err != nil || got != want {
			t.Errorf("kept %+v, %v", got, err)
		}
	})
}

func TestWrongSettingsAreRefusedWithASentenceForEach(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		for _, c := range []struct {
			field  string
			change func(*models.Settings)
		}{
			{"newsroom", func(n *models.Settings) { n.Newsroom = " " }},
			{"url", func(n *models.Settings) { n.URL = "stet.example.org" }},
			{"url", func(n *models.Settings) { n.URL = "javascript://stet.example.org" }},
			{"url", func(n *models.Settings) { n.URL = "https://stet.example.org/?a=b" }},
			{"url", func(n *models.Settings) { n.URL = "https://user:secret@stet.example.org" }},
			{"authority", func(n *models.Settings) { n.Authority = "tsa.example.org" }},
			{"authority", func(n *models.Settings) { n.Authority = "ftp://tsa.example.org" }},
			{"authority", func(n *models.Settings) { n.Authority = "https://user:secret@tsa.example.org" }},
			{"authority_roots", func(n *models.Settings) { n.AuthorityRoots = "trust me" }},
			{"zone", func(n *models.Settings) { n.Zone = "Mars/Olympus" }},
			{"zone", func(n *models.Settings) { n.Zone = "Local" }},
			{"zone", func(n *models.Settings) { n.Zone = "" }},
			{"reviewers_normal", func(n *models.Settings) { n.ReviewersNormal = 0 }},
			{"reviewers_high", func(n *models.Settings) { n.ReviewersHigh = 6 }},
			{"reviewers_high", func(n *models.Settings) { n.ReviewersNormal = 3 }},
			{"archive_save", func(n *models.Settings) { n.ArchiveSave = "https://web.archive.org/save/" }},
			{"archive_save", func(n *models.Settings) { n.ArchiveSave = "http://web.archive.org/save/{url}" }},
			{"archive_save", func(n *models.Settings) { n.ArchiveSave = "https://{url}/save" }},
			{"archive_save", func(n *models.Settings) { n.ArchiveSave = "https://me:secret@archive.example/?page={url}" }},
		} {
			n := models.Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2}
			c.change(&n)
			wantInvalid(t, s.EditSettings(t.Context(), admin, n), c.field)
		}
	})
}
