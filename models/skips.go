package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"

	"stet/models/suggest"
	"stet/models/text"
)

// CreateSkip marks the sentences that the selection touches "nothing to check".
func (s *Store) CreateSkip(ctx context.Context, actor User, articleID int64, n NewSkip) (Skip, error) {
	var skip Skip
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, SkipCreated)
		if err != nil {
			return err
		}
		doc, span, err := tx.selected(a, n.Selection)
		if err != nil {
			return err
		}
		if n.Reason == "" {
			n.Reason = SkipConnective
		}
		if !slices.Contains(SkipReasons, n.Reason) {
			return invalid("reason", "Choose why there is nothing to check.")
		}
		from, to := doc.SentencesIn(span)
		whole := text.Span{Start: doc.Sentences[from].Start, End: doc.Sentences[to-1].End}
		skip = Skip{ArticleID: a.ID, Reason: n.Reason, Note: tidy(n.Note), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.db.Create(&skip).Error; err != nil {
			return err
		}
		for i, sentence := range doc.Sentences[from:to] { // each with a place of its own: an edit of one leaves the others
			place := tx.newAnchor(actor, a, doc, sentence.Span, MethodSelected)
			place.SkipID, place.Place = &skip.ID, i+1
			if err := tx.addAnchor(doc, place); err != nil {
				return err
			}
		}
		return tx.record(actor, &a.ID, nil, SkipCreated, Detail{Reason: string(n.Reason), Quote: clip(doc.Slice(whole), maxWording), Blocks: doc.BlockNumbers(whole)})
	})
	if err != nil {
		return Skip{}, fmt.Errorf("create skip in article %d: %w", articleID, err)
	}
	return skip, nil
}

// WithdrawSkip takes a skip back: its sentences are open again.
func (s *Store) WithdrawSkip(ctx context.Context, actor User, id int64) error {
	err := s.Tx(ctx, func(tx *Store) error {
		var skip Skip
		if err := first(tx.seen(ctx, actor).First(&skip, id).Error, "load skip", id); err != nil {
			return err
		}
		a, err := tx.allowArticle(actor, skip.ArticleID, SkipWithdrawn)
		if err != nil {
			return err
		}
		// somebody else may have withdrawn it before the article was ours
		if err := first(tx.db.First(&skip, id).Error, "load skip", id); err != nil || skip.WithdrawnAt != nil {
			return err
		}
		now := tx.now()
		skip.WithdrawnAt, skip.WithdrawnBy = &now, &actor.ID
		if err := tx.db.Model(&Skip{}).Where("id = ?", id).Select("withdrawn_at", "withdrawn_by").Updates(skip).Error; err != nil {
			return err
		}
		var places []Anchor
		if err := tx.db.Where("skip_id = ? AND revision_id = ?", id, a.RevisionID).Order("place, id").Find(&places).Error; err != nil {
			return err
		}
		if err := tx.coverPlaces(a, newestPlaces(places), -1); err != nil {
			return err
		}
		detail := Detail{Reason: string(skip.Reason)}
		p, err := tx.prepare(a.RevisionID)
		if err != nil {
			return err
		}
		for _, place := range newestPlaces(places) {
			detail.Blocks = append(detail.Blocks, p.document.BlockNumbers(text.Span{Start: place.StartCP, End: place.EndCP})...)
		}
		return tx.record(actor, &a.ID, nil, SkipWithdrawn, detail)
	})
	if err != nil {
		return fmt.Errorf("withdraw skip %d: %w", id, err)
	}
	return nil
}

// suggestionAt finds the suggestion for a sentence of the newest revision.
func (s *Store) suggestionAt(a Article, revisionID int64, sentence int) (*text.Document, suggest.Suggestion, error) {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return nil, suggest.Suggestion{}, err
	}
	if revisionID != a.RevisionID {
		return nil, suggest.Suggestion{}, refuse("The text has a new revision. Load the page again to see its suggestions.")
	}
	for _, g := range p.suggest(a.Language) {
		if g.Sentence == sentence {
			return p.document, g, nil
		}
	}
	return nil, suggest.Suggestion{}, fmt.Errorf("find suggestion for sentence %d: %w", sentence, ErrNotFound)
}

// AcceptSuggestion makes a claim of a suggestion.
func (s *Store) AcceptSuggestion(ctx context.Context, actor User, articleID, revisionID int64, sentence int) (Claim, error) {
	a, err := s.Article(ctx, actor, articleID)
	if err != nil {
		return Claim{}, err
	}
	doc, g, err := s.suggestionAt(a, revisionID, sentence)
	if err != nil {
		return Claim{}, err
	}
	covered, err := s.coveredSentences(a.RevisionID)
	if _, decided := covered[sentence]; decided && err == nil {
		err = refuse("This sentence is decided on already. Select its words to make one more claim on it.")
	}
	if err != nil {
		return Claim{}, err
	}
	return s.CreateClaim(ctx, actor, articleID, NewClaim{Kind: Kind(g.Kind), Suggested: true,
		Selection: Selection{RevisionID: revisionID, Span: g.Span, Quote: doc.Slice(g.Span)}})
}

// DismissSuggestion makes sure that a sentence is not suggested again, in this
// or a later revision.
func (s *Store) DismissSuggestion(ctx context.Context, actor User, articleID, revisionID int64, sentence int) error {
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, SuggestionDismissed)
		if err != nil {
			return err
		}
		doc, g, err := tx.suggestionAt(a, revisionID, sentence)
		if err != nil {
			return err
		}
		row := map[string]any{"article_id": a.ID, "sentence": sentenceHash(doc, g.Sentence), "created_by": actor.ID, "created_at": tx.now()}
		if err := tx.db.Table("dismissed_suggestions").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error; err != nil {
			return err
		}
		return tx.record(actor, &a.ID, nil, SuggestionDismissed, Detail{Quote: doc.Slice(g.Span), Blocks: doc.BlockNumbers(g.Span)})
	})
	if err != nil {
		return fmt.Errorf("dismiss suggestion in article %d: %w", articleID, err)
	}
	return nil
}

// sentenceHash names a sentence by its words, whatever the revision.
func sentenceHash(doc *text.Document, sentence int) string {
	sum := sha256.Sum256([]byte(text.Fold(doc.Slice(doc.Sentences[sentence].Span))))
	return hex.EncodeToString(sum[:])
}

// suggestions lists those for sentences that are neither decided nor dismissed.
func (s *Store) suggestions(a Article, p *prepared, covered covered) ([]suggest.Suggestion, error) {
	var hashes []string
	if err := s.read.Table("dismissed_suggestions").Where("article_id = ?", a.ID).Pluck("sentence", &hashes).Error; err != nil {
		return nil, fmt.Errorf("list dismissed suggestions of article %d: %w", a.ID, err)
	}
	var open []suggest.Suggestion
	for _, g := range p.suggest(a.Language) {
		if _, decided := covered[g.Sentence]; !decided && !(len(hashes) > 0 && slices.Contains(hashes, sentenceHash(p.document, g.Sentence))) {
			open = append(open, g)
		}
	}
	return open, nil
}
