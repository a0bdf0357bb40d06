package views

import (
	"html/template"
	"slices"
	"strings"

	"stet/models"
	"stet/models/text"
)

// chosen is the id of the claim in the panel, that of the thread below zero, or 0.
func (p WorkspacePage) chosen() int64 {
	if p.Talk != nil {
		return -p.Talk.Thread
	}
	if p.Panel == nil {
		return 0
	}
	return p.Panel.Detail.Claim.ID
}

// Chosen is what the panel shows, as scripts name it: a claim by its id, a thread
// by its id after an m; "" for neither.
func (p WorkspacePage) Chosen() string {
	switch {
	case p.Talk != nil:
		return "m" + id(p.Talk.Thread)
	case p.Panel != nil:
		return id(p.chosen())
	}
	return ""
}

// Rows is the annotated text.
func (p WorkspacePage) Rows() template.HTML {
	return Text(p.Language, p.Workspace, p.Me(), p.chosen(), p.Show, p.From)
}

// Changed is the rows of a part.
func (p PartPage) Changed() template.HTML {
	return Rows(p.Language, p.Workspace, p.Me(), p.chosen(), p.Show, p.Blocks)
}

// Cards is the margins of some rows.
func (p NotesPart) Cards() template.HTML {
	return Notes(p.Language, p.Workspace, p.Me, p.Chosen, p.From, p.To)
}

// Map is the minimap.
func (p WorkspacePage) Map() template.HTML { return Minimap(p.Workspace, p.chosen()) }

// Headed reports whether the text brings the title along as its first heading.
func (p WorkspacePage) Headed() bool { return headed(p.Workspace) }

// MayClaim reports whether the user may claim words of the article now.
func (p WorkspacePage) MayClaim() bool { return mayArticle(p.Workspace.Actions, models.ClaimCreated) }

// Looks counts the claims by look.
func (p WorkspacePage) Looks() map[models.Look]int { return looksOf(p.Workspace) }

// CoverageWords says how many sentences are decided on.
func (p WorkspacePage) CoverageWords() string { return coverageWords(p.Language, p.Workspace.Coverage) }

// Decided is the short form of the coverage.
func (p WorkspacePage) Decided() string {
	c := p.Workspace.Coverage
	return p.Say("%d of %d sentences decided", c.Claimed+c.Skipped, c.Sentences)
}

// Due says when the article is due.
func (p WorkspacePage) Due() template.HTML { return p.Chrome.Due(p.Workspace.Article.Deadline) }

// TallyRow counts the claims of one status.
type TallyRow struct {
	Icon, Label string
	Count       int
}

// Tally counts the claims by status.
func (p WorkspacePage) Tally() []TallyRow {
	var rows []TallyRow
	for _, s := range models.ClaimStatuses {
		if n := p.Workspace.Counts[s]; n > 0 || s != models.ClaimWithdrawn {
			rows = append(rows, TallyRow{statusIcon(s, false), statusLabel(p.Language, s, false), n})
		}
	}
	return rows
}

// ShowOption is a choice of what the workspace shows.
type ShowOption struct {
	Value  Show
	Label  string
	Chosen bool
}

// ShowOptions are the choices of what the workspace shows, with counts.
func (p WorkspacePage) ShowOptions() []ShowOption {
	mine := 0
	for i := range p.Workspace.Claims {
		if c := &p.Workspace.Claims[i]; c.Status != models.ClaimWithdrawn && isMine(c, p.Me()) {
			mine++
		}
	}
	counts := p.Workspace.Counts
	labels := map[Show]string{
		ShowAll: p.Say("All claims"), ShowText: p.Say("Text only"),
		ShowOpen:   p.Say("Open: %d", counts[models.ClaimOpen]),
		ShowMine:   p.Say("Mine: %d", mine),
		ShowReview: p.Say("In review: %d", counts[models.ClaimInReview]),
		ShowStale:  p.Say("Stale: %d", counts[models.ClaimStale]),
	}
	var options []ShowOption
	for _, s := range Shows {
		options = append(options, ShowOption{s, labels[s], s == p.Show})
	}
	return options
}

// SentenceRow is a sentence nobody has decided on.
type SentenceRow struct {
	Index  int
	Number int // from 1
	Text   string
	Reason string // why it looks worth checking, "" if it does not
}

// sentencesMax is how many sentences the list shows at once.
const sentencesMax = 50

// SentenceList is one page of the sentences nobody has decided on.
type SentenceList struct {
	Rows  []SentenceRow
	Total int // of the whole article
	Next  int // index of the sentence that the next page follows, -1 at the end
}

// SentenceList is the page of the list that follows a sentence.
func (p WorkspacePage) SentenceList() SentenceList {
	all := p.Undecided()
	from := slices.IndexFunc(all, func(r SentenceRow) bool { return r.Index > p.After })
	if from < 0 {
		from = len(all)
	}
	list := SentenceList{Rows: all[from:min(from+sentencesMax, len(all))], Total: len(all), Next: -1}
	if from+sentencesMax < len(all) {
		list.Next = list.Rows[sentencesMax-1].Index
	}
	return list
}

// Undecided is the sentences that are neither claimed nor skipped.
func (p WorkspacePage) Undecided() []SentenceRow {
	ws := p.Workspace
	decided := make([]bool, len(ws.Document.Sentences))
	cover := func(a models.Anchor) {
		first, last := ws.Document.SentencesIn(text.Span{Start: a.StartCP, End: a.EndCP})
		for i := first; i < last; i++ {
			decided[i] = true
		}
	}
	for i := range ws.Claims {
		if drawn(&ws.Claims[i], 0) {
			for _, a := range placesOf(&ws.Claims[i]) {
				cover(a)
			}
		}
	}
	for i := range ws.Skips {
		cover(ws.Skips[i].Anchor)
	}
	reasons := map[int]string{}
	for _, s := range ws.Suggestions {
		reasons[s.Sentence] = p.Language.Tell(s.Reason)
	}
	var rows []SentenceRow
	for i, s := range ws.Document.Sentences {
		if !decided[i] {
			rows = append(rows, SentenceRow{i, i + 1, strings.TrimSpace(ws.Document.Slice(s.Span)), reasons[i]})
		}
	}
	return rows
}
