package vault_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models/vault"
)

func key(t testing.TB) vault.Key {
	t.Helper()
	k, err := vault.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsSealedOpensWithItsKeyAndWhatItIsAboutAlone(t *testing.T) {
	t.Parallel()
	k, other := key(t), key(t)
	rapid.Check(t, func(t *rapid.T) {
		plain, about := rapid.SliceOf(rapid.Byte()).Draw(t, "plain"), rapid.String().Draw(t, "about")
		sealed, err := k.Seal(rand.Reader, plain, about)
		if err != nil {
			t.Fatal(err)
		}
		if len(plain) > 5 && strings.Contains(sealed, string(plain)) {
			t.Fatal("the sealed text shows what is in it")
		}
		if got, err := k.Open(sealed, about); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("opened %q, %v", got, err)
		}
		if _, err := k.Open(sealed, about+"!"); !errors.Is(err, vault.ErrSealed) {
			t.Fatalf("about something else: %v", err)
		}
		if _, err := other.Open(sealed, about); !errors.Is(err, vault.ErrSealed) {
			t.Fatalf("with another key: %v", err)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(t, "altered at")
		altered := []byte(sealed)
		if altered[at] = 'A'; sealed[at] == 'A' {
			altered[at] = 'B'
		}
		if got, err := k.Open(string(altered), about); err == nil && !bytes.Equal(got, plain) {
			t.Fatalf("altered, it opens as %q", got)
		}
	})
}

func TestTheSameTextIsNeverSealedTheSameWay(t *testing.T) {
	t.Parallel()
	k := key(t)
	a, err := k.Seal(rand.Reader, []byte("+49 30 1234"), "source 1")
	b, again := k.Seal(rand.Reader, []byte("+49 30 1234"), "source 1")
	if err != nil || again != nil || a == b {
		t.Errorf("%q and %q, %v, %v", a, b, err, again)
	}
}

func TestAKeyComesBackFromItsLine(t *testing.T) {
	t.Parallel()
	k := key(t)
	if got, err := vault.Parse(k.Line() + "\r\n"); err != nil || got != k {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "abc", k.Line()[:40], k.Line() + k.Line()} {
		if _, err := vault.Parse(bad); !errors.Is(err, vault.ErrKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestASealedFileIsReadFromAnyPlaceAndOnlyUnaltered(t *testing.T) {
	t.Parallel()
	k := key(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := bytes.Repeat([]byte("minutes of the meeting "), rapid.IntRange(1, 9000).Draw(t, "length"))
		r, err := k.SealFile(rand.Reader, bytes.NewReader(plain))
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := io.ReadAll(r)
		if err != nil || bytes.Contains(sealed, []byte("minutes")) {
			t.Fatalf("%d bytes, %v", len(sealed), err)
		}
		if n, err := vault.SealedSize(int64(len(plain))); err != nil || n != int64(len(sealed)) {
			t.Fatalf("%d bytes announced, %d written, %v", n, len(sealed), err)
		}
		opened, err := k.OpenFile(bytes.NewReader(sealed), int64(len(sealed)))
		if err != nil || opened.Size() != int64(len(plain)) {
			t.Fatal(err)
		}
		from := rapid.IntRange(0, len(plain)-1).Draw(t, "from")
		part := make([]byte, min(100, len(plain)-from))
		if _, err := opened.ReadAt(part, int64(from)); err != nil && err != io.EOF || !bytes.Equal(part, plain[from:from+len(part)]) {
			t.Fatalf("from %d: %q, %v", from, part, err)
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(t, "altered at")] ^= 1
		if opened, err = k.OpenFile(bytes.NewReader(sealed), int64(len(sealed))); err == nil {
			if got, err := io.ReadAll(opened); err == nil {
				t.Fatalf("altered, it is read as %d bytes", len(got))
			}
		}
	})
}
