// Package mail writes the mails that tell people of notices, and hands them to
// an SMTP server. A mail is read by others than its reader: it says how much of
// what kind there is, and nothing of what it is about.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"stet/models"
	"stet/models/message"
)

// timeout is how long a server may take for one mail.
const timeout = 45 * time.Second

// Ports where the address of a server names none: RFC 8314, 3.3, and RFC 6409.
const (
	portTLS        = 465
	portSubmission = 587
)

// Server is an SMTP server, and who writes through it. The connection is always
// encrypted, but with Plain.
type Server struct {
	Host     string
	Port     int
	TLS      bool // from the first byte (smtps); otherwise STARTTLS is insisted on
	Plain    bool // neither, for a relay on the same machine
	User     string
	Password string         // never logged
	From     string         // the sender
	Roots    *x509.CertPool // who vouches for certificates; nil is the system's
}

// Parse reads the address of a server: smtps://user:password@host:port, or
// smtp:// where STARTTLS begins the encryption, or smtp+plain:// for a relay on
// this machine. A password of its own goes before the one in the address. The
// error is a Refused one of models, and has nothing of the address in it.
func Parse(address, password, from string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, &models.Refused{Reason: message.Plain("--smtp must be an address such as smtps://user@mail.example.org.")}
	}
	s := &Server{Host: u.Hostname(), User: u.User.Username(), Password: password, From: from}
	if s.Password == "" {
		s.Password, _ = u.User.Password()
	}
	switch u.Scheme {
	case "smtps":
		s.TLS, s.Port = true, portTLS
	case "smtp":
		s.Port = portSubmission
	case "smtp+plain":
		s.Plain, s.Port = true, 25
		if ip := net.ParseIP(s.Host); s.Host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return nil, &models.Refused{Reason: message.Plain("smtp+plain:// is for a relay on this machine. Use smtp:// or smtps://, which encrypt.")}
		}
	default:
		return nil, &models.Refused{Reason: message.Plain("--smtp must begin with smtps:// or smtp://.")}
	}
	if p := u.Port(); p != "" {
		s.Port, err = strconv.Atoi(p)
	}
	if _, bad := mail.ParseAddress(from); err != nil || bad != nil {
		return nil, &models.Refused{Reason: message.Plain("--mail-from must be the address that mails come from, such as stet@example.org.")}
	}
	return s, nil
}

// Send hands a mail to the server. When it returns nil, the server has it.
func (s *Server) Send(ctx context.Context, d models.Digest, at time.Time) error {
	m, err := s.message(d, at)
	if err != nil {
		return fmt.Errorf("write a mail: %w", err)
	}
	client, err := gomail.NewClient(s.Host, s.options()...)
	if err == nil {
		err = client.DialAndSendWithContext(ctx, m)
	}
	if err != nil {
		return fmt.Errorf("send a mail by %s: %w", s.Host, err)
	}
	return nil
}

func (s *Server) options() []gomail.Option {
	o := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(timeout), gomail.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12})}
	switch {
	case s.Plain:
		o = append(o, gomail.WithTLSPolicy(gomail.NoTLS))
	case s.TLS:
		o = append(o, gomail.WithSSL())
	default:
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		o = append(o, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return o
}
