package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"stet/models"
)

// The types below are the part of the W3C Web Annotation Data Model
// (www.w3.org/TR/annotation-model, sections 3 to 5) that a claim needs.

const (
	annotationType    = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`
	annotationContext = "http://www.w3.org/ns/anno.jsonld"
	hashName          = "ni:///sha-256;" // names a text by its SHA-256 (RFC 6920, section 3)
)

type annotationCollection struct {
	Context string          `json:"@context"`
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Label   string          `json:"label"`
	Creator *annotator      `json:"creator,omitempty"`
	Created time.Time       `json:"created"`
	Total   int             `json:"total"`
	First   *annotationPage `json:"first,omitempty"`
	Last    string          `json:"last,omitempty"`
}

type annotationPage struct {
	Context    string       `json:"@context"`
	ID         string       `json:"id"`
	Type       string       `json:"type"`
	PartOf     string       `json:"partOf"`
	StartIndex int          `json:"startIndex"`
	Items      []annotation `json:"items"`
}

type annotation struct {
	Context    string             `json:"@context"` // said again, so that one taken out of the collection is an annotation still
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Creator    *annotator         `json:"creator,omitempty"`
	Created    *time.Time         `json:"created,omitempty"`
	Body       []annotationBody   `json:"body"`
	Target     []annotationTarget `json:"target"`
}

type annotator struct {
	Type     string `json:"type"`
	Name     string `json:"name"`
	Homepage string `json:"homepage,omitempty"`
}

// annotationBody is text (TextualBody) or a link (SpecificResource).
type annotationBody struct {
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Value    string `json:"value,omitempty"`
	Format   string `json:"format,omitempty"`
	Language string `json:"language,omitempty"`
	Source   string `json:"source,omitempty"`

	State *annotationState `json:"state,omitempty"` // of a page that was kept
}

type annotationTarget struct {
	Type     string               `json:"type"`
	Source   string               `json:"source"`
	Selector []annotationSelector `json:"selector,omitempty"`
	State    annotationState      `json:"state"`
}

// annotationSelector is a TextQuoteSelector or a TextPositionSelector.
type annotationSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"` // code points
	End    *int   `json:"end,omitempty"`   // code points
}

type annotationState struct {
	Type       string    `json:"type"`
	SourceDate time.Time `json:"sourceDate"`
	Cached     string    `json:"cached,omitempty"` // names the text that the positions count in; of a link, the copy in an archive
}

// writeAnnotations writes one Web Annotation per claim, in a collection of one
// page. A claim that lost its place is about the article as a whole.
func writeAnnotations(b *bytes.Buffer, c *models.Checked) error {
	whole := annotationTarget{Type: "SpecificResource", Source: articleName(c),
		State: annotationState{Type: "TimeState", SourceDate: c.Article.SavedAt.UTC(), Cached: textName(c.Text)}}
	id := part(whole.Source, "annotations")
	all := annotationCollection{Context: annotationContext, ID: id, Type: "AnnotationCollection", Label: annotationLabel(c),
		Created: c.ExportedAt.UTC().Truncate(time.Second), Total: len(c.Claims)}
	if c.Newsroom.Name != "" {
		all.Creator = &annotator{"Organization", c.Newsroom.Name, web(c.Newsroom.URL)}
	}
	if len(c.Claims) > 0 {
		pages := keptPages(c)
		page := annotationPage{Context: annotationContext, ID: id + "-page-1", Type: "AnnotationPage", PartOf: id}
		for i := range c.Claims {
			page.Items = append(page.Items, claimAnnotation(c, &c.Claims[i], whole, pages))
		}
		all.First, all.Last = &page, page.ID
	}
	e := json.NewEncoder(b) // escapes what ends a script: annotations may stand in a page
	e.SetIndent("", "  ")
	return e.Encode(all)
}

func annotationLabel(c *models.Checked) string {
	label := fmt.Sprintf("%s (revision %d). %s", c.Article.Title, c.Article.Revision, meant(c))
	if c.Draft {
		return label + " " + draftNote
	}
	return label
}

func claimAnnotation(c *models.Checked, claim *models.CheckedClaim, whole annotationTarget, pages map[string]keptPage) annotation {
	a := annotation{Context: annotationContext, ID: part(whole.Source, fmt.Sprintf("claim-%d", claim.Number)), Type: "Annotation", Motivation: "classifying",
		Body: annotationBodies(c, claim, pages), Target: annotationTargets(claim, whole)}
	if v := claim.Verdict; v != nil {
		at := v.At.UTC()
		a.Motivation, a.Created = "assessing", &at
		if v.By != "" {
			a.Creator = &annotator{Type: "Person", Name: v.By}
		}
	}
	return a
}

// annotationBodies gives each thing that is known of a claim the purpose that
// the model has for it (section 3.3.5).
func annotationBodies(c *models.Checked, claim *models.CheckedClaim, pages map[string]keptPage) []annotationBody {
	var all []annotationBody
	say := func(purpose, value, language string) {
		if value != "" {
			all = append(all, annotationBody{Type: "TextualBody", Purpose: purpose, Value: value, Format: "text/plain", Language: tag(language)})
		}
	}
	say("describing", claim.Wording, c.Article.Language)
	say("classifying", string(claim.Kind), "")
	say("tagging", words(claim.Status), "en")
	if c.Draft {
		say("tagging", "DRAFT", "en")
	}
	if v := claim.Verdict; v != nil {
		say("assessing", v.Rating.Label, c.Scale.Language)
		say("commenting", v.Explanation, "")
		say("editing", v.Correction, c.Article.Language)
	}
	for _, m := range claim.Comments {
		if m.Query {
			say("questioning", m.Body, "")
		}
	}
	for _, link := range links(claim) {
		all = append(all, annotationBody{Type: "SpecificResource", Purpose: "linking", Source: link, State: pages[link].state()})
	}
	return all
}

// state says when a page was what the claim rests on, and where a copy of it is
// (section 4.3.1); nil where it was not kept.
func (p keptPage) state() *annotationState {
	if p.at == nil {
		return nil
	}
	s := annotationState{Type: "TimeState", SourceDate: p.at.UTC().Truncate(time.Second)}
	if copies := p.addresses(); len(copies) > 0 {
		s.Cached = copies[0]
	}
	return &s
}

// links are the web addresses of the evidence, each once.
func links(claim *models.CheckedClaim) []string {
	var all []string
	seen := map[string]bool{}
	for _, e := range claim.Evidence {
		if e.Source == nil || e.Source.Confidential {
			continue
		}
		if link := web(e.Source.URL); link != "" && !seen[link] {
			seen[link] = true
			all = append(all, link)
		}
	}
	return all
}

// annotationTargets are the places of a claim in the whole, or the whole.
func annotationTargets(claim *models.CheckedClaim, whole annotationTarget) []annotationTarget {
	if len(claim.Places) == 0 {
		return []annotationTarget{whole}
	}
	all := make([]annotationTarget, len(claim.Places))
	for i, p := range claim.Places {
		all[i] = whole
		all[i].Selector = []annotationSelector{
			{Type: "TextQuoteSelector", Exact: p.Quote, Prefix: p.Prefix, Suffix: p.Suffix},
			{Type: "TextPositionSelector", Start: &p.Start, End: &p.End},
		}
	}
	return all
}

// textName names a text by the SHA-256 of its UTF-8.
func textName(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hashName + base64.RawURLEncoding.EncodeToString(sum[:])
}

// part is the name of a part of the article.
func part(whole, name string) string {
	if strings.Contains(whole, "#") {
		return whole + "-" + name
	}
	return whole + "#" + name
}

// articleName is where the article is published, or a name under the newsroom's
// site, or a UUID made of its text (RFC 9562, section 5.8): an annotation must
// be about something that has a name.
func articleName(c *models.Checked) string {
	if s := web(c.Article.URL); s != "" {
		return withoutFragment(s)
	}
	if s := web(c.Newsroom.URL); s != "" {
		return withoutFragment(s) + fmt.Sprintf("#article-%d", c.Article.ID)
	}
	id := sha256.Sum256(fmt.Appendf(nil, "%d %s", c.Article.ID, c.Text))
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	h := hex.EncodeToString(id[:16])
	return "urn:uuid:" + strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// web is an address with everything escaped that a URI cannot hold; "" when it
// is not a web address.
func web(s string) string {
	if !webAddress(s) {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return u.String()
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

// tag is a language tag of BCP 47, or nothing.
func tag(language string) string {
	if languageTag.MatchString(language) {
		return language
	}
	return ""
}
