package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

// remark is a comment of a Word file: on words of its only paragraph, by Ines Marx.
type remark struct{ words, says string }

// wordFile is a Word file of one paragraph with comments.
func wordFile(t *testing.T, paragraph string, remarks ...remark) []byte {
	t.Helper()
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	body, comments := paragraph, ""
	for i, r := range remarks {
		before, after, _ := strings.Cut(body, r.words)
		body = fmt.Sprintf(`%s</w:t></w:r><w:commentRangeStart w:id="%d"/>%s<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r><w:r><w:t xml:space="preserve">%s`, before, i, run(r.words), i, i, after)
		comments += fmt.Sprintf(`<w:comment w:id="%d" w:author="Ines Marx" w:date="2026-02-27T16:05:00Z"><w:p>%s</w:p></w:comment>`, i, run(r.says))
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`,
		"word/document.xml":            `<w:document ` + w + `><w:body><w:p>` + run(body) + `</w:p></w:body></w:document>`,
		"word/comments.xml":            `<w:comments ` + w + `>` + comments + `</w:comments>`,
	} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const ferry = "The ferry ran from 1921 on. It carried 800 people a day."

func TestTheCommentsOfAFileAreClaimsOfItsArticle(t *testing.T) {
	t.Parallel()
	n := open(t)
	eva := n.as(n.Editor)
	file := wordFile(t, ferry, remark{"800 people a day", "Or 900? https://ferry.example/counts"}, remark{"from 1921", "Which archive?"})
	eva.upload("/articles", "file", "ferry.docx", file, "title", "The ferry", "text", "").leads("/articles/1")
	eva.get("/articles/1").holds("2 comments became 2 claims.", "<li>1 address in them became evidence")
	var id int64
	for _, c := range n.claimsOf(1) {
		if c.Wording == "800 people a day" {
			id = c.ID
		}
	}
	eva.get(path("/articles/1?claim=%d", id)).holds("Ines Marx", "Or 900? https://ferry.example/counts", "Comment, taken in by Eva Editor", "ferry.example/counts", "cannot carry a verdict yet: no locator")
	eva.get("/articles/1/history").holds("took a note into claim", "Comment by Ines Marx, 27 February 2026")
}

func (n *newsroom) claimsOf(articleID int64) []models.ClaimLine {
	n.T.Helper()
	w, err := n.Store.Workspace(n.T.Context(), n.Editor, articleID)
	if err != nil {
		n.T.Fatal(err)
	}
	return w.Claims
}

func TestANewerFileMakesARevisionAndDoublesNoComment(t *testing.T) {
	t.Parallel()
	n := open(t)
	eva := n.as(n.Editor)
	known := remark{"from 1921", "Which archive?"}
	eva.upload("/articles", "file", "ferry.docx", wordFile(t, ferry, known), "title", "The ferry", "text", "").leads("/articles/1")
	newer := strings.Replace(ferry, "800", "900", 1)
	eva.upload("/articles/1/text", "file", "ferry 2.docx", wordFile(t, newer, known, remark{"900 people", "Better."}), "based_on", "1", "text", ferry).status(http.StatusSeeOther)
	eva.get("/articles/1").holds("Revision 2 is saved", "1 comment became 1 claim.", "1 note was here from before.", "900 people")
	if claims := n.claimsOf(1); len(claims) != 2 {
		t.Errorf("%d claims", len(claims))
	}
	eva.upload("/articles/1/text", "file", "ferry 2.docx", wordFile(t, newer, known, remark{"900 people", "Better."}), "based_on", "2", "text", ferry).leads("/articles/1")
	eva.get("/articles/1").holds("there is no new revision", "2 notes were here from before.")
}

func TestTheNotesOfAnOlderFileComeInWithoutItsText(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(ferry)
	n.Revise(a.ID, "The ferry ran", "The old ferry of the harbour ran")
	eva := n.as(n.Editor)
	at := path("/articles/%d/text", a.ID)
	file := wordFile(t, ferry, remark{"from 1921", "Which archive?"})
	eva.upload(at, "file", "ferry.docx", file, "based_on", "1", "text", "typed").status(http.StatusConflict).holds("The notes of the file are not taken in yet", "The old ferry of the harbour")
	eva.upload(at, "file", "ferry.docx", file, "based_on", "2", "text", "typed", "notes_only", "1").leads(path("/articles/%d", a.ID))
	eva.get(path("/articles/%d", a.ID)).holds("1 comment became 1 claim.", "The old ferry of the harbour")
	if claims := n.claimsOf(a.ID); len(claims) != 1 || claims[0].Places[0].Quote != "from 1921" {
		t.Errorf("the claims are %+v", claims)
	}
}

func TestAFileThatIsNoArticleLeavesTheTypedTextInTheForm(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(ferry)
	n.as(n.Editor).upload(path("/articles/%d/text", a.ID), "file", "ferry.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "based_on", "1", "text", "What I typed.", "note", "why").
		status(http.StatusUnprocessableEntity).holds("What I typed.", `value="why"`, `id="f-file-err"`, `name="based_on" value="1"`)
}
