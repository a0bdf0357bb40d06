package web

import (
	"stet/models"
	"stet/models/text"
)

// selection is the stretch of an article's text that a form names: by the
// offsets of a selection in a browser, or by the number of a sentence. A
// selection in an older revision keeps its words and has no span; the Store
// answers it with a Conflict.
func (v *visit) selection(articleID int64) (models.Selection, error) {
	sel := models.Selection{RevisionID: idOf(v.typed("revision")), Quote: v.typed("quote")}
	newest, doc, err := v.Store.Revision(v.ctx(), v.user, articleID, 0)
	if err != nil || newest.ID != sel.RevisionID {
		return sel, err
	}
	if v.typed("block") == "" && v.typed("sentence") != "" {
		err = bySentence(&sel, doc, v.number("sentence", -1))
	} else {
		err = byOffsets(&sel, doc, offsets{
			block: v.number("block", -1), start16: v.number("start16", -1),
			endBlock: v.number("end_block", v.number("block", -1)), end16: v.number("end16", -1),
		})
	}
	return sel, err
}

// offsets are the ends of a selection as a browser counts them: UTF-16 units
// from the start of a block, which is named by its index.
type offsets struct{ block, start16, endBlock, end16 int }

// byOffsets is the one place where the browser's UTF-16 becomes code points.
func byOffsets(sel *models.Selection, doc *text.Document, o offsets) error {
	if o.block == o.endBlock {
		span, ok := doc.FromUTF16(o.block, o.start16, o.end16)
		sel.Span = span
		return selected(ok)
	}
	from, ok := doc.FromUTF16(o.block, o.start16, o.start16)
	to, too := doc.FromUTF16(o.endBlock, o.end16, o.end16)
	sel.Span = text.Span{Start: from.Start, End: to.End}
	return selected(ok && too && o.block < o.endBlock)
}

func bySentence(sel *models.Selection, doc *text.Document, sentence int) error {
	if sentence < 0 || sentence >= len(doc.Sentences) {
		return selected(false)
	}
	sel.Span = doc.Sentences[sentence].Span
	sel.Quote = doc.Slice(sel.Span)
	return nil
}

func selected(ok bool) error {
	if !ok {
		return invalid("quote", "Select some words of the text first.")
	}
	return nil
}
