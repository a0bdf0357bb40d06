package main

import (
	"fmt"
	"os"

	"stet/app/packet"
	"stet/models"
	"stet/models/message"
)

// withPacket opens a packet for as long as do needs it.
func withPacket(path string, do func(*packet.Packet) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	defer f.Close()
	about, err := f.Stat()
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	p, err := packet.Open(f, about.Size())
	if err != nil {
		return err
	}
	return do(p)
}

// verify reads a packet to its end.
func (w *world) verify(p *packet.Packet) ([]string, error) {
	tell, done := w.meter("Verifying")
	defer done()
	return p.Verify(w.ctx, tell)
}

// checkPacket prints what is wrong with a packet, or what it is.
func checkPacket(w *world, path string) error {
	return withPacket(path, func(p *packet.Packet) error {
		found, err := w.verify(p)
		if err != nil {
			return err
		}
		for _, f := range found {
			fmt.Fprintln(w.out, f)
		}
		if len(found) > 0 {
			return &models.Refused{Reason: message.Plain("This packet is not as it was exported. Ask for it anew, and trust nothing in this one.")}
		}
		_, err = fmt.Fprint(w.out, p.Manifest.Summary(), p.Stamped())
		return err
	})
}

// unpack starts an article from a packet: of a whole one everything, of a
// damaged one nothing.
func (c *importCommand) unpack(w *world) error {
	return withPacket(c.File, func(p *packet.Packet) error {
		found, err := w.verify(p)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return &models.Refused{Reason: message.Plain(found[0] + " Nothing was taken in. See the rest with doctor --packet, and ask for the packet anew.")}
		}
		checked, err := p.Checked()
		if err != nil {
			return err
		}
		return c.with(w, func(s *models.Store, actor models.User) error {
			a, err := s.ImportPacket(w.ctx, actor, checked, p.Evidence)
			if err != nil {
				return err
			}
			return w.started(s, actor, a, nil)
		})
	})
}
