package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// CheckedCapture is a copy of the page that an item of evidence comes from. The
// public sees the address and when it was kept.
type CheckedCapture struct {
	URL    string     `json:"url"`              // as it was asked for
	KeptAt *time.Time `json:"keptAt,omitempty"` // when it was fetched; of one that was handed in, when it was saved, if its file says so

	Status    CaptureStatus `json:"status,omitempty"` // "kept" or "failed"
	Reason    string        `json:"reason,omitempty"` // why it was not kept
	HandedIn  bool          `json:"handedIn,omitempty"`
	FileName  string        `json:"fileName,omitempty"` // of the file that was handed in
	By        string        `json:"by,omitempty"`       // who asked for it, or handed it in
	AskedAt   *time.Time    `json:"askedAt,omitempty"`  // when that was
	Title     string        `json:"title,omitempty"`
	MediaType string        `json:"mediaType,omitempty"`
	Size      int64         `json:"size,omitempty"`       // bytes of the page
	Page      string        `json:"pageSha256,omitempty"` // of the page as received
	Text      string        `json:"textSha256,omitempty"` // of its readable text in UTF-8
	WARC      string        `json:"warcSha256,omitempty"` // of everything that went over the wire, as WARC
	Upload    string        `json:"fileSha256,omitempty"` // of the file that was handed in
	CheckedAt *time.Time    `json:"checkedAt,omitempty"`  // when the address was last looked at again
	Drift     Drift         `json:"drift,omitempty"`
	DriftAt   *time.Time    `json:"driftAt,omitempty"`
	Damage    Damage        `json:"damage,omitempty"` // of the files, when they were last hashed

	FinalURL    string `json:"finalUrl,omitempty"`    // for legal: after the last redirect
	Hops        int    `json:"hops,omitempty"`        // for legal: answers on the way there, the last one included
	Remote      string `json:"remote,omitempty"`      // for legal: address and port that answered last
	Certificate string `json:"certificate,omitempty"` // for legal: SHA-256 of the server's certificate
}

// CheckedArchive is a copy of a page in an archive outside.
type CheckedArchive struct {
	Archive string     `json:"archive"` // what it is called
	URL     string     `json:"url"`
	By      string     `json:"by,omitempty"` // who named it
	At      *time.Time `json:"at,omitempty"` // when that was
}

// readCopies adds what was kept of the pages, the links to archives, and the
// sources that others have their facts from.
func (s *Store) readCopies(ctx context.Context, actor User, p *proof, articleID int64) error {
	var captures []Capture
	if err := s.read.WithContext(ctx).Where("article_id = ? AND status <> ?", articleID, CaptureWaiting).Order("id").Find(&captures).Error; err != nil {
		return fmt.Errorf("load captures: %w", err)
	}
	p.captures = map[int64][]Capture{}
	for _, c := range captures {
		p.captures[c.EvidenceID] = append(p.captures[c.EvidenceID], c)
	}
	var links []ArchiveLink
	if err := s.read.WithContext(ctx).Where("article_id = ? AND removed_at IS NULL", articleID).Order("id").Find(&links).Error; err != nil {
		return fmt.Errorf("load archive links: %w", err)
	}
	p.archives = map[int64][]ArchiveLink{}
	for _, l := range links {
		p.archives[l.EvidenceID] = append(p.archives[l.EvidenceID], l)
	}
	var ids []int64
	for _, f := range p.facts {
		for _, e := range f.Evidence {
			if e.Source != nil && e.Source.OriginID != nil {
				ids = append(ids, *e.Source.OriginID)
			}
		}
	}
	var seen []Source
	if err := s.seenSources(ctx, actor).Where("id IN ?", ids).Find(&seen).Error; err != nil {
		return fmt.Errorf("load the origins of sources: %w", err)
	}
	p.origins = map[int64]*Source{}
	for i := range seen {
		p.origins[seen[i].ID] = &seen[i]
	}
	for _, f := range p.facts {
		for _, e := range f.Evidence {
			if e.Source != nil && e.Source.OriginID != nil && p.origins[*e.Source.OriginID] == nil {
				e.Source.OriginID = nil // for whom the origin does not exist, the source has none
			}
		}
	}
	return nil
}

// checkedCaptures are what was kept of the page of an item whose source may be
// named. The public sees none of another address than the source has now.
func (p *proof) checkedCaptures(e Evidence) []CheckedCapture {
	var all []CheckedCapture
	for _, k := range p.captures[e.ID] {
		switch {
		case p.tells(k.URL) || p.tells(k.FinalURL):
		case p.audience != ForPublic:
			all = append(all, p.checkedCapture(k))
		case k.Status == CaptureKept && k.URL == e.Source.URL:
			all = append(all, CheckedCapture{URL: k.URL, KeptAt: utc(k.FetchedAt)})
		}
	}
	return all
}

func (p *proof) checkedCapture(k Capture) CheckedCapture {
	c := CheckedCapture{URL: k.URL, KeptAt: utc(k.FetchedAt), Status: k.Status, Reason: k.Reason.String(), HandedIn: k.Uploaded, FileName: k.FileName, By: cmp.Or(k.KeptBy, p.name(k.CreatedBy)), AskedAt: utc(&k.CreatedAt),
		Title: k.Title, MediaType: k.MediaType, Size: k.Size, Page: k.BodySHA256, Text: k.TextSHA256, WARC: k.WARCSHA256, Upload: k.UploadSHA256,
		CheckedAt: utc(k.CheckedAt), Drift: k.Drift, DriftAt: utc(k.DriftAt), Damage: k.Damage}
	if p.audience == ForLegal {
		c.FinalURL, c.Hops, c.Remote, c.Certificate = k.FinalURL, k.Hops, k.Remote, k.Certificate
	}
	return c
}

// checkedArchives are the copies outside of the page of an item.
func (p *proof) checkedArchives(e Evidence) []CheckedArchive {
	var all []CheckedArchive
	for _, l := range p.archives[e.ID] {
		if p.tells(l.URL) {
			continue
		}
		c := CheckedArchive{Archive: l.Archive(), URL: l.URL}
		if p.audience != ForPublic {
			c.By, c.At = p.name(l.CreatedBy), utc(&l.CreatedAt)
		}
		all = append(all, c)
	}
	return all
}

// tells reports whether an address holds what the vault has of a confidential
// source: of a page that the item came from before. Single words are left to
// withhold, as they are in everything else.
func (p *proof) tells(address string) bool {
	said := alike(address)
	return slices.ContainsFunc(p.names, func(name string) bool { return !oneWord(name) && holdsWord(said, name) })
}

// origins counts where the items that support a claim have their facts from,
// among the sources that an audience sees by name: two of one origin count once.
// It is 0 where one of them has its facts from a source that it does not see by
// name: the number would tell of that.
func origins(items []Evidence, from map[int64]*Source, named func(Source) bool) int {
	found := map[int64]bool{}
	for _, e := range items {
		if e.Relation != Supports || e.WithdrawnAt != nil || e.Source == nil || !named(*e.Source) {
			continue
		}
		if o := from[value(e.Source.OriginID)]; o != nil && !named(*o) {
			return 0
		}
		found[e.Source.Origin()] = true
	}
	return len(found)
}
