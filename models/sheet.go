package models

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/models/anchor"
	"stet/models/text"
)

// ImportedRow is what a row of a sheet says of a claim, in its own words.
type ImportedRow struct {
	Line        int      `json:"line"` // of the sheet, from 1
	Fact        string   `json:"fact,omitempty"`
	Quotes      []string `json:"quotes,omitempty"` // the words of the article, at each of its places
	Kind        Kind     `json:"kind,omitempty"`
	Risk        Risk     `json:"risk,omitempty"`
	Verdict     string   `json:"verdict,omitempty"` // the label or the code of a rating, or anything else
	Explanation string   `json:"explanation,omitempty"`
	Correction  string   `json:"correction,omitempty"`
	Status      string   `json:"status,omitempty"` // counts as the verdict where there is none
	Note        string   `json:"note,omitempty"`

	Evidence []ImportedEvidence `json:"evidence,omitempty"`
}

// ImportedEvidence is what a row says of one item.
type ImportedEvidence struct {
	Relation Relation `json:"relation,omitempty"` // context where it does not say
	Source   string   `json:"source,omitempty"`   // its title, or where a search found nothing
	Address  string   `json:"address,omitempty"`
	Locator  string   `json:"locator,omitempty"` // or how it was searched
	Excerpt  string   `json:"excerpt,omitempty"`
}

// SheetRow remembers a row that came in.
type SheetRow struct {
	ID        int64
	ArticleID int64
	SHA256    string `gorm:"column:sha256"` // of what the row says
	Line      int
	Content   string // JSON of an ImportedRow, for one that waits or waited
	ClaimID   *int64
	DroppedBy *int64
	DroppedAt *time.Time
	CreatedBy int64
	CreatedAt time.Time
}

// WaitingRow is a row of which nobody has said yet which words it is about.
type WaitingRow struct {
	SheetRow
	Row    ImportedRow
	Places []Candidate // that may be meant, the best first

	Ambiguous bool // each of them fits as well
}

// SheetReport says what became of the rows of a sheet.
type SheetReport struct {
	Claims    int // that are new
	Known     int // rows that were there before
	Added     int // of them, that brought something new to their claim
	Ambiguous int // rows that fit several places, and wait
	Unmatched int // rows that fit none, and wait
	Verdicts  int // drafts
	Evidence  int // items
	Remarks   int // comments with what has no field of its own
}

// Waiting is the number of rows that wait for somebody to place them.
func (r SheetReport) Waiting() int { return r.Ambiguous + r.Unmatched }

// tidied is the row as the database keeps it, with the status in the place of a
// verdict that is not there.
func (r ImportedRow) tidied() ImportedRow {
	r.Fact, r.Explanation, r.Correction, r.Note = tidy(r.Fact), tidy(r.Explanation), tidy(r.Correction), tidy(r.Note)
	r.Verdict, r.Status = tidy(r.Verdict), tidy(r.Status)
	if r.Verdict == "" {
		r.Verdict, r.Status = r.Status, ""
	}
	quotes := r.Quotes
	r.Quotes = nil
	for _, q := range quotes {
		if q = tidy(q); q != "" {
			r.Quotes = append(r.Quotes, q)
		}
	}
	r.Evidence = slices.Clone(r.Evidence)
	for i := range r.Evidence {
		r.Evidence[i] = r.Evidence[i].tidied()
	}
	if !slices.Contains(Kinds, r.Kind) {
		r.Kind = ""
	}
	if !slices.Contains(Risks, r.Risk) {
		r.Risk = ""
	}
	return r
}

// key is a SHA-256 of what the row says, on whatever line it stands.
func (r ImportedRow) key() (sha, content string, err error) {
	whole, err := json.Marshal(r)
	if err != nil {
		return "", "", fmt.Errorf("read row %d: %w", r.Line, err)
	}
	r.Line = 0
	said, err := json.Marshal(r)
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:]), string(whole), err
}

// wording is how the claim of the row is worded, with the whole of it where that
// had to be cut.
func (r ImportedRow) wording() (short, whole string) {
	if r.Fact == "" {
		return draftWording(strings.Join(r.Quotes[:min(1, len(r.Quotes))], "")), ""
	}
	if short = clip(r.Fact, maxWording-1); short == r.Fact {
		return r.Fact, ""
	}
	return short + "…", r.Fact
}

// asked is what to look for in the text.
func (r ImportedRow) asked() []anchor.Words {
	if len(r.Quotes) == 0 {
		return []anchor.Words{{Gist: r.Fact}}
	}
	words := []anchor.Words{{Quote: r.Quotes[0], Gist: r.Fact}}
	for _, q := range r.Quotes[1:] {
		words = append(words, anchor.Words{Quote: q})
	}
	return words
}

// located is where the words of a row stand.
type located struct {
	spans  []text.Span // its places, none where nothing is clear
	lost   []string    // quotes that are not there
	places []anchor.Candidate

	ambiguous bool // several places fit as well
}

// settled brings together what was found of a row. A quote that the row has as
// often as the text stands at each of those places.
func (r ImportedRow) settled(found []anchor.Located) located {
	var l located
	used := map[string]int{}
	for i, f := range found {
		q := strings.Join(r.Quotes[min(i, len(r.Quotes)):min(i+1, len(r.Quotes))], "")
		all := f.Status == anchor.Ambiguous && f.Candidates[0].Score == 1
		switch {
		case f.Status == anchor.Exact || f.Status == anchor.Edited:
			l.spans = append(l.spans, f.Span)
		case all && r.times(q) == len(f.Candidates) && len(f.Candidates) < anchor.MaxChoice:
			l.spans = append(l.spans, f.Candidates[used[strings.ToLower(text.Fold(q))]].Span)
			used[strings.ToLower(text.Fold(q))]++
		default:
			l.places = append(l.places, f.Candidates...)
			l.ambiguous = l.ambiguous || f.Status == anchor.Ambiguous
			if q != "" {
				l.lost = append(l.lost, q)
			}
		}
	}
	slices.SortFunc(l.spans, func(a, b text.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	l.spans = slices.Compact(l.spans)
	return l
}

// sameWords reports whether two quotes differ in typography and capitals at most.
func sameWords(a, b string) bool { return strings.EqualFold(text.Fold(a), text.Fold(b)) }

// times is how often the row has a quote.
func (r ImportedRow) times(quote string) int {
	n := 0
	for _, q := range r.Quotes {
		if sameWords(q, quote) {
			n++
		}
	}
	return n
}

// same says which claims are the row's: worded alike, and on the same words where
// the row has some.
func (r ImportedRow) same() func(*draftClaim) bool {
	wording, _ := r.wording()
	return func(c *draftClaim) bool {
		return c.Wording == wording && !slices.ContainsFunc(r.Quotes, func(q string) bool {
			return !slices.ContainsFunc(c.Places, func(p Anchor) bool { return sameWords(p.Quote, q) })
		})
	}
}

func (e ImportedEvidence) tidied() ImportedEvidence {
	e.Source, e.Address, e.Locator, e.Excerpt = tidy(e.Source), tidy(e.Address), tidy(e.Locator), tidy(e.Excerpt)
	if !slices.Contains(Relations, e.Relation) {
		e.Relation = Context
	}
	return e
}

// form is the item as it is attached.
func (e ImportedEvidence) form() EvidenceForm {
	f := EvidenceForm{Relation: e.Relation, Locator: e.Locator, Excerpt: e.Excerpt, Source: SourceForm{Tier: TierSecondary, Title: e.Source, URL: e.Address}}
	if e.Relation == NothingFound {
		f.SearchedWhere, f.SearchedHow, f.Locator = e.Source, e.Locator, ""
		return f
	}
	if f.Source.Title == "" {
		f.Source.Title = addressTitle(e.Address)
	}
	f.Source.Title = clip(f.Source.Title, maxTitle)
	return f
}
