package models

import "time"

// SourceType says what a source is.
type SourceType string

// The types of sources.
const (
	SourcePerson       SourceType = "person"
	SourceOrganisation SourceType = "organisation"
	SourcePublication  SourceType = "publication"
	SourceDataSet      SourceType = "data_set"
	SourceDocument     SourceType = "document"
)

// SourceTypes lists every type of source.
var SourceTypes = []SourceType{SourceDocument, SourceDataSet, SourcePublication, SourceOrganisation, SourcePerson}

// Tier says how near a source is to the fact.
type Tier string

// The tiers of sources.
const (
	TierPrimary   Tier = "primary"
	TierSecondary Tier = "secondary"
	TierTertiary  Tier = "tertiary"
)

// Tiers lists every tier.
var Tiers = []Tier{TierPrimary, TierSecondary, TierTertiary}

// Confidentiality says who may learn a source's name.
type Confidentiality string

// The classes of confidentiality. A confidential source leaves Stet as the
// words "confidential source" and nothing else.
const (
	PublicSource       Confidentiality = "public"
	ConfidentialSource Confidentiality = "confidential"
)

// Confidentialities lists every class.
var Confidentialities = []Confidentiality{PublicSource, ConfidentialSource}

// Attribution says how a source may be named outside the newsroom.
type Attribution string

// The terms, from the freest on. What they mean differs from house to house, so
// that the words that were agreed on are kept beside them.
const (
	OnRecord          Attribution = "on_record"
	OnBackground      Attribution = "background"          // described in the words agreed on
	NotForAttribution Attribution = "not_for_attribution" // used, and not described more closely than agreed
	OffRecord         Attribution = "off_record"          // nothing of it leaves
)

// Attributions lists every term.
var Attributions = []Attribution{OnRecord, OnBackground, NotForAttribution, OffRecord}

// Validity says whether a source still holds.
type Validity string

// The validities. A source that is not good makes the approvals that rest on it stale.
const (
	SourceGood      Validity = "good"
	SourceRetracted Validity = "retracted" // taken back by whoever published it
	SourceDead      Validity = "dead"      // cannot be reached any more
	SourceReplaced  Validity = "replaced"  // there is a newer version
)

// Validities lists every one.
var Validities = []Validity{SourceGood, SourceRetracted, SourceDead, SourceReplaced}

// Source is a person, organisation, publication, data set or document that
// evidence comes from; it is reused across articles.
type Source struct {
	ID              int64
	Type            SourceType
	Tier            Tier
	Title           string
	Search          string // title, publisher and author in lower case, to be found by
	Publisher       string
	Author          string
	URL             string `gorm:"column:url"`
	PublishedOn     string // ISO 8601: a date, a month or a year
	Confidentiality Confidentiality
	IdentityVersion int // of what the vault holds, 0 for nothing
	Attribution     Attribution
	Agreed          string // how it may be described, in the words agreed on
	Validity        Validity
	ValidityNote    string
	OriginID        *int64 // the source it has its facts from, which has no origin itself; nil for itself
	MergedInto      *int64
	Version         int
	CreatedBy       int64
	CreatedAt       time.Time
}

// Confidential reports whether the source's name must not leave Stet.
func (s Source) Confidential() bool { return s.Confidentiality == ConfidentialSource }

// Sealed reports whether the vault holds who the source is, so that its title is
// an alias.
func (s Source) Sealed() bool { return s.Confidential() && s.IdentityVersion > 0 }

// Origin is the id of the source where its facts come from: sources of one
// origin count once.
func (s Source) Origin() int64 {
	if s.OriginID != nil {
		return *s.OriginID
	}
	return s.ID
}

// Independent counts the origins of the items that support a claim.
func Independent(items []Evidence) int {
	origins := map[int64]bool{}
	for _, e := range items {
		if e.Relation == Supports && e.WithdrawnAt == nil && e.Source != nil {
			origins[e.Source.Origin()] = true
		}
	}
	return len(origins)
}

// Relation is what an item of evidence says about its claim.
type Relation string

// The relations. NothingFound is evidence without a source: a search that
// found nothing, with where and how it was made.
const (
	Supports     Relation = "supports"
	Contradicts  Relation = "contradicts"
	Context      Relation = "context"
	NothingFound Relation = "nothing_found"
)

// Relations lists every relation.
var Relations = []Relation{Supports, Contradicts, Context, NothingFound}

// Evidence is one item from a source used for one claim.
type Evidence struct {
	ID            int64
	ArticleID     int64
	ClaimID       int64
	SourceID      *int64 // nil: searched, nothing found
	Relation      Relation
	Locator       string // page, paragraph, cell or time inside the source
	Excerpt       string
	Note          string
	SearchedWhere string
	SearchedHow   string
	ContentHash   string // SHA-256 of all that a reviewer reads, files included
	Version       int
	CreatedBy     int64
	CreatedAt     time.Time
	ChangedBy     int64
	ChangedAt     time.Time
	WithdrawnAt   *time.Time
	Source        *Source  `gorm:"-"`
	Files         []File   `gorm:"-"`
	Capture       *Capture `gorm:"-"` // the newest, nil without one
	released      []string // hashes under which its files were kept before they were sealed, or opened
}

// TableName keeps the singular, which is the plural too.
func (Evidence) TableName() string { return "evidence" }

// Grounded reports whether the item can carry a verdict: it says where in the
// source it stands, or where and how a search found nothing.
func (e Evidence) Grounded() bool {
	if e.Relation == NothingFound {
		return e.SearchedWhere != "" && e.SearchedHow != ""
	}
	return e.SourceID != nil && e.Locator != ""
}

// File is a document kept with an item of evidence.
type File struct {
	ID         int64
	EvidenceID int64
	SHA256     string `gorm:"column:sha256"` // its name in the blob store
	Name       string
	MediaType  string // as sniffed
	Size       int64  // bytes, before it was sealed
	Sealed     bool   // kept as the vault's key seals it; SHA256 is that of what is kept
	SealedName string // what it was called, where Name says only what sort of file it is
	CreatedBy  int64
	CreatedAt  time.Time
	Damage     Damage     // when its bytes were last hashed
	VerifiedAt *time.Time // when that was; nil for never
}
