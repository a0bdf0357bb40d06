package intake

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// wideBOM is the encoding that a byte order mark announces, nil without one.
// UTF-32 comes first: its little-endian mark starts with that of UTF-16.
func wideBOM(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return utf.UTF16(utf.LittleEndian, utf.UseBOM)
	}
	return nil
}

func hasWideBOM(data []byte) bool { return wideBOM(data) != nil }

// decodeText reads a text file: Unicode where it is marked or valid, else the
// encoding that fits, if one is plausible.
func decodeText(data []byte) (string, error) {
	if wide := wideBOM(data); wide != nil {
		return decodeWide(wide, data)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data), checkCharacters(string(data))
	}
	if err := checkBinary(string(data)); err != nil {
		return "", err
	}
	if mostlyUTF8(data) {
		return "", badEncoding()
	}
	s := decodeLegacy(data)
	if !plausible(s) {
		return "", badEncoding()
	}
	return s, nil
}

func decodeWide(wide encoding.Encoding, data []byte) (string, error) {
	decoded, err := wide.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return "", badEncoding()
	}
	return string(decoded), checkCharacters(string(decoded))
}

// decodeHTML follows the page's own word, but never against valid UTF-8: pages
// that were converted keep a meta element that no longer holds. A page is
// forgiven single bad bytes, as browsers do; they show as U+FFFD.
func decodeHTML(data []byte) (string, error) {
	if hasWideBOM(data) || utf8.Valid(data) {
		return decodeText(data)
	}
	if err := checkBinary(string(data)); err != nil {
		return "", err
	}
	if _, name, certain := charset.DetermineEncoding(data, ""); !certain && name != "utf-8" && !mostlyUTF8(data) {
		return decodeText(data)
	}
	s := decodeLegacy(data)
	if strings.Count(s, "\uFFFD")*50 > len(s) {
		return "", badEncoding()
	}
	return s, nil
}

func decodeLegacy(data []byte) string {
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	legacy, _, _ := charset.DetermineEncoding(data, "")
	decoded, err := legacy.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(decoded)
}

// mostlyUTF8 reports whether data, which is not valid UTF-8, holds at least as
// many good multi-byte sequences as bad bytes: then it is UTF-8 with damage,
// and reading it as anything else would spoil the good part.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good > 0 && good >= bad
}

// plausible reports whether s, decoded from a one-byte encoding, looks like
// the text of a language in Latin script: at most a third of the letters
// are beyond ASCII, and whatever else is beyond it is a sign that people write.
func plausible(s string) bool {
	const signs = "\u201C\u201D\u201E\u2018\u2019\u201A\u2013\u2014\u2026\u2022\u20AC\u2030\u2122\u2020\u2021\u2039\u203A£§©®°«»¿¡ªº·²³¹½¼¾´¨×±µ\u00A0\u00AD"
	plain, beyond := 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			plain++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			beyond++
		case r >= utf8.RuneSelf && !strings.ContainsRune(signs, r):
			return false
		}
	}
	return s != "" && beyond*2 <= plain
}

func badEncoding() error {
	return refuse("The characters of the file are not in a known encoding, or some are damaged. Save it as UTF-8, or paste the text.")
}

// checkCharacters refuses what is not text although its bytes are readable.
func checkCharacters(s string) error {
	if !utf8.ValidString(s) {
		return badEncoding()
	}
	return checkBinary(s)
}

// checkBinary refuses NUL and more than one other control character in 200
// bytes. A few are forgiven and dropped: old programs end a file with one.
func checkBinary(s string) error {
	controls := 0
	for i := range len(s) {
		c := s[i]
		if c == 0 {
			return notText()
		}
		if c < ' ' && !strings.ContainsRune("\t\n\v\f\r", rune(c)) {
			controls++
		}
	}
	if controls > 2+len(s)/200 {
		return notText()
	}
	return nil
}

func notText() error {
	return refuse("This is not text: it holds bytes that no text has. Choose a .txt, .md, .html or .docx file, or paste the text.")
}
