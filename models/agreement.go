package models

import "stet/models/message"

// twoRatings are the codes of a first and a second rating, and who gave them.
type twoRatings struct {
	Why           SecondWhy
	First, Second string
	Agreed        bool
	One, Other    int64
}

// Alpha is how far two ratings of each of many claims agree beyond what chance
// would bring: 1 is always, 0 as chance would, below 0 less. It is Krippendorff's
// alpha for nominal data, two values a unit and none missing (K. Krippendorff,
// Computing Krippendorff's Alpha-Reliability, 2011, section C):
//
//	α = ((n−1)·Σ o_cc − Σ n_c(n_c−1)) / (n(n−1) − Σ n_c(n_c−1))
//
// where n is the number of values, n_c that of value c, and o_cc twice the number
// of units in which both values are c. It suits verdicts better than Cohen's
// kappa, for there are no two people who rate everything. It is nil where all
// values are one, or there are none.
func Alpha(pairs [][2]string) *float64 {
	values, same := map[string]int{}, 0
	for _, p := range pairs {
		values[p[0]]++
		values[p[1]]++
		if p[0] == p[1] {
			same += 2
		}
	}
	n, chance := 2*len(pairs), 0
	for _, c := range values {
		chance += c * (c - 1)
	}
	if n*(n-1) == chance {
		return nil
	}
	return amount(float64((n-1)*same-chance) / float64(n*(n-1)-chance))
}

// agreement says how often the second verdict agreed with the first.
func (c counting) agreement(int) (Table, error) {
	t := Table{Name: "agreement", Title: "Second verdicts", Draw: 1,
		Says:    "How often a verdict that was given without seeing the first agreed with it. Beyond chance is Krippendorff’s alpha: 1 is always, 0 as often as by chance. What fewer than five people gave is counted and not compared.",
		Columns: []Column{{Label: "Agreed", Unit: UnitShare}, {Label: "Beyond chance", Unit: UnitAlpha}, {Label: "Second verdicts", Unit: UnitCount}}}
	var rows []twoRatings
	err := c.ask(&rows, "second verdicts", `SELECT d.why, one.code AS first, two.code AS second, g.outcome = 'agrees' AS agreed, v.created_by AS one, g.created_by AS other
		FROM second_verdicts g JOIN second_draws d ON d.claim_id = g.claim_id JOIN verdicts v ON v.id = g.verdict_id JOIN ratings one ON one.id = v.rating_id JOIN ratings two ON two.id = g.rating_id
		WHERE g.article_id IN (?) ORDER BY g.id`, 1)
	for _, why := range []struct {
		why   SecondWhy
		label message.Key
	}{{SecondRisk, "High risk"}, {SecondKind, "By kind of claim"}, {SecondSample, "At random"}, {SecondNone, "All"}} {
		var some []twoRatings
		for _, r := range rows {
			if why.why == SecondNone || r.Why == why.why {
				some = append(some, r)
			}
		}
		t.Rows = append(t.Rows, TableRow{why.label, agreed(some)})
	}
	return t, err
}

// agreed compares pairs of ratings; those of too few people are counted alone.
// Ratings that agree are one value, whatever their codes.
func agreed(rows []twoRatings) []*float64 {
	people, pairs, same := map[int64]bool{}, make([][2]string, 0, len(rows)), 0
	for _, r := range rows {
		people[r.One], people[r.Other] = true, true
		if r.Agreed {
			r.Second = r.First
			same++
		}
		pairs = append(pairs, [2]string{r.First, r.Second})
	}
	if len(people) < smallestGroup {
		return []*float64{nil, nil, amount(len(rows))}
	}
	return []*float64{share(same, len(rows)), Alpha(pairs), amount(len(rows))}
}
