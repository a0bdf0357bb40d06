package export

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stet/models"
)

// maxSlug is the longest slug, in bytes: file systems allow 255 for a name.
const maxSlug = 60

// spelled writes the Latin letters that do not decompose as people do in ASCII.
var spelled = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "’", "", "'", "")

// FileName names the file of an export: the title in ASCII letters, digits and
// hyphens (or "article-12" when none is left), the revision, for whom it is
// unless that is everybody, the word DRAFT unless it is signed off, and the
// format's extension.
func FileName(format string, c models.Checked) string {
	name := slug(c.Article.Title)
	if name == "" {
		name = fmt.Sprintf("article-%d", c.Article.ID)
	}
	name = fmt.Sprintf("%s-r%d", name, c.Article.Revision)
	if c.Audience == models.ForInternal || c.Audience == models.ForLegal {
		name += "-" + string(c.Audience)
	}
	if c.Draft {
		name += "-DRAFT"
	}
	if f, err := Find(format); err == nil {
		name += "." + f.Extension
	}
	return name
}

// slug keeps what ASCII can spell of a title, cut between words.
func slug(title string) string {
	title = norm.NFKD.String(spelled.Replace(strings.ToLower(title)))
	title = strings.Map(dropMarks, title)
	words := strings.FieldsFunc(title, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := ""
	for _, w := range words {
		if name != "" && len(name)+1+len(w) > maxSlug {
			break
		}
		name = strings.TrimPrefix(name+"-"+w[:min(len(w), maxSlug)], "-")
	}
	return name
}

func dropMarks(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}
