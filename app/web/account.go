package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// showSignIn asks for an email address and a password.
func (v *visit) showSignIn() error {
	if v.user.ID != 0 {
		return v.lead(ownPath(v.asked("next")))
	}
	return v.show(http.StatusOK, views.SignInPage{Chrome: v.frame("Sign in"), Next: v.asked("next")})
}

// signIn starts a session. A refusal is shown on the form, which keeps the
// email address and never the password.
func (v *visit) signIn() error {
	email, next := v.typed("email"), v.typed("next")
	u, err := v.Store.SignIn(v.ctx(), email, v.Request().PostForm.Get("password"), v.RealIP())
	if refused := (*models.Refused)(nil); errors.As(err, &refused) {
		status, sentence := v.judge(err)
		return v.show(status, views.SignInPage{Chrome: v.frame("Sign in"), Email: email, Next: next, Errors: views.Errors{"": sentence}})
	}
	if err != nil {
		return err
	}
	if err := v.welcome(u); err != nil {
		return err
	}
	return v.lead(ownPath(next))
}

// ownPath is a path of ours, or the desk where it would lead elsewhere.
func ownPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return "/"
	}
	return path
}

// signOut ends this session.
func (v *visit) signOut() error {
	if err := v.sessions.Destroy(v.ctx()); err != nil {
		return err
	}
	return v.lead("/sign-in")
}

// signOutEverywhere ends every session of the visitor.
func (v *visit) signOutEverywhere() error {
	if err := v.Store.SignOutEverywhere(v.ctx(), v.user); err != nil {
		return err
	}
	return v.signOut()
}

// showAccount shows a person's own page.
func (v *visit) showAccount() error {
	page, err := v.accountPage(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// accountPage is that page, with what is wrong in a form of it.
func (v *visit) accountPage(wrong views.Errors) (views.AccountPage, error) {
	page := views.AccountPage{Chrome: v.chrome("Your account"), Errors: wrong}
	var err error
	page.Away, err = v.awayForm(v.user, "/account/away")
	return page, err
}

// setShortcuts gives a person other keys.
func (v *visit) setShortcuts() error {
	chosen := map[string]string{}
	for _, k := range models.Shortcuts {
		if !v.ticked("reset") {
			chosen[k.Act] = v.typed(k.Act)
		}
	}
	if err := v.Store.SetShortcuts(v.ctx(), v.user, chosen); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.accountPage(wrong)
			page.Keys = chosen
			return page, err
		})
	}
	v.flash("The keys are changed.")
	return v.lead("/account")
}

// setLanguage chooses what the interface speaks to a person.
func (v *visit) setLanguage() error {
	chosen := message.Language(v.typed("language"))
	if err := v.Store.SetLanguage(v.ctx(), v.user, chosen); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.accountPage(wrong) })
	}
	v.user.Language = chosen
	v.flash("This is your language now.")
	return v.lead("/account")
}

// changePassword gives the visitor a new password. It ends every session but
// this one.
func (v *visit) changePassword() error {
	form := v.Request().PostForm
	err := v.Store.ChangePassword(v.ctx(), v.user, form.Get("old_password"), form.Get("password"))
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			inForm := views.Errors{"": wrong[""], "old_password": wrong["old"], "password": wrong["new"]} // the Store's words for the form's
			return v.accountPage(inForm)
		})
	}
	u, err := v.Store.User(v.ctx(), v.user.ID)
	if err == nil {
		err = v.welcome(u)
	}
	if err != nil {
		return err
	}
	v.flash("The password is changed. Everybody else who was signed in as you is signed out.")
	return v.lead("/account")
}
