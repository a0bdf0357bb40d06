package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func TestASelectionInAnyScriptMakesAClaimOfExactlyTheseWords(t *testing.T) {
	t.Parallel()
	const article = "Die Straßenbahn 🚋 kostet 3 € am Tag. The flag 🇧🇾 and the family 👨‍👩‍👧‍👦 stand there.\n\n" +
		"Le cafe\u0301 a 12 tables, naïve façade.\n\n" +
		"قال الرئيس إن الاتفاق عمره 25 عاماً. هذا صحيح.\n\n" +
		"הרכבת הקלה נושאת 31,400 נוסעים ביום. שָׁלוֹם.\n\n" +
		"รถรางบรรทุกผู้โดยสาร 31,400 คนต่อวัน ที่นี่\n\n" +
		"电车每天运送三万一千四百人。市长说它免费。"
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(article)
		for _, words := range []string{"🚋 kostet 3 €", "🇧🇾", "👨‍👩‍👧‍👦 stand", "café a 12 tables", "naïve façade", "الاتفاق عمره 25 عاماً", "נושאת 31,400 נוסעים", "שָׁלוֹם",
			"ผู้โดยสาร 31,400 คน", "ที่นี่", "三万一千四百人", "市长说它免费。"} {
			c := st.Claim(a.ID, words)
			d := st.Detail(c.ID)
			if d.Line.Places[0].Quote != words || c.Wording != words || !strings.Contains(d.Sentence, words) {
				t.Errorf("selected %q, quoted %q, in %q", words, d.Line.Places[0].Quote, d.Sentence)
			}
			if got := d.Sentence; string([]rune(got)[d.QuoteAt.Start:d.QuoteAt.End]) != words {
				t.Errorf("%q is not at %v of %q", words, d.QuoteAt, got)
			}
		}
		wantHealthy(t, s)
	})
}

func TestASelectionThatCutsACharacterTakesTheWholeOfIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The family 👨‍👩‍👧‍👦 is there.")
	sel := st.Select(a.ID, "👨‍👩‍👧‍👦")
	sel.End -= 2
	sel.Quote = ""
	c, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: sel})
	if must(t, err); c.Wording != "👨‍👩‍👧‍👦" {
		t.Errorf("the claim is on %q", c.Wording)
	}
}

func TestASelectionIsRefusedUnlessItsWordsStandThere(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("# A heading\n\nThe tram carries 31,400 people a day.\n\nIt opened in 2021.")
		good := st.Select(a.ID, "31,400 people")
		for name, change := range map[string]func(*models.Selection){
			"other words":       func(sel *models.Selection) { sel.Quote = "32,000 people" },
			"words beside it":   func(sel *models.Selection) { sel.Start, sel.End = sel.Start+3, sel.End+3 },
			"nothing":           func(sel *models.Selection) { sel.End, sel.Quote = sel.Start, "" },
			"backwards":         func(sel *models.Selection) { sel.Start, sel.End, sel.Quote = sel.End, sel.Start, "" },
			"past the end":      func(sel *models.Selection) { sel.Start, sel.End, sel.Quote = 1<<40, 1<<41, "" },
			"before the start":  func(sel *models.Selection) { sel.Start, sel.End, sel.Quote = -9, -1, "" },
			"only white space":  func(sel *models.Selection) { sel.Start, sel.End, sel.Quote = 9, 11, "" },
			"only a line break": func(sel *models.Selection) { sel.Start, sel.End, sel.Quote = len("A heading"), len("A heading")+2, "" },
		} {
			sel := good
			change(&sel)
			var wrong *models.Invalid
			if _, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: sel}); !errors.As(err, &wrong) || wrong.Fields["quote"].IsZero() {
				t.Errorf("a claim on %s: %v", name, err)
			}
			if _, err := s.CreateSkip(t.Context(), st.Editor, a.ID, models.NewSkip{Selection: sel}); !errors.As(err, &wrong) {
				t.Errorf("a skip on %s: %v", name, err)
			}
		}
	})
}

func TestASelectionOnAnOlderRevisionIsAConflict(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	c := st.Claim(a.ID, "2021")
	sel := st.Select(a.ID, "31,400 people")
	st.Revise(a.ID, "31,400", "31,500")
	for name, write := range map[string]func() error{
		"claim": func() error {
			_, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: sel})
			return err
		},
		"skip": func() error {
			_, err := s.CreateSkip(t.Context(), st.Editor, a.ID, models.NewSkip{Selection: sel})
			return err
		},
		"place": func() error { return s.AddPlace(t.Context(), st.Editor, c.ID, sel) },
		"move":  func() error { return s.MovePlace(t.Context(), st.Editor, c.ID, 1, sel) },
	} {
		var conflict *models.Conflict
		if err := write(); !errors.As(err, &conflict) || conflict.Fields[0].Yours != "31,400 people" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSeveralClaimsLieOnOneSentenceAndOneClaimInSeveralPlaces(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day. It opened in 2021. The line carries 31,400 people.")
		first, second := st.Claim(a.ID, "tram carries 31,400 people"), st.Claim(a.ID, "31,400 people a day. It opened in 2021")
		must(t, s.AddPlace(t.Context(), st.Editor, first.ID, st.Select(a.ID, "The line carries 31,400 people")))
		w, err := s.Workspace(t.Context(), st.Editor, a.ID)
		must(t, err)
		if w.Coverage.Claimed != 3 || len(w.Claims) != 2 || len(w.Claims[0].Places) != 2 || len(w.Claims[1].Places) != 1 {
			t.Errorf("coverage %+v, claims %+v", w.Coverage, w.Claims)
		}
		must(t, s.RemovePlace(t.Context(), st.Editor, first.ID, 2))
		var refused *models.Refused
		if err := s.RemovePlace(t.Context(), st.Editor, first.ID, 1); !errors.As(err, &refused) {
			t.Errorf("removing the last place answers %v", err)
		}
		if err := s.RemovePlace(t.Context(), st.Editor, first.ID, 2); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("removing it twice answers %v", err)
		}
		must(t, s.MovePlace(t.Context(), st.Editor, second.ID, 1, st.Select(a.ID, "opened in 2021")))
		w, err = s.Workspace(t.Context(), st.Editor, a.ID)
		if must(t, err); w.Coverage.Claimed != 2 || w.Claims[1].Places[0].Quote != "opened in 2021" {
			t.Errorf("after the move: coverage %+v, claims %+v", w.Coverage, w.Claims)
		}
		wantHealthy(t, s)
	})
}

func TestASplitClaimMakesClaimsOnTheSameWords(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Approved(a.ID, "31,400 people a day")
		all, err := s.SplitClaim(t.Context(), st.Editor, c.ID, c.Version, []string{" They are people. ", "", "They are 31,400.", "It is every day."})
		must(t, err)
		var wordings []string
		for _, k := range all {
			wordings = append(wordings, k.Wording)
			if d := st.Detail(k.ID); d.Line.Places[0].Quote != "31,400 people a day" {
				t.Errorf("claim %d is on %q", k.Number, d.Line.Places[0].Quote)
			}
		}
		if !slices.Equal(wordings, []string{"They are people.", "They are 31,400.", "It is every day."}) || all[0].ID != c.ID || all[2].Number != 3 {
			t.Errorf("split into %+v", all)
		}
		var wrong *models.Invalid
		if _, err := s.SplitClaim(t.Context(), st.Editor, all[0].ID, all[0].Version, []string{"One.", " "}); !errors.As(err, &wrong) {
			t.Errorf("a split into one answers %v", err)
		}
		var conflict *models.Conflict
		if _, err := s.SplitClaim(t.Context(), st.Editor, all[0].ID, all[0].Version-1, []string{"One.", "Two."}); !errors.As(err, &conflict) {
			t.Errorf("a split of an older version answers %v", err)
		}
		wantHealthy(t, s)
	})
}

func TestAMergedClaimTakesPlacesEvidenceAndCommentsAlong(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c, other := st.Approved(a.ID, "31,400 people"), st.Approved(a.ID, "opened in 2021")
		_, err := s.CreateComment(t.Context(), st.Second, a.ID, models.CommentForm{ClaimID: other.ID, Body: "Two in one."})
		must(t, err)
		merged, err := s.MergeClaims(t.Context(), st.Editor, c.ID, c.Version, other.ID)
		must(t, err)
		d, gone := st.Detail(c.ID), st.Detail(other.ID)
		if len(d.Line.Places) != 2 || len(d.Evidence) != 2 || len(d.Comments) != 1 || d.Claim.Status != models.ClaimStale {
			t.Errorf("%d places, %d items, %d comments, %s", len(d.Line.Places), len(d.Evidence), len(d.Comments), d.Claim.Status)
		}
		if gone.Claim.Status != models.ClaimWithdrawn || gone.Claim.WithdrawnReason != "Merged into claim 1." {
			t.Errorf("the other is %s: %s", gone.Claim.Status, gone.Claim.WithdrawnReason)
		}
		if merged.Status != d.Claim.Status || merged.Fingerprint != d.Claim.Fingerprint || merged.Version != d.Claim.Version {
			t.Errorf("answered %+v, kept %+v", merged, d.Claim)
		}
		var wrong *models.Invalid
		if _, err := s.MergeClaims(t.Context(), st.Editor, c.ID, merged.Version, c.ID); !errors.As(err, &wrong) {
			t.Errorf("merging a claim with itself answers %v", err)
		}
		elsewhere := st.Claim(st.Article(twoSentences).ID, "2021")
		if _, err := s.MergeClaims(t.Context(), st.Editor, c.ID, merged.Version, elsewhere.ID); !errors.As(err, &wrong) {
			t.Errorf("merging with a claim of another article answers %v", err)
		}
		wantHealthy(t, s)
	})
}

func TestASkipSnapsToWholeSentences(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	skip := st.Skip(a.ID, "day. It")
	w, err := s.Workspace(t.Context(), st.Editor, a.ID)
	must(t, err)
	var quotes []string
	for _, k := range w.Skips {
		quotes = append(quotes, k.Anchor.Quote)
	}
	if w.Coverage.Skipped != 2 || strings.Join(quotes, " ") != twoSentences {
		t.Errorf("coverage %+v, skips on %q", w.Coverage, quotes)
	}
	must(t, s.WithdrawSkip(t.Context(), st.Editor, skip.ID))
	must(t, s.WithdrawSkip(t.Context(), st.Editor, skip.ID))
	w, err = s.Workspace(t.Context(), st.Editor, a.ID)
	if must(t, err); w.Coverage.Open() != 2 || len(w.Skips) != 0 {
		t.Errorf("after taking it back: %+v", w.Coverage)
	}
}

func TestASuggestionIsAcceptedOnceAndADismissedOneStaysAway(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day. Sales rose by 12 percent in 2023. The port earned 400 million euros in 2022.")
		w, err := s.Workspace(t.Context(), st.Editor, a.ID)
		must(t, err)
		if len(w.Suggestions) != 3 {
			t.Fatalf("suggestions %+v", w.Suggestions)
		}
		c, err := s.AcceptSuggestion(t.Context(), st.Editor, a.ID, a.RevisionID, 0)
		must(t, err)
		if c.Kind != models.KindNumber || c.Wording != w.Document.Slice(w.Suggestions[0].Span) {
			t.Errorf("made claim %+v", c)
		}
		must(t, s.DismissSuggestion(t.Context(), st.Editor, a.ID, a.RevisionID, 1))
		must(t, s.DismissSuggestion(t.Context(), st.Editor, a.ID, a.RevisionID, 1))
		for _, prefix := range []string{"", "A new beginning.\n\n"} {
			if prefix != "" {
				st.Revise(a.ID, "The tram", prefix+"The tram")
			}
			w, err = s.Workspace(t.Context(), st.Editor, a.ID)
			if must(t, err); len(w.Suggestions) != 1 || !strings.Contains(w.Document.Slice(w.Suggestions[0].Span), "400 million") {
				t.Errorf("suggestions are left: %+v", w.Suggestions)
			}
		}
		if _, err := s.AcceptSuggestion(t.Context(), st.Editor, a.ID, w.Revision.ID, 0); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a suggestion that is none answers %v", err)
		}
	})
}

func TestAClaimsNeighboursFollowTheText(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	last, first, middle := st.Claim(a.ID, "2021"), st.Claim(a.ID, "tram"), st.Claim(a.ID, "31,400")
	d := st.Detail(middle.ID)
	if d.Previous != first.ID || d.Next != last.ID || d.Position != 2 || d.Total != 3 {
		t.Errorf("between %d and %d, %d of %d", d.Previous, d.Next, d.Position, d.Total)
	}
}

func TestAnArticleWithoutTextOrTitleIsRefused(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	for field, n := range map[string]models.NewArticle{
		"text":  {Details: models.ArticleForm{Title: "T"}, Document: text.Parse(" ")},
		"title": {Details: models.ArticleForm{Title: " "}, Document: text.Parse("Words.")},
	} {
		var wrong *models.Invalid
		if _, err := s.CreateArticle(t.Context(), st.Editor, n); !errors.As(err, &wrong) || wrong.Fields[field].IsZero() {
			t.Errorf("no %s: %v", field, err)
		}
	}
}
