package text

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCompareHoldsBothSides(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		prose := anyProse().Draw(t, "prose")
		a := rapid.OneOf(anyDocument(), rapid.Just(Parse(prose))).Draw(t, "a")
		b := rapid.OneOf(anyDocument(), rapid.Just(Parse(anyEdit(prose).Draw(t, "edited")))).Draw(t, "b")
		pairs := Compare(&a, &b)
		if fault := pairsFault(pairs, &a, &b); fault != "" {
			t.Fatalf("%s: %+v", fault, pairs)
		}
		if again := Compare(&a, &b); !reflect.DeepEqual(pairs, again) {
			t.Fatalf("compared twice: %+v, then %+v", pairs, again)
		}
	})
}

// pairsFault says what is wrong with the pairs of a comparison.
func pairsFault(pairs []Pair, a, b *Document) string {
	nextA, nextB := 0, 0
	for _, p := range pairs {
		var was, is string
		if p.A >= 0 {
			was = at(blockTexts(a), nextA)
			nextA++
		}
		if p.B >= 0 {
			is = at(blockTexts(b), nextB)
			nextB++
		}
		switch old, new := sides(p.Changes); {
		case p.A >= 0 && p.A != nextA-1 || p.B >= 0 && p.B != nextB-1 || p.A < 0 && p.B < 0:
			return "out of order"
		case p.Moved && p.A >= 0 && p.B >= 0:
			return "moved to its place"
		case p.Changes == nil && was != is, p.Changes != nil && (old != was || new != is):
			return "other words"
		}
	}
	if nextA != len(a.Blocks) || nextB != len(b.Blocks) {
		return "blocks are missing"
	}
	return ""
}

// sides puts the two texts of a difference together again.
func sides(changes []Change) (old, new string) {
	for _, c := range changes {
		if c.Op != Insert {
			old += c.Text
		}
		if c.Op != Delete {
			new += c.Text
		}
	}
	return old, new
}

func TestATextDoesNotDifferFromItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument().Draw(t, "text")
		for i, p := range Compare(&d, &d) {
			if p.A != i || p.B != i || p.Changes != nil || p.Recast || p.Moved {
				t.Fatalf("got %+v for block %d", p, i)
			}
		}
	})
}

func TestOtherMarksOnTheSameWordsAreToldApart(t *testing.T) {
	t.Parallel()
	a, b := Parse("One **two**.\n\nThree *four*.\n\nFive."), Parse("One two.\n\nThree *four*.\n\n**Six**.")
	var got []bool
	for _, p := range Compare(&a, &b) {
		got = append(got, p.Remarked)
	}
	if !slices.Equal(got[:2], []bool{true, false}) || slices.Contains(got[2:], true) {
		t.Errorf("remarked %v", got)
	}
}

func TestBlocksFindTheirPartners(t *testing.T) {
	t.Parallel()
	const (
		long  = "The tower was opened to the public in the spring of that year."
		other = "Its owner, a company from Lyon, has never said what it had cost."
		third = "Nobody in the city council remembers who had signed the papers."
	)
	for name, c := range map[string]struct{ before, after, want string }{
		"equal":                  {long + "\n\n" + other, long + "\n\n" + other, "0=0 1=1"},
		"one put in":             {long + "\n\n" + third, long + "\n\n" + other + "\n\n" + third, "0=0 -+1 1=2"},
		"one taken out":          {long + "\n\n" + other + "\n\n" + third, long + "\n\n" + third, "0=0 1+- 2=1"},
		"a word changed":         {long + "\n\n" + other, strings.Replace(long, "spring", "autumn", 1) + "\n\n" + other, "0~0 1=1"},
		"only quotation marks":   {"He said “no” to all of us.", "He said \"no\" to all of us.", "0~0"},
		"a heading recast":       {"# The opening\n\n" + long, "The opening\n\n" + long, "0=0recast 1=1"},
		"a level changed":        {"# The opening", "### The first opening", "0~0recast"},
		"one moved":              {long + "\n\n" + other + "\n\n" + third, other + "\n\n" + third + "\n\n" + long, "0+-moved 1=0 2=1 -+2moved"},
		"a short one moved":      {"One short line.\n\n" + other + "\n\n" + third, other + "\n\n" + third + "\n\nOne short line.", "0+- 1=0 2=1 -+2"},
		"one repeated elsewhere": {long + "\n\n" + other, long + "\n\n" + other + "\n\n" + long, "0=0 1=1 -+2"},
		"one split":              {long + " " + other + " " + third, long + "\n\n" + other + " " + third, "-+0 0~1"},
		"two merged":             {long + " " + other + "\n\n" + third, long + " " + other + " " + third, "0~0 1+-"},
		"one rewritten":          {long, other, "0+- -+0"},
		"among strangers":        {other + "\n\n" + long, third + "\n\n" + strings.Replace(long, "public", "people of Paris", 1) + "\n\nIt closed.", "0+- -+0 1~1 -+2"},
		"nothing":                {"", long, "-+0"},
		"other scripts":          {"башня открыта весной того года\n\n塔高三百三十米。", "塔高三百四十米。", "0+- 1~0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := Parse(c.before), Parse(c.after)
			if got := summary(Compare(&a, &b)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// summary writes each pair as its indexes with = for equal words, ~ for changed
// ones and + where one side is missing.
func summary(pairs []Pair) string {
	var all []string
	for _, p := range pairs {
		sign := "="
		switch {
		case p.A < 0 || p.B < 0:
			sign = "+"
		case p.Changes != nil:
			sign = "~"
		}
		s := strings.ReplaceAll(fmt.Sprint(p.A, sign, p.B), "-1", "-")
		s = strings.ReplaceAll(s, " ", "")
		if p.Recast {
			s += "recast"
		}
		if p.Moved {
			s += "moved"
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestABlockLeftAloneIsOneChange(t *testing.T) {
	t.Parallel()
	a, b := Parse("Gone for good."), Parse("")
	if got := Compare(&a, &b); !reflect.DeepEqual(got, []Pair{{A: 0, B: -1, Changes: []Change{{Delete, "Gone for good."}}}}) {
		t.Errorf("got %+v", got)
	}
}

func TestManyUnlikeBlocksArePairedNearTheirPlace(t *testing.T) {
	t.Parallel()
	var before, after []string
	for i := range 1500 {
		before = append(before, fmt.Sprintf("w%dx w%dy w%dz old", i, i, i))
		after = append(after, fmt.Sprintf("w%dx w%dy w%dz new", i, i, i))
	}
	for _, s := range align(before, after) {
		if s.a != s.b {
			t.Fatalf("block %d became block %d", s.a, s.b)
		}
	}
}

// prose writes about so many words that do not repeat each other, in paragraphs
// of a hundred, from a seed.
func prose(words, seed int) []Part {
	vocabulary := strings.Fields("the of and to in a is that for it as was with be by on not he his but at are this have from president parliament " +
		"company government minister reported election according billion yesterday announced statement country spokesman percent figures officials")
	state := uint32(seed)
	next := func(n int) int {
		state = state*1664525 + 1013904223
		return int(state>>8) % n
	}
	parts := make([]Part, words/100)
	for i := range parts {
		var b strings.Builder
		for range 100 {
			b.WriteString(vocabulary[next(len(vocabulary))])
			if next(2) == 0 {
				fmt.Fprintf(&b, "%x", next(5000))
			}
			b.WriteByte(' ')
		}
		parts[i].Text = b.String()
	}
	return parts
}

// edited changes a few words of every tenth part.
func edited(parts []Part, word string) []Part {
	changed := append([]Part(nil), parts...)
	for i := 0; i < len(parts); i += 10 {
		changed[i].Text = strings.Replace(parts[i].Text, " the", " "+word, 3)
	}
	return changed
}

func benchmarkCompare(b *testing.B, before, after []Part) {
	x, y := Build(before), Build(after)
	b.ReportAllocs()
	for b.Loop() {
		Compare(&x, &y)
	}
}

func BenchmarkCompare50000Words(b *testing.B) {
	benchmarkCompare(b, prose(50_000, 1), edited(prose(50_000, 1), "some"))
}

func BenchmarkCompareUnrelated50000Words(b *testing.B) {
	benchmarkCompare(b, prose(50_000, 1), prose(50_000, 2))
}

func BenchmarkCompareUnrelated50000WordsInShortBlocks(b *testing.B) {
	benchmarkCompare(b, short(prose(50_000, 1)), short(prose(50_000, 2)))
}

func BenchmarkCompareUnrelatedBlockOf50000Words(b *testing.B) {
	benchmarkCompare(b, whole(prose(50_000, 1)), whole(prose(50_000, 2)))
}

// short cuts parts into blocks of five words.
func short(parts []Part) []Part {
	var cut []Part
	for _, part := range parts {
		for words := strings.Fields(part.Text); len(words) > 0; words = words[min(5, len(words)):] {
			cut = append(cut, Part{Text: strings.Join(words[:min(5, len(words))], " ")})
		}
	}
	return cut
}

// whole makes one block of all parts.
func whole(parts []Part) []Part {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part.Text)
	}
	return []Part{{Text: b.String()}}
}
