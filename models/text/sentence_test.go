package text

import (
	"slices"
	"strings"
	"testing"
)

func TestSentencesEndWhereAReaderSeesThemEnd(t *testing.T) {
	t.Parallel()
	// Each case is the text of a block; a bar stands where a sentence ends.
	rules := map[string][]string{
		"abbreviations go on": {
			"Dr. Ada Novak met Gen. Weiss in St. Gallen.|They talked.", "The firm, e.g. a bakery, paid.|It had to.", "Das gilt z. B. für Brot.|Sonst nicht.",
			"Он живёт на ул. Мира.|Дом стоит у реки.", "Siehe Nr. 7 und S. 12.|Danach nichts.",
		},
		"abbreviations may end a sentence": {
			"She came from the U.S.|He did not.", "Bread, milk, etc.|All gone.", "He works for Lind Inc.|The firm pays.",
		},
		"initials belong to names":      {"J. R. Okafor wrote it.|K. Lee did not."},
		"figures hold together":         {"It rose by 3.5 percent to 1.204.000.|Then it fell.", "Am 3. Oktober war Ruhe.|Am 4. auch."},
		"a quotation keeps its mark":    {"“We won.”|Nobody cheered.", "“Did we win?” she asked.|“No!” he said.", "«Мы победили!» — сказал он.|Все молчали."},
		"brackets stay inside":          {"The mayor (He was ill. He had a cold.) stayed away.|The council met.", "(It rained.)|We stayed."},
		"ellipses need a capital":       {"I thought ... well, never mind…|You know."},
		"labels lead their item":        {"1. Buy bread.|2. Bake it.", "• one|• two"},
		"a line break is not an end":    {"The first line\ngoes on.|The second\ndoes too."},
		"names and addresses are whole": {"Write to ada@example.org or see www.example.org/a?b=news.|Yahoo! is not asked."},
		"other scripts have other ends": {"他走了。|她留下了！|为什么？", "هل جاء؟|نعم.", "वह आया।|फिर गया।", "Πού είναι;|Εδώ."},
	}
	for rule, cases := range rules {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			for _, c := range cases {
				want := strings.Split(c, "|")
				got := sentencesOf(strings.ReplaceAll(spaced(c), "|", ""))
				if !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}

// spaced puts a space at each bar, save after marks that want none.
func spaced(c string) string {
	bare := strings.NewReplacer("。|", "。", "！|", "！", "？|", "？")
	return strings.ReplaceAll(bare.Replace(c), "|", " ")
}
