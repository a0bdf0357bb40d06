// Package packet puts a checked article, in every format there is and with its
// evidence files, into one ZIP, and reads such a ZIP with the mistrust that a
// file from outside deserves. It keeps no file in memory: evidence may be
// larger than that.
package packet

import (
	"fmt"
	"strings"
	"time"

	"stet/models"
	"stet/models/message"
)

// FormatName is the name of a packet among the formats of an export.
const FormatName = "packet"

// About is a sentence that says what a packet is for.
const About message.Key = "One ZIP with all of these, the evidence files and a manifest of their hashes, for an archive, a lawyer or another newsroom."

// MediaType is that of a packet.
const MediaType = "application/zip"

const (
	format  = "stet.packet"
	version = 1 // a reader refuses a higher one

	manifestName = "manifest.json"
	sumsName     = "SHA256SUMS" // the same hashes, for sha256sum --check

	maxFiles    = 5_000   // of a packet
	maxManifest = 4 << 20 // bytes
)

// Manifest is the file manifest.json of a packet: what is in it and where it
// comes from. It is what a packet is checked against; who wrote the manifest it
// cannot prove.
type Manifest struct {
	Format     string          `json:"format"` // always "stet.packet"
	Version    int             `json:"version"`
	Stet       string          `json:"stet"` // the version that wrote it
	ExportedAt time.Time       `json:"exportedAt"`
	ExportedBy string          `json:"exportedBy"`
	For        models.Audience `json:"for"`
	Newsroom   models.Newsroom `json:"newsroom"`
	Article    Article         `json:"article"`
	LeftOut    []LeftOut       `json:"leftOut"`
	Files      files           `json:"files"` // every file but the manifest, in the order of the packet
}

// Article says what was exported.
type Article struct {
	ID       int64  `json:"id"`
	Title    string `json:"title"`
	Revision int    `json:"revision"`
	SHA256   string `json:"sha256"` // of the text of the revision
	Draft    bool   `json:"draft"`  // not signed off
}

// File is one file of a packet.
type File struct {
	Path      string `json:"path"` // with slashes
	SHA256    string `json:"sha256"`
	Size      int64  `json:"size"` // bytes
	MediaType string `json:"mediaType"`
	Format    string `json:"format,omitempty"` // of an export, or of what belongs to the sign-off; "" for evidence
	Claims    []int  `json:"claims,omitempty"` // that it is evidence for
}

// LeftOut is a format that could not be made of this article, and why.
type LeftOut struct {
	Format  string   `json:"format"`
	Reasons []string `json:"reasons"` // sentences
}

// Summary says in a few lines what a packet holds.
func (m Manifest) Summary() string {
	var b strings.Builder
	var evidence int
	var bytes int64
	for _, f := range m.Files {
		bytes += f.Size
		if f.Format == "" && f.Path != sumsName {
			evidence++
		}
	}
	state := "signed off"
	if m.Article.Draft {
		state = "a draft"
	}
	fmt.Fprintf(&b, "The packet is whole: %d files, %d of them evidence, %d bytes.\n", len(m.Files), evidence, bytes)
	fmt.Fprintf(&b, "Article %d, revision %d, %s, %q, exported for %q by %q of %q on %s with Stet %q.\n", m.Article.ID, m.Article.Revision, state, m.Article.Title,
		m.For, m.ExportedBy, m.Newsroom.Name, m.ExportedAt.UTC().Format(time.RFC3339), m.Stet)
	for _, l := range m.LeftOut {
		fmt.Fprintf(&b, "Not in it: %q. %q\n", l.Format, strings.Join(l.Reasons, " "))
	}
	return b.String()
}
