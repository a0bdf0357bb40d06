package packet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"stet/app/packet"
	"stet/models"
)

func TestEveryDamagedMissingAndSurplusFileIsNamed(t *testing.T) {
	t.Parallel()
	raw, m := packs(t, newDesk(t).contents(models.ForInternal))
	whole := unzip(t, raw)
	for _, f := range m.Files {
		flipped := change(whole, f.Path, func(s string) string { return "X" + s[1:] })
		longer := change(whole, f.Path, func(s string) string { return s + "X" })
		shorter := change(whole, f.Path, func(s string) string { return s[:len(s)-1] })
		gone := slices.DeleteFunc(slices.Clone(whole), func(e entry) bool { return e.name == f.Path })
		for what, spoilt := range map[string][]entry{"flipped": flipped, "longer": longer, "shorter": shorter, "gone": gone} {
			if found := verifies(t, rezip(t, spoilt)); len(found) != 1 || !strings.Contains(found[0], fmt.Sprintf("%q", f.Path)) {
				t.Errorf("%s %s: found %q", f.Path, what, found)
			}
		}
	}
	surplus := append(slices.Clone(whole), entry{"evidence/claim-01/more.txt", "more"}, entry{"../../x\x1b[31m", ""}, whole[0])
	found := verifies(t, rezip(t, surplus))
	if len(found) != 3 || !strings.Contains(found[0], "more.txt") || !strings.Contains(found[1], `\x1b`) || !strings.Contains(found[2], "more than one") {
		t.Errorf("found %q", found)
	}
}

func TestADamagedByteAnywhereIsFound(t *testing.T) {
	t.Parallel()
	raw, _ := packs(t, newDesk(t).contents(models.ForInternal))
	missed := 0
	for at := 0; at < len(raw); at += 97 {
		bad := bytes.Clone(raw)
		bad[at] ^= 0x41
		p, err := packet.Open(bytes.NewReader(bad), int64(len(bad)))
		if err != nil {
			continue
		}
		if found, err := p.Verify(t.Context(), nil); err != nil || len(found) == 0 {
			missed++ // a time, or a number that is there twice: no content is touched
			entries := unzip(t, bad)
			for i, e := range unzip(t, raw) {
				if entries[i] != e {
					t.Fatalf("the byte %d changed %s and was not found", at, e.name)
				}
			}
		}
	}
	t.Logf("%d of %d bytes touch no content", missed, len(raw)/97)
}

// manifest is the smallest packet with these files listed.
func manifest(files ...string) entry {
	return entry{"manifest.json", `{"format":"stet.packet","version":1,"files":[` + strings.Join(files, ",") + `]}`}
}

func listed(path string, size int64) string {
	return fmt.Sprintf(`{"path":%q,"sha256":"x","size":%d}`, path, size)
}

func TestAPacketThatLeadsOutOrLiesIsNotRead(t *testing.T) {
	t.Parallel()
	for words, all := range map[string][]entry{
		"leads out":         {manifest(listed("../x", 1)), {"../x", "x"}},
		`"/etc/passwd"`:     {manifest(listed("/etc/passwd", 1)), {"/etc/passwd", "x"}},
		`"a\\..\\x"`:        {manifest(listed(`a\..\x`, 1))},
		`"C:x"`:             {manifest(listed(`C:x`, 1))},
		"twice":             {manifest(listed("x", 1), listed("x", 1)), {"x", "x"}},
		"far more than any": {manifest(listed("x", 1<<40)), {"x", strings.Repeat("0", 1<<20)}},
		"far more":          {manifest(listed("x", 1<<62), listed("y", 1<<62), listed("z", 1<<62)), {"x", "x"}},
		"far":               {manifest(listed("x", -1)), {"x", "x"}},
	} {
		if found := verifies(t, rezip(t, all)); len(found) == 0 || !strings.Contains(strings.Join(found, " "), words) {
			t.Errorf("%s: found %q", words, found)
		}
	}
}

func TestFilesThatLieOnTopOfOneAnotherAreNotRead(t *testing.T) {
	t.Parallel()
	raw := rezip(t, []entry{manifest(), {"a", strings.Repeat("a", 50_000)}, {"b", strings.Repeat("b", 50_000)}})
	directory := bytes.Split(raw, []byte("PK\x01\x02")) // the packed size of an entry is 16 bytes on
	for _, e := range directory[2:] {
		binary.LittleEndian.PutUint32(e[16:], uint32(len(raw)/2))
	}
	p, err := packet.Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if found, err := p.Verify(t.Context(), nil); err != nil || len(found) != 1 || !strings.Contains(found[0], "on top of one another") {
		t.Errorf("found %q, %v", found, err)
	}
}

func TestWhatIsNoPacketIsRefused(t *testing.T) {
	t.Parallel()
	many := make([]entry, 100_000)
	for i := range many {
		many[i].name = fmt.Sprintf("%042d", i)
	}
	for what, raw := range map[string][]byte{
		"nothing":              nil,
		"text":                 []byte("PK is not enough"),
		"a ZIP of other sorts": rezip(t, []entry{{"word/document.xml", "<x/>"}}),
		"another manifest":     rezip(t, []entry{{"manifest.json", `{"name":"web app"}`}}),
		"no JSON":              rezip(t, []entry{{"manifest.json", `{"format":"stet.packet",`}}),
		"no UTF-8":             rezip(t, []entry{{"manifest.json", "{\"format\":\"stet.packet\",\"version\":1,\"stet\":\"\xff\"}"}}),
		"a long list":          rezip(t, []entry{manifest(slices.Repeat([]string{"{}"}, 10_000)...)}),
		"a large manifest":     rezip(t, []entry{{"manifest.json", `{"format":"stet.packet","version":1,"stet":"` + strings.Repeat("0", 8<<20) + `"}`}}),
		"many files":           rezip(t, append(many, manifest())),
	} {
		_, err := packet.Open(bytes.NewReader(raw), int64(len(raw)))
		wantRefused(t, err, "is not a packet")
		if t.Failed() {
			t.Fatal(what)
		}
	}
	later := rezip(t, []entry{{"manifest.json", `{"format":"stet.packet","version":2}`}})
	_, err := packet.Open(bytes.NewReader(later), int64(len(later)))
	wantRefused(t, err, "newer Stet")
}

func TestABombIsReadNoFurtherThanItsManifestSays(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range []entry{manifest(listed("x", 10)), {"x", ""}} {
		w, err := z.Create(e.name)
		must(t, err)
		_, err = io.WriteString(w, e.content)
		must(t, err)
		for range 64 {
			if e.name == "x" {
				_, err = w.Write(make([]byte, 1<<20))
				must(t, err)
			}
		}
	}
	must(t, z.Close())
	var read int64
	found, err := opens(t, b.Bytes()).Verify(context.Background(), func(done, _ int64) { read = done })
	if must(t, err); len(found) != 1 || read != 10 {
		t.Errorf("found %q and read %d bytes", found, read)
	}
}

func FuzzAPacketFromOutside(f *testing.F) {
	raw, _ := packs(f, newDesk(f).contents(models.ForInternal))
	f.Add(raw)
	f.Add(rezip(f, []entry{manifest(listed("x", 1)), {"x", "x"}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := packet.Open(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		found, err := p.Verify(t.Context(), nil)
		if err == nil && len(found) == 0 {
			_, _ = p.Checked() // whatever it says, it must not end the program
		}
		_ = p.Manifest.Summary()
	})
}
