package models

// CheckedEvidence is one item of evidence. Where the source is confidential
// only Relation and the words "confidential source" are kept.
type CheckedEvidence struct {
	Relation      Relation         `json:"relation"`
	Source        *CheckedSource   `json:"source,omitempty"` // nil when a search found nothing
	Locator       string           `json:"locator,omitempty"`
	Excerpt       string           `json:"excerpt,omitempty"`
	SearchedWhere string           `json:"searchedWhere,omitempty"`
	SearchedHow   string           `json:"searchedHow,omitempty"`
	Files         []CheckedFile    `json:"files,omitempty"`
	Captures      []CheckedCapture `json:"captures,omitempty"` // of its page, the oldest first
	Archives      []CheckedArchive `json:"archives,omitempty"` // copies of its page in archives outside
}

// CheckedSource is a source as it may be named.
type CheckedSource struct {
	Title        string         `json:"title"`
	Confidential bool           `json:"confidential,omitempty"`
	Type         SourceType     `json:"type,omitempty"`
	Tier         Tier           `json:"tier,omitempty"`
	Publisher    string         `json:"publisher,omitempty"`
	Author       string         `json:"author,omitempty"`
	URL          string         `json:"url,omitempty"`
	PublishedOn  string         `json:"publishedOn,omitempty"`
	Attribution  Attribution    `json:"attribution,omitempty"` // how it may be named; "" is on the record
	Agreed       string         `json:"agreed,omitempty"`      // how it may be described
	Origin       *CheckedSource `json:"origin,omitempty"`      // that it has its facts from; nil for itself, and for one that may not be named
}

// CheckedFile names a file kept with the evidence; the file itself stays.
type CheckedFile struct {
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Size      int64  `json:"size"` // bytes
	SHA256    string `json:"sha256"`
}

// internalEvidence lets an item be seen in the newsroom. A note is for the desk
// and stays there; of a confidential source nothing leaves but that there is one.
func (p *proof) internalEvidence(e Evidence) CheckedEvidence {
	c := CheckedEvidence{Relation: e.Relation}
	switch o := e.Source; {
	case o == nil:
		c.SearchedWhere, c.SearchedHow = e.SearchedWhere, e.SearchedHow
	case o.Confidential():
		c.Source = confidential()
	default:
		c.Source = o.checked()
		if from := p.origins[value(o.OriginID)]; from != nil && from.namedInside() {
			c.Source.Origin = from.checked()
		}
		c.Locator, c.Excerpt = e.Locator, e.Excerpt
		for _, f := range e.Files {
			c.Files = append(c.Files, CheckedFile{Name: f.Name, MediaType: f.MediaType, Size: f.Size, SHA256: f.SHA256})
		}
		c.Captures, c.Archives = p.checkedCaptures(e), p.checkedArchives(e)
	}
	return c
}

// checked is all that the newsroom may pass on of a source that may be named.
func (s Source) checked() *CheckedSource {
	c := &CheckedSource{Title: s.Title, Type: s.Type, Tier: s.Tier, Publisher: s.Publisher, Author: s.Author, URL: s.URL, PublishedOn: s.PublishedOn, Agreed: s.Agreed}
	if s.Attribution != OnRecord {
		c.Attribution = s.Attribution
	}
	return c
}

// publicEvidence lets an item be seen by everybody: what the source says and
// where. Of a search that found nothing only that is told.
func (p *proof) publicEvidence(e Evidence) CheckedEvidence {
	c := CheckedEvidence{Relation: e.Relation}
	switch o := e.Source; {
	case o == nil:
	case o.Confidential():
		c.Source = confidential()
	case !o.namedOutside():
		c.Source = &CheckedSource{Title: o.Agreed}
	default:
		c.Source = &CheckedSource{Title: o.Title, Type: o.Type, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn}
		c.Locator, c.Excerpt = e.Locator, e.Excerpt
		c.Captures, c.Archives = p.checkedCaptures(e), p.checkedArchives(e)
	}
	return c
}

// leaves reports whether an item may be in an export at all: what was said off
// the record is in none.
func (e Evidence) leaves() bool {
	return e.WithdrawnAt == nil && (e.Source == nil || e.Source.Attribution != OffRecord)
}

// namedInside reports whether a source may be named in the newsroom.
func (s Source) namedInside() bool { return !s.Confidential() && s.Attribution != OffRecord }

// namedOutside reports whether a source may be named to everybody.
func (s Source) namedOutside() bool { return !s.Confidential() && s.Attribution == OnRecord }

// confidential is all that any audience sees of a confidential source.
func confidential() *CheckedSource {
	return &CheckedSource{Title: ConfidentialName, Confidential: true}
}
