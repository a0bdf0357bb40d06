package export

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"

	"stet/models"
	"stet/models/message"
)

// The types below are the part of schema.org's vocabulary that readers of news
// articles ask for (schema.org/NewsArticle; developers.google.com/search/docs/
// appearance/structured-data/article).

type newsArticle struct {
	Context     string              `json:"@context"`
	Type        string              `json:"@type"`
	Status      string              `json:"creativeWorkStatus,omitempty"` // DRAFT
	URL         string              `json:"url,omitempty"`
	Page        string              `json:"mainEntityOfPage,omitempty"`
	Headline    string              `json:"headline"`
	Language    string              `json:"inLanguage"`
	Section     string              `json:"articleSection,omitempty"`
	Words       int                 `json:"wordCount,omitempty"`
	Author      []thing             `json:"author"`
	Publisher   thing               `json:"publisher"`
	PublishedAt string              `json:"datePublished,omitempty"`
	ModifiedAt  string              `json:"dateModified"`
	Backstory   string              `json:"backstory,omitempty"` // how it was checked
	Corrections []correctionComment `json:"correction,omitempty"`
	Citations   []citation          `json:"citation,omitempty"`
}

// correctionComment is a correction that was made after the article was
// published (schema.org/CorrectionComment).
type correctionComment struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	At   string `json:"datePublished"`
}

// citation is a public source.
type citation struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	URL         string `json:"url,omitempty"`
	Credit      string `json:"creditText,omitempty"` // its author: nobody can tell a person from an organisation
	Publisher   *thing `json:"publisher,omitempty"`
	PublishedOn string `json:"datePublished,omitempty"`

	ArchivedAt []string `json:"archivedAt,omitempty"` // addresses of copies in archives outside
}

// writeNewsArticle writes JSON-LD of the article itself. It is written whole or
// refused whole, with every reason.
func writeNewsArticle(b *bytes.Buffer, c *models.Checked) error {
	if reasons := unfit(c); len(reasons) > 0 {
		return Refused{reasons}
	}
	return structured(b, asNewsArticle(c))
}

// unfit lists what readers of NewsArticle would reject.
func unfit(c *models.Checked) []message.Message {
	var all []message.Message
	if strings.TrimSpace(c.Article.Title) == "" {
		all = append(all, message.New("The article has no title, and a NewsArticle needs a headline."))
	}
	if c.Newsroom.Name == "" {
		all = append(all, message.New("The newsroom has no name, and a NewsArticle says who published it. Give it one in the settings."))
	}
	if c.Article.URL != "" && !webAddress(c.Article.URL) {
		all = append(all, message.New("The article's URL “%s” is not a web address that begins with https:// or http://.", c.Article.URL))
	}
	if _, err := language.Parse(c.Article.Language); err != nil {
		all = append(all, message.New("The article's language “%s” is not a language tag such as en or pt-BR.", c.Article.Language))
	}
	return all
}

func asNewsArticle(c *models.Checked) newsArticle {
	a := newsArticle{Context: schemaOrg, Type: "NewsArticle", Status: draftStatus(c), URL: c.Article.URL, Page: c.Article.URL,
		Headline: line(c.Article.Title), Language: c.Article.Language, Section: c.Article.Section, Words: c.Article.Words,
		Publisher: publisher(c), ModifiedAt: c.Article.SavedAt.UTC().Format(time.RFC3339), Corrections: corrections(c), Citations: citations(c)}
	a.Author = authors(c.Article.Byline)
	if len(a.Author) == 0 {
		a.Author = []thing{a.Publisher}
	}
	if c.Article.PublishedAt != nil {
		a.PublishedAt = c.Article.PublishedAt.UTC().Format(time.RFC3339)
	}
	if len(c.Claims) > 0 {
		a.Backstory = checkedNote(c)
	}
	return a
}

func publisher(c *models.Checked) thing {
	p := thing{Type: "Organization", Name: c.Newsroom.Name}
	if webAddress(c.Newsroom.URL) {
		p.URL = c.Newsroom.URL
	}
	return p
}

// authors are the people of a byline such as "By Ana Silva and Ben Okri". Where
// it is said in other words, it stays one name: nobody can tell.
func authors(byline string) []thing {
	byline = line(byline)
	if first, rest, ok := strings.Cut(byline, " "); ok && strings.EqualFold(first, "by") {
		byline = rest
	}
	var all []thing
	for name := range strings.SplitSeq(byline, " and ") {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, thing{Type: "Person", Name: name})
		}
	}
	return all
}

// corrections are what readers were told, and the corrections that were approved
// after the article was published. What was mended before, no reader has seen.
func corrections(c *models.Checked) []correctionComment {
	var all []correctionComment
	for _, m := range c.Amendments {
		if m.Kind != models.NoAmendment && m.At != nil {
			all = append(all, correctionComment{"CorrectionComment", string(m.Kind.Label()) + ": " + line(m.Note), m.At.UTC().Format(time.RFC3339)})
		}
	}
	for i := range c.Claims {
		k := &c.Claims[i]
		v := k.Verdict
		if c.Article.PublishedAt == nil || k.Status != models.ClaimApproved || v == nil || v.Correction == "" || !v.At.After(*c.Article.PublishedAt) {
			continue
		}
		said := fmt.Sprintf("This article said: “%s”. Correct is: “%s”.", strings.TrimSuffix(line(k.Wording), "."), strings.TrimSuffix(line(v.Correction), "."))
		all = append(all, correctionComment{"CorrectionComment", stated(" ", said, opening(v.Explanation)), v.At.UTC().Format(time.RFC3339)})
	}
	return all
}

// citations are the public sources, each once.
func citations(c *models.Checked) []citation {
	sources, err := references(c)
	if err != nil {
		return nil // there are none
	}
	all := make([]citation, len(sources))
	for i, s := range sources {
		all[i] = s.citation()
	}
	return all
}

func (r reference) citation() citation {
	types := map[string]string{"dataset": "Dataset", "webpage": "WebPage", "article-newspaper": "NewsArticle"}
	to := citation{Type: cmp.Or(types[r.form.csl], "CreativeWork"), Name: r.title, URL: r.url, Credit: r.author, PublishedOn: r.date.iso(), ArchivedAt: r.kept.addresses()}
	if r.publisher != "" {
		to.Publisher = &thing{Type: "Organization", Name: r.publisher}
	}
	return to
}

// iso is the date as ISO 8601 has it, "" where it is no date.
func (d date) iso() string {
	layouts := []string{"", "%04d", "%04d-%02d", "%04d-%02d-%02d"}
	parts := make([]any, len(d.parts))
	for i, p := range d.parts {
		parts[i] = p
	}
	return fmt.Sprintf(layouts[len(parts)], parts...)
}
