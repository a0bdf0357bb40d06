package web_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"stet/models"
)

func TestTheNumbersAreShownAndLeaveAsFiles(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	n.Evidence(claim.ID)
	n.Propose(claim, "correct")
	if err := n.Decide(n.Reviewer, claim.ID, models.Approve); err != nil {
		t.Fatal(err)
	}
	c := n.as(n.Viewer)
	c.get("/numbers").status(http.StatusOK).holds("Coverage", "All articles", `<svg class="chart"`, "33.3 %", "Turn-around").lacks("Eva Editor", "Rita Reviewer")
	c.get("/numbers?from=2999-01-01").status(http.StatusOK).holds(`value="2999-01-01"`).lacks("33.3 %")
	c.get("/numbers?from=yesterday").status(http.StatusUnprocessableEntity).holds("Write the day", `value="yesterday"`)
	c.get("/numbers/csv?from=yesterday").status(http.StatusUnprocessableEntity).holds("Write the day")
	c.get("/numbers/pdf").status(http.StatusNotFound)

	file := c.get("/numbers/csv?from=2000-01-01").status(http.StatusOK)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file.Body.Bytes(), []byte("\uFEFF")))).ReadAll()
	if err != nil || !slices.ContainsFunc(rows, func(r []string) bool {
		return slices.Equal(r, []string{"Coverage", "All articles", "Claimed", "percent", "33.3"})
	}) {
		t.Errorf("%v, %v", rows, err)
	}
	book, err := excelize.OpenReader(c.get("/numbers/xlsx").status(http.StatusOK).Body)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if at, err := book.GetCellValue("Coverage", "B2"); err != nil || at != "33.33" {
		t.Errorf("the sheet says %q, %v", at, err)
	}
}
