package export

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/text"
)

var at = time.Date(2026, 11, 14, 9, 12, 0, 0, time.UTC)

func ordinal(n int) *int { return &n }

func scale() models.CheckedScale {
	return models.CheckedScale{Code: "copy", Version: 1, Language: "en", Name: "Before publication", Ratings: []models.CheckedRating{
		{Code: "correct", Label: "Correct", Definition: "The evidence supports exactly these words.", Ordinal: ordinal(3), Look: models.LookTrue},
		{Code: "imprecise", Label: "Imprecise", Definition: "The direction is right, the words are too strong or too weak.", Ordinal: ordinal(2), Look: models.LookMixed},
		{Code: "incorrect", Label: "Incorrect", Definition: "The evidence contradicts it.", Ordinal: ordinal(1), Look: models.LookFalse},
		{Code: "disputed", Label: "Disputed", Definition: "Credible sources disagree.", Look: models.LookMislead},
		{Code: "unverifiable", Label: "Unverifiable", Definition: "We searched, and what we found is not enough.", Look: models.LookOpen},
	}}
}

func verdict(code, explanation string) *models.CheckedVerdict {
	for _, r := range scale().Ratings {
		if r.Code == code {
			return &models.CheckedVerdict{Rating: r, Explanation: explanation, By: "Jonas Weber", At: at.Add(-48 * time.Hour)}
		}
	}
	panic("no rating " + code)
}

func approved(by ...string) []models.CheckedReview {
	all := []models.CheckedReview{}
	for i, name := range by {
		all = append(all, models.CheckedReview{By: name, At: at.Add(time.Duration(i-24) * time.Hour)})
	}
	return all
}

// article makes a checked article of parts, with claims given by their quotes.
func article(t testing.TB, parts []text.Part, claims ...models.CheckedClaim) models.Checked {
	t.Helper()
	doc := text.Build(parts)
	sum := sha256.Sum256([]byte(doc.Text))
	c := models.Checked{
		Format: models.CheckedFormat, Version: models.CheckedVersion, Audience: models.ForInternal, ExportedAt: at.Add(time.Hour),
		Newsroom: models.Newsroom{Name: "The Harbour Post", URL: "https://harbourpost.example/"},
		Article: models.CheckedArticle{ID: 12, Title: "The harbour tram, five years on", Byline: "By Inès Okafor", Section: "City", Language: "en",
			Scope: models.ScopeFull, Status: models.ArticleSignedOff, Revision: 6, SavedAt: at.Add(-3 * time.Hour),
			SHA256: hex.EncodeToString(sum[:]), Words: doc.Words()},
		Scale: scale(), Text: doc.Text, Blocks: doc.Blocks, Sentences: doc.Sentences, Marks: kept(doc.Marks),
		Coverage: models.Coverage{Sentences: len(doc.Sentences)}, Skips: []models.CheckedSkip{},
		SignOff: &models.CheckedSignOff{By: "Mara Ruiz", At: at, Revision: 6, Exceptions: []models.Exception{}},
	}
	for i := range claims {
		claims[i].Number = i + 1
		anchor(t, &doc, &claims[i])
	}
	c.Claims = claims
	return c
}

// anchor puts the places of a claim where their quotes stand.
func anchor(t testing.TB, doc *text.Document, claim *models.CheckedClaim) {
	t.Helper()
	if claim.Kind == "" {
		claim.Kind = models.KindOther
	}
	if claim.Risk == "" {
		claim.Risk = models.RiskNormal
	}
	if claim.Status == "" {
		claim.Status = models.ClaimOpen
	}
	for i := range claim.Places {
		p := &claim.Places[i]
		found := doc.Find(p.Quote)
		if len(found) == 0 {
			t.Fatalf("%q is not in the text", p.Quote)
		}
		p.Span = found[0]
		p.Prefix, p.Suffix = doc.Context(p.Span, 24)
	}
	*claim = listsKept(models.Checked{Claims: []models.CheckedClaim{*claim}}).Claims[0]
}

func quotes(all ...string) []models.CheckedPlace {
	places := make([]models.CheckedPlace, len(all))
	for i, q := range all {
		places[i].Quote = q
	}
	return places
}

func tramParts() []text.Part {
	return []text.Part{
		{Kind: text.Paragraph, Text: "When the council approved the harbour tram in 2019, it promised a line that would carry 48,000 passengers a day by 2025 and pay for its own running costs within four years. Few projects have been sold so confidently."},
		{Kind: text.Paragraph, Text: "The operator says ridership has doubled since opening, making it “the fastest-growing line in the country” 🚋👩🏽‍🔧. Boardings averaged 31,400 a day in October."},
		{Kind: text.Heading, Level: 3, Text: "On time, with *an asterisk* & a <script>alert(1)</script>"},
		{Kind: text.Quotation, Text: "Ninety-four per cent of trams were on time!\n_We_ count [only] 5 minutes; # not 3."},
		{Kind: text.ListItem, Level: 1, Text: "1. A grant of €7.2m for 2025"},
		{Kind: text.ListItem, Level: 3, Text: "equal to €0.63 for each trip"},
		{Kind: text.ListItem, Level: 1, Text: "- and ridership has doubled again"},
		{Kind: text.Paragraph, Text: "قالت الهيئة إن عدد الركاب بلغ 31,400 في أكتوبر، وفق NASA."},
		{Kind: text.Caption, Text: "Customs Quay, <b>Monday</b>. Photo: L. Ødegård"},
	}
}

func tramClaims() []models.CheckedClaim {
	record := &models.CheckedSource{Title: "Council minutes, 14 May 2019", Type: models.SourceDocument, Tier: models.TierPrimary, Publisher: "City council",
		URL: "https://council.example/minutes?year=2019&n=17", PublishedOn: "2019-05-14"}
	counts := &models.CheckedSource{Title: "Automatic passenger counts", Type: models.SourceDataSet, Tier: models.TierPrimary, Author: "Transport authority", URL: "javascript:alert(1)", PublishedOn: "2026-11"}
	doubled := verdict("incorrect", "Boardings rose from 19,800 a day in the first full month to 31,400 in October: 59 per cent, not 100. The operator compares October with a week of four days.\n\nIts spokesman agreed.")
	doubled.Correction = "ridership has risen by 59 per cent since opening"
	return []models.CheckedClaim{
		{Wording: "The council approved the harbour tram in 2019", Places: quotes("the council approved the harbour tram in 2019"), Kind: models.KindDate, Status: models.ClaimApproved,
			Verdict: verdict("correct", ""), Reviews: approved("Mara Ruiz"), Resolution: models.ResolutionStands,
			Evidence: []models.CheckedEvidence{{Relation: models.Supports, Source: record, Locator: "p. 3, item 17", Excerpt: "The assembly approves the line, 31 votes to 20.", Captures: minuteCopies(), Archives: minuteArchives()}}},
		{Wording: "The tram was to carry 48,000 passengers a day by 2025 and pay for itself", Places: quotes("carry 48,000 passengers a day by 2025 and pay for its own running costs within four years"), Kind: models.KindNumber, Status: models.ClaimApproved,
			Verdict: verdict("imprecise", "The figure was a forecast."), Reviews: approved("Mara Ruiz", "Tomas Lindqvist"), Resolution: models.ResolutionOverridden,
			Override: &models.CheckedReview{By: "Mara Ruiz", At: at.Add(-2 * time.Hour), Reason: "=1+1 The council itself called it a promise."}, Risk: models.RiskHigh,
			Evidence: []models.CheckedEvidence{
				{Relation: models.Context, Source: &models.CheckedSource{Title: "confidential source", Confidential: true}},
				{Relation: models.Supports, Source: record, Locator: "p. 4", Files: []models.CheckedFile{{Name: "minutes <final>.pdf", MediaType: "application/pdf", Size: 184_220, SHA256: "9f2c41d07a6be5b83d1c0e4f5a69b7c8d2e1f0031425364758697a8b9cadbecf"}}},
			}},
		{Wording: "The running costs were to be covered within four years", Places: quotes("running costs within four years"), Kind: models.KindNumber, Status: models.ClaimInReview,
			Verdict:  verdict("unverifiable", "No calculation was published."),
			Evidence: []models.CheckedEvidence{{Relation: models.NothingFound, SearchedWhere: "Council archive 2018–2020, operator's reports", SearchedHow: "\"running costs\", \"break even\""}}},
		{Wording: "Ridership has doubled since opening", Places: quotes("ridership has doubled since opening", "ridership has doubled again"), Kind: models.KindNumber, Status: models.ClaimApproved,
			Verdict: doubled, Reviews: approved("Mara Ruiz"), Resolution: models.ResolutionChanged,
			Claimant: "Harbour Tram plc", ClaimantIs: models.ClaimantOrganization, ClaimedOn: "2026-11-02", AppearanceURL: "https://tram.example/news/doubled",
			Evidence: []models.CheckedEvidence{{Relation: models.Contradicts, Source: counts, Locator: "sheet 2, row 61", Excerpt: "Weekday mean boardings: 31,412.\nFirst full month: 19,806."}}},
		{Wording: "It is the fastest-growing line in the country", Places: quotes("“the fastest-growing line in the country” 🚋👩🏽‍🔧"), Kind: models.KindSuperlative,
			Verdict: verdict("disputed", "Two rankings, two winners."), Status: models.ClaimStale},
		{Wording: "Ninety-four per cent of trams were on time", Places: quotes("Ninety-four per cent of trams were on time!"), Kind: models.KindQuote},
		{Wording: "بلغ عدد الركاب 31,400", Places: quotes("بلغ 31,400 في أكتوبر"), Kind: models.KindNumber, Status: models.ClaimApproved,
			Verdict: verdict("correct", "يطابق بيانات الهيئة."), Reviews: approved("Mara Ruiz"),
			Claimant: "هيئة النقل", ClaimantIs: models.ClaimantOrganization, ClaimedOn: "2026-11", AppearanceURL: "https://authority.example/statements/31400",
			Evidence: []models.CheckedEvidence{{Relation: models.Supports, Source: counts, Locator: "صف 12"}}},
		{Wording: "The depot burned down", Kind: models.KindCause, Risk: models.RiskHigh},
	}
}

// minuteCopies are what was kept of the minutes: a page that changed since, and
// one that somebody handed in.
func minuteCopies() []models.CheckedCapture {
	kept, looked := at.Add(-71*time.Hour), at.Add(-10*time.Hour)
	const address = "https://council.example/minutes?year=2019&n=17"
	return []models.CheckedCapture{
		{URL: address, KeptAt: &kept, Status: models.CaptureKept, By: "Jonas Weber", AskedAt: &kept, Title: "Minutes <17>", MediaType: "text/html", Size: 18_442,
			Page: strings.Repeat("1a", 32), Text: strings.Repeat("2b", 32), WARC: strings.Repeat("3c", 32), CheckedAt: &looked, Drift: models.DriftChanged, DriftAt: &looked},
		{URL: address, Status: models.CaptureKept, HandedIn: true, FileName: "=minutes*.wacz", By: "Sam Second", AskedAt: &looked, MediaType: "text/html", Size: 18_442, Page: strings.Repeat("1a", 32), Upload: strings.Repeat("4d", 32)},
	}
}

func minuteArchives() []models.CheckedArchive {
	named := at.Add(-70 * time.Hour)
	return []models.CheckedArchive{{Archive: "Wayback Machine", URL: "https://web.archive.org/web/20261111101200/https://council.example/minutes?year=2019&n=17", By: "Jonas Weber", At: &named}}
}

// tram is the article of the golden files: overlapping claims, several places,
// an override, a confidential source, a search that found nothing, text from
// right to left, emoji, and text that looks like HTML and Markdown.
func tram(t testing.TB, draft bool) models.Checked {
	c := article(t, tramParts(), tramClaims()...)
	c.Article.URL = "https://harbourpost.example/city/harbour-tram"
	c.Coverage.Claimed, c.Coverage.Skipped = c.Coverage.Sentences-2, 2
	c.Skips = []models.CheckedSkip{{Span: c.Sentences[1].Span, Reason: models.SkipOpinion}}
	c.SignOff.Exceptions = []models.Exception{{Sort: "override", Number: 2, What: "Kept against the verdict “Imprecise”.", Who: "Mara Ruiz", Reason: "The council itself called it a promise."}}
	if draft {
		c.Draft, c.SignOff, c.Article.Status = true, nil, models.ArticleChecking
	}
	return c
}

// legalTram is the article as legal sees it, with marks, versions, decisions,
// queries and the history.
func legalTram(t testing.TB) models.Checked {
	c := tram(t, false)
	c.Audience = models.ForLegal
	c.Marks = []text.Mark{{Kind: text.Bold, Span: text.Span{Start: 9, End: 16}}, {Kind: text.Link, Span: text.Span{Start: 30, End: 42}, Value: "https://tram.example/"}, {Kind: text.Italic, Span: text.Span{Start: 34, End: 50}}}
	due, answered := at.Add(-20*time.Hour), at.Add(-19*time.Hour)
	earlier := verdict("disputed", "Two counts differ.")
	earlier.At = at.Add(-60 * time.Hour)
	k := &c.Claims[3]
	k.Earlier = []models.CheckedVerdict{*earlier}
	k.Decisions = []models.CheckedDecision{{Decision: models.Return, Verdict: 1, By: "Mara Ruiz", At: at.Add(-50 * time.Hour), Reason: "Say which month."}, {Decision: models.Approve, Verdict: 2, By: "Mara Ruiz", At: at.Add(-24 * time.Hour)}}
	k.Comments = []models.CheckedComment{
		{Body: "Which month?\n\nOr which year?", By: "Eva Editor", At: at.Add(-30 * time.Hour), Query: true, Blocking: true, Owner: "Sam Second", DueAt: &due, SettledBy: "Sam Second", SettledAt: &answered},
		{Body: "October <always>.", By: "Sam Second", At: at.Add(-29 * time.Hour)}}
	copied := &c.Claims[0].Evidence[0].Captures[0]
	copied.FinalURL, copied.Hops, copied.Remote, copied.Certificate = copied.URL, 2, "192.0.2.17:443", strings.Repeat("5e", 32)
	k.Evidence = append(k.Evidence, models.CheckedEvidence{Relation: models.Supports, Source: &models.CheckedSource{Title: "Tram news", URL: "https://tram.example/news/doubled", Attribution: models.OnBackground, Agreed: "a trade paper",
		Origin: &models.CheckedSource{Title: "Press release of the operator", PublishedOn: "2026-11"}}, Locator: "par. 2",
		Captures: []models.CheckedCapture{{URL: "https://tram.example/news/doubled", Status: models.CaptureFailed, Reason: "The site said that there is no such page.", By: "Eva Editor", AskedAt: &answered}}},
		models.CheckedEvidence{Relation: models.Supports, Source: &models.CheckedSource{Title: "City radio", Origin: &models.CheckedSource{Title: "Press release of the operator", PublishedOn: "2026-11"}}})
	k.Origins = 1
	k.Replies = []models.CheckedReply{
		{Who: "The operator", Status: models.ReplyAnswered, Contacts: []models.CheckedContact{
			{Step: models.StepAttempt, Channel: models.ChannelPerson, Said: "That the figure is of 2019.", At: at.Add(-29 * time.Hour), Deadline: &due, By: "Eva Editor"},
			{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: "=It is <ours>.", At: at.Add(-21 * time.Hour), By: "Sam Second"}}},
		{Who: models.ConfidentialName, Status: models.ReplyWaived, Contacts: []models.CheckedContact{{Step: models.StepWaiver, Said: "It would be in danger.", At: at.Add(-20 * time.Hour), By: "Mara Ruiz"}}}}
	k.Second = &models.CheckedSecond{Outcome: models.SecondAgrees, Rating: &k.Verdict.Rating, Explanation: "=Counted <again>.", By: "Sam Second", At: at.Add(-26 * time.Hour)}
	c.Claims[7].Second = &models.CheckedSecond{Outcome: models.SecondWaived, Explanation: "Nobody else is there.", By: "Mara Ruiz", At: at.Add(-25 * time.Hour)}
	k.Checklist = []models.CheckedTick{{Item: "Worked out again", Answer: models.TickDone, By: "Eva Editor", At: at.Add(-31 * time.Hour)},
		{Item: "=The sample <size>", Answer: models.TickAside, Reason: "It is a count.", By: "Sam Second", At: at.Add(-30 * time.Hour), Aged: true}}
	c.Claims[7].Comments = []models.CheckedComment{{Body: "It did not.", By: "Eva Editor", At: at.Add(-28 * time.Hour)}}
	c.Comments = []models.CheckedComment{{Body: "=Is the headline final?", By: "Eva Editor", At: at.Add(-27 * time.Hour), Query: true}}
	c.History = []models.CheckedEvent{{At: at.Add(-70 * time.Hour), By: "Eva Editor", Action: models.RevisionSaved, Number: 6},
		{At: at.Add(-50 * time.Hour), By: "Mara Ruiz", Action: models.ReviewReturned, Claim: 4, Reason: "Say which month."},
		{At: at, By: "Mara Ruiz", Action: models.ArticleExported, Format: "docx", For: models.ForLegal}}
	c.Withheld = 2
	told, logged := at.Add(-4*time.Hour), at.Add(-6*time.Hour)
	c.Amendments = []models.CheckedAmendment{
		{Kind: models.AsCorrection, Note: "We said that ridership had doubled.\n\nIt has risen by <59> per cent.", At: &told, Claim: 4, What: "=A reader counted again.", ReportedBy: "Wilma Reader", Cause: models.CauseMisread, Checked: models.WasApproved, LoggedBy: "Eva Editor", LoggedAt: &logged, DecidedBy: "Mara Ruiz"},
		{At: &told, What: "The caption is of a Tuesday.", Cause: models.CauseProduction, Checked: models.WasSkipped, LoggedBy: "Eva Editor", LoggedAt: &logged, Dismissed: "It was a Monday.", DecidedBy: "Mara Ruiz"},
		{What: "The depot stands.", Cause: models.CauseOther, Checked: models.WasUnclaimed, LoggedBy: "Eva Editor", LoggedAt: &logged}}
	return c
}

// written is the article in a format; where that is made for one audience, it is
// written for that one.
func written(t testing.TB, format string, c models.Checked) string {
	t.Helper()
	if f, err := Find(format); err == nil {
		c.Audience = f.Audience(c.Audience)
	}
	var b bytes.Buffer
	if err := Write(t.Context(), &b, format, c, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// inflated is a file as it is, the parts of a ZIP one after another, or what a
// PDF says of itself and on its pages.
func inflated(t testing.TB, file string) string {
	t.Helper()
	if strings.HasPrefix(file, "%PDF") {
		return readPDF(t, file)
	}
	if !strings.HasPrefix(file, "PK") {
		return file
	}
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "=== %s\n%s\n", f.Name, raw)
	}
	return b.String()
}

// inflatedPart is one part of a ZIP.
func inflatedPart(t testing.TB, file, name string) string {
	t.Helper()
	found := ""
	repacked(t, file, func(part, content string) (string, bool) {
		if part == name {
			found = content
		}
		return content, true
	})
	return found
}

// repacked is a ZIP with its parts changed, or left out.
func repacked(t testing.TB, file string, change func(name, content string) (string, bool)) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		content, stays := change(f.Name, string(raw))
		if !stays {
			continue
		}
		part, err := w.Create(f.Name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// always are the formats that every article can be written in.
func always() []Format {
	refuse := []string{"claimreview", "newsarticle", "sources", "datafeed", "csl", "bibtex", "ris"}
	return slices.DeleteFunc(slices.Clone(Formats), func(f Format) bool { return slices.Contains(refuse, f.Name) })
}

// shared is the path of a file beside the module, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared/%s is not present", name)
	}
	return path
}
