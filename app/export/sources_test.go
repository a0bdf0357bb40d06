package export

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
	"golang.org/x/net/html"

	"stet/models"
	"stet/models/text"
)

func TestTheTemplateOfTheBoxFitsIt(t *testing.T) {
	t.Parallel()
	if err := templatecheck.CheckHTML(sourcesTemplate, sourcesBox{}); err != nil {
		t.Error(err)
	}
}

// public is the article of the golden files as readers may see it.
func public(t testing.TB, draft bool) models.Checked {
	c := tram(t, draft)
	c.Audience = models.ForPublic
	c.Claims = slices.DeleteFunc(c.Claims, func(k models.CheckedClaim) bool { return k.Status != models.ClaimApproved })
	return c
}

func TestTheBoxShowsEverySettledClaimWithItsPublicEvidence(t *testing.T) {
	t.Parallel()
	c := public(t, false)
	root := parsed(t, written(t, "sources", c))
	box := elements(root, "aside")[0]
	all := strings.Join(strings.Fields(content(box)), " ")
	for _, claim := range c.Claims {
		if !strings.Contains(all, claim.Wording+" "+rating(&claim)) {
			t.Errorf("%q is not in the box with its verdict", claim.Wording)
		}
	}
	var links []string
	for _, a := range elements(box, "a") {
		links = append(links, attribute(a, "href"))
	}
	if want := []string{"https://council.example/minutes?year=2019&n=17", "https://web.archive.org/web/20261111101200/https://council.example/minutes?year=2019&n=17", "https://council.example/minutes?year=2019&n=17"}; !slices.Equal(links, want) {
		t.Errorf("it links to %q, want %q: a javascript address is none", links, want)
	}
	if !strings.Contains(all, "confidential source") || !strings.Contains(all, "cleared on 14 November 2026") {
		t.Errorf("it says %s", all)
	}
}

func TestTheBoxTouchesNothingAroundIt(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		box := written(t, "sources", public(t, draft))
		if strings.ContainsFunc(box, func(r rune) bool { return r >= 0x80 }) {
			t.Error("it is not plain ASCII")
		}
		root := parsed(t, box)
		checkHarmless(t, "the box", elements(root, "aside")[0])
		for n := range root.Descendants() {
			if id := attribute(n, "id"); id != "" && !strings.HasPrefix(id, "stet-sources-") {
				t.Errorf("the id %s is not its own", id)
			}
			for class := range strings.FieldsSeq(attribute(n, "class")) {
				if !strings.HasPrefix(class, "stet-sources") {
					t.Errorf("the class %s is not its own", class)
				}
			}
			if n.Type == html.ElementNode && slices.Contains([]string{"script", "link", "img", "iframe", "style"}, n.Data) && n.Data != "style" {
				t.Errorf("there is a <%s> in it", n.Data)
			}
		}
	}
	rules := regexp.MustCompile(`@media[^{]*\{`).ReplaceAllString(sourcesStyle, "")
	for _, rule := range regexp.MustCompile(`([^{}]+)\{[^{}]*\}`).FindAllStringSubmatch(rules, -1) {
		for selector := range strings.SplitSeq(rule[1], ",") {
			if s := strings.TrimSpace(selector); s != ".stet-sources" && !strings.HasPrefix(s, ".stet-sources ") {
				t.Errorf("the selector %q reaches beyond the box", s)
			}
		}
	}
	for _, far := range []string{"@import", "@font-face", "url(", "http", ":root", "!important"} {
		if strings.Contains(sourcesStyle, far) {
			t.Errorf("the style has %s", far)
		}
	}
}

func TestTheBoxOfAnArticleFromRightToLeftRunsThatWay(t *testing.T) {
	t.Parallel()
	c := public(t, false)
	c.Article.Language = "he"
	if box := elements(parsed(t, written(t, "sources", c)), "aside")[0]; attribute(box, "dir") != "rtl" {
		t.Errorf("it runs %s", attribute(box, "dir"))
	}
}

func TestABoxWithNothingToShowIsRefused(t *testing.T) {
	t.Parallel()
	c := article(t, []text.Part{{Kind: text.Paragraph, Text: "Nothing."}})
	c.Audience = models.ForPublic
	var refused Refused
	if err := Write(t.Context(), &strings.Builder{}, "sources", c, nil); !errors.As(err, &refused) || !strings.Contains(refused.Error(), "No claim") {
		t.Errorf("Write said %v", err)
	}
}
