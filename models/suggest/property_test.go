package suggest

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stet/models/text"
)

// valid fails when the suggestions are not in order, inside their sentence and
// fit to carry a claim.
func valid(t rapid.TB, d *text.Document, found []Suggestion) {
	t.Helper()
	for i, s := range found {
		if i > 0 && s.Sentence <= found[i-1].Sentence {
			t.Fatalf("suggestion %d is out of order: %+v after %+v", i, s, found[i-1])
		}
		if s.Sentence >= len(d.Sentences) || !d.Sentences[s.Sentence].Contains(s.Span) {
			t.Fatalf("%+v lies outside its sentence", s)
		}
		if snapped, ok := d.Snap(s.Span); !ok || snapped != s.Span {
			t.Fatalf("%+v is not on grapheme boundaries: %+v", s, snapped)
		}
		if !(s.Score >= Threshold && s.Score <= 1) || s.Kind == "" || s.Reason.IsZero() || !utf8.ValidString(s.Reason.String()) {
			t.Fatalf("%+v is incomplete", s)
		}
	}
}

func TestSuggestionsLieInTheirSentencesInOrderAndNeverVary(t *testing.T) {
	t.Parallel()
	pieces := []string{"Norway", "is", "the", "largest", "investor", "31,400", "2024", "January", "because", "“we", "said”",
		"President", "Ana", ",", "and", ";", ".", "?", "\n\n", "👩‍👩‍👧", "é", "أكبر", "٣١٬٤٠٠", "年", "三百万", "«", "»", "$", "%", "the", "was", "convicted", "-", "("}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 80).Draw(t, "words")
		lang := rapid.SampledFrom([]string{"", "en", "de", "fr", "es", "ru", "ar", "zh", "pt_BR"}).Draw(t, "lang")
		d := paragraphs(strings.Join(words, " "))
		found := Suggest(d, lang)
		valid(t, d, found)
		if !reflect.DeepEqual(found, Suggest(d, lang)) {
			t.Fatal("a second look finds something else")
		}
	})
}

func FuzzSuggest(f *testing.F) {
	f.Add("On 29 January 2024 “it was” $4 million, said President Ana Ruiz; F-14, G20.", "en")
	f.Add("“", "de")
	f.Add("-A-B C-", "fr")
	f.Add("ال وال ٣٪", "ar")
	f.Add("2024年1月29日,三百万「", "zh")
	f.Add("a\u0301 \u0301\u200d 1\u20e3", "")
	f.Fuzz(func(t *testing.T, content, lang string) {
		d := paragraphs(content)
		valid(t, d, Suggest(d, lang))
		if score := Score(content, lang); !(score >= 0 && score <= 1) {
			t.Errorf("score %v", score)
		}
	})
}

func BenchmarkSuggestIn50000Words(b *testing.B) {
	sentence := "The Norwegian minister Ana Ruiz said on 29 January 2024 that trade had grown by 12 per cent and that her country was the largest investor in the port. "
	d := paragraphs(strings.Split(strings.Repeat(strings.Repeat(sentence, 5)+"\n", 50000/(5*28)), "\n")...)
	b.ReportMetric(float64(d.Words()), "words")
	for b.Loop() {
		if len(Suggest(d, "en")) == 0 {
			b.Fatal("nothing suggested")
		}
	}
}
