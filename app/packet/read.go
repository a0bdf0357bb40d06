package packet

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"unicode/utf8"

	"stet/app/export"
	"stet/models"
	"stet/models/message"
)

const (
	// maxDirectory bounds the bytes that the list of files of a ZIP may take;
	// 5,000 files take about one megabyte.
	maxDirectory = 8 << 20

	// maxGrowth is how many times its own size, and maxSmall how many bytes
	// besides, a packet may hold unpacked.
	maxGrowth = 200
	maxSmall  = 64 << 20
)

// errNot is what a file gets that Write did not write.
var errNot = &models.Refused{Reason: message.New("This file is not a packet of Stet, or it is damaged. Choose a ZIP file that was exported as a packet.")}

// Packet is a ZIP that says of itself that it is one. Nothing in it is true
// until Verify has found nothing.
type Packet struct {
	Manifest Manifest
	size     int64 // bytes of the ZIP
	zip      *zip.Reader
	entries  map[string]*zip.File // the first of each name
}

// Open reads the manifest of a packet, size bytes long. It returns a Refused
// error for a file that is none, or one of a later version.
func Open(r io.ReaderAt, size int64) (*Packet, error) {
	b := &bounded{r, maxDirectory}
	z, err := zip.NewReader(b, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, errNot
	}
	b.left = math.MaxInt64 // the files themselves may be large
	p := &Packet{size: size, zip: z, entries: map[string]*zip.File{}}
	for _, f := range z.File {
		if p.entries[f.Name] == nil {
			p.entries[f.Name] = f
		}
	}
	if err := p.readManifest(); err != nil {
		return nil, err
	}
	return p, nil
}

// bounded fails when more is read of it than it may give.
type bounded struct {
	io.ReaderAt
	left int64 // bytes
}

func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errNot
	}
	return b.ReaderAt.ReadAt(p, at)
}

func (p *Packet) readManifest() error {
	raw, err := p.readSmall(manifestName, maxManifest)
	if err != nil || !utf8.Valid(raw) {
		return errNot
	}
	var is struct {
		Format  string
		Version int
	}
	if err := json.Unmarshal(raw, &is); err != nil || is.Format != format || is.Version < 1 {
		return errNot
	}
	if is.Version > version {
		return &models.Refused{Reason: message.New("This packet has version %d, and this program reads versions up to %d. Read it with a newer Stet.", is.Version, version)}
	}
	if err := json.Unmarshal(raw, &p.Manifest); err != nil {
		return errNot
	}
	return nil
}

// readSmall reads a file of the packet that has at most max bytes.
func (p *Packet) readSmall(name string, max int64) ([]byte, error) {
	f := p.entries[name]
	if f == nil {
		return nil, fs.ErrNotExist
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, max+1))
	if err == nil && int64(len(raw)) > max {
		err = errNot
	}
	return raw, err
}

// Checked reads the article.
func (p *Packet) Checked() (models.Checked, error) {
	for _, f := range p.Manifest.Files {
		if f.Format != "json" {
			continue
		}
		raw, err := p.readSmall(f.Path, f.Size)
		if err != nil {
			return models.Checked{}, errNot
		}
		return export.ReadJSON(bytes.NewReader(raw))
	}
	return models.Checked{}, &models.Refused{Reason: message.New("This packet holds no article as JSON, so it cannot be imported. Export it again.")}
}

// Evidence opens the evidence file with a SHA-256. The error wraps
// fs.ErrNotExist where there is none.
func (p *Packet) Evidence(sha string) (io.ReadCloser, error) {
	for _, f := range p.Manifest.Files {
		if f.Format == "" && f.SHA256 == sha && p.entries[f.Path] != nil {
			return p.entries[f.Path].Open()
		}
	}
	return nil, fmt.Errorf("evidence file %.64q of the packet: %w", sha, fs.ErrNotExist)
}

// files is a list that stops being read when it is too long.
type files []File

// UnmarshalJSON reads at most maxFiles files.
func (l *files) UnmarshalJSON(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		var f File
		if err := d.Decode(&f); err != nil {
			return err
		}
		if *l = append(*l, f); len(*l) > maxFiles {
			return errNot
		}
	}
	return nil
}
