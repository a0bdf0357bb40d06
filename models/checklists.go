package models

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"stet/models/message"

	"gorm.io/gorm/clause"
)

const (
	maxItems     = 30  // of a checklist
	maxItemWords = 300 // code points
)

// ChecklistForm is a checklist as an admin edits it.
type ChecklistForm struct {
	Kind     Kind
	Version  int // that it was made from
	Required bool
	Items    []string // one a line
}

// TickForm is an answer to an item.
type TickForm struct {
	ItemID int64
	Answer TickAnswer
	Reason string // why it does not apply
}

// seedChecklists adds the shipped checklists of the kinds that have none yet.
func (s *Store) seedChecklists() error {
	return s.Tx(context.Background(), func(tx *Store) error {
		var known []Kind
		if err := tx.db.Model(&Checklist{}).Distinct("kind").Pluck("kind", &known).Error; err != nil {
			return fmt.Errorf("look for checklists: %w", err)
		}
		for _, kind := range Kinds {
			if slices.Contains(known, kind) {
				continue
			}
			if err := tx.addChecklist(&Checklist{Kind: kind, Version: 1}, shippedChecklists()[kind]); err != nil {
				return err
			}
		}
		return nil
	})
}

// addChecklist stores a version of a checklist with its items, of which it takes
// those that there are.
func (s *Store) addChecklist(c *Checklist, words []string) error {
	if err := s.db.Create(c).Error; err != nil {
		return fmt.Errorf("store the checklist of %s: %w", c.Kind, err)
	}
	if len(words) == 0 {
		return nil
	}
	var items []ChecklistItem
	for _, w := range words {
		items = append(items, ChecklistItem{Kind: c.Kind, Words: w})
	}
	if err := s.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&items).Error; err != nil {
		return fmt.Errorf("store the items of the checklist of %s: %w", c.Kind, err)
	}
	if err := s.db.Where("kind = ? AND words IN ?", c.Kind, words).Find(&c.Items).Error; err != nil {
		return fmt.Errorf("load the items of the checklist of %s: %w", c.Kind, err)
	}
	at := func(i ChecklistItem) int { return slices.Index(words, i.Words) }
	slices.SortFunc(c.Items, func(a, b ChecklistItem) int { return at(a) - at(b) })
	lines := make([]map[string]any, 0, len(c.Items))
	for n, i := range c.Items {
		lines = append(lines, map[string]any{"checklist_id": c.ID, "position": n + 1, "item_id": i.ID})
	}
	if err := s.db.Table("checklist_lines").Create(lines).Error; err != nil {
		return fmt.Errorf("store the lines of the checklist of %s: %w", c.Kind, err)
	}
	return nil
}

// Checklists lists the newest version of the checklist of every kind, in the
// order of the kinds.
func (s *Store) Checklists(ctx context.Context) ([]Checklist, error) {
	all := make([]Checklist, 0, len(Kinds))
	for _, kind := range Kinds {
		c, err := s.checklist(ctx, kind)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// checklist is the newest version of a kind's checklist.
func (s *Store) checklist(ctx context.Context, kind Kind) (Checklist, error) {
	return s.checklistVersion(ctx, kind, 0)
}

// checklistVersion is one version of it, for 0 the newest.
func (s *Store) checklistVersion(ctx context.Context, kind Kind, version int) (Checklist, error) {
	var c Checklist
	if err := first(s.read.WithContext(ctx).Where("kind = ? AND (version = ? OR ? = 0)", kind, version, version).Order("version DESC").First(&c).Error, "load the checklist of", kind); err != nil {
		return c, err
	}
	err := s.read.WithContext(ctx).Raw("SELECT i.* FROM checklist_lines l JOIN checklist_items i ON i.id = l.item_id WHERE l.checklist_id = ? ORDER BY l.position", c.ID).Scan(&c.Items).Error
	if err != nil {
		return c, fmt.Errorf("load the items of the checklist of %s: %w", kind, err)
	}
	return c, nil
}

// EditChecklist saves a new version of a kind's checklist. Only an admin may.
// What was submitted and approved before stays so.
func (s *Store) EditChecklist(ctx context.Context, actor User, form ChecklistForm) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	if !slices.Contains(Kinds, form.Kind) {
		return fmt.Errorf("edit the checklist of %q: %w", form.Kind, ErrNotFound)
	}
	form.Items = slices.DeleteFunc(mapped(form.Items, tidy), func(w string) bool { return w == "" })
	if err := form.check(); err != nil {
		return fmt.Errorf("edit the checklist of %s: %w", form.Kind, err)
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := first(tx.locking("").Where("kind = ? AND version = 1", form.Kind).First(&Checklist{}).Error, "lock the checklist of", form.Kind); err != nil {
			return err
		}
		was, err := tx.checklist(ctx, form.Kind)
		if err != nil {
			return err
		}
		if slices.Equal(was.words(), form.Items) && was.Required == form.Required {
			return nil
		}
		if form.Version != was.Version {
			return tx.checklistConflict(ctx, was, form)
		}
		now := tx.now()
		c := Checklist{Kind: form.Kind, Version: was.Version + 1, Required: form.Required, CreatedBy: &actor.ID, CreatedAt: &now}
		if err := tx.addChecklist(&c, form.Items); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, ChecklistEdited, Detail{Name: string(form.Kind), Number: c.Version})
	})
	if err != nil {
		return fmt.Errorf("edit the checklist of %s: %w", form.Kind, err)
	}
	return nil
}

// checklistConflict brings what was typed together with the newest version, both
// made from the version that the form began with.
func (s *Store) checklistConflict(ctx context.Context, is Checklist, form ChecklistForm) error {
	c := &Conflict{What: message.New("the checklist of %s claims", form.Kind), Who: s.who(value(is.CreatedBy)), Version: int64(is.Version),
		Fields: []ConflictField{proseField("items", "Items, one a line", strings.Join(form.Items, "\n"), strings.Join(is.words(), "\n"))}}
	began, err := s.checklistVersion(ctx, form.Kind, form.Version)
	if errors.Is(err, ErrNotFound) {
		return c
	}
	if err == nil {
		c.Rebase(map[string]string{"items": strings.Join(began.words(), "\n")})
		err = c
	}
	return err
}

// words are what the items of a checklist say.
func (c Checklist) words() []string {
	return mapped(c.Items, func(i ChecklistItem) string { return i.Words })
}

func mapped[T, U any](all []T, do func(T) U) []U {
	made := make([]U, 0, len(all))
	for _, v := range all {
		made = append(made, do(v))
	}
	return made
}

func (f ChecklistForm) check() error {
	c := checks{}
	c.need(len(f.Items) <= maxItems, "items", "Keep it to %d items: nobody reads on.", maxItems)
	for n, words := range f.Items {
		c.need(utf8.RuneCountInString(words) <= maxItemWords, "items", "An item is too long. Keep each to %d characters.", maxItemWords)
		c.need(!slices.Contains(f.Items[:n], words), "items", "This stands there twice: “%s”", words)
	}
	c.need(!f.Required || len(f.Items) > 0, "items", "A list that must be done needs at least one item.")
	return c.err()
}

// TickItem answers an item of the checklist of a claim's kind, or takes the
// answer back.
func (s *Store) TickItem(ctx context.Context, actor User, claimID int64, form TickForm) error {
	action, known := map[TickAnswer]Action{TickDone: ItemTicked, TickAside: ItemSetAside, TickOpen: ItemUnticked}[form.Answer]
	if !known {
		return invalid("answer", "Tick the item, say why it does not apply, or take the answer back.")
	}
	form.Reason = tidy(form.Reason)
	return s.change(ctx, actor, claimID, action, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		list, err := tx.checklistOf(ctx, *f)
		if err != nil {
			return Detail{}, err
		}
		at := slices.IndexFunc(list.Items, func(i ChecklistItem) bool { return i.ID == form.ItemID })
		if at < 0 {
			return Detail{}, refuse("This item is not on the checklist of the claim any more. Look at the list as it is now.")
		}
		wrong := checks{}
		wrong.need(form.Answer != TickAside || form.Reason != "", "why", "Say why it does not apply.")
		wrong.need(utf8.RuneCountInString(form.Reason) <= maxItemWords, "why", "Say it in at most %d characters.", maxItemWords)
		if err := wrong.err(); err != nil {
			return Detail{}, err
		}
		if form.Answer != TickAside {
			form.Reason = ""
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"why": form.Reason}); err != nil {
			return Detail{}, err
		}
		tick := Tick{ArticleID: a.ID, ClaimID: claimID, ChecklistID: list.ID, ItemID: form.ItemID, Answer: form.Answer, Reason: form.Reason,
			About: f.ingredients().Words(), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.db.Create(&tick).Error; err != nil {
			return Detail{}, fmt.Errorf("store tick: %w", err)
		}
		return Detail{Name: list.Items[at].Words, Reason: form.Reason}, nil
	})
}

// checklistOf is the checklist of a claim's kind with the newest ticks.
func (s *Store) checklistOf(ctx context.Context, f claimFacts) (Checklist, error) {
	all, err := s.checklistsOf(ctx, []claimFacts{f})
	return all[f.Claim.ID], err
}

// itemRow is an item of the checklist of a claim with its newest tick.
type itemRow struct {
	ClaimID  int64
	Kind     Kind
	ID       int64 // of the checklist
	Version  int
	Required bool
	ItemID   int64
	Words    string
	TickID   *int64
	ListedOn int64 // the checklist that it was answered on
	Answer   TickAnswer
	Reason   string
	About    string
	TickedBy int64
	TickedAt *time.Time
}

// checklistsOf are the checklists of claims, by claim, with the newest ticks.
func (s *Store) checklistsOf(ctx context.Context, claims []claimFacts) (map[int64]Checklist, error) {
	about := make(map[int64]string, len(claims))
	for _, f := range claims {
		about[f.Claim.ID] = f.ingredients().Words()
	}
	var rows []itemRow
	err := s.read.WithContext(ctx).Raw(`SELECT c.id AS claim_id, c.kind, k.id, k.version, k.required, i.id AS item_id, i.words, t.id AS tick_id, COALESCE(t.checklist_id, 0) AS listed_on,
			COALESCE(t.answer, '') AS answer, COALESCE(t.reason, '') AS reason, COALESCE(t.about, '') AS about, COALESCE(t.created_by, 0) AS ticked_by, t.created_at AS ticked_at
		FROM claims c JOIN checklists k ON k.kind = c.kind AND k.version = (SELECT MAX(version) FROM checklists n WHERE n.kind = c.kind)
		JOIN checklist_lines l ON l.checklist_id = k.id JOIN checklist_items i ON i.id = l.item_id
		LEFT JOIN ticks t ON t.id = (SELECT MAX(id) FROM ticks n WHERE n.claim_id = c.id AND n.item_id = i.id)
		WHERE c.id IN ? ORDER BY c.id, l.position`, slices.Collect(maps.Keys(about))).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load the checklists of claims: %w", err)
	}
	lists := make(map[int64]Checklist, len(claims))
	for _, r := range rows {
		list := lists[r.ClaimID]
		list.ID, list.Kind, list.Version, list.Required = r.ID, r.Kind, r.Version, r.Required
		list.Items = append(list.Items, r.item(about[r.ClaimID]))
		lists[r.ClaimID] = list
	}
	return lists, nil
}

// item is the item of a row, on a claim with these words.
func (r itemRow) item(about string) ChecklistItem {
	i := ChecklistItem{ID: r.ItemID, Kind: r.Kind, Words: r.Words}
	if r.TickID != nil {
		i.Tick = &Tick{ID: *r.TickID, ClaimID: r.ClaimID, ChecklistID: r.ListedOn, ItemID: r.ItemID, Answer: r.Answer, Reason: r.Reason, About: r.About, CreatedBy: r.TickedBy, CreatedAt: *r.TickedAt}
		i.Aged = r.About != about
	}
	return i
}
