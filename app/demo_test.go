package main

import (
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

func TestTheDemoHasFourPeopleAndFourArticlesAtDifferentPoints(t *testing.T) {
	t.Parallel()
	store := modelstest.OpenWith(t, models.Options{Data: t.TempDir()})
	people, err := fillDemo(t.Context(), store, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if len(people) != 4 {
		t.Errorf("%d people", len(people))
	}
	reviewer := people[2]
	var statuses []models.ArticleStatus
	for _, tab := range []models.DeskTab{models.DeskOpen, models.DeskDone} {
		desk, err := store.Desk(t.Context(), reviewer, models.DeskQuery{Tab: tab})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range desk.Rows {
			statuses = append(statuses, r.Article.Status)
		}
	}
	if len(statuses) != 4 || statuses[3] != models.ArticleSignedOff {
		t.Errorf("articles are %v", statuses)
	}
	queue, err := store.Queue(t.Context(), reviewer, models.QueueDeadline)
	if err != nil || len(queue) == 0 {
		t.Errorf("nothing waits for the reviewer: %v, %v", queue, err)
	}
	if notes, err := store.Desk(t.Context(), reviewer, models.DeskQuery{Search: "Rents rose by 38 per cent"}); err != nil || len(notes.Claims) != 1 {
		t.Errorf("the notes of a file became %+v, %v", notes.Claims, err)
	}
	polar, err := store.Desk(t.Context(), reviewer, models.DeskQuery{Search: "polar"})
	if err != nil || len(polar.Rows) != 1 {
		t.Fatalf("the polar station is %+v, %v", polar.Rows, err)
	}
	for who, want := range map[*models.User]int{&reviewer: 4, &people[0]: 3} { // one is for legal
		if d, err := store.Discussion(t.Context(), *who, polar.Rows[0].Article.ID); err != nil || len(d.Comments) != want {
			t.Errorf("%s reads %d comments, %v", who.Name, len(d.Comments), err)
		}
	}
	if found, err := store.Doctor(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("doctor found %v, %v", found, err)
	}
}
