package web

import (
	"net/http"

	"stet/models"
	"stet/views"
)

// showNotices lists what the visitor is told of.
func (v *visit) showNotices() error {
	lines, err := v.Store.Notices(v.ctx(), v.user)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.NoticesPage{Chrome: v.chrome("Notices"), Lines: lines})
}

// readNotices marks as read what the visitor has seen.
func (v *visit) readNotices() error {
	if err := v.Store.ReadNotices(v.ctx(), v.user, idOf(v.typed("up_to"))); err != nil {
		return err
	}
	return v.lead("/notices")
}

// openNotice leads to what a notice is about, and marks it as read.
func (v *visit) openNotice() error {
	n, err := v.Store.ReadNotice(v.ctx(), v.user, v.id("n"))
	if err != nil {
		return err
	}
	return v.lead(n.Path())
}

// showNoticeSettings shows how the visitor is told of what.
func (v *visit) showNoticeSettings() error {
	ways := map[models.NoticeKind]models.NoticeWay{}
	for _, k := range models.NoticeKinds {
		ways[k] = v.user.WayOf(k)
	}
	return v.show(http.StatusOK, v.noticeSettings(models.NoticeForm{Ways: ways, Rhythm: v.user.MailRhythm}, nil))
}

func (v *visit) noticeSettings(f models.NoticeForm, wrong views.Errors) views.NoticeSettingsPage {
	return views.NoticeSettingsPage{Chrome: v.chrome("What you are told of"), Of: f.Ways, Rhythm: f.Rhythm,
		Mails: v.Store.Mails(), Errors: wrong}
}

// setNotices saves that. A kind that the form does not show stays as it is.
func (v *visit) setNotices() error {
	f := models.NoticeForm{Ways: map[models.NoticeKind]models.NoticeWay{}, Rhythm: models.MailRhythm(v.typed("rhythm"))}
	for _, k := range models.NoticeKinds {
		if f.Ways[k] = models.NoticeWay(v.typed(string(k))); f.Ways[k] == "" {
			f.Ways[k] = v.user.WayOf(k)
		}
	}
	if err := v.Store.SetNotices(v.ctx(), v.user, f); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.noticeSettings(f, wrong), nil })
	}
	v.flash("What you are told of is saved.")
	return v.lead("/account/notices")
}
