package text

import "strings"

// lexicon is a compiled list of words.
type lexicon map[string]bool

func compile(words string) lexicon {
	l := lexicon{}
	for word := range strings.FieldsSeq(words) {
		l[word] = true
	}
	return l
}

// leadingWords are abbreviations that always have something after them.
var leadingWords = compile("" +
	/* English */ " Mr Mrs Ms Mx Dr Prof Rev Hon Sr Messrs Mt Ft St Ste Gen Col Capt Cpt Cmdr Cdr Lt Maj Sgt Adm Pvt Cpl Gov Sen Rep Pres Supt Insp vs e.g i.e cf viz approx ca resp attn" +
	/* German */ " Hr Fr Frl Dipl Ing hl sog bzw vgl evtl ggf inkl exkl zzgl bspw z.b z.z d.h u.a z.t i.d o.g med jur phil geb gest verh kath evang" +
	/* French */ " M MM Mme Mlle Mgr env p.ex" +
	/* Spanish, Portuguese */ " Srta Sra Sres Dña Lic Arq Dra Avda Av Apdo Ud Uds Vd Vds p.ej" +
	/* Italian */ " Sig Sig.ra Sig.na Sigg Dott Dott.ssa Avv Geom Rag Spett Gent Egr" +
	/* Dutch, Danish, Norwegian, Swedish */ " dhr mevr mw drs mej bijv d.w.z o.a Skt bl.a f.eks d.v.s t.ex" +
	/* Polish */ " ul im godz woj św ks bp abp dyr płk mjr kpt podkom nadkom asp inż np tzw tj m.in wg os pow gm zob fot ur" +
	/* Czech, Slovak */ " např napr tzv MUDr JUDr PhDr RNDr Bc MVDr PaedDr nám popř příp plk npor" +
	/* Russian, Bulgarian, Ukrainian */ " ул пл просп пер им акад проф доц д-р г-н г-жа гр св тов обл пос пгт дер гос т.е т.к т.н напр см ср корп кв тел р-н м-р инж ген полк вкл ")

// countingWords are abbreviations only where a number follows.
var countingWords = compile("" +
	/* English */ " No Nos no nos p pp vol vols fig figs art arts sec sect ch chap ext Tel tel par para" +
	/* months, days */ " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ene Abr Ago Dic Okt Dez janv févr avr juil déc Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Lun Mié Jue Vie Sáb Dom" +
	/* other languages */ " nr bd abs ziff aufl kap n° N° nº № núm pág págs rys poz pkt čís čl рис стр ст гл пп мин ")

// closingWords are abbreviations that may end a sentence, and do before a
// capital letter.
var closingWords = compile(" etc usw al itd itp atd apod ff osv enz ecc т.д т.п др пр руб коп тыс млн млрд a.m p.m tys mln mld proc ")

// firmWords are mostly followed by more of a name, but may end a sentence.
var firmWords = compile("" +
	/* firms */ " Inc Ltd co Co Corp Bros plc PLC LLC Jr Esq Dept Univ Assn Cia Cie Srl SpA" +
	/* places */ " Ave Blvd Rd Ala Ariz Ark Calif Colo Conn Fla Ill Ind Kan Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo" +
	/* years in Russian */ " гг ")

// starter reports whether word is one that a sentence often begins with and a
// name seldom: an article, a pronoun, a conjunction, a question word.
func starter(word string) bool {
	if !capital(word) {
		return false
	}
	word = strings.ToLower(word)
	if i := strings.IndexAny(word, "'’"); i > 0 {
		return startingWords[word[:i]+"'"] || i > 1 && starts(word[:i]) || word[:i] == "i"
	}
	return starts(word)
}

func starts(word string) bool {
	return startingEnglish[word] || startingWords[word]
}

var startingEnglish = compile(" the a an this that these those it he she we they i you his her its our their my your there here in on at by for from with to as if when while after " +
	"before since until during despite although though because under over and but or so yet however then now also not no yes still only just even instead " +
	"meanwhile moreover what who why how where which whose did do does is are was were will would can could should has have had some many most all both " +
	"each every another other others one two three several few please let ")

// startingWords are those of other languages; with an apostrophe stand French
// words before a vowel.
var startingWords = compile(" der die das den dem ein eine einen er sie es wir ich ihr man im am auf mit bei nach von vor für zu zum zur und aber doch auch wenn als wie wer wo " +
	"dies diese dieser dieses dabei damit dort nun seit sein seine hvad det hun han jeg vi hij zij ze het een wij ik maar le la les un une il elle ils " +
	"elles nous vous je ce cette ces mais et dans en au aux pour par sur el los las una y pero se es su con por lo gli e ma è nel nella o os as uma não ele " +
	"ela mas он она они оно это этот эта эти в на по с и но а как что если для при из так мы вы я их его ее её од після ale jak na po w z on ona oni nie " +
	"jest ten ta jeho její podle pro při je jsou ve v od do de du og når hvis c' l' j' d' qu' s' n' ")

// month reports whether word is the name of a month in a language that writes
// the day before it with a full stop.
func month(word string) bool { return monthNames[strings.ToLower(word)] }

var monthNames = compile(" januar jänner februar feber märz april mai juni juli august september oktober november dezember januari februari mars marts maj augusti desember " +
	"december január február marec apríl máj jún júl október januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra ledna " +
	"února března dubna května června července srpna září října listopadu prosince tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta " +
	"heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta ")

// beforeOrdinal reports whether word stands before an ordinal number in German:
// an article or a preposition that holds one.
func beforeOrdinal(word string) bool { return ordinalLeaders[strings.ToLower(word)] }

var ordinalLeaders = compile(" der die das den dem des im am vom zum zur beim ins ans bis ein eine einen einem einer ihr ihre ihrem sein seine seinen seinem unser unseres ihres seines ihren dieser diesem " +
	"jeder jedes ")

// speaks reports whether word is a verb of saying, as it follows the speaker of
// an English quotation.
func speaks(word string) bool { return speakingVerbs[word] }

var speakingVerbs = compile(" said says asked asks added adds told replied wrote tweeted shouted cried answered continued explained recalled wondered ")
