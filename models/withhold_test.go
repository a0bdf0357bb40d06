package models

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestANameIsWithheldHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	maria := Identity{Name: "Maria Kéller", Author: "José Ruiz", URL: "https://port.example/staff/17", Contact: "mk@port.example, +49 30 1234"}
	for said, want := range map[string]string{
		"Ask Maria Kéller again.":            "Ask confidential source again.",
		"ask MARIA  KÉLLER again":            "ask confidential source again",
		"Maria\u00a0Kéller":                  "confidential source",
		"Maria\n\tKéller's and":              "confidential source's and",
		"Maria Kéllers Kran":                 "confidential sources Kran",
		"Mar\u00adia Kél\u200bler":           "confidential source",
		"José Ruiz knows.":                   "confidential source knows.",
		"see https://port.example/staff/17/": "see confidential source/",
		"write to MK@port.example":           "write to confidential source",
		"mail?to=Maria%20K%C3%A9ller":        "mail?to=confidential source",
		"mail?to=maria+k%c3%a9ller":          "mail?to=confidential source",
		"Maria Kéller and Maria Kéller":      "confidential source and confidential source",
		"A crane driver said so.":            "A crane driver said so.",
		"KÉLLER’s tape":                      "confidential source’s tape",
		"Kéllermann":                         "Kéllermann", // somebody else
		"Ask maria.":                         "Ask confidential source.",
	} {
		c := Checked{Text: "The tram.", Claims: []CheckedClaim{{Comments: []CheckedComment{{Body: said}}}}}
		c.withhold(maria.words())
		if got := c.Claims[0].Comments[0].Body; got != want {
			t.Errorf("%q leaves as %q, want %q", said, got, want)
		}
		if c.Withheld != strings.Count(want, ConfidentialName) {
			t.Errorf("%q is counted %d times", said, c.Withheld)
		}
	}
}

func TestAShortNameIsAWordOfItsOwn(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{"Ed edited it.": "confidential source edited it.", "(ed)": "(confidential source)", "Red": "Red", "edit": "edit"} {
		c := Checked{Claims: []CheckedClaim{{Wording: said}}}
		c.withhold(Identity{Name: "Ed"}.words())
		if got := c.Claims[0].Wording; got != want {
			t.Errorf("%q leaves as %q, want %q", said, got, want)
		}
	}
}

func TestTheWordsOfTheArticleAreNotWithheld(t *testing.T) {
	t.Parallel()
	c := Checked{Text: "Maria Keller drove the crane.", Article: CheckedArticle{Title: "Maria Keller"},
		Claims:  []CheckedClaim{{Wording: "Maria Keller drove the crane", Places: []CheckedPlace{{Quote: "Maria Keller drove"}}, Override: &CheckedReview{Reason: "Maria Keller insists."}}, {Wording: "Another Keller"}},
		SignOff: &CheckedSignOff{Exceptions: []Exception{{Reason: "As Maria Keller wishes."}}}}
	c.withhold(Identity{Name: "Maria Keller"}.words())
	k := c.Claims[0]
	if c.Claims[1].Wording != "Another Keller" {
		t.Errorf("a word that the article uses became %q", c.Claims[1].Wording)
	}
	if k.Wording != "Maria Keller drove the crane" || k.Places[0].Quote != "Maria Keller drove" || c.Article.Title != "Maria Keller" {
		t.Errorf("the article's own words are %+v", c)
	}
	if k.Override.Reason != "confidential source insists." || c.SignOff.Exceptions[0].Reason != "As confidential source wishes." || c.Withheld != 2 {
		t.Errorf("what people wrote is %+v, %+v", k.Override, c.SignOff)
	}
}

func TestNoNameIsLeftWhateverIsAroundIt(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("aKéßİıſΣς ’'\"–-.%+ערبไ中😀\u200b\u00ad\u00a0\n")), rapid.Rune()))
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aKéßİıſΣς ’–-עรب中")), 6, 12, -1).Filter(func(s string) bool {
		return len([]rune(alike(s))) >= longName && !strings.Contains(ConfidentialName, alike(s))
	})
	rapid.Check(t, func(r *rapid.T) {
		n := name.Draw(r, "name")
		c := Checked{Claims: []CheckedClaim{{Wording: tidy(letters.Draw(r, "before") + n + letters.Draw(r, "after"))}}}
		was := c.Claims[0].Wording
		c.withhold([]string{alike(n)})
		if got := c.Claims[0].Wording; strings.Contains(alike(was), alike(n)) && !oneWord(alike(n)) && strings.Contains(got, tidy(n)) {
			r.Fatalf("%q leaves as %q", was, got)
		}
	})
}
