package export

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"stet/models"
)

// maxJSON is the largest exchange file that is read, in bytes.
const maxJSON = 64 << 20

// ReadJSON reads what the format "json" wrote; it is its inverse. It refuses,
// with a sentence, a file over 64 MB, one that is not a checked article, one of
// a later version, one for the public, and one whose parts do not fit its text.
// Names it does not know are skipped.
func ReadJSON(r io.Reader) (models.Checked, error) {
	c, err := decode(r)
	if err != nil {
		return models.Checked{}, err
	}
	c = listsKept(c)
	c.Audience = cmp.Or(c.Audience, models.ForInternal) // before there were audiences
	switch {
	case c.Audience == models.ForPublic:
		return models.Checked{}, errors.New("this file was made for the public and holds only what everybody may see. Export the article for the newsroom to read it back")
	case !slices.Contains(models.Audiences, c.Audience):
		return models.Checked{}, unknown("sort of reader", c.Audience)
	}
	if err := sound(&c); err != nil {
		return models.Checked{}, fmt.Errorf("this file does not fit together, so nothing of it was taken over; export the article again. %w", err)
	}
	return c, nil
}

// decode reads and parses. What the file is comes first: a later version may
// look different from here on.
func decode(r io.Reader) (c models.Checked, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	switch {
	case err != nil:
		return c, fmt.Errorf("read the exchange file: %w", err)
	case len(raw) > maxJSON:
		return c, errors.New("this file is larger than 64 MB. Export fewer articles at once, or check that it is the right file")
	case !utf8.Valid(raw):
		return c, errors.New("this file is not UTF-8 text. Choose the JSON file as it was exported")
	}
	var is struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(raw, &is); err != nil {
		return c, fmt.Errorf("this file is not a checked article: it is not JSON as Stet writes it (%w). Choose the JSON file as it was exported", err)
	}
	switch {
	case is.Format != models.CheckedFormat:
		return c, fmt.Errorf("this file is not a checked article: its format is %.60q, not %q. Choose a file that was exported as JSON", is.Format, models.CheckedFormat)
	case is.Version > models.CheckedVersion:
		return c, fmt.Errorf("this file has version %d of the exchange format, and this program reads versions up to %d. Read it with a newer Stet", is.Version, models.CheckedVersion)
	case is.Version < 1:
		return c, fmt.Errorf("this file has version %d of the exchange format, and there is no such version. Choose a file that was exported as JSON", is.Version)
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return c, fmt.Errorf("this file cannot be read as a checked article (%w). Choose the JSON file as it was exported", err)
	}
	return c, nil
}
