// Package stamp asks for time-stamps and reads them, as RFC 3161 has them: a
// time-stamping authority signs a hash together with the time, and so shows that
// what has this hash existed by then. It says nothing about whether it is true,
// or who made it. The package asks nobody; it makes questions and reads answers.
package stamp

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"stet/models/message"
)

// Media types of the question and of its answer (RFC 3161, 3.4).
const (
	QueryType = "application/timestamp-query"
	ReplyType = "application/timestamp-reply"
)

// Largest is the most bytes that an answer may have. Those of authorities have
// about 6,000.
const Largest = 64 << 10

// Wrong is why an answer proves nothing.
type Wrong struct{ Reason message.Key }

// Error is the sentence.
func (w Wrong) Error() string { return string(w.Reason) }

// The ways in which an answer is wrong.
var (
	Unread     = Wrong{"The answer is not a time-stamp, or the authority refused to give one."}
	OtherHash  = Wrong{"The time-stamp is for something else than the evidence list."}
	OtherNonce = Wrong{"The time-stamp answers another question than the one that was asked."}
	Unsigned   = Wrong{"The signature of the time-stamp does not hold."}
	Untrusted  = Wrong{"The time-stamp is not signed by an authority whose certificate stands in the settings."}
)

// Stamp is what a time-stamp says.
type Stamp struct {
	At        time.Time
	Authority string // as its certificate names it
	Serial    string // of the time-stamp, in decimal digits
	Trusted   bool   // its certificate leads to one that the caller trusts
}

// typeOfContent is what a time-stamp has signed: a TSTInfo (RFC 3161, 2.4.2).
var typeOfContent = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

// Query is a question for a time-stamp of a SHA-256, given in hexadecimal. The
// nonce tells the answer from an older one.
func Query(sha string, nonce *big.Int) ([]byte, error) {
	sum, err := hex.DecodeString(sha)
	if err != nil {
		return nil, err
	}
	return (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum, Nonce: nonce, Certificates: true}).Marshal()
}

// Verify reads an answer and checks that it is a time-stamp of the SHA-256, with
// the nonce unless that is nil, and well signed; where roots are given, by an
// authority that leads to one of them and was valid at that time. The error is a
// Wrong.
func Verify(answer []byte, sha string, nonce *big.Int, roots *x509.CertPool) (Stamp, error) {
	if len(answer) > Largest {
		return Stamp{}, Unread
	}
	t, err := timestamp.ParseResponse(answer)
	if err != nil {
		return Stamp{}, Unread
	}
	sum, err := hex.DecodeString(sha)
	switch {
	case err != nil || t.HashAlgorithm != crypto.SHA256 || !bytes.Equal(t.HashedMessage, sum):
		return Stamp{}, OtherHash
	case nonce != nil && (t.Nonce == nil || t.Nonce.Cmp(nonce) != 0):
		return Stamp{}, OtherNonce
	case t.SerialNumber == nil || t.Time.IsZero():
		return Stamp{}, Unread
	}
	signer, err := signedBy(t, roots)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{At: t.Time.UTC(), Authority: cmp.Or(signer.Subject.CommonName, signer.Subject.String()), Serial: t.SerialNumber.String(), Trusted: roots != nil}, nil
}

// signedBy is the certificate of whoever signed a time-stamp. The library
// checks no signature where the answer brings no certificate, nor what was signed.
func signedBy(t *timestamp.Timestamp, roots *x509.CertPool) (*x509.Certificate, error) {
	signed, err := pkcs7.Parse(t.RawToken)
	if err != nil {
		return nil, Unread
	}
	signer, content := signed.GetOnlySigner(), asn1.ObjectIdentifier{}
	if signer == nil || !slices.Contains(signer.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) ||
		signed.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &content) != nil || !content.Equal(typeOfContent) {
		return nil, Unsigned
	}
	if signed.VerifyWithChainAtTime(nil, t.Time) != nil {
		return nil, Unsigned
	}
	if roots == nil {
		return signer, nil
	}
	between := x509.NewCertPool()
	for _, c := range signed.Certificates {
		between.AddCert(c)
	}
	_, err = signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: t.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return nil, Untrusted
	}
	return signer, nil
}

// Roots reads the certificates that an authority is trusted for, in PEM. Without
// any it gives nil. It reports false where something in it is no certificate.
func Roots(text string) (*x509.CertPool, bool) {
	rest := bytes.TrimSpace([]byte(text))
	if len(rest) == 0 {
		return nil, true
	}
	pool := x509.NewCertPool()
	for len(rest) > 0 {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil || block.Type != "CERTIFICATE" {
			return nil, false
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, false
		}
		pool.AddCert(c)
		rest = bytes.TrimSpace(rest)
	}
	return pool, true
}
