package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// decoded is text and the encoding it was in.
type decoded struct {
	text     string
	encoding string
	guessed  bool // nothing said so but the bytes
}

// decodeText reads a text file: as it was asked for, as Unicode where it is
// marked or valid, else in the encoding that makes sense of it.
func decodeText(data []byte, o Options) (decoded, error) {
	if o.Encoding != "" {
		return decodeAs(data, o.Encoding)
	}
	if d, ok, err := decodeUnicode(data); ok {
		return d, err
	}
	if guess, ok := detect(data); ok {
		return decodeStrictly(data, guess, true)
	}
	if err := checkBinary(string(data)); err != nil {
		return decoded{}, err
	}
	return decoded{}, badEncoding()
}

// decodeUnicode reads what is marked as Unicode, or is UTF-16 or UTF-8 by the
// look of it; ok is false for the rest.
func decodeUnicode(data []byte) (d decoded, ok bool, err error) {
	if wide, ok := wideMark(data); ok {
		d, err := decodeStrictly(data, wide, false)
		return d, true, err
	}
	if wide, ok := wideUnmarked(data); ok {
		d, err := decodeStrictly(data, wide, true)
		return d, true, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case utf8.Valid(data) && !isEscaped(data):
		return decoded{text: string(data), encoding: utf8Name}, true, checkBinary(string(data))
	case mostlyUTF8(data):
		return decoded{}, true, badEncoding()
	}
	return decoded{}, false, nil
}

// isEscaped knows the 7-bit Japanese of mail, ISO-2022-JP (RFC 1468), by the
// escape sequences into and out of its character sets.
func isEscaped(data []byte) bool {
	return bytes.Contains(data, []byte("\x1B$")) && bytes.Contains(data, []byte("\x1B("))
}

// decodeStrictly allows no character to be lost.
func decodeStrictly(data []byte, e named, guessed bool) (decoded, error) {
	b, err := e.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(b, utf8.RuneError) {
		return decoded{}, badEncoding()
	}
	return decoded{text: string(b), encoding: e.name, guessed: guessed}, checkBinary(string(b))
}

// decodeAs reads a file in the encoding that somebody asked for. A few bytes
// that do not fit show as U+FFFD.
func decodeAs(data []byte, name string) (decoded, error) {
	e, ok := encodingNamed(name)
	if !ok {
		return decoded{}, refuse("There is no encoding called “%s”. Choose one of the list, or let Stet find it.", name)
	}
	b, err := e.NewDecoder().Bytes(data)
	s := strings.TrimPrefix(strings.ToValidUTF8(string(b), "\uFFFD"), "\ufeff")
	if err != nil || tooDamaged(s) {
		return decoded{}, refuse("The file is not in %s: many of its characters would be lost. Choose another encoding.", e.name)
	}
	return decoded{text: s, encoding: e.name}, checkBinary(s)
}

// tooDamaged reports whether one character in fifty bytes is unreadable.
func tooDamaged(s string) bool { return strings.Count(s, "\uFFFD")*50 > len(s) }

// decodeHTML follows the word of the page or its server, but never against
// valid UTF-8: pages that were converted keep a meta element that no longer
// holds. A page is forgiven single bad bytes, as browsers do; they show as U+FFFD.
func decodeHTML(data []byte, o Options) (decoded, error) {
	_, marked := wideMark(data)
	if o.Encoding != "" || marked || utf8.Valid(data) && !isEscaped(data) {
		return decodeText(data, o)
	}
	damaged := mostlyUTF8(data)
	_, label, certain := charset.DetermineEncoding(data, o.Declared)
	if !certain && label != "utf-8" && !damaged {
		return decodeText(data, o)
	}
	if err := checkBinary(string(data)); err != nil && !isEscaped(data) {
		return decoded{}, err
	}
	e, ok := encodingLabelled(label)
	if !ok || damaged {
		e, _ = encodingNamed(utf8Name)
	}
	b, err := e.NewDecoder().Bytes(data)
	if err != nil || tooDamaged(string(b)) {
		return decoded{}, badEncoding()
	}
	return decoded{text: string(b), encoding: e.name}, nil
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
