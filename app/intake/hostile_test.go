//go:build unix

package intake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Bounds of the work on one hostile file: how much the heap may grow by, in
// bytes, and what the processors may take even on a slow day, in seconds. The
// budget is 2; the log has the figures.
const (
	mostMemory  = 100_000_000
	mostSeconds = 6
)

// effort is what reading a file took.
type effort struct {
	seconds   float64 // of the processors
	peak, all uint64  // bytes: of the heap above where it began, and allocated in all
}

func (e effort) String() string {
	return fmt.Sprintf("%.2f s, heap up by %d MB, %d MB allocated in all", e.seconds, e.peak/1e6, e.all/1e6)
}

func measured(name string) metrics.Value {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value
}

func heap() uint64 { return measured("/memory/classes/heap/objects:bytes").Uint64() }

// processors is the time that they worked for this process so far, in seconds.
func processors(t *testing.T) float64 {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// watched reads a file and watches what that takes.
func watched(t *testing.T, name string, data []byte, o Options) (r Result, e effort, err error) {
	e = spent(t, func() { r, err = Read(name, data, o) })
	return r, e, err
}

// spent watches what some work takes.
func spent(t *testing.T, work func()) (e effort) {
	debug.FreeOSMemory()
	began, allocated, base := processors(t), measured("/gc/heap/allocs:bytes").Uint64(), heap()
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			e.peak = max(e.peak, max(heap(), base)-base)
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	work()
	close(done)
	<-stopped
	e.all = measured("/gc/heap/allocs:bytes").Uint64() - allocated
	e.seconds = processors(t) - began
	return e
}

// repeated writes a format n times; %[1]d is the number.
func repeated(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// hostileDOCX makes hostile bodies of Word documents, by name.
func hostileDOCX() map[string]func() string {
	again := func(n int, s string) func() string { return func() string { return strings.Repeat(s, n) } }
	inParagraph := func(n int, s string) func() string {
		return func() string { return "<w:p>" + strings.Repeat(s, n) + "</w:p>" }
	}
	return map[string]func() string{
		"endless paragraphs": again(1_000_001, "<w:p/>"),
		"fields in fields":   inParagraph(350_000, `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`),
		"endless code": func() string {
			return `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + strings.Repeat(codeOf(strings.Repeat("a", 100)), 200_000) + `</w:p>`
		},
		"endless marks of notes": func() string { return `<w:p>` + repeated(300_000, footnoteMark("%d")) + `</w:p>` },
		"endless tables":         again(100_000, `<w:tbl><w:tr><w:tc>`+paragraphs("a")+`</w:tc></w:tr></w:tbl>`),
		"endless text boxes":     inParagraph(90_000, `<w:r><w:txbxContent>`+paragraphs("a")+`</w:txbxContent></w:r>`),
		"joined paragraphs":      again(200_000, paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("a "))),
		"wide comments": func() string {
			return repeated(19_000, commentFrom("%[1]d")) + strings.Repeat(paragraphs("word"), 20_000) + repeated(19_000, commentTo("%[1]d"))
		},
	}
}

// hostileODT makes hostile bodies of OpenDocument texts, by name.
func hostileODT() map[string]func() string {
	inParagraph := func(n int, s string) func() string {
		return func() string { return "<text:p>a" + strings.Repeat(s, n) + "</text:p>" }
	}
	return map[string]func() string{
		"endless paragraphs": func() string { return strings.Repeat("<text:p/>", 1_000_001) },
		"one endless run":    func() string { return openParagraphs(strings.Repeat("A", 15_000_000)) },
		"deep lists":         func() string { return strings.Repeat("<text:list><text:list-item>", 100_000) },
		"endless spaces":     inParagraph(500_000, `<text:s text:c="999999999"/>`),
		"endless notes":      inParagraph(200_000, `<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note>`),
		"endless changes": func() string {
			return `<text:tracked-changes>` + repeated(90_000, `<text:changed-region text:id="c%[1]d"><text:deletion><text:p>a</text:p><text:p>b</text:p></text:deletion></text:changed-region>`) +
				`</text:tracked-changes><text:p>` + repeated(90_000, `<text:change text:change-id="c%[1]d"/>`) + `</text:p>`
		},
		"wide comments": func() string {
			return `<text:p>` + repeated(19_000, annotationOf("%[1]d", "Ada", "", "Why?", "")) + `words` + repeated(19_000, annotationTo("%[1]d")) + `</text:p>`
		},
	}
}

// hostileFiles makes the files of the collection and others, by name.
func hostileFiles(t *testing.T) map[string]func() []byte {
	all := map[string]func() []byte{}
	files, _ := filepath.Glob(filepath.Join(shared(t, "data/docx/generated"), "*"))
	for _, file := range files {
		all["collection/"+filepath.Base(file)] = func() []byte { return load(t, file) }
	}
	for name, body := range hostileDOCX() {
		all[name+".docx"] = func() []byte { return docx(t, body()) }
	}
	all["wide comments.docx"] = func() []byte {
		ring := part{"word/commentsExtended.xml", `<a>` + repeated(19_000, `<b paraId="P%[1]d" paraIdParent="P%[1]d"/>`) + `</a>`}
		return docx(t, hostileDOCX()["wide comments"](), notesPart("comments", repeated(19_000, commentOf("%[1]d", "Ada", "", "Why?"))), ring)
	}
	for name, body := range hostileODT() {
		all[name+".odt"] = func() []byte { return odt(t, body()) }
	}
	all["endless spans.fodt"] = func() []byte {
		return flat(`<text:p>` + strings.Repeat(`<text:span text:style-name="B">a</text:span>`, 400_000) + `</text:p>`)
	}
	all["entities.fodt"] = func() []byte {
		return append([]byte(`<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>`), flat(openParagraphs("&c;"))...)
	}
	all["truncated.odt"] = func() []byte { return odt(t, openParagraphs("a"))[:500] }
	return all
}

// TestAHostileFileTakesLittleAndLeavesNothing reads one file at a time, after
// its changes and before them, and counts what that takes. It runs alone.
func TestAHostileFileTakesLittleAndLeavesNothing(t *testing.T) {
	files := hostileFiles(t)
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("TMPDIR", folder)
	for name, file := range files {
		watch(t, name, file(), Options{})
		if strings.Contains(name, "change") || strings.Contains(name, "joined") {
			watch(t, name, file(), Options{Original: true})
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func watch(t *testing.T, name string, data []byte, o Options) {
	t.Helper()
	r, e, err := watched(t, filepath.Base(name), data, o)
	if reason := (*Error)(nil); err != nil && !errors.As(err, &reason) {
		t.Errorf("%s: %v", name, err)
	}
	t.Logf("%-40s %v: %.30q %.60v", name, e, r.Document.Text, err)
	if e.peak > mostMemory || e.seconds > mostSeconds {
		t.Errorf("%s took %v", name, e)
	}
}
