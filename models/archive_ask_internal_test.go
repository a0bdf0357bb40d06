package models

import "testing"

func TestAnAddressThatLetsInWhoeverHasItIsToldToNobody(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.org/a?page=2&lang=de":          "https://example.org/a?page=2&lang=de",
		"https://example.org/a#:~:text=here":            "https://example.org/a",
		"https://example.org/a?author=x&keyword=tram":   "https://example.org/a?author=x&keyword=tram",
		"https://me:secret@example.org/":                "",
		"https://me@example.org/":                       "",
		"https://example.org/a?token=1":                 "",
		"https://example.org/a?page=2&ACCESS_TOKEN=1":   "",
		"https://example.org/a?X-Amz-Signature=1":       "",
		"https://example.org/a?PHPSESSID=1":             "",
		"https://example.org/a;jsessionid=1":            "",
		"https://example.org/a?api_key=1":               "",
		"https://example.org/a?auth%6B%65y=1&%74oken=1": "",
		"https://example.org/a?%zz":                     "",
		"ftp://example.org/a":                           "",
	} {
		if got := tellable(address); got != want {
			t.Errorf("%s is told as %q, want %q", address, got, want)
		}
	}
}

func TestAnArchiveIsAskedAtTheAddressThatTheNewsroomChose(t *testing.T) {
	t.Parallel()
	const page = "https://example.org/a?b=c&d=e"
	for pattern, want := range map[string]string{
		WaybackSave: "https://web.archive.org/save/https://example.org/a?b=c&d=e",
		"https://archive.example/?run=1&url={url}": "https://archive.example/?run=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d%3De",
	} {
		if got := archiveAsk(pattern, page); !isArchive(pattern) || got != want {
			t.Errorf("asked at %s", got)
		}
	}
	for _, pattern := range []string{"https://archive.example/", "https://{url}/", "https://archive.example/{url}/{url}", "http://archive.example/{url}", "https://me:x@archive.example/{url}", "javascript:{url}", "https://", "https:///{url}", "{url}"} {
		if isArchive(pattern) {
			t.Errorf("%s is an archive", pattern)
		}
	}
}

func TestOnlyTheArchiveItselfSaysWhereItsCopyIs(t *testing.T) {
	t.Parallel()
	for copy, want := range map[string]bool{
		"https://archive.ph/AbCdE": true, "https://archive.today/AbCdE": true, "https://archive.today/": false, "http://archive.today/A": false,
		"https://me@archive.today/A": false, "https://archive.today.evil.example/A": false, "https://web.archive.org/A": false, "": false, "//archive.today/A": false,
	} {
		if sameArchive("https://archive.today/submit/?url=x", copy) != want {
			t.Errorf("%q is its copy: %v", copy, !want)
		}
	}
}
