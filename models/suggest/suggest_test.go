package suggest

import (
	"os"
	"strings"
	"testing"

	"stet/models/text"
)

// paragraphs is a document of plain paragraphs.
func paragraphs(parts ...string) *text.Document {
	var all []text.Part
	for _, p := range parts {
		all = append(all, text.Part{Kind: text.Paragraph, Text: p})
	}
	d := text.Build(all)
	return &d
}

func TestWhatDeservesACheckIsSuggestedWithItsKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, sentence, kind, reason string }{
		{"en", "The line counts 31,400 daily boardings this spring.", Number, "a figure: 31,400 daily boardings"},
		{"en", "Rents in the city rose by 12 % within a year.", Number, "a figure: 12 %"},
		{"en", "The harbour cost the taxpayers three million dollars.", Number, "a figure: three million"},
		{"en", "The bridge was opened to traffic on 3 May 1998.", Date, "a date: 3 May"},
		{"en", "This year the agreement between the two towns turns 25 years old.", Date, "an anniversary: turns 25 years"},
		{"en", "Norway is the largest investor in the port of Gdynia.", Superlative, "a superlative: largest"},
		{"en", "She became the first woman to lead the Bank of Ghana.", Superlative, "a superlative: first woman"},
		{"en", "The flood was caused by a broken dam above the village.", Cause, "a cause: caused"},
		{"en", "The former mayor was convicted of fraud by the regional court.", Legal, "a legal term: convicted"},
		{"en", "“We closed every mine in the valley and paid the men,” said Minister Ana Ruiz.", Quote, "a quotation"},
		{"en", "The delegation was received by Foreign Minister Ana Ruiz and her deputy Paul Okoro.", Title, "a name with a title: Foreign Minister Ana Ruiz"},
		{"en", "The refugees were taken to a camp located in Norhavn and given tents.", Place, "a place: located in"},
		{"de", "Die Bahn beförderte 31.400 Fahrgäste am Tag.", Number, "a figure: 31.400 Fahrgäste"},
		{"de", "Norwegen ist der größte Investor im Hafen von Danzig.", Superlative, "a superlative: größte"},
		{"de", "Der Brand wurde durch einen Kurzschluss verursacht, wie die Polizei sagte.", Cause, "a cause: verursacht"},
		{"de", "Der frühere Bürgermeister wurde wegen Betrugs verurteilt und freigesprochen.", Legal, "a legal term"},
		{"fr", "La Norvège est le plus grand investisseur du port de Gdynia.", Superlative, "a superlative: le plus"},
		{"fr", "L’incendie a été provoqué par un court-circuit dans la cave.", Cause, "a cause: provoqué"},
		{"fr", "L’ancien maire a été condamné pour fraude par le tribunal.", Legal, "a legal term: condamné"},
		{"es", "Noruega es el mayor inversor en el puerto de Gdynia.", Superlative, "a superlative: el mayor"},
		{"es", "El incendio fue provocado por un cortocircuito en el sótano.", Cause, "a cause: provocado"},
		{"es", "El exalcalde fue condenado por fraude fiscal en Sevilla.", Legal, "a legal term: condenado"},
		{"ru", "Норвегия является крупнейшим инвестором порта Гдыня.", Superlative, "a superlative: крупнейшим"},
		{"ru", "Пожар был вызван коротким замыканием в подвале дома.", Cause, "a cause: вызван"},
		{"ru", "Бывший мэр был осужден за мошенничество и взятки.", Legal, "a legal term: осужден"},
		{"ar", "النرويج هي أكبر مستثمر في ميناء المدينة القديم.", Superlative, "a superlative: أكبر"},
		{"ar", "كانت الحرائق بسبب عطل كهربائي في المبنى القديم.", Cause, "a cause: بسبب"},
		{"ar", "كانت المحكمة قد أدانت العمدة بتهمة الاحتيال والفساد.", Legal, "a legal term"},
	} {
		t.Run(c.lang+"/"+c.kind, func(t *testing.T) {
			t.Parallel()
			d := paragraphs(c.sentence)
			got := Suggest(d, c.lang)
			if len(got) != 1 {
				t.Fatalf("%d suggestions for %q (score %.2f)", len(got), c.sentence, Score(c.sentence, c.lang))
			}
			if got[0].Kind != c.kind || !strings.HasPrefix(got[0].Reason.String(), c.reason) {
				t.Errorf("%q: got %s, %q, want %s, %q", c.sentence, got[0].Kind, got[0].Reason, c.kind, c.reason)
			}
		})
	}
}

func TestFiguresDatesAndQuotationsAreFoundInEveryScript(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, sentence, kind string }{
		{"zh", "这座城市有三百万居民和许多工厂。", Number},
		{"zh", "该大桥于2024年1月29日正式通车。", Date},
		{"ja", "市長は「私たちは橋をもう一度建てます」と述べた。", Quote},
		{"ko", "이 다리는 2024년 1월에 개통되었다.", Date},
		{"hi", "इस शहर में ३१,४०० लोग रहते हैं।", Number},
		{"th", "เมืองนี้มีประชากร ๓๑,๔๐๐ คนในปัจจุบัน", Number},
		{"he", "בעיר הזאת גרים 31,400 אנשים כבר שנים.", Number},
		{"ar", "يبلغ عدد سكان المدينة ٣١٬٤٠٠ نسمة حاليا.", Number},
		{"fa", "جمعیت این شهر ۳۱۴۰۰ نفر است.", Number},
		{"el", "Ο δήμαρχος είπε «θα ξαναχτίσουμε τη γέφυρα εδώ».", Quote},
		{"pl", "Most został otwarty dla ruchu w 1998 roku.", Date},
	} {
		t.Run(c.lang+"/"+c.kind, func(t *testing.T) {
			t.Parallel()
			got := Suggest(paragraphs(c.sentence), c.lang)
			if len(got) != 1 || got[0].Kind != c.kind {
				t.Errorf("%q: got %+v, want one %s", c.sentence, got, c.kind)
			}
		})
	}
}

func TestWhatHoldsNothingToCheckIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, sentence string }{
		{"en", "I think this is a wonderful idea."},
		{"en", "Thank you all for coming tonight, ladies and gentlemen."},
		{"en", "What should we do about the two bridges?"},
		{"en", "On the other hand, there is more to it."},
		{"en", "We should all be a little kinder to each other."},
		{"en", "Perhaps the weather will be better tomorrow."},
		{"en", "He smiled."},
		{"de", "Ich glaube, das ist eine schöne Idee."},
		{"de", "Vielen Dank, meine Damen und Herren."},
		{"fr", "Je pense que c’est une idée magnifique."},
		{"es", "Creo que es una idea maravillosa para todos."},
		{"ru", "Я думаю, что это прекрасная мысль."},
		{"ar", "أعتقد أن هذه فكرة رائعة للجميع."},
		{"zh", "我觉得这是一个好主意。"},
		{"pl", "To jest naprawdę dobry pomysł dla nas."},
	} {
		if score := Score(c.sentence, c.lang); score >= Threshold {
			t.Errorf("%q scores %.2f", c.sentence, score)
		}
	}
}

func TestACaptionIsToBeCheckedAgainstItsPicture(t *testing.T) {
	t.Parallel()
	d := text.Build([]text.Part{{Kind: text.Caption, Text: "Divers beside the old pier."}})
	got := Suggest(&d, "en")
	if len(got) != 1 || got[0].Kind != Image {
		t.Errorf("got %+v", got)
	}
}

func TestOfALongSentenceTheClauseIsClaimed(t *testing.T) {
	t.Parallel()
	d := paragraphs("The minister spoke at length of the good will on both sides of the strait; trade between the ports keeps growing from year to year, and Norway is the largest investor in Gdynia.")
	got := Suggest(d, "en")
	if len(got) != 1 || d.Slice(got[0].Span) != "Norway is the largest investor in Gdynia" {
		t.Fatalf("got %+v, %q", got, d.Slice(got[0].Span))
	}
}

func TestWithoutALanguageTheScriptDecides(t *testing.T) {
	t.Parallel()
	for sentence, lang := range map[string]string{
		"Norway is the largest investor in Gdynia.":            "en",
		"Норвегия является крупнейшим инвестором порта Гдыня.": "ru",
		"النرويج هي أكبر مستثمر في ميناء المدينة القديم.":      "ar",
	} {
		if Score(sentence, "") != Score(sentence, lang) || Score(sentence, "und") != Score(sentence, lang) {
			t.Errorf("%q is not read as %s", sentence, lang)
		}
	}
	if Score("Norway is the largest investor in Gdynia.", "en-GB") != Score("Norway is the largest investor in Gdynia.", "en") {
		t.Error("the region changes the score")
	}
}

func TestNothingToCheckIsCutOffALongSentence(t *testing.T) {
	t.Parallel()
	const sentence = "The minister spoke at length of the good will on both sides of the strait; exports grew by 12 per cent in a year, and Norway is the largest investor in Gdynia."
	d := paragraphs(sentence)
	got := Suggest(d, "en")
	if len(got) != 1 || d.Slice(got[0].Span) != sentence {
		t.Fatalf("got %+v, %q", got, d.Slice(got[0].Span))
	}
}

func TestEveryWordListKnowsTheSignalsThatMakeAKind(t *testing.T) {
	t.Parallel()
	for lang, l := range lexicons {
		known := map[signal]bool{}
		for _, phrases := range []map[string][]phrase{l.exact, l.stems} {
			for _, same := range phrases {
				for _, p := range same {
					known[p.signal] = true
				}
			}
		}
		for _, s := range listed {
			if !known[s] && s != function && s != second {
				t.Errorf("the list for %s has no %s", lang, s)
			}
		}
	}
}

func TestTheVostokArticleGetsItsTwoClaims(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(shared(t, "seed/vostok-article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := paragraphs(string(content))
	kinds := map[string]string{}
	for _, s := range Suggest(d, "en") {
		t.Logf("%.2f %s (%s): %s", s.Score, s.Kind, s.Reason, d.Slice(s.Span))
		for _, words := range []string{"Russia is the largest investor in Belarus", "turns 25 years old"} {
			if strings.Contains(d.Slice(s.Span), words) {
				kinds[words] = s.Kind
			}
		}
	}
	if kinds["Russia is the largest investor in Belarus"] != Superlative {
		t.Errorf("the largest investor: %q", kinds["Russia is the largest investor in Belarus"])
	}
	if k := kinds["turns 25 years old"]; k != Number && k != Date {
		t.Errorf("the 25 years: %q", k)
	}
}
