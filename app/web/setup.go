package web

import (
	"crypto/subtle"
	"errors"
	"net/http"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// errSetupToken asks for the link that was printed when the program started.
var errSetupToken = &models.Refused{Reason: message.New("Stet is not set up yet. Open the set-up link that the program printed when it started.")}

// showSetup asks for the first admin, while there is nobody.
func (v *visit) showSetup() error {
	needed, err := v.Store.NeedsSetup(v.ctx())
	switch {
	case err != nil:
		return err
	case !needed:
		return v.lead("/sign-in")
	case !v.mayStart(v.asked("token")):
		return errSetupToken
	}
	return v.show(http.StatusOK, views.SetupPage{Chrome: v.frame("Set up"), Form: views.SetupFields{Token: v.asked("token"), Role: string(models.RoleReviewer)}})
}

// mayStart reports whether the token is the one that was printed. It takes as
// long for a wrong one.
func (v *visit) mayStart(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(v.SetupToken)) == 1
}

// setUp makes the first admin and signs them in.
func (v *visit) setUp() error {
	f := views.SetupFields{Token: v.typed("token"), Newsroom: v.typed("newsroom"), Email: v.typed("email"), Name: v.typed("name"), Role: v.typed("role")}
	if !v.mayStart(f.Token) {
		return errSetupToken
	}
	u, err := v.firstUser(f)
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			return views.SetupPage{Chrome: v.frame("Set up"), Form: f, Errors: wrong}, nil
		})
	}
	if err := v.welcome(u); err != nil {
		return err
	}
	return v.lead("/")
}

// firstUser makes the first admin and names the newsroom, both or neither.
func (v *visit) firstUser(f views.SetupFields) (u models.User, err error) {
	err = v.Store.Tx(v.ctx(), func(tx *models.Store) error {
		u, err = tx.SetUp(v.ctx(), models.NewUser{Email: f.Email, Name: f.Name, Password: v.Request().PostForm.Get("password"), Role: models.Role(f.Role), Admin: true})
		if err != nil {
			return err
		}
		set, err := tx.Settings(v.ctx())
		if err != nil {
			return err
		}
		if f.Newsroom != "" {
			set.Newsroom = f.Newsroom
		}
		set.Zone = v.zone().String()
		return tx.EditSettings(v.ctx(), u, set)
	})
	return u, err
}

// showJoin greets the person that an invitation is for.
func (v *visit) showJoin() error {
	i, err := v.Store.Invitation(v.ctx(), v.Param("token"))
	if errors.Is(err, models.ErrNotFound) {
		return v.showEnded()
	}
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.JoinPage{Chrome: v.frame("Join"), Token: v.Param("token"), Email: i.Email, Name: i.Name})
}

// showEnded says why the link of an invitation may not work, and whom to ask.
func (v *visit) showEnded() error {
	return v.show(http.StatusNotFound, views.ErrorPage{Chrome: v.frame("This invitation is over"), Status: http.StatusNotFound,
		Sentence: v.say("It was used already, replaced by a newer one, or is older than a week. If you have an account, sign in. Otherwise ask the admin who invited you for a new link.")})
}

// join makes the account that an invitation is for, and signs the person in.
func (v *visit) join() error {
	token := v.Param("token")
	u, err := v.Store.AcceptInvitation(v.ctx(), token, v.Request().PostForm.Get("password"))
	if errors.Is(err, models.ErrNotFound) {
		return v.showEnded()
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			i, err := v.Store.Invitation(v.ctx(), token)
			return views.JoinPage{Chrome: v.frame("Join"), Token: token, Email: i.Email, Name: i.Name, Errors: wrong}, err
		})
	}
	if err := v.welcome(u); err != nil {
		return err
	}
	return v.lead("/")
}
