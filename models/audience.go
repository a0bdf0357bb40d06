package models

import "stet/models/message"

// Audience says for whom an export is made, and so what it may show.
type Audience string

// The audiences, from those who may see least to those who may see most. Each
// has a projection of its own that lists what it shows, field by field; who a
// confidential source is leaves for none of them.
const (
	ForPublic   Audience = "public"   // readers and machines: what is settled, and nobody's name
	ForInternal Audience = "internal" // the newsroom: all claims, who decided, what is still open
	ForLegal    Audience = "legal"    // a lawyer: also how it came about
)

// Audiences lists every audience, in the order of the page.
var Audiences = []Audience{ForPublic, ForInternal, ForLegal}

// Refusal says, as a sentence, why the actor may not take an export for this
// audience; it is empty when they may.
func (a Audience) Refusal(actor User) message.Key {
	switch {
	case !actor.Active:
		return "Your account is closed. Ask an admin to open it."
	case a == ForLegal && !actor.Role.MayReview():
		return "Only a reviewer can take the export for legal: it holds every version, return and query. Ask a reviewer for it, or choose another audience."
	}
	return ""
}
