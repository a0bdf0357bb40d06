package models

import (
	"encoding/json"
	"slices"
	"time"
)

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notices.
const (
	NoticeAssigned  NoticeKind = "assigned"  // a claim was given to you
	NoticeAsked     NoticeKind = "asked"     // a query asks you
	NoticeSettled   NoticeKind = "settled"   // a query of yours was
	NoticeMentioned NoticeKind = "mentioned" // in a comment
	NoticeReturned  NoticeKind = "returned"  // your verdict was
	NoticeApproved  NoticeKind = "approved"  // your verdict was
	NoticeWaiting   NoticeKind = "waiting"   // a verdict, for a reviewer such as you
	NoticeStale     NoticeKind = "stale"     // an approval of yours went so
	NoticeArticle   NoticeKind = "article"   // an article of yours has another status
	NoticeAnswered  NoticeKind = "answered"  // a link of yours was, or what you asked or said
	NoticeWebhook   NoticeKind = "webhook"   // a webhook was stopped, for admins
)

// NoticeKinds lists every kind of notice.
var NoticeKinds = []NoticeKind{NoticeAssigned, NoticeAsked, NoticeMentioned, NoticeReturned, NoticeStale, NoticeWaiting, NoticeAnswered, NoticeSettled, NoticeApproved, NoticeArticle, NoticeWebhook}

// Gathers reports whether one unread notice stands for all of its kind in one
// article: nobody wants to be told forty times.
func (k NoticeKind) Gathers() bool {
	return slices.Contains([]NoticeKind{NoticeAssigned, NoticeReturned, NoticeApproved, NoticeWaiting, NoticeStale}, k)
}

// NoticeWay says how somebody is told.
type NoticeWay string

// The ways.
const (
	WayMail NoticeWay = "mail" // in the page, and by mail
	WayPage NoticeWay = "page"
	WayNone NoticeWay = "none"
)

// NoticeWays lists every way.
var NoticeWays = []NoticeWay{WayMail, WayPage, WayNone}

// usual is how somebody is told who chose nothing: by mail of what waits for
// them and nobody else.
func (k NoticeKind) usual() NoticeWay {
	switch k {
	case NoticeWaiting, NoticeSettled, NoticeApproved:
		return WayPage
	}
	return WayMail
}

// MailRhythm says how often somebody gets a mail at most.
type MailRhythm string

// The rhythms.
const (
	MailSoon   MailRhythm = "soon"
	MailHourly MailRhythm = "hourly"
	MailDaily  MailRhythm = "daily"
)

// MailRhythms lists every rhythm.
var MailRhythms = []MailRhythm{MailSoon, MailHourly, MailDaily}

const (
	// MailSoonAfter is how long a mail waits for more that belongs into it.
	MailSoonAfter = 10 * time.Minute
	// MailDailyAt is the hour of the daily mail, in the newsroom's zone.
	MailDailyAt = 8
)

// next is when a mail goes that is wanted now.
func (r MailRhythm) next(now time.Time, zone *time.Location) time.Time {
	switch r {
	case MailHourly:
		return now.Truncate(time.Hour).Add(time.Hour)
	case MailDaily:
		local := now.In(zone)
		at := time.Date(local.Year(), local.Month(), local.Day(), MailDailyAt, 0, 0, 0, zone)
		if !at.After(now) {
			at = time.Date(local.Year(), local.Month(), local.Day()+1, MailDailyAt, 0, 0, 0, zone)
		}
		return at.UTC()
	}
	return now.Add(MailSoonAfter)
}

// WayOf is how the person is told of a kind of notice.
func (u User) WayOf(k NoticeKind) NoticeWay {
	if way, chosen := u.chosenWays()[k]; chosen {
		return way
	}
	return k.usual()
}

func (u User) chosenWays() map[NoticeKind]NoticeWay {
	var ways map[NoticeKind]NoticeWay
	if u.NoticeChoices != "" {
		_ = json.Unmarshal([]byte(u.NoticeChoices), &ways) // which we wrote
	}
	return ways
}

// Notice is what one person should know of, made by an event of an article.
type Notice struct {
	ID        int64
	UserID    int64
	Kind      NoticeKind
	Gathers   bool
	ArticleID *int64 // nil where it is about the newsroom
	ClaimID   *int64 // nil where it is about none, or several
	CommentID *int64
	EventID   int64 // the newest that made it
	Times     int   // how many it stands for
	At        time.Time
	ReadAt    *time.Time
	MailAt    *time.Time // from when it may be mailed; nil for never, or done
	Mailed    int        // of how many a mail has told
	Tries     int        // to send that mail

	unmailed bool // it is of the lane of legal, of which nothing leaves
}

// notifies reports whether anybody may be told of an action.
func (a Action) notifies(d Detail) bool {
	switch a {
	case ClaimAssigned:
		return value(d.Person) != 0
	case CommentCreated, CommentAnswered, CommentResolved, CommentHanded, VerdictSubmitted, SecondGiven, SecondWaivedAct, ReviewApproved, ReviewReturned, ReviewVoided, AmendmentLogged, InquiryAnswered, WebhookStopped:
		return true
	}
	return a.movesArticle()
}

// ofItself reports whether the program did it, or somebody outside, under the
// name of who began it.
func (a Action) ofItself(d Detail) bool {
	return a == InquiryAnswered || a == WebhookStopped || a == CommentAnswered && d.Is == byLink
}

// movesArticle reports whether an action gives an article another status.
func (a Action) movesArticle() bool {
	return slices.Contains([]Action{ArticleSignedOffAct, ArticleReopened, ArticleHeld, ArticleResumed, ArticleKilledAct, ArticlePublishedAct}, a)
}

// notices says who is told what of an event: never who did it, nor anybody for
// whom the article does not exist, who has gone, or who does not want to know;
// and each of it once, of what concerns them most.
func (h happening) notices() []Notice {
	var all []Notice
	for _, n := range h.wanted() {
		u := h.People[n.UserID]
		switch {
		case !u.Active, u.WayOf(n.Kind) == WayNone, h.Article.Restricted && !h.Named[u.ID], u.ID == h.ActorID && !h.Action.ofItself(h.Detail), h.Thread.Legal && !h.inLane(u):
		case slices.ContainsFunc(all, func(o Notice) bool { return o.UserID == u.ID && o.Kind != NoticeStale && n.Kind != NoticeStale }):
		default:
			all = append(all, n)
		}
	}
	return all
}

// wanted are the notices of an event whoever they are for, first what concerns
// somebody most.
func (h happening) wanted() []Notice {
	var all []Notice
	add := func(kind NoticeKind, people ...int64) {
		for _, id := range people {
			n := Notice{UserID: id, Kind: kind, Gathers: kind.Gathers() || h.Action == AmendmentLogged, ArticleID: h.ArticleID, ClaimID: h.ClaimID, EventID: h.ID, Times: 1, At: h.At}
			n.unmailed = h.Thread.Legal
			if h.Comment.ID != 0 {
				n.CommentID = &h.Comment.ID
			}
			all = append(all, n)
		}
	}
	h.wantedOfTalk(add)
	switch {
	case h.Action == ClaimAssigned:
		add(NoticeAssigned, value(h.Detail.Person))
		all[0].Times = max(1, len(h.Detail.Claims))
	case h.Action == ReviewReturned || h.Action == ReviewVoided:
		add(NoticeReturned, h.Proposer)
	case h.Action == ReviewApproved && h.Claim.Status == ClaimApproved:
		add(NoticeApproved, h.Proposer)
	case h.sendsOn() && h.Claim.Status == ClaimInReview:
		add(NoticeWaiting, h.peopleWho(h.mayDecide)...)
	case h.Action == AmendmentLogged:
		add(NoticeArticle, h.peopleWho(h.mayDecideAmendment)...)
	case h.Action == InquiryAnswered:
		add(NoticeAnswered, h.ActorID)
	case h.Action == WebhookStopped:
		add(NoticeWebhook, h.peopleWho(func(u User) bool { return u.Admin })...)
	case h.Action.movesArticle():
		add(NoticeArticle, value(h.Article.AuthorID), h.Article.CreatedBy)
	}
	for _, p := range h.Stale {
		add(NoticeStale, p.userID)
		all[len(all)-1].ClaimID = &p.claimID
	}
	return all
}

// wantedOfTalk adds the notices of what was said.
func (h happening) wantedOfTalk(add func(NoticeKind, ...int64)) {
	switch {
	case h.Action == CommentCreated:
		add(NoticeAsked, value(h.Comment.OwnerID))
		add(NoticeMentioned, h.Detail.Mentions...)
	case h.Action == CommentAnswered:
		add(NoticeAnswered, h.Thread.CreatedBy)
		add(NoticeMentioned, h.Detail.Mentions...)
	case h.Action == CommentHanded:
		add(NoticeAsked, value(h.Comment.OwnerID))
	case h.Action == CommentResolved && h.Comment.Query:
		add(NoticeSettled, h.Comment.CreatedBy)
	}
}

// gathered makes one of the notices that gather, for each person, kind and
// article.
func gathered(all []Notice) []Notice {
	var few []Notice
	for _, n := range all {
		at := slices.IndexFunc(few, func(o Notice) bool {
			return n.Gathers && o.Gathers && o.UserID == n.UserID && o.Kind == n.Kind && sameID(o.ArticleID, n.ArticleID)
		})
		if at < 0 {
			few = append(few, n)
			continue
		}
		o := &few[at]
		if n.ClaimID == nil || !sameID(o.ClaimID, n.ClaimID) {
			o.ClaimID, o.Times = nil, o.Times+n.Times
		}
		o.EventID, o.At = n.EventID, n.At
	}
	return few
}
