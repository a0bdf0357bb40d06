package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/models/message"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Sections lists every section with its members, closed ones last, by name.
func (s *Store) Sections(ctx context.Context, actor User) ([]Section, error) {
	var all []Section
	if err := s.read.WithContext(ctx).Order("(closed_at IS NOT NULL), LOWER(name), id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the sections: %w", err)
	}
	members, err := s.membersOf(ctx)
	if err != nil {
		return nil, err
	}
	articles, err := s.countBy(ctx, `SELECT x.id AS claim_id, COUNT(*) AS n FROM sections x JOIN articles a ON a.section = x.name
		WHERE a.status = 'checking' AND a.id NOT IN (?) GROUP BY x.id`, hiddenFrom(actor))
	for i := range all {
		all[i].Members, all[i].Articles = members[all[i].ID], articles[all[i].ID]
	}
	return all, err
}

// Section loads one section with its members.
func (s *Store) Section(ctx context.Context, id int64) (Section, error) {
	var x Section
	if err := first(s.read.WithContext(ctx).First(&x, id).Error, "load section", id); err != nil {
		return x, err
	}
	err := s.read.WithContext(ctx).Table("section_members").Where("section_id = ?", id).Order("user_id").Pluck("user_id", &x.Members).Error
	if err != nil {
		return x, fmt.Errorf("list the members of section %d: %w", id, err)
	}
	return x, nil
}

// membersOf are the ids of the members of every section, in order.
func (s *Store) membersOf(ctx context.Context) (map[int64][]int64, error) {
	var rows []struct{ SectionID, UserID int64 }
	if err := s.read.WithContext(ctx).Table("section_members").Order("section_id, user_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the members of sections: %w", err)
	}
	all := map[int64][]int64{}
	for _, r := range rows {
		all[r.SectionID] = append(all[r.SectionID], r.UserID)
	}
	return all, nil
}

// sectionNamed is the section that an article names; one without a name or an id
// where it is none of these.
func (s *Store) sectionNamed(name string) (Section, error) {
	var found []Section
	if name == "" {
		return Section{}, nil
	}
	if err := s.read.Where("name = ?", name).Limit(1).Find(&found).Error; err != nil || len(found) == 0 {
		return Section{}, err
	}
	return found[0], nil
}

// CreateSection makes a section. Only an admin may.
func (s *Store) CreateSection(ctx context.Context, actor User, name string) (Section, error) {
	if err := mayManage(actor); err != nil {
		return Section{}, err
	}
	x := Section{Name: tidy(name), Version: 1}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := (SectionForm{Name: x.Name}).check(defaultSettings()); err != nil {
			return err
		}
		done := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&x)
		if done.Error == nil && done.RowsAffected == 0 {
			return invalid("name", "There is a section of this name already.")
		}
		if done.Error != nil {
			return done.Error
		}
		return tx.record(actor, nil, nil, SectionCreated, Detail{Name: x.Name})
	})
	if err != nil {
		return Section{}, fmt.Errorf("create section: %w", err)
	}
	return x, nil
}

// EditSection changes a section's name, members and defaults, closes it or opens
// it again. Only an admin may. Articles that name it go with a new name. A new
// number of reviewers counts for claims made, or whose risk is changed, from
// then on, as that of the settings does: who manages sections approves nothing.
func (s *Store) EditSection(ctx context.Context, actor User, id int64, f SectionForm) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	f.Name = tidy(f.Name)
	slices.Sort(f.Members)
	f.Members = slices.Compact(f.Members)
	err := s.Tx(ctx, func(tx *Store) error {
		x, err := tx.lockSection(ctx, id)
		if err != nil {
			return err
		}
		if f.Version != x.Version {
			return f.conflict(x)
		}
		if err := tx.checkSection(ctx, x, f); err != nil {
			return err
		}
		changed := f.changes(x)
		if len(changed) == 0 {
			return nil
		}
		if err := tx.saveSection(x, f); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, SectionEdited, Detail{Name: f.Name, Fields: changed})
	})
	if err != nil {
		return fmt.Errorf("edit section %d: %w", id, err)
	}
	return nil
}

// lockSection holds a section for this transaction.
func (s *Store) lockSection(ctx context.Context, id int64) (Section, error) {
	if err := first(s.locking("").First(&Section{}, id).Error, "load section", id); err != nil {
		return Section{}, err
	}
	return s.Section(ctx, id)
}

// checkSection says what is wrong with what a section is to be.
func (s *Store) checkSection(ctx context.Context, x Section, f SectionForm) error {
	set, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	if err := f.check(set); err != nil {
		return err
	}
	c := checks{}
	if f.ScaleID != nil {
		_, err := s.scale(*f.ScaleID)
		c.need(err == nil, "scale", "Choose one of the scales.")
	}
	var known, taken int64
	if err := s.db.Model(&User{}).Where("id IN ?", f.Members).Count(&known).Error; err != nil {
		return err
	}
	if err := s.db.Model(&Section{}).Where("name = ? AND id <> ?", f.Name, x.ID).Count(&taken).Error; err != nil {
		return err
	}
	c.need(int(known) == len(f.Members), "members", "Choose the members from the list.")
	c.need(taken == 0, "name", "There is a section of this name already.")
	return c.err()
}

// saveSection writes a section's fields as its next version.
func (s *Store) saveSection(x Section, f SectionForm) error {
	is := Section{Name: f.Name, ScaleID: f.ScaleID, ReviewersNormal: f.ReviewersNormal, ReviewersHigh: f.ReviewersHigh, Version: x.Version + 1, ClosedAt: x.ClosedAt}
	switch now := s.now(); {
	case !f.Closed:
		is.ClosedAt = nil
	case x.ClosedAt == nil:
		is.ClosedAt = &now
	}
	if err := s.db.Model(&Section{}).Where("id = ?", x.ID).Select("name", "scale_id", "reviewers_normal", "reviewers_high", "version", "closed_at").Updates(is).Error; err != nil {
		return err
	}
	if f.Name != x.Name { // a form of an article that says the old name is overtaken
		if err := s.db.Exec("UPDATE articles SET section = ?, version = version + 1 WHERE section = ?", f.Name, x.Name).Error; err != nil {
			return fmt.Errorf("rename the section of articles: %w", err)
		}
	}
	if err := s.db.Exec("DELETE FROM section_members WHERE section_id = ?", x.ID).Error; err != nil {
		return err
	}
	for _, userID := range f.Members {
		if err := s.db.Exec("INSERT INTO section_members (section_id, user_id) VALUES (?, ?)", x.ID, userID).Error; err != nil {
			return err
		}
	}
	return nil
}

func (f SectionForm) conflict(x Section) error {
	return &Conflict{What: message.New("the section %s", x.Name), Who: message.New(anotherAdmin), Version: int64(x.Version), Fields: []ConflictField{valueField("name", "Name", f.Name, x.Name)}}
}

// reviewersFor is how many must approve a claim of a risk in an article that
// names a section.
func (s *Store) reviewersFor(ctx context.Context, section string, r Risk) (int, error) {
	settings, err := s.Settings(ctx)
	if err != nil {
		return 0, err
	}
	x, err := s.sectionNamed(section)
	return x.Reviewers(settings, r), err
}

// raiseReviewers gives the claims of an article that has moved to another section
// what that wants, and never less than they wanted: who moves an article
// approves nothing in it.
func (s *Store) raiseReviewers(ctx context.Context, a Article) error {
	for _, risk := range Risks {
		n, err := s.reviewersFor(ctx, a.Section, risk)
		if err != nil {
			return err
		}
		if err := s.db.Exec("UPDATE claims SET reviewers_needed = ? WHERE article_id = ? AND risk = ? AND reviewers_needed < ?", n, a.ID, risk, n).Error; err != nil {
			return fmt.Errorf("say how many reviewers the claims of article %d want: %w", a.ID, err)
		}
	}
	return nil
}

// ownSections asks for the names of the open sections that somebody is a member of.
func ownSections(actor User) clause.Expr {
	return gorm.Expr("SELECT x.name FROM sections x JOIN section_members m ON m.section_id = x.id WHERE m.user_id = ? AND x.closed_at IS NULL", actor.ID)
}

// sectionsFor lists the names of the sections that can be asked for, and which of
// them are the actor's own: open sections, and those that articles name, jumping
// from one to the next in the index.
func (s *Store) sectionsFor(ctx context.Context, actor User) (all, own []string, err error) {
	var rows []struct {
		Section string
		Own     bool
	}
	err = s.read.WithContext(ctx).Raw(`WITH RECURSIVE s (section) AS (
			SELECT MIN(section) FROM articles WHERE section > '' AND id NOT IN (?)
			UNION ALL SELECT (SELECT MIN(section) FROM articles WHERE section > s.section AND id NOT IN (?)) FROM s WHERE s.section IS NOT NULL)
		SELECT section, FALSE AS own FROM (SELECT section FROM s WHERE section IS NOT NULL LIMIT ?) q UNION SELECT name, FALSE FROM sections WHERE closed_at IS NULL
		UNION SELECT name, TRUE FROM sections WHERE name IN (?) ORDER BY 1, 2`, hiddenFrom(actor), hiddenFrom(actor), maxSections, ownSections(actor)).Scan(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("list the sections: %w", err)
	}
	for _, r := range rows {
		if r.Own {
			own = append(own, r.Section)
		} else {
			all = append(all, r.Section)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return all, own, nil
}
