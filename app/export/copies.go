package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/models"
)

// copies are what was kept of the page of an item, a line each.
func copies(e *models.CheckedEvidence) []string {
	lines := make([]string, len(e.Captures))
	for i := range e.Captures {
		lines[i] = copied(&e.Captures[i])
	}
	return lines
}

// copied says in a line what was kept of a page, when and how.
func copied(c *models.CheckedCapture) string {
	switch {
	case c.Status == models.CaptureFailed:
		return stated(": ", "No copy of "+c.URL+asked(c), c.Reason)
	case c.Status == "" && c.KeptAt != nil:
		return "Kept on " + moment(*c.KeptAt) + ": " + c.URL
	case c.Status == "":
		return "Kept: " + c.URL
	}
	return stated(" ", "Copy of "+c.URL+came(c)+since(c)+".", route(c), hashes(c))
}

// asked says who asked for a page, and when.
func asked(c *models.CheckedCapture) string {
	s := prefixed(", asked for by ", c.By)
	if c.AskedAt != nil {
		s += ", " + moment(*c.AskedAt)
	}
	return s
}

// came says how a copy came to be, by whom and when.
func came(c *models.CheckedCapture) string {
	if !c.HandedIn {
		return on(", fetched on ", c.KeptAt) + prefixed(" for ", c.By)
	}
	return prefixed(", handed in by ", c.By) + on(" on ", c.AskedAt) + prefixed(" as ", c.FileName) + on(", saved on ", c.KeptAt)
}

// since says what became of the page and of the files that were kept of it.
func since(c *models.CheckedCapture) string {
	s := map[models.Drift]string{models.DriftChanged: "; the page has changed since", models.DriftGone: "; the page is gone since"}[c.Drift]
	if s != "" {
		s += on(", seen on ", c.DriftAt)
	}
	return s + prefixed("; a file of it is ", string(c.Damage))
}

// route says who answered; legal alone is told.
func route(c *models.CheckedCapture) string {
	if c.FinalURL == "" && c.Remote == "" && c.Certificate == "" {
		return ""
	}
	s := "It came from " + stated(" at ", c.FinalURL, c.Remote)
	if c.Hops > 1 {
		s += fmt.Sprintf(" by %d answers, the last one included", c.Hops)
	}
	return s + prefixed("; SHA-256 of the certificate ", c.Certificate) + "."
}

// hashes names the files that were kept.
func hashes(c *models.CheckedCapture) string {
	all := stated(", ", prefixed("page ", c.Page), prefixed("text ", c.Text), prefixed("WARC ", c.WARC), prefixed("file ", c.Upload))
	return prefixed("SHA-256: ", all)
}

func on(words string, at *time.Time) string {
	if at == nil {
		return ""
	}
	return words + moment(*at)
}

// archiveCell names the copies outside, in one line.
func archiveCell(e *models.CheckedEvidence) string {
	all := make([]string, len(e.Archives))
	for i, a := range e.Archives {
		all[i] = stated(": ", a.Archive, a.URL)
	}
	return strings.Join(all, "; ")
}

func copyCell(e *models.CheckedEvidence) string { return strings.Join(copies(e), "\n") }

// origins says how many origins the sources that support a claim have, "" where
// there are no two.
func origins(k *models.CheckedClaim) string {
	var items int
	for _, e := range k.Evidence {
		if e.Relation == models.Supports && e.Source != nil && !e.Source.Confidential {
			items++
		}
	}
	switch {
	case k.Origins == 0 || items < 2:
		return ""
	case k.Origins < items:
		return fmt.Sprintf("%d supporting items go back to %s: those of one origin count once.", items, count(k.Origins, "origin", "independent origins"))
	}
	return count(k.Origins, "origin", "independent origins") + "."
}

// traced says which source another has its facts from.
func traced(s *models.CheckedSource) string {
	if s == nil || s.Origin == nil {
		return ""
	}
	return "Has its facts from " + stated(", ", s.Origin.Title, particulars(s.Origin))
}

// terms says how a source may be named, "" on the record.
func terms(s *models.CheckedSource) string {
	if s == nil {
		return ""
	}
	return stated(": ", words(s.Attribution), s.Agreed)
}

// keptPage is what is known of the copies of one page.
type keptPage struct {
	at       *time.Time              // when it was last kept, nil for never
	archives []models.CheckedArchive // that have it
}

// keptPages are the pages of the evidence, by their addresses.
func keptPages(c *models.Checked) map[string]keptPage {
	all := map[string]keptPage{}
	for i := range c.Claims {
		for _, e := range c.Claims[i].Evidence {
			if e.Source == nil || e.Source.Confidential || len(e.Captures)+len(e.Archives) == 0 {
				continue
			}
			if link := web(e.Source.URL); link != "" {
				all[link] = all[link].with(&e)
			}
		}
	}
	return all
}

// with adds the copies that an item has of its page.
func (p keptPage) with(e *models.CheckedEvidence) keptPage {
	for _, k := range e.Captures {
		if k.Status != models.CaptureFailed && k.URL == e.Source.URL && k.KeptAt != nil && (p.at == nil || k.KeptAt.After(*p.at)) {
			p.at = k.KeptAt
		}
	}
	for _, a := range e.Archives {
		if web(a.URL) != "" && !slices.ContainsFunc(p.archives, func(o models.CheckedArchive) bool { return o.URL == a.URL }) {
			p.archives = append(p.archives, a)
		}
	}
	return p
}

// addresses are those of the copies outside.
func (p keptPage) addresses() []string {
	var all []string
	for _, a := range p.archives {
		all = append(all, web(a.URL))
	}
	return all
}
