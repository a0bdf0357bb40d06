package packet_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
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
		k.Number, k.Status, k.Resolution, k.Reviews, k.Override, k.Comments, k.Earlier, k.Decisions, k.Checklist, k.Second = 0, "", "", nil, nil, nil, nil, nil, nil, nil // who looked, looked there
		k.Replies = asked(k.Replies, c.Audience)
		if k.Calculation != nil && k.Calculation.Withheld {
			k.Calculation = nil
		}
		for j := range k.Evidence {
			e := &k.Evidence[j]
			for n := range e.Captures {
				e.Captures[n].By = "" // there it says from which newsroom
			}
			for n := range e.Archives {
				e.Archives[n].By, e.Archives[n].At = "", nil
			}
		}
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

// asked are those who must be asked without what an import leaves to the people
// of the newsroom: who noted it, and whom they do not ask.
func asked(all []models.CheckedReply, audience models.Audience) []models.CheckedReply {
	var kept []models.CheckedReply
	for _, r := range all {
		r.Contacts = slices.DeleteFunc(slices.Clone(r.Contacts), func(c models.CheckedContact) bool { return c.Step == models.StepWaiver })
		for i := range r.Contacts {
			r.Contacts[i].By = ""
		}
		if r.Status = ""; audience != models.ForLegal {
			r.Deadline = nil // which an attempt set
		}
		if r.Who != models.NobodyAsked {
			kept = append(kept, r)
		}
	}
	return kept
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

func TestWhatWasKeptOfAPageComesInWithThoseWhoKeptItAndIsWholeThere(t *testing.T) {
	t.Parallel()
	d := copiedDesk(t)
	raw, _ := packs(t, d.contents(models.ForInternal))
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		clock.Forward(time.Hour)
		there := modelstest.NewStory(t, s)
		a, err := takesIn(t, there, raw)
		must(t, err)
		e := there.Detail(3).Evidence[0]
		k, r, err := s.OpenCapture(t.Context(), there.Viewer, e.Capture.ID, "page")
		must(t, err)
		got, err := io.ReadAll(r)
		must(t, errors.Join(err, r.Close()))
		if string(got) != "<p>the words" || k.KeptBy != "Eva Editor (Stet newsroom)" || k.CreatedBy != there.Editor.ID || !k.Uploaded || k.FileName != "con?.mhtml" {
			t.Errorf("the copy is %q, %+v", got, k)
		}
		links, err := s.ArchiveLinks(t.Context(), there.Viewer, e.ID)
		if must(t, err); len(links) != 1 || links[0].URL != "https://archive.today/abc" || links[0].CreatedBy != there.Editor.ID {
			t.Errorf("the links are %+v", links)
		}
		again := &desk{Story: there, article: a}
		if by := again.checked(models.ForInternal).Claims[2].Evidence[0].Captures[0].By; by != k.KeptBy {
			t.Errorf("passed on, it was kept by %q", by)
		}
		if found, err := s.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("found %v, %v", found, err)
		}
	})
}

// TestAWaiverIsDecidedAnew holds that nobody is left out of the right of reply
// because another newsroom, or a file, says so.
func TestAWaiverIsDecidedAnew(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.Detail(1).Claim
	r, err := d.Store.NameReply(t.Context(), d.Editor, c.ID, models.ReplyForm{Who: "The mayor"})
	must(t, err)
	must(t, d.Store.NoteContact(t.Context(), d.Second, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelPhone, Said: "Is it so?"}))
	must(t, d.Store.WaiveReply(t.Context(), d.Reviewer, c.ID, r.ID, "He cannot be found."))
	raw, _ := packs(t, d.contents(models.ForLegal))
	s, clock := modelstest.Open(t)
	clock.Forward(time.Hour)
	there := modelstest.NewStory(t, s)
	a, err := takesIn(t, there, raw)
	must(t, err)
	rows, err := s.Replies(t.Context(), there.Viewer, a.ID)
	if must(t, err); len(rows) != 1 || rows[0].Reply.Who != "The mayor" || rows[0].Status != models.ReplyWaiting {
		t.Errorf("who must be asked: %+v", rows)
	}
	var said []string
	for _, m := range there.Detail(1).Comments {
		said = append(said, m.Body)
	}
	if all := strings.Join(said, "\n"); !strings.Contains(all, "was noted by Sam Second. Rita Reviewer decided there that The mayor is not asked: “He cannot be found.” Here it has to be decided anew.") {
		t.Errorf("the comments are %q", said)
	}
}

func TestAPacketThatCannotBeTakenInWholeLeavesNoArticle(t *testing.T) {
	t.Parallel()
	d := copiedDesk(t)
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
		"lacks a page": func(c *models.Checked, open func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			c.Claims[2].Evidence[0].Captures[0].WARC = strings.Repeat("0", 64)
			return open
		},
		"altered page": func(c *models.Checked, open func(string) (io.ReadCloser, error)) func(string) (io.ReadCloser, error) {
			return func(sha string) (io.ReadCloser, error) {
				if sha == c.Claims[2].Evidence[0].Captures[0].Upload {
					return io.NopCloser(strings.NewReader("others")), nil
				}
				return open(sha)
			}
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
	here := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Clock: modelstest.NewClock().Now, Capture: true})
	elsewhere, clock := modelstest.Open(t)
	clock.Forward(24 * time.Hour) // so that nothing that is taken in is yet to come
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
		if form.Source.Title != "" && rapid.Bool().Draw(t, "address") {
			form.Source.URL = fmt.Sprintf("https://example.org/minutes/%d/%d", c.ID, i)
		}
		if form.Relation != models.NothingFound && form.Source.Confidentiality == "" && rapid.Bool().Draw(t, "described") {
			form.Source.Attribution, form.Source.Agreed = rapid.SampledFrom([]models.Attribution{models.OnBackground, models.NotForAttribution, models.OffRecord}).Draw(t, "attribution"), "an official"
		}
		e, err := d.Store.CreateEvidence(d.T.Context(), d.Editor, c.ID, form)
		must(d.T, err)
		d.drawCopies(t, e)
		d.drawOrigin(t, e)
		if e.Source != nil && rapid.Bool().Draw(t, "calculated") {
			f := models.CalculationForm{Version: d.Detail(c.ID).Claim.Version}
			must(d.T, json.Unmarshal(fmt.Appendf(nil, `{"formula": "counted * 2", "unit": "plain", "rounding": {"rule": "written", "mode": "nearest"}, "inputs": [{"name": "counted", "value": "1,234.5", "unit": "people", "evidence": %d}]}`, e.ID), &f.Calculation))
			_, err := d.Store.SaveCalculation(d.T.Context(), d.Editor, c.ID, f)
			must(d.T, err)
		}
	}
	d.drawReplies(t, c)
	if rapid.Bool().Draw(t, "judged") {
		d.Evidence(c.ID)
		d.Propose(c, rapid.SampledFrom([]string{"correct", "imprecise", "incorrect"}).Draw(t, "rating"))
	}
}
