package models

import (
	"context"
	"fmt"
)

// operatorEmail names the account that the commands of the machine act for. It
// has no password, so nobody signs in with it.
const operatorEmail = "operator@localhost"

// Operator is the person the commands act for: whoever runs this machine. The
// account is made when it is first wanted, also on an empty data folder; the
// set-up of the newsroom is still open then. Only here somebody becomes the one
// for whom restricted articles exist unnamed: no sign-in leads here.
func (s *Store) Operator(ctx context.Context) (User, error) {
	var u User
	err := s.Tx(ctx, func(tx *Store) error {
		var known []User
		if err := tx.db.Where("email = ?", operatorEmail).Limit(1).Find(&known).Error; err != nil {
			return err
		}
		if len(known) == 1 {
			u = known[0]
			return nil
		}
		u = User{Email: operatorEmail, Name: "Operator", Role: RoleEditor, Admin: true, Active: true, Epoch: 1, Version: 1, MailRhythm: MailSoon, CreatedAt: tx.now()}
		if err := tx.db.Create(&u).Error; err != nil {
			return err
		}
		return tx.record(u, nil, nil, UserCreated, Detail{Name: u.Name})
	})
	if err != nil {
		return User{}, fmt.Errorf("find the operator: %w", err)
	}
	u.seesAll = true
	return u, nil
}
