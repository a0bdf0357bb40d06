package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"stet/models/message"
)

// arriving is what an import brings besides the article itself.
type arriving struct {
	files map[string]File // evidence files that are kept, by their SHA-256
	pages map[string]bool // what was kept of pages, by its SHA-256
	at    time.Time       // when it was exported
	from  string          // the newsroom that exported it
}

// keepPart stores a file that was kept of a page, once.
func (s *Store) keepPart(ctx context.Context, kept map[string]bool, sha string, open func(sha string) (io.ReadCloser, error)) error {
	if kept[sha] || ctx.Err() != nil {
		return ctx.Err()
	}
	r, err := open(sha)
	if errors.Is(err, fs.ErrNotExist) {
		return refuse("The packet lacks a file of a page that was kept. Export it again.")
	}
	if err != nil {
		return err
	}
	defer r.Close()
	got, _, err := s.put(r, false)
	if err == nil && got != sha {
		err = refuse("A file of a page that was kept was altered in this packet. Export it again.")
	}
	kept[sha] = true
	return err
}

// importEvidence attaches an item as it was: with its files, the copies of its
// page and the links to archives.
func (s *Store) importEvidence(ctx context.Context, actor User, claimID int64, e CheckedEvidence, in arriving) (Evidence, error) {
	form := e.form()
	if e.Source != nil && e.Source.Origin != nil {
		origin, err := s.sourceFor(actor, EvidenceForm{Source: e.Source.Origin.form()})
		if err != nil {
			return Evidence{}, err
		}
		form.Source.OriginID = origin.ID
	}
	for _, f := range e.Files {
		if file, ok := in.files[f.SHA256]; ok {
			file.Name = fileName(f.Name)
			form.kept = append(form.kept, file)
		}
	}
	for _, k := range e.Captures {
		if c, ok := k.capture(in, s.now()); ok {
			form.captured = append(form.captured, c)
		}
	}
	made, err := s.CreateEvidence(ctx, actor, claimID, form)
	if err != nil || made.Source == nil || made.Source.Confidential() {
		return made, err
	}
	var known []string
	for _, l := range e.Archives {
		if Archive(l.URL) == "" || len(l.URL) > maxAddress || slices.Contains(known, l.URL) || len(known) == maxArchiveLinks {
			continue
		}
		known = append(known, l.URL)
		if _, err := s.AddArchiveLink(ctx, actor, made.ID, l.URL); err != nil {
			return made, err
		}
	}
	return made, nil
}

// form turns an exported item back into one to attach.
func (e CheckedEvidence) form() EvidenceForm {
	f := EvidenceForm{Relation: e.Relation, Locator: e.Locator, Excerpt: e.Excerpt, SearchedWhere: e.SearchedWhere, SearchedHow: e.SearchedHow}
	if e.Source != nil {
		f.Source = e.Source.form()
	}
	return f
}

func (o CheckedSource) form() SourceForm {
	if o.Confidential {
		return SourceForm{Alias: o.Title, Confidentiality: ConfidentialSource}
	}
	return SourceForm{Type: o.Type, Tier: o.Tier, Title: o.Title, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn, Attribution: o.Attribution, Agreed: o.Agreed}
}

// files lists the hashes of what was kept.
func (c CheckedCapture) files() []string {
	return slices.DeleteFunc([]string{c.Page, c.Text, c.WARC, c.Upload}, func(sha string) bool { return sha == "" })
}

var plainMediaType = regexp.MustCompile(`^[a-z]+/[a-z0-9.+-]{1,100}$`)

// capture turns an exported copy of a page back into a row; false where its
// files did not come along. Whoever brings it did not make it: the row says who
// did. No time of it is later than now.
func (c CheckedCapture) capture(in arriving, now time.Time) (Capture, bool) {
	lost := func(sha string) bool { return !in.pages[sha] }
	if !webAddress(tidy(c.URL)) || len(c.URL) > maxAddress || c.Status == CaptureKept && c.Page == "" || slices.ContainsFunc(c.files(), lost) {
		return Capture{}, false
	}
	past := func(t *time.Time) *time.Time {
		if t = utc(t); t != nil && t.After(now) {
			return &now
		}
		return t
	}
	k := Capture{URL: tidy(c.URL), Status: c.Status, Reason: message.Plain(within(c.Reason, maxAsked)), Uploaded: c.HandedIn, KeptBy: within(keptBy(c.By, in.from), maxAsked), CreatedAt: now,
		FetchedAt: past(c.KeptAt), CheckedAt: past(c.CheckedAt), Drift: c.Drift, DriftAt: past(c.DriftAt), UploadSHA256: c.Upload,
		CapturePage: CapturePage{FinalURL: within(c.FinalURL, maxAddress), Hops: c.Hops, Remote: within(c.Remote, maxAsked), Certificate: c.Certificate, MediaType: c.MediaType, Title: within(c.Title, 1000),
			Size: c.Size, BodySHA256: c.Page, TextSHA256: c.Text, WARCSHA256: c.WARC}}
	if c.AskedAt != nil {
		k.CreatedAt = *past(c.AskedAt)
	}
	if c.FileName != "" {
		k.FileName = fileName(c.FileName)
	}
	if k.MediaType != "" && !plainMediaType.MatchString(k.MediaType) {
		k.MediaType = "application/octet-stream"
	}
	return k, true
}

// keptBy names who kept a copy and where; whoever has one newsroom behind the
// name keeps that.
func keptBy(name, newsroom string) string {
	if name == "" || newsroom == "" || strings.HasSuffix(name, ")") {
		return name + newsroom
	}
	return name + " (" + newsroom + ")"
}

// within is as much of what a file says as fits into so many bytes, in whole code
// points.
func within(s string, bytes int) string {
	s = tidy(s)
	return strings.ToValidUTF8(s[:min(len(s), bytes)], "")
}

// addCaptures stores copies of the page of an item that came in with it.
func (s *Store) addCaptures(actor User, e Evidence, all []Capture) error {
	for _, c := range all {
		c.ArticleID, c.EvidenceID, c.CreatedBy = e.ArticleID, e.ID, actor.ID
		if e.Source == nil || e.Source.Confidential() {
			continue
		}
		if err := s.db.Create(&c).Error; err != nil {
			return fmt.Errorf("store the capture of evidence %d: %w", e.ID, err)
		}
	}
	return nil
}
