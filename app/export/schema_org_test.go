package export

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// npmVariable names the environment variable with the folder of the npm packages
// that check what machines read.
const npmVariable = "STET_TEST_NPM"

// npm is that folder; without it the test is skipped.
func npm(t *testing.T) string {
	t.Helper()
	folder := os.Getenv(npmVariable)
	if _, err := os.Stat(filepath.Join(folder, "schema-dts")); folder == "" || err != nil {
		if os.Getenv(modelstest.RequireVariable) != "" {
			t.Fatalf("%s names no folder with schema-dts: %v", npmVariable, err)
		}
		t.Skipf("no npm packages: set %s to their folder to run this", npmVariable)
	}
	return folder
}

// runNode runs a program of JavaScript in a folder and gives what it printed.
func runNode(t *testing.T, folder string, arguments ...string) (string, error) {
	t.Helper()
	run := exec.CommandContext(t.Context(), "node", arguments...)
	run.Dir = folder
	out, err := run.CombinedOutput()
	return string(out), err
}

// reviewed are the files that machines read: one review, several, a feed; signed
// off and drafts.
func reviewed(t *testing.T) map[string]string {
	t.Helper()
	one := published(t, claimed(nil))
	silent := published(t, claimed(func(c *models.CheckedClaim) { c.Verdict = verdict("disputed", "") }))
	return map[string]string{
		"WithContext<ClaimReview>":            written(t, "claimreview", one),
		"WithContext<ClaimReview> | null":     written(t, "claimreview", silent),
		"WithContext<ClaimReview>[]":          written(t, "claimreview", tram(t, false)),
		"readonly WithContext<ClaimReview>[]": written(t, "claimreview", tram(t, true)),
		"WithContext<DataFeed>":               written(t, "datafeed", tram(t, false)),
		"WithContext<DataFeed> | null":        written(t, "datafeed", one),
		"WithContext<NewsArticle>":            written(t, "newsarticle", corrected(t)),
		"WithContext<NewsArticle> | null":     written(t, "newsarticle", public(t, true)),
	}
}

// spoilings break a review in ways that the vocabulary does not allow; the types
// that find nothing wrong with one of them check nothing.
var spoilings = []struct{ name, old, new string }{
	{"a property that there is not", `"claimReviewed"`, `"claimReviewd"`},
	{"a claim of no known type", `"@type": "Claim"`, `"@type": "Claimm"`},
	{"a bare string for where it appeared", `"appearance": [`, `"appearance": ["tram.example", `},
	{"a rating with an unknown bound", `"worstRating"`, `"lowestRating"`},
	{"another vocabulary", `"https://schema.org"`, `"https://example.org"`},
	{"an author that is no organisation", `"@type": "Organization"`, `"@type": "Organisation"`},
}

func TestReviewsAreOfTheTypesOfSchemaOrg(t *testing.T) {
	t.Parallel()
	packages, folder := npm(t), t.TempDir()
	var program strings.Builder
	program.WriteString("import type { ClaimReview, DataFeed, NewsArticle, WithContext } from \"schema-dts\";\n")
	n := 0
	for kind, file := range reviewed(t) {
		n++
		fmt.Fprintf(&program, "export const v%d: %s = %s;\n", n, kind, file)
	}
	program.WriteString("// @ts-expect-error a property that there is not\nexport const misspelt: WithContext<NewsArticle> = " +
		strings.Join(strings.Fields(strings.Replace(written(t, "newsarticle", corrected(t)), `"backstory"`, `"backstories"`, 1)), " ") + ";\n")
	sound := written(t, "claimreview", published(t, claimed(nil)))
	for i, s := range spoilings {
		var compact strings.Builder // one line, which the comment before it is about
		broken := strings.Replace(sound, s.old, s.new, 1)
		if broken == sound {
			t.Fatalf("%s: nothing was spoilt", s.name)
		}
		for line := range strings.Lines(broken) {
			compact.WriteString(strings.TrimSpace(line))
		}
		fmt.Fprintf(&program, "// @ts-expect-error %s\nexport const broken%d: WithContext<ClaimReview> = %s;\n", s.name, i, compact.String())
	}
	if err := os.WriteFile(filepath.Join(folder, "reviews.ts"), []byte(program.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(packages, filepath.Join(folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	out, err := runNode(t, folder, filepath.Join(packages, "typescript", "bin", "tsc"), "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "reviews.ts")
	if err != nil {
		t.Errorf("%v\n%s\n%s", err, out, program.String())
	}
}

// structuredData asks what search engines want of a page: it prints how many
// tests failed, the warnings among them.
const structuredData = `
const { structuredDataTest } = require(process.argv[2] + '/structured-data-testing-tool');
const { Google } = require(process.argv[2] + '/structured-data-testing-tool/presets');
const page = '<html><head><script type="application/ld+json">' + require('fs').readFileSync(0, 'utf8') + '</script></head><body></body></html>';
const say = r => console.log(JSON.stringify({ passed: r.passed.length, wrong: r.failed.concat(r.warnings).map(t => t.test) }));
structuredDataTest(page, { presets: [Google], schemas: [process.argv[3]] }).then(say).catch(e => say(e.res));
`

// searchEngine gives what asks a file of JSON-LD for what search engines want of
// a schema.
func searchEngine(t *testing.T) func(schema, file string) (passed int, wrong []string) {
	t.Helper()
	packages, script := npm(t), filepath.Join(t.TempDir(), "check.cjs")
	if err := os.WriteFile(script, []byte(structuredData), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(schema, file string) (passed int, wrong []string) {
		t.Helper()
		run := exec.CommandContext(t.Context(), "node", script, packages, schema)
		run.Stdin = strings.NewReader(file)
		out, err := run.Output()
		var said struct {
			Passed int
			Wrong  []string
		}
		if err == nil {
			err = json.Unmarshal(out, &said)
		}
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return said.Passed, said.Wrong
	}
}

func TestReviewsHaveWhatSearchEnginesWant(t *testing.T) {
	t.Parallel()
	ask := searchEngine(t)
	for name, c := range map[string]models.Checked{"one": published(t, claimed(nil)), "several": tram(t, false)} {
		file := written(t, "claimreview", c)
		if passed, wrong := ask("ClaimReview", file); passed < 9 || len(wrong) > 0 {
			t.Errorf("%s: %d tests passed, and not %q", name, passed, wrong)
		}
		if _, wrong := ask("ClaimReview", strings.Replace(file, `"reviewRating"`, `"rating"`, 1)); len(wrong) == 0 {
			t.Errorf("%s: a review without a rating passes", name)
		}
	}
}
