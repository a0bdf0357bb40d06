package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stet/app/web"
	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// longArticle has so many words in paragraphs of five sentences, and a claim on
// each of its first sentences.
func longArticle(b *testing.B, st *modelstest.Story, words, claims int) models.Article {
	b.Helper()
	var s strings.Builder
	for i := range words / 12 {
		fmt.Fprintf(&s, "In year %d the harbour tram carried %d people across the bay. ", 1000+i%1000, 30000+i)
		if i%5 == 4 {
			s.WriteString("\n\n")
		}
	}
	doc := text.Parse(s.String())
	a, err := st.Store.CreateArticle(b.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The long way"}, Document: doc})
	if err != nil {
		b.Fatal(err)
	}
	for i := range claims {
		at := doc.Sentences[i*len(doc.Sentences)/claims].Span
		at.End = at.Start + 20 + i%20
		if _, err := st.Store.CreateClaim(b.Context(), st.Editor, a.ID, models.NewClaim{Selection: models.Selection{RevisionID: a.RevisionID, Span: at}}); err != nil {
			b.Fatal(err)
		}
	}
	return a
}

// BenchmarkWorkspacePage is the whole answer, gzipped, as a browser gets it.
func BenchmarkWorkspacePage(b *testing.B) {
	for _, claims := range []int{100, 1000} {
		b.Run(fmt.Sprintf("%d claims", claims), func(b *testing.B) {
			st := modelstest.NewStory(b, modelstest.OpenWith(b, models.Options{Data: b.TempDir()}))
			a := longArticle(b, st, 50_000, claims)
			pages := web.New(web.Options{Store: st.Store})
			cookie := signedIn(b, pages, st.Editor)
			var bytes int
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path("/articles/%d", a.ID), nil)
				r.Header.Set("Accept-Encoding", "gzip")
				r.AddCookie(cookie)
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
				bytes = w.Body.Len()
			}
			b.ReportMetric(float64(bytes), "gzipped-bytes")
		})
	}
}

func signedIn(b *testing.B, pages http.Handler, u models.User) *http.Cookie {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(form("email", u.Email, "password", modelstest.Password).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		return c
	}
	b.Fatal("not signed in")
	return nil
}

// BenchmarkSavingAClaim is a selection in a browser made into a claim, history
// and coverage included, until the answer that leads back to the workspace.
func BenchmarkSavingAClaim(b *testing.B) {
	st := modelstest.NewStory(b, modelstest.OpenWith(b, models.Options{Data: b.TempDir()}))
	a := longArticle(b, st, 50_000, 100)
	pages := web.New(web.Options{Store: st.Store})
	cookie := signedIn(b, pages, st.Editor)
	for n := 0; b.Loop(); n++ {
		fields := form("revision", fmt.Sprint(a.RevisionID), "block", fmt.Sprint(n%800), "start16", "3", "end16", fmt.Sprint(8+n%20))
		r := httptest.NewRequest(http.MethodPost, path("/articles/%d/claims", a.ID), strings.NewReader(fields.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther {
			b.Fatal(w.Code, w.Body)
		}
	}
}
