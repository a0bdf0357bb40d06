package views

import (
	"slices"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// LetterPage is all that whoever has the link of an inquiry sees: what is asked,
// that their answer has arrived, or that the link leads nowhere.
type LetterPage struct {
	Clock
	Title    string // of the page
	Newsroom string // "" where the page must not tell
	Letter   *models.Letter
	Done     bool              // the answer has arrived
	Arrived  bool              // answers of the author have; there may be more
	Said     map[string]string // typed by the author, by the id of the query
	Form     AnswerFields
	Errors   Errors
}

// AnswerFields is what was typed into the form of an answer.
type AnswerFields struct{ Response, Said string }

// InquiryFields is what was typed into the form that makes a link.
type InquiryFields struct {
	Reply, Who, Source, Ask, Words, Until string
	ShowTitle, Once                       bool
}

// StepLink names the form that makes a link, among those of a claim's replies.
const StepLink models.Step = "link"

// Responses are what can be answered, as choices.
func (p LetterPage) Responses() []Option {
	return saidOptions(p.Language, toSay{"confirmed", "Yes, that is right"}, toSay{"wrong", "No, something in it is wrong"}, toSay{"statement", "Neither: I want to say something about it"})
}

// responseLabel names an answer.
func responseLabel(l message.Language, r models.Response) string {
	return l.Say(map[models.Response]message.Key{models.ResponseConfirmed: "Confirmed", models.ResponseWrong: "Says it is wrong", models.ResponseStatement: "A statement"}[r])
}

// InquiryErrors are those of the form that makes a link.
func (p ClaimRepliesPage) InquiryErrors() Errors {
	if p.Wrong.Step != StepLink {
		return nil
	}
	return p.Errors
}

// MayInquire reports whether a link may be made now.
func (p ClaimRepliesPage) MayInquire() bool { return p.refusal(models.InquirySent) == "" }

// MayClose reports whether links may be closed.
func (p ClaimRepliesPage) MayClose() bool { return p.MayWrite() }

// MayKeep reports whether evidence may be made of an answer now.
func (p ClaimRepliesPage) MayKeep() bool { return p.refusal(models.EvidenceCreated) == "" }

// Named are those who are named to be asked, as choices.
func (p ClaimRepliesPage) Named() []Option {
	all := []Option{{Value: "", Label: p.Say("Somebody else, named below")}}
	for _, r := range p.Detail.Replies {
		if r.Who != "" || r.SourceID != nil {
			all = append(all, Option{Value: id(r.ID), Label: r.Name()})
		}
	}
	return all
}

// Wordings are the words that a link can quote, as choices.
func (p ClaimRepliesPage) Wordings() []Option {
	var all []Option
	if at := slices.IndexFunc(p.Detail.Line.Places, func(a models.Anchor) bool { return a.Method.Attached() }); at >= 0 {
		all = append(all, Option{Value: "text", Label: p.Say("In the text: “%s”", p.Detail.Line.Places[at].Quote)})
	}
	return append(all, Option{Value: "claim", Label: p.Say("The claim: “%s”", p.Detail.Claim.Wording)})
}

// LinkStatus says whether a link still takes answers.
func (p ClaimRepliesPage) LinkStatus(i models.Inquiry) string { return linkStatus(i, p.Clock) }

func linkStatus(i models.Inquiry, c Clock) string {
	switch {
	case i.RevokedAt != nil:
		return c.Say("Closed by hand")
	case i.Open(c.Now):
		return c.Say("Open")
	case len(i.Answers) > 0 && i.Once:
		return c.Say("Answered")
	}
	return c.Say("Expired")
}

// IsOpen reports whether a link still takes answers.
func (p ClaimRepliesPage) IsOpen(i models.Inquiry) bool { return i.Open(p.Now) }

// Moved reports whether the claim has other words now than the link quotes.
func (p ClaimRepliesPage) Moved(i models.Inquiry) bool { return moved(p.Detail, i) }

// Moved reports whether the claim has other words now than the link quotes.
func (p *Panel) Moved(i models.Inquiry) bool { return moved(p.Detail, i) }

func moved(d *models.ClaimDetail, i models.Inquiry) bool {
	same := func(s string) bool { return text.Fold(s) == text.Fold(i.Wording) }
	return !same(d.Claim.Wording) && !slices.ContainsFunc(d.Line.Places, func(a models.Anchor) bool { return a.Method.Attached() && same(a.Quote) })
}
