package capture

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc/v3"
)

// opener opens one WARC file, from its beginning.
type opener func() (io.Reader, error)

func plain(data []byte) opener {
	return func() (io.Reader, error) { return bytes.NewReader(data), nil }
}

// isWARC knows a WARC file, packed or not.
func isWARC(data []byte) bool {
	head := make([]byte, len("WARC/"))
	if !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		return bytes.HasPrefix(data, []byte("WARC/"))
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return false
	}
	_, err = io.ReadFull(z, head)
	return err == nil && string(head) == "WARC/"
}

// readWACZ reads a WACZ 1.1.1 package: a ZIP with its WARC files in the folder
// "archive". What an entry declares about its size counts for nothing, and its
// name is never opened as a path.
func readWACZ(data []byte, address string) (Saved, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxRecords { // the directory is read whole by the library
		return Saved{}, refuse("The archive holds too many files. Save the page by itself.")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return Saved{}, because(err, damagedArchive)
	}
	var files []opener
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if path.Dir(name) == "archive" && (strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc")) {
			files = append(files, func() (io.Reader, error) { return f.Open() })
		}
	}
	if len(files) == 0 {
		return Saved{}, refuse("This is an archive of another kind than WACZ. Unpack it, and choose the saved page inside.")
	}
	return pageIn(files, address)
}

// answer is what a record says of an address.
type answer struct {
	Saved
	status   int
	location string
}

// pageIn finds the page with an address in WARC files, and follows the redirects
// that are in them.
func pageIn(files []opener, address string) (Saved, error) {
	target := address
	for range maxRedirects + 1 {
		a, others, err := answerIn(files, target)
		switch {
		case err != nil:
			return Saved{}, err
		case a == nil && len(others) > 0:
			return Saved{}, refuse("The file holds no page with this address. Give the address of one that it holds, such as %s.", strings.Join(others, " or "))
		case a == nil:
			return Saved{}, refuse("The file holds no page with this address. Save the page once more.")
		case redirects(a.status) && a.location != "":
			target = a.location
		case a.status != 0 && (a.status < 200 || a.status > 299):
			return Saved{}, refuse("The file holds no page at this address, but the answer %d of the site. Save the page once more.", a.status)
		default:
			return a.Saved, nil
		}
	}
	return Saved{}, refuse("The page leads on more than %d times without arriving. Give the address where it ends.", maxRedirects)
}

// answerIn finds the first good answer to an address, or the last that is none.
// Without any it names some pages that are there.
func answerIn(files []opener, address string) (found *answer, others []string, err error) {
	left := int64(maxUnpacked)
	for _, open := range files {
		r, err := open()
		if err != nil {
			return nil, nil, because(err, damagedArchive)
		}
		err = eachRecord(r, &left, func(read gowarc.Record) error {
			record := read.WarcRecord
			at := record.WarcHeader().Get(gowarc.WarcTargetURI)
			switch {
			case record.Type() != gowarc.Response && record.Type() != gowarc.Resource:
				return nil
			case !sameAddress(at, address):
				if len(others) < 3 && strings.HasPrefix(at, "http") && path.Ext(at) == "" {
					others = append(others, at)
				}
				return nil
			}
			a, err := readAnswer(read)
			if err != nil {
				return err
			}
			if found = a; a.status < 300 {
				return io.EOF
			}
			return nil
		})
		if err != nil || found != nil && found.status < 300 {
			return found, nil, err
		}
	}
	return found, others, nil
}

// eachRecord visits the records of a WARC file until visit returns io.EOF. left
// bounds what comes out of the file, in bytes.
func eachRecord(r io.Reader, left *int64, visit func(gowarc.Record) error) error {
	in := bufio.NewReader(r)
	var unpacked io.Reader = in
	if head, _ := in.Peek(2); string(head) == "\x1f\x8b" {
		z, err := gzip.NewReader(in)
		if err != nil {
			return because(err, damagedArchive)
		}
		unpacked = z
	}
	bounded := &io.LimitedReader{R: unpacked, N: *left}
	defer func() { *left = bounded.N }()
	reader, err := gowarc.NewWarcFileReaderFromStream(bounded, 0, lenient()...)
	if err != nil {
		return because(err, damagedArchive)
	}
	defer reader.Close()
	for range maxRecords {
		next, err := reader.Next()
		switch {
		case bounded.N <= 0:
			return refuse("The archive holds more than %s. Save the page by itself.", megabytes(maxUnpacked))
		case err == io.EOF:
			return nil
		case err != nil:
			return because(err, damagedArchive)
		}
		err = visit(next)
		if closed := next.WarcRecord.Close(); err == nil && closed != nil {
			err = because(closed, damagedArchive)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return refuse("The archive holds too many pages. Save this one by itself.")
}

// lenient reads the records that other programs write, as far as they can be
// read. A warning is what makes the library keep the bytes of a record: those of
// one that is larger than any page in a file that goes when it is closed.
func lenient() []gowarc.WarcRecordOption {
	return []gowarc.WarcRecordOption{gowarc.WithSyntaxErrorPolicy(gowarc.ErrWarn), gowarc.WithSpecViolationPolicy(gowarc.ErrWarn), gowarc.WithUnknownRecordTypePolicy(gowarc.ErrIgnore),
		gowarc.WithSkipParseBlock(), gowarc.WithBufferMaxMemBytes(DefaultMaxBytes + maxHeader)}
}

// sound refuses a record that is not what its own header says.
func sound(read gowarc.Record) error {
	for _, wrong := range read.Validation {
		var altered *gowarc.DigestError
		var short *gowarc.ContentLengthError
		switch {
		case errors.As(wrong, &altered):
			return because(wrong, "The page in this file was altered after it was saved: it no longer has the hash that the file gives for it.")
		case errors.As(wrong, &short):
			return because(wrong, damagedArchive)
		}
	}
	return nil
}

// readAnswer reads a record of an answer over HTTP, or of a file by itself.
func readAnswer(read gowarc.Record) (*answer, error) {
	if err := sound(read); err != nil {
		return nil, err
	}
	record, h := read.WarcRecord, read.WarcRecord.WarcHeader()
	a := &answer{Saved: Saved{URL: strings.Trim(h.Get(gowarc.WarcTargetURI), "<>"), Declared: h.Get(gowarc.ContentType)}}
	a.At, _ = time.Parse(time.RFC3339Nano, h.Get(gowarc.WarcDate)) // zero where there is none
	raw, err := record.Block().RawBytes()
	if err != nil {
		return nil, because(err, damagedArchive)
	}
	block, err := io.ReadAll(io.LimitReader(raw, DefaultMaxBytes+maxHeader+1))
	switch {
	case err != nil:
		return nil, because(err, damagedArchive)
	case len(block) > DefaultMaxBytes+maxHeader:
		return nil, tooMuch(DefaultMaxBytes)
	case record.Type() == gowarc.Resource:
		a.Body = block
		return a, nil
	}
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return nil, because(err, damagedArchive)
	}
	a.status, a.Declared = response.StatusCode, response.Header.Get("Content-Type")
	a.location = against(a.URL, response.Header.Get("Location"))
	a.Body, err = payload(block, response)
	return a, err
}

// against is an address as it is seen from another, "" for none.
func against(base, to string) string {
	u, err := url.Parse(base)
	if err != nil || to == "" {
		return ""
	}
	if u, err = u.Parse(to); err != nil {
		return ""
	}
	return u.String()
}

// payload is the body of an answer without its chunks, and unpacked. Some
// programs undo both and leave the header as it was: then it is what follows.
func payload(block []byte, response *http.Response) ([]byte, error) {
	_, rest, _ := bytes.Cut(block, []byte("\r\n\r\n"))
	body, err := io.ReadAll(response.Body)
	if err != nil {
		body = rest
	}
	unpacked, err := unpack(body, response.Header, DefaultMaxBytes)
	if said := (*Error)(nil); errors.As(err, &said) && said.cause != nil {
		return body, nil // it is not packed
	}
	return unpacked, err
}
