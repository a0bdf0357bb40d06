package main

import (
	"time"

	"stet/models"
	"stet/models/text"
)

// demoQuery is the story of a query on words of an article.
type demoQuery struct {
	words, ask string
	due        time.Time
	answer     string // of the author, by a link; "" where none came
	legal      bool   // for legal to answer, in their lane; otherwise for the author
}

// askOf asks what a story has to ask, and lets the author answer some of it.
func (d *demo) askOf(a models.Article, doc *text.Document, queries []demoQuery) {
	said := map[int64]string{}
	for _, q := range queries {
		on := d.find(a, doc, q.words)
		form := models.CommentForm{On: &on, Body: q.ask, Query: true, ForAuthor: true, DueAt: &q.due}
		if q.legal {
			form.Legal, form.ForAuthor, form.OwnerID = true, false, &d.reviewer.ID
		}
		d.do(func() error {
			m, err := d.store.CreateComment(d.ctx, d.second, a.ID, form)
			if q.answer != "" {
				said[m.ID] = q.answer
			}
			return err
		})
	}
	if len(said) == 0 {
		return
	}
	d.do(func() error {
		token, err := d.store.LinkAuthor(d.ctx, d.second, a.ID, nil)
		if err != nil {
			return err
		}
		return d.store.AnswerAsAuthor(d.ctx, token, "", said)
	})
}

// ofLegal lets somebody see the lane of legal.
func (d *demo) ofLegal(u *models.User) {
	d.do(func() (err error) {
		*u, err = d.store.EditUser(d.ctx, d.admin, u.ID, models.UserForm{Version: u.Version, Name: u.Name, Role: u.Role, Admin: u.Admin, Legal: true, Active: true})
		return err
	})
}

// asksOfVostok are the queries on the piece on the polar station.
func asksOfVostok(deadline time.Time) []demoQuery {
	return []demoQuery{
		{words: "Nobody asked what the union has cost", due: deadline.Add(-2 * time.Hour), ask: "Were there questions at all? The record of the meeting lists none.",
			answer: "There were none: both spoke, the link was cut, and the press left the room. I can say “Nobody could ask”, if that is better."},
		{words: "Lukashenko called the talks useful", due: deadline.Add(-time.Hour), ask: "In which words, and where? I find “useful” only in the agency's summary."},
		{words: "a union on paper", due: deadline.Add(-90 * time.Minute), ask: "Can we stand by “on paper” in a headline if their embassy complains, as it did in March?", legal: true},
	}
}
