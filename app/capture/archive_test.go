package capture

import (
	"net/http"
	"testing"
)

func TestAnArchiveSaysInItsAnswerWhereItsCopyIs(t *testing.T) {
	t.Parallel()
	const asked = "https://archive.example/save/https://example.org/"
	for want, answer := range map[string]Fetched{
		"https://archive.example/web/1": {URL: asked, Hops: []Hop{{Fields: http.Header{"Content-Location": {"/web/1"}}}}},
		"https://archive.example/web/2": {URL: asked, Hops: []Hop{{Fields: http.Header{"Location": {"https://archive.example/web/2"}, "Content-Location": {"/other"}}}}},
		"https://archive.example/web/3": {URL: "https://archive.example/web/3", Hops: []Hop{{}, {Fields: http.Header{"Link": {`</other>; rel="memento"`}}}}},
		"https://archive.example/web/4": {URL: asked, Hops: []Hop{{Fields: http.Header{"Link": {`<https://example.org/>; rel="original", <https://archive.example/web/4>; rel="first memento"; datetime="x"`}}}}},
		"https://archive.example/web/5": {URL: asked, Hops: []Hop{{Fields: http.Header{"Link": {`</t>; rel=timemap`, `</web/5>; rel=memento`}}}}},
	} {
		if at := answer.CopyAt(); at != want {
			t.Errorf("its copy is at %q, want %q", at, want)
		}
	}
	for _, fields := range []http.Header{nil, {"Location": {"http://archive.example/web/1"}}, {"Content-Location": {"javascript:alert(1)"}}, {"Content-Location": {"https://me:x@archive.example/"}},
		{"Link": {`</a>; rel="mementos"`, `</b>; title="memento"`}}} {
		if at := (&Fetched{URL: asked, Hops: []Hop{{Fields: fields}}}).CopyAt(); at != "" {
			t.Errorf("%v is a copy at %s", fields, at)
		}
	}
}
