package export

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// The planted source: who she is, and what tells so.
const (
	plantedName    = "Zdenka Quíllfeather"
	plantedAuthor  = "Featherquill & Daughters"
	plantedURL     = "https://quillfeather.example/zdenka?tape=3"
	plantedContact = "zq@harbour-works.example"
	plantedBytes   = "My name is Zdenka Quíllfeather, and I kept the ledger of the harbour tram."
)

// plantedEverywhere are the strings of which no export may have any.
var plantedEverywhere = []string{plantedName, "Quíllfeather", "Zdenka", plantedAuthor, plantedURL, plantedContact, plantedBytes, "Quibblestone Press", "1987-06-05", "ledgerlocator", "ledgerexcerpt",
	"ledgernote", "ledgerwhere", "ledgerhow", "ledgerfile", "quillfeather.example"}

// planted is an article with the planted source behind a claim, and her name in
// everything that somebody could write.
func planted(t *testing.T, st *modelstest.Story) models.Article {
	t.Helper()
	s, ctx := st.Store, models.Warned(t.Context(), models.OfName) // everybody was warned, and wrote it all the same
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a := st.Article("The council approved the tram in 2019.\n\nIt costs nothing.\n\nIt is nice. Nobody minds.")
	c, other, third := st.Claim(a.ID, "approved the tram in 2019"), st.Claim(a.ID, "costs nothing"), st.Claim(a.ID, "It is nice")
	st.Evidence(c.ID) // from a source that may be named, so that every format has something to say
	e, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{
		Relation: models.Supports, Locator: "ledgerlocator", Excerpt: "ledgerexcerpt", Note: "ledgernote", SearchedWhere: "ledgerwhere", SearchedHow: "ledgerhow",
		Source: models.SourceForm{Title: plantedName, Publisher: "Quibblestone Press", Author: plantedAuthor, URL: plantedURL, PublishedOn: "1987-06-05",
			Type: models.SourcePerson, Tier: models.TierTertiary, Confidentiality: models.ConfidentialSource},
		Files: []models.Upload{{Name: "ledgerfile of Quíllfeather.txt", Data: strings.NewReader(plantedBytes)}}})
	must(err)
	must(s.EditIdentity(ctx, st.Editor, *e.SourceID, models.IdentityForm{Version: 1, Identity: models.Identity{Name: plantedName, Author: plantedAuthor, URL: plantedURL, Contact: plantedContact, Publisher: "Quibblestone Press"}}))
	plantPages(t, st, c)
	said := "As ZDENKA  quíllfeather (" + plantedAuthor + ") said, see " + plantedURL + " or write to " + plantedContact + "; Quíllfeathers tape."
	_, err = s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Context, Locator: said, Excerpt: said, Note: "ledgernote", Source: models.SourceForm{Title: "Minutes, told by " + plantedName, URL: "https://example.org/m"}})
	must(err)
	_, err = s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: said, SearchedHow: said})
	must(err)
	_, err = s.EditClaim(ctx, st.Editor, c.ID, models.ClaimForm{Version: c.Version, Wording: said, Kind: c.Kind, Risk: c.Risk, Claimant: plantedName, ClaimantIs: models.ClaimantPerson, ClaimedOn: "2024-01-29", AppearanceURL: "https://example.org/said"})
	must(err)
	for _, f := range []models.CommentForm{{Body: said}, {Body: said, ClaimID: c.ID}, {Body: said, ClaimID: c.ID, Query: true, Blocking: true}, {Body: said, ClaimID: other.ID, Query: true}} {
		m, err := s.CreateComment(ctx, st.Editor, a.ID, f)
		must(err)
		must(s.ResolveComment(ctx, st.Second, m.ID))
		if !f.Blocking {
			_, err = s.CreateComment(ctx, st.Editor, a.ID, f)
			must(err)
		}
	}
	_, err = s.EditClaim(ctx, st.Editor, third.ID, models.ClaimForm{Version: third.Version, Wording: said, Kind: third.Kind, Risk: third.Risk})
	must(err)
	_, err = s.MergeClaims(ctx, st.Editor, other.ID, other.Version, third.ID)
	must(err)
	for _, text := range []string{"An earlier version. " + said, said} {
		now := st.Detail(c.ID).Claim
		_, err = s.SaveVerdict(ctx, st.Editor, c.ID, models.VerdictForm{BasedOn: now.VerdictID, RatingID: st.Rating(a.ID, "imprecise").ID, Explanation: text, Correction: said, Submit: true})
		must(err)
	}
	for _, d := range []models.Decision{models.Approve, models.Override} {
		now := st.Detail(c.ID).Claim
		_, err = s.ReviewClaim(ctx, st.Reviewer, c.ID, models.ReviewForm{VerdictID: now.VerdictID, Fingerprint: now.Fingerprint, Decision: d, Reason: said})
		must(err)
	}
	st.Evidence(other.ID)
	st.Propose(other, "correct")
	must(st.Decide(st.Reviewer, other.ID, models.Approve))
	for _, words := range []string{"It is nice", "Nobody minds"} {
		_, err = s.CreateSkip(ctx, st.Editor, a.ID, models.NewSkip{Selection: st.Select(a.ID, words), Reason: models.SkipOpinion, Note: said})
		must(err)
	}
	return a
}

// plantPages lets two sources become confidential whose pages were kept and are
// in an archive: one that an item rests on, and one that it rested on before.
func plantPages(t *testing.T, st *modelstest.Story, c models.Claim) {
	t.Helper()
	s, ctx := st.Store, models.Warned(t.Context(), models.OfName)
	for i, address := range []string{plantedURL, "https://quillfeather.example/ledger"} {
		form := models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Title: "A page", URL: address}}
		e, err := s.CreateEvidence(ctx, st.Editor, c.ID, form)
		if err != nil {
			t.Fatal(err)
		}
		was := *e.SourceID
		saved := models.UploadedCapture{URL: address, FileName: "quillfeather.example.html", Upload: []byte(plantedBytes), Body: []byte(plantedBytes), Readable: plantedBytes, Page: models.CapturePage{MediaType: "text/html", FinalURL: address, Title: plantedName}}
		if _, err := s.UploadCapture(ctx, st.Editor, e.ID, saved); err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddArchiveLink(ctx, st.Editor, e.ID, "https://web.archive.org/web/2026/"+address); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			form.Version, form.Source = 1, models.SourceForm{Title: "Another page", URL: "https://example.org/another"}
			if e, err = s.EditEvidence(ctx, st.Editor, e.ID, form); err != nil {
				t.Fatal(err)
			}
			form.SourceID, form.Source = *e.SourceID, models.SourceForm{}
		}
		if _, err := s.EditSource(ctx, st.Editor, was, models.SourceForm{Version: 1, Title: plantedName, URL: address, Confidentiality: models.ConfidentialSource}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAConfidentialSourceIsInNoByteOfAnyFormat looks for the planted source in
// every format for every audience, in a draft and in what is signed off.
func TestAConfidentialSourceIsInNoByteOfAnyFormat(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := planted(t, st)
	lookInto(t, st, a, "a draft")
	a, err := s.Article(t.Context(), st.Editor, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignOffArticle(t.Context(), st.Other, a.ID, a.RevisionID, "As Zdenka Quíllfeather wishes."); err != nil {
		t.Fatal(err)
	}
	lookInto(t, st, a, "signed off")
}

func lookInto(t *testing.T, st *modelstest.Story, a models.Article, standing string) {
	t.Helper()
	for _, f := range Formats {
		for _, audience := range models.Audiences {
			checked, err := st.Store.Checked(t.Context(), st.Reviewer, a.ID, f.Audience(audience))
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := Write(t.Context(), &b, f.Name, checked, nil); err != nil {
				if refused := (Refused{}); errors.As(err, &refused) && slices.Contains([]string{"claimreview", "datafeed"}, f.Name) {
					continue
				}
				t.Fatal(err)
			}
			views := unfolded(t, FileName(f.Name, checked), b.Bytes(), 4)
			for _, secret := range plantedEverywhere {
				if how := tells(views, secret); how != "" {
					t.Errorf("%s, %s for %s tells %q %s", standing, f.Name, audience, secret, how)
				}
			}
			if says := slices.ContainsFunc(views, func(v []byte) bool { return bytes.Contains(v, []byte(models.ConfidentialName)) }); !says && slices.Contains([]string{"html", "json", "docx", "csv", "markdown", "xlsx"}, f.Name) {
				t.Errorf("%s, %s for %s does not say that there is a source", standing, f.Name, audience)
			}
		}
	}
}
