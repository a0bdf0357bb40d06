package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/message"

	"golang.org/x/text/language"
)

// Article loads one article.
func (s *Store) Article(ctx context.Context, actor User, id int64) (Article, error) {
	var a Article
	if err := first(s.read.WithContext(ctx).First(&a, id).Error, "load article", id); err != nil {
		return a, err
	}
	if err := s.exists(actor, a); err != nil {
		return Article{}, err
	}
	return a, nil
}

// CreateArticle starts an article with its first revision, and makes draft
// claims of the notes on it.
func (s *Store) CreateArticle(ctx context.Context, actor User, n NewArticle) (Article, error) {
	a, _, err := s.ImportArticle(ctx, actor, n)
	return a, err
}

// ImportArticle is CreateArticle for a file that may have notes: it says what
// became of them.
func (s *Store) ImportArticle(ctx context.Context, actor User, n NewArticle) (Article, NotesReport, error) {
	if !actor.Active || !actor.Role.MayWrite() {
		return Article{}, NotesReport{}, refuse("Your role lets you read and export. Ask an admin for the editor role to start articles.")
	}
	var a Article
	var report NotesReport
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if err = tx.fill(&a, n.Details); err != nil {
			return err
		}
		if len(n.Document.Blocks) == 0 {
			return invalid("text", "There is no text yet. Paste the article, or choose a file.")
		}
		a.Status, a.Version, a.CreatedBy, a.CreatedAt, a.UpdatedAt = ArticleChecking, 1, actor.ID, tx.now(), tx.now()
		if err = tx.db.Create(&a).Error; err != nil {
			return err
		}
		if err = tx.record(actor, &a.ID, nil, ArticleCreated, Detail{Name: a.Title}); err != nil {
			return err
		}
		if _, err = tx.addRevision(actor, &a, 1, n.Document, tidy(n.Note)); err != nil {
			return err
		}
		if err = tx.record(actor, &a.ID, nil, RevisionSaved, Detail{Number: 1}); err != nil {
			return err
		}
		report, err = tx.takeNotes(ctx, actor, &a, n.Notes)
		return err
	})
	if err != nil {
		return Article{}, NotesReport{}, fmt.Errorf("create article: %w", err)
	}
	return a, report, nil
}

// EditArticle changes the details of an article.
func (s *Store) EditArticle(ctx context.Context, actor User, id int64, f ArticleForm) (Article, error) {
	var a Article
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if a, err = tx.allowArticle(actor, id, ArticleEdited); err != nil {
			return err
		}
		if f.Version != a.Version {
			return tx.articleConflict(a, f)
		}
		author, scale, language, section := a.AuthorID, a.ScaleID, a.Language, a.Section
		if err := tx.fill(&a, f); err != nil {
			return err
		}
		if author != nil && *author == actor.ID && !sameID(author, a.AuthorID) {
			return refuse("You are the author of this article. Somebody else has to change that.")
		}
		if err := tx.keepScale(a, scale); err != nil {
			return err
		}
		if err := tx.saveArticle(&a); err != nil {
			return err
		}
		if section != a.Section {
			if err := tx.raiseReviewers(ctx, a); err != nil {
				return err
			}
		}
		if !sameID(author, a.AuthorID) || section != a.Section || language != a.Language { // which says how figures are written
			if err := tx.renewAll(a); err != nil {
				return err
			}
		}
		return tx.record(actor, &a.ID, nil, ArticleEdited, Detail{Name: a.Title})
	})
	if err != nil {
		return Article{}, fmt.Errorf("edit article %d: %w", id, err)
	}
	return a, nil
}

// keepScale refuses another scale once there are verdicts on the old one.
func (s *Store) keepScale(a Article, was int64) error {
	if a.ScaleID == was {
		return nil
	}
	var n int64
	if err := s.db.Model(&Claim{}).Where("article_id = ? AND verdict_id <> 0", a.ID).Count(&n).Error; err != nil {
		return fmt.Errorf("count the verdicts of article %d: %w", a.ID, err)
	}
	if n > 0 {
		return invalid("scale", "There are verdicts on the present scale already, so it stays.")
	}
	return nil
}

// fill checks the details and puts them into the article.
func (s *Store) fill(a *Article, f ArticleForm) error {
	f.Title = tidy(f.Title)
	if f.Language == "" {
		f.Language = "en"
	}
	if f.Scope == "" {
		f.Scope = ScopeFull
	}
	c := checks{}
	c.need(f.Title != "", "title", "Give the article a title, so that people find it.")
	c.need(len(f.Title) <= 500, "title", "The title is too long. Keep it under 500 characters.")
	_, err := language.Parse(f.Language)
	c.need(err == nil, "language", "Stet does not know this language. Use a code such as en, de, ar or pt-BR.")
	c.need(slices.Contains(Scopes, f.Scope), "scope", "Choose how much of the article is checked.")
	c.need(f.Scope != ScopePartial || tidy(f.ScopeNote) != "", "scope_note", "Say which parts are checked, so that nobody takes a partial check for a full one.")
	c.need(len(f.Byline) <= 500, "byline", "The byline is too long. Keep it under 500 characters.")
	f.Section = tidy(f.Section)
	if f.ScaleID == 0 && a.ID == 0 {
		x, err := s.sectionNamed(f.Section)
		if err != nil {
			return err
		}
		f.ScaleID = value(x.ScaleID)
	}
	scale, err := s.scaleOrDefault(f.ScaleID)
	c.need(err == nil, "scale", "Choose one of the scales.")
	c.need(sameID(a.AuthorID, f.AuthorID) || s.mayBeChosen(f.AuthorID, a.ID), "author", "Choose the author from the list of those who may see the article, or leave it empty.")
	if err := c.err(); err != nil {
		return err
	}
	a.Title, a.Byline, a.AuthorID, a.Section = f.Title, tidy(f.Byline), f.AuthorID, f.Section
	a.Language, a.Deadline, a.Scope, a.ScopeNote, a.ScaleID = f.Language, utc(f.Deadline), f.Scope, tidy(f.ScopeNote), scale.ID
	return nil
}

// allowArticle locks an article for this transaction and asks the rules.
func (s *Store) allowArticle(actor User, id int64, action Action) (Article, error) {
	a, err := s.lockArticleFor(actor, id)
	if err != nil {
		return a, err
	}
	if reason := a.Refusal(action, actor); reason != "" {
		return a, refuse(reason)
	}
	return a, nil
}

// lockArticleFor locks an article for somebody, if it exists for them.
func (s *Store) lockArticleFor(actor User, id int64) (Article, error) {
	a, err := s.lockArticle(id)
	if err == nil {
		err = s.exists(actor, a)
	}
	return a, err
}

// lockArticle locks an article for what follows from what somebody did elsewhere.
func (s *Store) lockArticle(id int64) (Article, error) {
	var a Article
	err := s.locking("").First(&a, id).Error
	return a, first(err, "load article", id)
}

// saveArticle writes a changed article as its next version. What its claims
// count on it is kept by them.
func (s *Store) saveArticle(a *Article) error {
	a.Version++
	a.UpdatedAt = s.now()
	if err := s.db.Select("*").Omit("claims_made", "waiting").Where("id = ?", a.ID).Updates(a).Error; err != nil {
		return fmt.Errorf("save article %d: %w", a.ID, err)
	}
	return nil
}

func (s *Store) articleConflict(a Article, f ArticleForm) error {
	return &Conflict{What: message.New("the details of this article"), Who: s.lastActor(ArticleEdited, a.ID, 0), Version: int64(a.Version), Fields: []ConflictField{
		proseField("title", "Title", f.Title, a.Title),
		valueField("byline", "Byline", f.Byline, a.Byline),
		valueField("section", "Section", f.Section, a.Section),
		valueField("language", "Language", f.Language, a.Language),
		momentField("deadline", "Deadline", f.Deadline, a.Deadline),
		choiceField("scope", "Scope", f.Scope, a.Scope),
		proseField("scope_note", "What is checked", f.ScopeNote, a.ScopeNote),
		rowField("author", "Author’s account", f.AuthorID, a.AuthorID, s.accountName),
	}}
}

// HoldArticle pauses the work on an article.
func (s *Store) HoldArticle(ctx context.Context, actor User, id int64, version int, reason string) error {
	return s.moveArticle(ctx, actor, id, version, ArticleHeld, needReason(reason, "Say why the article is put on hold."))
}

// KillArticle gives an article up; everything known of it is kept.
func (s *Store) KillArticle(ctx context.Context, actor User, id int64, version int, reason string) error {
	return s.moveArticle(ctx, actor, id, version, ArticleKilledAct, needReason(reason, "Say why the article is killed."))
}

// ReopenArticle takes a signed-off, published or killed article back to checking.
func (s *Store) ReopenArticle(ctx context.Context, actor User, id int64, version int, reason string) error {
	return s.moveArticle(ctx, actor, id, version, ArticleReopened, needReason(reason, "Say why the article is reopened."))
}

// ResumeArticle takes an article off hold.
func (s *Store) ResumeArticle(ctx context.Context, actor User, id int64, version int) error {
	return s.moveArticle(ctx, actor, id, version, ArticleResumed, func(*Article) error { return nil })
}

// reopenCleared takes an article that was cleared back to checking, where what it
// was cleared on no longer holds.
func (s *Store) reopenCleared(actor User, a *Article, reason string) error {
	if a.Status != ArticleSignedOff && a.Status != ArticlePublished {
		return nil
	}
	a.Status, a.StatusReason = ArticleChecking, reason
	if err := s.saveArticle(a); err != nil {
		return err
	}
	return s.record(actor, &a.ID, nil, ArticleReopened, Detail{Reason: reason})
}

// PublishArticle marks a signed-off article as published, at an address if it has one.
func (s *Store) PublishArticle(ctx context.Context, actor User, id int64, version int, url string) error {
	return s.moveArticle(ctx, actor, id, version, ArticlePublishedAct, func(a *Article) error {
		if url = tidy(url); url != "" && !webAddress(url) {
			return invalid("url", "The address must begin with http:// or https://, or be left empty.")
		}
		a.PublicURL, a.StatusReason = url, ""
		return nil
	})
}

// needReason keeps the reason with the article, or asks for one.
func needReason(reason string, ask message.Key) func(*Article) error {
	return func(a *Article) error {
		a.StatusReason = tidy(reason)
		if a.StatusReason == "" {
			return invalid("reason", ask)
		}
		return nil
	}
}

// moveArticle changes an article's status along the table of transitions.
func (s *Store) moveArticle(ctx context.Context, actor User, id int64, version int, action Action, change func(*Article) error) error {
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, id, action)
		if err != nil {
			return err
		}
		if version != a.Version {
			return &Conflict{What: message.New("this article"), Who: tx.lastActor("", a.ID, 0), Version: int64(a.Version)}
		}
		if a.Status, err = a.Next(action, actor); err != nil {
			return err
		}
		if action == ArticleResumed {
			a.StatusReason = ""
		}
		if err := change(&a); err != nil {
			return err
		}
		if err := tx.saveArticle(&a); err != nil {
			return err
		}
		return tx.record(actor, &a.ID, nil, action, Detail{Reason: a.StatusReason})
	})
	if err != nil {
		return fmt.Errorf("%s %d: %w", action, id, err)
	}
	return nil
}
