package views

import (
	"strconv"
	"time"

	"stet/models"
)

// ArticleFields is what was typed into the form of an article.
type ArticleFields struct {
	Version, Was, Title, Byline, Author, Section, Language, Deadline, Scope, ScopeNote, Scale string
	Text, Address, Encoding, Note                                                             string // of a new article only
	Original                                                                                  bool   // of a new article only: its file is read as it was before its tracked changes
}

// ClaimFields is what was typed into the form of a claim.
type ClaimFields struct {
	Version, Was, Wording, Kind, Risk, Claimant, ClaimantIs, ClaimedOn, AppearanceURL, Resolution string
}

// SourceFields is what was typed into the form of a source.
type SourceFields struct {
	Version, Was, Type, Tier, Title, Publisher, Author, URL, PublishedOn, Confidentiality, Alias string
	Attribution, Agreed, Origin                                                                  string
}

// MarkFields is what was typed into the form that says whether a source still holds.
type MarkFields struct{ Version, Validity, Note string }

// IdentityFields is what was typed into the form of a confidential source's identity.
type IdentityFields struct {
	Version, Name, Publisher, Author, URL, PublishedOn, Contact, Agreed string
}

// EvidenceFields is what was typed into the form of an item of evidence.
type EvidenceFields struct {
	Version, Was, Source, Relation, Locator, Excerpt, Note, SearchedWhere, SearchedHow string
	NewSource                                                                          SourceFields
}

// VerdictFields is what was typed into the form of a verdict.
type VerdictFields struct{ BasedOn, Rating, Explanation, Correction string }

// CommentFields is what was typed into the form of a comment or query.
type CommentFields struct {
	Body, Owner, DueAt     string
	Query, Blocking, Legal bool
}

// InvitationFields is what was typed into the form of an invitation.
type InvitationFields struct {
	Email, Name, Role string
	Admin             bool
}

// PersonFields is what was typed into the form of a person.
type PersonFields struct {
	Version, Name, Role  string
	Admin, Legal, Active bool
}

// SettingsFields is what was typed into the form of the settings.
type SettingsFields struct {
	Newsroom, URL, Zone, ReviewersNormal, ReviewersHigh string
	Archive, ArchiveSave                                string // which archive, and the address of another one
	Authority, AuthorityRoots                           string
	SecondRisk                                          bool
	SecondKinds                                         []string
	SecondPercent                                       string
	Keep                                                map[models.Class]string // days
}

// SetupFields is what was typed into the form of the first admin. Token is the
// one-time token of the setup link, "" where none is needed.
type SetupFields struct{ Token, Newsroom, Email, Name, Role string }

// InputTime is the layout of an <input type="datetime-local">.
const InputTime = "2006-01-02T15:04"

// ArticleFieldsOf fills the form with an article's details, times in the zone.
func ArticleFieldsOf(a models.Article, zone *time.Location) ArticleFields {
	return ArticleFields{
		Version: strconv.Itoa(a.Version), Title: a.Title, Byline: a.Byline, Author: idOrEmpty(a.AuthorID),
		Section: a.Section, Language: a.Language, Deadline: inputTime(a.Deadline, zone),
		Scope: string(a.Scope), ScopeNote: a.ScopeNote, Scale: strconv.FormatInt(a.ScaleID, 10),
		Was: beganWith("title", a.Title, "byline", a.Byline, "author", idOrEmpty(a.AuthorID), "section", a.Section, "language", a.Language,
			"deadline", models.FormTime(a.Deadline), "scope", string(a.Scope), "scope_note", a.ScopeNote),
	}
}

// ClaimFieldsOf fills the form with a claim.
func ClaimFieldsOf(c models.Claim) ClaimFields {
	return ClaimFields{
		Version: strconv.Itoa(c.Version), Wording: c.Wording, Kind: string(c.Kind), Risk: string(c.Risk),
		Claimant: c.Claimant, ClaimantIs: string(c.ClaimantIs),
		ClaimedOn: c.ClaimedOn, AppearanceURL: c.AppearanceURL, Resolution: string(c.Resolution),
		Was: beganWith("wording", c.Wording, "kind", string(c.Kind), "risk", string(c.Risk), "claimant", c.Claimant,
			"claimant_is", string(c.ClaimantIs), "claimed_on", c.ClaimedOn, "appearance_url", c.AppearanceURL),
	}
}

// SourceFieldsOf fills the form with a source.
func SourceFieldsOf(s models.Source) SourceFields {
	return SourceFields{
		Version: strconv.Itoa(s.Version), Type: string(s.Type), Tier: string(s.Tier), Title: s.Title,
		Publisher: s.Publisher, Author: s.Author, URL: s.URL, PublishedOn: s.PublishedOn,
		Confidentiality: string(s.Confidentiality), Attribution: string(s.Attribution), Agreed: s.Agreed, Origin: idOrEmpty(s.OriginID),
		Was: beganWith("title", s.Title, "publisher", s.Publisher, "author", s.Author, "url", s.URL, "published_on", s.PublishedOn, "type", string(s.Type),
			"tier", string(s.Tier), "confidentiality", string(s.Confidentiality), "attribution", string(s.Attribution), "agreed", s.Agreed),
	}
}

// MarkFieldsOf fills the form with what is known.
func MarkFieldsOf(s models.Source) MarkFields {
	return MarkFields{Version: strconv.Itoa(s.Version), Validity: string(s.Validity), Note: s.ValidityNote}
}

// IdentityFieldsOf fills the form with an identity that was opened.
func IdentityFieldsOf(who models.Identity, version int) *IdentityFields {
	return &IdentityFields{Version: strconv.Itoa(version), Name: who.Name, Publisher: who.Publisher, Author: who.Author, URL: who.URL,
		PublishedOn: who.PublishedOn, Contact: who.Contact, Agreed: who.Agreed}
}

// EvidenceFieldsOf fills the form with an item of evidence.
func EvidenceFieldsOf(e models.Evidence) EvidenceFields {
	return EvidenceFields{
		Version: strconv.Itoa(e.Version), Source: idOrEmpty(e.SourceID), Relation: string(e.Relation),
		Locator: e.Locator, Excerpt: e.Excerpt, Note: e.Note,
		SearchedWhere: e.SearchedWhere, SearchedHow: e.SearchedHow,
		Was: beganWith("relation", string(e.Relation), "locator", e.Locator, "excerpt", e.Excerpt, "note", e.Note, "searched_where", e.SearchedWhere, "searched_how", e.SearchedHow),
	}
}

// PersonFieldsOf fills the form with a person.
func PersonFieldsOf(u models.User) PersonFields {
	return PersonFields{Version: strconv.Itoa(u.Version), Name: u.Name, Role: string(u.Role), Admin: u.Admin, Legal: u.Legal, Active: u.Active}
}

func verdictFieldsOf(v *models.Verdict) VerdictFields {
	if v == nil {
		return VerdictFields{BasedOn: "0"}
	}
	return VerdictFields{
		BasedOn: strconv.FormatInt(v.ID, 10), Rating: strconv.FormatInt(v.RatingID, 10),
		Explanation: v.Explanation, Correction: v.Correction,
	}
}

func idOrEmpty(id *int64) string {
	if id == nil {
		return ""
	}
	return strconv.FormatInt(*id, 10)
}

func inputTime(t *time.Time, zone *time.Location) string {
	if t == nil {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format(InputTime)
}
