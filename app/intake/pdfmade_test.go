package intake

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// known is a text in a language, and a font that has its letters.
type known struct{ direction, font, paragraphs string }

func knownTexts() map[string]known {
	return map[string]known{
		"en": {"ltr", "Noto Serif", "The harbour tram carried 31,412 people in March, more than in any month since it opened in 1998. The operator counts passengers at the doors.\nIndependent engineers who examined the infrastructure disagreed about the maintenance costs. Their representatives published an extraordinarily comprehensive investigation."},
		"de": {"ltr", "Noto Serif", "Die Hafenbahn beförderte im März 31.412 Menschen, mehr als in jedem anderen Monat seit der Eröffnung im Jahr 1998.\nUnabhängige Sachverständige widersprachen der Einschätzung der Straßenverkehrsgesellschaft, die Instandhaltungskosten seien überschaubar."},
		"ru": {"ltr", "Noto Serif", "В марте портовый трамвай перевёз 31 412 человек — больше, чем в любой другой месяц с момента открытия в 1998 году.\nНезависимые специалисты не согласились с оценкой эксплуатационных расходов, а представители перевозчика пообещали исследование."},
		"ar": {"rtl", "Noto Naskh Arabic", "نقل ترام الميناء 31412 شخصا في شهر مارس، وهو عدد أكبر من أي شهر منذ افتتاحه عام 1998. وتحصي الشركة الركاب عند الأبواب.\nولا يوجد سقف في ثلث المحطات. وقد اشتكى الركاب من ذلك في 214 رسالة، بحسب الجمعية التي تتحدث باسمهم."},
		"he": {"rtl", "Noto Serif Hebrew", "הרכבת הקלה בנמל הסיעה בני אדם רבים בחודש מרץ, יותר מבכל חודש מאז פתיחתה בשנת 1998. המפעיל סופר את הנוסעים בדלתות.\nלשליש מהתחנות אין גג. הנוסעים התלוננו על כך ב 214 מכתבים, לדברי העמותה המייצגת אותם."},
		"zh": {"ltr", "Noto Serif CJK SC", "三月份，港口电车运送了很多人，超过开通以来的任何一个月。运营公司在车门处清点乘客，并且每个季度公布数字。\n三分之一的车站没有屋顶。据乘客协会说，乘客为此写了很多信投诉。"},
	}
}

// knownTimes is how often the text stands in a document, so that it fills some
// pages. Each time it begins with another word: lines that come back on every
// page are no text.
const knownTimes = 24

func knownParagraphs(language string) []string {
	var all []string
	for i := range knownTimes {
		for p := range strings.SplitSeq(knownTexts()[language].paragraphs, "\n") {
			all = append(all, turned(p, i))
		}
	}
	return all
}

// turned begins a text with a later word, and ends it with those before.
func turned(s string, by int) string {
	units, between := strings.Split(s, " "), " "
	if len(units) < 3 {
		units, between = strings.Split(s, ""), ""
	}
	by %= len(units)
	return strings.Join(append(units[by:len(units):len(units)], units[:by]...), between)
}

func knownText(language string) string { return strings.Join(knownParagraphs(language), "\n\n") }

// hyphenable puts a place for a hyphen into every long word.
func hyphenable(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if r := []rune(w); len(r) > 9 {
			words[i] = string(r[:4]) + "\u00AD" + string(r[4:7]) + "\u00AD" + string(r[7:])
		}
	}
	return strings.Join(words, " ")
}

func isHyphenated(k known) bool { return k.direction == "ltr" && k.font == "Noto Serif" }

func paragraphsAs(language, open, shut string) string {
	var b strings.Builder
	for _, p := range knownParagraphs(language) {
		if isHyphenated(knownTexts()[language]) {
			p = hyphenable(p)
		}
		b.WriteString(open + p + shut)
	}
	return b.String()
}

func asPage(language string, columns int) string {
	k := knownTexts()[language]
	return fmt.Sprintf(`<!doctype html><html lang=%s dir=%s><meta charset=utf-8><style>body{font:11pt "%s"}main{columns:%d;column-gap:9mm;text-align:justify}p{margin:0 0 3mm}</style><main>%s</main>`,
		language, k.direction, k.font, columns, paragraphsAs(language, "<p>", "</p>"))
}

// asOpenText is a document of one file with a head and a foot on each page.
func asOpenText(language string, columns int) string {
	k := knownTexts()[language]
	mode, align := "lr-tb", "left"
	if k.direction == "rtl" {
		mode, align = "rl-tb", "right"
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="3mm" fo:text-align="%[5]s" style:writing-mode="%[1]s"/><style:text-properties fo:font-family="'%[2]s'" style:font-family-complex="'%[2]s'" style:font-family-asian="'%[2]s'" fo:font-size="11pt" style:font-size-complex="11pt" style:font-size-asian="11pt"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="l"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" style:writing-mode="%[1]s"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
<style:style style:name="S" style:family="section"><style:section-properties style:writing-mode="%[1]s"><style:columns fo:column-count="%[3]d" fo:column-gap="9mm"/></style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="l"><style:header><text:p>The Daily Proof</text:p></style:header><style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:section text:style-name="S" text:name="s">%[4]s</text:section></office:text></office:body></office:document>`,
		mode, k.font, columns, paragraphsAs(language, "<text:p>", "</text:p>"), align)
}

// madePDFs has two programs make PDFs of the known texts, by program, language
// and columns.
func madePDFs(t *testing.T) map[string][]byte {
	t.Helper()
	folder := t.TempDir()
	made := map[string][]byte{}
	var sources []string
	for language := range knownTexts() {
		for _, columns := range []int{1, 2} {
			name := fmt.Sprintf("lo-%s-%d", language, columns)
			sources = append(sources, write(t, folder, name+".fodt", asOpenText(language, columns)))
			made[name] = nil
		}
	}
	runTool(t, "soffice", append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", folder}, sources...)...)
	for _, language := range []string{"en", "ar", "he"} {
		name := fmt.Sprintf("cr-%s-2", language)
		page := write(t, folder, name+".html", asPage(language, 2))
		runTool(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--user-data-dir="+t.TempDir(), "--no-pdf-header-footer", "--print-to-pdf="+filepath.Join(folder, name+".pdf"), "file://"+page)
		made[name] = nil
	}
	for name := range made {
		made[name] = load(t, filepath.Join(folder, name+".pdf"))
	}
	return made
}

func write(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// runTool runs a program of the machine; without it the test is skipped, or
// fails where nothing may be missing.
func runTool(t *testing.T, name string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err != nil && os.Getenv("STET_TEST_REQUIRE_ALL") != "":
		t.Fatalf("%s is not there", name)
	case err != nil:
		t.Skipf("skipped: %s is not there", name)
	}
	if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}
