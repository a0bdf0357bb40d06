package suggest

// signal is something in a sentence that speaks for or against a check.
type signal string

// Signals of the word lists.
const (
	count       signal = "count"       // a small number in letters
	scale       signal = "scale"       // million, per cent, half of
	compare     signal = "compare"     // more than, a year, average
	trend       signal = "trend"       // rose, was cut, doubled
	month       signal = "month"       // January
	weekday     signal = "weekday"     // Monday, yesterday
	when        signal = "when"        // last year, since
	anniversary signal = "anniversary" // turns 25 years old
	superlative signal = "superlative" // largest, first ever, never before
	extreme     signal = "extreme"     // the best, never: as often praise as fact
	cause       signal = "cause"       // led to, as a result of
	argument    signal = "argument"    // because, that is why
	legal       signal = "legal"       // convicted, bribery
	law         signal = "law"         // court, constitution, treaty
	title       signal = "title"       // president, professor
	speech      signal = "speech"      // said, according to
	place       signal = "place"       // located in, village of
	record      signal = "record"      // voted, signed, opened: what somebody did
	topic       signal = "topic"       // taxes, troops, hospitals: what is counted and reported
	past        signal = "past"        // was, had
	third       signal = "third"       // she, their
	first       signal = "first"       // I, my
	second      signal = "second"      // you
	opinion     signal = "opinion"     // I think, perhaps, wonderful
	wish        signal = "wish"        // should, let us
	future      signal = "future"      // will, would
	supposing   signal = "supposing"   // if
	courtesy    signal = "courtesy"    // thank you, welcome
	function    signal = "function"    // words whose capital is that of the sentence
)

// Signals found without a word list.
const (
	figure    signal = "figure"    // 31,400; 12 %; three million
	date      signal = "date"      // 29 January 2024
	name      signal = "name"      // Alexander Lukashenko
	office    signal = "office"    // a title beside a name
	quotation signal = "quotation" // words in quotation marks
	question  signal = "question"
)

// listed are the signals a word list may define.
var listed = []signal{count, scale, compare, trend, month, weekday, when, anniversary, superlative,
	extreme, cause, argument, legal, law, title, speech, place, record, topic, past, third, first, second, opinion, wish, future, supposing, courtesy, function}

// weigh is what each of the first most marks of a signal adds to the balance
// of a sentence.
func weigh(s signal) (weight float64, most int) {
	switch s {
	case figure:
		return 2, 2
	case superlative:
		return 1.25, 1
	case cause, legal:
		return 1, 1
	case date, anniversary, record, quotation:
		return 0.75, 2
	case compare, trend:
		return 0.5, 2
	case count, when, extreme, office, place, past:
		return 0.5, 1
	case topic, name:
		return 0.25, 3
	case argument, law, third, speech, weekday:
		return 0.25, 1
	case first, second:
		return -0.25, 2
	case opinion, future:
		return -0.5, 2
	case wish:
		return -0.75, 2
	case supposing:
		return -0.5, 1
	case courtesy, question:
		return -1.5, 1
	}
	return 0, 0
}
