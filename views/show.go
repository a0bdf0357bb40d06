package views

// Show says which claims of a workspace are drawn.
type Show string

// What a workspace can show.
const (
	ShowAll    Show = "all"
	ShowOpen   Show = "open"
	ShowMine   Show = "mine"
	ShowReview Show = "review"
	ShowStale  Show = "stale"
	ShowText   Show = "text"
)

// Shows lists everything a workspace can show, in the order of the picker.
var Shows = []Show{ShowAll, ShowOpen, ShowMine, ShowReview, ShowStale, ShowText}
