package models_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stet/migrations"
	"stet/models"
	"stet/models/figure"
	"stet/models/message"
	"stet/models/modelstest"
	"stet/models/suggest"
)

func words[T ~string](list []T) []string {
	var all []string
	for _, w := range list {
		all = append(all, string(w))
	}
	slices.Sort(all)
	return all
}

// schema is all the SQL of an engine.
func schema(t *testing.T, engine string) string {
	t.Helper()
	names, err := fs.Glob(migrations.Files, engine+"/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	var all strings.Builder
	for _, name := range names {
		sql, err := migrations.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(sql)
	}
	return all.String()
}

var (
	checkList = regexp.MustCompile(`(?s)CHECK \((\w+) IN \(([^)]*)\)\)`)
	addedList = regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN [^;]*CHECK \((\w+) IN \(([^)]*)\)\);`)
)

// checkLists are the values that each table's columns may hold, by "table.column".
func checkLists(sql string) map[string][]string {
	lists := map[string][]string{}
	for table := range strings.SplitSeq(sql, "CREATE TABLE ") {
		name, body, _ := strings.Cut(table, " (")
		body, _, _ = strings.Cut(body, "\n)")
		for _, m := range checkList.FindAllStringSubmatch(body, -1) {
			lists[name+"."+m[1]] = listed(m[2])
		}
	}
	for _, m := range addedList.FindAllStringSubmatch(sql, -1) {
		lists[m[1]+"."+m[2]] = listed(m[3])
	}
	return lists
}

// listed are the values of a list in SQL, in order.
func listed(list string) []string {
	var values []string
	for v := range strings.SplitSeq(list, ",") {
		values = append(values, strings.Trim(strings.TrimSpace(v), "'"))
	}
	slices.Sort(values)
	return values
}

func TestEveryListInTheCodeIsTheListInTheDatabase(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"users.role": words(models.Roles), "invitations.role": words(models.Roles), "articles.status": words(models.ArticleStatuses), "articles.scope": words(models.Scopes),
		"claims.status": words(models.ClaimStatuses), "claims.kind": words(models.Kinds), "claims.risk": words(models.Risks), "claims.resolution": words(models.Resolutions),
		"claims.claimant_is": words(models.Claimants), "claims.figure": words(figure.Matches), "claims.look": words(models.Looks), "skips.reason": words(models.SkipReasons), "anchors.method": words(models.Methods),
		"sources.type": words(models.SourceTypes), "sources.tier": words(models.Tiers), "sources.confidentiality": words(models.Confidentialities),
		"sources.attribution": words(models.Attributions), "sources.validity": words(models.Validities), "captures.status": words(models.CaptureStatuses), "captures.drift": words(models.Drifts), "captures.damage": words(models.Damages), "captures.picture_status": words(append([]models.CaptureStatus{""}, models.CaptureStatuses...)), "captures.archive_status": words(append([]models.CaptureStatus{""}, models.CaptureStatuses...)), "files.damage": words(models.Damages),
		"evidence.relation": words(models.Relations), "reviews.decision": words(models.Decisions), "scales.purpose": words(models.Purposes), "ratings.look": words(models.Looks),
		"notices.kind": words(models.NoticeKinds), "users.mail_rhythm": words(models.MailRhythms), "users.language": words(append([]message.Language{""}, message.Languages...)), "webhooks.form": words(models.WebhookForms), "deliveries.status": words(models.DeliveryStatuses),
		"checklists.kind": words(models.Kinds), "checklist_items.kind": words(models.Kinds), "second_draws.why": words(models.SecondWhys), "second_verdicts.outcome": words(models.SecondOutcomes), "ticks.answer": words(models.TickAnswers), "comments.note_kind": words(models.NoteKinds),
		"jobs.status": words(models.JobStatuses), "time_stamps.status": words(models.StampStatuses), "contacts.step": words(models.Steps), "contacts.channel": words(models.Channels), "answers.response": words(models.Responses), "amendments.kind": words(models.AmendmentKinds), "amendments.cause": words(models.Causes), "amendments.checked": words(models.Checkednesses), "due_deletions.class": words(models.Classes), "deletions.class": words(models.Classes),
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		lists := checkLists(schema(t, engine))
		delete(lists, "events.action")                          // a later migration keeps the actions in a table
		if again, made := lists["anchors_again.method"]; made { // which takes the place of the first
			lists["anchors.method"] = again
			delete(lists, "anchors_again.method")
		}
		for column, values := range want {
			if !slices.Equal(lists[column], values) {
				t.Errorf("%s: %s may be %v, the code has %v", engine, column, lists[column], values)
			}
		}
		for column := range lists {
			if want[column] == nil {
				t.Errorf("%s: no list of the code is compared with %s", engine, column)
			}
		}
	}
}

func TestEveryActionIsARowOfTheDatabase(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		rows, err := s.Strings("SELECT name FROM actions ORDER BY name")
		if err != nil {
			t.Fatal(err)
		}
		if slices.Sort(rows); !slices.Equal(rows, words(models.Actions)) {
			t.Errorf("the database has %v, the code %v", rows, words(models.Actions))
		}
	})
}

func TestEveryKindOfJobIsARowOfTheDatabase(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		rows, err := s.Strings("SELECT name FROM job_kinds ORDER BY name")
		if err != nil || !slices.Equal(rows, words(models.JobKinds)) {
			t.Errorf("the database has %v, the code %v, %v", rows, words(models.JobKinds), err)
		}
	})
}

func TestTheSweepKnowsEveryColumnThatNamesAFile(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	found, err := s.Strings(`SELECT t.name || '.' || c.name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
		WHERE t.schema = 'main' AND t.type = 'table' AND c.name LIKE '%sha256%' AND t.name || '.' || c.name NOT IN ('revisions.sha256', 'sheet_rows.sha256')`)
	if slices.Sort(found); err != nil || !slices.Equal(found, models.FileColumns()) {
		t.Errorf("the database has %v, the sweep %v, %v", found, models.FileColumns(), err)
	}
}

func TestSuggestionsAreOfTheKindsOfClaims(t *testing.T) {
	t.Parallel()
	kinds := words([]string{suggest.Number, suggest.Date, suggest.Name, suggest.Title, suggest.Quote, suggest.Superlative, suggest.Cause, suggest.Place, suggest.Legal, suggest.Image, suggest.Other})
	if !slices.Equal(kinds, words(models.Kinds)) {
		t.Errorf("suggestions are of %v, claims of %v", kinds, words(models.Kinds))
	}
}

// columns of every table of a database, as "table.column".
func columns(t *testing.T, s *models.Store, sql string) []string {
	t.Helper()
	all, err := s.Strings(sql)
	if err != nil || len(all) < 100 {
		t.Fatalf("%d columns, %v", len(all), err)
	}
	slices.Sort(all)
	return all
}

func TestBothEnginesHaveTheSameTablesAndColumns(t *testing.T) {
	t.Parallel()
	address := modelstest.Postgres(t)
	lite, _ := modelstest.Open(t)
	post := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: address})
	a := columns(t, lite, `SELECT t.name || '.' || c.name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
		WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%\_search\_%' ESCAPE '\' AND c.hidden <> 1`)
	b := columns(t, post, `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'`)
	for _, c := range a {
		if !slices.Contains(b, c) {
			t.Errorf("only SQLite has %s", c)
		}
	}
	for _, c := range b {
		if !slices.Contains(a, c) {
			t.Errorf("only PostgreSQL has %s", c)
		}
	}
}

func TestABackupHoldsEveryTableThatIsNotOfTheMoment(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	tables, err := s.Strings(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`)
	if err != nil {
		t.Fatal(err)
	}
	momentary := []string{"schema_versions", "actions", "job_kinds", "sessions", "sign_in_attempts", "presences"}
	for _, name := range tables {
		if slices.Contains(momentary, name) == slices.Contains(models.BackupTables(), name) {
			t.Errorf("table %s: in the backup %v", name, slices.Contains(models.BackupTables(), name))
		}
	}
}

// exported are the exported names that the package's own files declare or use.
func exported(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.IsExported() {
				names = append(names, id.Name)
			}
			return true
		})
	}
	return names
}

func TestTheWordsOfTheGlossaryAreTheWordsOfTheCode(t *testing.T) {
	t.Parallel()
	names := exported(t)
	for _, word := range []string{"Article", "Revision", "Claim", "Anchor", "Skip", "Source", "Evidence", "Verdict", "Rating", "Scale", "Correction", "Resolution", "Review",
		"Override", "Query", "Fingerprint", "SignOff", "Event", "Desk", "Status", "Coverage"} {
		if !slices.ContainsFunc(names, func(n string) bool { return n == word }) {
			t.Errorf("nothing is called %s", word)
		}
	}
	instead := map[string]string{"Story": "Article", "Stage": "Status", "State": "Status", "Assertion": "Claim", "Statement": "Claim", "Annotation": "Anchor",
		"Citation": "Evidence", "Reference": "Source", "Conclusion": "Verdict", "Grade": "Rating", "Signoff": "SignOff", "Dashboard": "Desk", "Log": "Event", "Task": "Query",
		"Question": "Query", "Paragraph": "Block", "Fix": "Correction", "Assessment": "Verdict", "Checksum": "Fingerprint"}
	for _, n := range names {
		if word := instead[strings.TrimSuffix(n, "s")]; word != "" {
			t.Errorf("%s is a synonym: say %s", n, word)
		}
	}
}
