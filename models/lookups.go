package models

import (
	"context"
	"encoding/json"
	"fmt"

	"stet/models/message"

	"gorm.io/gorm"
)

// historyPage is how many lines of history are read at once.
const historyPage = 100

// Who stands in a sentence for a person whose name is not known, and who changed
// what only admins can.
const (
	somebody     message.Key = "Somebody"
	anotherAdmin message.Key = "Another admin"
)

// lastActor names who last did an action to an article or a claim; an empty
// action is any.
func (s *Store) lastActor(action Action, articleID, claimID int64) message.Message {
	q := s.db.Model(&Event{}).Order("id DESC").Limit(1)
	if action != "" {
		q = q.Where("action = ?", action)
	}
	if claimID != 0 {
		q = q.Where("claim_id = ?", claimID)
	} else {
		q = q.Where("article_id = ?", articleID)
	}
	var e Event
	if q.Find(&e).Error != nil || e.ID == 0 {
		return message.New(somebody)
	}
	return s.who(e.ActorID)
}

// who is a person's name, to be said in a sentence.
func (s *Store) who(userID int64) message.Message {
	var u User
	if s.db.First(&u, userID).Error != nil {
		return message.New(somebody)
	}
	return message.Plain(u.Name)
}

// nameOf is a person's name.
func (s *Store) nameOf(userID int64) string {
	return s.who(userID).String()
}

// accountName is the name of the person an id points to, if any.
func (s *Store) accountName(id *int64) string {
	if id == nil {
		return ""
	}
	return s.nameOf(*id)
}

// people loads everybody, by id. A newsroom has hundreds of them, not more.
func (s *Store) people(ctx context.Context) (map[int64]User, error) {
	var all []User
	if err := s.read.WithContext(ctx).Omit("password_hash").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load the people: %w", err)
	}
	byID := make(map[int64]User, len(all))
	for _, u := range all {
		u.Away = u.AwayAt(s.now())
		byID[u.ID] = u
	}
	return byID, nil
}

// History lists the events of an article, or of one of its claims, the newest
// first: a hundred lines before the event given, or the newest hundred for 0.
func (s *Store) History(ctx context.Context, actor User, articleID, claimID, before int64) ([]HistoryLine, error) {
	of, id := "article_id", articleID
	which, args := "article_id = ?", []any{articleID}
	if claimID != 0 {
		of, id = "claim_id", claimID
		which, args = "(claim_id = ? OR id IN (SELECT event_id FROM event_claims WHERE claim_id = ?))", []any{claimID, claimID}
	}
	lane := gorm.Expr("SELECT comments.id FROM comments WHERE comments.legal AND comments."+of+" = ? AND comments.article_id NOT IN (?) AND ?", id, hiddenFrom(actor), inLane(actor))
	q := s.read.WithContext(ctx).Where("("+which+" AND article_id NOT IN (?) OR article_id IS NULL AND comment_id IN (?))", append(args, hiddenFrom(actor), lane)...)
	if before != 0 {
		q = q.Where("id < ?", before)
	}
	lines, err := s.history(ctx, q)
	return s.hushed(ctx, actor, lines, err)
}

// history lists the newest hundred of the events that q asks for.
func (s *Store) history(ctx context.Context, q *gorm.DB) ([]HistoryLine, error) {
	var events []Event
	if err := q.WithContext(ctx).Order("id DESC").Limit(historyPage).Find(&events).Error; err != nil {
		return nil, fmt.Errorf("load the history: %w", err)
	}
	return s.historyLines(ctx, events)
}

// historyLines makes events ready to be shown.
func (s *Store) historyLines(ctx context.Context, events []Event) ([]HistoryLine, error) {
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	lines := make([]HistoryLine, 0, len(events))
	for _, e := range events {
		line := HistoryLine{Event: e, Actor: people[e.ActorID]}
		if err := json.Unmarshal([]byte(e.Data), &line.Detail); err != nil {
			return nil, fmt.Errorf("read event %d: %w", e.ID, err)
		}
		lines = append(lines, line)
	}
	if err := s.placeLane(lines); err != nil {
		return nil, err
	}
	return lines, s.nameSources(lines)
}

// nameSources adds the names of the sources that events speak of: as they may
// be named now, whatever was known when the event was recorded.
func (s *Store) nameSources(lines []HistoryLine) error {
	var ids []int64
	for _, l := range lines {
		if l.Detail.Source != nil && !l.Action.ofIdentity() {
			ids = append(ids, *l.Detail.Source)
		}
	}
	sources, err := s.sourcesByID(ids)
	if err != nil {
		return err
	}
	for i := range lines {
		if o := sources[value(lines[i].Detail.Source)]; o != nil {
			lines[i].Detail.Name = Evidence{Source: o}.publicName()
		}
	}
	return nil
}

// sourcesByID loads sources by their ids; those that there are not are left out.
func (s *Store) sourcesByID(ids []int64) (map[int64]*Source, error) {
	var all []Source
	if err := s.read.Where("id IN ?", ids).Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load sources: %w", err)
	}
	byID := make(map[int64]*Source, len(all))
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	return byID, nil
}
