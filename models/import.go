package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"stet/models/text"
)

// ImportChecked makes an article of an export. Texts, claims, evidence and
// verdicts come in; approvals do not, for they bind people of the newsroom that
// gave them: every verdict comes in as a draft, with a comment that says who
// proposed and who approved it there. Open comments come in under the name of
// who brings them, and say who wrote them; evidence files stay where they were.
// Who must be asked comes in with what they answered, waivers as a comment; and
// pages that were kept only with their files, by ImportPacket.
// Notes that the file brought besides stand on the words of the text.
func (s *Store) ImportChecked(ctx context.Context, actor User, c Checked, notes ...ImportedNote) (Article, error) {
	return s.importChecked(ctx, actor, c, arriving{}, notes)
}

// ImportPacket is ImportChecked with the evidence files and the pages that were
// kept, which open opens by their SHA-256. They are kept before the article is, so that its transaction
// stays short; when it fails, nothing names them and they are swept.
func (s *Store) ImportPacket(ctx context.Context, actor User, c Checked, open func(sha string) (io.ReadCloser, error)) (Article, error) {
	if !actor.Active || !actor.Role.MayWrite() {
		return Article{}, refuse("Your role lets you read and export. Ask an admin for the editor role to start articles.")
	}
	in := arriving{files: map[string]File{}, pages: map[string]bool{}}
	for _, claim := range c.Claims {
		for _, e := range claim.Evidence {
			if err := s.keepOf(ctx, in, e, open); err != nil {
				return Article{}, fmt.Errorf("import “%s”: claim %d: %w", c.Article.Title, claim.Number, err)
			}
		}
	}
	return s.importChecked(ctx, actor, c, in, nil)
}

// keepOf stores the files of an item of evidence and of the copies of its page.
func (s *Store) keepOf(ctx context.Context, in arriving, e CheckedEvidence, open func(sha string) (io.ReadCloser, error)) error {
	for _, f := range e.Files {
		if err := s.keepChecked(ctx, in.files, f, open); err != nil {
			return err
		}
	}
	for _, k := range e.Captures {
		for _, sha := range k.files() {
			if err := s.keepPart(ctx, in.pages, sha, open); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepChecked stores a file that an export names, once.
func (s *Store) keepChecked(ctx context.Context, kept map[string]File, f CheckedFile, open func(sha string) (io.ReadCloser, error)) error {
	if _, known := kept[f.SHA256]; known || ctx.Err() != nil {
		return ctx.Err()
	}
	r, err := open(f.SHA256)
	if errors.Is(err, fs.ErrNotExist) {
		return refuse("The packet lacks the file “%s”. Export it again.", fileName(f.Name))
	}
	if err != nil {
		return err
	}
	defer r.Close()
	file, err := s.receiveFile(Upload{Name: f.Name, Data: r}, false)
	if err == nil && file.SHA256 != f.SHA256 {
		err = refuse("The file “%s” of this packet was altered. Export it again.", file.Name)
	}
	kept[f.SHA256] = file
	return err
}

func (s *Store) importChecked(ctx context.Context, actor User, c Checked, in arriving, notes []ImportedNote) (Article, error) {
	ctx = saidElsewhere(ctx)
	in.at, in.from = c.ExportedAt, c.Newsroom.Name
	var a Article
	err := s.Tx(ctx, func(tx *Store) error {
		doc, err := c.document()
		if err != nil {
			return err
		}
		scale, err := tx.scaleLike(c.Scale)
		if err != nil {
			return err
		}
		a, err = tx.CreateArticle(ctx, actor, NewArticle{Document: *doc, Details: ArticleForm{Title: c.Article.Title, Byline: c.Article.Byline,
			Section: c.Article.Section, Language: c.Article.Language, Scope: c.Article.Scope, ScopeNote: c.Article.ScopeNote, ScaleID: scale.ID}})
		if err != nil {
			return err
		}
		for _, claim := range byNumber(c.Claims) {
			if err := tx.importClaim(ctx, actor, a, doc, scale, claim, in); err != nil {
				return fmt.Errorf("claim %d: %w", claim.Number, err)
			}
		}
		for _, k := range c.Skips {
			sel := Selection{RevisionID: a.RevisionID, Span: k.Span}
			if _, err := tx.CreateSkip(ctx, actor, a.ID, NewSkip{Selection: sel, Reason: k.Reason}); err != nil {
				return fmt.Errorf("skip at %d: %w", k.Start, err)
			}
		}
		if err := tx.importComments(ctx, actor, a, 0, c.Comments); err != nil {
			return err
		}
		if err := tx.importAmendments(ctx, actor, a, c.Amendments); err != nil {
			return err
		}
		if _, err := tx.reviseNotes(ctx, actor, a.ID, notes); err != nil {
			return err
		}
		if c.Article.Restricted {
			if err := tx.RestrictArticle(ctx, actor, a.ID, nil); err != nil {
				return err
			}
		}
		a, err = tx.Article(ctx, actor, a.ID)
		return err
	})
	if err != nil {
		return Article{}, fmt.Errorf("import “%s”: %w", c.Article.Title, err)
	}
	return a, nil
}

// document builds the text anew from its blocks; the offsets of the export
// hold only if that gives the very same text.
func (c Checked) document() (*text.Document, error) {
	exported := text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks)
	var parts []text.Part
	for _, b := range c.Blocks {
		part := text.Part{Kind: b.Kind, Level: b.Level, Text: exported.Slice(b.Span)}
		for _, m := range exported.MarksIn(b.Span) {
			m.Start, m.End = m.Start-b.Start, m.End-b.Start
			part.Marks = append(part.Marks, m)
		}
		parts = append(parts, part)
	}
	doc := text.Build(parts)
	if doc.Text != c.Text {
		return nil, invalid("text", "The text of this file does not fit its blocks. Export the article again.")
	}
	return &doc, nil
}

func byNumber(claims []CheckedClaim) []CheckedClaim {
	return slices.SortedFunc(slices.Values(claims), func(a, b CheckedClaim) int { return a.Number - b.Number })
}

// scaleLike finds the scale an export used, or adds it.
func (s *Store) scaleLike(c CheckedScale) (Scale, error) {
	var known []Scale
	if err := s.db.Where("code = ? AND version = ? AND language = ?", c.Code, c.Version, c.Language).Limit(1).Find(&known).Error; err != nil {
		return Scale{}, fmt.Errorf("look for scale %s: %w", c.Code, err)
	}
	if len(known) > 0 {
		return s.scale(known[0].ID)
	}
	if !c.sound() {
		return Scale{}, invalid("scale", "The scale of this file has no ratings, or some that Stet cannot draw or tell apart. Export the article again.")
	}
	fresh := Scale{Code: c.Code, Version: c.Version, Language: c.Language, Name: c.Name, Purpose: Published}
	if err := s.db.Create(&fresh).Error; err != nil {
		return fresh, fmt.Errorf("add scale %s: %w", c.Code, err)
	}
	for i, r := range c.Ratings {
		fresh.Ratings = append(fresh.Ratings, Rating{ScaleID: fresh.ID, Position: i + 1, Code: r.Code, Label: r.Label, Definition: r.Definition, Ordinal: r.Ordinal, Look: r.Look, NeedsExplanation: true})
	}
	if err := s.db.Create(&fresh.Ratings).Error; err != nil {
		return fresh, fmt.Errorf("add the ratings of scale %s: %w", c.Code, err)
	}
	return fresh, nil
}

// sound reports whether the scale has ratings, each with a code of its own and a
// look that is known.
func (c CheckedScale) sound() bool {
	codes := map[string]bool{}
	for _, r := range c.Ratings {
		if codes[r.Code] || !slices.Contains(Looks, r.Look) {
			return false
		}
		codes[r.Code] = true
	}
	return len(codes) > 0
}

func (s *Store) importClaim(ctx context.Context, actor User, a Article, doc *text.Document, scale Scale, c CheckedClaim, in arriving) error {
	if len(c.Places) == 0 {
		return nil // an orphan has nothing to sit on here
	}
	if err := s.numberNext(a, c.Number); err != nil {
		return err
	}
	var claim Claim
	for i, p := range c.Places {
		sel := Selection{RevisionID: a.RevisionID, Span: p.Span, Quote: p.Quote}
		var err error
		if i == 0 {
			claim, err = s.CreateClaim(ctx, actor, a.ID, NewClaim{Selection: sel, Wording: c.Wording, Kind: c.Kind, Risk: c.Risk})
		} else {
			err = s.AddPlace(ctx, actor, claim.ID, sel)
		}
		if err != nil {
			return err
		}
	}
	if c.Claimant != "" {
		form := ClaimForm{Version: claim.Version, Wording: c.Wording, Kind: claim.Kind, Risk: claim.Risk, Claimant: c.Claimant, ClaimantIs: c.ClaimantIs, ClaimedOn: c.ClaimedOn, AppearanceURL: c.AppearanceURL}
		if _, err := s.EditClaim(ctx, actor, claim.ID, form); err != nil {
			return err
		}
	}
	var items []int64
	for _, e := range c.Evidence {
		made, err := s.importEvidence(ctx, actor, claim.ID, e, in)
		if err != nil {
			return err
		}
		items = append(items, made.ID)
	}
	if err := s.importReplies(ctx, actor, a, claim.ID, c.Replies, in); err != nil {
		return err
	}
	if err := s.importCalculation(ctx, actor, claim.ID, c.Calculation, items, a.Language); err != nil {
		return err
	}
	if err := s.importVerdict(ctx, actor, a, scale, claim, c); err != nil {
		return err
	}
	return s.importComments(ctx, actor, a, claim.ID, c.Comments)
}

// maxNumber is the highest number that a claim keeps when it is imported.
const maxNumber = 1_000_000

// numberNext lets the next claim of an article have the number it had: people
// know claims by their numbers.
func (s *Store) numberNext(a Article, number int) error {
	if number > maxNumber {
		return nil
	}
	err := s.db.Model(&Article{}).Where("id = ? AND claims_made < ?", a.ID, number).Update("claims_made", number-1).Error
	if err != nil {
		return fmt.Errorf("number claim %d: %w", number, err)
	}
	return nil
}

func (s *Store) importVerdict(ctx context.Context, actor User, a Article, scale Scale, claim Claim, c CheckedClaim) error {
	if c.Verdict == nil {
		return nil
	}
	at := slices.IndexFunc(scale.Ratings, func(r Rating) bool { return r.Code == c.Verdict.Rating.Code })
	if at < 0 {
		return invalid("rating", "The scale of this file lacks the rating “%s”. Export the article again.", c.Verdict.Rating.Label)
	}
	form := VerdictForm{RatingID: scale.Ratings[at].ID, Explanation: c.Verdict.Explanation, Correction: c.Verdict.Correction}
	if _, err := s.SaveVerdict(ctx, actor, claim.ID, form); err != nil {
		return err
	}
	var by []string
	for _, r := range c.Reviews {
		by = append(by, r.By)
	}
	told := "Imported. The verdict was proposed by " + c.Verdict.By + "."
	if len(by) > 0 {
		told += " It was approved there by " + strings.Join(by, " and ") + "; here it has to be reviewed anew."
	}
	_, err := s.CreateComment(ctx, actor, a.ID, CommentForm{ClaimID: claim.ID, Body: told})
	return err
}
