package intake

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pdfCache is where tests keep the compiled reader of PDF, beside the compiler's
// own cache: making it takes seconds.
func pdfCache(t testing.TB) string {
	t.Helper()
	folder, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(folder, "stet")
}

// pdfOf is a PDF of these objects, the first of which is its catalog.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// streamOf is a stream object, deflated.
func streamOf(dictionary, content string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(content))
	z.Close()
	return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", dictionary, b.Len(), b.String())
}

// onePage is a PDF of a page that draws content in Helvetica, called /F, with
// more objects from number 6 on, which it knows as resources.
func onePage(content, resources string, more ...string) []byte {
	return pdfOf(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + resources + ">>>>",
		streamOf("", content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}, more...)...)
}

// showing draws lines of text from the top of a page down, each at its place.
func showing(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		fmt.Fprintf(&b, "BT /F 11 Tf 60 %d Td (%s) Tj ET\n", 780-14*i, line)
	}
	return b.String()
}

// hostilePDFs are documents that want more than they get.
func hostilePDFs() map[string][]byte {
	line := showing("It opened in 1998.")
	var deep, forms []string
	for i := range 5000 {
		deep = append(deep, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1>>", i+3))
	}
	names := ""
	for i := range 9 {
		names += fmt.Sprintf("/X%d 7 0 R", i)
	}
	for level := range 12 {
		calls, known := "", ""
		for i := range 9 {
			calls += fmt.Sprintf("/X%d Do ", i)
			known += fmt.Sprintf("/X%d %d 0 R", i, 7+level)
		}
		forms = append(forms, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 5 0 R>>/XObject<<"+known+">>>>", calls+line))
	}
	bomb := streamOf("", strings.Repeat("\x00", 30_000_000))
	return map[string][]byte{
		"tree that bites its tail":    pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>"),
		"deep tree":                   pdfOf(append(append([]string{"<</Type/Catalog/Pages 2 0 R>>"}, deep...), "<</Type/Page>>")...),
		"many pages":                  pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 200000/Kids["+strings.Repeat("3 0 R ", 200_000)+"]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
		"wrong count":                 pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2000000000>>"),
		"bomb":                        bytes.Replace(onePage("", ""), []byte(streamOf("", "")), []byte(bomb), 1),
		"form in itself":              onePage("/X Do", "/XObject<</X 6 0 R>>", streamOf("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 6 0 R>>>>", "/X Do /X Do")),
		"forms in forms":              onePage("/X0 Do", "/XObject<</X0 6 0 R>>", forms...),
		"deep arrays":                 pdfOf("<</Type/Catalog/Pages 2 0 R/A "+strings.Repeat("[", 1_000_000)+">>", "<</Type/Pages/Kids[]/Count 0>>"),
		"deep dictionaries":           pdfOf("<</Type/Catalog/Pages 2 0 R/A "+strings.Repeat("<</A", 500_000)+">>", "<</Type/Pages/Kids[]/Count 0>>"),
		"deep operands":               onePage(strings.Repeat("[", 2_000_000), ""),
		"saved states":                onePage(strings.Repeat("q ", 2_000_000), ""),
		"many letters":                onePage("BT /F 1 Tf ("+strings.Repeat("a", 8_000_000)+") Tj ET", ""),
		"many objects":                onePage(strings.Repeat("BT /F 1 Tf (a) Tj ET ", 200_000), ""),
		"huge page":                   bytes.Replace(onePage("", ""), []byte("[0 0 595 842]"), []byte("[0 0 9e30 9e30]"), 1),
		"reference to itself":         pdfOf("1 0 R"),
		"no objects":                  []byte("%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"table that points at itself": []byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"),
		"half a file":                 onePage(line, "")[:300],
		"head only":                   []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"),
		"noise":                       append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("\x01\xFF obj << stream"), 100_000)...),
	}
}
