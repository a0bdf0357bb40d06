package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"stet/models"
	"stet/models/text"
)

// sound checks that the parts of an exchange file fit its text and use only
// words that Stet knows. The error is a sentence that names the first misfit.
func sound(c *models.Checked) error {
	if sum := sha256.Sum256([]byte(c.Text)); hex.EncodeToString(sum[:]) != c.Article.SHA256 {
		return errors.New("the text was altered: its SHA-256 is not the one the file gives")
	}
	if !norm.NFC.IsNormalString(c.Text) {
		return errors.New("the text is not in Unicode NFC")
	}
	doc := text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks)
	for _, check := range []func(*text.Document, *models.Checked) error{soundArticle, soundBlocks, soundSentences, soundMarks, soundSkips, soundClaims} {
		if err := check(&doc, c); err != nil {
			return err
		}
	}
	return nil
}

func soundArticle(_ *text.Document, c *models.Checked) error {
	n := c.Coverage
	switch {
	case !slices.Contains(models.Scopes, c.Article.Scope):
		return unknown("scope", c.Article.Scope)
	case !slices.Contains(models.ArticleStatuses, c.Article.Status):
		return unknown("status of an article", c.Article.Status)
	case !c.Draft && c.SignOff == nil:
		return errors.New("the file is not marked as a draft, and nobody signed it off")
	case n.Sentences != len(c.Sentences) || n.Claimed < 0 || n.Skipped < 0 || n.Open() < 0:
		return fmt.Errorf("the coverage does not add up to the %d sentences of the text", len(c.Sentences))
	}
	for _, r := range c.Scale.Ratings {
		if !slices.Contains(models.Looks, r.Look) {
			return unknown("look", r.Look)
		}
	}
	return nil
}

// soundBlocks checks that blocks follow one another with "\n\n" between and
// leave nothing of the text out.
func soundBlocks(doc *text.Document, c *models.Checked) error {
	end := -2
	for i, b := range c.Blocks {
		if !slices.Contains(text.BlockKinds, b.Kind) {
			return unknown("kind of block", b.Kind)
		}
		if b.Start != end+2 || b.Len() <= 0 || b.End > doc.Len() || i > 0 && doc.Slice(text.Span{Start: end, End: b.Start}) != "\n\n" {
			return fmt.Errorf("block %d (%d to %d) is not where the text has one", i+1, b.Start, b.End)
		}
		end = b.End
	}
	if max(end, 0) != doc.Len() {
		return fmt.Errorf("the text goes on after its last block, at %d", max(end, 0))
	}
	return nil
}

func soundSentences(_ *text.Document, c *models.Checked) error {
	end := 0
	for i, s := range c.Sentences {
		if s.Block < 0 || s.Block >= len(c.Blocks) || s.Len() <= 0 || s.Start < end || !c.Blocks[s.Block].Contains(s.Span) {
			return fmt.Errorf("sentence %d (%d to %d) is not inside its block, or out of order", i+1, s.Start, s.End)
		}
		end = s.End
	}
	return nil
}

// soundMarks lets a link lead to a web address and nowhere else.
func soundMarks(doc *text.Document, c *models.Checked) error {
	start := 0
	for _, m := range c.Marks {
		if m.Start < start {
			return fmt.Errorf("a mark (%d to %d) is out of order", m.Start, m.End)
		}
		start = m.Start
		if !slices.Contains(text.MarkKinds, m.Kind) {
			return unknown("kind of mark", m.Kind)
		}
		if address, ok := text.Address(m.Value); m.Kind == text.Link && (!ok || address != m.Value) {
			return fmt.Errorf("a link leads to %.60q, which is no address that Stet keeps", m.Value)
		}
		if block := doc.BlockAt(m.Start); !inside(doc, m.Span) || block < 0 || !doc.Blocks[block].Contains(m.Span) {
			return fmt.Errorf("a mark (%d to %d) is not inside a block of the text", m.Start, m.End)
		}
	}
	return nil
}

func soundSkips(doc *text.Document, c *models.Checked) error {
	for _, s := range c.Skips {
		if !slices.Contains(models.SkipReasons, s.Reason) {
			return unknown("reason for a skip", s.Reason)
		}
		if !inside(doc, s.Span) {
			return fmt.Errorf("a skip (%d to %d) lies outside the text", s.Start, s.End)
		}
	}
	return nil
}

func soundClaims(doc *text.Document, c *models.Checked) error {
	seen := map[int]bool{}
	for i := range c.Claims {
		claim := &c.Claims[i]
		if claim.Number < 1 || seen[claim.Number] {
			return fmt.Errorf("the claim number %d is not positive, or given twice", claim.Number)
		}
		seen[claim.Number] = true
		if err := soundWords(claim); err != nil {
			return fmt.Errorf("claim %d: %w", claim.Number, err)
		}
		for _, p := range claim.Places {
			if !inside(doc, p.Span) || doc.Slice(p.Span) != p.Quote {
				return fmt.Errorf("claim %d: the text from %d to %d is not its quote %.60q", claim.Number, p.Start, p.End, p.Quote)
			}
		}
	}
	return nil
}

// soundWords checks every constant of a claim against the glossary.
func soundWords(claim *models.CheckedClaim) error {
	switch {
	case !slices.Contains(models.Kinds, claim.Kind):
		return unknown("kind", claim.Kind)
	case !slices.Contains(models.Risks, claim.Risk):
		return unknown("risk", claim.Risk)
	case !slices.Contains(models.ClaimStatuses, claim.Status):
		return unknown("status", claim.Status)
	case !slices.Contains(models.Resolutions, claim.Resolution):
		return unknown("resolution", claim.Resolution)
	case !slices.Contains(models.Claimants, claim.ClaimantIs):
		return unknown("sort of claimant", claim.ClaimantIs)
	case claim.Verdict != nil && !slices.Contains(models.Looks, claim.Verdict.Rating.Look):
		return unknown("look", claim.Verdict.Rating.Look)
	}
	if claim.Second != nil && !slices.Contains(models.SecondOutcomes, claim.Second.Outcome) {
		return unknown("outcome of a second verdict", claim.Second.Outcome)
	}
	for i := range claim.Evidence {
		if err := soundEvidence(&claim.Evidence[i]); err != nil {
			return err
		}
	}
	for _, t := range claim.Checklist {
		if !slices.Contains(models.TickAnswers, t.Answer) {
			return unknown("answer to an item of a checklist", t.Answer)
		}
	}
	for i := range claim.Replies {
		if err := soundReply(&claim.Replies[i]); err != nil {
			return err
		}
	}
	return nil
}

func soundReply(r *models.CheckedReply) error {
	for _, c := range r.Contacts {
		switch {
		case !slices.Contains(models.Steps, c.Step):
			return unknown("step with somebody who must be asked", c.Step)
		case !slices.Contains(models.Channels, c.Channel):
			return unknown("way to reach somebody", c.Channel)
		}
	}
	return nil
}

// soundEvidence lets a confidential source carry no type and no tier: they are
// not in the file.
func soundEvidence(e *models.CheckedEvidence) error {
	s := e.Source
	switch {
	case !slices.Contains(models.Relations, e.Relation):
		return unknown("relation", e.Relation)
	case s != nil && s.Type != "" && !slices.Contains(models.SourceTypes, s.Type):
		return unknown("type of source", s.Type)
	case s != nil && s.Tier != "" && !slices.Contains(models.Tiers, s.Tier):
		return unknown("tier", s.Tier)
	case s != nil && s.Attribution != "" && !slices.Contains(models.Attributions, s.Attribution):
		return unknown("way to name a source", s.Attribution)
	case s != nil && s.Origin != nil && (s.Origin.Origin != nil || s.Origin.Confidential):
		return errors.New("where a source has its facts from, has them from elsewhere again, or may not be named")
	}
	for i := range e.Captures {
		if err := soundCapture(&e.Captures[i]); err != nil {
			return err
		}
	}
	if s != nil && s.Origin != nil {
		return soundEvidence(&models.CheckedEvidence{Relation: e.Relation, Source: s.Origin})
	}
	return nil
}

func soundCapture(c *models.CheckedCapture) error {
	switch {
	case c.Status != models.CaptureKept && c.Status != models.CaptureFailed:
		return unknown("status of a copy", c.Status)
	case !slices.Contains(models.Drifts, c.Drift):
		return unknown("way in which a page drifts", c.Drift)
	case !slices.Contains(models.Damages, c.Damage):
		return unknown("damage", c.Damage)
	case c.Size < 0 || c.Hops < 0:
		return errors.New("the copy of a page has a size below nothing")
	}
	for _, sha := range []string{c.Page, c.Text, c.WARC, c.Upload, c.Certificate} {
		if raw, err := hex.DecodeString(sha); sha != "" && (err != nil || len(raw) != sha256.Size) {
			return fmt.Errorf("%.80q is not a SHA-256", sha)
		}
	}
	return nil
}

func inside(doc *text.Document, s text.Span) bool {
	return s.Start >= 0 && s.Len() > 0 && s.End <= doc.Len()
}

func unknown[T ~string](what string, word T) error {
	return fmt.Errorf("%.60q is not a %s that Stet knows", string(word), what)
}
