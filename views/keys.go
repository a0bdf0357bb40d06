package views

// KeyGroup is a part of the help on the keyboard.
type KeyGroup struct {
	Name string
	Keys []KeyHelp
}

// KeyHelp says what some keys do.
type KeyHelp struct {
	Does string
	Keys []string
}

// keyGroups is the help on the keyboard; static/js/keys.js has the keys.
func keyGroups() []KeyGroup {
	return []KeyGroup{
		{"Claims", []KeyHelp{
			{"Next, previous claim", []string{"J", "K"}},
			{"Next open claim", []string{"O"}},
			{"Rating", []string{"1", "…", "9"}},
			{"Add evidence", []string{"E"}},
			{"Comment", []string{"C"}},
			{"Send the form you are in", []string{"Ctrl", "Enter"}},
			{"Approve", []string{"A"}},
			{"Return", []string{"R"}},
		}},
		{"After a new revision", []KeyHelp{
			{"Take the next one", []string{"Enter"}},
			{"Next, previous", []string{"J", "K"}},
			{"Approve again, return", []string{"A", "R"}},
			{"Still stands", []string{"S"}},
			{"Attach to a candidate", []string{"1", "2", "3"}},
			{"Cut, or nothing to check", []string{"X"}},
			{"Claim the sentence", []string{"N"}},
		}},
		{"Text", []KeyHelp{
			{"Choose sentences", []string{"S"}},
			{"Next, previous sentence", []string{"↓", "↑"}},
			{"Word by word", []string{"→", "←"}},
			{"More or fewer words", []string{"Shift", "→", "←"}},
			{"Claim what is selected", []string{"N"}},
			{"Nothing to check in it", []string{"X"}},
			{"Add it to the chosen claim", []string{"P"}},
			{"Next suggestion", []string{"U"}},
			{"Accept, dismiss the suggestion", []string{"Y", "D"}},
		}},
		{"Everywhere", []KeyHelp{
			{"Search", []string{"/"}},
			{"To the desk", []string{"G", "D"}},
			{"To the review", []string{"G", "R"}},
			{"Back", []string{"Esc"}},
			{"This help", []string{"?"}},
		}},
	}
}
