package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"stet/models/text"
)

// Ingredients are what a fingerprint is made of. A review keeps them, so that
// Stet can say which one changed since.
type Ingredients struct {
	Claim    ClaimWords     `json:"claim"`
	Quotes   []string       `json:"quotes"` // folded, by place
	Verdict  *VerdictWords  `json:"verdict,omitempty"`
	Evidence []EvidenceHash `json:"evidence"` // by id
	// Calculation is the figure.Calculation of the claim; claims without one have the
	// fingerprints that they had before there were any.
	Calculation string `json:"calculation,omitempty"`
}

// ClaimWords are what a claim says besides its quotes, and how much is at
// stake: what leaves in an export under the reviewers' names, and how many of
// them it takes.
type ClaimWords struct {
	Wording       string   `json:"wording"`
	Risk          Risk     `json:"risk"`
	Claimant      string   `json:"claimant,omitempty"`
	ClaimantIs    Claimant `json:"claimantIs,omitempty"`
	ClaimedOn     string   `json:"claimedOn,omitempty"`
	AppearanceURL string   `json:"appearanceUrl,omitempty"`
}

// VerdictWords is the content of a verdict, whatever its version.
type VerdictWords struct {
	RatingID    int64  `json:"rating"`
	Explanation string `json:"explanation"`
	Correction  string `json:"correction"`
}

// EvidenceHash names an item of evidence and what it held.
type EvidenceHash struct {
	ID   int64  `json:"id"`
	Hash string `json:"hash"`
}

// Mix gathers the ingredients: the claim's own words, the quotes of all attached
// places, the newest verdict (or none), the items of evidence that are not
// withdrawn, and the calculation. What is worked out of these is no ingredient: it
// changes only when they do.
func Mix(c Claim, places []Anchor, newest *Verdict, items []Evidence) Ingredients {
	in := Ingredients{Claim: ClaimWords{c.Wording, c.Risk, c.Claimant, c.ClaimantIs, c.ClaimedOn, c.AppearanceURL}, Quotes: []string{}, Evidence: []EvidenceHash{}, Calculation: c.Calculation}
	for _, a := range places {
		if a.Method.Attached() {
			in.Quotes = append(in.Quotes, text.Fold(a.Quote))
		}
	}
	if newest != nil {
		in.Verdict = &VerdictWords{newest.RatingID, newest.Explanation, newest.Correction}
	}
	for _, e := range items {
		if e.WithdrawnAt == nil {
			in.Evidence = append(in.Evidence, EvidenceHash{e.ID, e.ContentHash})
		}
	}
	slices.SortFunc(in.Evidence, func(a, b EvidenceHash) int { return int(a.ID - b.ID) })
	return in
}

// Fingerprint is the SHA-256 of the ingredients, hexadecimal: what an approval
// is bound to.
func (in Ingredients) Fingerprint() string {
	sum := sha256.Sum256([]byte(in.JSON()))
	return hex.EncodeToString(sum[:])
}

// Words names, hexadecimal, what the claim says: its wording and its quotes.
func (in Ingredients) Words() string {
	b, err := json.Marshal([]any{in.Claim.Wording, in.Quotes})
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// JSON is the canonical form of the ingredients.
func (in Ingredients) JSON() string {
	b, err := json.Marshal(in)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(b)
}

// hash is the SHA-256 of everything a reviewer reads of an item.
func (e Evidence) hash() string {
	parts := []any{e.Relation, e.Locator, e.Excerpt, e.Note, e.SearchedWhere, e.SearchedHow, e.SourceID}
	if e.Source != nil {
		parts = append(parts, e.Source.Title, e.Source.URL, e.Source.Publisher, e.Source.Author, e.Source.PublishedOn, e.Source.Type, e.Source.Tier, e.Source.Confidentiality)
	}
	if e.Source != nil && e.Source.IdentityVersion > 0 {
		parts = append(parts, e.Source.IdentityVersion)
	}
	if o := e.Source; o != nil && o.Validity != SourceGood && o.Validity != "" {
		parts = append(parts, o.Validity, o.ValidityNote)
	}
	for _, f := range e.Files {
		parts = append(parts, f.SHA256, f.Name)
	}
	b, err := json.Marshal(parts)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
