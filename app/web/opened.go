package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"stet/app/intake"
	"stet/models"
	"stet/models/locator"
	"stet/models/message"
	"stet/models/text"
	"stet/views"
)

// showOpened shows a file of an item of evidence at the place that its locator
// names, with the excerpt marked.
func (v *visit) showOpened() error {
	e, err := v.Store.EvidenceItem(v.ctx(), v.user, v.id("e"))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(e.Files, func(f models.File) bool { return f.ID == v.id("f") })
	if at < 0 {
		return fmt.Errorf("file %d of evidence %d: %w", v.id("f"), e.ID, models.ErrNotFound)
	}
	claim, err := v.Store.Claim(v.ctx(), v.user, e.ClaimID)
	if err != nil {
		return err
	}
	page := views.OpenedPage{Chrome: v.chrome("Evidence at its place"), Evidence: e, Claim: claim, File: e.Files[at], Place: locator.Read(e.Locator), Shows: shows(e.Files[at])}
	if err := v.open(&page); err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// shows says what a file is shown as. A sealed one is not: each opening of it is
// an act of its own.
func shows(f models.File) views.Showing {
	kind, _, _ := strings.Cut(f.MediaType, ";")
	ending := strings.ToLower(path.Ext(f.Name))
	switch {
	case f.Sealed:
		return views.AsSealed
	case kind == "application/pdf":
		return views.AsPDF
	case strings.HasPrefix(kind, "audio/"):
		return views.AsAudio
	case strings.HasPrefix(kind, "video/"):
		return views.AsVideo
	case kind == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", kind == "text/csv", kind == "text/tab-separated-values", ending == ".csv", ending == ".tsv":
		return views.AsTable
	case strings.HasPrefix(kind, "text/"), strings.HasSuffix(kind, "wordprocessingml.document"), kind == "application/vnd.oasis.opendocument.text":
		return views.AsText
	}
	return views.AsNothing
}

// open reads the file as far as it is shown. What is wrong with it is said on the page.
func (v *visit) open(p *views.OpenedPage) error {
	if p.Shows != views.AsPDF && p.Shows != views.AsTable && p.Shows != views.AsText {
		return nil
	}
	data, err := v.bytesOfFile(p.File)
	if err == nil {
		switch p.Shows {
		case views.AsPDF:
			err = v.openPDF(p, data)
		case views.AsTable:
			err = openTable(p, data, v.options())
		default:
			err = v.openText(p, data)
		}
	}
	if trouble := (*intake.Error)(nil); errors.As(err, &trouble) {
		p.Trouble = v.language().Tell(trouble.Reason)
		return nil
	}
	return err
}

// bytesOfFile is an evidence file, as far as one byte past what is read.
func (v *visit) bytesOfFile(f models.File) ([]byte, error) {
	_, data, err := v.Store.OpenFile(v.ctx(), v.user, f.ID)
	if err != nil {
		return nil, err
	}
	defer data.Close()
	all, err := io.ReadAll(io.LimitReader(data, v.Limits.MaxFile+1))
	if err == nil && int64(len(all)) > v.Limits.MaxFile {
		err = &intake.Error{Reason: message.New("The file is too large to be shown here. Save it, and open it with a program of yours.")}
	}
	if err != nil {
		return nil, fmt.Errorf("read file %d: %w", f.ID, err)
	}
	return all, nil
}

func (v *visit) openPDF(p *views.OpenedPage, data []byte) error {
	wanted := numberOf(v.asked("page"))
	if wanted <= 0 {
		wanted = max(p.Place.Page, 1)
	}
	page, err := intake.ReadPDFPage(data, wanted, v.options())
	p.Page, p.Pages = page.Page, page.Pages
	p.Text(paragraphs(page.Paragraphs))
	return err
}

func (v *visit) openText(p *views.OpenedPage, data []byte) error {
	found, err := intake.Read(p.File.Name, data, v.options())
	p.Text(found.Document)
	return err
}

func paragraphs(all []string) text.Document {
	var parts []text.Part
	for _, s := range all {
		parts = append(parts, text.Part{Text: s})
	}
	return text.Build(parts)
}

func openTable(p *views.OpenedPage, data []byte, o intake.Options) error {
	tables, err := intake.ReadTables(data, o)
	for _, t := range tables {
		p.Tables = append(p.Tables, views.Table{Name: t.Name, Rows: t.Rows})
	}
	p.FindCells()
	return err
}
