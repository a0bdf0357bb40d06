package models

import (
	"slices"
	"time"
	"unicode/utf8"
)

const maxSection = 100 // code points of a section's name

// AllSections asks the desk for the articles of every section, where somebody
// would see those of their own by themselves.
const AllSections = "*"

// Section is a part of the newsroom with members and defaults of its own. An
// article names its section in words, which may be those of none.
type Section struct {
	ID              int64
	Name            string
	ScaleID         *int64 // of its new articles; nil is the newsroom's
	ReviewersNormal int    // who must approve a claim of normal risk; 0 is the newsroom's number
	ReviewersHigh   int    // who must approve a claim of high risk; 0 is the newsroom's number
	Version         int
	ClosedAt        *time.Time // then it is not offered any more

	Members  []int64 `gorm:"-"` // ids of people
	Articles int     `gorm:"-"` // being checked, of those that exist for whoever asks
}

// SectionForm holds the fields of a section.
type SectionForm struct {
	Version         int
	Name            string
	ScaleID         *int64
	ReviewersNormal int
	ReviewersHigh   int
	Members         []int64
	Closed          bool
}

// Reviewers is how many must approve a claim of a risk in the section, given the
// newsroom's settings. A Section that is none has the newsroom's numbers.
func (x Section) Reviewers(set Settings, r Risk) int {
	normal, high := set.ReviewersNormal, set.ReviewersHigh
	if x.ReviewersNormal > 0 {
		normal = x.ReviewersNormal
	}
	if x.ReviewersHigh > 0 {
		high = x.ReviewersHigh
	}
	if r == RiskHigh {
		return max(normal, high)
	}
	return normal
}

// check says what is wrong with a section's fields.
func (f SectionForm) check(set Settings) error {
	c := checks{}
	c.need(f.Name != "", "name", "Give the section a name, as articles say it.")
	c.need(f.Name != AllSections, "name", "A name needs a letter.")
	c.need(utf8.RuneCountInString(f.Name) <= maxSection, "name", "The name is too long. Keep it to %d characters.", maxSection)
	for name, n := range map[string]int{"reviewers_normal": f.ReviewersNormal, "reviewers_high": f.ReviewersHigh} {
		c.need(n >= 0 && n <= maxReviewers, name, "Ask for 1 to %d reviewers, or take the newsroom’s number.", maxReviewers)
	}
	as := Section{ReviewersNormal: f.ReviewersNormal}
	c.need(f.ReviewersHigh == 0 || f.ReviewersHigh >= as.Reviewers(set, RiskNormal), "reviewers_high", "A claim of high risk needs at least as many reviewers as one of normal risk.")
	return c.err()
}

// changes names the fields of the form that differ from the section.
func (f SectionForm) changes(x Section) []string {
	var all []string
	for _, is := range []struct {
		name    string
		changed bool
	}{
		{"name", f.Name != x.Name}, {"scale", !sameID(f.ScaleID, x.ScaleID)}, {"reviewers", f.ReviewersNormal != x.ReviewersNormal || f.ReviewersHigh != x.ReviewersHigh},
		{"members", !slices.Equal(f.Members, x.Members)}, {"closed", f.Closed != (x.ClosedAt != nil)},
	} {
		if is.changed {
			all = append(all, is.name)
		}
	}
	return all
}
