package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"stet/app/mail"
	"stet/app/work"
	"stet/models"
	"stet/models/modelstest"
)

// mailbox is an SMTP server on this machine that keeps what it is sent, from who
// signs in over an encrypted connection.
type mailbox struct {
	mu      sync.Mutex
	mails   []string // with its recipient as the first line
	refuse  error    // what it says instead of taking a mail
	address string
	roots   *x509.CertPool
}

const smtpUser, smtpPassword = "stet", "öffne dich"

// openMailbox starts one that encrypts from the first byte, or by STARTTLS.
func openMailbox(t *testing.T, implicit bool) *mailbox {
	t.Helper()
	b := &mailbox{roots: x509.NewCertPool()}
	lender := httptest.NewTLSServer(nil) // of a certificate for 127.0.0.1
	t.Cleanup(lender.Close)
	b.roots.AddCert(lender.Certificate())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.address = listener.Addr().String()
	config := &tls.Config{Certificates: lender.TLS.Certificates}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &letterBox{box: b, conn: c}, nil }))
	server.TLSConfig, server.Domain, server.AllowInsecureAuth = config, "mail.example.org", false
	if implicit {
		listener = tls.NewListener(listener, config)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return b
}

// letterBox is one connection.
type letterBox struct {
	box      *mailbox
	conn     *smtp.Conn
	signedIn bool
	to       string
}

func (l *letterBox) AuthMechanisms() []string { return []string{sasl.Plain} }

func (l *letterBox) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if l.signedIn = user == smtpUser && password == smtpPassword; !l.signedIn {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (l *letterBox) Mail(string, *smtp.MailOptions) error {
	if _, encrypted := l.conn.TLSConnectionState(); !encrypted || !l.signedIn {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (l *letterBox) Rcpt(to string, _ *smtp.RcptOptions) error { l.to = to; return nil }

func (l *letterBox) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l.box.mu.Lock()
	defer l.box.mu.Unlock()
	if l.box.refuse != nil {
		return l.box.refuse
	}
	l.box.mails = append(l.box.mails, string(b))
	return nil
}

func (l *letterBox) Reset()        {}
func (l *letterBox) Logout() error { return nil }

// mailDesk is a newsroom that mails through a mailbox.
type mailDesk struct {
	*modelstest.Story
	t     *testing.T
	clock *modelstest.Clock
	log   bytes.Buffer
	post  postman
}

func newMailDesk(t *testing.T, b *mailbox, scheme, password string) *mailDesk {
	t.Helper()
	d := &mailDesk{t: t, clock: modelstest.NewClock()}
	d.Story = modelstest.NewStory(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Clock: d.clock.Now, Mail: true, URL: "https://stet.example.org"}))
	server, err := mail.Parse(scheme+"://"+smtpUser+"@"+b.address, password, "Stet <desk@example.org>")
	d.must(err)
	server.Roots = b.roots
	d.post = postman{d.Store, server, slog.New(slog.NewTextHandler(&d.log, nil))}
	return d
}

func (d *mailDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *mailDesk) says(articleID int64, body string) {
	d.t.Helper()
	_, err := d.Store.CreateComment(d.t.Context(), d.Editor, articleID, models.CommentForm{Body: body})
	d.must(err)
}

// after does what is to be done after a while.
func (d *mailDesk) after(wait time.Duration) {
	d.t.Helper()
	d.clock.Forward(wait)
	doJobs(d.t, d.Store, models.JobMail, d.post.do)
}

// doJobs does the jobs of a kind that are free.
func doJobs(t *testing.T, s *models.Store, kind models.JobKind, do work.Handler) {
	t.Helper()
	for range 20 {
		j, err := s.TakeJob(t.Context(), kind)
		if errors.Is(err, models.ErrNotFound) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := do(t.Context(), j, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.FinishJob(t.Context(), j, models.JobResult{}, func(tx *models.Store) error {
			if outcome.Effect == nil {
				return nil
			}
			return outcome.Effect(context.Background(), tx)
		}); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the jobs do not end")
}

func (b *mailbox) holds(t *testing.T, n int) []string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.mails) != n {
		t.Fatalf("the server has %d mails, want %d: %s", len(b.mails), n, b.mails)
	}
	return b.mails
}

func TestOneMailTellsOfAllThatIsUnreadAndOfNothingTwice(t *testing.T) {
	t.Parallel()
	for scheme, implicit := range map[string]bool{"smtp": false, "smtps": true} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			b := openMailbox(t, implicit)
			d := newMailDesk(t, b, scheme, smtpPassword)
			a := d.Article("The PLANTED tram carries 31,412 people.")
			for i := range 40 {
				d.says(a.ID, fmt.Sprint("@Rita, PLANTED words, ", i))
			}
			d.after(models.MailSoonAfter - time.Minute)
			b.holds(t, 0)
			d.after(2 * time.Minute)
			checkMail(t, b.holds(t, 1)[0])
			d.after(24 * time.Hour)
			b.holds(t, 1)
			d.says(a.ID, "@Rita, once more.")
			d.after(models.MailSoonAfter + time.Second)
			if last := b.holds(t, 2)[1]; !strings.Contains(last, "Subject: Stet: a new notice") {
				t.Errorf("the next mail is %s", last)
			}
		})
	}
}

// checkMail reads the mail about forty mentions.
func checkMail(t *testing.T, sent string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"From": `"Stet" <desk@example.org>`, "To": "<rita@example.org>", "Subject": "Stet: 40 new notices",
		"List-Unsubscribe": "<https://stet.example.org/account/notices>", "Auto-Submitted": "auto-generated"} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, err := m.Header.Date(); err != nil || !strings.HasSuffix(m.Header.Get("Message-Id"), "@example.org>") {
		t.Errorf("the mail is dated %v and called %q", err, m.Header.Get("Message-Id"))
	}
	for _, want := range []string{"You were mentioned in 40 comments.", "https://stet.example.org/notices", "https://stet.example.org/account/notices"} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the mail has no %q: %s", want, body)
		}
	}
	for _, secret := range []string{"PLANTED", "harbour", "31,412", "Eva"} {
		if strings.Contains(sent, secret) {
			t.Errorf("the mail tells %q: %s", secret, sent)
		}
	}
}

func TestAMailThatIsNotTakenIsTriedAgainUntilItIs(t *testing.T) {
	t.Parallel()
	b := openMailbox(t, false)
	d := newMailDesk(t, b, "smtp", smtpPassword)
	d.says(d.Article("The tram is long.").ID, "@Rita, look.")
	b.refuse = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Later."}
	d.after(models.MailSoonAfter + time.Second)
	d.after(6 * time.Second)
	b.mu.Lock()
	b.refuse = nil
	b.mu.Unlock()
	d.after(4 * time.Minute)
	b.holds(t, 0)
	d.after(2 * time.Minute)
	b.holds(t, 1)
	d.after(48 * time.Hour)
	b.holds(t, 1)
	if n := strings.Count(d.log.String(), "a mail was not sent"); n != 2 {
		t.Errorf("the log has %d failures: %s", n, d.log.String())
	}
}

func TestAWrongPasswordSendsNothingAndIsNotLogged(t *testing.T) {
	t.Parallel()
	b := openMailbox(t, false)
	d := newMailDesk(t, b, "smtp", "swordfish")
	d.says(d.Article("The tram is long.").ID, "@Rita, look.")
	d.after(models.MailSoonAfter + time.Second)
	b.holds(t, 0)
	if log := d.log.String(); !strings.Contains(log, "535") || strings.Contains(log, "swordfish") {
		t.Errorf("the log says %s", log)
	}
}

func TestNobodyIsMailedOfWhatTheyHaveReadOrDoesNotExistForThem(t *testing.T) {
	t.Parallel()
	b := openMailbox(t, false)
	d := newMailDesk(t, b, "smtp", smtpPassword)
	ctx := t.Context()
	read, hidden, left := d.Article("The tram is long."), d.Article("The tram is red."), d.Article("The tram is late.")
	d.says(read.ID, "@Rita, look.")
	lines, err := d.Store.Notices(ctx, d.Reviewer)
	d.must(err)
	_, err = d.Store.ReadNotice(ctx, d.Reviewer, lines[0].ID)
	d.must(err)
	d.says(hidden.ID, "@Rita, look.")
	d.must(d.Store.RestrictArticle(ctx, d.Editor, hidden.ID, nil))
	d.says(left.ID, "@Olaf, look.")
	_, err = d.Store.EditUser(ctx, d.Admin, d.Other.ID, models.UserForm{Version: d.Other.Version, Name: d.Other.Name, Role: d.Other.Role})
	d.must(err)
	d.after(time.Hour)
	b.holds(t, 0)
	d.must(d.Store.SetNotices(ctx, d.Viewer, models.NoticeForm{Rhythm: models.MailDaily, Ways: usualWays()}))
	d.says(left.ID, "@Vera, look.")
	d.after(20 * time.Hour) // 06:00
	b.holds(t, 0)
	d.after(2*time.Hour + time.Minute)
	b.holds(t, 1)
}

func usualWays() map[models.NoticeKind]models.NoticeWay {
	ways := map[models.NoticeKind]models.NoticeWay{}
	for _, k := range models.NoticeKinds {
		ways[k] = models.User{}.WayOf(k)
	}
	return ways
}

func TestAMailServerThatCannotBeMeantIsRefusedAtStart(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Config{
		"say with --url":        {SMTP: "smtps://mail.example.org", MailFrom: "a@example.org"},
		"begin with smtps://":   {SMTP: "https://mail.example.org", MailFrom: "a@example.org", URL: "https://stet.example.org"},
		"--mail-from":           {SMTP: "smtps://mail.example.org", URL: "https://stet.example.org"},
		"relay on this machine": {SMTP: "smtp+plain://mail.example.org", MailFrom: "a@example.org", URL: "https://stet.example.org"},
		"--url must be":         {URL: "stet.example.org"},
	} {
		if _, err := c.postOffice(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v answers %v, want %q", c, err, want)
		}
	}
}
