package views

import (
	"fmt"

	"stet/models"
	"stet/models/message"
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

func (p ClaimRepliesPage) refusal(action models.Action) message.Key {
	for _, a := range p.Detail.Actions {
		if a.Action == action {
			return a.Refusal
		}
	}
	return "This cannot be done now."
}

// Choices are the sources that can be named, as choices.
func (p ClaimRepliesPage) Choices() []Option {
	all := saidOptions(p.Language, toSay{"", "None of the sources: the name above"})
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
func (f ContactForm) Label() message.Key {
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
func (f ContactForm) Asks() message.Key {
	switch f.Step {
	case models.StepAttempt:
		return "What was put to them"
	case models.StepAnswer:
		return "What they answered"
	case models.StepReflected:
		return "Where in the text"
	}
	return "Why"
}

// Hint says what the form's words are for.
func (f ContactForm) Hint() message.Key {
	switch f.Step {
	case models.StepAttempt:
		return "Enough detail that they can answer each point."
	case models.StepReflected:
		return "For instance: fourth paragraph."
	case models.StepWaiver:
		return "The sign-off names you and this reason."
	}
	return "In their words."
}

// ByChannel reports whether the step went by a channel, at a time of its own.
func (f ContactForm) ByChannel() bool {
	return f.Step == models.StepAttempt || f.Step == models.StepAnswer
}

// channels are the channels as choices, but links: those are noted by themselves.
func channels(l message.Language) []Option {
	return optionsOf(l, []models.Channel{models.ChannelEmail, models.ChannelPhone, models.ChannelLetter, models.ChannelPerson, models.ChannelChat}, channelLabel)
}

// channelLabel names a way to ask somebody.
func channelLabel(l message.Language, c models.Channel) string {
	return l.Say(map[models.Channel]message.Key{models.ChannelEmail: "Email", models.ChannelPhone: "Phone", models.ChannelLetter: "Letter",
		models.ChannelPerson: "In person", models.ChannelChat: "Message in an app", models.ChannelLink: "Link"}[c])
}

// replyLabel names where a reply stands.
func replyLabel(l message.Language, s models.ReplyStatus) string {
	return l.Say(map[models.ReplyStatus]message.Key{models.ReplyUnasked: "Not asked yet", models.ReplyWaiting: "Asked, no answer yet", models.ReplyExpired: "No answer by the deadline",
		models.ReplyAnswered: "Answered", models.ReplyWaived: "Not asked"}[s])
}

// replyName is whom a reply is asked of.
func replyName(l message.Language, r models.Reply) string {
	if r.Source == nil && r.Who == "" {
		return l.Say("Nobody")
	}
	return r.Name()
}

// stepLabel says how a contact went.
func stepLabel(l message.Language, c models.Contact) string {
	by := map[models.Step]map[models.Channel]message.Key{models.StepAttempt: asked, models.StepAnswer: answered}[c.Step]
	if key, known := by[c.Channel]; known {
		return l.Say(key)
	}
	return l.Say(map[models.Step]message.Key{models.StepReflected: "In the text", models.StepWaiver: "Not asked"}[c.Step])
}

var (
	asked = map[models.Channel]message.Key{models.NoChannel: "Asked", models.ChannelEmail: "Asked by email", models.ChannelPhone: "Asked by phone", models.ChannelLetter: "Asked by letter",
		models.ChannelPerson: "Asked in person", models.ChannelChat: "Asked by message", models.ChannelLink: "Asked by link"}
	answered = map[models.Channel]message.Key{models.NoChannel: "Answered", models.ChannelEmail: "Answered by email", models.ChannelPhone: "Answered by phone", models.ChannelLetter: "Answered by letter",
		models.ChannelPerson: "Answered in person", models.ChannelChat: "Answered by message", models.ChannelLink: "Answered by link"}
)

// ReplyRefusal says why nobody may be named for the claim now.
func (p ClaimRepliesPage) ReplyRefusal() string { return p.Say(p.refusal(models.ReplyNamed)) }

// ReplyStatus says where a reply stands when the page is made.
func (p *Panel) ReplyStatus(r models.Reply) models.ReplyStatus { return r.Status(p.Now) }
