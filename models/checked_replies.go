package models

// checkedReplies are who must be asked about a claim and what came of it; the
// attempts too where all of them are wanted.
func (p *proof) checkedReplies(claimID int64, attempts bool) []CheckedReply {
	var all []CheckedReply
	for _, r := range p.replies {
		if r.ClaimID != claimID {
			continue
		}
		c := CheckedReply{Who: r.leaving(), Status: r.Status(p.now)}
		hidden := r.Source != nil && r.Source.Confidential()
		if !hidden {
			c.Deadline = utc(r.Deadline())
		}
		for _, k := range r.Contacts {
			switch {
			case hidden && k.Step != StepWaiver: // when and how a confidential source was reached tells who it is
			case k.Step == StepAttempt && !attempts:
			default:
				c.Contacts = append(c.Contacts, CheckedContact{Step: k.Step, Channel: k.Channel, Said: k.Said, At: k.At.UTC(), Deadline: utc(k.Deadline), By: p.name(k.CreatedBy)})
			}
		}
		all = append(all, c)
	}
	return all
}
