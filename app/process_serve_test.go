package main_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFreshServerLeadsToTheSetUpAndIsThenReady(t *testing.T) {
	t.Parallel()
	s := serving(t, filepath.Join(t.TempDir(), "new", "data"))
	v := visiting(t, s)
	v.get("/").leads("/setup")
	v.get("/articles/1").leads("/setup")
	v.get("/setup").ok()
	v.post("/setup", "newsroom", "The Courier", "name", "Ada", "email", ada.email, "password", password, "role", "reviewer").leads("/")
	v.get("/").ok()
	visiting(t, s).get("/setup").leads("/sign-in")
	visiting(t, s).get("/").leads("/sign-in")
}

func TestASecondServerOnOneFolderIsRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	first := serving(t, data)
	stet(t, data, "serve", "--listen", "127.0.0.1:0").fails("Another Stet is already using")
	visiting(t, first).get("/healthz").ok()
	first.stop()
	visiting(t, serving(t, data)).get("/healthz").ok()
}

func TestABackupTakenWhileServingIsRestoredElsewhere(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := signedIn(t, s, eva)
	article := editor.start("The harbour tram", tramMarkup)
	editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 1)

	backup, elsewhere := filepath.Join(t.TempDir(), "all.backup"), filepath.Join(t.TempDir(), "data")
	stet(t, data, "backup", backup).works().prints(backup)
	stet(t, elsewhere, "restore", backup).works().prints(elsewhere)
	stet(t, elsewhere, "doctor").works().prints("Everything is in order.")
	stet(t, elsewhere, "restore", backup).fails("empty")
	stet(t, data, "restore", backup).fails("empty")

	restored := signedIn(t, serving(t, elsewhere), eva).get("/articles/" + article).ok()
	if !strings.Contains(restored.body, "harbour tram in 2019") {
		t.Error("the restored article has lost its text")
	}
	if checked := exported(t, elsewhere, article); len(checked.Claims) != 1 {
		t.Errorf("%d claims were restored", len(checked.Claims))
	}
}

func TestDoctorNamesADamagedDatabase(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	stet(t, data, "import", file(t, "tram.md", []byte(tramMarkup))).works()
	found, err := filepath.Glob(filepath.Join(data, "*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the data folder has the databases %v, %v", found, err)
	}
	db, err := os.OpenFile(found[0], os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = db.WriteAt([]byte(strings.Repeat("damage", 2000)), 3*4096); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if o := stet(t, data, "doctor"); o.exit != 1 || o.err == "" {
		t.Errorf("doctor ended with %d: %s%s", o.exit, o.out, o.err)
	}
}

func TestTheSessionCookieIsKeptFromScriptsAndOtherSites(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	for _, mode := range []struct {
		flags  []string
		secure bool
	}{{nil, false}, {[]string{"--secure"}, true}} {
		s := serving(t, data, mode.flags...)
		r := visiting(t, s).post("/sign-in", "email", eva.email, "password", password)
		cookies := (&http.Response{Header: r.header}).Cookies()
		if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].Secure != mode.secure || cookies[0].Path != "/" {
			t.Errorf("with %v the cookies are %v", mode.flags, cookies)
		}
		s.stop()
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	v := signedIn(t, s, eva)
	r, err := http.NewRequest(http.MethodPost, s.address+"/articles", strings.NewReader("title=Planted&text=Words"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://elsewhere.example")
	if refused := v.answered(v.read(v.http.Do(r))); refused.status != http.StatusForbidden {
		t.Errorf("a form from another site is answered with %d", refused.status)
	}
}
