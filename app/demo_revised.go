package main

import (
	"time"

	"stet/models"
)

// bridge was signed off, and then somebody went over it again.
func bridge(deadline time.Time) demoArticle {
	report := func(locator, excerpt string) []models.EvidenceForm {
		return []models.EvidenceForm{item(models.Supports, models.SourceDocument, "Report on the North Bridge, final version", "City works department", "https://works.example/north-bridge", locator, excerpt)}
	}
	correct := func(words string, kind models.Kind, evidence []models.EvidenceForm) demoClaim {
		return demoClaim{words: words, kind: kind, evidence: evidence, rating: "correct", decisions: approved()}
	}
	return demoArticle{title: "Eleven months without a bridge", byline: "Lena Brandt", section: "City", deadline: deadline, signedOff: true,
		text: `# Eleven months without a bridge

The North Bridge was closed for eleven months in 2021. The repair cost 4.2 million euros, twice what had been planned.

The engineers had warned of the cracks since 2014. Ruth Amsel, who ran the department then, says she was never told.

## What it meant for the harbour

The ferry carried 900 people a day while the bridge was shut. Two shops on the north bank gave up.

The tram now takes a longer way across the South Bridge. Nobody has asked for the old line back.

The city has since checked its other bridges, all of which it calls safe.`,
		claims: []demoClaim{
			correct("closed for eleven months in 2021", models.KindDate, report("page 3", "Closed from 8 February 2021 to 5 January 2022.")),
			correct("The repair cost 4.2 million euros", models.KindNumber, report("annex B, line 14", "4,187,000 euros")),
			correct("had warned of the cracks since 2014", models.KindCause, report("page 9", "First noted in the inspection of June 2014.")),
			correct("she was never told", models.KindQuote, report("page 31, letter by R. Amsel", "I was not informed.")),
			correct("The ferry carried 900 people a day", models.KindNumber, report("table 6", "mean of 903 passengers")),
			correct("Two shops on the north bank gave up", models.KindNumber, report("page 22", "")),
			correct("The tram now takes a longer way across the South Bridge", models.KindPlace, report("map 2", "")),
			correct("checked its other bridges, all of which it calls safe", models.KindOther, report("page 40", "No defects of class 3 or worse.")),
		},
		skips: []string{"Eleven months without a bridge", "What it meant for the harbour", "Nobody has asked for the old line back."},
		note:  "Tightened after a call with the works department.",
		revised: `# Eleven months without a bridge

The North Bridge was closed for eleven months in 2021. The repair cost 2.4 million euros, twice what had been planned.

The engineers had warned of the cracks, since 2014. Ruth Amsel, who ran the department then, denies that she was never told.

## What it meant for the harbour

The tram now takes a longer way across the South Bridge. Nobody has asked for the old line back.

In the first months 900 people a day took the ferry, and the ferry carried 600 people a day later. Two shops on the North bank gave up.

The works department wants to replace the bearings next spring.`}
}
