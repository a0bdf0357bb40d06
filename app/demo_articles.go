package main

import (
	"time"

	"stet/models"
	"stet/models/figure"
)

// demoArticle is the story of one article.
type demoArticle struct {
	title, byline, section, text string
	deadline                     time.Time
	claims                       []demoClaim
	skips                        []string
	notes                        []demoNote
	asks                         []demoQuery
	signedOff                    bool
	revised, note                string // the text after the sign-off, "" where it stayed, and what was said of it
}

// demoClaim is the story of one claim.
type demoClaim struct {
	words, wording                  string
	kind                            models.Kind
	risk                            models.Risk
	evidence                        []models.EvidenceForm
	sum                             *figure.Calculation // its inputs come from the first item of evidence
	rating, explanation, correction string
	draft                           bool
	decisions                       []models.Decision
	reason, question                string
	asked, put                      string // who must be asked, and what was put to them
	ticked                          int    // items of its checklist, from the first
	aside                           string // why the next one does not apply
	blind                           bool   // wants a second verdict
}

func demoArticles(now time.Time) []demoArticle {
	in := func(d time.Duration) time.Time { return now.Add(d).Truncate(30 * time.Minute) }
	return []demoArticle{vostok(in(4 * time.Hour)), harbourTram(in(26 * time.Hour)), bridge(in(29 * time.Hour)), allotments(in(75 * time.Hour))}
}

// item is one piece of evidence of the demo.
func item(relation models.Relation, kind models.SourceType, title, publisher, url, locator, excerpt string) models.EvidenceForm {
	return models.EvidenceForm{Relation: relation, Locator: locator, Excerpt: excerpt,
		Source: models.SourceForm{Type: kind, Tier: models.TierPrimary, Title: title, Publisher: publisher, URL: url}}
}

func approved() []models.Decision { return []models.Decision{models.Approve} }

// vostok is our own short piece on a meeting in January 2024, in the middle of
// the work.
func vostok(deadline time.Time) demoArticle {
	return demoArticle{title: "A polar station, an anniversary and a long talk", byline: "Piotr Zielinski", section: "World", deadline: deadline, asks: asksOfVostok(deadline),
		text: `# A polar station, an anniversary and a long talk

Vladimir Putin and Alexander Lukashenko met in St. Petersburg on 28 January 2024, their first meeting in person that year.

Over a video link the two presidents watched the new wintering complex of the [Vostok station](https://www.aari.ru/) go into service. Vostok is the coldest inhabited place on Earth.

## Twenty-five years of a union on paper

Behind the ceremony stood a date: the agreement turns 25 this year. It was signed in Moscow in December 1999 and was meant to bind the two countries into one *union state*.

Putin told his guest that Russia is the largest investor in Belarus, and that trade between them keeps growing. Lukashenko called the talks useful.

Nobody asked what the union has cost.`,
		claims: []demoClaim{
			{words: "met in St. Petersburg on 28 January 2024", wording: "The presidents met in St. Petersburg on 28 January 2024", kind: models.KindDate,
				evidence: []models.EvidenceForm{item(models.Supports, models.SourceDocument, "Record of the working meeting", "Office of the Russian president", "http://en.kremlin.ru/", "entry of 28 January 2024", "")},
				rating:   "correct", explanation: "Both offices give the same day and place.", decisions: approved()},
			{words: "the new wintering complex of the Vostok station go into service", wording: "The wintering complex at Vostok was commissioned by video link", kind: models.KindOther,
				evidence: []models.EvidenceForm{item(models.Supports, models.SourceOrganisation, "Arctic and Antarctic Research Institute, news desk", "AARI", "https://www.aari.ru/", "report of 28 January 2024", "")},
				rating:   "correct", decisions: approved()},
			{words: "Vostok is the coldest inhabited place on Earth", wording: "Vostok is the coldest inhabited place on Earth", kind: models.KindSuperlative,
				evidence: []models.EvidenceForm{item(models.Context, models.SourceDataSet, "World Weather and Climate Extremes Archive", "World Meteorological Organization", "https://wmo.int/", "lowest temperature, −89.2 °C, 21 July 1983", "")},
				ticked:   2, rating: "imprecise", explanation: "The record is the lowest temperature measured at a station, not a mean over the year.", correction: "Vostok holds the record for the lowest temperature measured at a station"},
			{words: "the agreement turns 25 this year", wording: "The agreement turns 25 in 2024", kind: models.KindDate,
				evidence: []models.EvidenceForm{item(models.Supports, models.SourceDocument, "Treaty on the creation of a Union State", "Depositary: Russian Federation", "", "signed 8 December 1999, page 1", "")},
				ticked:   2, aside: "The treaty names no hour.", blind: true,
				rating: "correct", explanation: "Signed on 8 December 1999: 25 years in December 2024.", question: "@Jonas, in December, that is. Do we want to say so?"},
			{words: "Russia is the largest investor in Belarus", wording: "Russia is the largest investor in Belarus", kind: models.KindSuperlative,
				evidence: []models.EvidenceForm{item(models.Supports, models.SourceDataSet, "Foreign investment in Belarus, by country", "National Statistical Committee of Belarus", "https://www.belstat.gov.by/", "table of direct investment, year 2023", "")},
				rating:   "correct_needs_context", explanation: "True of direct investment; much of it is one power station and reinvested profit.", decisions: []models.Decision{models.Return}, reason: "Which year, and counted how? Please put the share into the explanation."},
			{words: "trade between them keeps growing", wording: "Trade between Russia and Belarus keeps growing", kind: models.KindNumber,
				asked: "Press service of the Russian president", put: "Which figures the president meant, and of which years."},
		}}
}

// harbourTram is all checked and signed off.
func harbourTram(deadline time.Time) demoArticle {
	counts := item(models.Supports, models.SourceDataSet, "Automatic passenger counts, October", "Harbour transport authority", "https://counts.example/october", "table 2, row “weekday mean”", "31,412 boardings on a mean weekday")
	minutes := item(models.Supports, models.SourceDocument, "Minutes of the city council, 14 March 2019", "City council", "https://council.example/minutes/2019-03-14", "item 7", "The harbour line is approved.")
	talk := models.EvidenceForm{Relation: models.Context, Locator: "call on the 16th, 11:20", Excerpt: "We compare with our opening week.",
		Source: models.SourceForm{Type: models.SourcePerson, Tier: models.TierPrimary, Title: "Marta Lindqvist", Alias: "An engineer of the operator", Confidentiality: models.ConfidentialSource}}
	mean := &figure.Calculation{Formula: "boardings ÷ weekdays", Unit: figure.Plain, Rounding: figure.Rounding{Rule: figure.Written, Mode: figure.Nearest},
		Inputs: []figure.Input{{Name: "boardings", Value: "722,476", Unit: "boardings in October"}, {Name: "weekdays", Value: "23", Unit: "days"}}}
	return demoArticle{title: "The harbour tram, five years on", byline: "Samir Haddad", section: "City", deadline: deadline, signedOff: true,
		text: `# The harbour tram, five years on

The council approved the harbour tram in 2019. On a mean weekday in October it carried 31,400 people.

> The fastest-growing line in the country

That is how the operator puts it. We could not find figures for the other lines.`,
		claims: []demoClaim{
			{words: "The council approved the harbour tram in 2019", kind: models.KindDate, evidence: []models.EvidenceForm{minutes}, rating: "correct", decisions: approved()},
			{words: "31,400 people", wording: "31,400 people on a mean weekday in October", kind: models.KindNumber, evidence: []models.EvidenceForm{counts, talk}, sum: mean, rating: "correct", explanation: "31,412, rounded.", decisions: approved()},
			{words: "The fastest-growing line in the country", kind: models.KindSuperlative,
				evidence: []models.EvidenceForm{{Relation: models.NothingFound, SearchedWhere: "The yearbooks of six operators", SearchedHow: "Monthly boardings since opening, by line"}},
				rating:   "unverifiable", explanation: "No other operator publishes boardings by line.", decisions: []models.Decision{models.Override}, reason: "It is quoted as theirs, and the next paragraph says that we found no figures."},
		},
		skips: []string{"The harbour tram, five years on", "That is how the operator puts it.", "We could not find figures"}}
}

// allotments has only just come in.
func allotments(deadline time.Time) demoArticle {
	return demoArticle{title: "Who owns the allotments?", byline: "Chiara Conti", section: "City", deadline: deadline,
		text: `# Who owns the allotments?

The city leases 412 garden plots along the canal. The oldest contract dates from 1921, says Ruth Amsel, chairwoman of the gardeners' association.

Rents rose by 38 per cent in ten years because the city stopped its subsidy in 2016.

"Nobody here earns a cent from it," Amsel said. It is a quiet place.`, notes: gardenNotes()}
}
