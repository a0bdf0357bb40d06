package views

import "stet/models"

// StampSays says where the time-stamp of the sign-off stands, "" where none was
// asked for.
func (p SignOffPage) StampSays() string {
	t := p.Stamp
	switch {
	case t == nil:
		return ""
	case t.Status == models.StampKept:
		return p.Say("Time-stamped %s by %s: what it rests on was there by then.", p.time(*t.StampedAt, "2 January 2006, 15:04:05 MST"), t.Authority)
	case t.Status == models.StampFailed:
		return p.Say("There is no time-stamp.") + " " + p.Language.Tell(t.Reason)
	}
	return p.Say("A time-stamp of what it rests on is asked for. The sign-off does not wait for it.")
}

// StampTrust says what is known of the authority.
func (p SignOffPage) StampTrust() string {
	if p.Stamp.Trusted {
		return p.Say("The signature holds, and the authority is one whose certificate stands in the settings.")
	}
	return p.Say("The signature holds. The authority was not checked against a certificate you trust.")
}

// OffersStamp reports whether a time-stamp can be asked for now.
func (p SignOffPage) OffersStamp() bool {
	return p.MayStamp && p.MayWrite() && (p.Stamp == nil || p.Stamp.Status == models.StampFailed)
}
