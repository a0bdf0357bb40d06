package mail

import (
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"stet/models"
	"stet/models/message"
)

// message is a digest as a mail.
func (s *Server) message(d models.Digest, at time.Time) (*gomail.Msg, error) {
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, err
	}
	if from.Name == "" {
		from.Name = "Stet"
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.FromFormat(from.Name, from.Address); err != nil {
		return nil, err
	}
	if err := m.To(d.To.Email); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	m.SetMessageIDWithValue(d.Mark() + "@" + domain)
	m.SetDateWithValue(at)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no machine answers
	m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+settings(d)+">")
	m.Subject(subject(d))
	m.SetBodyString(gomail.TypeTextPlain, body(d))
	return m, nil
}

func settings(d models.Digest) string { return d.URL + "/account/notices" }

func subject(d models.Digest) string {
	return d.To.Language.Say("Stet: %d new notices", d.Total())
}

// body is the text of a mail, in the language of whom it is for: how many
// notices of which kind, and where they are.
func body(d models.Digest) string {
	l := d.To.Language
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", l.Say("New for you in Stet at %s:", d.Newsroom))
	for _, c := range d.Counts {
		fmt.Fprintf(&b, "* %s\n", l.Say(counted[c.Kind], c.Times))
	}
	fmt.Fprintf(&b, "\n%s\n%s/notices\n\n%s\n%s\n", l.Say("Read them:"), d.URL, l.Say("Change what you are told of, and how often:"), settings(d))
	return b.String()
}

// counted says how much of a kind there is.
var counted = map[models.NoticeKind]message.Key{
	models.NoticeAssigned: "%d claims were given to you to check.", models.NoticeAsked: "%d queries ask you.", models.NoticeSettled: "%d queries of yours were settled.",
	models.NoticeMentioned: "You were mentioned in %d comments.", models.NoticeReturned: "%d verdicts of yours were sent back or declared void.", models.NoticeApproved: "%d verdicts of yours were approved.",
	models.NoticeWaiting: "%d verdicts were sent for review.", models.NoticeStale: "%d approvals of yours no longer count.", models.NoticeArticle: "Articles have had a new status, or something turned out after publication, %d times.",
	models.NoticeAnswered: "%d links of yours were answered.", models.NoticeWebhook: "%d webhooks were stopped.",
}
