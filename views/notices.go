package views

import (
	"fmt"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
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
			rows = append(rows, NoticeRow{p.Clock, l, noticeWords(p.Language, l)})
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
func noticeWords(lang message.Language, l models.NoticeLine) string {
	if l.Times > 1 {
		return lang.Say(manyNotices[l.Kind], l.Times)
	}
	key, claim := noticeKey(l), strconv.Itoa(l.Number)
	switch {
	case key == "":
		return lang.Say(deeds[l.Action], l.By) + "."
	case strings.Count(string(key), "%s") == 0:
		return lang.Say(key)
	case !strings.Contains(string(key), "claim %s"):
		return lang.Say(key, l.By)
	case strings.HasPrefix(string(key), "%s"):
		return lang.Say(key, l.By, claim)
	}
	return lang.Say(key, claim)
}

// noticeKey is the sentence of a notice, "" where the deed says it: who did it
// stands at its beginning, the number of the claim after "claim".
func noticeKey(l models.NoticeLine) message.Key {
	claim := l.Number != 0
	switch l.Kind {
	case models.NoticeAssigned:
		return "%s gave you claim %s to check."
	case models.NoticeAsked:
		return either(claim, "%s has a query for you about claim %s.", "%s has a query for you.")
	case models.NoticeSettled:
		return either(claim, "%s settled your query about claim %s.", "%s settled your query.")
	case models.NoticeMentioned:
		return either(claim, "%s mentioned you in a comment on claim %s.", "%s mentioned you in a comment.")
	case models.NoticeReturned:
		return either(l.Action == models.ReviewVoided, "%s declared your verdict on claim %s void.", "%s sent your verdict on claim %s back.")
	case models.NoticeApproved:
		return "Your verdict on claim %s is approved."
	case models.NoticeWaiting:
		return "A verdict on claim %s was sent for review."
	case models.NoticeStale:
		return either(l.Action == models.ReviewVoided, "%s declared the verdict on claim %s void, which you had approved.", "Your approval of claim %s went stale.")
	case models.NoticeAnswered:
		if l.Action == models.CommentAnswered {
			return either(claim, "You have an answer on claim %s.", "You have an answer.")
		}
		return "Your link about claim %s was answered."
	case models.NoticeWebhook:
		return "A webhook was stopped: its receiver said that it is gone."
	}
	return either(l.Action == models.AmendmentLogged, "Something turned out after publication. Decide what readers are told.", "")
}

func either(which bool, one, other message.Key) message.Key {
	if which {
		return one
	}
	return other
}

// manyNotices says what a notice is about that stands for several.
var manyNotices = map[models.NoticeKind]message.Key{
	models.NoticeAssigned: "%d claims were given to you to check.", models.NoticeReturned: "%d verdicts of yours were sent back.",
	models.NoticeApproved: "%d verdicts of yours were approved.", models.NoticeWaiting: "%d verdicts were sent for review.",
	models.NoticeArticle: "%d things turned out after publication. Decide what readers are told.", models.NoticeStale: "%d approvals of yours no longer count.",
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
	return p.Say(map[models.NoticeWay]message.Key{models.WayMail: "in the page and by mail", models.WayPage: "in the page", models.WayNone: "not at all"}[w])
}

// About says what notices of a kind are about.
func (p NoticeSettingsPage) About(k models.NoticeKind) string { return p.Say(NoticeAbout[k]) }

// NoticeAbout says of each kind of notice what somebody is told.
var NoticeAbout = map[models.NoticeKind]message.Key{
	models.NoticeAssigned: "a claim was given to me", models.NoticeAsked: "a query asks me", models.NoticeSettled: "a query of mine was settled",
	models.NoticeMentioned: "somebody mentioned me", models.NoticeReturned: "a verdict of mine was sent back, or declared void", models.NoticeApproved: "a verdict of mine was approved",
	models.NoticeWaiting: "a verdict was sent for review", models.NoticeStale: "an approval of mine no longer counts", models.NoticeArticle: "an article of mine was signed off, reopened, put on hold or the like, or something turned out that I may decide on",
	models.NoticeAnswered: "a link of mine was answered", models.NoticeWebhook: "a webhook was stopped",
}

// rhythms are the choices of how often a mail comes.
func rhythms(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.MailSoon), "Ten minutes after the first notice"}, toSay{string(models.MailHourly), "Each full hour"}, toSay{string(models.MailDaily), "Each day at eight, in the newsroom’s time"})
}

// UnreadSays is the badge in words.
func (c Chrome) UnreadSays() string {
	switch {
	case c.Unread == 0:
		return c.Say("Notices")
	case c.Unread > models.MostUnread:
		return c.Say("More than 99 unread notices")
	}
	return c.Say("%d unread notices", c.Unread)
}

// UnreadCount is how many notices are unread, as a badge shows it.
func (c Chrome) UnreadCount() string {
	if c.Unread > models.MostUnread {
		return fmt.Sprint(models.MostUnread, "+")
	}
	return fmt.Sprint(c.Unread)
}
