package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"stet/models"
	"stet/models/message"
)

// Word is what a Word document that Stet wrote says now, after people worked on
// it.
type Word struct {
	Checked models.Checked        // the article as the document has it; what has no place any more has none
	Notes   []models.ImportedNote // comments that were added since, on the words of its text
	Lost    []message.Message     // sentences that say which claims have no place any more
}

// maxItems is how many parts of a document are looked into for the one of ours.
const maxItems = 50

// ReadDOCX reads back what the format "docx" wrote for the newsroom or for
// legal. The text and the places of the claims are those of the document as it
// is now; all else of a claim is as it left. Corrections that Stet proposed are
// proposals still; changes that others tracked are taken as made. It is false for
// any other document, and for one whose own part a program threw away: what is
// left of its claims then are comments, as in every document. The error is a
// sentence.
func ReadDOCX(data []byte) (Word, bool, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Word{}, false, nil // whatever it is, it is none of ours
	}
	own, err := ownPart(z)
	if own == nil || err != nil {
		return Word{}, own != nil, err
	}
	c, err := ReadJSON(bytes.NewReader(own))
	if err != nil {
		return Word{}, true, err
	}
	r, err := newDocxReader(z, &c)
	if err != nil {
		return Word{}, true, err
	}
	return r.word(c), true, nil
}

// ownPart is the exchange format inside the document, nil without one.
func ownPart(z *zip.Reader) ([]byte, error) {
	looked := 0
	for _, f := range z.File {
		if looked == maxItems || !strings.HasPrefix(f.Name, "customXml/") || path.Ext(f.Name) != ".xml" {
			continue
		}
		looked++
		if ours, err := isOwn(f); err != nil || !ours {
			continue // somebody else's part may be as broken as it likes
		}
		var all strings.Builder
		err := readPart(f, func(x *partReader) error {
			return x.root(func(xml.StartElement) error {
				return x.children(func(xml.StartElement) error { return errDamaged }, func(s string) { all.WriteString(s) })
			})
		})
		return []byte(all.String()), err
	}
	return nil, nil
}

func isOwn(f *zip.File) (ours bool, err error) {
	r, err := f.Open()
	if err != nil {
		return false, err
	}
	defer r.Close()
	head := newPartReader(io.LimitReader(r, 4096))
	err = head.root(func(e xml.StartElement) error {
		ours = e.Name.Space == ownNamespace && e.Name.Local == "article"
		return nil
	})
	return ours, err
}

// partOf finds a part by its name; documents do not distinguish case.
func partOf(z *zip.Reader, name string) *zip.File {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

func readPart(f *zip.File, read func(*partReader) error) error {
	r, err := f.Open()
	if err != nil {
		return errDamaged
	}
	defer r.Close()
	return read(newPartReader(r))
}
