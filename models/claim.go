package models

import (
	"strings"
	"time"

	"stet/models/figure"
	"stet/models/text"
)

// ClaimStatus says where a claim stands. It is worked out, never set.
type ClaimStatus string

// The statuses of claims.
const (
	ClaimOpen      ClaimStatus = "open"
	ClaimInReview  ClaimStatus = "in_review"
	ClaimApproved  ClaimStatus = "approved"
	ClaimStale     ClaimStatus = "stale"
	ClaimWithdrawn ClaimStatus = "withdrawn"
)

// ClaimStatuses lists every status of a claim.
var ClaimStatuses = []ClaimStatus{ClaimOpen, ClaimInReview, ClaimApproved, ClaimStale, ClaimWithdrawn}

// Waiting reports whether a claim of this status waits for a reviewer.
func (s ClaimStatus) Waiting() bool { return s == ClaimInReview || s == ClaimStale }

// Kind is what sort of assertion a claim is.
type Kind string

// The kinds of claims.
const (
	KindNumber      Kind = "number"
	KindDate        Kind = "date"
	KindName        Kind = "name"
	KindTitle       Kind = "title"
	KindQuote       Kind = "quote"
	KindSuperlative Kind = "superlative"
	KindCause       Kind = "cause"
	KindPlace       Kind = "place"
	KindLegal       Kind = "legal"
	KindImage       Kind = "image"
	KindOther       Kind = "other"
)

// Kinds lists every kind of claim, in the order of the picker.
var Kinds = []Kind{KindNumber, KindDate, KindName, KindTitle, KindQuote, KindSuperlative, KindCause, KindPlace, KindLegal, KindImage, KindOther}

// Risk says how much harm an error would do: allegations, legal, private and
// health matters are high.
type Risk string

// The risks of claims.
const (
	RiskNormal Risk = "normal"
	RiskHigh   Risk = "high"
)

// Risks lists every risk.
var Risks = []Risk{RiskNormal, RiskHigh}

// Resolution is what happened to the text.
type Resolution string

// The resolutions; the empty one means not yet.
const (
	ResolutionNone       Resolution = ""
	ResolutionStands     Resolution = "stands"
	ResolutionChanged    Resolution = "changed"
	ResolutionSoftened   Resolution = "softened"
	ResolutionAttributed Resolution = "attributed"
	ResolutionCut        Resolution = "cut"
	ResolutionOverridden Resolution = "overridden" // only by an override
)

// Resolutions lists every resolution.
var Resolutions = []Resolution{ResolutionNone, ResolutionStands, ResolutionChanged, ResolutionSoftened, ResolutionAttributed, ResolutionCut, ResolutionOverridden}

// Claimant says what a third-party claimant is.
type Claimant string

// The sorts of claimants, as schema.org names them.
const (
	ClaimantNone         Claimant = ""
	ClaimantPerson       Claimant = "person"
	ClaimantOrganization Claimant = "organization"
)

// Claimants lists every sort of claimant.
var Claimants = []Claimant{ClaimantNone, ClaimantPerson, ClaimantOrganization}

// Claim is the smallest separately checkable assertion.
type Claim struct {
	ID              int64
	ArticleID       int64
	Number          int // from 1 within the article
	Wording         string
	Kind            Kind
	Risk            Risk
	ReviewersNeeded int
	AssigneeID      *int64
	DueAt           *time.Time
	Handover        string // what was tried and what is left, by whoever passed it on
	HandoverBy      *int64
	HandoverAt      *time.Time
	Resolution      Resolution
	Claimant        string // who says it, where that is not us
	ClaimantIs      Claimant
	ClaimedOn       string // ISO 8601 date
	AppearanceURL   string
	Calculation     string       // JSON of a figure.Calculation, "" without one
	Figure          figure.Match // whether the figure in its words follows from that; renewed with the fingerprint
	VerdictID       int64        // the newest verdict; renewed with the fingerprint
	Fingerprint     string       // what an approval is bound to
	Status          ClaimStatus  // worked out by Facts.Status
	Look            Look         // of the newest verdict; LookOpen without one
	Orphaned        bool         // no place in the newest revision
	Version         int
	CreatedBy       int64
	CreatedAt       time.Time
	WithdrawnAt     *time.Time
	WithdrawnReason string
}

// SkipReason says why a span needs no check.
type SkipReason string

// The reasons for a skip.
const (
	SkipOpinion      SkipReason = "opinion"
	SkipConnective   SkipReason = "connective"
	SkipCommonGround SkipReason = "common_ground"
	SkipOutOfScope   SkipReason = "out_of_scope"
)

// SkipReasons lists every reason for a skip.
var SkipReasons = []SkipReason{SkipConnective, SkipOpinion, SkipCommonGround, SkipOutOfScope}

// Skip is a span marked "nothing to check"; it covers whole sentences.
type Skip struct {
	ID          int64
	ArticleID   int64
	Reason      SkipReason
	Note        string
	CreatedBy   int64
	CreatedAt   time.Time
	WithdrawnAt *time.Time
	WithdrawnBy *int64
}

// Method says how an anchor came to its place.
type Method string

// The methods: by a person, or carried from the revision before.
const (
	MethodSelected   Method = "selected"
	MethodSuggested  Method = "suggested"
	MethodReattached Method = "reattached"
	MethodRemoved    Method = "removed"
	MethodExact      Method = "exact"
	MethodCosmetic   Method = "cosmetic"
	MethodEdited     Method = "edited"
	MethodMoved      Method = "moved"
	MethodAmbiguous  Method = "ambiguous"
	MethodLost       Method = "lost"
	MethodConfirmed  Method = "confirmed" // looked at again after its surroundings changed
)

// Methods lists every method.
var Methods = []Method{MethodSelected, MethodSuggested, MethodReattached, MethodRemoved, MethodExact, MethodCosmetic, MethodEdited, MethodMoved, MethodAmbiguous, MethodLost, MethodConfirmed}

// Attached reports whether an anchor of this method has a place in the text.
func (m Method) Attached() bool {
	return m != MethodRemoved && m != MethodLost && m != MethodAmbiguous
}

// Anchor is where a claim, a skip or a comment sits in one revision. The newest row of a
// claim, revision and place counts.
type Anchor struct {
	ID             int64
	ArticleID      int64
	RevisionID     int64
	ClaimID        *int64
	SkipID         *int64
	CommentID      *int64
	Place          int // from 1
	StartCP        int `gorm:"column:start_cp"` // code points
	EndCP          int `gorm:"column:end_cp"`   // code points
	Quote          string
	Prefix         string
	Suffix         string
	Method         Method
	ContextChanged bool   // the rest of the sentence changed, or the words moved: look again
	Badges         string // kinds of change an edited quote holds, separated by commas
	Candidates     string // JSON of []Candidate, for a quote that is lost or ambiguous
	CreatedBy      int64
	CreatedAt      time.Time
}

// Span is the anchor's place.
func (a Anchor) Span() text.Span { return text.Span{Start: a.StartCP, End: a.EndCP} }

// Badge calls a kind of change in an edited quote out.
type Badge string

// The badges.
const (
	BadgeNumber   Badge = "number"
	BadgeNegation Badge = "negation"
	BadgeName     Badge = "name"
)

// Candidate is a place where the words of a lost anchor may be now.
type Candidate struct {
	text.Span         // code points
	Quote     string  `json:"quote"`
	Score     float64 `json:"score"` // 0 to 1
}

// Calls are the badges of the anchor.
func (a Anchor) Calls() []Badge {
	var all []Badge
	for b := range strings.SplitSeq(a.Badges, ",") {
		if b != "" {
			all = append(all, Badge(b))
		}
	}
	return all
}
