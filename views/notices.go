package views

import (
	"fmt"

	"stet/models"
)

// NoticesPage lists somebody's notices.
type NoticesPage struct {
	Chrome
	Lines []models.NoticeLine // the unread ones first
}

// NoticeSettingsPage asks how somebody wants to be told of what.
type NoticeSettingsPage struct {
	Chrome
	Of     map[models.NoticeKind]models.NoticeWay
	Rhythm models.MailRhythm
	Mails  bool // there is a mail server
	Errors Errors
}

// NoticeRow is one notice, in words.
type NoticeRow struct {
	Clock
	models.NoticeLine
	Words string // a sentence
}

func (NoticesPage) template() string        { return "notice_list" }
func (NoticeSettingsPage) template() string { return "notice_settings" }

// Fresh are the unread notices.
func (p NoticesPage) Fresh() []NoticeRow { return p.rows(false) }

// Old are the read ones.
func (p NoticesPage) Old() []NoticeRow { return p.rows(true) }

func (p NoticesPage) rows(read bool) []NoticeRow {
	var rows []NoticeRow
	for _, l := range p.Lines {
		if (l.ReadAt != nil) == read {
			rows = append(rows, NoticeRow{p.Clock, l, noticeWords(l)})
		}
	}
	return rows
}

// Newest is the number of the newest event that an unread notice is of, 0
// without one: what comes after it has not been seen.
func (p NoticesPage) Newest() int64 {
	var newest int64
	for _, l := range p.Lines {
		if l.ReadAt == nil {
			newest = max(newest, l.EventID)
		}
	}
	return newest
}

// Icon is the icon of the notice's kind.
func (r NoticeRow) Icon() string {
	return map[models.NoticeKind]string{models.NoticeAssigned: "i-person", models.NoticeAsked: "i-query", models.NoticeSettled: "s-done", models.NoticeMentioned: "i-voice", models.NoticeReturned: "s-returned",
		models.NoticeApproved: "s-done", models.NoticeWaiting: "s-review", models.NoticeStale: "s-stale", models.NoticeArticle: "i-doc", models.NoticeAnswered: "i-query", models.NoticeWebhook: "i-alert"}[r.Kind]
}

// noticeWords says what a notice is about.
func noticeWords(l models.NoticeLine) string {
	if l.Times > 1 {
		return manyWords(l.Kind, l.Times)
	}
	claim := fmt.Sprintf("claim %d", l.Number)
	switch l.Kind {
	case models.NoticeAssigned:
		return fmt.Sprintf("%s gave you %s to check.", l.By, claim)
	case models.NoticeAsked:
		return fmt.Sprintf("%s has a query for you%s.", l.By, aboutClaim(l))
	case models.NoticeSettled:
		return fmt.Sprintf("%s settled your query%s.", l.By, aboutClaim(l))
	case models.NoticeMentioned:
		return fmt.Sprintf("%s mentioned you in a comment%s.", l.By, onClaim(l))
	case models.NoticeReturned:
		if l.Action == models.ReviewVoided {
			return fmt.Sprintf("%s declared your verdict on %s void.", l.By, claim)
		}
		return fmt.Sprintf("%s sent your verdict on %s back.", l.By, claim)
	case models.NoticeApproved:
		return fmt.Sprintf("Your verdict on %s is approved.", claim)
	case models.NoticeWaiting:
		return fmt.Sprintf("A verdict on %s was sent for review.", claim)
	case models.NoticeStale:
		if l.Action == models.ReviewVoided {
			return fmt.Sprintf("%s declared the verdict on %s void, which you had approved.", l.By, claim)
		}
		return fmt.Sprintf("Your approval of %s went stale.", claim)
	case models.NoticeAnswered:
		if l.Action == models.CommentAnswered {
			return fmt.Sprintf("You have an answer%s.", onClaim(l))
		}
		return fmt.Sprintf("Your link about %s was answered.", claim)
	case models.NoticeWebhook:
		return "A webhook was stopped: its receiver said that it is gone."
	}
	if l.Action == models.AmendmentLogged {
		return "Something turned out after publication. Decide what readers are told."
	}
	return fmt.Sprintf("%s %s.", l.By, deeds[l.Action])
}

// manyWords says what a notice is about that stands for several.
func manyWords(k models.NoticeKind, n int) string {
	switch k {
	case models.NoticeAssigned:
		return fmt.Sprintf("%d claims were given to you to check.", n)
	case models.NoticeReturned:
		return fmt.Sprintf("%d verdicts of yours were sent back.", n)
	case models.NoticeApproved:
		return fmt.Sprintf("%d verdicts of yours were approved.", n)
	case models.NoticeWaiting:
		return fmt.Sprintf("%d verdicts were sent for review.", n)
	case models.NoticeArticle:
		return fmt.Sprintf("%d things turned out after publication. Decide what readers are told.", n)
	}
	return fmt.Sprintf("%d approvals of yours no longer count.", n)
}

func aboutClaim(l models.NoticeLine) string {
	if l.Number == 0 {
		return ""
	}
	return fmt.Sprintf(" about claim %d", l.Number)
}

func onClaim(l models.NoticeLine) string {
	if l.Number == 0 {
		return ""
	}
	return fmt.Sprintf(" on claim %d", l.Number)
}

// Kinds are the kinds of notices that the reader can get.
func (p NoticeSettingsPage) Kinds() []models.NoticeKind {
	var kinds []models.NoticeKind
	for _, k := range models.NoticeKinds {
		if k == models.NoticeWaiting && !p.MayReview() || k == models.NoticeWebhook && !(p.User != nil && p.User.Admin) {
			continue
		}
		kinds = append(kinds, k)
	}
	return kinds
}

// Ways are the ways to be told.
func (p NoticeSettingsPage) Ways() []models.NoticeWay { return models.NoticeWays }

// Chosen reports whether a way is the chosen one.
func (p NoticeSettingsPage) Chosen(k models.NoticeKind, w models.NoticeWay) bool {
	return p.Of[k] == w
}

// Way puts a way into words.
func (p NoticeSettingsPage) Way(w models.NoticeWay) string {
	return map[models.NoticeWay]string{models.WayMail: "in the page and by mail", models.WayPage: "in the page", models.WayNone: "not at all"}[w]
}

// About says what notices of a kind are about.
func (p NoticeSettingsPage) About(k models.NoticeKind) string { return NoticeAbout[k] }

// NoticeAbout says of each kind of notice what somebody is told.
var NoticeAbout = map[models.NoticeKind]string{
	models.NoticeAssigned: "a claim was given to me", models.NoticeAsked: "a query asks me", models.NoticeSettled: "a query of mine was settled",
	models.NoticeMentioned: "somebody mentioned me", models.NoticeReturned: "a verdict of mine was sent back, or declared void", models.NoticeApproved: "a verdict of mine was approved",
	models.NoticeWaiting: "a verdict was sent for review", models.NoticeStale: "an approval of mine no longer counts", models.NoticeArticle: "an article of mine was signed off, reopened, put on hold or the like, or something turned out that I may decide on",
	models.NoticeAnswered: "a link of mine was answered", models.NoticeWebhook: "a webhook was stopped",
}

// rhythms are the choices of how often a mail comes.
func rhythms() []Option {
	return []Option{{Value: string(models.MailSoon), Label: "Ten minutes after the first notice"}, {Value: string(models.MailHourly), Label: "Each full hour"}, {Value: string(models.MailDaily), Label: "Each day at eight, in the newsroom’s time"}}
}

// UnreadCount is how many notices are unread, as a badge shows it.
func (c Chrome) UnreadCount() string {
	if c.Unread > models.MostUnread {
		return fmt.Sprint(models.MostUnread, "+")
	}
	return fmt.Sprint(c.Unread)
}
