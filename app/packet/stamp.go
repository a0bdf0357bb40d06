package packet

import (
	"errors"
	"fmt"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/stamp"
)

// What belongs to the sign-off: the list of what it rests on, and the
// time-stamp of that list. They are known by their formats.
const (
	listFormat  = "evidence-list"
	stampFormat = "time-stamp"

	maxList = 16 << 20 // bytes
)

// addSignOff adds the evidence list of the sign-off and its time-stamp, where
// whoever gets the packet may have them.
func (p *writer) addSignOff() error {
	s := p.Checked.SignOff
	if s == nil || s.EvidenceList == "" {
		return nil
	}
	err := p.addKept(s.EvidenceList, File{Path: "sign-off/evidence-list.txt", MediaType: "text/plain; charset=utf-8", Format: listFormat})
	if err == nil && s.TimeStamp != nil && s.TimeStamp.Token != "" {
		err = p.addKept(s.TimeStamp.Token, File{Path: "sign-off/time-stamp.tsr", MediaType: stamp.ReplyType, Format: stampFormat})
	}
	return err
}

// addKept adds a file of the sign-off, whose bytes must be those that were kept.
func (p *writer) addKept(sha string, f File) error {
	damaged := &models.Refused{Reason: message.New("A file of the sign-off (%s) is missing or altered. Let the operator run doctor and restore it from a backup, then ask again.", f.Format)}
	r, err := p.Open(models.CheckedFile{SHA256: sha})
	if err != nil {
		return errors.Join(damaged, err)
	}
	defer r.Close()
	if is, err := p.add(f, r); err != nil || is != sha {
		return errors.Join(damaged, err)
	}
	return nil
}

// find is the file of a format, nil without one.
func (m Manifest) find(format string) *File {
	for i := range m.Files {
		if m.Files[i].Format == format {
			return &m.Files[i]
		}
	}
	return nil
}

// stamped reads the time-stamp of the packet, which must be of its evidence
// list, and that of its text. Without a list or a time-stamp it is zero; the
// error is a sentence.
func (p *Packet) stamped() (stamp.Stamp, error) {
	list, token := p.Manifest.find(listFormat), p.Manifest.find(stampFormat)
	if list == nil && token == nil {
		return stamp.Stamp{}, nil
	}
	if list == nil {
		return stamp.Stamp{}, errors.New("there is a time-stamp and no evidence list")
	}
	said, err := p.readSmall(list.Path, maxList)
	if err != nil {
		return stamp.Stamp{}, errors.New("the evidence list cannot be read")
	}
	if !strings.Contains(string(said), "\ntext "+p.Manifest.Article.SHA256+"\n") {
		return stamp.Stamp{}, errors.New("the evidence list is of another text")
	}
	if token == nil {
		return stamp.Stamp{}, nil
	}
	answer, err := p.readSmall(token.Path, stamp.Largest)
	if err != nil {
		return stamp.Stamp{}, errors.New("the time-stamp cannot be read")
	}
	return stamp.Verify(answer, models.SHA256(said), nil, nil)
}

// misfit says what is wrong with the time-stamp, "" for nothing.
func (p *Packet) misfit() string {
	if _, err := p.stamped(); err != nil {
		return fmt.Sprintf("The sign-off of this packet does not fit together (%v).", err)
	}
	return ""
}

// Stamped says by whom and when the evidence list was time-stamped, "" where it
// was not. Whom to trust is for whoever reads it.
func (p *Packet) Stamped() string {
	is, err := p.stamped()
	if err != nil || is.At.IsZero() {
		return ""
	}
	return fmt.Sprintf("The evidence list was there by %s: the time-stamp of %.200q fits it, and its signature holds. Whether to trust its certificate is yours to say.\n", is.At.Format("2006-01-02T15:04:05Z"), is.Authority)
}
