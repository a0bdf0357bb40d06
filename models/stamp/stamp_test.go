package stamp_test

import (
	"crypto"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/digitorus/timestamp"

	"stet/models/modelstest"
	"stet/models/stamp"
)

const list = "stet evidence list 1\narticle 1\n"

func hashed(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// answered is what an authority answers to a question for the list.
func answered(t testing.TB, a *modelstest.Authority, nonce *big.Int) []byte {
	t.Helper()
	raw, err := stamp.Query(hashed(list), nonce)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timestamp.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !q.Certificates || q.HashAlgorithm != crypto.SHA256 || hex.EncodeToString(q.HashedMessage) != hashed(list) || q.Nonce.Cmp(nonce) != 0 {
		t.Fatalf("the question is %+v", q)
	}
	return a.Answer(q)
}

func TestATimeStampSaysWhenAndByWhom(t *testing.T) {
	t.Parallel()
	a := modelstest.NewAuthority(t)
	roots, ok := stamp.Roots(a.PEM)
	answer := answered(t, a, big.NewInt(7))
	got, err := stamp.Verify(answer, hashed(list), big.NewInt(7), roots)
	if !ok || err != nil || !got.At.Equal(modelstest.AuthorityTime) || got.Authority != "Test Time Authority" || got.Serial == "" || !got.Trusted {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = stamp.Verify(answer, hashed(list), nil, nil); err != nil || got.Trusted {
		t.Errorf("without a certificate that is trusted: %+v, %v", got, err)
	}
}

func TestAnAnswerThatLiesIsToldApart(t *testing.T) {
	t.Parallel()
	a, other := modelstest.NewAuthority(t), modelstest.NewAuthority(t)
	nonce := big.NewInt(7)
	roots, _ := stamp.Roots(a.PEM)
	honest := answered(t, a, nonce)
	lie := func(change func(*timestamp.Timestamp)) []byte {
		a.Lies(change)
		defer a.Lies(nil)
		return answered(t, a, nonce)
	}
	forged := append([]byte(nil), honest...)
	forged[len(forged)-3] ^= 1 // in the signature, which comes last
	refused, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadRequest)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		answer []byte
		want   stamp.Wrong
	}{
		"another hash":         {lie(func(t *timestamp.Timestamp) { t.HashedMessage = make([]byte, 32) }), stamp.OtherHash},
		"another nonce":        {lie(func(t *timestamp.Timestamp) { t.Nonce = big.NewInt(8) }), stamp.OtherNonce},
		"no nonce":             {lie(func(t *timestamp.Timestamp) { t.Nonce = nil }), stamp.OtherNonce},
		"no certificate":       {lie(func(t *timestamp.Timestamp) { t.AddTSACertificate = false }), stamp.Unsigned},
		"another authority":    {answered(t, other, nonce), stamp.Untrusted},
		"after its validity":   {lie(func(t *timestamp.Timestamp) { t.Time = t.Time.AddDate(30, 0, 0) }), stamp.Untrusted},
		"garbage":              {[]byte("<html>"), stamp.Unread},
		"nothing":              {nil, stamp.Unread},
		"a refusal":            {refused, stamp.Unread},
		"more behind it":       {append(append([]byte(nil), honest...), 0), stamp.Unread},
		"more than is allowed": {make([]byte, stamp.Largest+1), stamp.Unread},
	} {
		var wrong stamp.Wrong
		if _, err := stamp.Verify(c.answer, hashed(list), nonce, roots); !errors.As(err, &wrong) || wrong != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := stamp.Verify(forged, hashed(list), nonce, roots); err == nil {
		t.Error("a forged signature holds")
	}
	if _, err := stamp.Verify(honest, hashed(list+" "), nil, roots); err != stamp.OtherHash {
		t.Errorf("the list was altered: %v", err)
	}
}

// TestOpenSSLAcceptsWhatWeAccept lets another program look at the same files.
func TestOpenSSLAcceptsWhatWeAccept(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv(modelstest.RequireVariable) != "" {
			t.Fatalf("no openssl, and %s wants everything tested", modelstest.RequireVariable)
		}
		t.Skip("no openssl: install it to run this")
	}
	a, folder := modelstest.NewAuthority(t), t.TempDir()
	kept := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	token, root := kept("time-stamp.tsr", answered(t, a, big.NewInt(7))), kept("root.pem", []byte(a.PEM))
	verify := func(data string) (string, error) {
		out, err := exec.Command("openssl", "ts", "-verify", "-data", data, "-in", token, "-CAfile", root).CombinedOutput()
		return string(out), err
	}
	if out, err := verify(kept("list.txt", []byte(list))); err != nil || !strings.Contains(out, "Verification: OK") {
		t.Errorf("openssl says %v: %s", err, out)
	}
	if out, err := verify(kept("other.txt", []byte(list+" "))); err == nil {
		t.Errorf("openssl accepts another list: %s", out)
	}
}

func TestRootsAreCertificatesAndNothingElse(t *testing.T) {
	t.Parallel()
	a, b := modelstest.NewAuthority(t), modelstest.NewAuthority(t)
	for text, ok := range map[string]bool{"": true, " \n": true, a.PEM: true, a.PEM + "\n" + b.PEM: true, "hello": false, a.PEM + "hello": false,
		strings.ReplaceAll(a.PEM, "CERTIFICATE", "PRIVATE KEY"): false, strings.Replace(a.PEM, "MII", "AAA", 1): false} {
		if _, got := stamp.Roots(text); got != ok {
			t.Errorf("%.40q: %v", text, got)
		}
	}
}

func FuzzVerify(f *testing.F) {
	a := modelstest.NewAuthority(f)
	f.Add(answered(f, a, big.NewInt(7)))
	f.Add([]byte("0\x80"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		got, err := stamp.Verify(answer, hashed(list), nil, nil)
		var wrong stamp.Wrong
		if err != nil && !errors.As(err, &wrong) || err == nil && (got.At.IsZero() || got.Serial == "") {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
