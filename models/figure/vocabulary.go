package figure

import (
	_ "embed"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

//go:embed vocabulary.txt
var vocabularyText string

// vocabularies are what numbers are called, by language.
var vocabularies = compile(vocabularyText)

// term is what a word or a phrase says about a number.
type term struct {
	sort  string   // "scale", "number", "fraction", "article", "and", "percent", "points"
	value *big.Rat // what it multiplies by, or is
	words []string
}

// vocabulary is how numbers are written in a language.
type vocabulary struct {
	decimal rune
	group   rune              // ' ' for any narrow space
	terms   map[string][]term // by first word, the longest first
}

// compile reads the vocabularies. A mistake in them is one of the program, so it
// panics, as regexp.MustCompile does.
func compile(content string) map[string]*vocabulary {
	all := map[string]*vocabulary{}
	var v *vocabulary
	for n, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "["):
			v = &vocabulary{terms: map[string][]term{}}
			all[strings.Trim(line, "[]")] = v
		default:
			if err := v.add(line); err != nil {
				panic(fmt.Sprintf("vocabulary, line %d: %v", n+1, err))
			}
		}
	}
	return all
}

func (v *vocabulary) add(line string) error {
	sort, rest, _ := strings.Cut(line, " ")
	value, words, _ := strings.Cut(rest, " ")
	switch sort {
	case "decimal":
		v.decimal = []rune(value)[0]
		return nil
	case "group":
		v.group = []rune(strings.Replace(value, "space", " ", 1))[0]
		return nil
	}
	number, ok := new(big.Rat).SetString(value)
	if !ok {
		return fmt.Errorf("no value in %q", line)
	}
	if sort == "scale" {
		exponent, err := strconv.Atoi(value)
		if err != nil {
			return err
		}
		number = power(exponent)
	}
	for phrase := range strings.SplitSeq(words, ",") {
		t := term{sort, number, strings.Fields(phrase)}
		first := t.words[0]
		v.terms[first] = append(v.terms[first], t)
		for i := len(v.terms[first]) - 1; i > 0 && len(v.terms[first][i-1].words) < len(t.words); i-- {
			v.terms[first][i-1], v.terms[first][i] = v.terms[first][i], v.terms[first][i-1]
		}
	}
	return nil
}

// power is ten to the n, which may be negative.
func power(n int) *big.Rat {
	if n < 0 {
		return new(big.Rat).Inv(power(-n))
	}
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

// vocabularyOf is that of a language (BCP 47), or the English one. Some regions
// write numbers otherwise than the rest.
func vocabularyOf(tag string) vocabulary {
	t, err := language.Parse(tag)
	if err != nil {
		return *vocabularies["en"]
	}
	base, _ := t.Base()
	region, sure := t.Region()
	v := vocabularies["en"]
	if known := vocabularies[base.String()]; known != nil {
		v = known
	}
	is := *v
	switch {
	case vocabularies[base.String()] == nil && decimalComma[base.String()]:
		is.decimal, is.group = ',', '.'
	case sure != language.Exact:
	case base.String() == "de" && (region.String() == "CH" || region.String() == "LI"):
		is.decimal, is.group = '.', '’'
	case base.String() == "es" && (region.String() == "MX" || region.String() == "US"):
		is.decimal, is.group = '.', ','
	}
	return is
}

// decimalComma are further languages that write a comma before the decimals.
var decimalComma = map[string]bool{"da": true, "nb": true, "no": true, "nn": true, "fi": true, "cs": true, "sk": true, "hu": true, "ro": true, "bg": true, "uk": true, "be": true,
	"tr": true, "el": true, "hr": true, "sr": true, "sl": true, "id": true, "vi": true, "ca": true, "gl": true, "eu": true, "lt": true, "lv": true, "et": true, "is": true}
