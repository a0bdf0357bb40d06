package export

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// TestAConfidentialSourceIsInNoByteOfAnyFormat plants the name of a source
// wherever a person can write one, and looks for it in every export, unpacked.
func TestAConfidentialSourceIsInNoByteOfAnyFormat(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The council approved the tram in 2019.\n\nIt costs nothing.")
	c := st.Claim(a.ID, "approved the tram in 2019")
	st.Evidence(c.ID) // from a source that may be named, so that every format has something to say
	_, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, models.EvidenceForm{
		Relation: models.Supports, Locator: "Planted locator", Excerpt: "Planted excerpt", Note: "Planted note", SearchedWhere: "Planted where", SearchedHow: "Planted how",
		Source: models.SourceForm{Title: "Planted title", Publisher: "Planted publisher", Author: "Planted author", URL: "https://planted.example/", PublishedOn: "1987-06-05",
			Type: models.SourcePerson, Tier: models.TierTertiary, Confidentiality: models.ConfidentialSource},
		Files: []models.Upload{{Name: "planted.pdf", Data: strings.NewReader("Planted bytes")}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats {
		for _, audience := range models.Audiences {
			checked, err := s.Checked(t.Context(), st.Reviewer, a.ID, f.Audience(audience))
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := Write(t.Context(), &b, f.Name, checked, nil); err != nil {
				if refused := (Refused{}); errors.As(err, &refused) {
					continue
				}
				t.Fatal(err)
			}
			file := strings.ToLower(inflated(t, b.String()))
			for _, leak := range []string{"planted", "1987"} {
				if strings.Contains(file, leak) {
					t.Errorf("%q is in %s for %s", leak, f.Name, audience)
				}
			}
		}
	}
}
