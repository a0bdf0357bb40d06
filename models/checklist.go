package models

import (
	"slices"
	"strings"
	"time"

	"stet/models/message"
)

// TickAnswer is what somebody answered to an item of a checklist.
type TickAnswer string

// The answers; the last one takes an earlier one back.
const (
	TickDone  TickAnswer = "done"
	TickAside TickAnswer = "not_applicable"
	TickOpen  TickAnswer = "open"
)

// TickAnswers lists every answer.
var TickAnswers = []TickAnswer{TickDone, TickAside, TickOpen}

// Checklist is what is to be looked at in every claim of a kind. It is data,
// versioned like scales: a changed one is a new version. Of a claim, each item
// has its newest tick.
type Checklist struct {
	ID        int64
	Kind      Kind
	Version   int  // from 1
	Required  bool // a verdict is submitted only after every item is answered
	CreatedBy *int64
	CreatedAt *time.Time      // nil for what came with Stet
	Items     []ChecklistItem `gorm:"-"`
}

// ChecklistItem is one thing to be looked at. It is what it says: one whose
// words stay in the next version, or come back in a later one, is the same item
// and keeps its ticks.
type ChecklistItem struct {
	ID    int64
	Kind  Kind
	Words string
	Tick  *Tick `gorm:"-"` // the newest on a claim, nil without one
	Aged  bool  `gorm:"-"` // the words of the claim have changed since
}

// Tick is an answer to an item on a claim. Ticks are no evidence and no part of
// the fingerprint: they say what somebody looked at, and an approval does not
// rest on them.
type Tick struct {
	ID          int64
	ArticleID   int64
	ClaimID     int64
	ChecklistID int64 // the version that it was answered on
	ItemID      int64
	Answer      TickAnswer
	Reason      string // why it does not apply
	About       string // Ingredients.Words that it was answered on
	CreatedBy   int64
	CreatedAt   time.Time
}

// Answered reports whether somebody answered the item for the words as they are.
func (i ChecklistItem) Answered() bool {
	return i.Tick != nil && i.Tick.Answer != TickOpen && !i.Aged
}

// Ticked reports whether somebody did what the item asks, for the words as they are.
func (i ChecklistItem) Ticked() bool { return i.Answered() && i.Tick.Answer == TickDone }

// Done counts the items that are answered.
func (c Checklist) Done() int { return len(c.Items) - len(c.Missing()) }

// Missing are the items that nobody answered, or only before the words changed.
func (c Checklist) Missing() []ChecklistItem {
	return slices.DeleteFunc(slices.Clone(c.Items), ChecklistItem.Answered)
}

// Undone says, as a sentence, why a verdict cannot be submitted yet; it is empty
// when it can. It is asked at the submission, where whoever has to tick can, and
// of nothing that was submitted or approved before a checklist was required.
func (c Checklist) Undone() message.Key {
	if !c.Required || len(c.Missing()) == 0 {
		return ""
	}
	return "Answer every item of the checklist before you submit."
}

// missingWords quotes the items that are still open.
func (c Checklist) missingWords() string {
	var words []string
	for _, i := range c.Missing() {
		words = append(words, "“"+i.Words+"”")
	}
	return strings.Join(words, ", ")
}

// shippedChecklists are those that come with Stet, none of them required. What
// they ask follows the table of kinds in PRACTICE.md (b).
func shippedChecklists() map[Kind][]string {
	return map[Kind][]string{
		KindNumber: {"The unit is right, and is the one that the source uses", "What it counts, and out of what, is the same here and in the source", "It is of the right order of magnitude: no million for a billion, no per cent for percentage points",
			"The rounding is fair and does not tip the sentence", "Worked out again from what the source gives", "For a survey: who was asked, how many, when, by whom, and who paid"},
		KindDate:        {"The weekday fits the date", "“Last year”, “recently” and the like were turned into a date, and will still be true when this is read", "Time zone and calendar are those of the place", "The order of events holds"},
		KindName:        {"Compared letter by letter with what the bearer writes, accents included", "It is this bearer and nobody of the same name", "The name is the present one", "A name from another script follows the house rule"},
		KindTitle:       {"The office exists and is called so", "The person holds it now, or the text says when they did", "Age, pronouns and forms of address are as the person uses them"},
		KindQuote:       {"Wording compared with a recording or a transcript, and the place noted", "Nothing that was left out changes the meaning", "Said by this person, on this occasion, in this language or in a translation that was checked", "What is said is itself true, or the text says that it is not"},
		KindSuperlative: {"The text says among which, and up to when", "Looked for a counter-example, and where", "Somebody who counts them all says so, or it becomes “one of the”"},
		KindCause:       {"The source claims a cause and not only that both occur", "Other causes were looked at", "The study is read itself: design, size, who paid", "Somebody outside the study agrees"},
		KindPlace:       {"Found on a map or in a gazetteer", "The name follows the house rule where it is disputed", "Distance and direction measured again"},
		KindLegal:       {"Court, docket number and date noted", "Suspected, charged, tried and convicted are told apart", "The law is quoted as it is in force", "Nobody can be identified who should not be", "Whoever is accused was asked, and the answer is in the text", "Legal has seen it"},
		KindImage:       {"The original is found, and who made it", "Place and date fit what is to be seen", "Cropping and editing change nothing that matters", "Made by a camera: signs of a made picture were looked for", "Each statement of the caption is a claim of its own"},
		KindOther:       {"A first-hand source, or two that do not draw on each other", "The source says it as strongly as the text does, and no less", "What would disprove it was looked for"},
	}
}
