package models

import (
	"time"

	"stet/models/text"
)

// CheckedVersion is the version of the exchange format. A reader refuses a
// higher one.
const CheckedVersion = 1

// Checked is an article with its proof, made to leave Stet: it holds what an
// export may show and nothing else. Of a confidential source only the words
// "confidential source" are in it. Its JSON form is the exchange format that
// README describes.
type Checked struct {
	Format     string          `json:"format"` // always "stet.article"
	Version    int             `json:"version"`
	ExportedAt time.Time       `json:"exportedAt"`
	Draft      bool            `json:"draft"` // not signed off: some of it may be wrong
	Newsroom   Newsroom        `json:"newsroom"`
	Article    CheckedArticle  `json:"article"`
	Scale      CheckedScale    `json:"scale"`
	Text       string          `json:"text"`
	Blocks     []text.Block    `json:"blocks"`    // code points of Text
	Sentences  []text.Sentence `json:"sentences"` // code points of Text
	Coverage   Coverage        `json:"coverage"`
	Claims     []CheckedClaim  `json:"claims"` // by their first place; withdrawn ones are left out
	Skips      []CheckedSkip   `json:"skips"`
	SignOff    *CheckedSignOff `json:"signOff,omitempty"`
}

// Newsroom names who checked.
type Newsroom struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// CheckedArticle holds the particulars of the article.
type CheckedArticle struct {
	ID        int64         `json:"id"`
	Title     string        `json:"title"`
	Byline    string        `json:"byline,omitempty"`
	Section   string        `json:"section,omitempty"`
	Language  string        `json:"language"`
	Scope     Scope         `json:"scope"`
	ScopeNote string        `json:"scopeNote,omitempty"`
	Status    ArticleStatus `json:"status"`
	URL       string        `json:"url,omitempty"` // where it is published
	Revision  int           `json:"revision"`
	SavedAt   time.Time     `json:"savedAt"` // of the revision
	SHA256    string        `json:"sha256"`  // of Text
	Words     int           `json:"words"`
}

// CheckedScale is the scale the verdicts use.
type CheckedScale struct {
	Code     string          `json:"code"`
	Version  int             `json:"version"`
	Language string          `json:"language"`
	Name     string          `json:"name"`
	Ratings  []CheckedRating `json:"ratings"`
}

// CheckedRating is one rating as it leaves.
type CheckedRating struct {
	Code       string `json:"code"`
	Label      string `json:"label"`
	Definition string `json:"definition,omitempty"`
	Ordinal    *int   `json:"ordinal,omitempty"` // higher is truer
	Look       Look   `json:"look"`
}

// CheckedClaim is one claim with its proof.
type CheckedClaim struct {
	Number        int               `json:"number"`
	Wording       string            `json:"wording"`
	Kind          Kind              `json:"kind"`
	Risk          Risk              `json:"risk"`
	Status        ClaimStatus       `json:"status"`
	Resolution    Resolution        `json:"resolution,omitempty"`
	Claimant      string            `json:"claimant,omitempty"` // a third party
	ClaimantIs    Claimant          `json:"claimantIs,omitempty"`
	ClaimedOn     string            `json:"claimedOn,omitempty"`
	AppearanceURL string            `json:"appearanceUrl,omitempty"`
	Places        []CheckedPlace    `json:"places"` // empty for an orphan
	Verdict       *CheckedVerdict   `json:"verdict,omitempty"`
	Evidence      []CheckedEvidence `json:"evidence"`
	Reviews       []CheckedReview   `json:"reviews"` // of the present fingerprint
	Override      *CheckedReview    `json:"override,omitempty"`
}

// CheckedPlace is where a claim sits in Text.
type CheckedPlace struct {
	text.Span        // code points
	Quote     string `json:"quote"`
	Prefix    string `json:"prefix,omitempty"`
	Suffix    string `json:"suffix,omitempty"`
}

// CheckedVerdict is the newest verdict.
type CheckedVerdict struct {
	Rating      CheckedRating `json:"rating"`
	Explanation string        `json:"explanation,omitempty"`
	Correction  string        `json:"correction,omitempty"`
	By          string        `json:"by"`
	At          time.Time     `json:"at"`
}

// CheckedEvidence is one item of evidence. Where the source is confidential
// only Relation and the words "confidential source" are kept.
type CheckedEvidence struct {
	Relation      Relation       `json:"relation"`
	Source        *CheckedSource `json:"source,omitempty"` // nil when a search found nothing
	Locator       string         `json:"locator,omitempty"`
	Excerpt       string         `json:"excerpt,omitempty"`
	SearchedWhere string         `json:"searchedWhere,omitempty"`
	SearchedHow   string         `json:"searchedHow,omitempty"`
	Files         []CheckedFile  `json:"files,omitempty"`
}

// CheckedSource is a source as it may be named.
type CheckedSource struct {
	Title        string     `json:"title"`
	Confidential bool       `json:"confidential,omitempty"`
	Type         SourceType `json:"type,omitempty"`
	Tier         Tier       `json:"tier,omitempty"`
	Publisher    string     `json:"publisher,omitempty"`
	Author       string     `json:"author,omitempty"`
	URL          string     `json:"url,omitempty"`
	PublishedOn  string     `json:"publishedOn,omitempty"`
}

// CheckedFile names a file kept with the evidence; the file itself stays.
type CheckedFile struct {
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Size      int64  `json:"size"` // bytes
	SHA256    string `json:"sha256"`
}

// CheckedReview is a decision that holds.
type CheckedReview struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"` // of an override
}

// CheckedSkip is a stretch of Text with nothing to check.
type CheckedSkip struct {
	text.Span            // code points
	Reason    SkipReason `json:"reason"`
}

// CheckedSignOff says who cleared the article, and what was excepted.
type CheckedSignOff struct {
	By         string      `json:"by"`
	At         time.Time   `json:"at"`
	Revision   int         `json:"revision"`
	Note       string      `json:"note,omitempty"`
	Exceptions []Exception `json:"exceptions"`
}
