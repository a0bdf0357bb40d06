package models_test

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

// copied is an approved claim on a page that was kept, handed in once more, and
// has a copy in an archive.
func copied(t *testing.T, st *modelstest.Story) (models.Claim, models.Evidence) {
	t.Helper()
	s := st.Store
	e, k := captured(t, st)
	p, err := s.KeepPage(models.CapturePage{FinalURL: "https://example.org/counts?final", Hops: 2, Remote: "192.0.2.1:443", Certificate: strings.Repeat("ce", 32), MediaType: "text/html"}, []byte("<p>"+page+"</p>"), page, []byte("WARC"))
	must(t, err)
	must(t, s.CaptureKept(t.Context(), k.ID, p, s.Now()))
	must(t, s.CaptureChecked(t.Context(), k.ID, models.DriftChanged))
	_, err = s.UploadCapture(t.Context(), st.Second, e.ID, models.UploadedCapture{URL: k.URL, FileName: "counts.html", Upload: []byte("<p>saved</p>"), Body: []byte("<p>saved</p>"), Readable: "saved", Page: models.CapturePage{MediaType: "text/html"}})
	must(t, err)
	_, err = s.AddArchiveLink(t.Context(), st.Editor, e.ID, "https://web.archive.org/web/2026/"+k.URL)
	must(t, err)
	c := st.Detail(e.ClaimID).Claim
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	return c, e
}

func TestEachAudienceSeesOfTheCopiesOfAPageWhatItMay(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, _ := copied(t, st)
		public, out := checkedFor(t, st, c.ArticleID, models.ForPublic)
		e := public.Claims[0].Evidence[0]
		if len(e.Captures) != 2 || e.Captures[0] != (models.CheckedCapture{URL: e.Source.URL, KeptAt: e.Captures[0].KeptAt}) || e.Captures[0].KeptAt == nil || len(e.Archives) != 1 || e.Archives[0].Archive != "Wayback Machine" || e.Archives[0].By != "" {
			t.Errorf("the public sees the copies %+v, %+v", e.Captures, e.Archives)
		}
		if strings.Contains(out, "Sha256\"") || strings.Contains(out, "Eva") {
			t.Errorf("the public sees %s", out)
		}
		inside, out := checkedFor(t, st, c.ArticleID, models.ForInternal)
		k := inside.Claims[0].Evidence[0].Captures
		if k[0].By != "Eva Editor" || k[0].Drift != models.DriftChanged || k[0].Page == "" || k[0].Text == "" || k[0].WARC == "" || k[0].HandedIn || !k[1].HandedIn || k[1].By != "Sam Second" || k[1].FileName != "counts.html" || k[1].Upload == "" {
			t.Errorf("the newsroom sees the copies %+v", k)
		}
		if strings.Contains(out, "192.0.2.1") || strings.Contains(out, "?final") || strings.Contains(out, "cece") {
			t.Errorf("the newsroom sees %s", out)
		}
		legal, _ := checkedFor(t, st, c.ArticleID, models.ForLegal)
		if k := legal.Claims[0].Evidence[0].Captures[0]; k.FinalURL != "https://example.org/counts?final" || k.Hops != 2 || k.Remote != "192.0.2.1:443" || k.Certificate != strings.Repeat("ce", 32) {
			t.Errorf("legal sees the copy %+v", k)
		}
	})
}

func TestAPageThatCouldNotBeKeptIsSaidToTheNewsroomAlone(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		e, k := captured(t, st)
		c := st.Detail(e.ClaimID).Claim
		st.Propose(c, "correct")
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		if waiting, _ := checkedFor(t, st, c.ArticleID, models.ForLegal); len(waiting.Claims[0].Evidence[0].Captures) != 0 {
			t.Error("a page that is still being fetched is in the export")
		}
		must(t, s.CaptureNotKept(t.Context(), k.ID, message.New("The site said no.")))
		inside, _ := checkedFor(t, st, c.ArticleID, models.ForInternal)
		public, _ := checkedFor(t, st, c.ArticleID, models.ForPublic)
		if got := inside.Claims[0].Evidence[0].Captures; len(got) != 1 || got[0].Status != models.CaptureFailed || got[0].Reason != "The site said no." {
			t.Errorf("the newsroom sees %+v", got)
		}
		if got := public.Claims[0].Evidence[0].Captures; len(got) != 0 {
			t.Errorf("the public sees %+v", got)
		}
	})
}

func TestTheCopiesOfASourceLeaveNoMoreOnceItIsConfidentialOrOnBackground(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, e := copied(t, st)
		form := models.SourceForm{Version: 1, Title: "The counts", URL: "https://example.org/counts", Attribution: models.OnBackground, Agreed: "an official"}
		_, err := s.EditSource(t.Context(), st.Editor, *e.SourceID, form)
		must(t, err)
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		if _, out := checkedFor(t, st, c.ArticleID, models.ForPublic); strings.Contains(out, "example.org") {
			t.Errorf("the public sees %s", out)
		}
		if inside, _ := checkedFor(t, st, c.ArticleID, models.ForInternal); inside.Claims[0].Evidence[0].Source.Attribution != models.OnBackground || inside.Claims[0].Evidence[0].Source.Agreed != "an official" {
			t.Errorf("the newsroom is not told how the source may be named: %+v", inside.Claims[0].Evidence[0].Source)
		}
		_, err = s.EditSource(t.Context(), st.Editor, *e.SourceID, models.SourceForm{Version: 2, Title: "The counts", URL: "https://example.org/counts", Confidentiality: models.ConfidentialSource})
		must(t, err)
		for _, audience := range models.Audiences {
			if _, out := checkedFor(t, st, c.ArticleID, audience); strings.Contains(out, "example.org/counts") || strings.Contains(out, `"captures"`) || strings.Contains(out, `"archives"`) {
				t.Errorf("%s sees %s", audience, out)
			}
		}
	})
}

func TestACopyOfThePageThatAnItemCameFromBeforeTellsNothingOfASourceThatBecameConfidential(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, e := copied(t, st)
		old := *e.SourceID
		_, err := s.EditEvidence(t.Context(), st.Editor, e.ID, models.EvidenceForm{Version: 1, Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Title: "Minutes", URL: "https://council.example/"}})
		must(t, err)
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		if public, out := checkedFor(t, st, c.ArticleID, models.ForPublic); len(public.Claims[0].Evidence[0].Captures) != 0 {
			t.Errorf("the public sees a copy of another page: %s", out)
		}
		_, err = s.EditSource(t.Context(), st.Editor, old, models.SourceForm{Version: 1, Title: "Nora Quill", URL: "https://example.org/counts", Confidentiality: models.ConfidentialSource})
		must(t, err)
		for _, audience := range models.Audiences {
			if _, out := checkedFor(t, st, c.ArticleID, audience); strings.Contains(out, "example.org/counts") {
				t.Errorf("%s sees %s", audience, out)
			}
		}
	})
}

func TestTheNumberOfOriginsTellsNothingOfASourceThatMayNotBeNamed(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, a, b := onTwoSources(t, st)
		edit := func(id int64, f models.SourceForm) {
			t.Helper()
			o, err := s.Source(t.Context(), st.Editor, id)
			must(t, err)
			f.Version, f.Title = o.Version, o.Title
			_, err = s.EditSource(t.Context(), st.Editor, id, f)
			must(t, err)
		}
		want := func(what string, internal, public int, origin string) {
			t.Helper()
			if st.Detail(c.ID).Claim.Status != models.ClaimApproved {
				must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
			}
			inside, _ := checkedFor(t, st, c.ArticleID, models.ForInternal)
			outside, out := checkedFor(t, st, c.ArticleID, models.ForPublic)
			if inside.Claims[0].Origins != internal || outside.Claims[0].Origins != public || strings.Contains(out, `"origin"`) {
				t.Errorf("%s: %d and %d origins: %s", what, inside.Claims[0].Origins, outside.Claims[0].Origins, out)
			}
			from := ""
			for _, e := range inside.Claims[0].Evidence {
				if e.Source.Origin != nil {
					from = e.Source.Origin.Title
				}
			}
			if from != origin {
				t.Errorf("%s: the newsroom reads that it comes from %q", what, from)
			}
		}
		want("two", 2, 2, "")
		edit(*b.SourceID, models.SourceForm{OriginID: *a.SourceID})
		want("one of the other", 1, 1, a.Source.Title)
		edit(*a.SourceID, models.SourceForm{Attribution: models.OnBackground, Agreed: "an official"})
		want("one of another on background", 1, 0, a.Source.Title)
		edit(*a.SourceID, models.SourceForm{Attribution: models.OffRecord})
		want("one of another off the record", 0, 0, "")
		edit(*a.SourceID, models.SourceForm{Confidentiality: models.ConfidentialSource})
		want("one of a confidential one", 0, 0, "")
	})
}
