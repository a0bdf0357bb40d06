package models

import "time"

// DeskTab is a view of the desk.
type DeskTab string

// The tabs of the desk.
const (
	DeskOpen       DeskTab = "open"
	DeskMine       DeskTab = "mine"
	DeskInReview   DeskTab = "review"
	DeskUnassigned DeskTab = "unassigned"
	DeskDone       DeskTab = "done" // signed off and published
	DeskHeld       DeskTab = "held" // on hold and killed
)

// DeskTabs lists every tab.
var DeskTabs = []DeskTab{DeskOpen, DeskMine, DeskInReview, DeskUnassigned, DeskDone, DeskHeld}

// DeskSort is an order of the desk.
type DeskSort string

// The orders of the desk.
const (
	SortDeadline DeskSort = "deadline"
	SortNewest   DeskSort = "newest"
	SortTitle    DeskSort = "title"
)

// DeskSorts lists every order.
var DeskSorts = []DeskSort{SortDeadline, SortNewest, SortTitle}

// DeskQuery asks for a page of the desk.
type DeskQuery struct {
	Tab     DeskTab
	Sort    DeskSort
	Section string // "" is the actor's own, or all where they have none; AllSections is all
	After   string // cursor of the page before; "" is the first page
	Search  string // words in titles and claims
}

// Desk is the start page: what waits for me, what is late.
type Desk struct {
	Query    DeskQuery
	Rows     []DeskRow
	Next     string       // cursor of the next page, "" at the end
	Waiting  []QueueRow   // the first few of the actor's queue
	Asked    []AskedQuery // open queries to the actor, the most urgent first
	WaitingN int          // how many wait, at most 100
	Sections []string     // that can be asked for
	Own      []string     // those that the actor is a member of
	StandIn  []StandInRow // what waits for people who are away, where the actor stands in for them
	Claims   []FoundClaim // found by Search
	People   map[int64]User
}

// DeskRow is one article on the desk.
type DeskRow struct {
	Article  Article
	Coverage Coverage
	Looks    map[Look]int // claims by the look of their newest verdict
	Counts   map[ClaimStatus]int
	Claims   int // not withdrawn
	Decided  int // approved
	Returned int
	ForMe    int     // waiting for the actor
	Who      []int64 // assignees, at most three
}

// AskedQuery is an open query to somebody that they have not answered.
type AskedQuery struct {
	Comment
	Title string // of the article
}

// FoundClaim is a claim found by its wording.
type FoundClaim struct {
	ID, ArticleID int64
	Number        int
	Wording       string
	Title         string // of the article
	Status        ClaimStatus
	Look          Look
}

// QueueSort is an order of the review queue.
type QueueSort string

// The orders of the queue.
const (
	QueueDeadline QueueSort = "deadline"
	QueueWaiting  QueueSort = "waiting"
	QueueArticle  QueueSort = "article"
)

// QueueSorts lists every order.
var QueueSorts = []QueueSort{QueueDeadline, QueueWaiting, QueueArticle}

// QueueRow is one claim that waits for a reviewer.
type QueueRow struct {
	ClaimID   int64
	ArticleID int64
	Number    int
	Wording   string
	Title     string // of the article
	Look      Look
	Rating    string
	Risk      Risk
	Status    ClaimStatus // in_review or stale
	Deadline  *time.Time
	By        string    // who proposed the verdict
	Since     time.Time // when it was submitted
	Updated   bool      // changed since the actor's last decision
	Second    bool      // has one approval of two
	DueAt     *time.Time
	Blind     bool // a second verdict is wanted, and the first hidden
}
