package models

import (
	"slices"
	"time"
)

// Class is a class of what a newsroom keeps for a period and then deletes.
type Class string

// The classes. Sources go by themselves, with the last article that rests on them.
const (
	ClassKilled      Class = "killed"      // articles, after they were killed
	ClassUnpublished Class = "unpublished" // articles that never were published, after the last touch
	ClassPublished   Class = "published"   // articles, after they were published
	ClassCaptures    Class = "captures"    // copies of pages of articles that are published or killed
	ClassIdentities  Class = "identities"  // of confidential sources whose articles are all published or killed
	ClassSources     Class = "sources"
)

// Classes lists every class.
var Classes = []Class{ClassKilled, ClassUnpublished, ClassPublished, ClassCaptures, ClassIdentities, ClassSources}

// OfArticles reports whether the class is one of whole articles.
func (c Class) OfArticles() bool {
	return c == ClassKilled || c == ClassUnpublished || c == ClassPublished
}

const (
	deletionGrace = 7 * 24 * time.Hour // what is due is listed that long before it goes
	longestPeriod = 36500              // days
)

// Periods says how many days each class is kept; 0 is for ever.
type Periods struct{ Killed, Unpublished, Published, Captures, Identities int }

// all are the periods by their classes.
func (p *Periods) all() map[Class]*int {
	return map[Class]*int{ClassKilled: &p.Killed, ClassUnpublished: &p.Unpublished, ClassPublished: &p.Published, ClassCaptures: &p.Captures, ClassIdentities: &p.Identities}
}

// Days is the period of a class, 0 for ever.
func (p Periods) Days(c Class) int {
	if days := p.all()[c]; days != nil {
		return *days
	}
	return 0
}

// cutoff is the time before which a class has to have rested to be due.
func (p Periods) cutoff(c Class, now time.Time) time.Time {
	return now.Add(-time.Duration(p.Days(c)) * 24 * time.Hour)
}

// Hold stops the deletion of an article with all that is in it, or of a source
// with the articles that rest on it.
type Hold struct {
	ID           int64
	ArticleID    *int64
	SourceID     *int64
	Reason       string
	CreatedBy    int64
	CreatedAt    time.Time
	LiftedBy     *int64
	LiftedAt     *time.Time // nil while it holds
	LiftedReason string
}

// DueDeletion is something that is going to be deleted.
type DueDeletion struct {
	ID        int64
	Class     Class
	SubjectID int64 // of the article, the capture or the source
	ListedAt  time.Time

	Restricted bool `gorm:"-"` // of a restricted article, or of nothing but those
}

// DeletesAt is when it goes at the earliest.
func (d DueDeletion) DeletesAt() time.Time { return d.ListedAt.Add(deletionGrace) }

// Deletion is what is left of something that was deleted.
type Deletion struct {
	ID        int64
	Class     Class
	ArticleID *int64 // the article as a whole
	SourceID  *int64 // the source as a whole
	SubjectID int64
	Days      int // the period that was over
	RowCount  int64
	FileCount int64
	ListedAt  time.Time
	At        time.Time

	Restricted bool // listed to nobody
}

// DueLine is something that is going to be deleted, as people know it.
type DueLine struct {
	DueDeletion
	ArticleID int64  // 0 for a source
	Name      string // its title, or the alias of a source
}

// HeldLine is a hold, as people know it.
type HeldLine struct {
	Hold
	Name string
}

// Retention is all that the page about it shows.
type Retention struct {
	Periods   Periods
	Due       []DueLine  // what goes first comes first
	Held      []HeldLine // the newest first; those that were lifted too
	Deletions []Deletion // the newest first
	People    map[int64]User
}

// Rest are the deletions that were due and are not any more, and new the ones
// that have become due: what was listed before keeps the day it was listed.
func compareDue(listed []DueDeletion, due []DueDeletion) (rest, fresh []DueDeletion) {
	same := func(a DueDeletion) func(DueDeletion) bool {
		return func(b DueDeletion) bool { return a.Class == b.Class && a.SubjectID == b.SubjectID }
	}
	for _, d := range listed {
		if !slices.ContainsFunc(due, same(d)) {
			rest = append(rest, d)
		}
	}
	for _, d := range due {
		if !slices.ContainsFunc(listed, same(d)) {
			fresh = append(fresh, d)
		}
	}
	return rest, fresh
}
