package main_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/text/unicode/norm"
)

// scripts are texts in which a browser's offsets, code points and what people
// see as one character are three different counts. The words in brackets are
// selected; the brackets are not part of the text.
var scripts = []struct{ name, text string }{
	{"emoji of several parts", "The family [👨‍👩‍👧‍👦 waved 👋🏽 from pier 7️⃣] today."},
	{"flags", "Teams from 🇧🇾[🇷🇺🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 🇺🇳] came."},
	{"combining marks", "Le cafe\u0301 [de Zoe\u0308 a o\u0323\u0302uvert]."},
	{"marks that stack", "The word [s\u0323\u0307\u0304o is odd, a\u0330\u0301\u0302\u0303\u0304] too."},
	{"Arabic", "قال الرئيس [إن ٤١٢ قطعة أرض مؤجّرة] على طول القناة."},
	{"Hebrew with points", "הָעִיר [מַחְכִּירָה 412 חֶלְקוֹת] לְאֹרֶךְ הַתְּעָלָה."},
	{"Thai", "เมืองให้[เช่าที่ดิน ๔๑๒ แปลง]ริมคลองน้ำใส"},
	{"Chinese", "市政府沿运河[出租𠮷412块花园，最早]的合同是1921年的。"},
	{"Devanagari", "शहर नहर के [किनारे ४१२ क्षेत्रों] को किराए पर देता है।"},
	{"both directions", "The sign [said “قناة 412 מטר” in] two scripts."},
}

// bracketed is the text without the brackets, and the words in them, in the
// form that texts are kept in.
func bracketed(s string) (text, words string) {
	before, rest, _ := strings.Cut(s, "[")
	words, after, _ := strings.Cut(rest, "]")
	return before + words + after, norm.NFC.String(words)
}

// TestAClaimHasExactlyTheSelectedWords selects words in many scripts and
// compares what the browser had selected with what was kept of it.
func TestAClaimHasExactlyTheSelectedWords(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := atWork(t, browser, s, eva, desktop, fingers{})
	editor.signsIn()
	var all []string
	for _, c := range scripts {
		text, _ := bracketed(c.text)
		all = append(all, text)
	}
	editor.pastes("Many scripts", strings.Join(all, "\n\n"))
	quotes := map[string]string{} // by the wording, which is what was selected
	for _, c := range scripts {
		_, words := bracketed(c.text)
		editor.by.selects(editor.tab, words)
		chosen := value[string](editor.tab, "getSelection().toString()")
		before := value[string](editor.tab, "document.querySelector('#claim').dataset.claim ?? ''")
		editor.keys("n")
		editor.settles()
		editor.until(c.name+" makes a claim", `(document.querySelector('#claim').dataset.claim ?? '') !== %s`, before)
		if shown := value[string](editor.tab, `[...document.querySelectorAll('.text mark.on')].map(m => m.textContent).join('')`); shown != chosen {
			t.Errorf("%s: selected %q, marked %q", c.name, chosen, shown)
		}
		quotes[chosen] = c.name
	}
	for _, claim := range exported(t, data, editor.article).Claims {
		if _, selected := quotes[claim.Places[0].Quote]; !selected {
			t.Errorf("nobody selected %q", claim.Places[0].Quote)
		}
		delete(quotes, claim.Places[0].Quote)
	}
	for quote, name := range quotes {
		t.Errorf("%s: no claim has the selected words %q", name, quote)
	}
}

// TestASelectionInsideACharacterTakesItWhole puts the ends of a selection
// between the parts of an emoji and of a letter with its accent.
func TestASelectionInsideACharacterTakesItWhole(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	editor := atWork(t, browser, serving(t, data), eva, desktop, keyboard{})
	editor.signsIn()
	editor.pastes("Inside", "A flag 🇧🇾 and the word x̣̂yz stand here.")
	do(editor.tab, `(n => getSelection().setBaseAndExtent(n, n.data.indexOf('🇧🇾') + 2, n, n.data.indexOf('yz') - 1))(document.querySelector('[data-b="0"]').firstChild)`)
	editor.keys("n")
	editor.settles()
	editor.shows("#claim[data-claim]")
	if quote := exported(t, data, editor.article).Claims[0].Places[0].Quote; quote != "🇧🇾 and the word x̣̂" {
		t.Errorf("claimed %q", quote)
	}
}

// TestASelectionOverParagraphsIsOneClaim goes from the middle of a paragraph into
// the next but one, by keyboard.
func TestASelectionOverParagraphsIsOneClaim(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	editor := atWork(t, browser, serving(t, data), eva, desktop, keyboard{})
	editor.signsIn()
	editor.pastes("Over paragraphs", "The first 👋🏽 one ends.\n\nThe second stands between.\n\nThe third begins and ends.")
	editor.keys("s")
	editor.keys(kb.ArrowDown+kb.ArrowDown, chromedp.ModifierShift)
	editor.keys("n")
	editor.settles()
	editor.shows("#claim[data-claim]")
	if quote := exported(t, data, editor.article).Claims[0].Places[0].Quote; quote != "The first 👋🏽 one ends.\n\nThe second stands between.\n\nThe third begins and ends." {
		t.Errorf("claimed %q", quote)
	}
}

// TestAClaimLiesAcrossBoldItalicsAndLinks selects and chooses words that are set
// apart. A press on the words of a link chooses their claim; the sign behind them
// leads to the address and chooses nothing.
func TestAClaimLiesAcrossBoldItalicsAndLinks(t *testing.T) {
	t.Parallel()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	editor := atWork(t, browser, serving(t, data), eva, desktop, mouse{})
	editor.signsIn()
	editor.pastes("Marks", "# Marks\n\nThe **bold 👋🏽 and *slanted* words** stand beside [a long link](https://example.org/x) here.")
	const words = "slanted words stand beside a long"
	editor.by.selects(editor.tab, words)
	editor.keys("n")
	editor.settles()
	editor.shows("#claim[data-claim]")
	if quote := exported(t, data, editor.article).Claims[0].Places[0].Quote; quote != words {
		t.Errorf("claimed %q", quote)
	}
	if marks := value[int](editor.tab, `document.querySelectorAll('.text mark').length`); marks != 1 {
		t.Errorf("the words have %d marks", marks)
	}
	editor.keys(kb.Escape)
	editor.keys(kb.Escape)
	editor.hides("#claim[data-claim]")
	do(editor.tab, `document.querySelector('.out').addEventListener('click', e => e.preventDefault())`)
	editor.press(".text .out")
	if chosen := value[bool](editor.tab, `'claim' in document.querySelector('main.ws').dataset`); chosen {
		t.Error("the sign of the link chose a claim")
	}
	editor.press(".text mark .lk | a long")
	editor.shows("#claim[data-claim]")
	if path := value[string](editor.tab, "location.pathname"); path != "/articles/1" || value[int](editor.tab, "history.length") == 0 {
		t.Errorf("the words of the link led to %s", path)
	}
}
