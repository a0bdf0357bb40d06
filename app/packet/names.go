package packet

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/unicode/norm"

	"stet/models"
)

// maxName is the longest name of a file in a packet, in bytes: file systems
// allow 255.
const maxName = 150

// item is an evidence file, or a file that was kept of a page, with its place in the packet.
type item struct {
	models.CheckedFile
	path   string
	page   bool  // it was kept of a page
	claims []int // numbers of the claims it is evidence for
}

// evidenceOf lists the evidence files of an article and what was kept of its
// pages, in the order of its claims, each once, however often it is attached. Of a confidential source there is none.
func evidenceOf(c models.Checked) []item {
	var all []item
	at, taken := map[string]int{}, map[string]bool{}
	for _, claim := range c.Claims {
		for n, e := range claim.Evidence {
			if e.Source == nil || e.Source.Confidential {
				continue
			}
			for _, f := range e.Files {
				i, known := at[f.SHA256]
				if !known {
					i = len(all)
					at[f.SHA256] = i
					all = append(all, item{CheckedFile: f, path: free(taken, fmt.Sprintf("evidence/claim-%02d", claim.Number), f.Name)})
				}
				all[i].serves(claim.Number)
			}
			for _, f := range partsOf(e.Captures) {
				i, known := at[f.SHA256]
				if !known {
					i = len(all)
					at[f.SHA256] = i
					all = append(all, item{CheckedFile: f, page: true, path: free(taken, fmt.Sprintf("captures/claim-%02d", claim.Number), fmt.Sprintf("evidence-%d-%s", n+1, f.Name))})
				}
				all[i].serves(claim.Number)
			}
		}
	}
	return all
}

// serves notes that the file is evidence for a claim.
func (i *item) serves(claim int) {
	if !slices.Contains(i.claims, claim) {
		i.claims = append(i.claims, claim)
	}
}

// partsOf are the files that were kept of pages. Their sizes are not known here.
func partsOf(all []models.CheckedCapture) []models.CheckedFile {
	var parts []models.CheckedFile
	for _, c := range all {
		for _, f := range []models.CheckedFile{
			{SHA256: c.Page, Name: "page" + extension(c.MediaType), MediaType: cmp.Or(c.MediaType, "application/octet-stream")},
			{SHA256: c.Text, Name: "text.txt", MediaType: "text/plain"},
			{SHA256: c.WARC, Name: "page.warc.gz", MediaType: "application/warc"},
			{SHA256: c.Upload, Name: cmp.Or(c.FileName, "file"), MediaType: "application/octet-stream"},
		} {
			if f.SHA256 != "" {
				parts = append(parts, f)
			}
		}
	}
	return parts
}

// extension is the ending of files of a media type, with its dot.
func extension(mediaType string) string {
	if kind := mimetype.Lookup(mediaType); kind != nil {
		return kind.Extension()
	}
	return ""
}

// free is a path in the folder that nothing has yet, on file systems that do
// not distinguish case either.
func free(taken map[string]bool, folder, name string) string {
	name = portable(name)
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 1; ; n++ {
		p := folder + "/" + name
		if n > 1 {
			p = fmt.Sprintf("%s/%s-%d%s", folder, stem, n, ext)
		}
		if key := strings.ToLower(p); !taken[key] {
			taken[key] = true
			return p
		}
	}
}

// reserved matches the names that Windows keeps for devices, whatever follows
// their first dot.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)`)

// portable is a name that every file system takes: as it is, as far as it can be.
func portable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(name, "_")))
	ext := path.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > maxName {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	name = strings.Trim(stem+ext, ". ")
	if name == "" || reserved.MatchString(name) {
		name = "file-" + name
	}
	return name
}
