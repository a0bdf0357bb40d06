package models_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// restricted is a scene whose article exists for its editor, and who else is
// named, alone.
func restricted(t *testing.T, s *models.Store, named ...func(*modelstest.Story) models.User) (*modelstest.Story, *scene) {
	t.Helper()
	st, c := setScene(t, s)
	var ids []int64
	for _, who := range named {
		ids = append(ids, who(st).ID)
	}
	must(t, s.RestrictArticle(c.ctx, st.Editor, c.article.ID, ids))
	return st, c
}

func theReviewer(st *modelstest.Story) models.User { return st.Reviewer }
func theViewer(st *modelstest.Story) models.User   { return st.Viewer }

// lists is all that somebody reads in lists and finds by searches.
func lists(t *testing.T, s *models.Store, who models.User) string {
	t.Helper()
	var all strings.Builder
	ctx := context.Background()
	add := func(what string, found any, err error) {
		must(t, err)
		fmt.Fprintf(&all, "%s: %+v\n", what, found)
	}
	for _, tab := range models.DeskTabs {
		for _, search := range []string{"", "tram", "31,400", "harbour", "2021"} {
			d, err := s.Desk(ctx, who, models.DeskQuery{Tab: tab, Search: search})
			d.People = nil
			add(string(tab)+search, d, err)
		}
	}
	for _, sort := range models.QueueSorts {
		q, err := s.Queue(ctx, who, sort)
		add("queue", q, err)
	}
	for _, words := range []string{"", "counts", "source"} {
		rows, next, err := s.Sources(ctx, who, words, 0)
		for i := range rows { // as it stands, whoever wrote on it
			rows[i].Source = models.Source{ID: rows[i].ID, Title: rows[i].Title}
		}
		add("sources", fmt.Sprintf("%+v %d", rows, next), err)
		found, err := s.FindSources(ctx, who, words)
		add("found", len(found), err)
	}
	sections, err := s.Sections(ctx, who)
	add("sections", sections, err)
	loads, err := s.Loads(ctx, who)
	for i := range loads {
		loads[i].User = models.User{ID: loads[i].User.ID}
	}
	add("loads", loads, err)
	numbers, err := s.Numbers(ctx, who, models.NumbersQuery{})
	add("numbers", counts(numbers), err)
	r, err := s.Retention(ctx, who)
	add("retention", fmt.Sprintf("%+v %+v %+v", r.Due, r.Held, r.Deletions), err)
	return all.String()
}

// counts is what numbers count and which shares that is; how long things take moves on.
func counts(n models.Numbers) string {
	var all strings.Builder
	fmt.Fprintln(&all, n.Sections)
	for _, t := range n.Tables {
		for _, r := range t.Rows {
			for i, c := range t.Columns {
				if c.Unit != models.UnitHours {
					fmt.Fprintln(&all, t.Title, r.Label, c.Title(), c.Unit.Write(r.Values[i]))
				}
			}
		}
	}
	return all.String()
}

func TestListsAndSearchesAreThoseOfANewsroomWithoutTheArticle(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		open := st.Article("The harbour ferry sank in 1987.")
		waits := st.Claim(open.ID, "1987")
		st.EvidenceFrom(waits.ID, "Counts of the ferry")
		st.Propose(waits, "correct")
		shared, err := s.EvidenceItem(t.Context(), st.Editor, st.EvidenceFrom(st.Claim(open.ID, "ferry").ID, "Counts of the harbour").ID)
		must(t, err)
		before := lists(t, s, st.Other)

		hidden, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The harbour tram", Section: "Secrets"}, Document: text.Parse("The tram carries 31,400 people a day.")})
		must(t, err)
		claim := st.Claim(hidden.ID, "31,400 people")
		_, err = s.CreateEvidence(t.Context(), st.Editor, claim.ID, models.EvidenceForm{Relation: models.Supports, SourceID: *shared.SourceID, Locator: "p. 1"})
		must(t, err)
		own := st.EvidenceFrom(claim.ID, "Counts of the tram")
		st.Propose(claim, "correct")
		must(t, s.PlaceHold(t.Context(), st.Editor, hidden.ID, 0, "We are sued."))
		must(t, s.PlaceHold(t.Context(), st.Editor, 0, *own.SourceID, "We are sued."))
		must(t, s.Exec("INSERT INTO due_deletions (class, subject_id, listed_at) SELECT 'unpublished', id, created_at FROM articles WHERE id = "+fmt.Sprint(hidden.ID)))
		must(t, s.RestrictArticle(t.Context(), st.Editor, hidden.ID, nil))
		if after := lists(t, s, st.Other); after != before {
			t.Errorf("somebody outside reads\n%s\ninstead of\n%s", after, before)
		}
		if inside := lists(t, s, st.Editor); !strings.Contains(inside, "The harbour tram") || !strings.Contains(inside, "Counts of the tram") || !strings.Contains(inside, "Secrets") {
			t.Error("the editor does not find it")
		}
		d, err := s.SourceDetail(t.Context(), st.Other, *shared.SourceID)
		if must(t, err); len(d.Uses) != 1 {
			t.Errorf("somebody outside sees %d uses of the source", len(d.Uses))
		}
		must(t, s.LiftRestriction(t.Context(), st.Editor, hidden.ID))
		if after := lists(t, s, st.Other); !strings.Contains(after, "The harbour tram") || !strings.Contains(after, "Secrets") {
			t.Error("nobody finds it after the restriction is lifted")
		}
	})
}

func TestASourceThatOnlyARestrictedArticleNamedStaysHidden(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := restricted(t, s)
	hidden := *c.evidence.SourceID
	if _, err := s.Source(c.ctx, st.Second, hidden); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("it exists for somebody outside: %v", err)
	}
	must(t, c.writes()["WithdrawEvidence"](st.Editor)) // and now nothing rests on it
	if _, err := s.Source(c.ctx, st.Second, hidden); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("it exists after its evidence was withdrawn: %v", err)
	}
	o, err := s.Source(c.ctx, st.Editor, hidden)
	must(t, err)
	open := st.Claim(st.Article("The ferry sank in 1987.").ID, "1987")
	alike, err := s.CreateEvidence(c.ctx, st.Second, open.ID, models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Type: o.Type, Tier: o.Tier, Title: o.Title, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn}})
	must(t, err)
	if *alike.SourceID == hidden {
		t.Error("somebody outside was given the record of the restricted article")
	}
	other := models.SourceForm{Version: 1, Type: o.Type, Title: "The register", OriginID: hidden}
	var wrong *models.Invalid
	if _, err := s.EditSource(c.ctx, st.Second, *alike.SourceID, other); !errors.As(err, &wrong) {
		t.Errorf("tracing to it answers %v", err)
	}
	if _, err = s.EditSource(c.ctx, st.Editor, *alike.SourceID, other); err != nil {
		t.Fatal(err)
	}
	other.Version, other.OriginID = 2, 0
	edited, err := s.EditSource(c.ctx, st.Second, *alike.SourceID, other)
	if must(t, err); edited.OriginID == nil || *edited.OriginID != hidden {
		t.Error("whoever does not know of the origin took it away")
	}
	d, err := s.SourceDetail(c.ctx, st.Second, *alike.SourceID)
	if must(t, err); d.Origin != nil {
		t.Error("the origin is shown to somebody outside")
	}
	if _, err := s.CreateEvidence(c.ctx, st.Second, open.ID, models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", SourceID: hidden}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("somebody outside used it: %v", err)
	}
}

func TestSomebodyWhoMayNameOthersStaysNamed(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "T", AuthorID: &st.Second.ID}, Document: text.Parse("It opened in 1998.")})
		must(t, err)
		must(t, s.RestrictArticle(t.Context(), st.Editor, a.ID, []int64{st.Viewer.ID}))
		named := func() string {
			r, err := s.Restriction(t.Context(), st.Editor, a.ID)
			must(t, err)
			var names []string
			for _, n := range r.Named {
				names = append(names, r.People[n.UserID].Name)
			}
			return strings.Join(names, ", ")
		}
		if got, want := named(), strings.Join([]string{st.Editor.Name, st.Second.Name, st.Viewer.Name}, ", "); len(got) != len(want) {
			t.Errorf("named are %s, want %s", got, want)
		}
		refused := func(what string, err error) {
			t.Helper()
			if r := (*models.Refused)(nil); !errors.As(err, &r) {
				t.Errorf("%s answers %v", what, err)
			}
		}
		refused("a viewer who names somebody", s.NamePerson(t.Context(), st.Viewer, a.ID, st.Other.ID))
		must(t, s.RemovePerson(t.Context(), st.Second, a.ID, st.Second.ID))
		refused("to take the last editor off", s.RemovePerson(t.Context(), st.Editor, a.ID, st.Editor.ID))
		must(t, s.NamePerson(t.Context(), st.Editor, a.ID, st.Reviewer.ID))
		must(t, s.RemovePerson(t.Context(), st.Reviewer, a.ID, st.Editor.ID))
		if _, err := s.Article(t.Context(), st.Editor, a.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("it exists for who is off the list: %v", err)
		}
		refused("to restrict it twice", s.RestrictArticle(t.Context(), st.Reviewer, a.ID, nil))
		lines, err := s.History(t.Context(), st.Reviewer, a.ID, 0, 0)
		must(t, err)
		var acts []string
		for _, l := range lines[:5] {
			acts = append(acts, string(l.Action)+" "+l.Detail.Name)
		}
		want := []string{"article.person_removed " + st.Editor.Name, "article.person_named " + st.Reviewer.Name, "article.person_removed " + st.Second.Name}
		if !slices.Equal(acts[:3], want) || !strings.HasPrefix(acts[3], "article.restricted ") || !strings.Contains(acts[3], st.Viewer.Name) {
			t.Errorf("the history says %q", acts)
		}
	})
}

func TestOnlyNamedPeopleAreAssignedAskedOrCalledTheAuthor(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := restricted(t, s, theReviewer)
	var wrong *models.Invalid
	give := models.AssignForm{Claims: []int64{c.claim.ID}, PersonID: &st.Other.ID, Sure: true}
	if err := s.AssignClaims(c.ctx, st.Editor, c.article.ID, give); !errors.As(err, &wrong) {
		t.Errorf("assigning somebody outside answers %v", err)
	}
	give.PersonID = &st.Reviewer.ID
	must(t, s.AssignClaims(c.ctx, st.Editor, c.article.ID, give))
	if _, err := s.CreateComment(c.ctx, st.Editor, c.article.ID, models.CommentForm{Body: "When?", Query: true, OwnerID: &st.Other.ID}); !errors.As(err, &wrong) {
		t.Errorf("asking somebody outside answers %v", err)
	}
	if _, err := s.EditArticle(c.ctx, st.Editor, c.article.ID, models.ArticleForm{Version: c.article.Version, Title: "T", AuthorID: &st.Other.ID}); !errors.As(err, &wrong) {
		t.Errorf("an author outside answers %v", err)
	}
}

func TestItIsSaidWhenTooFewOfTheNamedMayApprove(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := restricted(t, s)
	r, err := s.Restriction(c.ctx, st.Editor, c.article.ID)
	if must(t, err); r.Deciding != 0 || r.Short() != r.Needed || r.Needed == 0 {
		t.Errorf("%d of %d, short of %d", r.Deciding, r.Needed, r.Short())
	}
	must(t, s.NamePerson(c.ctx, st.Editor, c.article.ID, st.Reviewer.ID))
	must(t, s.NamePerson(c.ctx, st.Editor, c.article.ID, st.Other.ID))
	if r, err = s.Restriction(c.ctx, st.Editor, c.article.ID); err != nil || r.Short() != 0 {
		t.Errorf("short of %d, %v", r.Short(), err)
	}
}

func TestTheOperatorOfTheMachineSeesRestrictedArticlesAndNobodyBecomesThem(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := restricted(t, s, theViewer)
	operator, err := s.Operator(c.ctx)
	must(t, err)
	checked, err := s.Checked(c.ctx, operator, c.article.ID, models.ForInternal)
	if must(t, err); !checked.Article.Restricted {
		t.Error("the export does not say that it is restricted")
	}
	same, err := s.UserByEmail(c.ctx, operator.Email)
	must(t, err)
	if _, err := s.Article(c.ctx, same, c.article.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("the account of the operator sees it without the machine: %v", err)
	}
	var refused *models.Refused
	if _, err := s.ImportChecked(c.ctx, operator, checked); !errors.As(err, &refused) {
		t.Errorf("the operator starts an article that nobody sees: %v", err)
	}
	again, err := s.ImportChecked(c.ctx, st.Second, checked)
	if must(t, err); !again.Restricted {
		t.Error("what comes in from a restricted article is everybody's")
	}
	if _, err := s.Article(c.ctx, st.Editor, again.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("it exists for others: %v", err)
	}
	open, err := s.Checked(c.ctx, st.Viewer, c.article.ID, models.ForPublic)
	if must(t, err); open.Article.Restricted {
		t.Error("the public is told that it is restricted")
	}
}

func TestWhatWasDeletedOfARestrictedArticleIsListedToNobody(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, _ := buried(t, st)
		must(t, s.RestrictArticle(t.Context(), st.Editor, a.ID, nil))
		keeps(t, st, models.Periods{Killed: 30})
		passes(t, s, clock, 33)
		due := func(who models.User) int {
			r, err := s.Retention(t.Context(), who)
			must(t, err)
			return len(r.Due)
		}
		if due(st.Editor) != 1 || due(st.Other) != 0 || due(st.Admin) != 0 {
			t.Errorf("the list has %d lines, for somebody outside %d", due(st.Editor), due(st.Other))
		}
		passes(t, s, clock, 9)
		if n := there(t, s, fmt.Sprintf("SELECT 'x' FROM articles WHERE id = %d", a.ID)); n != 0 {
			t.Fatal("it was not deleted")
		}
		r, err := s.Retention(t.Context(), st.Editor)
		if must(t, err); len(r.Deletions) != 0 || there(t, s, "SELECT 'x' FROM deletions") == 0 {
			t.Errorf("listed are %+v", r.Deletions)
		}
	})
}
