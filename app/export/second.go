package export

import (
	"fmt"

	"stet/models"
)

// prefixedEach puts the same words before each line.
func prefixedEach(head string, lines []string) []string {
	for i := range lines {
		lines[i] = head + lines[i]
	}
	return lines
}

// seconds says what became of the second verdict on a claim, in a line; none
// where nobody wanted one, or nobody has given it yet.
func seconds(k *models.CheckedClaim) []string {
	s := k.Second
	switch {
	case s == nil:
		return nil
	case s.Outcome == models.SecondWaived:
		return []string{fmt.Sprintf("%s decided that there is no second verdict, %s: %s", s.By, moment(s.At), s.Explanation)}
	case s.Rating == nil:
		return nil
	case s.Outcome == models.SecondAgrees:
		return []string{stated(" ", fmt.Sprintf("%s, %s, agrees: %s.", s.By, moment(s.At), s.Rating.Label), s.Explanation)}
	}
	return []string{stated(" ", fmt.Sprintf("%s, %s, differs: %s.", s.By, moment(s.At), s.Rating.Label), s.Explanation)}
}
