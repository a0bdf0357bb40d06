package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/text"
	"stet/views"
)

// showWorkspace shows an article with its claims, or the part of it that a
// script asks for.
func (v *visit) showWorkspace() error {
	page, err := v.workspace(v.id("a"), idOf(v.asked("claim")), v.Request().URL.Query())
	if err != nil {
		return err
	}
	return v.showWhole(http.StatusOK, page)
}

// workspace puts the page of an article together, with the chosen claim, if any.
func (v *visit) workspace(articleID, claimID int64, asked url.Values) (views.WorkspacePage, error) {
	w, err := v.Store.Workspace(v.ctx(), v.user, articleID)
	if err != nil {
		return views.WorkspacePage{}, err
	}
	page := views.WorkspacePage{
		Chrome: v.chrome("%s", w.Article.Title), Workspace: &w, Show: views.Show(asked.Get("show")),
		From: numberOf(asked.Get("from")), Sentences: asked.Get("sentences") != "", After: -1,
	}
	if asked.Get("after") != "" {
		page.After = numberOf(asked.Get("after"))
	}
	if !slices.Contains(views.Shows, page.Show) {
		page.Show = views.ShowAll
	}
	if asked.Get("thread") != "" {
		page.Talk, err = v.discussion(page, asked)
		return page, err
	}
	if claimID == 0 {
		return page, nil
	}
	page.Panel, err = v.panel(page.Chrome, claimID)
	if err == nil && page.Panel.Detail.Claim.ArticleID != articleID {
		err = fmt.Errorf("claim %d of article %d: %w", claimID, articleID, models.ErrNotFound)
	}
	return page, err
}

// showWhole shows the workspace, or only the part that a script asks for.
func (v *visit) showWhole(status int, page views.WorkspacePage) error {
	if v.inPart() {
		return v.show(status, v.part(page))
	}
	return v.show(status, page)
}

// part is what changed of a workspace: the blocks that the chosen claim touches,
// those of the claims that the address names, and those that it names itself.
func (v *visit) part(page views.WorkspacePage) views.PartPage {
	var blocks []int
	for n := range strings.SplitSeq(v.asked("b"), ",") {
		if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(page.Workspace.Document.Blocks) {
			blocks = append(blocks, i)
		}
	}
	asked := strings.Split(v.asked("claims"), ",")
	for _, line := range page.Workspace.Claims {
		if page.Panel != nil && page.Panel.Detail.Claim.ID == line.ID || slices.Contains(asked, strconv.FormatInt(line.ID, 10)) {
			blocks = append(blocks, blocksOf(page.Workspace.Document, line)...)
		}
	}
	slices.Sort(blocks)
	return views.PartPage{WorkspacePage: page, Blocks: slices.Compact(blocks)}
}

// blocksOf lists the blocks that a claim has a place in.
func blocksOf(doc *text.Document, line models.ClaimLine) (blocks []int) {
	for _, p := range line.Places {
		blocks = append(blocks, doc.BlockNumbers(text.Span{Start: p.StartCP, End: p.EndCP})...)
	}
	return blocks
}

// showNotes sends the margin cards of some rows.
func (v *visit) showNotes() error {
	w, err := v.Store.Workspace(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return err
	}
	blocks := len(w.Document.Blocks)
	from := min(max(numberOf(v.asked("from")), 0), blocks)
	to := min(max(numberOf(v.asked("to")), from), blocks)
	return v.show(http.StatusOK, views.NotesPart{Clock: v.clock(), Workspace: &w, Me: v.user.ID, Chosen: idOf(v.asked("claim")), From: from, To: to})
}

// toWorkspace leads to an article's workspace after a write, with the claim
// chosen unless it is 0, or to the arrival page where the form was on that. The blocks named, and those that the form names, are
// sent again to a script that asks for the part that changed.
func (v *visit) toWorkspace(articleID, claimID int64, blocks ...string) error {
	if v.typed("next") == toTheArrival {
		return v.toArrival(articleID)
	}
	q := url.Values{}
	if claimID != 0 {
		q.Set("claim", strconv.FormatInt(claimID, 10))
	}
	blocks = slices.DeleteFunc(append(blocks, v.typed("b")), func(b string) bool { return b == "" })
	if v.inPart() && len(blocks) > 0 {
		q.Set("b", strings.Join(blocks, ","))
	}
	return v.lead(withQuery(fmt.Sprintf("/articles/%d", articleID), q))
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// toClaim leads to a claim on its workspace, or in the queue where that is
// where the form was.
func (v *visit) toClaim(claimID int64) error {
	if v.typed("next") == "queue" {
		return v.lead(fmt.Sprintf("/review/%d", claimID))
	}
	c, err := v.Store.Claim(v.ctx(), v.user, claimID)
	if err != nil {
		return err
	}
	return v.toWorkspace(c.ArticleID, claimID)
}

// toWhereItCameFrom leads back to the workspace or the queue that a form was
// on, for what belongs to no page of its own.
func (v *visit) toWhereItCameFrom() error {
	articleID, claimID, _ := v.cameFrom()
	page, err := url.Parse(v.Request().Referer())
	switch {
	case articleID != 0 && page.Query().Get("thread") != "":
		return v.toThread(articleID, idOf(page.Query().Get("thread")))
	case articleID != 0:
		return v.toWorkspace(articleID, claimID)
	case err == nil && strings.HasPrefix(page.Path, "/review"):
		return v.lead(page.Path)
	}
	return v.lead("/")
}

// mendWorkspace says on the workspace what is wrong with a selection.
func (v *visit) mendWorkspace(err error, articleID int64) error {
	_, sentence := v.judge(err)
	return v.mend(err, func(views.Errors) (views.Page, error) {
		if v.inPart() {
			return v.failPart(sentence, nil)
		}
		page, err := v.workspace(articleID, 0, nil)
		page.Message = sentence
		return page, err
	})
}
