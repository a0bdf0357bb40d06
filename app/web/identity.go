package web

import (
	"net/http"

	"stet/models"
	"stet/views"
)

// openIdentity shows who a confidential source is. The page is an answer to this
// one request: it has no address to come back to, and no browser keeps it.
func (v *visit) openIdentity() error {
	d, err := v.Store.OpenIdentity(v.ctx(), v.user, v.id("s"))
	if err != nil {
		return err
	}
	v.Response().Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, views.SourcePage{Chrome: v.chrome("%s", d.Source.Title), Detail: d, Form: views.SourceFieldsOf(d.Source),
		Mark:     views.MarkFieldsOf(d.Source),
		Identity: views.IdentityFieldsOf(*d.Identity, d.Version)})
}

func (v *visit) identityFields() views.IdentityFields {
	return views.IdentityFields{Version: v.typed("version"), Name: v.typed("name"), Publisher: v.typed("publisher"), Author: v.typed("author"),
		URL: v.typed("url"), PublishedOn: v.typed("published_on"), Contact: v.typed("contact"), Agreed: v.typed("agreed")}
}

// editIdentity changes what the vault holds of a source.
func (v *visit) editIdentity() error {
	f := v.identityFields()
	err := v.Store.EditIdentity(v.ctx(), v.user, v.id("s"), models.IdentityForm{Version: numberOf(f.Version), Identity: models.Identity{
		Name: f.Name, Publisher: f.Publisher, Author: f.Author, URL: f.URL, PublishedOn: f.PublishedOn, Contact: f.Contact, Agreed: f.Agreed}})
	if err != nil {
		v.Response().Header().Set("Cache-Control", "no-store")
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sourcePage("identity", wrong)
			page.Identity = &f
			return page, err
		})
	}
	return v.toSource()
}

// nameReader lets one more person open an identity.
func (v *visit) nameReader() error {
	if err := v.Store.NameReader(v.ctx(), v.user, v.id("s"), idOf(v.typed("reader"))); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sourcePage("reader", wrong)
			page.Reader = v.typed("reader")
			return page, err
		})
	}
	return v.toSource()
}

// removeReader takes that right from somebody.
func (v *visit) removeReader() error {
	if err := v.Store.RemoveReader(v.ctx(), v.user, v.id("s"), v.id("u")); err != nil {
		return err
	}
	return v.toSource()
}
