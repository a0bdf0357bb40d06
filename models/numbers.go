package models

import (
	"context"
	"fmt"

	"stet/models/message"

	"gorm.io/gorm/clause"
)

// Numbers counts what the newsroom's work comes to, as far as the articles exist
// for the actor, with a number of queries that does not depend on how many there
// are. How they are counted follows PRACTICE.md (f).
func (s *Store) Numbers(ctx context.Context, actor User, q NumbersQuery) (Numbers, error) {
	n := Numbers{Query: q}
	c := counting{s, ctx, s.counted(actor, q)}
	lines, err := c.sections()
	if err != nil {
		return n, err
	}
	total := sectionLine{Section: string(allArticles)}
	for _, l := range lines {
		total.add(l)
	}
	coverage, caught := sectionTables(merged(lines), total)
	n.Tables = append(n.Tables, coverage)
	for _, count := range []func(words int) (Table, error){c.findings, c.caught, c.spans, c.approvals, c.agreement, c.waiting, c.amendments, c.escaped} {
		t, err := count(total.Words)
		if err != nil {
			return n, err
		}
		n.Tables = append(n.Tables, t)
	}
	n.Tables = append(n.Tables, caught)
	n.Sections, _, err = s.sectionsFor(ctx, actor)
	return n, err
}

// counting counts what belongs to articles.
type counting struct {
	*Store
	ctx      context.Context
	articles clause.Expr // asks for the articles
}

// counted asks for the ids of the articles that numbers are about.
func (s *Store) counted(actor User, q NumbersQuery) clause.Expr {
	where, args := "status <> 'killed' AND id NOT IN (?)", []any{hiddenFrom(actor)}
	if !q.From.IsZero() {
		where, args = where+" AND created_at >= ?", append(args, q.From.UTC())
	}
	if !q.To.IsZero() {
		where, args = where+" AND created_at < ?", append(args, q.To.UTC())
	}
	if q.Section != "" {
		where, args = where+" AND section = ?", append(args, q.Section)
	}
	return clause.Expr{SQL: "SELECT id FROM articles WHERE " + where, Vars: args}
}

// ask reads rows; every question mark of the query asks for the articles.
func (c counting) ask(into any, what, query string, times int) error {
	args := make([]any, times)
	for i := range args {
		args[i] = c.articles
	}
	return c.askWith(into, what, query, args)
}

func (c counting) askWith(into any, what, query string, args []any) error {
	if err := c.read.WithContext(c.ctx).Raw(query, args...).Scan(into).Error; err != nil {
		return fmt.Errorf("count %s: %w", what, err)
	}
	return nil
}

// correctedWords are the resolutions of claims whose words were not left as they were.
const correctedWords = "('changed', 'softened', 'attributed', 'cut')"

func (c counting) sections() ([]sectionLine, error) {
	var lines []sectionLine
	err := c.ask(&lines, "sections", `SELECT a.section, COUNT(*) AS articles, SUM(a.sentences) AS sentences, SUM(r.words) AS words,
			SUM(COALESCE(v.claimed, 0)) AS claimed, SUM(COALESCE(v.skipped, 0)) AS skipped, SUM(COALESCE(k.claims, 0)) AS claims, SUM(COALESCE(k.errors, 0)) AS errors
		FROM articles a JOIN revisions r ON r.id = a.revision_id
		LEFT JOIN (SELECT c.revision_id, SUM(CASE WHEN c.claims > 0 THEN 1 ELSE 0 END) AS claimed, SUM(CASE WHEN c.claims = 0 AND c.skips > 0 THEN 1 ELSE 0 END) AS skipped
			FROM coverage c JOIN articles b ON b.revision_id = c.revision_id WHERE b.id IN (?) GROUP BY c.revision_id) v ON v.revision_id = a.revision_id
		LEFT JOIN (SELECT article_id, COUNT(*) AS claims, SUM(CASE WHEN resolution IN `+correctedWords+` THEN 1 ELSE 0 END) AS errors
			FROM claims WHERE article_id IN (?) GROUP BY article_id) k ON k.article_id = a.id
		WHERE a.id IN (?) GROUP BY a.section ORDER BY a.section`, 3)
	if err != nil {
		return nil, err
	}
	var people []sectionLine
	err = c.ask(&people, "who worked in sections", `SELECT a.section, COUNT(DISTINCT e.actor_id) AS people FROM events e JOIN articles a ON a.id = e.article_id
		WHERE a.id IN (?) AND e.actor_id IS NOT NULL GROUP BY a.section`, 1)
	for i, l := range lines {
		for _, p := range people {
			if p.Section == l.Section {
				lines[i].People = p.People
			}
		}
		if l.Section == "" {
			lines[i].Section = string(noSection)
		}
	}
	return lines, err
}

func sectionTables(lines []sectionLine, total sectionLine) (coverage, caught Table) {
	coverage = Table{Name: "coverage", Title: "Coverage", Draw: 2,
		Says:    "Sentences that are decided on, claimed or marked as nothing to check, of all sentences of the newest revisions.",
		Columns: []Column{{Label: "Claimed", Unit: UnitShare}, {Label: "Nothing to check", Unit: UnitShare}, {Label: "Open", Unit: UnitShare}, {Label: "Sentences", Unit: UnitCount}, {Label: "Words", Unit: UnitCount}, {Label: "Articles", Unit: UnitCount}}}
	caught = Table{Name: "caught_by_section", Title: "Errors caught, by section", Draw: 1,
		Says:    "Claims whose words were changed, softened, attributed or cut.",
		Columns: []Column{{Label: "Errors caught", Unit: UnitRate}, {Label: "Errors caught, all", Unit: UnitCount}, {Label: "Claims", Unit: UnitCount}}}
	for _, l := range append(lines, total) {
		open := l.Sentences - l.Claimed - l.Skipped
		coverage.Rows = append(coverage.Rows, TableRow{message.Key(l.Section), []*float64{share(l.Claimed, l.Sentences), share(l.Skipped, l.Sentences), share(open, l.Sentences), amount(l.Sentences), amount(l.Words), amount(l.Articles)}})
		caught.Rows = append(caught.Rows, TableRow{message.Key(l.Section), []*float64{perThousand(l.Errors, l.Words), amount(l.Errors), amount(l.Claims)}})
	}
	return coverage, caught
}

// findings counts approved verdicts by kind of claim and look.
func (c counting) findings(int) (Table, error) {
	t := Table{Name: "findings", Title: "Findings by kind of claim", Looks: true, Draw: len(numberLooks),
		Says: "Approved verdicts. A claim that is open, in review or changed since is not among them."}
	for _, l := range numberLooks {
		t.Columns = append(t.Columns, Column{Unit: UnitCount, Look: l})
	}
	var rows []struct {
		Kind Kind
		Look Look
		N    int
	}
	err := c.ask(&rows, "findings", `SELECT kind, look, COUNT(*) AS n FROM claims WHERE article_id IN (?) AND status = 'approved' GROUP BY kind, look`, 1)
	for _, kind := range Kinds {
		row, any := TableRow{Label: message.Key(kind)}, false
		for _, l := range numberLooks {
			n := 0
			for _, r := range rows {
				if r.Kind == kind && r.Look == l {
					n = r.N
				}
			}
			row.Values, any = append(row.Values, amount(n)), any || n > 0
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	}
	return t, err
}

// numberLooks are the looks that approved verdicts have, the truest first.
var numberLooks = []Look{LookTrue, LookMostly, LookMixed, LookMislead, LookFalse, LookAuthor, LookNone}

// caught counts the claims whose words were not left as they were.
func (c counting) caught(words int) (Table, error) {
	t := Table{Name: "caught", Title: "Errors caught, by kind of claim", Draw: 1,
		Says:    "Claims whose words were changed, softened, attributed or cut after the check.",
		Columns: []Column{{Label: "Errors caught", Unit: UnitRate}, {Label: "Changed", Unit: UnitCount}, {Label: "Softened", Unit: UnitCount}, {Label: "Attributed", Unit: UnitCount}, {Label: "Cut", Unit: UnitCount}}}
	var rows []struct {
		Kind                               Kind
		Changed, Softened, Attributed, Cut int
	}
	err := c.ask(&rows, "errors caught", `SELECT kind, SUM(CASE WHEN resolution = 'changed' THEN 1 ELSE 0 END) AS changed, SUM(CASE WHEN resolution = 'softened' THEN 1 ELSE 0 END) AS softened,
			SUM(CASE WHEN resolution = 'attributed' THEN 1 ELSE 0 END) AS attributed, SUM(CASE WHEN resolution = 'cut' THEN 1 ELSE 0 END) AS cut
		FROM claims WHERE article_id IN (?) AND resolution IN `+correctedWords+` GROUP BY kind ORDER BY kind`, 1)
	for _, r := range rows {
		t.Rows = append(t.Rows, TableRow{message.Key(r.Kind), []*float64{perThousand(r.Changed+r.Softened+r.Attributed+r.Cut, words), amount(r.Changed), amount(r.Softened), amount(r.Attributed), amount(r.Cut)}})
	}
	return t, err
}
