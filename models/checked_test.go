package models_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func TestNothingOfAConfidentialSourceIsInTheProjectionOrTheHistory(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Claim(a.ID, "31,400 people")
		secret := models.EvidenceForm{Relation: models.Supports, Locator: "SECRETlocator", Excerpt: "SECRETexcerpt", Note: "SECRETnote", SearchedWhere: "SECRETwhere", SearchedHow: "SECREThow",
			Source: models.SourceForm{Title: "SECRETtitle", Publisher: "SECRETpublisher", Author: "SECRETauthor", URL: "https://SECRET.example", PublishedOn: "1987-06-05",
				Type: models.SourcePerson, Tier: models.TierTertiary, Confidentiality: models.ConfidentialSource},
			Files: []models.Upload{{Name: "SECRETname.pdf", Data: strings.NewReader("SECRETbytes")}}}
		e, err := s.CreateEvidence(ctx, st.Editor, c.ID, secret)
		must(t, err)
		secret.Version, secret.SourceID, secret.Locator, secret.Files = 1, *e.SourceID, "SECRETlocator2", nil
		e, err = s.EditEvidence(ctx, st.Editor, e.ID, secret)
		must(t, err)
		secret.Source = models.SourceForm{Version: 1, Title: "SECRETalias", Type: models.SourcePerson, Tier: models.TierTertiary, Confidentiality: models.ConfidentialSource}
		_, err = s.EditSource(ctx, st.Editor, *e.SourceID, secret.Source)
		must(t, err)
		st.Propose(c, "correct")
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		must(t, signOff(t, st, a.ID))
		checked, err := s.Checked(ctx, st.Viewer, a.ID, models.ForInternal)
		must(t, err)
		out, err := json.Marshal(checked)
		must(t, err)
		for _, leak := range []string{"SECRET", "secret", "1987", "tertiary", `"person"`, e.Files[0].SHA256} {
			if strings.Contains(string(out), leak) {
				t.Errorf("%q is in %s", leak, out)
			}
		}
		if !strings.Contains(string(out), models.ConfidentialName) {
			t.Errorf("that there is a source is not said: %s", out)
		}
		events, err := s.Strings("SELECT data FROM events")
		if must(t, err); strings.Contains(strings.Join(events, ""), "SECRET") {
			t.Errorf("the history tells: %v", events)
		}
		signed, err := s.Strings("SELECT exceptions FROM sign_offs")
		if must(t, err); strings.Contains(strings.Join(signed, ""), "SECRET") {
			t.Errorf("the sign-off tells: %v", signed)
		}
	})
}

func TestAPublicSourceLeavesWithItsParticularsAndWithoutTheNote(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	c := st.Claim(a.ID, "31,400 people")
	_, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "page 4", Excerpt: "31,412", Note: "Ask Mr X again.",
		Source: models.SourceForm{Title: "Counts", Author: "The port", URL: "https://example.org"}})
	must(t, err)
	checked, err := s.Checked(t.Context(), st.Viewer, a.ID, models.ForInternal)
	must(t, err)
	out, err := json.Marshal(checked)
	must(t, err)
	if strings.Contains(string(out), "Mr X") {
		t.Error("the note leaves")
	}
	e := checked.Claims[0].Evidence[0]
	if e.Source.Title != "Counts" || e.Source.Author != "The port" || e.Locator != "page 4" || e.Excerpt != "31,412" || !checked.Draft {
		t.Errorf("evidence %+v of %+v", e, e.Source)
	}
}

// bare is a projection without what an import makes anew.
func bare(c models.Checked) models.Checked {
	c.SignOff, c.Draft, c.Comments = nil, true, nil
	c.Amendments = nil // decided anew: they have a test of their own
	c.Article.ID, c.Article.Revision, c.Article.Status = 0, 0, ""
	for i := range c.Claims {
		k := &c.Claims[i]
		k.Status, k.Reviews, k.Override, k.Resolution, k.Comments, k.Checklist, k.Second = "", nil, nil, "", nil, nil, nil
		for j := range k.Replies { // attempts stay here, and with them the deadline
			k.Replies[j].Status, k.Replies[j].Deadline = "", nil
		}
		if k.Verdict != nil {
			k.Verdict.By, k.Verdict.At = "", time.Time{}
		}
		for j := range k.Evidence {
			k.Evidence[j].Files = nil
			for n := range k.Evidence[j].Archives {
				k.Evidence[j].Archives[n].By, k.Evidence[j].Archives[n].At = "", nil
			}
		}
	}
	c.Article.SavedAt, c.ExportedAt = time.Time{}, time.Time{}
	return c
}

func TestAnImportBringsTheSameTextClaimsEvidenceAndVerdictsAsDrafts(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := setScene(t, s)
		must(t, c.writes()["EditEvidence"](st.Editor))
		must(t, c.writes()["AddPlace"](st.Editor))
		_, err := s.EditClaim(t.Context(), st.Editor, c.other.ID, models.ClaimForm{Version: c.other.Version, Wording: "It opened.", Kind: models.KindDate, Risk: models.RiskHigh,
			Claimant: "The mayor", ClaimantIs: models.ClaimantPerson, ClaimedOn: "2024-01-29", AppearanceURL: "https://example.org/x"})
		must(t, err)
		before, err := s.Checked(t.Context(), st.Editor, c.article.ID, models.ForInternal)
		must(t, err)
		out, err := json.Marshal(before)
		must(t, err)
		var read models.Checked
		must(t, json.Unmarshal(out, &read))
		other, _ := modelstest.Open(t)
		there := newsroom(t, other)
		a, err := other.ImportChecked(t.Context(), there.Editor, read)
		must(t, err)
		after, err := other.Checked(t.Context(), there.Editor, a.ID, models.ForInternal)
		must(t, err)
		if x, y := bare(before), bare(after); !reflect.DeepEqual(x, y) {
			t.Errorf("before\n%+v\nafter\n%+v", x, y)
		}
		d, err := other.ClaimDetail(t.Context(), there.Editor, 1)
		must(t, err)
		if d.Verdict.Submitted || d.Claim.Status != models.ClaimOpen || len(d.Comments) != 1 || !strings.Contains(d.Comments[0].Body, "proposed by Eva Editor") {
			t.Errorf("verdict %+v, %s, comments %+v", d.Verdict, d.Claim.Status, d.Comments)
		}
		if m := after.Comments; len(m) != 1 || m[0].Body != "Eva Editor: Which month?" || !m[0].Query {
			t.Errorf("the open query comes in as %+v", m)
		}
		wantHealthy(t, other)
	})
}

func TestAnImportOfNonsenseIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	articles, err := s.Strings("SELECT title FROM articles")
	must(t, err)
	for name, spoil := range map[string]func(*models.Checked){
		"no text":             func(c *models.Checked) { c.Text = "" },
		"other text":          func(c *models.Checked) { c.Text += " More." },
		"no blocks":           func(c *models.Checked) { c.Blocks = nil },
		"a block backwards":   func(c *models.Checked) { c.Blocks[0].Start, c.Blocks[0].End = c.Blocks[0].End, c.Blocks[0].Start },
		"a block of no kind":  func(c *models.Checked) { c.Blocks[0].Kind = text.BlockKind("x"); c.Text = "" },
		"a place too far":     func(c *models.Checked) { c.Claims[0].Places[0].Span = text.Span{Start: 1 << 40, End: 1 << 41} },
		"a place before":      func(c *models.Checked) { c.Claims[0].Places[0].Span = text.Span{Start: -9, End: -2} },
		"other words":         func(c *models.Checked) { c.Claims[0].Places[0].Quote = "other words" },
		"an unknown kind":     func(c *models.Checked) { c.Claims[0].Kind = "x" },
		"an unknown risk":     func(c *models.Checked) { c.Claims[0].Risk = "x" },
		"an unknown relation": func(c *models.Checked) { c.Claims[0].Evidence[0].Relation = "x" },
		"an unknown rating":   func(c *models.Checked) { c.Claims[0].Verdict.Rating.Code = "x" },
		"a scale without end": func(c *models.Checked) { c.Scale.Code, c.Scale.Ratings = "x", nil },
		"a rating of no look": func(c *models.Checked) { c.Scale.Code, c.Scale.Ratings[0].Look = "y", "x" },
		"a skip too far":      func(c *models.Checked) { c.Skips[0].Span = text.Span{Start: 1 << 40, End: 1 << 41} },
		"a skip of no reason": func(c *models.Checked) { c.Skips[0].Reason = "x" },
		"no title":            func(c *models.Checked) { c.Article.Title = "" },
		"an unknown language": func(c *models.Checked) { c.Article.Language = "??" },
		"an unknown scope":    func(c *models.Checked) { c.Article.Scope = "x" },
		"the same rating twice": func(c *models.Checked) {
			c.Scale.Code = "z"
			c.Scale.Ratings = append(c.Scale.Ratings, c.Scale.Ratings[0])
		},
	} {
		checked, err := s.Checked(t.Context(), st.Editor, c.article.ID, models.ForInternal)
		must(t, err)
		out, err := json.Marshal(checked)
		must(t, err)
		var bad models.Checked
		must(t, json.Unmarshal(out, &bad))
		spoil(&bad)
		_, err = s.ImportChecked(t.Context(), st.Editor, bad)
		var wrong *models.Invalid
		var refused *models.Refused
		if !errors.As(err, &wrong) && !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
		if now, err := s.Strings("SELECT title FROM articles"); err != nil || len(now) != len(articles) {
			t.Errorf("%s leaves %d articles, %v", name, len(now)-len(articles), err)
		}
	}
}

func TestAnArticleSaysWhenItWasFirstPublished(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("It is nice.")
		st.Skip(a.ID, "It is nice.")
		must(t, signOff(t, st, a.ID))
		before, err := s.Checked(t.Context(), st.Reviewer, a.ID, models.ForPublic)
		must(t, err)
		if before.Article.PublishedAt != nil {
			t.Errorf("before, it was published at %v", before.Article.PublishedAt)
		}
		a, err = s.Article(t.Context(), st.Editor, a.ID)
		must(t, err)
		must(t, s.PublishArticle(t.Context(), st.Editor, a.ID, a.Version, "https://example.org/nice"))
		at := clock.Now()
		for _, audience := range models.Audiences {
			after, err := s.Checked(t.Context(), st.Reviewer, a.ID, audience)
			must(t, err)
			if got := after.Article.PublishedAt; got == nil || got.After(at) || at.Sub(*got) > time.Minute {
				t.Errorf("for %s it was published at %v, about %v", audience, got, at)
			}
		}
	})
}
