package main_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// attaches adds evidence with a file of zeros to a claim.
func (v *visitor) attaches(claim, name string, size int64) {
	v.t.Helper()
	r, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		for _, field := range [][2]string{{"relation", "supports"}, {"source_title", "The register"}, {"locator", "p. 1"}} {
			_ = form.WriteField(field[0], field[1]) // what is not read to its end fails there
		}
		part, err := form.CreateFormFile("files", name)
		if err == nil {
			_, err = io.CopyN(part, zeros{}, size)
		}
		_ = form.Close()
		_ = w.CloseWithError(err)
	}()
	request, err := http.NewRequest(http.MethodPost, v.site+"/claims/"+claim+"/evidence", r)
	if err != nil {
		v.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	v.answered(v.read(v.http.Do(request))).taken()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// packed is a newsroom with an article, and a claim on it with an evidence file.
func packed(t *testing.T, size int64) (data string) {
	t.Helper()
	data = t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := signedIn(t, s, eva)
	article := editor.start("The harbour tram", tramMarkup)
	editor.attaches(editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 1), "register.bin", size)
	s.stop()
	return data
}

func TestAPacketIsVerifiedOfflineAndTakenInElsewhere(t *testing.T) {
	t.Parallel()
	data, path := packed(t, 1<<20), filepath.Join(t.TempDir(), "tram.zip")
	stet(t, data, "export", "1", "--format", "packet", "--out", path).works()
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	stet(t, nowhere, "doctor", "--packet", path).works().prints("The packet is whole", `"The harbour tram"`, "1 of them evidence", "claimreview")
	if _, err := os.Stat(nowhere); !os.IsNotExist(err) {
		t.Errorf("looking at a packet made a data folder: %v", err)
	}
	elsewhere := t.TempDir()
	stet(t, elsewhere, "import", "--packet", path).works().prints("Article 1: The harbour tram", "3 blocks, 4 sentences")
	stet(t, elsewhere, "doctor").works()
	before, after := exported(t, data, "1"), exported(t, elsewhere, "1")
	if x, y := before.Claims[0].Evidence[0].Files[0], after.Claims[0].Evidence[0].Files[0]; x != y {
		t.Errorf("the file was %+v and is %+v", x, y)
	}
	if before.Text != after.Text || before.Claims[0].Wording != after.Claims[0].Wording {
		t.Errorf("before %+v, after %+v", before.Claims, after.Claims)
	}
}

func TestADamagedPacketIsNamedAndNothingOfItIsTakenIn(t *testing.T) {
	t.Parallel()
	data, path := packed(t, 100_000), filepath.Join(t.TempDir(), "tram.zip")
	stet(t, data, "export", "1", "--format", "packet", "--out", path).works()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, make([]byte, 1000))
	raw[at+500] = 1
	damaged, elsewhere := file(t, "damaged.zip", raw), t.TempDir()
	o := stet(t, elsewhere, "doctor", "--packet", damaged)
	if o.exit != 1 || !strings.Contains(o.out, "register.bin") || !strings.Contains(o.err, "not as it was exported") {
		t.Errorf("doctor ended with %d: %s%s", o.exit, o.out, o.err)
	}
	stet(t, elsewhere, "import", "--packet", damaged).fails("register.bin")
	stet(t, elsewhere, "import", "--packet", file(t, "tram.md", []byte(tramMarkup))).fails("not a packet")
	stet(t, elsewhere, "export", "1", "--out", "-").fails("no article 1")
	stet(t, elsewhere, "import", "--packet", path, "--max-file", "1000").fails("larger")
	stet(t, elsewhere, "doctor").works()
}

func TestAnExportThatIsStoppedLeavesNoFile(t *testing.T) {
	t.Parallel()
	data := packed(t, 48<<20)
	path := filepath.Join(t.TempDir(), "tram.zip")
	cmd := command(t, "export", "1", "--format", "packet", "--out", path, "--data", data)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		half, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".stet-*"))
		if err == nil && len(half) == 1 {
			if about, err := os.Stat(half[0]); err == nil && about.Size() > 0 {
				break
			}
		}
		if time.Now().After(end) {
			t.Fatalf("the export does not begin: %v, %s", half, errs.String())
		}
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the exit status says it
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(errs.String(), "Stopped") {
		t.Errorf("it ended with %d: %s", cmd.ProcessState.ExitCode(), errs.String())
	}
	missing(t, path)
}
