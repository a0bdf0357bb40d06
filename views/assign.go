package views

import (
	"net/url"
	"slices"
	"strconv"

	"stet/models"
	"stet/models/message"
)

// AssignPage is where the claims of an article are given to people.
type AssignPage struct {
	Chrome
	Board   models.Assigning
	Filter  AssignFilter
	Ticked  []int64 // ids of claims
	Form    AssignFields
	Rules   bool   // shows what the rules say
	Message string // about what somebody else did meanwhile
	Errors  Errors
}

// AssignFilter narrows the claims that are listed; empty fields let all through.
type AssignFilter struct{ Kind, Risk, Status, Who string }

// AssignFields is what was typed on the page.
type AssignFields struct{ Person, DueAt, Note string }

// The claims that can be asked for by who has them.
const (
	WhoNobody = "nobody"
	WhoMe     = "me"
)

// Rows are the claims that are listed: those that the filter lets through, and
// those that are ticked.
func (p AssignPage) Rows() []models.Claim {
	return slices.DeleteFunc(slices.Clone(p.Board.Claims), func(c models.Claim) bool { return !p.IsTicked(c.ID) && !p.fits(c) })
}

func (p AssignPage) fits(c models.Claim) bool {
	f := p.Filter
	return (f.Kind == "" || f.Kind == string(c.Kind)) && (f.Risk == "" || f.Risk == string(c.Risk)) && (f.Status == "" || f.Status == string(c.Status)) &&
		(f.Who != WhoNobody || c.AssigneeID == nil) && (f.Who != WhoMe || c.AssigneeID != nil && *c.AssigneeID == p.Me())
}

// IsTicked reports whether a claim's box is ticked.
func (p AssignPage) IsTicked(claimID int64) bool { return slices.Contains(p.Ticked, claimID) }

// Query is the filter as an address has it.
func (p AssignPage) Query() string {
	v := url.Values{}
	for key, value := range map[string]string{"kind": p.Filter.Kind, "risk": p.Filter.Risk, "status": p.Filter.Status, "who": p.Filter.Who} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// Filters are the choices of the filter.
func (p AssignPage) Filters() []Field {
	l := p.Language
	all := func(label message.Key, options []Option) []Option {
		return append(saidOptions(l, toSay{"", label}), options...)
	}
	statuses := []models.ClaimStatus{models.ClaimOpen, models.ClaimInReview, models.ClaimStale}
	return []Field{
		choice(l, nil, "who", "Whose", p.Filter.Who, all("Everybody’s", saidOptions(l, toSay{WhoNobody, "Nobody’s"}, toSay{WhoMe, "Mine"}))),
		choice(l, nil, "status", "Status", p.Filter.Status, all("Any status", optionsOf(l, statuses, func(l message.Language, s models.ClaimStatus) string { return statusLabel(l, s, false) }))),
		choice(l, nil, "kind", "Kind", p.Filter.Kind, all("Any kind", kinds(l))),
		choice(l, nil, "risk", "Risk", p.Filter.Risk, all("Any risk", saidOptions(l, toSay{string(models.RiskNormal), "Normal risk"}, toSay{string(models.RiskHigh), "High risk"}))),
	}
}

// People are those who may get claims, with what they have.
func (p AssignPage) People() []Option {
	options := saidOptions(p.Language, toSay{"", "Nobody"})
	for _, c := range p.Board.Assignables {
		options = append(options, Option{Value: id(c.User.ID), Label: p.Say("%s: %d open", personLabel(p.Language, c.User), c.Open)})
	}
	return options
}

// Was is who has a claim, as the form says it: an id, 0 for nobody.
func (p AssignPage) Was(c models.Claim) string {
	if c.AssigneeID == nil {
		return "0"
	}
	return id(*c.AssigneeID)
}

// Meta is the small print of a claim.
func (p AssignPage) Meta(c models.Claim) string {
	risk := ""
	if c.Risk == models.RiskHigh {
		risk = p.Say("High risk")
	}
	return joined(kindLabel(p.Language, c.Kind), risk, statusLabel(p.Language, c.Status, false))
}

// Given is how many claims the rules give to somebody.
func (p AssignPage) Given() int {
	n := 0
	for _, s := range p.Board.Shares {
		if s.UserID != 0 {
			n++
		}
	}
	return n
}

// Why says by which rule somebody gets a claim, or why nobody does.
func (p AssignPage) Why(s models.Share) []string {
	var all []string
	for _, passed := range s.Passed {
		all = append(all, p.passedWords(passed))
	}
	switch {
	case s.UserID == 0 && len(s.Passed) == 0:
		return []string{p.Say("No rule fits.")}
	case s.UserID == 0:
		return all
	case s.Rule.UserID != nil:
		return append(all, p.Say("Rule %s: %s.", strconv.Itoa(s.Rule.Position), p.ruleWords(s.Rule)))
	}
	return append(all, p.Say("Rule %s: %s; the fewest open, %d.", strconv.Itoa(s.Rule.Position), p.ruleWords(s.Rule), s.Open))
}

func (p AssignPage) ruleWords(r models.AssignRule) string {
	risk, section := "", ""
	switch r.Risk {
	case models.RiskHigh:
		risk = p.Say("High risk")
	case models.RiskNormal:
		risk = p.Say("Normal risk")
	}
	if r.SectionID != nil {
		section = p.Board.Sections[*r.SectionID]
	}
	kind := ""
	if r.Kind != "" {
		kind = kindLabel(p.Language, r.Kind)
	}
	if words := joined(kind, risk, section); words != "" {
		return words
	}
	return p.Say("All claims")
}

// passedWords says why a rule does not give a claim to whom it names.
func (p AssignPage) passedWords(passed models.Passed) string {
	rule, name := strconv.Itoa(passed.Rule.Position), nameOf(p.Language, p.Board.People, passed.UserID)
	switch passed.Why {
	case models.UnfitAway:
		return p.Say("Rule %s is passed over: %s is away.", rule, name)
	case models.UnfitAuthor:
		return p.Say("Rule %s is passed over: %s wrote the article.", rule, name)
	case models.UnfitNobody:
		return p.Say("Rule %s is passed over: nobody of the section can take it.", rule)
	}
	return p.Say("Rule %s is passed over: %s may not see or write this article.", rule, name)
}

// LoadPage says what each person has to do.
type LoadPage struct {
	Chrome
	Loads  []models.Load
	People map[int64]models.User
}

// LoadTable is the table of what people have to do, on whichever page.
type LoadTable struct {
	Clock
	Loads  []models.Load
	People map[int64]models.User
}

// Table is the table of the page.
func (p LoadPage) Table() LoadTable { return LoadTable{p.Clock, p.Loads, p.People} }

// Table is the table of the page.
func (p AssignPage) Table() LoadTable { return LoadTable{p.Clock, p.Board.Loads, p.Board.People} }

// AwayWords says until when somebody is away and who stands in, "" for somebody
// who is there.
func (c Clock) AwayWords(u models.User, people map[int64]models.User) string {
	if !u.Away || u.AwayUntil == nil {
		return ""
	}
	until := c.time(c.LastDay(u), "2 January")
	if u.StandInID == nil {
		return c.Say("Away until %s", until)
	}
	return c.Say("Away until %s, instead: %s", until, nameOf(c.Language, people, *u.StandInID))
}
