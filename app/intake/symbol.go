package intake

import (
	"strings"
	"unicode/utf8"
)

// font is a font that has signs in the place of letters, in small letters; "" is
// any other.
type font string

// Signs by the code of the letter in whose place they stand. A space stands for
// a code without a sign, or one that Unicode has no common sign for.
const (
	symbolFirst = 0x20
	// Symbol, as Adobe encodes it.
	symbolSigns = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ " +
		"                                €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
	// Wingdings, by the look of its signs.
	wingdingsSigns = " ✏✂✁👓🔔📖🕯☎✆✉🖃📪📫📬📭📁📂📄🗏🗐🗄⏳⌨🖰🖲💻🖴💾🖬✇✍🖎✌👌👍👎☜☞☝☟✋☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□❐❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞▯" +
		"⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿        ·•▪○⭕◉◎ 🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷          ⌫⌦⮘➢⮙⮛⮈➲⮉⮋←→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✔☒☑ "
)

// Letters and the signs in their place, of fonts of which only a few are common
// in text: ticks, boxes and arrows.
const (
	wingdings2Pairs = "O✗P✓Q☒R☑S⮽T☒\u0097●\u00A2■\u00A3□"
	wingdings3Pairs = "f←g→h↑i↓j↖k↗l↙m↘p▲q▼t◀u▶|◀}▶"
	webdingsPairs   = "3◀4▶5▲6▼Y♥a✔c□g■n●r✖"
)

// fontNamed is the font of that name if it has signs for letters.
func fontNamed(name string) font {
	switch f := font(strings.ToLower(strings.TrimSpace(name))); f {
	case "symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings":
		return f
	}
	return ""
}

// Word writes the codes of such fonts into this range for private use.
const privateFirst, privateLast = 0xF000, 0xF0FF

// sign is the sign that the font has for a code. It is false for one without a
// sign in Unicode. In any other font a code is its character.
func (f font) sign(code rune) (rune, bool) {
	private := code >= privateFirst && code <= privateLast
	if private {
		code -= privateFirst
	}
	var found rune
	switch f {
	case "symbol":
		found = signAt(symbolSigns, code)
	case "wingdings":
		found = signAt(wingdingsSigns, code)
	case "wingdings 2":
		found = signOfPair(wingdings2Pairs, code)
	case "wingdings 3":
		found = signOfPair(wingdings3Pairs, code)
	case "webdings":
		found = signOfPair(webdingsPairs, code)
	default:
		return code, !private && code >= ' ' && utf8.ValidRune(code)
	}
	if code == ' ' {
		return ' ', true
	}
	return found, found != 0 && found != ' '
}

func signAt(signs string, code rune) rune {
	for _, r := range signs {
		if code == symbolFirst {
			return r
		}
		code--
	}
	return 0
}

func signOfPair(pairs string, code rune) rune {
	found := false
	for _, r := range pairs {
		if found {
			return r
		}
		found = r == code
	}
	return 0
}

// unicode is s with the signs that the font shows for its letters. A letter
// without a sign stays.
func (f font) unicode(s string) string {
	if f == "" {
		return s
	}
	return strings.Map(func(r rune) rune {
		if sign, ok := f.sign(r); ok {
			return sign
		}
		return r
	}, s)
}
