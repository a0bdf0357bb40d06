package packet

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"stet/models"
)

// maxName is the longest name of a file in a packet, in bytes: file systems
// allow 255.
const maxName = 150

// item is an evidence file with its place in the packet.
type item struct {
	models.CheckedFile
	path   string
	claims []int // numbers of the claims it is evidence for
}

// evidenceOf lists the evidence files of an article in the order of its claims,
// each once, however often it is attached. Of a confidential source there is none.
func evidenceOf(c models.Checked) []item {
	var all []item
	at, taken := map[string]int{}, map[string]bool{}
	for _, claim := range c.Claims {
		for _, e := range claim.Evidence {
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
				if !slices.Contains(all[i].claims, claim.Number) {
					all[i].claims = append(all[i].claims, claim.Number)
				}
			}
		}
	}
	return all
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
