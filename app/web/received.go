package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/multipart"

	"stet/app/capture"
	"stet/app/inbox"
	"stet/app/intake"
	"stet/models/message"
	"stet/views"
)

// arrived is a text as it came in.
type arrived struct {
	inbox.Found
	file string // name of the file it was read from, "" for none
	data []byte // of that file
}

// received reads what was sent: a file, the address of a page, or else the text
// that was pasted.
func (v *visit) received() (arrived, error) {
	if found, sent, err := v.sentFile(); sent {
		return found, err
	}
	if v.typed("address") != "" {
		found, err := v.readPage(v.typed("address"))
		return found, atField("address", err)
	}
	pasted, err := intake.Paste(v.Request().PostForm.Get("text"), v.Limits)
	return arrived{Found: inbox.Found{Result: pasted}}, atField("text", err)
}

// atField says at its field what is wrong with what came in.
func atField(field string, err error) error {
	var inText *intake.Error
	var inFetch *capture.Error
	switch {
	case errors.As(err, &inText):
		return wrong(field, inText.Reason)
	case errors.As(err, &inFetch):
		return wrong(field, inFetch.Reason)
	}
	return err
}

// sentFile reads the uploaded file, or the one that went along with the form, if
// there is any.
func (v *visit) sentFile() (found arrived, sent bool, err error) {
	files := v.uploads("file")
	switch {
	case len(files) > 0:
		found, err = v.readUpload(files[0])
	case v.typed("kept") != "" && !v.ticked("drop"):
		found, err = v.readKept()
	default:
		return found, false, nil
	}
	return found, true, atField("file", err)
}

func (v *visit) options() intake.Options {
	return intake.Options{Limits: v.Limits, Encoding: v.typed("encoding"), Original: v.ticked("original"), Cache: v.Cache}
}

func (v *visit) readUpload(header *multipart.FileHeader) (arrived, error) {
	data, err := v.bytesOf(header, v.Limits.MaxFile)
	if err != nil {
		return arrived{}, err
	}
	return v.readFile(header.Filename, data)
}

// bytesOf is an uploaded file, as far as one byte past the limit.
func (v *visit) bytesOf(header *multipart.FileHeader, limit int64) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("open the upload: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read the upload: %w", err)
	}
	return data, nil
}

func (v *visit) readKept() (arrived, error) {
	data, err := base64.StdEncoding.DecodeString(v.typed("kept"))
	if err != nil {
		return arrived{}, errUnreadable
	}
	return v.readFile(v.typed("kept_name"), data)
}

func (v *visit) readFile(name string, data []byte) (arrived, error) {
	found, err := inbox.Read(name, data, v.options())
	return arrived{Found: found, file: name, data: data}, err
}

// readPage fetches a page and reads its article.
func (v *visit) readPage(address string) (arrived, error) {
	switch {
	case v.Fetcher == nil:
		return arrived{}, invalid("address", "Fetching pages is switched off here. Save the page in your browser and choose the file.")
	case v.typed("text") != "":
		return arrived{}, invalid("address", "There is an address and a text, and an article starts from one. Take out the other.")
	}
	page, err := v.Fetcher.Fetch(v.ctx(), address)
	if err != nil {
		return arrived{}, err
	}
	found, err := inbox.ReadPage(page, v.options())
	return arrived{Found: found}, err
}

// maxKept bounds a file, in bytes, that goes along with a form.
const maxKept = 4 << 20

// reading is a file that goes along with the form, so that nobody chooses it
// twice: one whose encoding nothing told but its bytes, one that somebody wants
// to see in another, one that came with a form in which something is wrong. It
// is nil where nothing is to be asked.
func (v *visit) reading(a arrived, wrong bool) *views.Reading {
	asked := a.Guessed || v.ticked("look") || wrong && (a.Document.Text != "" || v.typed("encoding") != "")
	if a.file == "" || len(a.data) > maxKept || !asked {
		return nil
	}
	return &views.Reading{
		Name: a.file, Encoding: a.Encoding, Guessed: a.Guessed,
		Text: a.Document.Text, Kept: base64.StdEncoding.EncodeToString(a.data),
	}
}

// said is what a person is told of a text that came in.
func (a arrived) said() []message.Message {
	if a.file == "" && a.Guessed {
		return append([]message.Message{message.New("It was read as %s, which nothing but its letters speaks for.", a.Encoding)}, a.LeftOut...)
	}
	return a.LeftOut
}
