package intake

import (
	"bytes"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// sniff names the format of a file by its content, or refuses it.
func sniff(name string, data []byte, o Options) (string, error) {
	extension := strings.ToLower(path.Ext(name))
	kind := mimetype.Detect(data)
	switch {
	case isArchive(data) && descends(kind, "application/zip"):
		return sniffArchive(data)
	case descends(kind, "application/x-ole-storage"):
		return "", refuseOldOffice(data)
	case looksLikeHTML(kind, data):
		return formatHTML, nil
	case descends(kind, "application/pdf"):
		return formatPDF, nil
	case !isText(kind) && !isWide(data) && o.Encoding == "":
		return "", refuseBinary(kind)
	}
	return sniffText(extension, kind, data)
}

func isWide(data []byte) bool {
	_, marked := wideMark(data)
	_, unmarked := wideUnmarked(data)
	return marked || unmarked
}

func isArchive(data []byte) bool { return bytes.HasPrefix(data, []byte("PK")) }

// sniffArchive takes what is no OpenDocument text for a Word document: its
// reader names what it finds in place of one.
func sniffArchive(data []byte) (string, error) {
	a, err := openArchive(data)
	if err == nil && a.isOpenText() {
		return formatODT, nil
	}
	return formatDOCX, err
}

// isFlatOpenText knows a document of one file by its outermost element (ODF 1.3
// part 3, 3.1.2).
func isFlatOpenText(data []byte) bool {
	head := data[:min(len(data), 16_384)]
	return bytes.Contains(head, []byte("<office:document ")) && bytes.Contains(head, []byte(openDocument+"text"))
}

// sniffText tells the formats apart that are text to the eye.
func sniffText(extension string, kind *mimetype.MIME, data []byte) (string, error) {
	switch {
	case kind.Is("text/rtf"):
		return "", refuse("This is an RTF file. Open it in a word processor, save it as .docx or .odt, and choose that file.")
	case descends(kind, "image/svg+xml"):
		return "", refuseBinary(kind)
	case isFlatOpenText(data):
		return formatODT, nil
	case descends(kind, "text/xml"):
		return "", refuse("This is an XML data file, not an article. Paste the text, or choose a .txt, .md, .html, .docx or .odt file.")
	case isWebArchive(data):
		return "", refuse("This page was saved as a web archive (.mhtml). Save it as \u201CWeb page, HTML only\u201D and choose that file.")
	}
	switch extension {
	case ".md", ".markdown", ".mdown", ".mkd":
		return formatMarkdown, nil
	case ".html", ".htm", ".xhtml":
		return formatHTML, nil
	case ".docx", ".doc", ".pdf", ".odt", ".fodt", ".rtf":
		return "", refuse("The name ends in %s, but the content is something else: the file may be damaged. Save it again, or paste the text.", extension)
	}
	return formatText, nil
}

// descends reports whether kind is the type called name or a kind of it.
func descends(kind *mimetype.MIME, name string) bool {
	for ; kind != nil; kind = kind.Parent() {
		if kind.Is(name) {
			return true
		}
	}
	return false
}

func isText(kind *mimetype.MIME) bool {
	return descends(kind, "text/plain") || kind.Is("application/octet-stream")
}

// looksLikeHTML also finds the pages that start with a comment or an XML
// declaration.
func looksLikeHTML(kind *mimetype.MIME, data []byte) bool {
	if kind.Is("text/html") || kind.Is("application/xhtml+xml") {
		return true
	}
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 1024)], " \t\r\n\f\ufeff"))
	return bytes.HasPrefix(head, []byte("<")) &&
		(bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")))
}

// isWebArchive knows the multipart files of RFC 2557 that browsers save.
func isWebArchive(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), 2048)])
	return bytes.Contains(head, []byte("mime-version:")) && bytes.Contains(head, []byte("multipart/related"))
}

// refuseOldOffice tells a document with a password from the format of Word 97:
// both are OLE compound files, and [MS-OFFCRYPTO] 2.3.4.4 puts the encrypted
// one into a stream of this name, written in UTF-16.
func refuseOldOffice(data []byte) error {
	var stream []byte
	for _, c := range []byte("EncryptedPackage") {
		stream = append(stream, c, 0)
	}
	if bytes.Contains(data, stream) {
		return refuse("The document is locked with a password. Open it in Word, take the password off (File, Info, Protect Document), save it, and choose it again.")
	}
	return refuse("This is a document of an old Office format (.doc, .xls, .ppt). Open it in Word, save it as .docx, and choose that file.")
}

func refuseBinary(kind *mimetype.MIME) error {
	const mend = " Paste the text, or choose a .txt, .md, .html, .docx or .odt file."
	family, _, _ := strings.Cut(kind.String(), "/")
	switch {
	case family == "image":
		return refuse("This is a picture; its words cannot be read." + mend)
	case family == "audio" || family == "video":
		return refuse("This is a recording; write down what is said." + mend)
	default:
		return refuse("This is not a text file." + mend)
	}
}
