package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

const (
	savedHTML = "<!doctype html><title>Counts</title><article><p>The harbour line carried 31,412 people on a mean weekday in October, says the report.</p><script>alert(1)</script></article>"
	savedPNG  = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)

// savedWARC is a WARC file that holds a page.
func savedWARC(address string) string {
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + savedHTML
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Date: 2026-03-02T09:00:00Z\r\nWARC-Target-URI: %s\r\n"+
		"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(answer), answer)
}

// cited is an item of evidence with an excerpt from a page.
func (n *newsroom) cited() models.Evidence {
	n.t.Helper()
	e, err := n.Store.CreateEvidence(n.t.Context(), n.Editor, n.Claim(n.Article(tram).ID, "31,412").ID, models.EvidenceForm{Relation: models.Supports, Locator: "first paragraph",
		Excerpt: "The harbour line carried 31,412 people on a mean weekday", Source: models.SourceForm{Title: "Counts", URL: "https://example.org/counts"}})
	if err != nil {
		n.t.Fatal(err)
	}
	return e
}

func TestASavedPageIsShownAsIfItHadBeenFetched(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	for name, data := range map[string]string{"page.html": savedHTML, "page.warc": savedWARC("https://example.org/counts"),
		"page.mht": "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Location: https://example.org/counts\r\n\r\n" + savedHTML + "\r\n--x--\r\n"} {
		e := n.cited()
		a := c.upload(path("/evidence/%d/captures", e.ID), "saved", "\u202e"+name, []byte(data), "url", "https://example.org/counts").status(http.StatusSeeOther)
		at := a.Header().Get("Location")
		c.get(at).status(http.StatusOK).holds("word for word", `<mark id="excerpt">The harbour line carried 31,412 people on a mean weekday</mark>`, "A copy of the page was handed in", n.Editor.Name, "<bdi>"+name+"</bdi>", "SHA-256 of the file")
		kept := c.get(at + "/upload").status(http.StatusOK)
		if h := kept.Header(); kept.Body.String() != data || h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename="+name) || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s is sent as %v", name, h)
		}
		if page := c.get(at + "/page").status(http.StatusOK).Body.String(); page != savedHTML {
			t.Errorf("%s holds the page %q", name, page)
		}
	}
	e := n.cited()
	at := c.upload(path("/evidence/%d/captures", e.ID), "saved", "page.png", []byte(savedPNG), "url", "https://example.org/counts").status(http.StatusSeeOther).Header().Get("Location")
	c.get(at).status(http.StatusOK).holds("It holds no text that can be shown here")
}

func TestAPDFThatIsHandedInIsRead(t *testing.T) {
	t.Parallel()
	n := open(t)
	c, e := n.as(n.Editor), n.cited()
	data := c.get(path("/articles/%d/export/pdf?for=internal", e.ArticleID)).status(http.StatusOK).Body.Bytes() // it carries the excerpt
	at := c.upload(path("/evidence/%d/captures", e.ID), "saved", "report.pdf", data, "url", "https://example.org/report.pdf").status(http.StatusSeeOther).Header().Get("Location")
	c.get(at).status(http.StatusOK).holds("The excerpt stands in the page word for word", `<mark id="excerpt">`)
}

func TestWhatIsNoSavedPageIsRefusedInItsField(t *testing.T) {
	t.Parallel()
	n := open(t)
	c, e := n.as(n.Editor), n.cited()
	at := path("/evidence/%d/captures", e.ID)
	c.upload(at, "saved", "a.bin", []byte("\x7fELF\x02\x01\x01\x00"), "url", "https://example.org/typed").status(http.StatusUnprocessableEntity).holds("no saved page that Stet knows", "https://example.org/typed")
	c.upload(at, "saved", "a.warc", []byte(savedWARC("https://example.org/other")), "url", "https://example.org/typed").status(http.StatusUnprocessableEntity).holds("such as https://example.org/other")
	c.upload(at, "saved", "a.html", []byte(savedHTML), "url", "javascript:alert(1)").status(http.StatusUnprocessableEntity).holds("must begin with http:// or https://")
	c.post(at, "url", "https://example.org/typed").status(http.StatusUnprocessableEntity).holds("Choose the file of the saved page")
	if k := n.Detail(e.ClaimID).Evidence[0].Capture; k != nil && k.Uploaded {
		t.Errorf("it was kept: %+v", k)
	}
}

func TestACopyInAnArchiveOutsideIsShownBesideTheCapture(t *testing.T) {
	t.Parallel()
	n := open(t)
	c, e := n.as(n.Editor), n.cited()
	kept := c.upload(path("/evidence/%d/captures", e.ID), "saved", "page.html", []byte(savedHTML), "url", "https://example.org/counts").Header().Get("Location")
	at := path("/evidence/%d/archives", e.ID)
	c.post(at, "archive", "https://example.org/copy").status(http.StatusUnprocessableEntity).holds("Give the https address of a copy", "https://example.org/copy")
	c.post(at, "archive", "https://web.archive.org/web/2026/https://example.org/counts").leads(path("/evidence/%d#copies", e.ID))
	c.get(kept).status(http.StatusOK).holds("Also kept by", `href="https://web.archive.org/web/2026/https://example.org/counts" rel="noreferrer noopener"`, "Wayback Machine")
	l, err := n.Store.ArchiveLinks(t.Context(), n.Editor, e.ID)
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	c.post(fmt.Sprintf("%s/%d/remove", at, l[0].ID)).leads(path("/evidence/%d#copies", e.ID))
	if page := c.get(kept).status(http.StatusOK).Body.String(); strings.Contains(page, "Also kept by") {
		t.Error("it is still shown")
	}
}
