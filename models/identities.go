package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/models/message"
)

// mayOpen refuses everybody who was not named for the source, whatever their role.
func (s *Store) mayOpen(actor User, sourceID int64) error {
	if _, err := s.Source(context.Background(), actor, sourceID); err != nil {
		return err
	}
	var n int64
	err := s.read.Model(&IdentityReader{}).Where("source_id = ? AND user_id = ?", sourceID, actor.ID).Count(&n).Error
	if err != nil {
		return fmt.Errorf("look for the readers of source %d: %w", sourceID, err)
	}
	if n == 0 || !actor.Active {
		return refuse("Only the people named for this source can do this. Ask one of them.")
	}
	return nil
}

// mayChange also wants a role that writes: a lawyer who may open an identity
// reads it.
func (s *Store) mayChange(actor User, sourceID int64) error {
	if !actor.Role.MayWrite() {
		return refuse("Your role lets you read. Ask an editor who was named for this source.")
	}
	return s.mayOpen(actor, sourceID)
}

// seal puts an identity into the vault, as the next version of what is there.
// Whoever seals the first one is named for it.
func (s *Store) seal(actor User, sourceID int64, who Identity) error {
	key, err := s.vaultKey()
	if err != nil {
		return err
	}
	plain, err := json.Marshal(who)
	if err != nil {
		return fmt.Errorf("seal the identity of source %d: %w", sourceID, err)
	}
	row := identityRow{SourceID: sourceID, Version: 1, CreatedBy: actor.ID, CreatedAt: s.now(), ChangedBy: actor.ID, ChangedAt: s.now()}
	if row.Sealed, err = key.Seal(s.random, plain, identityAbout(sourceID)); err != nil {
		return err
	}
	renewed := s.db.Exec("UPDATE identities SET sealed = ?, version = version + 1, changed_by = ?, changed_at = ? WHERE source_id = ?", row.Sealed, actor.ID, row.ChangedAt, sourceID)
	if renewed.Error == nil && renewed.RowsAffected == 0 {
		renewed = s.db.Create(&row)
		if renewed.Error == nil {
			err = s.nameReader(actor, sourceID, actor.ID)
		}
	}
	if err := errors.Join(renewed.Error, err); err != nil {
		return fmt.Errorf("seal the identity of source %d: %w", sourceID, err)
	}
	if err := s.db.Exec("UPDATE sources SET identity_version = (SELECT version FROM identities WHERE source_id = sources.id) WHERE id = ?", sourceID).Error; err != nil {
		return fmt.Errorf("count the identity of source %d: %w", sourceID, err)
	}
	return s.record(actor, nil, nil, IdentitySealed, Detail{Source: &sourceID})
}

func (s *Store) nameReader(actor User, sourceID, userID int64) error {
	return s.db.Create(&IdentityReader{SourceID: sourceID, UserID: userID, NamedBy: actor.ID, NamedAt: s.now()}).Error
}

// unseal opens what the vault holds of a source, without asking who wants it.
func (s *Store) unseal(row identityRow) (Identity, error) {
	var who Identity
	key, err := s.vaultKey()
	if err != nil {
		return who, err
	}
	plain, err := key.Open(row.Sealed, identityAbout(row.SourceID))
	if err == nil {
		err = json.Unmarshal(plain, &who)
	}
	if err != nil {
		return who, fmt.Errorf("open the identity of source %d: %w", row.SourceID, err)
	}
	return who, nil
}

func (s *Store) identityRow(sourceID int64) (identityRow, error) {
	var row identityRow
	err := first(s.read.Where("source_id = ?", sourceID).First(&row).Error, "load the identity of source", sourceID)
	return row, err
}

// OpenIdentity opens the identity of a confidential source for somebody who was
// named for it, and records that they did.
func (s *Store) OpenIdentity(ctx context.Context, actor User, sourceID int64) (SourceDetail, error) {
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.mayOpen(actor, sourceID); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, IdentityOpened, Detail{Source: &sourceID})
	})
	if err != nil {
		return SourceDetail{}, fmt.Errorf("open the identity of source %d: %w", sourceID, err)
	}
	d, err := s.SourceDetail(ctx, actor, sourceID)
	if err != nil {
		return d, err
	}
	row, err := s.identityRow(sourceID)
	if err != nil {
		return d, err
	}
	who, err := s.unseal(row)
	d.Identity = &who
	return d, err
}

// EditIdentity changes what the vault holds of a source. Approvals that rest on
// the source go stale: it is somebody else now.
func (s *Store) EditIdentity(ctx context.Context, actor User, sourceID int64, f IdentityForm) error {
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.mayChange(actor, sourceID); err != nil {
			return err
		}
		if err := tx.lockArticlesOf(sourceID); err != nil {
			return err
		}
		row, err := tx.identityRow(sourceID)
		if err != nil {
			return err
		}
		if row.Version != f.Version {
			return &Conflict{What: message.New("who this source is"), Who: tx.who(row.ChangedBy), Version: int64(row.Version)}
		}
		if err := f.tidied(); err != nil {
			return err
		}
		if err := tx.seal(actor, sourceID, f.Identity); err != nil {
			return err
		}
		o, err := tx.Source(ctx, actor, sourceID)
		if err != nil {
			return err
		}
		return tx.rehash(actor, o)
	})
	if err != nil {
		return fmt.Errorf("edit the identity of source %d: %w", sourceID, err)
	}
	return nil
}

// tidied tidies the fields and says what is wrong with them.
func (f *IdentityForm) tidied() error {
	c, all := checks{}, 0
	for _, field := range []*string{&f.Name, &f.Publisher, &f.Author, &f.URL, &f.PublishedOn, &f.Contact, &f.Agreed} {
		*field = tidy(*field)
		all += len(*field)
	}
	c.need(f.Name != "", "name", "Say who the source is.")
	c.need(all <= maxField, "agreed", "This is too long. Keep it under 20,000 characters in all.")
	return c.err()
}

// NameReader lets one more person open an identity. Whoever was named may name others.
func (s *Store) NameReader(ctx context.Context, actor User, sourceID, userID int64) error {
	return s.changeReaders(ctx, actor, sourceID, ReaderNamed, func(tx *Store, readers []User) (Detail, error) {
		u, err := tx.User(ctx, userID)
		if err != nil || !u.Active {
			return Detail{}, invalid("reader", "Choose somebody from the list.")
		}
		if slices.ContainsFunc(readers, func(r User) bool { return r.ID == u.ID }) {
			return Detail{}, invalid("reader", "%s can open it already.", u.Name)
		}
		return Detail{Name: u.Name}, tx.nameReader(actor, sourceID, u.ID)
	})
}

// RemoveReader takes that right from somebody. The last one keeps it: what
// nobody can open is lost.
func (s *Store) RemoveReader(ctx context.Context, actor User, sourceID, userID int64) error {
	return s.changeReaders(ctx, actor, sourceID, ReaderRemoved, func(tx *Store, readers []User) (Detail, error) {
		if len(readers) == 1 {
			return Detail{}, refuse("Somebody has to be able to open it. Name another person first.")
		}
		gone := tx.db.Where("source_id = ? AND user_id = ?", sourceID, userID).Delete(&IdentityReader{})
		return Detail{Name: tx.nameOf(userID)}, gone.Error
	})
}

func (s *Store) changeReaders(ctx context.Context, actor User, sourceID int64, action Action, do func(*Store, []User) (Detail, error)) error {
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.mayChange(actor, sourceID); err != nil {
			return err
		}
		if _, err := tx.identityRow(sourceID); err != nil {
			return err
		}
		readers, err := tx.readersOf(sourceID)
		if err != nil {
			return err
		}
		detail, err := do(tx, readers)
		if err != nil {
			return err
		}
		detail.Source = &sourceID
		return tx.record(actor, nil, nil, action, detail)
	})
	if err != nil {
		return fmt.Errorf("%s of source %d: %w", action, sourceID, err)
	}
	return nil
}

// readersOf are the people who may open an identity, by name.
func (s *Store) readersOf(sourceID int64) ([]User, error) {
	var all []User
	err := s.read.Omit("password_hash").Where("id IN (?)", s.read.Model(&IdentityReader{}).Select("user_id").Where("source_id = ?", sourceID)).Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list the readers of source %d: %w", sourceID, err)
	}
	slices.SortFunc(all, func(a, b User) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// concealKnown seals the confidential sources of a database from before there
// was a vault, each named for the person who entered it.
func (s *Store) concealKnown() error {
	if s.lock == nil {
		return nil // another process has the folder, and has done it
	}
	var open []Source
	if err := s.read.Where("confidentiality = ? AND identity_version = 0", ConfidentialSource).Order("id").Find(&open).Error; err != nil {
		return fmt.Errorf("look for sources to seal: %w", err)
	}
	for _, o := range open {
		if err := s.concealOne(o); err != nil {
			return fmt.Errorf("seal source %d: %w", o.ID, err)
		}
	}
	return nil
}

// concealOne leaves the hashes of the evidence as they are: nothing that a
// reviewer approved has changed.
func (s *Store) concealOne(o Source) error {
	var gone []string
	err := s.Tx(context.Background(), func(tx *Store) (err error) {
		actor := User{ID: o.CreatedBy, Active: true}
		if gone, err = tx.refill(actor, &o, o.form()); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, SourceEdited, Detail{Source: &o.ID})
	})
	if err != nil {
		return err
	}
	return errors.Join(s.forget(gone), s.emptyLog())
}
