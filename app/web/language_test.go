package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// in asks for a page as a browser that reads some languages does.
func (c *client) in(languages, path string) *answer {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Language", languages)
	return c.do(r)
}

func TestEverybodyIsSpokenToInTheirLanguage(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Viewer)
	const english, german, arabic = `<html lang="en" dir="ltr">`, `<html lang="de" dir="ltr">`, `<html lang="ar" dir="rtl">`
	n.visitor().in("de-AT,de;q=0.9,en;q=0.5", "/sign-in").holds(german)
	n.visitor().in("tlh, en;q=0.2, ar;q=0.7", "/sign-in").holds(arabic)
	n.visitor().in(";;q=x", "/sign-in").holds(english)
	c.get("/account").holds(english)
	c.in("de", "/account").holds(german)
	c.post("/account/language", "language", "ar").leads("/account")
	c.in("de", "/account").holds(arabic, `<option value="ar" selected>العربية</option>`)
	c.in("de", "/nothing/here").holds(arabic)
	c.post("/account/language", "language", "tlh").status(http.StatusUnprocessableEntity).holds(arabic)
	c.post("/account/language", "language", "").leads("/account")
	c.in("ru;q=0.8", "/account").holds(`<html lang="ru" dir="ltr">`)
}
