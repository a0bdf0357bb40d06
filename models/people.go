package models

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/models/message"

	"gorm.io/gorm/clause"
)

const (
	maxEmail = 254 // bytes; RFC 5321, 4.5.3.1.3, without the angle brackets
	maxName  = 200 // code points
)

// NewUser is what making an account takes.
type NewUser struct {
	Email, Name, Password string
	Role                  Role
	Admin                 bool
}

// UserForm holds what an admin can edit of a person.
type UserForm struct {
	Version              int
	Name                 string
	Role                 Role
	Admin, Legal, Active bool
}

// User loads one person. It returns ErrNotFound when there is none.
func (s *Store) User(ctx context.Context, id int64) (User, error) {
	var u User
	err := s.read.WithContext(ctx).First(&u, id).Error
	return u, first(err, "load user", id)
}

// UserByEmail loads the person with an email address, in whatever case it is
// written. It returns ErrNotFound when there is none.
func (s *Store) UserByEmail(ctx context.Context, email string) (User, error) {
	var u User
	err := s.read.WithContext(ctx).Where("email = ?", foldEmail(email)).First(&u).Error
	return u, first(err, "load user", email)
}

// Users loads everybody, inactive people too, by name and without their
// password hashes.
func (s *Store) Users(ctx context.Context) ([]User, error) {
	var all []User
	if err := s.read.WithContext(ctx).Omit("password_hash").Order("LOWER(name), id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load users: %w", err)
	}
	for i := range all {
		all[i].Away = all[i].AwayAt(s.now())
	}
	return all, nil
}

// AddUser makes an account. Only an admin may.
func (s *Store) AddUser(ctx context.Context, actor User, n NewUser) (User, error) {
	if err := mayManage(actor); err != nil {
		return User{}, err
	}
	u, err := n.user()
	if err != nil {
		return User{}, fmt.Errorf("add user: %w", err)
	}
	err = s.Tx(ctx, func(tx *Store) error {
		if err := tx.createUser(&u); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserCreated, Detail{Name: u.Name})
	})
	if err != nil {
		return User{}, fmt.Errorf("add user: %w", err)
	}
	return u, nil
}

// EditUser changes a person's name, role and standing. Only an admin may, and
// the last active admin stays one. Deactivating signs the person out everywhere.
func (s *Store) EditUser(ctx context.Context, actor User, id int64, f UserForm) (User, error) {
	if err := mayManage(actor); err != nil {
		return User{}, err
	}
	var u User
	err := s.Tx(ctx, func(tx *Store) error {
		admins, err := tx.lockAdmins()
		if err != nil {
			return err
		}
		if u, err = tx.lockUser(id); err != nil {
			return err
		}
		changed, err := u.edited(f, len(admins))
		if err != nil {
			return err
		}
		detail := Detail{Name: changed.Name, Fields: userChanges(u, changed), Was: u.standing(), Is: changed.standing()}
		if u = changed; len(detail.Fields) == 0 {
			return nil
		}
		if err := tx.saveUser(&u); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserEdited, detail)
	})
	if err != nil {
		return User{}, fmt.Errorf("edit user %d: %w", id, err)
	}
	return u, nil
}

// edited is the user after the form, or why it may not be so.
func (u User) edited(f UserForm, admins int) (User, error) {
	f.Name = tidy(f.Name)
	c := checks{}
	c.person(f.Name, f.Role)
	switch err := c.err(); {
	case f.Version != u.Version:
		return u, u.conflict(f)
	case err != nil:
		return u, err
	case u.Admin && u.Active && !(f.Admin && f.Active) && admins < 2:
		return u, refuse("%s is the only active admin. Make somebody else an admin first.", u.Name)
	}
	if u.Active && !f.Active {
		u.Epoch++
	}
	u.Name, u.Role, u.Admin, u.Legal, u.Active = f.Name, f.Role, f.Admin, f.Legal, f.Active
	return u, nil
}

func (u User) conflict(f UserForm) error {
	yours := User{Role: f.Role, Admin: f.Admin, Legal: f.Legal, Active: f.Active}
	return &Conflict{What: message.New("the account of %s", u.Name), Who: message.New(anotherAdmin), Version: int64(u.Version), Fields: []ConflictField{
		valueField("name", "Name", f.Name, u.Name),
		valueField("role", "Role", yours.standing(), u.standing()),
	}}
}

// standing is what a person may do, in words.
func (u User) standing() string {
	words := string(u.Role)
	if u.Admin {
		words += ", admin"
	}
	if u.Legal {
		words += ", legal"
	}
	if !u.Active {
		words += ", deactivated"
	}
	return words
}

// userChanges names the fields that an edit changed.
func userChanges(was, is User) []string {
	var all []string
	for _, f := range []struct {
		name    string
		changed bool
	}{
		{"name", was.Name != is.Name}, {"role", was.Role != is.Role}, {"admin", was.Admin != is.Admin}, {"legal", was.Legal != is.Legal}, {"active", was.Active != is.Active},
	} {
		if f.changed {
			all = append(all, f.name)
		}
	}
	return all
}

// user checks what was given for a new account and hashes its password.
func (n NewUser) user() (User, error) {
	u := User{Email: foldEmail(n.Email), Name: tidy(n.Name), Role: n.Role, Admin: n.Admin, Active: true}
	c := checks{}
	c.email(u.Email)
	c.person(u.Name, u.Role)
	c.password("password", n.Password)
	if err := c.err(); err != nil {
		return u, err
	}
	var err error
	u.PasswordHash, err = hashPassword(n.Password)
	return u, err
}

// createUser adds a user whose fields were checked. The unique index decides
// between two that come at once.
func (s *Store) createUser(u *User) error {
	u.Epoch, u.Version, u.CreatedAt, u.MailRhythm = 1, 1, s.now(), MailSoon
	done := s.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "email"}}, DoNothing: true}).Create(u)
	if done.Error != nil {
		return fmt.Errorf("create user %s: %w", u.Email, done.Error)
	}
	if done.RowsAffected == 0 {
		return invalid("email", emailTaken)
	}
	return nil
}

// saveUser writes a changed user as the next version.
func (s *Store) saveUser(u *User) error {
	u.Version++
	if err := s.db.Select("*").Where("id = ?", u.ID).Updates(u).Error; err != nil {
		return fmt.Errorf("save user %d: %w", u.ID, err)
	}
	return nil
}

func (s *Store) lockUser(id int64) (User, error) {
	var u User
	err := s.locking("").First(&u, id).Error
	return u, first(err, "load user", id)
}

// lockAdmins holds every active admin until the transaction ends, so that two
// admins cannot demote each other at once.
func (s *Store) lockAdmins() ([]User, error) {
	var all []User
	err := s.locking("").Where("admin AND active").Order("id").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("load admins: %w", err)
	}
	return all, nil
}

const emailTaken = "There is already an account with this email address."

// mayManage refuses whoever is no active admin.
func mayManage(actor User) error {
	if !actor.Admin || !actor.Active {
		return refuse("Only an admin can manage people and settings.")
	}
	return nil
}

// email checks a folded email address.
func (c checks) email(email string) {
	a, err := mail.ParseAddress(email)
	c.need(err == nil && a.Address == email && len(email) <= maxEmail, "email", "Write the email address as name@example.org.")
}

// person checks a name and a role.
func (c checks) person(name string, role Role) {
	n := utf8.RuneCountInString(name)
	c.need(n > 0, "name", "Give the name, as colleagues know it.")
	c.need(n <= maxName, "name", "The name is too long. Keep it to %d characters.", maxName)
	c.need(slices.Contains(Roles, role), "role", "Choose viewer, editor or reviewer.")
}

// foldEmail is the one spelling under which an email address is kept.
func foldEmail(email string) string {
	return tidy(strings.ToLower(email))
}
