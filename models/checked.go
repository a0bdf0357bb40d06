package models

import (
	"time"

	"stet/models/text"
)

// CheckedVersion is the version of the exchange format. A reader refuses a
// higher one.
const CheckedVersion = 1

// Checked is an article with its proof, made to leave Stet for one audience: it
// holds what an export may show them and nothing else. What an audience is not
// shown is empty. Of a confidential source only the words "confidential source"
// are in it. Its JSON form is the exchange format that README describes.
type Checked struct {
	Format     string          `json:"format"` // always "stet.article"
	Version    int             `json:"version"`
	Audience   Audience        `json:"for"`
	ExportedAt time.Time       `json:"exportedAt"`
	Draft      bool            `json:"draft"` // not signed off: some of it may be wrong
	Newsroom   Newsroom        `json:"newsroom"`
	Article    CheckedArticle  `json:"article"`
	Scale      CheckedScale    `json:"scale"`
	Text       string          `json:"text"`
	Blocks     []text.Block    `json:"blocks"`    // code points of Text
	Sentences  []text.Sentence `json:"sentences"` // code points of Text
	Marks      []text.Mark     `json:"marks"`     // code points of Text
	Coverage   Coverage        `json:"coverage"`
	Claims     []CheckedClaim  `json:"claims"` // by their first place; withdrawn ones are left out, for the public all that are not settled
	Skips      []CheckedSkip   `json:"skips"`
	SignOff    *CheckedSignOff `json:"signOff,omitempty"`

	Amendments []CheckedAmendment `json:"amendments,omitempty"` // after publication, the oldest first; the public sees what readers were told

	Comments []CheckedComment `json:"comments,omitempty"` // on the article as a whole
	History  []CheckedEvent   `json:"history,omitempty"`  // the oldest first
	Withheld int              `json:"withheld,omitempty"` // how often the name of a confidential source was replaced in what people wrote
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
	Status    ArticleStatus `json:"status,omitempty"`
	URL       string        `json:"url,omitempty"` // where it is published
	Revision  int           `json:"revision"`
	SavedAt   time.Time     `json:"savedAt"` // of the revision
	SHA256    string        `json:"sha256"`  // of Text
	Words     int           `json:"words"`

	Restricted bool `json:"restricted,omitempty"` // to named people; the public is not told

	PublishedAt *time.Time `json:"publishedAt,omitempty"` // when it was first marked as published
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
	Number        int                 `json:"number"`
	Wording       string              `json:"wording"`
	Kind          Kind                `json:"kind,omitempty"`
	Risk          Risk                `json:"risk,omitempty"`
	Status        ClaimStatus         `json:"status"`
	Resolution    Resolution          `json:"resolution,omitempty"`
	Claimant      string              `json:"claimant,omitempty"` // a third party
	ClaimantIs    Claimant            `json:"claimantIs,omitempty"`
	ClaimedOn     string              `json:"claimedOn,omitempty"`
	AppearanceURL string              `json:"appearanceUrl,omitempty"`
	Places        []CheckedPlace      `json:"places"` // empty for an orphan
	Verdict       *CheckedVerdict     `json:"verdict,omitempty"`
	Evidence      []CheckedEvidence   `json:"evidence"`
	Origins       int                 `json:"origins,omitempty"` // of the supporting sources that may be named: those of one origin count once; 0 where that would tell of another
	Calculation   *CheckedCalculation `json:"calculation,omitempty"`
	Reviews       []CheckedReview     `json:"reviews"` // of the present fingerprint
	Override      *CheckedReview      `json:"override,omitempty"`
	Second        *CheckedSecond      `json:"second,omitempty"`
	Earlier       []CheckedVerdict    `json:"earlier,omitempty"`   // versions of the verdict before the newest, the oldest first
	Decisions     []CheckedDecision   `json:"decisions,omitempty"` // on every version, the oldest first
	Comments      []CheckedComment    `json:"comments,omitempty"`  // the oldest first
	Checklist     []CheckedTick       `json:"checklist,omitempty"` // the items that somebody answered, in the order of the list
	Replies       []CheckedReply      `json:"replies,omitempty"`
	Inquiries     []CheckedInquiry    `json:"inquiries,omitempty"` // for legal
}

// CheckedTick is an item of the checklist with what somebody answered.
type CheckedTick struct {
	Item   string     `json:"item"`
	Answer TickAnswer `json:"answer"`
	Reason string     `json:"reason,omitempty"` // why it does not apply
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
	Aged   bool       `json:"aged,omitempty"` // the words of the claim have changed since
}

// CheckedInquiry is a link by which somebody outside answered a fixed wording.
// Of a confidential source nothing is kept but that there was one.
type CheckedInquiry struct {
	Who       string          `json:"who"`
	Ask       string          `json:"ask,omitempty"`
	Wording   string          `json:"wording,omitempty"` // that the answers were given to
	At        *time.Time      `json:"at,omitempty"`      // when the link was made
	RevokedAt *time.Time      `json:"revokedAt,omitempty"`
	Answers   []CheckedAnswer `json:"answers,omitempty"` // the oldest first
}

// CheckedAnswer is what came in by a link.
type CheckedAnswer struct {
	Response Response  `json:"response"`
	Said     string    `json:"said,omitempty"`
	At       time.Time `json:"at"`
}

// CheckedReply is somebody who must be asked about a claim. Of a confidential
// source only where the reply stands is kept, and why it was waived.
type CheckedReply struct {
	Who      string           `json:"who"` // "nobody" where nobody has to be asked
	Status   ReplyStatus      `json:"status"`
	Deadline *time.Time       `json:"deadline,omitempty"`
	Contacts []CheckedContact `json:"contacts,omitempty"` // in the order of time; the attempts for legal alone
}

// CheckedContact is one step with somebody who must be asked.
type CheckedContact struct {
	Step     Step       `json:"step"`
	Channel  Channel    `json:"channel,omitempty"`
	Said     string     `json:"said"`
	At       time.Time  `json:"at"`
	Deadline *time.Time `json:"deadline,omitempty"`
	By       string     `json:"by"` // who noted it
}

// CheckedPlace is where a claim sits in Text.
type CheckedPlace struct {
	text.Span        // code points
	Quote     string `json:"quote"`
	Prefix    string `json:"prefix,omitempty"`
	Suffix    string `json:"suffix,omitempty"`
}

// CheckedVerdict is one version of a verdict.
type CheckedVerdict struct {
	Rating      CheckedRating `json:"rating"`
	Explanation string        `json:"explanation,omitempty"`
	Correction  string        `json:"correction,omitempty"`
	By          string        `json:"by,omitempty"`
	At          time.Time     `json:"at"`
}

// CheckedDecision is what a reviewer decided on one version of the verdict,
// whether it holds or not.
type CheckedDecision struct {
	Decision Decision  `json:"decision"`
	Verdict  int       `json:"verdict"` // number of the version, from 1
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Reason   string    `json:"reason,omitempty"`
	Void     bool      `json:"void,omitempty"` // of a return: the check itself was wrong
}

// CheckedComment is a remark or a query, with its answer where it was settled.
type CheckedComment struct {
	Body      string        `json:"body"`
	By        string        `json:"by"`
	At        time.Time     `json:"at"`
	On        *CheckedPlace `json:"on,omitempty"`     // words of the text; without a span where they are gone
	Answer    bool          `json:"answer,omitempty"` // to the last one before it that is none
	Query     bool          `json:"query,omitempty"`
	Blocking  bool          `json:"blocking,omitempty"` // stands in the way of the sign-off until it is settled
	Owner     string        `json:"owner,omitempty"`    // who is to answer
	DueAt     *time.Time    `json:"dueAt,omitempty"`
	SettledBy string        `json:"settledBy,omitempty"`
	SettledAt *time.Time    `json:"settledAt,omitempty"`
}

// CheckedEvent is one line of the history.
type CheckedEvent struct {
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Action  Action    `json:"action"`
	Claim   int       `json:"claim,omitempty"`
	Number  int       `json:"number,omitempty"` // of a revision
	Rating  string    `json:"rating,omitempty"`
	Name    string    `json:"name,omitempty"` // of a public source
	Format  string    `json:"format,omitempty"`
	For     Audience  `json:"for,omitempty"` // of an export
	Reason  string    `json:"reason,omitempty"`
	Wording string    `json:"wording,omitempty"`
	Quote   string    `json:"quote,omitempty"`
	Was     string    `json:"was,omitempty"`
	Is      string    `json:"is,omitempty"`
	Fields  []string  `json:"fields,omitempty"` // that were changed
	Claims  []int     `json:"claims,omitempty"` // others concerned
}

// CheckedSecond is a verdict that was given without having seen the first, or the
// decision that there is none, with its reason.
type CheckedSecond struct {
	Outcome     SecondOutcome  `json:"outcome"`
	Rating      *CheckedRating `json:"rating,omitempty"`
	Explanation string         `json:"explanation,omitempty"`
	By          string         `json:"by"`
	At          time.Time      `json:"at"`
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
	By         string      `json:"by,omitempty"`
	At         time.Time   `json:"at"`
	Revision   int         `json:"revision"`
	Note       string      `json:"note,omitempty"`
	Exceptions []Exception `json:"exceptions"`

	EvidenceList string            `json:"evidenceList,omitempty"` // for legal: SHA-256 of the list of what it rests on
	TimeStamp    *CheckedTimeStamp `json:"timeStamp,omitempty"`    // for legal, where one was asked for
}

// CheckedTimeStamp is what a time-stamping authority (RFC 3161) said of the
// evidence list: that it was there by a certain time.
type CheckedTimeStamp struct {
	Status    StampStatus `json:"status"`
	Reason    string      `json:"reason,omitempty"` // why there is none
	At        *time.Time  `json:"at,omitempty"`
	Authority string      `json:"authority,omitempty"`
	Serial    string      `json:"serial,omitempty"`
	Trusted   bool        `json:"trusted,omitempty"` // its certificate led to one that the newsroom trusts
	Token     string      `json:"token,omitempty"`   // SHA-256 of the authority's answer
}
