package models

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestTheNameOfAFileHidesNothing(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"paper.pdf": "paper.pdf", `C:\papers\paper.pdf`: "paper.pdf", "../../etc/passwd": "passwd", "..": "file", "": "file", " . ": "file",
		"gpj.\u202elmth.exe": "gpj.lmth.exe", "\u2066a\u2069.html": "a.html", "a\u2028b\u00a0c.txt": "ab c.txt", "a\x00b\x1b.txt": "ab.txt", "a\xff.txt": "a.txt",
		"صورة.png": "صورة.png", strings.Repeat("ä", 200) + ".html": strings.Repeat("ä", 145) + ".html", strings.Repeat("a", 100) + "." + strings.Repeat("b", 100): strings.Repeat("a", 100) + "." + strings.Repeat("b", 49),
	} {
		if got := fileName(given); got != want {
			t.Errorf("%q is named %q, want %q", given, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, seed := range []string{"paper.pdf", `..\..\a`, "a\u202eb.html", "\x00", strings.Repeat("/.", 200), "a.\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		got := fileName(given)
		bad := func(r rune) bool {
			return !unicode.IsGraphic(r) || unicode.IsSpace(r) && r != ' ' || r == '/' || r == '\\'
		}
		if got == "" || got == "." || got == ".." || utf8.RuneCountInString(got) > maxFileName || strings.ContainsFunc(got, bad) || !utf8.ValidString(got) {
			t.Errorf("%q is named %q", given, got)
		}
		if again := fileName(got); again != got {
			t.Errorf("%q is named %q and then %q", given, got, again)
		}
	})
}
