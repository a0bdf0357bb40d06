package mail

import (
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"stet/models"
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
	if d.Total() == 1 {
		return "Stet: a new notice"
	}
	return fmt.Sprintf("Stet: %d new notices", d.Total())
}

// body is the text of a mail: how many notices of which kind, and where they
// are.
func body(d models.Digest) string {
	var b strings.Builder
	fmt.Fprintf(&b, "New for you in Stet at %s:\n\n", d.Newsroom)
	for _, c := range d.Counts {
		fmt.Fprintf(&b, "* %s\n", sentence(c))
	}
	fmt.Fprintf(&b, "\nRead them:\n%s/notices\n\nChange what you are told of, and how often:\n%s\n", d.URL, settings(d))
	return b.String()
}

// sentence says how much of a kind there is.
func sentence(c models.DigestCount) string {
	if c.Times == 1 {
		return one[c.Kind]
	}
	return fmt.Sprintf(many[c.Kind], c.Times)
}

var one = map[models.NoticeKind]string{
	models.NoticeAssigned: "A claim was given to you to check.", models.NoticeAsked: "A query asks you.", models.NoticeSettled: "A query of yours was settled.",
	models.NoticeMentioned: "You were mentioned in a comment.", models.NoticeReturned: "A verdict of yours was sent back or declared void.", models.NoticeApproved: "A verdict of yours was approved.",
	models.NoticeWaiting: "A verdict was sent for review.", models.NoticeStale: "An approval of yours no longer counts.", models.NoticeArticle: "An article has a new status, or something turned out after publication.",
	models.NoticeAnswered: "A link of yours was answered.", models.NoticeWebhook: "A webhook was stopped.",
}

var many = map[models.NoticeKind]string{
	models.NoticeAssigned: "%d claims were given to you to check.", models.NoticeAsked: "%d queries ask you.", models.NoticeSettled: "%d queries of yours were settled.",
	models.NoticeMentioned: "You were mentioned in %d comments.", models.NoticeReturned: "%d verdicts of yours were sent back or declared void.", models.NoticeApproved: "%d verdicts of yours were approved.",
	models.NoticeWaiting: "%d verdicts were sent for review.", models.NoticeStale: "%d approvals of yours no longer count.", models.NoticeArticle: "Articles have had a new status, or something turned out after publication, %d times.",
	models.NoticeAnswered: "%d links of yours were answered.", models.NoticeWebhook: "%d webhooks were stopped.",
}
