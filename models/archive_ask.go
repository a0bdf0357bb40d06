package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"stet/models/message"
)

// pagePlace stands for the address of the page in the address that makes an
// archive save one.
const pagePlace = "{url}"

// WaybackSave makes the Wayback Machine save a page.
const WaybackSave = "https://web.archive.org/save/" + pagePlace

// keyName is what parameters are called that let in whoever has them.
var keyName = regexp.MustCompile(`(?i)(^|[-_.])(access|api-?key|auth|authorization|code|credential|jwt|key|pass|passwd|password|pwd|s(ess)?id|secret|session|sessionid|sig|signature|ticket|token|(j|php)sess(ion)?id)s?$`)

// tellable is an address as others may read it, without what only browsers use;
// "" where it holds a password, or what looks like a key.
func tellable(address string) string {
	u, err := url.Parse(address)
	if err != nil || !webAddress(address) || u.User != nil || strings.Contains(u.Path, ";") {
		return ""
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return ""
	}
	for name := range query {
		if keyName.MatchString(name) {
			return ""
		}
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// untold says as a sentence why no archive outside is told of a page, "" where
// one may be.
func untold(c Capture, e Evidence, a Article) message.Key {
	switch {
	case c.Uploaded || c.Status != CaptureKept:
		return "The page was not fetched from a public site."
	case e.Source == nil || e.Source.Confidential() || e.Source.Attribution != OnRecord:
		return "The source of this evidence is not on the record, so no archive outside is told of it."
	case e.WithdrawnAt != nil || a.Status == ArticleKilled:
		return "The evidence or its article was given up, so no archive outside is told of it."
	case a.Restricted:
		return "The article is restricted, so no archive outside is told of its pages."
	case tellable(c.URL) == "":
		return "The address has a password in it, or what looks like a key. An archive outside would publish it."
	}
	return ""
}

// isArchive reports whether a page's address makes an address of this one that
// leads to its own site by https.
func isArchive(pattern string) bool {
	site, path, _ := strings.Cut(strings.TrimPrefix(pattern, "https://"), "/")
	u, err := url.Parse(strings.Replace(pattern, pagePlace, "page", 1))
	return err == nil && u.Scheme == "https" && u.User == nil && u.Fragment == "" && site != "" && strings.Count(site+path, pagePlace) == 1 && strings.Contains(path, pagePlace) && len(pattern) <= maxAddress
}

// archiveAsk is the address that makes an archive save a page. In a query the
// page's address is escaped; in a path archives take it as it is.
func archiveAsk(pattern, page string) string {
	if before, _, _ := strings.Cut(pattern, pagePlace); strings.Contains(before, "?") {
		page = url.QueryEscape(page)
	}
	return strings.Replace(pattern, pagePlace, page, 1)
}

// sameArchive reports whether two addresses are of one archive.
func sameArchive(a, b string) bool {
	this, err := url.Parse(a)
	that, err2 := url.Parse(b)
	if err != nil || err2 != nil || that.Scheme != "https" || that.User != nil || strings.Trim(that.Path, "/") == "" || len(b) > maxAddress {
		return false
	}
	return strings.EqualFold(this.Host, that.Host) || archiveAt(this.Host) != "" && archiveAt(this.Host) == archiveAt(that.Host)
}

// askArchive asks an archive outside to save a page that was just kept, where
// the newsroom has set one.
func (s *Store) askArchive(ctx context.Context, id int64) error {
	c, e, a, err := s.captureIn(ctx, id)
	if err != nil {
		return err
	}
	ask, err := s.archiveRequest(ctx, c, e, a)
	if refused := (*Refused)(nil); errors.As(err, &refused) {
		return s.saveArchiving(c, CaptureFailed, refused.Reason)
	}
	if err != nil || ask == "" || c.ArchiveStatus != "" {
		return err
	}
	return s.queueArchive(ctx, itself(c.CreatedBy), c)
}

// AskArchive asks the archive outside that the newsroom has set for a page that
// it was not asked for, or did not save.
func (s *Store) AskArchive(ctx context.Context, actor User, id int64) (Capture, error) {
	var c Capture
	err := s.Tx(ctx, func(tx *Store) error {
		var e Evidence
		var a Article
		var err error
		if c, e, a, _, err = tx.captureFor(ctx, actor, id); err != nil {
			return err
		}
		if err := tx.stopped(ctx, JobArchive, c.ID, &c.ArchiveStatus, &c.ArchiveReason); err != nil {
			return err
		}
		if c.ArchiveStatus != "" && c.ArchiveStatus != CaptureFailed {
			return refuse("The archive is being asked, or has saved the page. There is nothing to try again.")
		}
		ask, err := tx.archiveRequest(ctx, c, e, a)
		if err != nil {
			return err
		}
		if ask == "" || !tx.capture {
			return refuse("No archive is asked here to save pages. An admin can name one in the settings.")
		}
		return tx.queueArchive(ctx, actor, c)
	})
	if err != nil {
		return c, fmt.Errorf("have capture %d archived: %w", id, err)
	}
	return c, nil
}

func (s *Store) queueArchive(ctx context.Context, actor User, c Capture) error {
	if err := s.saveArchiving(c, CaptureWaiting, message.Message{}); err != nil {
		return err
	}
	if _, err := s.enqueue(actor, JobArchive, &c.ArticleID, CaptureTask{c.ID}); err != nil {
		return err
	}
	c.CreatedBy = actor.ID
	return s.tellCapture(ctx, c, ArchiveAsked, Detail{})
}

func (s *Store) saveArchiving(c Capture, is CaptureStatus, reason message.Message) error {
	c.ArchiveStatus, c.ArchiveReason = is, reason
	return s.saveCapture(c)
}

// Why there is no copy.
const (
	wasStopped  message.Key = "It was stopped before its end."
	copyNowhere message.Key = "The archive answered, but did not say where its copy is."
)

// stopped corrects the status of what a capture waits for when no job does it
// any more, as when somebody cancelled it.
func (s *Store) stopped(ctx context.Context, kind JobKind, captureID int64, status *CaptureStatus, reason *message.Message) error {
	if *status != CaptureWaiting {
		return nil
	}
	under, err := s.underWay(ctx, kind, captureID)
	if err == nil && !under {
		*status, *reason = CaptureFailed, message.New(wasStopped)
	}
	return err
}

// underWay reports whether a job on a capture has yet to end.
func (s *Store) underWay(ctx context.Context, kind JobKind, captureID int64) (bool, error) {
	payload, err := json.Marshal(CaptureTask{captureID})
	if err != nil {
		return false, err
	}
	var n int64
	err = s.read.WithContext(ctx).Model(&Job{}).Where("kind = ? AND payload = ? AND ended_at IS NULL", kind, string(payload)).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look for jobs on capture %d: %w", captureID, err)
	}
	return n > 0, nil
}

// ArchiveRequest is the address that makes the newsroom's archive save a page,
// "" where there is no such archive. A page that no archive may be told of is
// Refused.
func (s *Store) ArchiveRequest(ctx context.Context, id int64) (ask string, err error) {
	err = s.Tx(ctx, func(tx *Store) error {
		c, e, a, err := tx.captureIn(ctx, id)
		if err == nil {
			ask, err = tx.archiveRequest(ctx, c, e, a)
		}
		return err
	})
	return ask, err
}

func (s *Store) archiveRequest(ctx context.Context, c Capture, e Evidence, a Article) (string, error) {
	set, err := s.Settings(ctx)
	if err != nil || set.ArchiveSave == "" {
		return "", err
	}
	if reason := untold(c, e, a); reason != "" {
		return "", refuse(reason)
	}
	return archiveAsk(set.ArchiveSave, tellable(c.URL)), nil
}

// ArchiveSaved puts the link to the copy that an archive made beside the
// evidence. An archive that names an address of somebody else has saved
// nothing. It is the effect of a job.
func (s *Store) ArchiveSaved(ctx context.Context, id int64, asked, address string) error {
	if !sameArchive(asked, address) {
		return s.ArchiveNotSaved(ctx, id, message.New(copyNowhere))
	}
	return s.Tx(ctx, func(tx *Store) error {
		c, err := tx.lockCapture(id)
		if err != nil {
			return err
		}
		if err := tx.saveArchiving(c, CaptureKept, message.Message{}); err != nil {
			return err
		}
		all, err := tx.ArchiveLinks(ctx, itself(c.CreatedBy), c.EvidenceID)
		if err != nil || slices.ContainsFunc(all, func(o ArchiveLink) bool { return o.URL == address }) {
			return err
		}
		l := ArchiveLink{ArticleID: c.ArticleID, EvidenceID: c.EvidenceID, URL: address, Asked: true, CreatedBy: c.CreatedBy, CreatedAt: tx.now()}
		if err := tx.db.Create(&l).Error; err != nil {
			return fmt.Errorf("link capture %d to an archive: %w", id, err)
		}
		return tx.tellCapture(ctx, c, ArchiveLinked, Detail{Is: l.Archive()})
	})
}

// ArchiveNotSaved takes down why an archive has not saved a page. It is the
// effect of a job: the failure is honest, and can be tried again.
func (s *Store) ArchiveNotSaved(ctx context.Context, id int64, reason message.Message) error {
	return s.Tx(ctx, func(tx *Store) error {
		c, err := tx.lockCapture(id)
		if err != nil {
			return err
		}
		if err := tx.saveArchiving(c, CaptureFailed, reason); err != nil {
			return err
		}
		return tx.tellCapture(ctx, c, ArchiveFailed, Detail{Why: reason})
	})
}
