package quote_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"stet/models/quote"
	"stet/models/text"
)

const speech = `Thank you all for coming. We will open the harbour line in spring, if the council agrees. I do not promise that it will be cheap.

The old depot stays. Nobody will lose a job over it. The new trams come from the north, and they are quiet. “Quiet” is what people asked for.

It will be ready by 12 May.`

func document(s string) text.Document {
	var parts []text.Part
	for p := range strings.SplitSeq(s, "\n\n") {
		parts = append(parts, text.Part{Text: p})
	}
	return text.Build(parts)
}

// shown writes a finding so that a test can be read: -dropped-, +added+,
// [was>is], {left out}, <bracket>, and ~an aside~.
func shown(f quote.Finding) string {
	var b strings.Builder
	for _, r := range f.Runs {
		q, s := strings.TrimSpace(r.Quote), strings.TrimSpace(r.Said)
		switch r.Sort {
		case quote.Changed:
			b.WriteString("[" + s + ">" + q + "]")
		case quote.Added:
			b.WriteString("+" + q + "+")
		case quote.Dropped:
			b.WriteString("-" + s + "-")
		case quote.LeftOut:
			b.WriteString("{" + s + "}")
		case quote.Inserted:
			b.WriteString("<" + q + "=" + s + ">")
		case quote.Aside:
			b.WriteString("~")
		default:
			b.WriteString(q)
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestAQuotationIsComparedWordByWordWithWhatWasSaid(t *testing.T) {
	t.Parallel()
	d := document(speech)
	for _, c := range []struct {
		words, shown string
		match        quote.Match
	}{
		{"“We will open the harbour line in spring”, the mayor said.", "We will open the harbour line in spring", quote.Same},
		{"Die Bürgermeisterin: „We will open the harbour line in spring, if the council agrees.“", "We will open the harbour line in spring, if the council agrees.", quote.Same},
		{"«the harbour line in spring»", "the harbour line in spring", quote.Same},
		{`"We will open the harbour line," she said, "in spring."`, "We will open the harbour line, ~ in spring.", quote.Same},
		{"“We will open … in spring”", "We will open {the harbour line} in spring", quote.Same},
		{"“We will open […] in spring”", "We will open {the harbour line} in spring", quote.Same},
		{"“We will open (...) in spring ...”", "We will open {the harbour line} in spring {}", quote.Same},
		{"“We will open [it] in spring”", "We will open <[it]=the harbour line> in spring", quote.Same},
		{"“[T]he old depot stays.”", "<[T]he=The> old depot stays.", quote.Same},
		{"“they [the trams] are quiet”", "they <[the trams]=> are quiet", quote.Same},
		{"“We will open the harbour line in autumn”", "We will open the harbour line in [spring>autumn]", quote.Differs},
		{"“We will open the new harbour line in spring”", "We will open the +new+ harbour line in spring", quote.Differs},
		{"“We will open the line in spring”", "We will open the -harbour- line in spring", quote.Differs},
		{"“I promise that it will be cheap.”", "I -do not- promise that it will be cheap.", quote.Differs},
		{"“I … promise that it will be cheap.”", "I {do not} promise that it will be cheap.", quote.Same},
		{"“We will open in spring … It will be ready by 13 May.”", "We will open -the harbour line- in spring {if the council agrees. I do not promise that it will be cheap.\n\nThe old depot stays. Nobody will lose a job over it. The new trams come from the north, and they are quiet. “Quiet” is what people asked for} It will be ready by [12>13] May.", quote.Differs},
		{"“The new trams come from the north and they are quiet”", "The new trams come from the north and they are quiet", quote.Differs}, // a comma
		{"“The New Trams come from the north”", "The New Trams come from the north", quote.Differs},                                       // capitals
		{"“The old depot stays … We will open the harbour line”", "The old depot stays {} We will open the harbour line", quote.Differs},
		{"“The airport will be closed for all of the summer”", "", quote.Missing},
		{"", "", quote.None},
		{"“…”", "", quote.None},
		{"the harbour line in spring” and so on", "the harbour line in spring", quote.Same},
		{"he said “the harbour line in spring", "the harbour line in spring", quote.Same},
	} {
		f := quote.Check(c.words, &d)
		if got := shown(f); f.Match != c.match || c.match != quote.Missing && got != c.shown {
			t.Errorf("%s\n got %s: %s\nwant %s: %s", c.words, f.Match, got, c.match, c.shown)
		}
	}
}

func TestWhatAnEllipsisHidesIsSaidPlainly(t *testing.T) {
	t.Parallel()
	d := document(speech)
	f := quote.Check("“I … promise that it will be cheap”", &d)
	if len(f.Omissions) != 1 || f.Omissions[0].Negation != "not" || f.Omissions[0].Words != 2 || !f.Omissions[0].Marked || f.Omissions[0].Far() {
		t.Errorf("a negation: %+v", f.Omissions)
	}
	f = quote.Check("“We will open … by 12 May”", &d)
	if len(f.Omissions) != 1 || !f.Omissions[0].Far() || !f.Omissions[0].Paragraph || f.Omissions[0].Sentences != 5 {
		t.Errorf("far apart: %+v", f.Omissions)
	}
	if f = quote.Check("“We will open … in spring”", &d); len(f.Omissions) != 1 || f.Omissions[0].Far() || f.Omissions[0].Negation != "" {
		t.Errorf("a fair one: %+v", f.Omissions)
	}
	if f = quote.Check("“it will be cheap”", &d); f.CutNegation != "not" || f.Before != "I do not promise that " {
		t.Errorf("a sentence that was cut: %q %q", f.CutNegation, f.Before)
	}
	if f = quote.Check("“The old depot stays … We will open the harbour line”", &d); !f.Reordered {
		t.Errorf("another order: %+v", f)
	}
	if f = quote.Check("“The New Trams come from the north and they are quiet”", &d); !f.Capitals || !f.Punctuation || len(f.Words()) != 0 {
		t.Errorf("typography: %+v", f)
	}
}

// joined are the two sides of all runs.
func joined(f quote.Finding) (quoted, said string) {
	for _, r := range f.Runs {
		quoted, said = quoted+r.Quote, said+r.Said
	}
	return quoted, said
}

var vocabulary = []string{"the", "tram", "line", "opens", "not", "in", "spring", "council", "agrees", "12", "May", "quiet", "depot", "мэр", "線"}

func anySpeech(t *rapid.T) []string {
	words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 8, 60).Draw(t, "words")
	for i := range words {
		words[i] += rapid.SampledFrom([]string{"", "", "", ",", ".", " –"}).Draw(t, "after")
	}
	return words
}

func TestWordsTakenFromASpeechAreTheSameWhateverEllipsesAndQuotationMarks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := anySpeech(t)
		d := document(strings.Join(words, " "))
		from := rapid.IntRange(0, len(words)-3).Draw(t, "from")
		taken := words[from:]
		a := rapid.IntRange(1, len(taken)-1).Draw(t, "kept before")
		b := rapid.IntRange(a, len(taken)-1).Draw(t, "kept after")
		mark := rapid.SampledFrom([]string{" … ", " ... ", " […] ", " (...) "}).Draw(t, "mark")
		pair := rapid.SampledFrom([][2]string{{"“", "”"}, {"„", "“"}, {"«", "»"}, {`"`, `"`}, {"", ""}}).Draw(t, "pair")
		quoted := strings.Join(taken[:a], " ") + mark + strings.Join(taken[b:], " ")
		f := quote.Check(pair[0]+quoted+pair[1], &d)
		nearer := f.Match == quote.Differs && f.Punctuation && len(f.Words()) == 0 // the same words were said again, with another comma
		if f.Match != quote.Same && !nearer {
			t.Fatalf("%q in %q is %s: %s", quoted, d.Text, f.Match, shown(f))
		}
		if q, said := joined(f); q != quoted || !strings.Contains(d.Text, said) {
			t.Fatalf("the runs make %q and %q", q, said)
		}
	})
}

func TestAWordThatIsAddedIsFoundAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := anySpeech(t)
		d := document(strings.Join(words, " "))
		at := rapid.IntRange(1, len(words)-1).Draw(t, "at")
		quoted := strings.Join(words[:at], " ") + " zebra " + strings.Join(words[at:], " ")
		f := quote.Check(quoted, &d)
		if all := f.Words(); f.Match != quote.Differs || len(all) != 1 || strings.TrimSpace(all[0].Quote) != "zebra" || strings.ContainsFunc(all[0].Said, unicode.IsLetter) {
			t.Fatalf("%q is %s: %s", quoted, f.Match, shown(f))
		}
	})
}

func TestABracketedWordIsNoErrorAndShowsWhatItStandsFor(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := anySpeech(t)
		d := document(strings.Join(words, " "))
		at := rapid.IntRange(1, len(words)-2).Draw(t, "at")
		quoted := strings.Join(words[:at], " ") + " [zebra] " + strings.Join(words[at+1:], " ")
		f := quote.Check(quoted, &d)
		if f.Match == quote.Missing || len(f.Words()) != 0 || !strings.Contains(shown(f), "<[zebra]=") {
			t.Fatalf("%q is %s: %s", quoted, f.Match, shown(f))
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("“We will [it] … open", speech)
	f.Add(`"a," he said, "b[c]d (…) [e"`, "a b cd e")
	f.Add("[…]", "")
	f.Add("‘’“”„“«»\xff", "\xff “x")
	f.Fuzz(func(t *testing.T, words, said string) {
		d := document(said)
		found := quote.Check(words, &d)
		for _, r := range found.Runs {
			if !strings.Contains(words, r.Quote) && r.Quote != " … " || !strings.Contains(d.Text, r.Said) {
				t.Errorf("a run from nowhere: %+v", r)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	d := document(strings.Repeat(speech+"\n\n", 200)) // 14,000 words
	for b.Loop() {
		quote.Check("“We will close the harbour line in autumn … and nobody will lose their job over it”", &d)
	}
}
