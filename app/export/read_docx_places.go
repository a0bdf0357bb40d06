package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// surroundings is how much of the text beside a quote is kept with it, in code
// points.
const surroundings = 32

// word puts what the document says now together with what it was written from.
func (r *docxReader) word(c models.Checked) Word {
	doc := text.Build(r.parts)
	found := map[string]text.Span{}
	for _, m := range doc.Take(text.Note) {
		at, known := found[m.Value]
		if !known {
			at = m.Span
		}
		found[m.Value] = text.Span{Start: min(at.Start, m.Start), End: max(at.End, m.End)}
	}
	same := doc.Text == legal(c.Text)
	w := Word{Notes: r.notes(&c, found)}
	if same {
		doc.Text = c.Text // what XML cannot hold is told apart only there
	}
	old := c
	c.Text, c.Blocks, c.Sentences, c.Marks = doc.Text, kept(doc.Blocks), kept(doc.Sentences), kept(doc.Marks)
	doc = text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks)
	if !same {
		renewed(&c, &doc)
	}
	if r.title != "" && r.title != strings.TrimSpace(legal(c.Article.Title)) {
		c.Article.Title = r.title
	}
	c.Claims = slices.Clone(old.Claims)
	for i := range c.Claims {
		had := len(c.Claims[i].Places)
		r.place(&doc, &c.Claims[i], found, same)
		if had > 0 && len(c.Claims[i].Places) == 0 {
			w.Lost = append(w.Lost, message.New("The words of claim %d are not in the document any more.", c.Claims[i].Number))
		}
	}
	if !same {
		c.Skips = skipsFound(&doc, old.Skips, found)
	}
	w.Checked = c
	return w
}

// renewed says of a text that somebody changed what can be said of it: that it is
// a draft, and another text than the one that was checked.
func renewed(c *models.Checked, doc *text.Document) {
	sum := sha256.Sum256([]byte(doc.Text))
	c.Article.SHA256, c.Article.Words = hex.EncodeToString(sum[:]), doc.Words()
	c.Draft, c.SignOff, c.Coverage = true, nil, models.Coverage{Sentences: len(doc.Sentences)}
}

// place gives a claim the places that it has now. Comments know them best:
// LibreOffice ends a bookmark a letter too early where another ends too. Where
// comments were taken out, the bookmarks know; where there are neither and the
// text is the same, nothing has moved.
func (r *docxReader) place(doc *text.Document, claim *models.CheckedClaim, found map[string]text.Span, same bool) {
	before := claim.Places
	claim.Places = []models.CheckedPlace{}
	ranges := r.rangesOf(claim.Number, found)
	for n, p := range before {
		at, marked := found[placeName(claim.Number, n)]
		if n < len(ranges) && (len(ranges) == len(before) || !marked) {
			at, marked = ranges[n], true
		}
		switch {
		case !marked && same || at == p.Span && doc.Slice(at) == p.Quote:
			claim.Places = append(claim.Places, p)
		case at.Len() > 0:
			moved := models.CheckedPlace{Span: at, Quote: doc.Slice(at)}
			moved.Prefix, moved.Suffix = doc.Context(at, surroundings)
			claim.Places = append(claim.Places, moved)
		}
	}
	slices.SortStableFunc(claim.Places, func(a, b models.CheckedPlace) int { return a.Start - b.Start })
	if !sameQuotes(before, claim.Places) && claim.Status == models.ClaimApproved {
		claim.Status, claim.Reviews = models.ClaimStale, []models.CheckedReview{}
	}
}

// rangesOf are those of the comments of a claim: of its first place, then of the
// others in the order of the document.
func (r *docxReader) rangesOf(number int, found map[string]text.Span) []text.Span {
	var first, others []text.Span
	for i := range r.comments {
		c := &r.comments[i]
		at, placed := found["comment "+c.id]
		switch of, isFirst := c.stands(number); {
		case !of || !placed:
		case isFirst:
			first = append(first, at)
		default:
			others = append(others, at)
		}
	}
	return append(first, others...)
}

func sameQuotes(a, b []models.CheckedPlace) bool {
	return slices.EqualFunc(a, b, func(a, b models.CheckedPlace) bool { return text.Fold(a.Quote) == text.Fold(b.Quote) })
}

// skipsFound are the skips that the document still has. In a text that is another
// one they cover whole sentences, as skips do.
func skipsFound(doc *text.Document, all []models.CheckedSkip, found map[string]text.Span) []models.CheckedSkip {
	kept := []models.CheckedSkip{}
	for i, k := range all {
		from, to := doc.SentencesIn(found[skipName(i)])
		if from == to {
			continue
		}
		k.Span = text.Span{Start: doc.Sentences[from].Start, End: doc.Sentences[to-1].End}
		kept = append(kept, k)
	}
	return kept
}

// legal is a text as XML can hold it (XML 1.0, section 2.2).
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == '\uFFFE' || r == '\uFFFF' {
			return '\uFFFD'
		}
		return r
	}, s)
}
