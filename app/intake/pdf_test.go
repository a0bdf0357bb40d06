package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"stet/models/text"
)

func readPDFFile(t testing.TB, data []byte) (Result, error) {
	t.Helper()
	return Read("a.pdf", data, Options{Cache: pdfCache(t)})
}

func mustReadPDF(t testing.TB, data []byte) Result {
	t.Helper()
	r, err := readPDFFile(t, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAHostilePDFEndsInASentence(t *testing.T) {
	mustReadPDF(t, onePage(showing("Compile the reader, if nobody has yet."), ""))
	slowest := time.Duration(0)
	for name, data := range hostilePDFs() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := readPDFFile(t, data)
			wantRefusal(t, err)
			slowest = max(slowest, time.Since(start))
		})
	}
	t.Logf("the slowest took %v", slowest.Round(time.Millisecond))
}

func TestAPDFWithoutTextSaysSo(t *testing.T) {
	t.Parallel()
	_, err := readPDFFile(t, onePage("0 0 595 842 re f", ""))
	wantRefusal(t, err, "no text layer")
	nameless := strings.Replace(string(onePage("BT /F 9 Tf (\x01\x02\x03 \x04\x05\x06) Tj ET", "")), "/Encoding/WinAnsiEncoding", "/Encoding<</Differences[1/g1/g2/g3/g4/g5/g6]>>", 1)
	_, err = readPDFFile(t, []byte(nameless))
	wantRefusal(t, err, "PDF")
}

func TestALockedPDFSaysSo(t *testing.T) {
	t.Parallel()
	plain, locked := filepath.Join(t.TempDir(), "a.pdf"), filepath.Join(t.TempDir(), "b.pdf")
	if err := os.WriteFile(plain, onePage(showing("It opened in 1998."), ""), 0o600); err != nil {
		t.Fatal(err)
	}
	for password, says := range map[string]string{"word": "password", "": ""} {
		runTool(t, "qpdf", "--encrypt", password, "owner", "256", "--", plain, locked)
		r, err := readPDFFile(t, load(t, locked))
		if says != "" {
			wantRefusal(t, err, says)
		} else if err != nil || r.Document.Text != "It opened in 1998." {
			t.Errorf("%q, %v", r.Document.Text, err)
		}
	}
}

func TestTheParagraphsOfAPDFAreFound(t *testing.T) {
	t.Parallel()
	page := "BT /F 20 Tf 60 800 Td (The tram) Tj ET\n" + strings.ReplaceAll(showing(
		"The harbour tram carried 31,412 people in March, more than in any month since it was ope-",
		"ned. The operator counts well-",
		"known figures and well-known faces.",
		"", "Nobody misses the ferry, said the mayor, who had been against the tram for years, and the",
		"council agreed with her.", "", "\x95 One thing", "\x95 Another thing"), "() Tj", "() Tj")
	r := mustReadPDF(t, onePage(page, ""))
	wantOutline(t, r, "# The tram", "p The harbour tram carried 31,412 people in March, more than in any month since it was opened. The operator counts well-known figures and well-known faces.",
		"p Nobody misses the ferry, said the mayor, who had been against the tram for years, and the council agreed with her.", "- One thing", "- Another thing")
	if r.Title != "The tram" || r.Format != "pdf" || r.Encoding != "" {
		t.Errorf("title %q, format %q", r.Title, r.Format)
	}
}

func TestColumnsThatWereDrawnAcrossAreReadDown(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	left := []string{"The harbour tram carried many", "people in March, and more of", "them than in any month since."}
	right := []string{"Nobody misses the old ferry,", "said the mayor on Tuesday, in", "a speech that was much liked."}
	for i := range left {
		fmt.Fprintf(&b, "BT /F 11 Tf 60 %d Td (%s) Tj ET BT /F 11 Tf 310 %d Td (%s) Tj ET\n", 700-14*i, left[i], 700-14*i, right[i])
	}
	wantOutline(t, mustReadPDF(t, onePage(b.String(), "")), "p "+strings.Join(left, " "), "p "+strings.Join(right, " "))
}

func TestHeadsAndFeetOfPagesAreLeftOutAndSaid(t *testing.T) {
	t.Parallel()
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R 6 0 R 8 0 R]/Count 3>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	for i, body := range []string{"It opened in 1998.", "Nobody misses the ferry.", "It pays for itself."} {
		content := "BT /F 9 Tf 60 820 Td (The Daily Proof) Tj ET BT /F 11 Tf 60 700 Td (" + body + ") Tj ET " + fmt.Sprintf("BT /F 9 Tf 290 20 Td (Page %d of 3) Tj ET", i+1)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>", 5+2*i), streamOf("", content))
	}
	r := mustReadPDF(t, pdfOf(objects...))
	wantOutline(t, r, "p It opened in 1998.", "p Nobody misses the ferry.", "p It pays for itself.")
	if len(inEnglish(r.LeftOut)) != 1 || !strings.Contains(inEnglish(r.LeftOut)[0], "headers and footers") {
		t.Errorf("left out: %q", inEnglish(r.LeftOut))
	}
}

// TestNoLetterOfAPageIsLost puts glyphs anywhere.
func TestNoLetterOfAPageIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var glyphs []glyph
		for range rapid.IntRange(1, 60).Draw(t, "glyphs") {
			left := rapid.Float64Range(0, 500).Draw(t, "left")
			glyphs = append(glyphs, glyph{text: string(rapid.SampledFrom([]rune("abcאבجد中文12")).Draw(t, "text")), left: left, right: left + 5,
				base: float64(rapid.IntRange(0, 40).Draw(t, "row") * 14), size: rapid.SampledFrom([]float64{9, 11, 20}).Draw(t, "size")})
		}
		want := map[rune]int{}
		for _, g := range glyphs {
			want[firstRune(g.text)]++
		}
		var parts []text.Part
		for _, p := range paragraphsOf(inOrder(linesOf(0, glyphs))) {
			parts = append(parts, p)
			for _, r := range p.Text {
				want[r]--
			}
		}
		for r, n := range want {
			if n != 0 && r != ' ' {
				t.Fatalf("%q: %d lost, in %v", r, n, parts)
			}
		}
	})
}

// TestPDFsOfTwoProgramsGiveTheirWordsBack has LibreOffice and Chromium make
// PDFs of texts that are known, in one column and in two, with hyphens.
func TestPDFsOfTwoProgramsGiveTheirWordsBack(t *testing.T) {
	t.Parallel()
	for name, data := range madePDFs(t) {
		language := strings.Split(name, "-")[1]
		r := mustReadPDF(t, data)
		got := wordF1(spaced(knownText(language)), spaced(r.Document.Text))
		t.Logf("%-6s word F1 %.4f", name, got)
		if got < 0.99 {
			t.Errorf("%s: word F1 is %.4f: %q", name, got, r.Document.Text)
		}
	}
}

// spaced puts blanks around ideographs, so that each counts as a word.
func spaced(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			fmt.Fprintf(&b, " %c ", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func FuzzPDF(f *testing.F) {
	f.Add(onePage(showing("It opened in 1998.", "Nobody misses the ferry."), ""))
	for name, data := range hostilePDFs() {
		if len(data) < 1_000 && name != "form in itself" { // the others take seconds each, and a fuzzer reads every seed first
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read("a.pdf", append([]byte("%PDF-1.7\n"), data...), Options{Limits: small, Cache: pdfCache(t)})
		checkOutcome(t, r, err)
	})
}

func BenchmarkPDF(b *testing.B) {
	var lines []string
	for range 50 {
		lines = append(lines, "The quick brown fox jumps over a lazy dog, and the dog does not mind at all.")
	}
	data := onePage(showing(lines...), "")
	mustReadPDF(b, data)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		mustReadPDF(b, data)
	}
}
