package views

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// Act is a button of a claim: whether the person could ever use it, and why not now.
type Act struct {
	Action  models.Action
	Refusal string
	Shown   bool
}

// Allowed reports whether the act may be done now.
func (a Act) Allowed() bool { return a.Shown && a.Refusal == "" }

// Act is the button of an action, by the action's name. It is shown to those
// whose role could do it, with the reason why they may not.
func (p *Panel) Act(action string) Act {
	for _, a := range p.Detail.Actions {
		if string(a.Action) == action {
			could := p.Role.MayWrite()
			if strings.HasPrefix(action, "review.") {
				could = p.Role.MayReview()
			}
			return Act{a.Action, p.Say(a.Refusal), could}
		}
	}
	return Act{}
}

// May reports whether an action, by its name, may be done now.
func (p *Panel) May(action string) bool { return p.Act(action).Allowed() }

// MayJudge reports whether the form of the verdict is drawn.
func (p *Panel) MayJudge() bool { return p.May("verdict.saved") }

// MayDecide reports whether the buttons of a review are drawn: where at least
// one of its decisions may be made.
func (p *Panel) MayDecide() bool { return p.May("review.approved") || p.May("review.returned") }

// OwnReturn reports whether returning is refused for a reason of its own.
func (p *Panel) OwnReturn() bool {
	approve, back := p.Act("review.approved"), p.Act("review.returned")
	return p.MayDecide() && back.Refusal != "" && back.Refusal != approve.Refusal
}

// MayCorrect reports whether the newest verdict proposes other words that the
// user may write into the text now.
func (p *Panel) MayCorrect() bool {
	v := p.Detail.Verdict
	if v == nil || v.Correction == "" || p.Detail.Claim.Orphaned || p.Detail.Claim.WithdrawnAt != nil || text.Fold(v.Correction) == text.Fold(p.Quote()) {
		return false
	}
	return p.Detail.Article.Refusal(models.RevisionSaved, models.User{ID: p.Me, Role: p.Role, Active: true}) == ""
}

// Ratings are the ratings of the article's scale.
func (p *Panel) Ratings() []models.Rating { return p.Detail.Scale.Ratings }

// Rated reports whether the rating is the one in the form.
func (p *Panel) Rated(r models.Rating) bool { return p.Verdict.Rating == id(r.ID) }

// Quote is the words of the claim's first place.
func (p *Panel) Quote() string {
	if len(p.Detail.Line.Places) == 0 {
		return ""
	}
	return p.Detail.Line.Places[0].Quote
}

// Attached reports whether the claim has a place in the text.
func (p *Panel) Attached() bool {
	return slices.ContainsFunc(p.Detail.Line.Places, func(a models.Anchor) bool { return a.Method.Attached() })
}

// LostPlace is the number of the first place that an orphan has lost, to be
// attached to other words; 0 without one.
func (p *Panel) LostPlace() int {
	for _, a := range p.Detail.Line.Places {
		if p.Detail.Claim.Orphaned && !a.Method.Attached() {
			return a.Place
		}
	}
	return 0
}

// Unresolved reports whether the claim is approved with a rating that asks for
// other words, while the words still stand.
func (p *Panel) Unresolved() bool {
	c, r := p.Detail.Claim, p.Detail.Rating
	stands := c.Resolution == models.ResolutionNone || c.Resolution == models.ResolutionStands
	return r != nil && r.NeedsResolution && c.Status == models.ClaimApproved && stands && p.Detail.Override == nil
}

// Sent reports whether the newest verdict waits for a reviewer as the form has it.
func (p *Panel) Sent() bool {
	v := p.Detail.Verdict
	return v != nil && v.Submitted && p.Detail.Claim.Status == models.ClaimInReview && p.Verdict == verdictFieldsOf(v)
}

// Context is the claim's words, marked, in their sentence.
func (p *Panel) Context() template.HTML {
	if p.Detail.Sentence == "" {
		if p.Quote() == "" {
			return ""
		}
		return sayAround(p.Language, "“%s”", p.Quote())
	}
	runes := []rune(p.Detail.Sentence)
	at := clampSpan(p.Detail.QuoteAt, len(runes))
	var b strings.Builder
	escape(&b, string(runes[:at.Start]))
	b.WriteString(`<mark class="v-` + string(p.Detail.Line.Look) + ` on">`)
	escape(&b, string(runes[at.Start:at.End]))
	b.WriteString("</mark>")
	escape(&b, string(runes[at.End:]))
	return template.HTML(b.String())
}

func clampSpan(s text.Span, n int) text.Span {
	s.Start = min(max(s.Start, 0), n)
	s.End = min(max(s.End, s.Start), n)
	return s
}

// LastReturn is the return that holds: of the newest verdict.
func (p *Panel) LastReturn() *models.Review {
	for i := range p.Detail.Reviews {
		r := &p.Detail.Reviews[i]
		if r.Decision == models.Return && p.Detail.Line.Returned && r.VerdictID == p.Detail.Claim.VerdictID {
			return r
		}
	}
	return nil
}

// Called says which kinds of change in the claim's words ask for a second look.
func (p *Panel) Called() []string {
	names := map[models.Badge]message.Key{models.BadgeNumber: "The new words change a number", models.BadgeNegation: "The new words change a negation", models.BadgeName: "The new words change a name"}
	var said []string
	for _, place := range p.Detail.Line.Places {
		for _, b := range place.Calls() {
			if line := p.Say(names[b]); line != "" && !slices.Contains(said, line) {
				said = append(said, line)
			}
		}
	}
	return said
}

// SourceIcon is the icon of an item's source.
func (p *Panel) SourceIcon(e models.Evidence) string {
	if e.Source == nil {
		return "i-search"
	}
	switch e.Source.Type {
	case models.SourceDataSet:
		return "i-data"
	case models.SourcePerson, models.SourceOrganisation:
		return "i-voice"
	}
	return "i-doc"
}

// SourceMeta is the small print of an item's source.
func (p *Panel) SourceMeta(e models.Evidence) string {
	if e.Source == nil {
		return ""
	}
	return joined(e.Source.Publisher, typeWords(p.Language, e.Source.Type), tierLabel(p.Language, e.Source.Tier), e.Source.PublishedOn)
}

// EvidenceForm is the fields of an item of evidence with what is wrong in them.
type EvidenceForm struct {
	Fields EvidenceFields
	Errors Errors
}

// EvidenceForm is the form of a new item.
func (p *Panel) EvidenceForm() EvidenceForm {
	f := EvidenceForm{Fields: p.Evidence}
	if p.Form == "evidence" {
		f.Errors = p.Errors
	}
	return f.filled()
}

// filled puts the usual choices where nothing was chosen.
func (f EvidenceForm) filled() EvidenceForm {
	f.Fields.Relation = cmp.Or(f.Fields.Relation, string(models.Supports))
	f.Fields.NewSource.Type = cmp.Or(f.Fields.NewSource.Type, string(models.SourceDocument))
	f.Fields.NewSource.Tier = cmp.Or(f.Fields.NewSource.Tier, string(models.TierPrimary))
	if missing, ok := f.Errors["source"]; ok { // known or new, it is named in one field
		f.Errors = maps.Clone(f.Errors)
		f.Errors["source_title"] = cmp.Or(f.Errors["source_title"], missing)
		delete(f.Errors, "source")
	}
	return f
}

// Fields is the form of the page with what is wrong in it.
func (p EvidencePage) Fields() EvidenceForm {
	f := EvidenceForm{p.Form, p.Errors}
	if p.Evidence != nil && p.Evidence.Source != nil && f.Fields.NewSource == (SourceFields{}) {
		f.Fields.NewSource = SourceFieldsOf(*p.Evidence.Source)
	}
	return f.filled()
}

// Action is where the form goes.
func (p EvidencePage) Action() string {
	if p.Evidence != nil {
		return "/evidence/" + id(p.Evidence.ID)
	}
	return "/claims/" + id(p.Detail.Claim.ID) + "/evidence"
}

// ApprovalWords says how many approvals there are, of how many needed.
func (p *Panel) ApprovalWords() string {
	c := p.Detail.Claim
	return p.Say("%d of %d approvals needed.", p.Detail.Approvals, c.ReviewersNeeded)
}

// ResolutionLabel says what happened to the words.
func (p *Panel) ResolutionLabel() string {
	return resolutionLabel(p.Language, p.Detail.Claim.Resolution)
}

func resolutionLabel(l message.Language, r models.Resolution) string {
	switch r {
	case models.ResolutionStands:
		return l.Say("Stands")
	case models.ResolutionChanged:
		return l.Say("Changed")
	case models.ResolutionSoftened:
		return l.Say("Softened")
	case models.ResolutionAttributed:
		return l.Say("Attributed")
	case models.ResolutionCut:
		return l.Say("Cut")
	case models.ResolutionOverridden:
		return l.Say("Kept against the verdict")
	}
	return l.Say("Not decided yet")
}

// RiskLabel names the risk of the claim.
func (p *Panel) RiskLabel() string {
	if p.Detail.Claim.Risk == models.RiskHigh {
		return p.Say("High")
	}
	return p.Say("Normal")
}

// Mine reports whether the claim is the user's.
func (p *Panel) Mine() bool {
	return p.Detail.Claim.AssigneeID != nil && *p.Detail.Claim.AssigneeID == p.Me
}

// AssignedTo is the id of whoever has the claim, 0 for nobody.
func (p *Panel) AssignedTo() string {
	if p.Detail.Claim.AssigneeID == nil {
		return "0"
	}
	return id(*p.Detail.Claim.AssigneeID)
}

// Done reports whether nothing is left to do on the claim.
func (p *Panel) Done() bool { return p.Detail.Claim.Status.Done() }

// AssigneeAway says until when whoever has the claim is away, "" where they are
// there.
func (p *Panel) AssigneeAway() string {
	if p.Detail.Claim.AssigneeID == nil {
		return ""
	}
	return p.AwayWords(p.Detail.People[*p.Detail.Claim.AssigneeID], p.Detail.People)
}
