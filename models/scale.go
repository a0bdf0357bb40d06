package models

import "stet/models/message"

// Purpose says what a scale is for.
type Purpose string

// The purposes of scales.
const (
	BeforePublication Purpose = "before_publication"
	Published         Purpose = "published"
)

// Purposes lists every purpose.
var Purposes = []Purpose{BeforePublication, Published}

// Scale is an ordered set of ratings; it is data, versioned, per language.
type Scale struct {
	ID       int64
	Code     string
	Version  int
	Language string // BCP 47
	Name     string
	Purpose  Purpose
	Ratings  []Rating `gorm:"-"`
}

// Look is how a rating is drawn: a colour, a shape and a line, never colour alone.
type Look string

// The looks of ratings.
const (
	LookTrue    Look = "true"
	LookMostly  Look = "mostly"
	LookMixed   Look = "mixed"
	LookMislead Look = "mislead"
	LookFalse   Look = "false"
	LookOpen    Look = "open"
	LookAuthor  Look = "author"
	LookNone    Look = "none"
)

// Looks lists every look.
var Looks = []Look{LookTrue, LookMostly, LookMixed, LookMislead, LookFalse, LookOpen, LookAuthor, LookNone}

// Rating is one value of a scale. Ratings never change; a changed scale is a new version.
type Rating struct {
	ID               int64
	ScaleID          int64
	Position         int // from 1, the order of the keys
	Code             string
	Label            string
	Definition       string
	Ordinal          *int // higher is truer; nil where the rating has no place in an order
	Look             Look
	NeedsExplanation bool
	NeedsResolution  bool // the words may not be signed off as they are
}

// Label names a look where no scale is at hand.
func (l Look) Label() message.Key {
	switch l {
	case LookTrue:
		return "Correct"
	case LookMostly:
		return "Needs context"
	case LookMixed:
		return "Imprecise"
	case LookMislead:
		return "Disputed"
	case LookFalse:
		return "Incorrect"
	case LookAuthor:
		return "On author"
	case LookNone:
		return "Not checkable"
	}
	return "No verdict"
}
