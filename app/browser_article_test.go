package main_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stet/models"
)

const (
	investor = "Russia is the largest investor in Belarus"
	union    = "This year the agreement on the creation of a political unification between Moscow and Minsk turns 25 years old"
)

// sampleArticle is the long article beside the project. Without it the test is
// skipped.
func sampleArticle(t *testing.T) string {
	t.Helper()
	words, err := os.ReadFile(filepath.Join("..", "..", "shared", "seed", "vostok-article.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no sample article: ../shared/seed/vostok-article.txt is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(words)
}

// TestALongArticleIsCheckedToItsLastSentence decides on every sentence of a real
// article, signs it off and looks for two of its claims in the exports.
func TestALongArticleIsCheckedToItsLastSentence(t *testing.T) {
	t.Parallel()
	words, browser, data := sampleArticle(t), browserFor(t), t.TempDir()
	hire(t, data, eva, rita, olaf)
	s := serving(t, data)
	editor := atWork(t, browser, s, eva, desktop, mouse{})
	editor.signsIn()
	editor.pastes("A wintering complex", words)
	checkTwoClaims(editor)

	desk := signedIn(t, s, eva)
	takeSuggestions(desk, editor.article)
	skipEverySentenceLeft(desk, editor.article)
	for _, a := range []account{olaf, rita} { // what is grave wants two
		approveEverything(signedIn(t, s, a))
	}
	reviewer := atWork(t, browser, s, rita, desktop, mouse{})
	reviewer.signsIn()
	reviewer.article = editor.article
	reviewer.opens("/articles/" + editor.article + "/sign-off")
	reviewer.sees("Nothing stands in the way")
	reviewer.follows("main button | Sign off")
	holdsTwoClaims(t, data, reviewer)
}

func checkTwoClaims(editor *person) {
	editor.t.Helper()
	editor.claims(investor)
	editor.cites(proof{"Foreign investment in Belarus, by country", "National Statistical Committee", "https://statistics.example/investment", "table 3, row 1", "Russian Federation, the largest share"})
	editor.judges("Correct, needs context", "True of direct investment.", "")
	editor.resolves("attributed")
	editor.claims(union)
	editor.cites(proof{"Treaty on the creation of a Union State", "Depositary", "https://treaty.example/union", "page 1", "Done on 8 December 1999"})
	editor.judges("Correct", "25 years in December 2024.", "")
}

var (
	suggestionOnPage  = regexp.MustCompile(`class="sug" data-g="(\d+)"`)
	sentenceOnPage    = regexp.MustCompile(`name="sentence" value="(\d+)">Claim`)
	onAuthorOnPage    = regexp.MustCompile(`name="rating" value="(\d+)"[^>]*><svg[^>]*>(?:<[^>]*>)*<span>On author`)
	verdictOnPage     = regexp.MustCompile(`name="verdict" value="(\d+)"`)
	fingerprintOnPage = regexp.MustCompile(`name="fingerprint" value="([^"]+)"`)
	queuedOnPage      = regexp.MustCompile(`href="/review/(\d+)`)
)

// takeSuggestions claims every sentence that is suggested, and leaves what it
// says to its author.
func takeSuggestions(v *visitor, article string) {
	v.t.Helper()
	page := v.get("/articles/" + article).ok()
	revision := page.first(revisionOnPage)
	suggested := suggestionOnPage.FindAllStringSubmatch(page.body, -1)
	if len(suggested) < 5 {
		v.t.Errorf("only %d sentences are suggested", len(suggested))
	}
	for _, s := range suggested {
		made := v.post("/articles/"+article+"/suggestions/accept", "revision", revision, "sentence", s[1]).taken()
		claim := claimInAddress.FindStringSubmatch(made.to)[1]
		chosen := v.get(made.to).ok()
		rating := chosen.first(onAuthorOnPage)
		if strings.Contains(chosen.body, "chip risk") {
			v.post("/claims/"+claim+"/waive", "said", "It repeats what was said in public.").taken()
		}
		v.post("/claims/"+claim+"/evidence", "relation", "nothing_found", "searched_where", "The archive of the desk", "searched_how", "The names and the date").taken()
		v.post("/claims/"+claim+"/verdict", "based_on", "0", "rating", rating, "explanation", "The author was in the room.", "submit", "1").taken()
	}
}

func skipEverySentenceLeft(v *visitor, article string) {
	v.t.Helper()
	list := v.get("/articles/" + article + "?sentences=1").ok()
	for _, s := range sentenceOnPage.FindAllStringSubmatch(list.body, -1) {
		v.post("/articles/"+article+"/skips", "revision", list.first(revisionOnPage), "sentence", s[1], "reason", "connective").taken()
	}
	if left := v.get("/articles/" + article + "?sentences=1").ok(); !strings.Contains(left.body, "Every sentence is decided on.") {
		v.t.Error("some sentences are neither claimed nor skipped")
	}
}

func approveEverything(v *visitor) {
	v.t.Helper()
	for {
		queue := v.get("/review").ok()
		waiting := queuedOnPage.FindStringSubmatch(queue.body)
		if waiting == nil {
			return
		}
		v.post("/claims/"+waiting[1]+"/review", "decision", "approve", "next", "queue",
			"verdict", queue.first(verdictOnPage), "fingerprint", queue.first(fingerprintOnPage)).leads("/review")
	}
}

// holdsTwoClaims looks for the two claims, their verdicts and sources in what
// leaves the program.
func holdsTwoClaims(t *testing.T, data string, reviewer *person) {
	t.Helper()
	checked := exported(t, data, reviewer.article)
	if c := checked.Coverage; c.Claimed+c.Skipped != c.Sentences || checked.Draft {
		t.Errorf("of %d sentences %d are claimed and %d skipped; draft: %v", c.Sentences, c.Claimed, c.Skipped, checked.Draft)
	}
	hasClaim(t, checked, investor, "correct_needs_context", "Foreign investment in Belarus, by country")
	hasClaim(t, checked, union, "correct", "Treaty on the creation of a Union State")
	reviewer.opens("/articles/" + reviewer.article + "/export")
	for _, format := range []string{"HTML", "Markdown", "CSV", "JSON"} {
		content := reviewer.exports(format)
		for _, w := range []string{investor, "needs context", "Foreign investment in Belarus, by country", "turns 25 years old", "Treaty on the creation of a Union State", "Rita Reviewer"} {
			if !strings.Contains(content, w) {
				t.Errorf("the export as %s has no %q", format, w)
			}
		}
	}
}

func hasClaim(t *testing.T, checked models.Checked, words, rating, source string) {
	t.Helper()
	for _, c := range checked.Claims {
		if c.Wording != words {
			continue
		}
		if c.Verdict == nil || c.Verdict.Rating.Code != rating || len(c.Evidence) != 1 || c.Evidence[0].Source == nil || c.Evidence[0].Source.Title != source || len(c.Reviews) != 1 {
			t.Errorf("the claim on %q leaves as %+v", words, c)
		}
		return
	}
	t.Errorf("no claim says %q", words)
}
