package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/models/quote"
	"stet/models/text"
)

// QuoteCheck is the words of a claim beside what each item of its evidence says.
type QuoteCheck struct {
	Article Article
	Claim   Claim
	Items   []QuotedItem
}

// QuotedItem is an item of evidence with what a comparison found in it.
type QuotedItem struct {
	Evidence Evidence
	Findings []QuoteFinding // none where there is nothing to compare with
}

// SaidIn says where the words stand that a quote was compared with.
type SaidIn string

// The places, the best first.
const (
	SaidInFile    SaidIn = "file"    // a transcript that was attached
	SaidInCapture SaidIn = "capture" // the readable text of a page
	SaidInExcerpt SaidIn = "excerpt" // what somebody typed
)

// QuoteFinding is how the words of one place stand in one text.
type QuoteFinding struct {
	Words string // in the article
	In    SaidIn
	File  *File // of SaidInFile
	quote.Finding
}

// maxTranscript is the most bytes of a file that are read as a transcript.
const maxTranscript = 4 << 20

// QuoteCheck compares the words of a claim, place by place, with the texts of
// its evidence: transcripts that were attached and the page that was kept, or
// else the excerpt.
func (s *Store) QuoteCheck(ctx context.Context, actor User, claimID int64) (QuoteCheck, error) {
	d, err := s.ClaimDetail(ctx, actor, claimID)
	if err != nil {
		return QuoteCheck{}, err
	}
	q := QuoteCheck{Article: d.Article, Claim: d.Claim}
	words := quotedWords(d.Line.Places)
	for _, e := range d.Evidence {
		if e.Source == nil {
			continue
		}
		item := QuotedItem{Evidence: e}
		if item.Findings, err = s.findQuotes(ctx, words, e); err != nil {
			return q, fmt.Errorf("check the quote of claim %d: %w", claimID, err)
		}
		q.Items = append(q.Items, item)
	}
	return q, nil
}

// quotedWords are the words of a claim's places, each wording once.
func quotedWords(places []Anchor) []string {
	var all []string
	for _, p := range places {
		if p.Method.Attached() && !slices.ContainsFunc(all, func(w string) bool { return text.Fold(w) == text.Fold(p.Quote) }) {
			all = append(all, p.Quote)
		}
	}
	return all
}

// findQuotes compares the words with everything that an item holds in letters.
func (s *Store) findQuotes(ctx context.Context, words []string, e Evidence) ([]QuoteFinding, error) {
	var all []QuoteFinding
	found := false
	compare := func(in SaidIn, f *File, said string) {
		d := capturedDocument(said)
		for _, w := range words {
			if one := quote.Check(w, &d); one.Match != quote.None {
				all = append(all, QuoteFinding{w, in, f, one})
				found = found || one.Match != quote.Missing
			}
		}
	}
	for i := range e.Files {
		said, err := s.transcript(e.Files[i])
		if err != nil {
			return nil, err
		}
		compare(SaidInFile, &e.Files[i], said)
	}
	if e.Capture != nil {
		said, err := s.CapturedText(ctx, *e.Capture)
		if err != nil {
			return nil, err
		}
		compare(SaidInCapture, nil, said)
	}
	if !found {
		compare(SaidInExcerpt, nil, e.Excerpt)
	}
	return all, nil
}

// transcript is what a file of text says, "" for any other: subtitles without
// their times. A sealed file stays shut, as each opening of one is noted.
func (s *Store) transcript(f File) (string, error) {
	if f.Sealed || f.Size > maxTranscript || !strings.HasPrefix(f.MediaType, "text/plain") && f.MediaType != "text/vtt" && f.MediaType != "application/x-subrip" {
		return "", nil
	}
	all, err := s.keptText(f.SHA256)
	if err != nil {
		return "", fmt.Errorf("read file %d: %w", f.ID, err)
	}
	if !utf8.ValidString(all) {
		return "", nil
	}
	return spoken(all), nil
}

// spoken takes the times and the numbers out of subtitles (WebVTT, SubRip), whose
// cues are no paragraphs. Other text stays as it is.
func spoken(s string) string {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "\uFEFF"), "\r\n", "\n")
	if !strings.Contains(s, " --> ") {
		return s
	}
	var b strings.Builder
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		name := i+1 < len(lines) && strings.Contains(lines[i+1], " --> ") // of a cue
		if name || strings.Contains(line, " --> ") || strings.HasPrefix(line, "WEBVTT") || strings.TrimSpace(line) == "" {
			continue
		}
		b.WriteString(strings.TrimSpace(line) + " ")
	}
	return b.String()
}
