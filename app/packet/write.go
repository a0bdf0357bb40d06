package packet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"

	"stet/app/export"
	"stet/models"
	"stet/models/message"
)

// formatWeight is how much of the progress making one format is, beside a byte
// of evidence.
const formatWeight = 1 << 20

// pageWeight is the same of a file that was kept of a page, whose size is not known.
const pageWeight = 64 << 10

// Contents is what a packet is made of.
type Contents struct {
	Checked models.Checked                                        // for those who get the packet
	Public  models.Checked                                        // for the formats that everybody reads
	By      string                                                // who exports it
	Stet    string                                                // the version of the program
	Open    func(f models.CheckedFile) (io.ReadSeekCloser, error) // the bytes of an evidence file
}

// Write writes a packet of the contents to w and returns its manifest. What it
// writes depends on the contents alone. A format that refuses the article is
// left out, with its reasons in the manifest. It returns a Refused error when an
// evidence file is missing or altered: a packet is whole or not made. Tell is
// told how far it is; it may be nil.
func Write(ctx context.Context, w io.Writer, c Contents, tell func(done, total int64)) (Manifest, error) {
	p := newWriter(ctx, w, c, tell)
	err := p.write()
	if err != nil {
		return Manifest{}, fmt.Errorf("make a packet of article %d: %w", c.Checked.Article.ID, err)
	}
	return p.manifest, nil
}

// FileName names the packet of an article.
func FileName(c models.Checked) string { return export.FileName("", c) + "-packet.zip" }

type writer struct {
	Contents
	ctx         context.Context
	zip         *zip.Writer
	tell        func(done, total int64)
	done, total int64
	evidence    []item
	manifest    Manifest
}

func newWriter(ctx context.Context, w io.Writer, c Contents, tell func(done, total int64)) *writer {
	if tell == nil {
		tell = func(done, total int64) {}
	}
	p := &writer{Contents: c, ctx: ctx, zip: zip.NewWriter(w), tell: tell, evidence: evidenceOf(c.Checked), total: int64(len(export.Formats)) * formatWeight}
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for _, e := range p.evidence {
		if e.page {
			p.total += pageWeight
		}
		p.total += e.Size
	}
	a := c.Checked.Article
	p.manifest = Manifest{Format: format, Version: version, Stet: c.Stet, ExportedAt: c.Checked.ExportedAt, ExportedBy: c.By, Newsroom: c.Checked.Newsroom,
		For: c.Checked.Audience, Article: Article{ID: a.ID, Title: a.Title, Revision: a.Revision, SHA256: a.SHA256, Draft: c.Checked.Draft}, LeftOut: []LeftOut{}}
	if c.Checked.Audience == models.ForPublic {
		p.manifest.ExportedBy = "" // the public is told nobody's name
	}
	return p
}

func (p *writer) write() error {
	if len(p.evidence)+len(export.Formats) >= maxFiles {
		return &models.Refused{Reason: message.New("This article has more evidence files than a packet holds. Split the article.")}
	}
	for _, f := range export.Formats {
		if err := p.addFormat(f); err != nil {
			return err
		}
	}
	for _, e := range p.evidence {
		if err := p.addEvidence(e); err != nil {
			return err
		}
	}
	if err := p.addSignOff(); err != nil {
		return err
	}
	if err := p.addSums(); err != nil {
		return err
	}
	return errors.Join(p.addManifest(), p.zip.Close())
}

// addFormat adds the article in one format, or notes why it cannot.
func (p *writer) addFormat(f export.Format) error {
	before := p.done
	step := func(done, total int) { p.report(before + formatWeight*int64(done)/int64(max(total, done, 1))) }
	checked := p.Checked
	if f.Audience(checked.Audience) == models.ForPublic {
		checked = p.Public
	}
	var b bytes.Buffer
	err := export.Write(p.ctx, &b, f.Name, checked, step)
	p.report(before + formatWeight)
	if refused := (export.Refused{}); errors.As(err, &refused) {
		p.manifest.LeftOut = append(p.manifest.LeftOut, LeftOut{Format: f.Name, Reasons: []string{refused.Error()}})
		return nil
	}
	if err != nil {
		return err
	}
	_, err = p.add(File{Path: "article/" + export.FileName(f.Name, checked), MediaType: f.MediaType, Format: f.Name}, &b)
	return err
}

// addEvidence adds an evidence file, whose bytes must be those that were attached.
func (p *writer) addEvidence(e item) error {
	if e.page {
		return p.addPage(e)
	}
	damaged := &models.Refused{Reason: message.New("The file “%s”, evidence for claim %d, is missing or altered. Let the operator run doctor and restore it from a backup, then ask again.", e.Name, e.claims[0])}
	r, err := p.Open(e.CheckedFile)
	if err != nil {
		return errors.Join(damaged, err)
	}
	defer r.Close()
	sha, err := p.add(File{Path: e.path, MediaType: e.MediaType, Claims: e.claims}, &counted{r, p})
	if err == nil && sha != e.SHA256 {
		return damaged
	}
	return err
}

// addPage adds a file that was kept of a page, whose bytes must be those that
// were kept.
func (p *writer) addPage(e item) error {
	damaged := &models.Refused{Reason: message.New("The copy of a page, evidence for claim %d, is missing or altered. Let the operator run doctor and restore it from a backup, then ask again.", e.claims[0])}
	r, err := p.Open(e.CheckedFile)
	if err != nil {
		return errors.Join(damaged, err)
	}
	defer r.Close()
	sha, err := p.add(File{Path: e.path, MediaType: e.MediaType, Claims: e.claims}, &awake{p.ctx, r})
	if err == nil && sha != e.SHA256 {
		return damaged
	}
	p.report(p.done + pageWeight)
	return err
}

// addSums adds the hashes in the form that other programs check.
func (p *writer) addSums() error {
	var b strings.Builder
	for _, f := range p.manifest.Files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	_, err := p.add(File{Path: sumsName, MediaType: "text/plain; charset=utf-8"}, strings.NewReader(b.String()))
	return err
}

func (p *writer) addManifest() error {
	w, err := p.create(File{Path: manifestName, MediaType: "application/json"})
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(p.manifest)
}

// add adds a file to the packet and to the manifest, and returns its SHA-256.
func (p *writer) add(f File, content io.Reader) (sha string, err error) {
	w, err := p.create(f)
	if err != nil {
		return "", err
	}
	f.SHA256, f.Size, err = copyHashed(w, content)
	p.manifest.Files = append(p.manifest.Files, f)
	return f.SHA256, err
}

// create begins an entry. Its time is that of the export, so that the same
// contents make the same packet.
func (p *writer) create(f File) (io.Writer, error) {
	method := zip.Store
	if shrinks(f.MediaType) {
		method = zip.Deflate
	}
	return p.zip.CreateHeader(&zip.FileHeader{Name: f.Path, Method: method, Modified: p.Checked.ExportedAt.UTC()})
}

// shrinks reports whether compressing a file of a media type is worth the time.
func shrinks(mediaType string) bool {
	kind, _, _ := strings.Cut(mediaType, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") ||
		slices.Contains([]string{"application/x-bibtex", "application/x-research-info-systems", "image/bmp", "image/tiff", "audio/wav", "application/rtf", "application/msword", "application/vnd.ms-excel"}, kind)
}

func (p *writer) report(done int64) {
	p.done = done
	p.tell(p.done, p.total)
}

// counted counts what is read of it as progress, and stops when nobody waits
// for the packet any more.
type counted struct {
	io.Reader
	p *writer
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.Reader.Read(b)
	c.p.report(c.p.done + int64(n))
	return n, err
}
