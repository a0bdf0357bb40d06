package export

import "stet/models"

// ticked are the items of a claim's checklist that somebody answered, a line
// each.
func ticked(k *models.CheckedClaim) []string {
	var lines []string
	for _, t := range k.Checklist {
		head, aside := t.By+", "+moment(t.At), ""
		if t.Aged {
			head += ", before the words changed"
		}
		if t.Answer == models.TickAside {
			aside = " (does not apply: " + t.Reason + ")"
		}
		lines = append(lines, head+": "+t.Item+aside)
	}
	return lines
}
