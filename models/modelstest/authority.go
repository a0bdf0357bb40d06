package modelstest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// Authority is a time-stamping authority (RFC 3161) of a test's own, with a root
// that vouches for it. It answers over HTTP.
type Authority struct {
	PEM string // of its root

	t    testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey

	mu    sync.Mutex
	asked []*Question
	lies  func(*Statement)
	down  func(http.ResponseWriter) // answers in its place
}

// Question and Statement are what an Authority is asked, and what it signs.
type (
	Question  = timestamp.Request
	Statement = timestamp.Timestamp
)

// ReadQuestion reads a question as it is sent.
func ReadQuestion(sent []byte) (*Question, error) { return timestamp.ParseRequest(sent) }

// AuthorityTime is the time that every Authority gives.
var AuthorityTime = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

// NewAuthority makes one with keys of its own.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{t: t}
	rootKey, root := a.certificate("Test root", nil, nil, &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	// Extended key usage: time-stamping alone, and critical, as RFC 3161, 2.3 asks.
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		t.Fatal(err)
	}
	a.key, a.cert = a.certificate("Test Time Authority", root, rootKey, &x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}})
	a.PEM = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw}))
	return a
}

func (a *Authority) certificate(name string, by *x509.Certificate, byKey *ecdsa.PrivateKey, c *x509.Certificate) (*ecdsa.PrivateKey, *x509.Certificate) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	if by == nil {
		by, byKey = c, key
	}
	c.Subject, c.SerialNumber = pkix.Name{CommonName: name}, big.NewInt(AuthorityTime.Unix())
	c.NotBefore, c.NotAfter = AuthorityTime.AddDate(-1, 0, 0), AuthorityTime.AddDate(20, 0, 0)
	der, err := x509.CreateCertificate(rand.Reader, c, by, &key.PublicKey, byKey)
	if err != nil {
		a.t.Fatal(err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return key, made
}

// Lies lets the authority change its answers before it signs them; nil makes it
// honest again.
func (a *Authority) Lies(change func(*Statement)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lies = change
}

// Down answers in the authority's place; nil lets it answer again.
func (a *Authority) Down(answer func(http.ResponseWriter)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.down = answer
}

// Asked are the questions that it has got.
func (a *Authority) Asked() []*Question {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]*Question(nil), a.asked...)
}

// ServeHTTP answers a question (RFC 3161, 3.4).
func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "ask as RFC 3161 has it", http.StatusBadRequest)
		return
	}
	q, err := ReadQuestion(raw)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	a.asked = append(a.asked, q)
	down := a.down
	a.mu.Unlock()
	if down != nil {
		down(w)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(a.Answer(q)) // who hangs up asks again
}

// Answer is the answer to a question.
func (a *Authority) Answer(q *Question) []byte {
	t := Statement{HashAlgorithm: q.HashAlgorithm, HashedMessage: q.HashedMessage, Nonce: q.Nonce, Time: AuthorityTime,
		Policy: asn1.ObjectIdentifier{1, 2, 3}, AddTSACertificate: q.Certificates}
	a.mu.Lock()
	if a.lies != nil {
		a.lies(&t)
	}
	a.mu.Unlock()
	answer, err := t.CreateResponseWithOpts(a.cert, a.key, crypto.SHA256)
	if err != nil {
		panic(err) // in a goroutine of the server, where the test cannot be ended
	}
	return answer
}
