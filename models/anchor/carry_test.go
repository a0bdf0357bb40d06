package anchor_test

import (
	"strings"
	"testing"

	"stet/models/anchor"
	"stet/models/text"
)

// story is what became of one claim.
type story struct {
	name          string
	before, after string
	claim         string // words of before, or with their surroundings: "before |claim| after"
	status        anchor.Status
	want          string // the words of the new place
	context       bool   // ContextChanged
	at            int    // which occurrence of want in after; 0 is the first
}

func TestClaimsEndWhereAPersonWouldPutThem(t *testing.T) {
	t.Parallel()
	for _, s := range append(lookAlikes, append(moves, typography...)...) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.check(t)
		})
	}
}

func (s story) check(t *testing.T) {
	t.Helper()
	before, after := text.Parse(s.before), text.Parse(s.after)
	got := anchor.Carry(&before, &after, []anchor.Anchor{{ID: 7, Span: locate(t, &before, s.claim)}})[0]
	words := ""
	if got.Status != anchor.Lost && got.Status != anchor.Ambiguous {
		words = after.Slice(got.Span)
	}
	if got.ID != 7 || got.Status != s.status || words != s.want || got.ContextChanged != s.context {
		t.Fatalf("the claim is %s at %q, context changed: %v; want %s at %q, %v; %+v",
			got.Status, words, got.ContextChanged, s.status, s.want, s.context, got)
	}
	if s.want != "" && after.Find(s.want)[s.at] != got.Span {
		t.Errorf("the claim is at %v, want occurrence %d of %v", got.Span, s.at, after.Find(s.want))
	}
}

// locate finds a claim that stands alone, or between its surroundings.
func locate(t *testing.T, d *text.Document, claim string) text.Span {
	t.Helper()
	parts := strings.Split(claim, "|")
	if len(parts) == 1 {
		parts = []string{"", claim, ""}
	}
	found := d.Find(strings.Join(parts, ""))
	if len(found) != 1 {
		t.Fatalf("%q stands in %d places", claim, len(found))
	}
	start := found[0].Start + len([]rune(parts[0]))
	return text.Span{Start: start, End: start + len([]rune(parts[1]))}
}

var lookAlikes = []story{
	{
		name:   "a deleted sentence does not attach to its look-alike",
		before: "The cup began on Monday. Team Alpha won. Team Beta won. Then it rained.",
		after:  "The cup began on Monday. Team Beta won. Then it rained.",
		claim:  "Team Alpha won.", status: anchor.Lost,
	},
	{
		name:   "the look-alike stays where it is",
		before: "The cup began on Monday. Team Alpha won. Team Beta won. Then it rained.",
		after:  "The cup began on Monday. Team Beta won. Then it rained.",
		claim:  "Team Beta won.", status: anchor.Exact, want: "Team Beta won.",
	},
	{
		name:   "a look-alike elsewhere is not taken for a deleted paragraph",
		before: "In 2019 the city of Graz spent 4 million euros on cycle paths.\n\nIn 2019 the city of Linz spent 9 million euros on cycle paths.\n\nBoth want more.",
		after:  "In 2019 the city of Linz spent 9 million euros on cycle paths.\n\nBoth want more.",
		claim:  "In 2019 the city of Graz spent 4 million euros on cycle paths.", status: anchor.Lost,
	},
	{
		name:   "look-alikes that changed places are told apart",
		before: "The cup began on Monday with a parade.\n\nTeam Alpha won the first match by two goals.\n\nIt rained for a week, and then the river rose until the fields were under water.\n\nTeam Beta won the first match by two goals.\n\nThe cup ended.",
		after:  "The cup began on Monday with a parade.\n\nTeam Beta won the first match by two goals.\n\nIt rained for a week, and then the river rose until the fields were under water.\n\nTeam Alpha won the first match by two goals.\n\nThe cup ended.",
		claim:  "Team Alpha won the first match by two goals.", status: anchor.Moved, want: "Team Alpha won the first match by two goals.",
	},
	{
		name:   "the second of two equal sentences stays the second",
		before: "Alice spoke at noon. The court agreed with her. Bob spoke at one. The court agreed with her. Nobody cheered.",
		after:  "Alice spoke at noon. Bob spoke at one, at length. The court agreed with her. Nobody cheered.",
		claim:  "one. |The court agreed with her.| Nobody", status: anchor.Exact, want: "The court agreed with her.",
	},
	{
		name:   "the first of two equal sentences goes with its neighbours",
		before: "Alice spoke at noon. The court agreed with her. Bob spoke at one. The court agreed with her. Nobody cheered.",
		after:  "Alice spoke at noon. Bob spoke at one, at length. The court agreed with her. Nobody cheered.",
		claim:  "noon. |The court agreed with her.| Bob", status: anchor.Lost,
	},
	{
		name:   "a sentence pasted once more stays where it was",
		before: "The dam broke in 1959 at night.\n\nFour hundred people died.\n\nNobody was punished for it.",
		after:  "Four hundred people died.\n\nThe dam broke in 1959 at night.\n\nFour hundred people died.\n\nNobody was punished for it.",
		claim:  "Four hundred people died.", status: anchor.Exact, want: "Four hundred people died.", at: 1,
	},
	{
		name:   "a sentence pasted at two new places is ambiguous",
		before: "The dam broke in 1959 at night.\n\nFour hundred and twenty people died in the flood.\n\nNobody was punished for it.",
		after:  "At first. Four hundred and twenty people died in the flood. Some say more.\n\nThe dam broke in 1959 at night.\n\nNobody was punished for it.\n\nAs we said. Four hundred and twenty people died in the flood. So it goes.",
		claim:  "Four hundred and twenty people died in the flood.", status: anchor.Ambiguous,
	},
	{
		name:   "a line that stands under two entries stays with its own",
		before: "Debt, by the end of 2019. Source: the statistical office of the republic, yearbook.\n\nJobs, by the end of the year. Source: the statistical office of the republic, yearbook.\n\nHouses built and let.",
		after:  "Rents, as far as known.\n\nDebt, by the end of 2021. Source: the statistical office of the republic, yearbook.\n\nJobs, by the end of the year. As before, Source: the statistical office of the republic, yearbook.\n\nHouses built and let.",
		claim:  "year. |Source: the statistical office of the republic, yearbook.|\n\nHouses", status: anchor.Exact, want: "Source: the statistical office of the republic, yearbook.", at: 1, context: true,
	},
	{
		name:   "a paragraph edited at its place does not go to its old wording elsewhere",
		before: "The fund was set up in 1998.\n\nThe bulk of the money came from three banks in Zurich.\n\nIt was closed in 2011, after the audit.\n\nNobody was told of it.",
		after:  "The fund was set up in 1998.\n\nThe bulk of the money came from four banks in Zurich.\n\nIt was closed in 2011, after the audit.\n\nNobody was told of it. The bulk of the money came from three banks in Zurich.",
		claim:  "The bulk of the money came from three banks in Zurich.", status: anchor.Edited, want: "The bulk of the money came from four banks in Zurich.",
	},
	{
		name:   "a sentence is not patched together with one that begins alike",
		before: "This is the page. The inline code can be enabled by a hash in the header. Some browsers show the hash in a warning. The inline code can be also simply moved to a file. That is all.",
		after:  "This is the page. The inline code can be moved to a file. That is all.",
		claim:  "The inline code can be also simply moved to a file.", status: anchor.Edited, want: "The inline code can be moved to a file.",
	},
	{
		name:   "a short word is not looked for elsewhere",
		before: "The fee is low. He paid in cash. All is well.",
		after:  "The fee is low. All is well. Nobody likes cash, they say.",
		claim:  "cash", status: anchor.Lost,
	},
}

var moves = []story{
	{
		name:   "a claim moved to another section",
		before: "# Past\n\nThe bridge was built in 1907 by two brothers. It is red.\n\n# Present\n\nThe toll was raised twice last year.",
		after:  "# Past\n\nIt is red.\n\n# Present\n\nThe toll was raised twice last year. The bridge was built in 1907 by two brothers.",
		claim:  "The bridge was built in 1907 by two brothers.", status: anchor.Moved, want: "The bridge was built in 1907 by two brothers.",
	},
	{
		name:   "a claim moved and edited",
		before: "# Past\n\nThe bridge was built in 1907 by two brothers from Lower Saxony. It is red.\n\n# Present\n\nThe toll was raised twice last year.",
		after:  "# Past\n\nIt is red.\n\n# Present\n\nThe toll was raised twice last year. The bridge was built in 1908 by two brothers from Lower Saxony.",
		claim:  "The bridge was built in 1907 by two brothers from Lower Saxony.", status: anchor.Edited, want: "The bridge was built in 1908 by two brothers from Lower Saxony.",
	},
	{
		name:   "a claim moved and reworded by itself is left to a person",
		before: "# Past\n\nThe bridge was built in 1907 by two brothers from Lower Saxony. It has been painted in a dark red every ten years since.\n\n# Present\n\nThe toll was raised twice last year, and the council wants to raise it again before the summer is over.",
		after:  "# Past\n\nIt has been painted in a dark red every ten years since.\n\n# Present\n\nThe toll was raised twice last year, and the council wants to raise it again before the summer is over. The bridge is said to be built in 1907 by brothers from Lower Saxony.",
		claim:  "The bridge was built in 1907 by two brothers from Lower Saxony.", status: anchor.Lost,
	},
	{
		name:   "a claim reworded as it changes places with its neighbour",
		before: "# Past\n\nThe bridge was built in 1907 by two brothers from Lower Saxony. It is painted in a dark red every ten years. Trains cross it.",
		after:  "# Past\n\nIt is painted in a dark red every ten years. The bridge is said to be built in 1907 by brothers from Lower Saxony. Trains cross it.",
		claim:  "The bridge was built in 1907 by two brothers from Lower Saxony.", status: anchor.Edited, want: "The bridge is said to be built in 1907 by brothers from Lower Saxony.",
	},
	{
		name:   "a sentence whose parts changed places",
		before: "The vote was on Monday. Yesterday the minister declared that he would not resign in an interview with the Sheffield Star, insisting that he had done nothing wrong. Nobody answered.",
		after:  "The vote was on Monday. In an interview with the Sheffield Star yesterday, the minister declared that he would not resign, insisting that he had done nothing wrong. Nobody answered.",
		claim:  "Yesterday the minister declared that he would not resign in an interview with the Sheffield Star, insisting that he had done nothing wrong.", status: anchor.Edited, want: "In an interview with the Sheffield Star yesterday, the minister declared that he would not resign, insisting that he had done nothing wrong.",
	},
	{
		name:   "a sentence that lost its middle to another",
		before: "The clinic opened in 1998. Radiotherapy, known as targeted IORT or TARGIT (TARGeted Intraoperative radioTherapy), treats the tissue around a tumour. It is new.",
		after:  "The clinic opened in 1998. Radiotherapy, known as targeted IORT, treats the tissue around a tumour. It is new. One kind is called TARGIT (TARGeted Intraoperative radioTherapy).",
		claim:  "Radiotherapy, known as targeted IORT or TARGIT (TARGeted Intraoperative radioTherapy), treats the tissue around a tumour.", status: anchor.Edited, want: "Radiotherapy, known as targeted IORT, treats the tissue around a tumour.",
	},
	{
		name:   "a paragraph split in two",
		before: "The mill closed in 1987. Six hundred people lost their jobs. The town never recovered.",
		after:  "The mill closed in 1987.\n\nSix hundred people lost their jobs. The town never recovered.",
		claim:  "Six hundred people lost their jobs.", status: anchor.Exact, want: "Six hundred people lost their jobs.",
	},
	{
		name:   "two paragraphs merged",
		before: "The mill closed in 1987.\n\nSix hundred people lost their jobs.\n\nThe town never recovered.",
		after:  "The mill closed in 1987. Six hundred people lost their jobs.\n\nThe town never recovered.",
		claim:  "Six hundred people lost their jobs.", status: anchor.Exact, want: "Six hundred people lost their jobs.",
	},
	{
		name:   "a claim over two paragraphs that are merged",
		before: "The mill closed in 1987.\n\nSix hundred people lost their jobs.\n\nThe town never recovered.",
		after:  "The mill closed in 1987. Six hundred people lost their jobs.\n\nThe town never recovered.",
		claim:  "The mill closed in 1987.\n\nSix hundred people lost their jobs.", status: anchor.Cosmetic, want: "The mill closed in 1987. Six hundred people lost their jobs.",
	},
	{
		name:   "falsely said that, put before a claim",
		before: "The committee met on Friday. The mayor said that taxes had doubled since May. Nobody answered.",
		after:  "The committee met on Friday. The mayor falsely said that taxes had doubled since May. Nobody answered.",
		claim:  "taxes had doubled since May", status: anchor.Exact, want: "taxes had doubled since May", context: true,
	},
	{
		name:   "falsely said that, put before a sentence",
		before: "The committee met on Friday. Taxes had doubled since May. Nobody answered.",
		after:  "The committee met on Friday. The mayor falsely said that taxes had doubled since May. Nobody answered.",
		claim:  "Taxes had doubled since May.", status: anchor.Edited, want: "The mayor falsely said that taxes had doubled since May.",
	},
	{
		name:   "a number changed",
		before: "The committee met on Friday. Taxes had doubled since May. Nobody answered the 12 questions.",
		after:  "The committee met on Friday. Taxes had doubled since May. Nobody answered the 14 questions.",
		claim:  "Nobody answered the 12 questions.", status: anchor.Edited, want: "Nobody answered the 14 questions.",
	},
	{
		name:   "a neighbour changed",
		before: "The committee met on Friday. Taxes had doubled since May. Nobody answered.",
		after:  "The committee met on Thursday. Taxes had doubled since May. Nobody answered.",
		claim:  "Taxes had doubled since May.", status: anchor.Exact, want: "Taxes had doubled since May.",
	},
}

var typography = []story{
	{
		name:   "quotation marks changed throughout",
		before: "\"We won't pay\", said the mayor. He's known for \"that\".\n\n\"Never\", he added, \"in this life\".",
		after:  "“We won’t pay”, said the mayor. He’s known for “that”.\n\n“Never”, he added, “in this life”.",
		claim:  "\"We won't pay\", said the mayor.", status: anchor.Cosmetic, want: "“We won’t pay”, said the mayor.",
	},
	{
		name:   "a claim without marks among changed quotation marks",
		before: "\"We won't pay\", said the mayor. He's known for \"that\".",
		after:  "“We won’t pay”, said the mayor. He’s known for “that”.",
		claim:  "said the mayor", status: anchor.Exact, want: "said the mayor",
	},
	{
		name:   "dashes and spaces changed",
		before: "The years 1914-1918 cost 10 000 lives - or more.",
		after:  "The years 1914–1918 cost 10\u00a0000 lives – or more.",
		claim:  "1914-1918 cost 10 000 lives", status: anchor.Cosmetic, want: "1914–1918 cost 10\u00a0000 lives",
	},
	{
		name:   "words of a script without spaces",
		before: "東京都の人口は千四百万人である。大阪府の人口は八百八十万人である。",
		after:  "東京都の人口は千三百万人である。大阪府の人口は八百八十万人である。",
		claim:  "東京都の人口は千四百万人である。", status: anchor.Edited, want: "東京都の人口は千三百万人である。",
	},
	{
		name:   "a family emoji stays whole",
		before: "Nous étions là 👩‍👩‍👧‍👦 hier soir. Il pleuvait.",
		after:  "Nous étions là 👩‍👩‍👧 hier soir. Il pleuvait.",
		claim:  "là 👩‍👩‍👧‍👦 hier", status: anchor.Edited, want: "là 👩‍👩‍👧 hier",
	},
	{
		name:   "right to left",
		before: "בנק ישראל העלה את הריבית בחודש מאי. הבורסה ירדה.",
		after:  "בנק ישראל הוריד את הריבית בחודש מאי. הבורסה ירדה.",
		claim:  "הבורסה ירדה.", status: anchor.Exact, want: "הבורסה ירדה.",
	},
}

func TestNothingIsLeftOfADeletedClaimButWhereItWas(t *testing.T) {
	t.Parallel()
	before := text.Parse("The cup began on Monday.\n\nTeam Alpha won the first match by two goals.\n\nThen it rained.")
	after := text.Parse("The cup began on Monday.\n\nThen it rained. Team Beta won the second match by two goals, not one.")
	got := anchor.Carry(&before, &after, []anchor.Anchor{{Span: before.Blocks[1].Span}})[0]
	if got.Status != anchor.Lost || got.Span != (text.Span{}) || got.Near != after.Blocks[0].End {
		t.Fatalf("the deleted claim is %+v, want it lost near %d", got, after.Blocks[0].End)
	}
	if len(got.Candidates) == 0 || !strings.Contains(after.Slice(got.Candidates[0].Span), "match by two goals") {
		t.Errorf("the candidates are %v, want the look-alike first", got.Candidates)
	}
}

func TestTheKindOfChangeIsNamed(t *testing.T) {
	t.Parallel()
	const before = "On Friday the mayor of Graz said that 12 schools would close in May."
	for after, want := range map[string][3]bool{
		"On Friday the mayor of Graz said that 14 schools would close in May.":     {true, false, false},
		"On Friday the mayor of Graz said that 12 schools would not close in May.": {false, true, false},
		"On Friday the mayor of Linz said that 12 schools would close in May.":     {false, false, true},
		"On Friday the mayor of Graz claimed that 12 schools would close in May.":  {false, false, false},
		"On Friday the mayor of Graz said that twelve schools would shut in June.": {true, false, true},
	} {
		a, b := text.Parse(before), text.Parse(after)
		got := anchor.Carry(&a, &b, []anchor.Anchor{{Span: a.Blocks[0].Span}})[0]
		if got.Status != anchor.Edited || [3]bool{got.Numbers, got.Negations, got.Names} != want {
			t.Errorf("%q: %s, numbers, negations, names changed: %v %v %v, want edited, %v",
				after, got.Status, got.Numbers, got.Negations, got.Names, want)
		}
	}
}
