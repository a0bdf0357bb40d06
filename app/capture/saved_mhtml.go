package capture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
)

// isMHTML knows a page as browsers save it in one file (RFC 2557): a message in
// several parts.
func isMHTML(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), 8192)])
	return (bytes.HasPrefix(head, []byte("mime-version:")) || bytes.Contains(head, []byte("\nmime-version:"))) && bytes.Contains(head, []byte("multipart/related"))
}

// readMHTML finds the page in a message: the part with the address, or the one
// that the message begins with.
func readMHTML(data []byte, address string) (Saved, error) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Saved{}, because(err, damagedArchive)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return Saved{}, because(err, damagedArchive)
	}
	found, err := pagePart(multipart.NewReader(m.Body, params["boundary"]), address, params["start"])
	if err != nil {
		return Saved{}, err
	}
	if at, err := m.Header.Date(); err == nil {
		found.At = at.UTC()
	}
	if snapshot := m.Header.Get("Snapshot-Content-Location"); snapshot != "" && found.URL == "" {
		found.URL = snapshot
	}
	return found, nil
}

// pagePart chooses among the parts of a message.
func pagePart(parts *multipart.Reader, address, start string) (Saved, error) {
	var page *Saved
	for range maxRecords {
		p, err := parts.NextPart() // undoes quoted-printable
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Saved{}, because(err, damagedArchive)
		}
		location, declared := p.Header.Get("Content-Location"), p.Header.Get("Content-Type")
		wanted := sameAddress(location, address)
		first := page == nil && isPage(declared) || start != "" && p.Header.Get("Content-Id") == start
		if !wanted && !first || !isPage(declared) {
			continue
		}
		body, err := partBody(p)
		if err != nil {
			return Saved{}, err
		}
		page = &Saved{URL: location, Declared: declared, Body: body}
		if wanted {
			break
		}
	}
	if page == nil {
		return Saved{}, refuse("The file holds no page. Save the page once more.")
	}
	return *page, nil
}

// isPage reports whether a part is one that people read.
func isPage(declared string) bool {
	kind, _, _ := mime.ParseMediaType(declared)
	return kind == "text/html" || kind == "application/xhtml+xml" || kind == "text/plain"
}

func partBody(p *multipart.Part) ([]byte, error) {
	var r io.Reader = p
	if strings.EqualFold(strings.TrimSpace(p.Header.Get("Content-Transfer-Encoding")), "base64") {
		r = base64.NewDecoder(base64.StdEncoding, p)
	}
	body, err := io.ReadAll(io.LimitReader(r, DefaultMaxBytes+1))
	switch {
	case err != nil:
		return nil, because(err, damagedArchive)
	case len(body) > DefaultMaxBytes:
		return nil, tooMuch(DefaultMaxBytes)
	}
	return body, nil
}
