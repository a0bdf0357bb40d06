package export

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/text"
)

// headed is an article whose text begins with its title, with a claim on it.
func headed(t testing.TB) models.Checked {
	c := article(t, []text.Part{{Kind: text.Heading, Level: 1, Text: "The harbour “tram” carries 31,400"}, {Kind: text.Heading, Level: 2, Text: "A crosshead"}, {Kind: text.Paragraph, Text: "It opened in 2019."}},
		models.CheckedClaim{Wording: "It carries 31,400", Places: quotes("carries 31,400"), Verdict: verdict("correct", "")},
		models.CheckedClaim{Wording: "It opened in 2019", Places: quotes("opened in 2019")})
	c.Article.Title = `The Harbour "tram" carries 31,400`
	return c
}

func TestATitleThatTheTextBringsAlongIsPrintedOnce(t *testing.T) {
	t.Parallel()
	c := headed(t)
	for format, once := range map[string]string{"html": "carries 31,400", "markdown": "carries 31,400", "docx": "carries 31,400", "pdf": "tram"} {
		file := inflated(t, written(t, format, c))
		switch format {
		case "html":
			root := parsed(t, file)
			h1 := elements(root, "h1")[0]
			if content(h1) != "The harbour “tram” carries 31,400" || len(elements(h1, "mark")) != 1 || attribute(elements(h1, "a")[0], "href") != "#claim-1" {
				t.Errorf("the headline is %q", content(h1))
			}
			file = content(h1) + content(elements(root, "article")[0])
		case "docx":
			file, _, _ = strings.Cut(file[strings.Index(file, "<w:body>"):], "StetAppendix")
		case "markdown":
			file, _, _ = strings.Cut(file, "\n[^1]:")
			if !strings.Contains(file, "# The harbour “tram” carries 31,400[^1]\n") || !strings.Contains(file, "\n## A crosshead\n") {
				t.Errorf("markdown begins %.300s", file)
			}
		case "pdf":
			file = strings.NewReplacer("\n", "", " ", "").Replace(file)
			if n := strings.Count(file, "Theharbour“tram”carries"); n != 1 {
				t.Errorf("the headline stands %d times in the report", n)
			}
			continue
		}
		if n := strings.Count(file, once); n != 1 {
			t.Errorf("%s prints the headline %d times: %s", format, n, file)
		}
	}
}

func TestAWordDocumentWithTheHeadlineInItsTextGivesItBack(t *testing.T) {
	t.Parallel()
	c := headed(t)
	c.Comments = []models.CheckedComment{{Body: "Look again.", By: "Eva", At: at}}
	w, ours, err := ReadDOCX([]byte(written(t, "docx", c)))
	if err != nil || !ours {
		t.Fatal(ours, err)
	}
	if w.Checked.Text != c.Text || w.Checked.Article.Title != c.Article.Title || len(w.Checked.Claims) != len(c.Claims) {
		t.Errorf("it gives back %q with %d claims under %q", w.Checked.Text, len(w.Checked.Claims), w.Checked.Article.Title)
	}
}
