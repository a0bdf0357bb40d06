package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mergeMarkup merges texts in markup.
func mergeMarkup(base, mine, theirs string) (string, []Clash) {
	b, m, t := Parse(base), Parse(mine), Parse(theirs)
	return Merge(&b, &m, &t)
}

// canonical is markup as Merge writes it.
func canonical(markup string) string {
	d := Parse(markup)
	return d.Markup()
}

func TestChangesThatDoNotTouchAreBothKept(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"in one sentence":          {"The tower is 300 metres high.", "The spire is 300 metres high.", "The tower is 330 metres high.", "The spire is 330 metres high."},
		"over punctuation":         {"In May, he left.", "In June, he left.", "In May, she left.", "In June, she left."},
		"in two paragraphs":        {"One.\n\nTwo.", "One, changed.\n\nTwo.", "One.\n\nTwo, changed.", "One, changed.\n\nTwo, changed."},
		"ends of neighbours":       {"One two.\n\nThree four.", "One deux\n\nThree four.", "One two.\n\nDrei four.", "One deux\n\nDrei four."},
		"a new paragraph":          {"One two.\n\nThree four.", "One two.\n\nNew.\n\nThree four.", "One two.\n\nDrei four.", "One two.\n\nNew.\n\nDrei four."},
		"a new one after the last": {"One two.", "One two.\n\nNew.", "Un two.", "Un two.\n\nNew."},
		"a paragraph less":         {"One two.\n\nGone.\n\nThree four.", "One two.\n\nThree four.", "One two.\n\nGone.\n\nDrei four.", "One two.\n\nDrei four."},
		"a heading recast":         {"# A tall tower\n\nIt is high.", "## A tall tower\n\nIt is high.", "# A tall spire\n\nIt is high.", "## A tall spire\n\nIt is high."},
		"the same change":          {"One two three four.", "Un two three four.", "Un two three vier.", "Un two three vier."},
		"a paragraph split": {
			"It opened in May. Nobody came to see it.", "It opened in May.\n\nNobody came to see it.",
			"It opened in May. Nobody came to love it.", "It opened in May.\n\nNobody came to love it.",
		},
		"a larger part split off": {
			"It opened. Nobody came to see it in May.", "It opened.\n\nNobody came to see it in May.",
			"It closed. Nobody came to see it in May.", "It closed.\n\nNobody came to see it in May.",
		},
		"paragraphs merged": {
			"It opened in May.\n\nNobody came to see it.", "It opened in May. Nobody came to see it.",
			"It opened in May.\n\nNobody came to love it.", "It opened in May. Nobody came to love it.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			merged, clashes := mergeMarkup(c.base, c.mine, c.theirs)
			if merged != c.want || len(clashes) > 0 {
				t.Errorf("got %q with clashes %q, want %q", merged, clashes, c.want)
			}
		})
	}
}

func TestMarksAreMergedByThemselves(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"bold around a changed word":   {"It was red then.", "**It was red then.**", "It was blue then.", "**It was blue then.**"},
		"bold around one put in":       {"It was red then.", "**It was red then.**", "It was not red then.", "**It was not red then.**"},
		"bold taken from around it":    {"**It was red then.**", "It was red then.", "**It was blue then.**", "It was blue then."},
		"words put in beside bold":     {"It was red then.", "It was **red** then.", "It was red back then.", "It was **red** back then."},
		"two marks on the same words":  {"It was red then.", "It was **red** then.", "It *was red* then.", "It *was **red*** then."},
		"another end of a mark":        {"**One two** three.", "**One** two three.", "**One two three**.", "**One** two **three**."},
		"the same link":                {"One two.", "[One](https://a.example/) two.", "[One](https://a.example/) two.", "[One](https://a.example/) two."},
		"a link around a changed word": {"See the list of May.", "See [the list of May](https://a.example/).", "See the list of June.", "See [the list of June](https://a.example/)."},
		"over lines of a quotation":    {"> One\n> two", "> **One\n> two**", "> One\n> drei", "> **One\n> drei**"},
		"a heading recast":             {"A tower", "# A tower", "A **tower**", "# A **tower**"},
		"half a word":                  {"It was unbelievable.", "It was un{**believ**}able.", "This was unbelievable.", "This was un{**believ**}able."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			merged, clashes := mergeMarkup(c.base, c.mine, c.theirs)
			if merged != c.want || len(clashes) > 0 {
				t.Errorf("got %q with clashes %q, want %q", merged, clashes, c.want)
			}
		})
	}
}

func TestTwoLinksOnTheSameWordsClash(t *testing.T) {
	t.Parallel()
	merged, clashes := mergeMarkup("See the list, one.", "See [the list](https://a.example/), **uno**.", "See [the list](https://b.example/), one.")
	want := Clash{"the list", "[the list](https://a.example/)", "[the list](https://b.example/)"}
	if merged != "See [the list](https://a.example/), **uno**." || !slices.Equal(clashes, []Clash{want}) {
		t.Errorf("got %q with clashes %q", merged, clashes)
	}
}

func TestChangesThatTouchKeepMineAndAreListed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		base, mine, theirs string
		want               Clash
	}{
		"the same word":          {"It is 300 metres.", "It is 310 metres.", "It is 330 metres.", Clash{"300", "310", "330"}},
		"neighbouring words":     {"It was badly made then.", "It was well made then.", "It was badly told then.", Clash{"badly made", "well made", "badly told"}},
		"a word put before it":   {"It was approved then.", "It was rejected then.", "It was not approved then.", Clash{"approved", "rejected", "not approved"}},
		"a word and its stop":    {"He left in May.", "He left in June.", "He left in May!", Clash{"May.", "June.", "May!"}},
		"nothing between":        {"It cost $5 then.", "It cost €5 then.", "It cost $6 then.", Clash{"$5", "€5", "$6"}},
		"put in at one place":    {"It was red.", "It was not red.", "It was very red.", Clash{"", "not ", "very "}},
		"taken out and changed":  {"One two three four five.", "One five.", "One two drei four five.", Clash{"two three four ", "", "two drei four "}},
		"two new paragraphs":     {"One.\n\nTwo.", "One.\n\nMine.\n\nTwo.", "One.\n\nHers.\n\nTwo.", Clash{"", "Mine.\n\n", "Hers.\n\n"}},
		"an empty base":          {"", "Mine.", "Hers.", Clash{"", "Mine.", "Hers."}},
		"a paragraph rewritten":  {"The tower is high.", "Everyone left by noon.", "The tower is tall.", Clash{"The tower is high", "Everyone left by noon", "The tower is tall"}},
		"a script without space": {"塔高三百米。", "塔高四百米。", "塔高三千米。", Clash{"三百", "四百", "三千"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			merged, clashes := mergeMarkup(c.base, c.mine, c.theirs)
			if merged != c.mine || !slices.Equal(clashes, []Clash{c.want}) {
				t.Errorf("got %q with clashes %q, want %q with %q", merged, clashes, c.mine, c.want)
			}
		})
	}
}

func TestMergeHoldsWhatBothTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := anyProse().Draw(t, "base")
		mine, theirs := anyEdit(base).Draw(t, "mine"), anyEdit(base).Draw(t, "theirs")
		if fault := mergeFault(base, mine, theirs); fault != "" {
			t.Fatal(fault)
		}
	})
}

func FuzzMergeWords(f *testing.F) {
	f.Add("One two.\n\nThree.", "One deux.\n\nThree.", "One two.\n\n# Three")
	f.Add("塔高三百米。", "", "塔高三百米。\n\nمرحبا")
	f.Add("\r\n\n \xff", "\xf0\x9f", "\u0301\n")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		if fault := faultOf(MergeWords, tokens, base, mine, theirs); fault != "" {
			t.Fatal(fault)
		}
	})
}

func FuzzMerge(f *testing.F) {
	f.Add("One two.\n\nThree.", "One deux.\n\nThree.", "One two.\n\n# Three")
	f.Add("塔高三百米。", "", "塔高三百米。\n\nمرحبا")
	f.Add("\r\n\n \xff", "\xf0\x9f", "\u0301\n")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		if fault := mergeFault(base, mine, theirs); fault != "" {
			t.Fatal(fault)
		}
	})
}

func TestMergeOfPlainWordsHoldsWhatBothTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.OneOf(anyProse(), rapid.String()).Draw(t, "base")
		mine, theirs := anyEdit(base).Draw(t, "mine"), anyEdit(base).Draw(t, "theirs")
		if fault := faultOf(MergeWords, tokens, base, mine, theirs); fault != "" {
			t.Fatal(fault)
		}
	})
}

func TestPlainWordsAreMergedAsTheyStand(t *testing.T) {
	t.Parallel()
	merged, clashes := MergeWords("# One *two* three\n- four", "# Uno *two* three\n- four", "# One *two* drei\n- four \\* [five](x)")
	if merged != "# Uno *two* drei\n- four \\* [five](x)" || len(clashes) > 0 {
		t.Errorf("merged %q with %q", merged, clashes)
	}
}

// mergeFault says what a merge of texts does that none may do.
func mergeFault(base, mine, theirs string) string {
	base, mine, theirs = canonical(base), canonical(mine), canonical(theirs)
	if merged, _ := mergeMarkup(base, mine, theirs); canonical(merged) != merged {
		return fmt.Sprintf("it is %q, which is written %q", merged, canonical(merged))
	}
	return faultOf(mergeMarkup, func(s string) []string { return tokens(Parse(s).Text) }, base, mine, theirs)
}

// faultOf says what a way to merge does that none may do.
func faultOf(merge func(base, mine, theirs string) (string, []Clash), words func(string) []string, base, mine, theirs string) string {
	merged, clashes := merge(base, mine, theirs)
	if again, same := merge(base, mine, theirs); again != merged || !slices.Equal(same, clashes) {
		return fmt.Sprintf("merged twice it is %q and %q", merged, again)
	}
	if back, other := merge(base, theirs, mine); len(clashes) != len(other) || len(clashes) == 0 && back != merged {
		return fmt.Sprintf("it is %q, from the other side %q", merged, back)
	}
	for _, c := range [][4]string{{base, mine, base, mine}, {base, base, theirs, theirs}, {base, mine, mine, mine}} {
		if got, clashes := merge(c[0], c[1], c[2]); got != c[3] || len(clashes) > 0 {
			return fmt.Sprintf("merge(%q, %q, %q) = %q, %q", c[0], c[1], c[2], got, clashes)
		}
	}
	kept := merged
	if word := lost(words, base, mine, kept); word != "" {
		return fmt.Sprintf("my %q is not in %q", word, kept)
	}
	for _, c := range clashes {
		kept += "\n" + c.Theirs
		if c.Base == c.Mine || c.Base == c.Theirs || c.Mine == c.Theirs {
			return fmt.Sprintf("%+v is no clash", c)
		}
	}
	if word := lost(words, base, theirs, kept); word != "" {
		return fmt.Sprintf("their %q is not in %q", word, kept)
	}
	return ""
}

// lost is a word of one side that is new to the base and not kept.
func lost(words func(string) []string, base, side, kept string) string {
	old, all := words(base), kept+Parse(kept).Text+strings.ReplaceAll(kept, "*", "")
	for _, word := range words(side) {
		if strings.TrimSpace(word) != "" && !slices.Contains(old, word) && !strings.Contains(all, word) {
			return word
		}
	}
	return ""
}

// anyProse draws paragraphs of words of several scripts, some of them marked.
func anyProse() *rapid.Generator[string] {
	words := []string{"the", "**the**", "*was*", "[Paris](https://a.example/)", "**in *May***", "tower", "was", "not", "built", "in", "1889", "Paris", "Привет", "башня", "中文", "塔", "שלום", "برج", "👩‍👩‍👧‍👦", "e\u0301"}
	marks := []string{"", "", "# ", "> ", "- ", "  - "}
	return rapid.Custom(func(t *rapid.T) string {
		var paragraphs []string
		for range rapid.IntRange(0, 6).Draw(t, "paragraphs") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 25).Draw(t, "words"), " ")
			paragraphs = append(paragraphs, rapid.SampledFrom(marks).Draw(t, "mark")+text+".")
		}
		return strings.Join(paragraphs, rapid.SampledFrom([]string{"\n\n", "\n"}).Draw(t, "break"))
	})
}

// anyEdit draws what somebody makes of a text: words put in, taken out and
// replaced, paragraphs split, merged, moved and rewritten.
func anyEdit(text string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		all := tokens(text)
		for range rapid.IntRange(0, 5).Draw(t, "edits") {
			from := rapid.IntRange(0, len(all)).Draw(t, "from")
			to := rapid.IntRange(from, min(len(all), from+rapid.SampledFrom([]int{0, 1, 3, 40}).Draw(t, "reach"))).Draw(t, "to")
			var put []string
			switch rapid.IntRange(0, 4).Draw(t, "edit") {
			case 0: // taken out
			case 1: // moved to the end
				put = all[from:to]
				from, to, all = len(all)-(to-from), len(all)-(to-from), slices.Delete(slices.Clone(all), from, to)
			case 2: // split or merged
				put = []string{rapid.SampledFrom([]string{"\n\n", "\n", " "}).Draw(t, "break")}
			default:
				put = tokens(rapid.OneOf(anyProse(), anyText(), rapid.Just(" newly said ")).Draw(t, "put"))
			}
			all = slices.Concat(all[:from], put, all[to:])
		}
		return strings.Join(all, "")
	})
}

func benchmarkMerge(b *testing.B, base, mine, theirs []Part) {
	x, y, z := Build(base), Build(mine), Build(theirs)
	b.ReportAllocs()
	for b.Loop() {
		Merge(&x, &y, &z)
	}
}

func BenchmarkMerge50000Words(b *testing.B) {
	base := prose(50_000, 1)
	benchmarkMerge(b, base, edited(base, "some"), slices.Concat(base[:5], edited(base[5:], "their")))
}

func BenchmarkMergeUnrelated50000Words(b *testing.B) {
	benchmarkMerge(b, prose(50_000, 1), prose(50_000, 2), prose(50_000, 3))
}

func BenchmarkMergeUnrelatedLinesOf50000Words(b *testing.B) {
	benchmarkMerge(b, whole(prose(50_000, 1)), whole(prose(50_000, 2)), whole(prose(50_000, 3)))
}
