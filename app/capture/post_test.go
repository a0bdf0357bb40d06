package capture

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestWhatIsPostedArrivesAndTheAnswerComesBack(t *testing.T) {
	t.Parallel()
	address := site(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body)+" "+r.Header.Get("Accept-Encoding"))
	})
	got, err := local().Post(t.Context(), address, "application/x-question", []byte("When?"), 100)
	if err != nil || string(got) != "POST application/x-question When? " {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAnAnswerToAPostIsBoundedAndStaysWhereItWasAsked(t *testing.T) {
	t.Parallel()
	elsewhere := site(t, func(http.ResponseWriter, *http.Request) { t.Error("what was posted went on elsewhere") })
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		words  string
		again  bool // it may help to ask again
	}{
		"larger than it may be": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat("x", 101)) }, "more than", false},
		"far larger":            {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat("x", 3*maxHeader)) }, "more than", false},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere, http.StatusTemporaryRedirect)
		}, "(307)", false},
		"not found":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, "(404)", false},
		"overloaded": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, "(503)", true},
	} {
		_, err := local().Post(t.Context(), site(t, c.answer), "text/plain", nil, 100)
		wantReason(t, err, c.words)
		if again := err.(*Error).Unwrap() != nil; again != c.again {
			t.Errorf("%s: asking again may help: %v", name, again)
		}
	}
}

func TestNothingIsPostedInside(t *testing.T) {
	t.Parallel()
	o := &outside{names: inner}
	for _, address := range append(waysInside(), "http://127.0.0.1/", "http://10.0.0.1/tsa", "http://localhost/tsr") {
		before := len(o.dialled)
		_, err := o.fetcher().Post(t.Context(), address, "text/plain", []byte("a hash"), 100)
		if wantReason(t, err); len(o.dialled) != before {
			t.Errorf("%s was dialled", address)
		}
	}
}
