package export

import (
	"bytes"
	"encoding/json"

	"stet/models"
)

// writeJSON writes the exchange format: the JSON form of models.Checked,
// indented, as README describes it. Lists without items are [], never null;
// times are RFC 3339 in UTC; offsets are code points of text. Letters are
// written as they are, "<" and "&" too: the file is read by programs and
// people, and is never part of a page.
func writeJSON(b *bytes.Buffer, c *models.Checked) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(listsKept(*c))
}

// listsKept gives the same article with empty lists where there were none. The
// article passed in is left alone.
func listsKept(c models.Checked) models.Checked {
	c.Blocks, c.Sentences, c.Marks, c.Skips, c.Scale.Ratings = kept(c.Blocks), kept(c.Sentences), kept(c.Marks), kept(c.Skips), kept(c.Scale.Ratings)
	claims := make([]models.CheckedClaim, len(c.Claims))
	for i, claim := range c.Claims {
		claim.Places, claim.Evidence, claim.Reviews = kept(claim.Places), kept(claim.Evidence), kept(claim.Reviews)
		claims[i] = claim
	}
	c.Claims = claims
	if c.SignOff != nil {
		s := *c.SignOff
		s.Exceptions = kept(s.Exceptions)
		c.SignOff = &s
	}
	return c
}

func kept[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
