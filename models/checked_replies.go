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

// checkedInquiries are the links about a claim with what came in by them.
func (p *proof) checkedInquiries(claimID int64) []CheckedInquiry {
	var all []CheckedInquiry
	for _, i := range p.inquiries {
		switch {
		case value(i.ClaimID) != claimID:
			continue
		case i.Source != nil && i.Source.Confidential():
			all = append(all, CheckedInquiry{Who: ConfidentialName})
			continue
		}
		c := CheckedInquiry{Who: i.Name(), Ask: i.Ask, Wording: i.Wording, At: utc(&i.CreatedAt), RevokedAt: utc(i.RevokedAt)}
		for _, a := range i.Answers {
			c.Answers = append(c.Answers, CheckedAnswer{Response: a.Response, Said: a.Said, At: a.At.UTC()})
		}
		all = append(all, c)
	}
	return all
}
