package views

import (
	"fmt"
	"strings"

	"stet/models"
)

// RepliesPage lists who must be asked about the claims of an article.
type RepliesPage struct {
	Chrome
	Article models.Article
	Rows    []models.ReplyRow // what is open first
}

// ClaimRepliesPage is who must be asked about one claim, and what came of it.
type ClaimRepliesPage struct {
	Chrome
	Detail  *models.ClaimDetail
	Sources []models.Source // of the evidence of the article, who may have to be asked
	Name    ReplyFields
	Typed   ContactFields // into the form that is wrong
	Wrong   ContactForm   // which form that is
	Errors  Errors
	Inquiry InquiryFields
	Link    string // that was just made, shown this once
}

// ReplyFields is what was typed into the form that names who must be asked.
type ReplyFields struct{ Who, Source, Address string }

// ContactFields is what was typed into the form of a contact.
type ContactFields struct{ Channel, Said, At, Deadline string }

// ReplyCard is a reply with the forms of what can be noted of it.
type ReplyCard struct {
	models.Reply
	Status models.ReplyStatus
	Forms  []ContactForm
}

// ContactForm is a form that notes a step of a reply; of none, that nobody has
// to be asked.
type ContactForm struct {
	Claim, Reply int64
	Step         models.Step
	Fields       ContactFields
	Errors       Errors
}

// Cards are the replies of the claim with their forms.
func (p ClaimRepliesPage) Cards() []ReplyCard {
	var cards []ReplyCard
	for _, r := range p.Detail.Replies {
		card := ReplyCard{Reply: r, Status: r.Status(p.Now)}
		if r.Who != "" || r.SourceID != nil {
			for _, f := range p.formsOf(r) {
				if p.MayNote(f.Step) {
					card.Forms = append(card.Forms, p.filled(f))
				}
			}
		}
		cards = append(cards, card)
	}
	return cards
}

// formsOf are the steps that can follow for a reply.
func (p ClaimRepliesPage) formsOf(r models.Reply) []ContactForm {
	form := func(s models.Step) ContactForm { return ContactForm{Claim: p.Detail.Claim.ID, Reply: r.ID, Step: s} }
	all := []ContactForm{form(models.StepAttempt), form(models.StepAnswer)}
	if r.Status(p.Now) == models.ReplyAnswered {
		all = append(all, form(models.StepReflected))
	}
	if r.Waiver() == nil {
		all = append(all, form(models.StepWaiver))
	}
	return all
}

// Nobody is the form that says why nobody has to be asked, where it may be said.
func (p ClaimRepliesPage) Nobody() *ContactForm {
	if len(p.Detail.Replies) > 0 || !p.MayNote(models.StepWaiver) {
		return nil
	}
	f := p.filled(ContactForm{Claim: p.Detail.Claim.ID, Step: models.StepWaiver})
	return &f
}

// filled puts what was typed back into the form that it was typed into.
func (p ClaimRepliesPage) filled(f ContactForm) ContactForm {
	if p.Errors != nil && p.Wrong.Step == f.Step && p.Wrong.Reply == f.Reply {
		f.Fields, f.Errors = p.Typed, p.Errors
	}
	return f
}

// NameErrors are those of the form that names who must be asked.
func (p ClaimRepliesPage) NameErrors() Errors {
	if p.Wrong.Step != "" {
		return nil
	}
	return p.Errors
}

// MayNote reports whether a step may be noted now.
func (p ClaimRepliesPage) MayNote(s models.Step) bool {
	if s == models.StepWaiver {
		return p.refusal(models.ReplyWaivedAct) == ""
	}
	return p.refusal(models.ReplyAttempted) == ""
}

// MayName reports whether somebody may be named now.
func (p ClaimRepliesPage) MayName() bool { return p.refusal(models.ReplyNamed) == "" }

func (p ClaimRepliesPage) refusal(action models.Action) string {
	for _, a := range p.Detail.Actions {
		if a.Action == action {
			return a.Refusal
		}
	}
	return "unknown"
}

// Choices are the sources that can be named, as choices.
func (p ClaimRepliesPage) Choices() []Option {
	all := []Option{{Value: "", Label: "None of the sources: the name above"}}
	for _, o := range p.Sources {
		all = append(all, Option{Value: id(o.ID), Label: o.Title})
	}
	return all
}

// FieldID makes the id of one of the form's fields, as an option of a field.
func (f ContactForm) FieldID(name string) string {
	return fmt.Sprintf("id=f-%d-%s-%s", f.Reply, f.Step, name)
}

// Action is where the form goes.
func (f ContactForm) Action() string {
	if f.Step == models.StepWaiver {
		return fmt.Sprintf("/claims/%d/waive", f.Claim)
	}
	return fmt.Sprintf("/replies/%d/contacts", f.Reply)
}

// Label is what opens the form.
func (f ContactForm) Label() string {
	switch f.Step {
	case models.StepAttempt:
		return "Note an attempt"
	case models.StepAnswer:
		return "Note an answer"
	case models.StepReflected:
		return "Say where the answer stands in the text"
	}
	if f.Reply == 0 {
		return "Nobody has to be asked"
	}
	return "Do not ask them"
}

// Asks is the label of the form's words.
func (f ContactForm) Asks() string {
	switch f.Step {
	case models.StepAttempt:
		return "What was put to them"
	case models.StepAnswer:
		return "What they answered"
	case models.StepReflected:
		return "Where it stands"
	}
	return "Why"
}

// Hint says what the form's words are for.
func (f ContactForm) Hint() string {
	switch f.Step {
	case models.StepAttempt:
		return "hint=Enough detail that they can answer each point."
	case models.StepReflected:
		return "hint=For instance: fourth paragraph."
	case models.StepWaiver:
		return "hint=The sign-off names you and this reason."
	}
	return "hint=In their words."
}

// ByChannel reports whether the step went by a channel, at a time of its own.
func (f ContactForm) ByChannel() bool {
	return f.Step == models.StepAttempt || f.Step == models.StepAnswer
}

// Channels are the channels as choices, but links: those are noted by themselves.
func (f ContactForm) Channels() []Option {
	return optionsOf(models.Channels[1:len(models.Channels)-1], func(c models.Channel) string {
		if c == models.ChannelChat {
			return "Message in an app"
		}
		return sentenceCase(string(c))
	})
}

// replyLabel names where a reply stands.
func replyLabel(s models.ReplyStatus) string {
	return map[models.ReplyStatus]string{models.ReplyUnasked: "Not asked yet", models.ReplyWaiting: "Asked, no answer yet", models.ReplyExpired: "No answer by the deadline",
		models.ReplyAnswered: "Answered", models.ReplyWaived: "Not asked"}[s]
}

// stepLabel says how a contact went.
func stepLabel(c models.Contact) string {
	label := map[models.Step]string{models.StepAttempt: "Asked", models.StepAnswer: "Answered", models.StepReflected: "In the text", models.StepWaiver: "Not asked"}[c.Step]
	if c.Channel != models.NoChannel {
		label += " by " + lower(strings.ReplaceAll(string(c.Channel), "_", " "))
	}
	return strings.ReplaceAll(label, "by in person", "in person")
}

// ReplyRefusal says why nobody may be named for the claim now.
func (p ClaimRepliesPage) ReplyRefusal() string { return p.refusal(models.ReplyNamed) }

// ReplyStatus says where a reply stands when the page is made.
func (p *Panel) ReplyStatus(r models.Reply) models.ReplyStatus { return r.Status(p.Now) }
