package views

import (
	"fmt"
	"html/template"
	"strconv"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// ComparePage compares any two revisions of an article.
type ComparePage struct {
	Chrome
	Comparison models.Comparison
	Revisions  []models.Revision // to choose from, the newest first
	People     map[int64]models.User
	Side       bool // side by side, not in one column
}

// PublishedPage compares a text that was pasted or uploaded with the signed-off
// revision. Nothing of it is kept.
type PublishedPage struct {
	Chrome
	Article    models.Article
	Text       string             // pasted
	Address    string             // of the page
	Fetches    bool               // whether pages are fetched here
	Comparison *models.Comparison // nil before anything was sent
	LeftOut    []string           // sentences on what was not read
	Side       bool
	People     map[int64]models.User
	Errors     Errors
}

// Body is the comparison.
func (p ComparePage) Body() template.HTML {
	return Comparison(p.Language, p.Comparison.From, p.Comparison.To, p.Comparison.Pairs, p.Side)
}

// Tally says how many blocks differ.
func (p ComparePage) Tally() string { return pairTally(p.Language, p.Comparison.Pairs) }

// Options are the revisions to choose from.
func (p ComparePage) Options() []Option {
	var all []Option
	for _, r := range p.Revisions {
		all = append(all, Option{Value: strconv.Itoa(r.Number), Label: p.Say("Revision %d", r.Number)})
	}
	return all
}

// Newest is the number of the newest revision, 0 without one.
func (p ComparePage) Newest() int {
	if len(p.Revisions) == 0 {
		return 0
	}
	return p.Revisions[0].Number
}

// MayRestore reports whether the older revision can be made the newest again.
func (p ComparePage) MayRestore() bool {
	return p.User != nil && p.Comparison.A.Number < p.Newest() && p.Comparison.Article.Refusal(models.RevisionSaved, *p.User) == ""
}

// Compares leads to what a revision changed, "" for the first.
func (p RevisionsPage) Compares(number int) string {
	if number < 2 {
		return ""
	}
	return fmt.Sprintf("/articles/%d/compare?from=%d&to=%d", p.Article.ID, number-1, number)
}

// ComparesNewest leads to what changed since a revision, "" for the newest.
func (p RevisionsPage) ComparesNewest(number int) string {
	if len(p.Revisions) == 0 || number >= p.Revisions[0].Number {
		return ""
	}
	return fmt.Sprintf("/articles/%d/compare?from=%d", p.Article.ID, number)
}

// Views are the two ways to look at a comparison.
func (p ComparePage) Views() []Link { return comparisonViews(p.Language, p.Side) }

func comparisonViews(l message.Language, side bool) []Link {
	return []Link{{Label: l.Say("In one column"), Value: "inline", Here: !side}, {Label: l.Say("Side by side"), Value: "side", Here: side}}
}

// Views are the two ways to look at a comparison.
func (p PublishedPage) Views() []Link { return comparisonViews(p.Language, p.Side) }

// Body is the comparison.
func (p PublishedPage) Body() template.HTML {
	return Comparison(p.Language, p.Comparison.From, p.Comparison.To, p.Comparison.Pairs, p.Side)
}

// Same reports whether the published text is the checked one, word for word.
func (p PublishedPage) Same() bool {
	for _, pair := range p.Comparison.Pairs {
		if pair.Changes != nil || pair.Moved {
			return false
		}
	}
	return true
}

// Tally says how many blocks differ.
func (p PublishedPage) Tally() string { return pairTally(p.Language, p.Comparison.Pairs) }

// pairTally counts the blocks of a comparison by what became of them.
func pairTally(l message.Language, pairs []text.Pair) string {
	var same, changed, gone, added, moved int
	for _, p := range pairs {
		switch {
		case p.Moved && p.A < 0:
			moved++
		case p.Moved:
		case p.A < 0:
			added++
		case p.B < 0:
			gone++
		case p.Changes != nil || p.Recast || p.Remarked:
			changed++
		default:
			same++
		}
	}
	var parts []string
	for _, n := range []struct {
		count int
		what  message.Key
	}{{changed, "%d changed"}, {added, "%d added"}, {gone, "%d taken out"}, {moved, "%d moved"}} {
		if n.count > 0 {
			parts = append(parts, l.Say(n.what, n.count))
		}
	}
	if len(parts) == 0 {
		return l.Say("The two texts are the same.")
	}
	return l.Say("Paragraphs: %s; %d the same.", inRow(l, parts...), same)
}

// Compared is what one text became in another, both in plain markup, in one column.
func Compared(l message.Language, was, is string) template.HTML {
	from, to := text.Parse(was), text.Parse(is)
	return Comparison(l, &from, &to, text.Compare(&from, &to), false)
}
