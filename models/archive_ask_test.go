package models_test

import (
	"errors"
	"slices"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// archiving names an archive in the settings.
func archiving(t *testing.T, st *modelstest.Story, save string) {
	t.Helper()
	set, err := st.Store.Settings(t.Context())
	must(t, err)
	set.ArchiveSave = save
	must(t, st.Store.EditSettings(t.Context(), st.Admin, set))
}

// told is how often the history of all articles says one of the actions of archives.
func told(t *testing.T, s *models.Store) []string {
	t.Helper()
	all, err := s.Strings("SELECT action FROM events WHERE action LIKE 'archive.%' ORDER BY id")
	must(t, err)
	return all
}

func TestNoArchiveIsAskedUntilTheNewsroomNamesOneAndThenOnceForEachCapture(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		_, before := captured(t, st)
		kept(t, s, before.ID)
		if _, err := s.TakeJob(t.Context(), models.JobArchive); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an archive is asked that nobody named: %v", err)
		}
		archiving(t, st, models.WaybackSave)
		e, c := captured(t, st)
		kept(t, s, c.ID)
		j, err := s.TakeJob(t.Context(), models.JobArchive)
		must(t, err)
		if _, err := s.TakeJob(t.Context(), models.JobArchive); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("asked twice: %v", err)
		}
		ask, err := s.ArchiveRequest(t.Context(), c.ID)
		if must(t, err); ask != "https://web.archive.org/save/"+c.URL {
			t.Errorf("asked at %s", ask)
		}
		must(t, s.FinishJob(t.Context(), j, models.JobResult{}, func(tx *models.Store) error {
			return tx.ArchiveSaved(t.Context(), c.ID, ask, "https://web.archive.org/web/2026/"+c.URL)
		}))
		links, err := s.ArchiveLinks(t.Context(), st.Viewer, e.ID)
		if must(t, err); len(links) != 1 || !links[0].Asked || links[0].By.ID != st.Editor.ID || links[0].Archive() != "Wayback Machine" {
			t.Errorf("beside the evidence stand %+v", links)
		}
		if lines := told(t, s); !slices.Equal(lines, []string{"archive.asked", "archive.linked"}) {
			t.Errorf("the history says %v", lines)
		}
		var refused *models.Refused
		if _, err := s.AskArchive(t.Context(), st.Editor, c.ID); !errors.As(err, &refused) {
			t.Errorf("asked again for what it has: %v", err)
		}
	})
}

func TestAnArchiveThatFailsIsAskedAgainByThoseWhoMay(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		archiving(t, st, "https://archive.example/?url={url}")
		e, c := captured(t, st)
		kept(t, s, c.ID)
		var refused *models.Refused
		if _, err := s.AskArchive(ctx, st.Second, c.ID); !errors.As(err, &refused) {
			t.Errorf("while it is being asked: %v", err)
		}
		must(t, s.ArchiveSaved(ctx, c.ID, "https://archive.example/?url=x", "https://evil.example/copy"))
		for _, who := range []models.User{st.Viewer, st.Admin, {}} {
			if _, err := s.AskArchive(ctx, who, c.ID); !errors.As(err, &refused) {
				t.Errorf("%q may: %v", who.Name, err)
			}
		}
		d, err := s.CaptureDetail(ctx, st.Viewer, c.ID)
		if must(t, err); d.Capture.ArchiveStatus != models.CaptureFailed || d.Capture.ArchiveReason.IsZero() || len(d.Archives) != 0 || !d.AsksArchive {
			t.Errorf("shown is %+v with %+v", d.Capture, d.Archives)
		}
		again, err := s.AskArchive(ctx, st.Second, c.ID)
		must(t, err)
		jobs, err := s.ArticleJobs(ctx, st.Editor, e.ArticleID)
		must(t, err)
		for _, j := range jobs {
			must(t, s.CancelJob(ctx, st.Editor, j.ID))
		}
		if d, err = s.CaptureDetail(ctx, st.Viewer, again.ID); err != nil || d.Capture.ArchiveStatus != models.CaptureFailed {
			t.Errorf("after it was cancelled it is %q, %v", d.Capture.ArchiveStatus, err)
		}
		_, err = s.AskArchive(ctx, st.Editor, c.ID)
		must(t, err)
		if lines := told(t, s); !slices.Equal(lines, []string{"archive.asked", "archive.failed", "archive.asked", "archive.asked"}) {
			t.Errorf("the history says %v", lines)
		}
	})
}

func TestNoArchiveIsToldOfASourceThatIsNotOnTheRecord(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		archiving(t, st, models.WaybackSave)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		for i, source := range []models.SourceForm{
			{Title: "A leak", URL: "https://example.org/leak", Attribution: models.OffRecord},
			{Title: "A briefing", URL: "https://example.org/briefing", Attribution: models.OnBackground, Agreed: "an official"},
			{Title: "A door", URL: "https://example.org/door?token=abc"},
		} {
			_, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "page 1", Source: source})
			must(t, err)
			k := st.Detail(c.ID).Evidence[i].Capture
			kept(t, s, k.ID)
			var refused *models.Refused
			if _, err := s.AskArchive(ctx, st.Editor, k.ID); !errors.As(err, &refused) {
				t.Errorf("asked for %s: %v", source.Title, err)
			}
		}
		e := st.Evidence(c.ID) // turns confidential while the job waits
		k := st.Detail(c.ID).Evidence[3].Capture
		kept(t, s, k.ID)
		_, err := s.EditSource(ctx, st.Editor, *e.SourceID, models.SourceForm{Version: 1, Type: models.SourcePerson, Tier: models.TierPrimary, Title: "Zdenka Quill", Alias: "A clerk", Confidentiality: models.ConfidentialSource})
		must(t, err)
		if ask, err := s.ArchiveRequest(ctx, k.ID); !errors.Is(err, models.ErrNotFound) || ask != "" { // its copy is sealed
			t.Errorf("told of a confidential source: %q, %v", ask, err)
		}
		if jobs, err := s.Strings("SELECT payload FROM jobs WHERE kind = 'archive'"); err != nil || len(jobs) != 1 {
			t.Errorf("queued %v, %v", jobs, err)
		}
	})
}
