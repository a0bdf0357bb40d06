package main

import (
	"slices"
	"time"

	"stet/models"
)

// shareOut makes two sections with members and rules, gives claims to people, and
// sends one of them away.
func (d *demo) shareOut(now time.Time) {
	away := d.person("tomas@demo.example", "Tomás Vidal", models.RoleEditor)
	everybody := []int64{d.editor.ID, d.second.ID, d.reviewer.ID}
	world := d.section("World", models.SectionForm{ReviewersHigh: 2, Members: everybody})
	d.section("City", models.SectionForm{Members: append(slices.Clone(everybody), away.ID)})
	d.do(func() error {
		return d.store.SetAssignRules(d.ctx, d.admin, models.AssignRulesForm{Was: models.StampOfRules(nil, false), Rules: []models.AssignRule{
			{Kind: models.KindLegal, UserID: &d.reviewer.ID}, {Kind: models.KindNumber, SectionID: &world, UserID: &d.second.ID}, {}}})
	})
	d.do(func() error {
		desk, err := d.store.Desk(d.ctx, d.editor, models.DeskQuery{})
		if err != nil {
			return err
		}
		for _, row := range desk.Rows {
			if err := d.hand(row.Article, away, now); err != nil {
				return err
			}
		}
		return nil
	})
	d.do(func() error {
		from, until := now.Truncate(24*time.Hour), now.Truncate(24*time.Hour).Add(6*24*time.Hour)
		return d.store.SetAway(d.ctx, d.admin, away.ID, models.AwayForm{From: &from, Until: &until, StandInID: &d.editor.ID})
	})
}

func (d *demo) section(name string, f models.SectionForm) (id int64) {
	d.do(func() error {
		x, err := d.store.CreateSection(d.ctx, d.admin, name)
		if err != nil {
			return err
		}
		id, f.Version, f.Name = x.ID, x.Version, name
		return d.store.EditSection(d.ctx, d.admin, x.ID, f)
	})
	return id
}

// hand gives the only claim of an article that is nobody's to a colleague, with a
// note, and the first of several to somebody who is about to leave.
func (d *demo) hand(a models.Article, leaves models.User, now time.Time) error {
	board, err := d.store.Assigning(d.ctx, d.editor, a.ID)
	if err != nil {
		return err
	}
	var free []int64
	for _, c := range board.Claims {
		if c.AssigneeID == nil {
			free = append(free, c.ID)
		}
	}
	late, soon := now.Add(-2*time.Hour), now.Add(5*time.Hour)
	switch len(free) {
	case 0:
		return nil
	case 1:
		return d.store.AssignClaims(d.ctx, d.editor, a.ID, models.AssignForm{Claims: free, PersonID: &d.second.ID, DueAt: &soon,
			Note: "I looked through the annual reports up to 2022. The one for 2023 is not online; the press office calls back."})
	}
	return d.store.AssignClaims(d.ctx, d.editor, a.ID, models.AssignForm{Claims: free[:1], PersonID: &leaves.ID, DueAt: &late})
}
