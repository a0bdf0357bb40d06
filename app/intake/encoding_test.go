package intake

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	inRussian  = "В марте портовый трамвай перевёз 31 412 человек, больше, чем в любой другой месяц с момента открытия в 1998 году. По парому никто не скучает, сказала мэр во вторник. Отчёт городского совета показывает убыток за тот же год."
	inJapanese = "港の路面電車は三月に31,412人を運び、1998年の開業以来どの月よりも多かった。渡し船を懐かしむ人はいない、と市長は火曜日に述べた。市の決算は同じ年の赤字を示している。"
)

// inEncodings are texts by the encoding that people wrote them in.
func inEncodings() map[string]string {
	return map[string]string{
		"Windows-1251":          strings.Replace(inRussian, ", больше, чем", " — больше, чем", 1),
		"KOI8-R":                inRussian,
		"IBM866":                inRussian,
		"ISO-8859-5":            inRussian,
		"ISO-8859-2":            "Tramwaj portowy przewiózł w marcu 31 412 osób, więcej niż w jakimkolwiek innym miesiącu od otwarcia w 1998 roku. Nikt nie tęskni za promem, powiedziała burmistrz we wtorek. Sprawozdanie rady miasta pokazuje stratę.",
		"Windows-1250":          "Přístavní tramvaj svezla v březnu 31 412 lidí, více než v kterémkoli jiném měsíci od otevření v roce 1998. „Přívoz nikomu nechybí,“ řekla v úterý starostka. Účty města ukazují ztrátu ve stejném roce – žádný zisk.",
		"Windows-1252":          "Le tramway du port a transporté 31 412 personnes en mars, plus qu’aucun autre mois depuis son ouverture en 1998. « Personne ne regrette le bac », a déclaré la maire mardi. Les comptes de la ville révèlent une perte l’année même.",
		"Windows-1253":          "Το τραμ του λιμανιού μετέφερε 31.412 ανθρώπους τον Μάρτιο, περισσότερους από κάθε άλλο μήνα από το 1998. «Κανείς δεν νοσταλγεί το πλοίο», είπε η δήμαρχος την Τρίτη. Οι λογαριασμοί του δήμου δείχνουν ζημία.",
		"Windows-1254":          "Liman tramvayı mart ayında 31.412 kişi taşıdı; bu, 1998’deki açılışından beri herhangi bir aydan daha fazla. Belediye başkanı salı günü “Vapuru kimse özlemiyor” dedi. Şehrin hesapları aynı yıl için zarar gösteriyor.",
		"Windows-1255":          "הרכבת הקלה בנמל הסיעה 31,412 בני אדם בחודש מרץ, יותר מבכל חודש מאז פתיחתה בשנת 1998. איש אינו מתגעגע למעבורת, אמרה ראשת העיר ביום שלישי. דוחות המועצה מראים הפסד של 2.4 מיליון באותה שנה.",
		"Windows-1256":          "نقل ترام الميناء 31412 شخصا في شهر مارس، وهو عدد أكبر من أي شهر منذ افتتاحه عام 1998. وقالت رئيسة البلدية يوم الثلاثاء إن أحدا لا يفتقد العبارة. لكن حسابات المجلس تظهر خسارة في العام نفسه.",
		"Windows-874":           "รถรางท่าเรือขนส่งผู้โดยสาร 31,412 คนในเดือนมีนาคม มากกว่าเดือนใด ๆ นับตั้งแต่เปิดให้บริการในปี 2541 นายกเทศมนตรีกล่าวเมื่อวันอังคารว่าไม่มีใครคิดถึงเรือข้ามฟาก",
		"Shift_JIS":             inJapanese,
		"EUC-JP":                inJapanese,
		"ISO-2022-JP":           inJapanese,
		"GB18030":               "三月份，港口电车运送了31412人，超过1998年开通以来的任何一个月。市长星期二说，没有人怀念渡轮。不过市议会自己的账目显示，同一年亏损了二百四十万。",
		"Big5":                  "三月份，港口電車運送了31412人，超過1998年開通以來的任何一個月。市長星期二說，沒有人懷念渡輪。不過市議會自己的帳目顯示，同一年虧損了二百四十萬。",
		"EUC-KR":                "항구 전차는 3월에 31,412명을 실어 날랐는데, 1998년 개통 이후 어느 달보다 많았다. 시장은 화요일에 나룻배를 그리워하는 사람은 아무도 없다고 말했다. 시의 결산은 같은 해의 적자를 보여 준다.",
		"UTF-16, little-endian": inRussian,
		"UTF-16, big-endian":    inJapanese + " In 1998 it opened.",
	}
}

// encoded is s as an old program would have saved it.
func encoded(t testing.TB, s, name string) []byte {
	t.Helper()
	e, ok := encodingNamed(name)
	if !ok {
		t.Fatalf("no encoding is called %q", name)
	}
	data, err := e.NewEncoder().Bytes([]byte(norm.NFC.String(s)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(name, "UTF-16") {
		data = data[2:] // the mark
	}
	return data
}

func TestTheEncodingOfATextIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	found := 0
	for name, want := range inEncodings() {
		for _, ending := range []string{"", "\r\n\r\n" + want} {
			r, err := Read("a.txt", encoded(t, want+ending, name), Options{})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if !strings.HasPrefix(r.Document.Text, want) || r.Encoding != name || !r.Guessed {
				t.Errorf("%s: read as %s: %q", name, r.Encoding, r.Document.Text)
				continue
			}
			found++
		}
	}
	t.Logf("%d of %d texts in %d encodings", found, 2*len(inEncodings()), len(inEncodings()))
}

func TestAShortTextIsReadRightOrNotAtAll(t *testing.T) {
	t.Parallel()
	right, refused := 0, 0
	var wrong []string
	for name, s := range inEncodings() {
		short := string([]rune(s)[:40])
		r, err := Read("a.txt", encoded(t, short, name), Options{})
		switch {
		case err != nil:
			refused++
		case r.Document.Text == strings.TrimSpace(short):
			right++
		default:
			wrong = append(wrong, name+" as "+r.Encoding)
		}
	}
	t.Logf("of 40 characters: %d right, %d refused, %d wrong: %s", right, refused, len(wrong), strings.Join(wrong, ", "))
	if len(wrong) > 2 {
		t.Errorf("%d are wrong", len(wrong))
	}
}

func TestTheEncodingThatIsAskedForIsTaken(t *testing.T) {
	t.Parallel()
	for name, want := range inEncodings() {
		r, err := Read("a.txt", encoded(t, want, name), Options{Encoding: strings.ToLower(name)})
		if err != nil || r.Document.Text != want || r.Encoding != name || r.Guessed {
			t.Errorf("%s: %q as %s, %v", name, r.Document.Text, r.Encoding, err)
		}
	}
	r, err := Read("a.txt", []byte("Schlo\xDF"), Options{Encoding: "Windows-1251"})
	if err != nil || r.Document.Text != "SchloЯ" {
		t.Errorf("against the look of it: %q, %v", r.Document.Text, err)
	}
	_, err = Read("a.txt", []byte("a"), Options{Encoding: "Windows-99"})
	wantRefusal(t, err, "“Windows-99”")
	_, err = Read("a.txt", encoded(t, inRussian, "KOI8-R"), Options{Encoding: "UTF-8"})
	wantRefusal(t, err, "not in UTF-8")
	_, err = Read("a.txt", []byte("a\x00b\x00"), Options{Encoding: "Windows-1252"})
	wantRefusal(t, err, "not text")
}

func TestUnicodeIsKnownAndNotGuessed(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{"a": "UTF-8", "é": "UTF-8", "\uFEFFé": "UTF-8", "\xFF\xFEa\x00": "UTF-16", "\xFF\xFE\x00\x00a\x00\x00\x00": "UTF-32"} {
		if r := read(t, "a.txt", []byte(data)); r.Encoding != want || r.Guessed {
			t.Errorf("%q is in %s, guessed %t", data, r.Encoding, r.Guessed)
		}
	}
	if r := read(t, "a.docx", docx(t, paragraphs("A line."))); r.Encoding != "" || r.Guessed {
		t.Errorf("a document is in %q", r.Encoding)
	}
}

func TestAPageIsReadAsItsServerSays(t *testing.T) {
	t.Parallel()
	page := []byte("<p>\xCF\xF0\xE8\xE2\xE5\xF2 \xFF")
	r, err := Read("a.html", page, Options{Declared: "text/html; charset=cp1251"})
	if err != nil || r.Document.Text != "Привет я" || r.Encoding != "Windows-1251" || r.Guessed {
		t.Errorf("%q in %s, %v", r.Document.Text, r.Encoding, err)
	}
	r, err = Read("a.html", page, Options{Declared: "text/html; charset=cp1251", Encoding: "Windows-1252"})
	if err != nil || r.Document.Text != "Ïðèâåò ÿ" {
		t.Errorf("%q, %v", r.Document.Text, err)
	}
	r, err = Read("a.html", []byte("<p>Привет"), Options{Declared: "text/html; charset=cp1251"})
	if err != nil || r.Document.Text != "Привет" || r.Encoding != "UTF-8" {
		t.Errorf("%q in %s, %v", r.Document.Text, r.Encoding, err)
	}
	r, err = Read("a.html", append([]byte("<meta charset=iso-2022-jp><p>"), encoded(t, inJapanese, "ISO-2022-JP")...), Options{})
	if err != nil || r.Document.Text != inJapanese || r.Encoding != "ISO-2022-JP" {
		t.Errorf("%q in %s, %v", r.Document.Text, r.Encoding, err)
	}
}

// TestNoiseIsNotTakenForText throws dice for bytes that mean nothing.
func TestNoiseIsNotTakenForText(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range 500 {
		data := make([]byte, 40+dice.IntN(400))
		for i := range data {
			data[i] = byte(0x80 + dice.IntN(0x80))
			if dice.IntN(6) == 0 {
				data[i] = ' '
			}
		}
		if r, err := Read("a.txt", data, Options{}); err == nil {
			taken++
			t.Logf("%s: %q", r.Encoding, r.Document.Text)
		}
	}
	if taken > 0 {
		t.Errorf("%d of 500 were taken for text", taken)
	}
}

func FuzzDecode(f *testing.F) {
	for name, s := range inEncodings() {
		f.Add(encoded(f, s, name), "")
		f.Add(encoded(f, s, name), name)
	}
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if name != "" {
			if _, known := encodingNamed(name); !known {
				return
			}
		}
		in, err := decodeText(data, Options{Encoding: name})
		if err != nil {
			wantRefusal(t, err)
			return
		}
		if _, known := encodingNamed(in.encoding); !utf8.ValidString(in.text) || !known && !strings.HasPrefix(in.encoding, "UTF-") {
			t.Fatalf("%q in %q", in.text, in.encoding)
		}
	})
}
