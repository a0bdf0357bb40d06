package models

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ArchiveLink is a copy of a page in an archive outside, which others can look
// at without Stet.
type ArchiveLink struct {
	ID         int64
	ArticleID  int64
	EvidenceID int64
	URL        string `gorm:"column:url"`
	Asked      bool   // made because Stet asked the archive, not named by somebody
	CreatedBy  int64
	CreatedAt  time.Time
	RemovedBy  *int64
	RemovedAt  *time.Time
	By         User `gorm:"-"` // who added it
}

// archiveAt is what the archive on a host is called, "" for none that is known.
func archiveAt(host string) string {
	switch strings.TrimPrefix(strings.ToLower(host), "www.") {
	case "web.archive.org", "archive.org":
		return "Wayback Machine"
	case "archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.md", "archive.fo":
		return "archive.today"
	case "perma.cc":
		return "Perma.cc"
	}
	return ""
}

// Archive is what the archive is called that an address leads to, "" for none
// that is known. The address must be https, on the usual port, and hold no name
// or password.
func Archive(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || strings.Trim(u.Path, "/") == "" {
		return ""
	}
	return archiveAt(u.Host)
}

// Archive is what the archive is called; one that the newsroom chose and nobody
// else knows goes by its host.
func (l ArchiveLink) Archive() string { return cmp.Or(Archive(l.URL), siteOf(l.URL)) }

// maxArchiveLinks is how many links one item of evidence may have.
const maxArchiveLinks = 20

// AddArchiveLink puts a link to a copy in an archive outside beside an item of
// evidence.
func (s *Store) AddArchiveLink(ctx context.Context, actor User, evidenceID int64, address string) (ArchiveLink, error) {
	l := ArchiveLink{EvidenceID: evidenceID, URL: tidy(address), CreatedBy: actor.ID}
	err := s.Tx(ctx, func(tx *Store) error {
		e, f, err := tx.ofEvidence(ctx, actor, evidenceID)
		if err != nil {
			return err
		}
		all, err := tx.ArchiveLinks(ctx, actor, evidenceID)
		if err != nil {
			return err
		}
		c := checks{}
		c.need(Archive(l.URL) != "" && len(l.URL) <= maxAddress, "archive", "Give the https address of a copy in the Wayback Machine, archive.today or Perma.cc.")
		c.need(!slices.ContainsFunc(all, func(o ArchiveLink) bool { return o.URL == l.URL }), "archive", "This copy is named already.")
		c.need(len(all) < maxArchiveLinks, "archive", "There are enough copies here. Take one off first.")
		if err := c.err(); err != nil {
			return err
		}
		if e.Source == nil || e.Source.Confidential() {
			return refuse("The address of a copy would give away the source of this evidence. Put it into the vault instead.")
		}
		l.ArticleID, l.CreatedAt = e.ArticleID, tx.now()
		if err := tx.db.Create(&l).Error; err != nil {
			return err
		}
		return tx.record(actor, &e.ArticleID, &e.ClaimID, ArchiveLinked, Detail{Number: f.Claim.Number, Is: l.Archive()})
	})
	if err != nil {
		return l, fmt.Errorf("link evidence %d to an archive: %w", evidenceID, err)
	}
	return l, nil
}

// RemoveArchiveLink takes a link off; the row is kept.
func (s *Store) RemoveArchiveLink(ctx context.Context, actor User, id int64) (ArchiveLink, error) {
	var l ArchiveLink
	err := s.Tx(ctx, func(tx *Store) error {
		if err := first(tx.seen(ctx, actor).First(&l, id).Error, "load archive link", id); err != nil {
			return err
		}
		e, f, err := tx.ofEvidence(ctx, actor, l.EvidenceID)
		if err != nil || l.RemovedAt != nil {
			return err
		}
		now := tx.now()
		l.RemovedBy, l.RemovedAt = &actor.ID, &now
		if err := tx.db.Model(&ArchiveLink{}).Where("id = ?", id).Select("removed_by", "removed_at").Updates(l).Error; err != nil {
			return err
		}
		return tx.record(actor, &e.ArticleID, &e.ClaimID, ArchiveUnlinked, Detail{Number: f.Claim.Number, Is: l.Archive()})
	})
	if err != nil {
		return l, fmt.Errorf("take archive link %d off: %w", id, err)
	}
	return l, nil
}

// ofEvidence loads an item of evidence for somebody who may edit it.
func (s *Store) ofEvidence(ctx context.Context, actor User, id int64) (Evidence, claimFacts, error) {
	e, err := s.EvidenceItem(ctx, actor, id)
	if err != nil {
		return e, claimFacts{}, err
	}
	_, f, err := s.allow(actor, e.ClaimID, EvidenceEdited)
	return e, f, err
}

// ArchiveLinks lists the links of an item of evidence, with who added them.
func (s *Store) ArchiveLinks(ctx context.Context, actor User, evidenceID int64) ([]ArchiveLink, error) {
	if _, err := s.EvidenceItem(ctx, actor, evidenceID); err != nil {
		return nil, err
	}
	var all []ArchiveLink
	if err := s.read.WithContext(ctx).Where("evidence_id = ? AND removed_at IS NULL", evidenceID).Order("id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the archive links of evidence %d: %w", evidenceID, err)
	}
	for i := range all {
		by, err := s.User(ctx, all[i].CreatedBy)
		if err != nil {
			return nil, err
		}
		all[i].By = by
	}
	return all, nil
}
