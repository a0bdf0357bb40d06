package main_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestTheNotesOfAFileAndTheRowsOfASheetAreCheckedWithAMouse(t *testing.T) {
	t.Parallel()
	takeInFiles(t, desktop, mouse{})
}

func TestTheNotesOfAFileAndTheRowsOfASheetAreCheckedWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	takeInFiles(t, desktop.inTheDark(), keyboard{})
}

func TestTheNotesOfAFileAndTheRowsOfASheetAreCheckedOnAPhoneWithoutJavaScript(t *testing.T) {
	t.Parallel()
	takeInFiles(t, phone.withoutScript(), forms{})
}

// takeInFiles starts an article from a Word file with comments, goes on with a
// newer one, and takes a sheet of claims in.
func takeInFiles(t *testing.T, d device, by hands) {
	t.Helper()
	browser, data := browserFor(t), t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := atWork(t, browser, s, eva, d, by)
	editor.signsIn()

	editor.uploads("The ferry", wordFileWith(t, remark("0", "Or 900? https://ferry.example/counts")+remark("1", "Which archive?"),
		"The ferry ran "+remarked("1", "from 1921")+" on. It carried "+remarked("0", "800 people a day")+" across the harbour."))
	editor.sees("2 comments became 2 claims.", "1 address in them became evidence")
	editor.chooses("800 people a day")
	editor.opensPanel()
	editor.sees("Ines Marx", "Or 900?", "Comment, taken in by Eva Editor", "ferry.example/counts", "cannot carry a verdict yet: no locator")

	editor.opens("/articles/" + editor.article + "/text")
	editor.chooseFile("#f-file", file(t, "ferry 2.docx", wordFileWith(t, remark("0", "Or 900? https://ferry.example/counts")+remark("1", "Across, or along?"),
		"The ferry ran from 1921 on. It carried "+remarked("0", "900 people a day")+" "+remarked("1", "across the harbour")+".")))
	editor.follows("main button | Save as a new revision")
	editor.sees("Revision 2 is saved", "1 comment became 1 claim.", "1 note was here from before.", "1 note is not in the file any more; its claim stays.")

	editor.opens("/articles/" + editor.article)
	if !d.noScript {
		editor.press("button | Article")
		editor.follows("#art-menu a | Sheet of claims")
	} else {
		editor.opens("/articles/" + editor.article + "/sheet")
	}
	editor.chooseFile("#f-file", file(t, "claims.csv", []byte("Fact;Quote;Source;Status\nIt is an old ferry;The ferry ran from 1921;Archive, https://archive.example;Correct\nThe airport has three runways;;;\nNobody lives there now;;;\n")))
	editor.follows("main button | Take the rows in")
	editor.sees("1 row became a claim.", "2 rows fit no place and wait to be placed.", "The airport has three runways")
	editor.fills(".arr | The airport has three runways >> input[name=words]", "across the harbour")
	editor.follows(".arr | The airport has three runways >> button | Attach to these words")
	editor.sees("The row is claim 5.")
	editor.follows(".arr | Nobody lives there now >> button | Set aside")
	editor.sees("The row is set aside.", "No row waits for its words.")
	editor.opens("/articles/" + editor.article + "?claim=4#claim")
	editor.sees("It is an old ferry", "Archive", "Correct")
}

// uploads starts an article from a Word file.
func (p *person) uploads(title string, content []byte) {
	p.t.Helper()
	p.follows("a | New article")
	p.fills("#f-title", title)
	p.chooseFile("#f-file", file(p.t, "article.docx", content))
	p.follows("main button | Start the check")
	p.article = p.number()
}

// chooseFile puts a file into a field as the dialog of the system would.
func (p *person) chooseFile(field, path string) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.SetUploadFiles(field, []string{path})))
}
