package blob_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"stet/models/blob"
)

const roomy = 1 << 20 // bytes

func open(t testing.TB) (*blob.Dir, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "files")
	d, err := blob.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return d, path
}

func put(t testing.TB, d *blob.Dir, content string) string {
	t.Helper()
	sha, _, err := d.Put(strings.NewReader(content), roomy)
	if err != nil {
		t.Fatal(err)
	}
	return sha
}

func names(t testing.TB, d *blob.Dir) []string {
	t.Helper()
	var all []string
	if err := d.Walk(func(sha string, _ int64, _ time.Time) error { all = append(all, sha); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsStoredIsReadBackUnderItsHash(t *testing.T) {
	t.Parallel()
	d, _ := open(t)
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "content")
		sha, size, err := d.Put(bytes.NewReader(content), 300)
		if err != nil {
			t.Fatal(err)
		}
		want := sha256.Sum256(content)
		if sha != hex.EncodeToString(want[:]) || size != int64(len(content)) {
			t.Fatalf("stored as %s with %d bytes", sha, size)
		}
		f, err := d.Open(sha)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, content) {
			t.Fatalf("read %q, %v", got, err)
		}
		if err := d.Verify(sha); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheSameBytesTwiceAreOneFile(t *testing.T) {
	t.Parallel()
	d, _ := open(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, _, err := d.Put(strings.NewReader("minutes of the meeting"), roomy); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if all := names(t, d); len(all) != 1 {
		t.Errorf("kept %v", all)
	}
}

func TestATooLargeFileIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	if _, _, err := d.Put(strings.NewReader("12345"), 5); err != nil {
		t.Errorf("a file of exactly the limit: %v", err)
	}
	_, _, err := d.Put(strings.NewReader("123456"), 5)
	var large *blob.TooLarge
	if !errors.As(err, &large) || large.Max != 5 {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestAnInterruptedUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	broken := errors.New("the connection was lost")
	_, _, err := d.Put(io.MultiReader(strings.NewReader("half a file"), iotest.ErrReader(broken)), roomy)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestSweepingTakesWhatACrashLeftAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	sha := put(t, d, "finished")
	left := filepath.Join(path, "unfinished-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := blob.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Sweep(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the leftover is still there: %v", err)
	}
	if err := d.Verify(sha); err != nil {
		t.Error(err)
	}
}

func TestAnAlteredFileIsFoundOutAndMendedByStoringItAgain(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	sha := put(t, d, "25 years")
	if err := os.WriteFile(filepath.Join(path, sha[:2], sha[2:]), []byte("52 years"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Verify(sha); !errors.Is(err, blob.ErrAltered) {
		t.Errorf("got %v", err)
	}
	put(t, d, "25 years")
	if err := d.Verify(sha); err != nil {
		t.Error(err)
	}
}

func TestAMissingFileIsReportedAsMissing(t *testing.T) {
	t.Parallel()
	d, _ := open(t)
	sha := strings.Repeat("0", 64)
	if err := d.Verify(sha); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestWalkVisitsStoredFilesAloneInTheOrderOfTheirNames(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	a, b := put(t, d, "one"), put(t, d, "four")
	if a > b {
		a, b = b, a
	}
	for _, stray := range []string{"notes.txt", filepath.Join(a[:2], "notes.txt"), a} {
		if err := os.WriteFile(filepath.Join(path, stray), []byte("stray"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if all := names(t, d); len(all) != 2 || all[0] != a || all[1] != b {
		t.Errorf("visited %v, want %v", all, []string{a, b})
	}
	stop := errors.New("stop")
	if err := d.Walk(func(string, int64, time.Time) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsWrittenInPiecesIsStoredOnlyWhenItIsWhole(t *testing.T) {
	t.Parallel()
	d, path := open(t)
	sha, size, err := d.Fill(func(w io.Writer) error { _, err := io.WriteString(w, "25 years"); return err })
	if err != nil || size != 8 || sha != put(t, d, "25 years") {
		t.Errorf("stored as %s with %d bytes, %v", sha, size, err)
	}
	stop := errors.New("stop")
	if _, _, err := d.Fill(func(w io.Writer) error { _, err := io.WriteString(w, "half"); return errors.Join(err, stop) }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestAFileIsRemovedUnlessItWasStoredAnewMeanwhile(t *testing.T) {
	t.Parallel()
	d, _ := open(t)
	sha := put(t, d, "a packet")
	if err := d.RemoveOld(sha, time.Now().Add(-time.Hour)); err != nil || d.Verify(sha) != nil {
		t.Errorf("a new file is gone: %v", err)
	}
	if err := d.RemoveOld(sha, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := d.Verify(sha); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an old file is still there: %v", err)
	}
	if err := d.RemoveOld(sha, time.Now()); err != nil {
		t.Errorf("a file that is gone already: %v", err)
	}
	if err := d.RemoveOld("../outside", time.Now()); !errors.Is(err, blob.ErrName) {
		t.Errorf("got %v", err)
	}
}

func FuzzNoNameLeadsOutOfTheFolder(f *testing.F) {
	d, path := open(f)
	sha := put(f, d, "inside")
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "outside"), nil, 0o600); err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{sha, strings.ToUpper(sha), "", "..", "../outside", "../../etc/passwd", sha[:2] + "/" + sha[3:], sha[:63] + "\x00", strings.Repeat("..", 32), strings.Repeat("é", 32)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		file, err := d.Open(name)
		if err == nil {
			file.Close()
		}
		if (err == nil) != (name == sha) {
			t.Errorf("opening %q: %v", name, err)
		}
		if len(name) != 64 && !errors.Is(err, blob.ErrName) {
			t.Errorf("opening %q: %v", name, err)
		}
	})
}
