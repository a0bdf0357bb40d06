package models

import (
	"context"
	"slices"
	"strings"
)

// importReplies brings who must be asked about a claim, with the attempts and the
// answers that the export has. A waiver binds the newsroom where somebody gave
// it: it comes in as a comment, and is decided anew.
func (s *Store) importReplies(ctx context.Context, actor User, a Article, claimID int64, all []CheckedReply, in arriving) error {
	var waived, by []string
	for _, r := range all {
		for _, k := range r.Contacts {
			if k.Step == StepWaiver {
				waived = append(waived, k.By+" decided there that "+r.Who+" is not asked: “"+k.Said+"” Here it has to be decided anew.")
			}
		}
		if r.Who == "" || r.Who == NobodyAsked {
			continue
		}
		who, err := s.importReply(ctx, actor, claimID, r, in)
		if err != nil {
			return err
		}
		by = append(by, who...)
	}
	if by = distinct(by); len(by) > 0 {
		waived = append([]string{"What was asked and answered there was noted by " + strings.Join(by, " and ") + "."}, waived...)
	}
	if len(waived) == 0 {
		return nil
	}
	_, err := s.CreateComment(ctx, actor, a.ID, CommentForm{ClaimID: claimID, Body: "Imported. " + strings.Join(waived, " ")})
	return err
}

// importReply brings one of them, and says who noted the contacts.
func (s *Store) importReply(ctx context.Context, actor User, claimID int64, r CheckedReply, in arriving) ([]string, error) {
	made, err := s.NameReply(ctx, actor, claimID, ReplyForm{Who: within(r.Who, maxAsked)})
	if err != nil {
		return nil, err
	}
	var by []string
	for _, k := range r.Contacts {
		if k.Step == StepWaiver {
			continue
		}
		at := k.At
		if err := s.noteContact(ctx, actor, made.ID, ContactForm{Step: k.Step, Channel: k.Channel, Said: k.Said, At: &at, Deadline: k.Deadline}, in.at); err != nil {
			return nil, err
		}
		if k.By != "" {
			by = append(by, k.By)
		}
	}
	return by, nil
}

// distinct are the strings, each once.
func distinct(all []string) []string {
	slices.Sort(all)
	return slices.Compact(all)
}
