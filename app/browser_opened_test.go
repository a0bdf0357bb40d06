package main_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// twoPages is a PDF with a sentence on each of two pages.
func twoPages(first, second string) string {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	stream := func(s string) string {
		s = "BT /F 12 Tf 72 720 Td (" + s + ") Tj ET"
		return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(s), s)
	}
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 7 0 R>>>>>>"
	var at []int
	for i, o := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", fmt.Sprintf(page, 5), fmt.Sprintf(page, 6), stream(first), stream(second),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.String()
}

var openedOnPage = regexp.MustCompile(`href="(/evidence/\d+/files/\d+#place)"`)

// handsIn sends a form with a file in one of its fields.
func (v *visitor) handsIn(path, field, name, data string, fields ...string) {
	v.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			v.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write([]byte(data))
	}
	if err != nil || form.Close() != nil {
		v.t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, v.site+path, &b)
	if err != nil {
		v.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	v.answered(v.read(v.http.Do(request))).taken()
}

// brings attaches a file at a place of it, and returns the page that opens it there.
func (v *visitor) brings(claim, name, data, where, excerpt string) string {
	v.t.Helper()
	before := len(openedOnPage.FindAllString(v.get(v.get("/claims/"+claim).to).body, -1))
	v.handsIn("/claims/"+claim+"/evidence", "files", name, data, "relation", "supports", "source_title", "A source of "+name, "locator", where, "excerpt", excerpt)
	links := openedOnPage.FindAllStringSubmatch(v.get(v.get("/claims/"+claim).to).body, -1)
	if len(links) != before+1 {
		v.t.Fatalf("the panel leads to %v", links)
	}
	return links[before][1]
}

func TestALocatorOpensEvidenceAtItsPlaceInTheBrowser(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := signedIn(t, s, eva)
	article := editor.start("The harbour tram", tramMarkup)
	claim := editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 1)

	b := newTab(t, browserFor(t), s.address, desktop)
	(&person{tab: b, account: eva, by: mouse{}}).signsIn()
	var csv strings.Builder
	for i := range 200 {
		fmt.Fprintf(&csv, "line %d,%d\n", i+1, 30_000+i)
	}
	inSight := `(e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })(document.querySelector('%s'))`
	for _, c := range []struct{ name, data, where, excerpt, sees, holds string }{
		{"report.pdf", twoPages("The first page is about ships.", "On a weekday it carried 31,412 people."), "p. 2", "it carried 31,412 people", "word for word", `document.querySelector('mark').textContent === 'it carried 31,412 people' && document.querySelector('h2').textContent === 'Page 2 of 2'`},
		{"report.pdf", twoPages("The first page is about ships.", "On a weekday it carried 31,412 people."), "p. 1", "it carried 31,412 people", "not on this page", `document.querySelector('mark') === null`},
		{"counts.csv", csv.String(), "B150", "30149", "word for word", fmt.Sprintf(inSight, "#place") + ` && document.querySelector('#place').textContent === '30149'`},
	} {
		at := editor.brings(claim, c.name, c.data, c.where, c.excerpt)
		for _, d := range []device{phone, desktop} {
			b.device = d
			b.equip()
			b.opens(at)
			b.sees(c.sees)
			b.until(c.name+" is at its place", c.holds)
		}
		b.isForEverybody(axe, view{path: at, with: "of " + c.name})
	}
}

// silence is a recording in which nobody says anything, so many seconds long:
// eight-bit samples of one channel, as RIFF has them.
func silence(seconds int) string {
	const rate = 8000
	samples := strings.Repeat("\x80", rate*seconds)
	var b bytes.Buffer
	b.WriteString("RIFF")
	for _, part := range []any{uint32(36 + len(samples)), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(rate), uint16(1), uint16(8), []byte("data"), uint32(len(samples))} {
		_ = binary.Write(&b, binary.LittleEndian, part) // a buffer takes everything
	}
	return b.String() + samples
}

func TestARecordingPlaysFromItsTimeInTheBrowser(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := signedIn(t, s, eva)
	article := editor.start("The harbour tram", tramMarkup)
	claim := editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 1)
	at := editor.brings(claim, "interview.wav", silence(30), "0:12", "")
	b := newTab(t, browserFor(t), s.address, desktop)
	(&person{tab: b, account: eva, by: b.hand()}).signsIn()
	b.opens(at)
	b.sees("From 0:00:12")
	b.until("the recording stands at its time", `document.querySelector('audio').currentTime === 12`)
	b.press("main h2") // nothing plays before somebody has touched the page
	do(b, `void document.querySelector('audio').play()`)
	b.until("it plays on from there", `(t => t > 12 && t < 30)(document.querySelector('audio').currentTime)`)
}
