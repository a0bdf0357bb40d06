package main_test

import (
	"path/filepath"
	"testing"
)

func TestACommandTakesInANewerFileWithItsComments(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	first := wordFileWith(t, remark("0", "Which archive?"), "The ferry ran "+remarked("0", "from 1921")+" on. It carried 800 people a day.")
	stet(t, data, "import", file(t, "ferry.docx", first)).works().prints("Article 1: ferry", "1 comment became 1 claim.")
	second := wordFileWith(t, remark("0", "Says who?")+remark("1", "Which archive?"),
		"The ferry ran "+remarked("1", "from 1921")+" on. It carried "+remarked("0", "900 people")+" a day.")
	newer := file(t, "ferry.docx", second)
	stet(t, data, "import", newer, "--article", "1").works().prints("Revision 2 is saved", "1 comment became 1 claim.", "1 note was here from before.")
	stet(t, data, "import", newer, "--article", "1").works().prints("there is no new revision", "2 notes were here from before.")
	third := wordFileWith(t, remark("0", "A day, or a weekday?"), "The ferry ran from 1921 on. It carried 900 people "+remarked("0", "a day")+".")
	stet(t, data, "import", file(t, "ferry.docx", third), "--article", "1", "--notes-only").works().prints("1 comment became 1 claim.", "2 notes are not in the file any more; their claims stay.")
	stet(t, data, "import", newer, "--article", "7").fails("There is no article 7.")
	stet(t, data, "doctor").works()
}

func TestACommandTakesInASheetOfClaims(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	stet(t, data, "import", file(t, "tram.md", []byte(tramMarkup))).works().prints("Article 1")
	sheet := file(t, "claims.csv", []byte("Fact;Quote;Source;Status\nSo many riders;it carried 31,400 people;Annual report, https://port.example/report;Correct\nThe airport has three runways;;;\n"))
	stet(t, data, "import", sheet, "--article", "1").works().prints("1 row became a claim.", "1 verdict came in as a draft.", "1 row fits no place and waits to be placed.", "Row 3 waits: The airport has three runways")
	stet(t, data, "import", sheet, "--article", "1").works().prints("1 row was here from before.", "1 row fits no place and waits to be placed.")
	stet(t, data, "import", sheet).fails("Name the article that it is about with --article.")
	stet(t, data, "import", file(t, "bad.csv", []byte("one;two\n1;2\n")), "--article", "1").fails("No column is called fact or quote.")
	out := filepath.Join(t.TempDir(), "claims.xlsx")
	stet(t, data, "export", "1", "--format", "xlsx", "--out", out).works()
	stet(t, data, "import", out, "--article", "1").works().prints("1 row was here from before.")
	stet(t, data, "doctor").works()
}
