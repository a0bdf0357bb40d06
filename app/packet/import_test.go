package packet_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/modelstest"
)

// bare is a projection without ids, times and people, and without what an import
// leaves to the people of the newsroom: every verdict is a draft there.
func bare(t interface{ Fatal(...any) }, c models.Checked) string {
	c.ExportedAt, c.Article.SavedAt, c.Newsroom = time.Time{}, time.Time{}, models.Newsroom{}
	c.Article.ID, c.Article.Revision, c.Article.Status = 0, 0, ""
	c.SignOff, c.Draft, c.Comments, c.History, c.Withheld = nil, true, nil, nil, 0
	for i := range c.Claims {
		k := &c.Claims[i]
		k.Number, k.Status, k.Resolution, k.Reviews, k.Override, k.Comments, k.Earlier, k.Decisions, k.Replies = 0, "", "", nil, nil, nil, nil, nil, nil
		if k.Verdict != nil {
			k.Verdict.By, k.Verdict.At = "", time.Time{}
		}
	}
	out, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// takesIn imports a packet as the command does.
func takesIn(t testing.TB, st *modelstest.Story, raw []byte) (models.Article, error) {
	t.Helper()
	p := opens(t, raw)
	found, err := p.Verify(t.Context(), nil)
	must(t, err)
	if len(found) > 0 {
		t.Fatalf("found %q", found)
	}
	c, err := p.Checked()
	must(t, err)
	return st.Store.ImportPacket(t.Context(), st.Editor, c, p.Evidence)
}

func TestAnotherNewsroomGetsTheArticleWithItsEvidenceFilesAndVerdictsAsDrafts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	raw, _ := packs(t, d.contents(models.ForInternal))
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		there := modelstest.NewStory(t, s)
		a, err := takesIn(t, there, raw)
		must(t, err)
		c, err := s.Checked(t.Context(), there.Editor, a.ID, models.ForInternal)
		must(t, err)
		if x, y := bare(t, d.checked(models.ForInternal)), bare(t, c); x != y {
			t.Errorf("before\n%s\nafter\n%s", x, y)
		}
		for _, f := range c.Claims[0].Evidence[0].Files {
			r, err := s.OpenChecked(f)
			must(t, err)
			got, err := io.ReadAll(r)
			must(t, err)
			must(t, r.Close())
			if !strings.Contains(string(got), "minutes") || int64(len(got)) != f.Size {
				t.Errorf("%s has %q", f.Name, got)
			}
		}
		if detail := there.Detail(1); detail.Verdict.Submitted || detail.Claim.Status != models.ClaimOpen {
			t.Errorf("the verdict is %+v of a claim that is %s", detail.Verdict, detail.Claim.Status)
		}
		if found, err := s.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("found %v, %v", found, err)
		}
	})
}

func TestAPacketThatCannotBeTakenInWholeLeavesNoArticle(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.checked(models.ForInternal)
	p := opens(t, func() []byte { raw, _ := packs(t, d.contents(models.ForInternal)); return raw }())
	for what, spoil := range map[string]func(*models.Checked, func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error){
		"lacks": func(c *models.Checked, open func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			c.Claims[1].Evidence[0].Files[0].SHA256 = strings.Repeat("0", 64)
			return open
		},
		"altered": func(_ *models.Checked, _ func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			return func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("others")), nil }
		},
		"empty": func(_ *models.Checked, _ func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			return func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil }
		},
		"scale": func(c *models.Checked, open func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			c.Scale = models.CheckedScale{Code: "x"}
			return open
		},
		"place": func(c *models.Checked, open func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			c.Claims[1].Places[0].Quote = "other words"
			return open
		},
	} {
		s, _ := modelstest.Open(t)
		there := modelstest.NewStory(t, s)
		var copied models.Checked
		out, err := json.Marshal(c)
		must(t, err)
		must(t, json.Unmarshal(out, &copied))
		open := spoil(&copied, p.Evidence)
		if a, err := s.ImportPacket(t.Context(), there.Editor, copied, open); err == nil {
			t.Errorf("%s: made article %d", what, a.ID)
		}
		desk, err := s.Desk(t.Context(), there.Editor, models.DeskQuery{})
		if must(t, err); len(desk.Rows) != 0 {
			t.Errorf("%s: left %d articles", what, len(desk.Rows))
		}
	}
	s, _ := modelstest.Open(t)
	there := modelstest.NewStory(t, s)
	_, err := s.ImportPacket(t.Context(), there.Viewer, c, func(string) (io.ReadCloser, error) { t.Error("a file was opened for a viewer"); return nil, io.EOF })
	wantRefused(t, err, "editor role")
}

// TestWhatGoesThroughAPacketComesBackTheSame makes articles at random, packs
// each, takes it in elsewhere and holds the two exports to one another.
func TestWhatGoesThroughAPacketComesBackTheSame(t *testing.T) {
	t.Parallel()
	here, _ := modelstest.Open(t)
	elsewhere, _ := modelstest.Open(t)
	st, there := modelstest.NewStory(t, here), modelstest.NewStory(t, elsewhere)
	words := []string{"The tram", "31,400 people", "Straße", "трамвай", "قطار الميناء", "港口电车", "é́ combining", "👩‍👩‍👧 left", "on Monday", "“quoted”"}
	rapid.Check(t, func(rt *rapid.T) {
		var sentences []string
		for i := range rapid.IntRange(1, 6).Draw(rt, "sentences") {
			sentences = append(sentences, fmt.Sprintf("%s of %s number %d.", rapid.SampledFrom(words).Draw(rt, "who"), rapid.SampledFrom(words).Draw(rt, "what"), i))
		}
		a := st.Article(strings.Join(sentences, rapid.SampledFrom([]string{" ", "\n\n"}).Draw(rt, "between")))
		d := &desk{Story: st, article: a}
		for i := range sentences {
			if rapid.Bool().Draw(rt, "claimed") {
				d.draw(rt, d.Claim(a.ID, fmt.Sprintf("number %d", i)))
			}
		}
		audience := rapid.SampledFrom([]models.Audience{models.ForInternal, models.ForLegal}).Draw(rt, "for")
		raw, _ := packs(t, d.contents(audience))
		made, err := takesIn(t, there, raw)
		must(t, err)
		again := &desk{Story: there, article: made}
		if x, y := bare(t, d.checked(audience)), bare(t, again.checked(audience)); x != y {
			rt.Fatalf("before\n%s\nafter\n%s", x, y)
		}
	})
}

// draw gives a claim evidence and, sometimes, a verdict.
func (d *desk) draw(t *rapid.T, c models.Claim) {
	for i := range rapid.IntRange(0, 3).Draw(t, "items") {
		form := models.EvidenceForm{Relation: rapid.SampledFrom(models.Relations).Draw(t, "relation"), Locator: "p. 1", Excerpt: rapid.StringMatching(`[ -~]{0,20}`).Draw(t, "excerpt"),
			SearchedWhere: "the archive", SearchedHow: "by hand", Source: models.SourceForm{Title: fmt.Sprintf("Minutes %d of claim %d", i, c.ID)}}
		if rapid.Bool().Draw(t, "confidential") {
			form.Source.Title, form.Source.Confidentiality = fmt.Sprintf("Xylander%dof%d", i, c.ID), models.ConfidentialSource
		}
		if form.Relation == models.NothingFound {
			form.Source = models.SourceForm{}
		} else {
			form.SearchedWhere, form.SearchedHow = "", ""
		}
		for range rapid.IntRange(0, 3).Draw(t, "files") {
			name := rapid.StringMatching(`[a-zA-Z ./\\é-]{1,12}`).Draw(t, "name")
			form.Files = append(form.Files, models.Upload{Name: name, Data: strings.NewReader(rapid.StringMatching(`[a-c]{1,3}`).Draw(t, "bytes"))})
		}
		_, err := d.Store.CreateEvidence(d.T.Context(), d.Editor, c.ID, form)
		must(d.T, err)
	}
	if rapid.Bool().Draw(t, "judged") {
		d.Evidence(c.ID)
		d.Propose(c, rapid.SampledFrom([]string{"correct", "imprecise", "incorrect"}).Draw(t, "rating"))
	}
}
