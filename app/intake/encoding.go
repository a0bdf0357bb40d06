package intake

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// utf8Name is what nearly every file is in.
const utf8Name = "UTF-8"

// named is an encoding under the name that people know it by.
type named struct {
	name string
	encoding.Encoding
}

// encodings lists what a text may be in, by region. An older encoding that is
// part of a newer one (ISO-8859-1, GB2312) is read as the newer, as browsers do.
func encodings() []named {
	return []named{
		{utf8Name, utf.UTF8},
		{"UTF-16, little-endian", utf.UTF16(utf.LittleEndian, utf.UseBOM)},
		{"UTF-16, big-endian", utf.UTF16(utf.BigEndian, utf.UseBOM)},
		{"Windows-1252", charmap.Windows1252},
		{"ISO-8859-15", charmap.ISO8859_15},
		{"Windows-1250", charmap.Windows1250},
		{"ISO-8859-2", charmap.ISO8859_2},
		{"Windows-1257", charmap.Windows1257},
		{"Windows-1254", charmap.Windows1254},
		{"Windows-1258", charmap.Windows1258},
		{"Windows-1251", charmap.Windows1251},
		{"KOI8-R", charmap.KOI8R},
		{"KOI8-U", charmap.KOI8U},
		{"ISO-8859-5", charmap.ISO8859_5},
		{"IBM866", charmap.CodePage866},
		{"Windows-1253", charmap.Windows1253},
		{"Windows-1255", charmap.Windows1255},
		{"Windows-1256", charmap.Windows1256},
		{"Windows-874", charmap.Windows874},
		{"GB18030", simplifiedchinese.GB18030},
		{"Big5", traditionalchinese.Big5},
		{"Shift_JIS", japanese.ShiftJIS},
		{"EUC-JP", japanese.EUCJP},
		{"ISO-2022-JP", japanese.ISO2022JP},
		{"EUC-KR", korean.EUCKR},
	}
}

// Encodings lists the names that Options.Encoding takes.
func Encodings() []string {
	var names []string
	for _, e := range encodings() {
		names = append(names, e.name)
	}
	return names
}

// encodingNamed finds an encoding by our name of it, in any case.
func encodingNamed(name string) (named, bool) {
	for _, e := range encodings() {
		if strings.EqualFold(e.name, name) {
			return e, true
		}
	}
	return named{}, false
}

// encodingLabelled finds an encoding by a label that pages and programs use for
// it (WHATWG Encoding, 4.2).
func encodingLabelled(label string) (named, bool) {
	found, err := htmlindex.Get(label)
	if err != nil {
		return named{}, false
	}
	name, err := htmlindex.Name(found)
	if err != nil {
		return named{}, false
	}
	switch name {
	case "utf-16le", "utf-16be", "replacement", "x-user-defined":
		return named{}, false // whoever can read the label is not in UTF-16
	case "gbk":
		name = "gb18030"
	}
	if known, ok := encodingNamed(name); ok {
		return known, true
	}
	return named{name, found}, true
}

// wideMark is the encoding that a byte order mark announces. UTF-32 comes
// first: its little-endian mark starts with that of UTF-16.
func wideMark(data []byte) (named, bool) {
	starts := func(mark string) bool { return strings.HasPrefix(string(data[:min(len(data), 4)]), mark) }
	switch {
	case starts("\xFF\xFE\x00\x00"), starts("\x00\x00\xFE\xFF"):
		return named{"UTF-32", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)}, true
	case starts("\xFF\xFE"), starts("\xFE\xFF"):
		return named{"UTF-16", utf.UTF16(utf.LittleEndian, utf.UseBOM)}, true
	}
	return named{}, false
}

// wideUnmarked knows UTF-16 without a mark by its blanks and line ends, which
// every text has: their zero byte tells which of the two comes first.
func wideUnmarked(data []byte) (named, bool) {
	var first, second int
	head := data[:min(len(data), 4096)&^1]
	for i := 0; i < len(head); i += 2 {
		switch {
		case head[i] == 0 && strings.IndexByte(blanks, head[i+1]) >= 0:
			first++
		case head[i+1] == 0 && strings.IndexByte(blanks, head[i]) >= 0:
			second++
		}
	}
	name := "UTF-16, little-endian"
	if first > second {
		name = "UTF-16, big-endian"
	}
	if len(data)%2 != 0 || min(first, second) > 0 || max(first, second)*400 < len(head) {
		return named{}, false
	}
	e, _ := encodingNamed(name)
	return e, first+second > 0 && reads(data, e, isGraphic)
}

const blanks = "\n\r ,."

// isGraphic reports whether all of a text can be seen, but for a few control
// characters.
func isGraphic(s string) bool {
	hidden := 0
	for _, r := range s {
		if r == 0 || !unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			hidden++
		}
	}
	return hidden <= 2+len(s)/200
}
