package web

import (
	"net/http"

	"stet/models"
	"stet/views"
)

// showPeople lists everybody, and the invitations nobody has taken up.
func (v *visit) showPeople() error {
	page, err := v.peoplePage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) peoplePage() (views.PeoplePage, error) {
	page := views.PeoplePage{Chrome: v.chrome("People"), Invite: views.InvitationFields{Role: string(models.RoleEditor)}}
	var err error
	if page.People, err = v.Store.Users(v.ctx()); err != nil {
		return page, err
	}
	open, err := v.Store.Invitations(v.ctx(), v.user)
	names := map[int64]string{}
	for _, u := range page.People {
		names[u.ID] = u.Name
	}
	for _, i := range open {
		page.Invitations = append(page.Invitations, views.OpenInvitation{
			User: models.User{Email: i.Email, Name: i.Name, Role: i.Role, Admin: i.Admin}, By: names[i.CreatedBy], Expires: i.ExpiresAt,
		})
	}
	return page, err
}

// invite makes an invitation and shows its link. The link is on this answer and
// nowhere else, which is why it leads to no other page.
func (v *visit) invite() error {
	f := views.InvitationFields{Email: v.typed("email"), Name: v.typed("name"), Role: v.typed("role"), Admin: v.ticked("admin")}
	token, err := v.Store.Invite(v.ctx(), v.user, models.InvitationForm{Email: f.Email, Name: f.Name, Role: models.Role(f.Role), Admin: f.Admin})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.peoplePage()
			page.Invite, page.Errors = f, wrong
			return page, err
		})
	}
	page, err := v.peoplePage()
	if err != nil {
		return err
	}
	page.Link = v.address() + "/join/" + token
	return v.show(http.StatusCreated, page)
}

// address is where this request reached us, and others can.
func (v *visit) address() string {
	scheme := "http"
	if v.Secure || v.Request().TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + v.Request().Host
}

// editPerson saves a person's name, role and standing.
func (v *visit) editPerson() error {
	id := v.id("u")
	f := views.PersonFields{Version: v.typed("version"), Name: v.typed("name"), Role: v.typed("role"), Admin: v.ticked("admin"), Legal: v.ticked("legal"), Active: v.ticked("active")}
	_, err := v.Store.EditUser(v.ctx(), v.user, id, models.UserForm{Version: numberOf(f.Version), Name: f.Name, Role: models.Role(f.Role), Admin: f.Admin, Legal: f.Legal, Active: f.Active})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.peoplePage()
			page.Forms, page.ErrorsFor, page.Errors = map[int64]views.PersonFields{id: f}, id, wrong
			return page, err
		})
	}
	return v.lead("/people")
}
