package web

import (
	"fmt"
	"mime/multipart"
	"net/http"

	"stet/models"
	"stet/views"
)

func (v *visit) evidenceFields() views.EvidenceFields {
	return views.EvidenceFields{
		Version: v.typed("version"), Was: v.typed("was"), Source: v.typed("source"), Relation: v.typed("relation"), Locator: v.typed("locator"), Excerpt: v.typed("excerpt"),
		Note: v.typed("note"), SearchedWhere: v.typed("searched_where"), SearchedHow: v.typed("searched_how"), NewSource: v.sourceFields("source_"),
	}
}

// evidenceForm is what was typed as the Store takes it, with the files that were
// sent along. They stay on the disk until the Store reads them.
func (v *visit) evidenceForm(f views.EvidenceFields) (form models.EvidenceForm, closeFiles func(), err error) {
	form = models.EvidenceForm{
		Version: numberOf(f.Version), SourceID: idOf(f.Source), Source: sourceForm(f.NewSource), Relation: models.Relation(f.Relation),
		Locator: f.Locator, Excerpt: f.Excerpt, Note: f.Note, SearchedWhere: f.SearchedWhere, SearchedHow: f.SearchedHow,
	}
	var open []multipart.File
	closeFiles = func() {
		for _, file := range open {
			_ = file.Close() // was only read
		}
	}
	for _, header := range v.uploads("files") {
		file, err := header.Open()
		if err != nil {
			return form, closeFiles, fmt.Errorf("open the upload: %w", err)
		}
		open = append(open, file)
		form.Files = append(form.Files, models.Upload{Name: header.Filename, Data: file})
	}
	return form, closeFiles, nil
}

// uploads are the files of a field. A browser sends one without a name where
// none was chosen.
func (v *visit) uploads(field string) []*multipart.FileHeader {
	form := v.Request().MultipartForm
	if form == nil {
		return nil
	}
	var all []*multipart.FileHeader
	for _, header := range form.File[field] {
		if header.Filename != "" {
			all = append(all, header)
		}
	}
	return all
}

// showNewEvidence shows the empty form of an item of evidence.
func (v *visit) showNewEvidence() error {
	page, err := v.evidencePage(v.id("c"), nil, views.EvidenceFields{Relation: string(models.Supports)}, nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// showEvidence shows an item of evidence for editing.
func (v *visit) showEvidence() error {
	e, err := v.Store.EvidenceItem(v.ctx(), v.user, v.id("e"))
	if err != nil {
		return err
	}
	page, err := v.evidencePage(e.ClaimID, &e, views.EvidenceFieldsOf(e), nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// evidencePage is the form of an item of evidence, nil for a new one.
func (v *visit) evidencePage(claimID int64, e *models.Evidence, f views.EvidenceFields, wrong views.Errors) (views.EvidencePage, error) {
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
	if err != nil {
		return views.EvidencePage{}, err
	}
	page := views.EvidencePage{Chrome: v.chrome("Evidence for claim %d", detail.Claim.Number), Detail: &detail, Evidence: e, Form: f, Errors: wrong}
	if page.TakesCopies() {
		page.Copy.URL = e.Source.URL
		page.Archives, err = v.Store.ArchiveLinks(v.ctx(), v.user, e.ID)
	}
	return page, err
}

// createEvidence attaches an item of evidence to a claim.
func (v *visit) createEvidence() error {
	claimID, f := v.id("c"), v.evidenceFields()
	form, closeFiles, err := v.evidenceForm(f)
	defer closeFiles()
	if err == nil {
		_, err = v.Store.CreateEvidence(v.ctx(), v.user, claimID, form)
	}
	switch {
	case err != nil && v.inPart():
		return v.mendClaim(err, claimID)
	case err != nil:
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.evidencePage(claimID, nil, f, wrong) })
	}
	return v.toClaim(claimID)
}

// editEvidence saves an item of evidence; files that come with it are added.
func (v *visit) editEvidence() error {
	id, f := v.id("e"), v.evidenceFields()
	form, closeFiles, err := v.evidenceForm(f)
	defer closeFiles()
	var e models.Evidence
	if err == nil {
		e, err = v.Store.EditEvidence(v.ctx(), v.user, id, form)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			e, err := v.Store.EvidenceItem(v.ctx(), v.user, id)
			if err != nil {
				return nil, err
			}
			return v.evidencePage(e.ClaimID, &e, f, wrong)
		})
	}
	return v.toClaim(e.ClaimID)
}

// withdrawEvidence takes an item off its claim.
func (v *visit) withdrawEvidence() error {
	id := v.id("e")
	e, err := v.Store.EvidenceItem(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	if err := v.Store.WithdrawEvidence(v.ctx(), v.user, id, v.number("version", 0)); err != nil {
		return err
	}
	return v.toClaim(e.ClaimID)
}
