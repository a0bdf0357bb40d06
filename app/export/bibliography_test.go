package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
)

var bibliographies = []string{"csl", "bibtex", "ris"}

// cited makes an article whose evidence has these sources.
func cited(sources ...models.CheckedSource) models.Checked {
	c := models.Checked{Article: models.CheckedArticle{ID: 12}, Claims: []models.CheckedClaim{{Number: 1}, {Number: 2}}}
	for i := range sources {
		claim := &c.Claims[i%2]
		claim.Evidence = append(claim.Evidence, models.CheckedEvidence{Relation: models.Supports, Source: &sources[i]})
	}
	return c
}

// record is one entry as it reads back: what it is, and its fields.
type record map[string]string

// readBibTeX reads entries as BibTeX does: values are words or stand in braces
// that are counted, and commands are read where they stand.
func readBibTeX(t testing.TB, file string) []record {
	t.Helper()
	var all []record
	for rest := file; ; {
		_, after, found := strings.Cut(rest, "\n@")
		if strings.HasPrefix(rest, "@") && len(all) == 0 {
			after, found = rest[1:], true
		}
		if !found {
			return all
		}
		kind, body, _ := strings.Cut(after, "{")
		id, fields, _ := strings.Cut(body, ",")
		r := record{"kind": kind, "id": id}
		fields = readFields(t, fields, r)
		all, rest = append(all, r), fields
	}
}

// readFields reads the fields of an entry and gives what follows it.
func readFields(t testing.TB, s string, r record) string {
	t.Helper()
	for {
		s = strings.TrimLeft(s, " \n,")
		if strings.HasPrefix(s, "}") {
			return s[1:]
		}
		name, value, found := strings.Cut(s, " = ")
		if !found {
			t.Fatalf("there is no end to the entry at %.60q", s)
		}
		if !strings.HasPrefix(value, "{") {
			word := value[:strings.IndexAny(value, ",\n")]
			r[name], s = word, value[len(word):]
			continue
		}
		end, depth := 0, 0
		for ; end < len(value) && (end == 0 || depth > 0); end++ {
			depth += map[byte]int{'{': 1, '}': -1}[value[end]]
		}
		r[name], s = unTeX(name, value[1:end-1]), value[end:]
	}
}

func unTeX(name, value string) string {
	if name == "url" {
		return value
	}
	value = strings.TrimSuffix(strings.TrimPrefix(value, "{"), "}")
	if strings.HasSuffix(value, "{") { // the brace was a command's
		value += "}"
	}
	return strings.NewReplacer(`\textbackslash{}`, `\`, `\textbraceleft{}`, "{", `\textbraceright{}`, "}", `\$`, "$", `\&`, "&", `\%`, "%", `\#`, "#", `\_`, "_",
		`\textasciicircum{}`, "^", `\textasciitilde{}`, "~").Replace(value)
}

func readRIS(t testing.TB, file string) []record {
	t.Helper()
	var all []record
	r := record{}
	for l := range strings.SplitSeq(strings.TrimSuffix(file, "\r\n\r\n"), "\r\n") {
		if l == "" {
			continue
		}
		if len(l) < 6 || l[2:6] != "  - " || strings.ContainsAny(l, "\r\n") {
			t.Fatalf("%q is not a line of RIS", l)
		}
		if l[:2] == "ER" {
			all, r = append(all, r), record{}
			continue
		}
		r[l[:2]] = l[6:]
	}
	if len(r) > 0 {
		t.Fatalf("%v has no end", r)
	}
	return all
}

func readCSL(t testing.TB, file string) []cslItem {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(file))
	d.DisallowUnknownFields()
	var all []cslItem
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryTypeOfSourceHasItsForm(t *testing.T) {
	t.Parallel()
	const url = "https://example.org/a?b={c}&d=50%25"
	for _, c := range []struct {
		source      models.CheckedSource
		csl         cslItem
		bibtex, ris record
	}{
		{models.CheckedSource{Title: "Minutes", Type: models.SourceDocument, Publisher: "City council", PublishedOn: "2019-05-14", URL: url},
			cslItem{Type: "document", Title: "Minutes", Publisher: "City council", URL: "https://example.org/a?b={c}&d=50%25", Issued: &cslDate{Parts: [][]int{{2019, 5, 14}}}},
			record{"kind": "misc", "title": "Minutes", "publisher": "City council", "year": "2019", "month": "may", "day": "14", "url": "https://example.org/a?b=%7Bc%7D&d=50%25"},
			record{"TY": "GEN", "TI": "Minutes", "PB": "City council", "PY": "2019", "DA": "2019/05/14/", "UR": url}},
		{models.CheckedSource{Title: "Counts", Type: models.SourceDataSet, Author: "Transport authority", PublishedOn: "2026-11"},
			cslItem{Type: "dataset", Title: "Counts", Author: []cslName{{"Transport authority"}}, Issued: &cslDate{Parts: [][]int{{2026, 11}}}},
			record{"kind": "misc", "title": "Counts", "author": "Transport authority", "year": "2026", "month": "nov", "note": "Data set"},
			record{"TY": "DATA", "TI": "Counts", "AU": "Transport authority", "PY": "2026", "DA": "2026/11//"}},
		{models.CheckedSource{Title: "The tram", Type: models.SourcePublication, Publisher: "Evening News", Author: "A. Reporter", PublishedOn: "2024"},
			cslItem{Type: "article-newspaper", Title: "The tram", Container: "Evening News", Author: []cslName{{"A. Reporter"}}, Issued: &cslDate{Parts: [][]int{{2024}}}},
			record{"kind": "article", "title": "The tram", "journal": "Evening News", "author": "A. Reporter", "year": "2024"},
			record{"TY": "NEWS", "TI": "The tram", "T2": "Evening News", "AU": "A. Reporter", "PY": "2024", "DA": "2024///"}},
		{models.CheckedSource{Title: "The tram", Type: models.SourcePublication, PublishedOn: "spring 2019"},
			cslItem{Type: "article-newspaper", Title: "The tram", Issued: &cslDate{Raw: "spring 2019"}},
			record{"kind": "misc", "title": "The tram", "note": "spring 2019"},
			record{"TY": "NEWS", "TI": "The tram", "DA": "///spring 2019"}},
		{models.CheckedSource{Title: "Jane Roe", Type: models.SourcePerson}, cslItem{Type: "interview", Title: "Jane Roe"},
			record{"kind": "misc", "title": "Jane Roe", "note": "Interview"}, record{"TY": "PCOMM", "TI": "Jane Roe"}},
		{models.CheckedSource{Title: "Press office", Type: models.SourceOrganisation}, cslItem{Type: "personal_communication", Title: "Press office"},
			record{"kind": "misc", "title": "Press office", "note": "Personal communication"}, record{"TY": "PCOMM", "TI": "Press office"}},
		{models.CheckedSource{Type: models.SourceOrganisation, URL: "https://example.org/"}, cslItem{Type: "webpage", Title: "https://example.org/", URL: "https://example.org/"},
			record{"kind": "misc", "title": "https://example.org/", "url": "https://example.org/"}, record{"TY": "ELEC", "TI": "https://example.org/", "UR": "https://example.org/"}},
		{models.CheckedSource{Title: "A script", URL: "javascript:alert(1)"}, cslItem{Type: "document", Title: "A script"},
			record{"kind": "misc", "title": "A script"}, record{"TY": "GEN", "TI": "A script"}},
	} {
		const id = "article-12-source-1"
		article := cited(c.source)
		c.csl.ID, c.bibtex["id"], c.ris["ID"] = id, id, id
		c.csl.Note, c.ris["N1"] = sourcesNote(&article), sourcesNote(&article)
		if got := readCSL(t, written(t, "csl", article)); !reflect.DeepEqual(got, []cslItem{c.csl}) {
			t.Errorf("CSL-JSON has %+v, want %+v", got, c.csl)
		}
		if got := readBibTeX(t, written(t, "bibtex", article)); len(got) != 1 || !maps.Equal(got[0], c.bibtex) {
			t.Errorf("BibTeX has %v, want %v", got, c.bibtex)
		}
		if got := readRIS(t, written(t, "ris", article)); len(got) != 1 || !maps.Equal(got[0], c.ris) {
			t.Errorf("RIS has %v, want %v", got, c.ris)
		}
	}
}

func TestASourceIsListedOnce(t *testing.T) {
	t.Parallel()
	minutes := models.CheckedSource{Title: "Minutes", URL: "https://council.example/17"}
	later, other := minutes, minutes
	later.PublishedOn, other.Title = "2019-05-14", "Annex to the minutes"
	c := cited(minutes, later, other, models.CheckedSource{Title: "Counts"}, models.CheckedSource{Title: " Counts\n"}, models.CheckedSource{Title: "Counts", PublishedOn: "2024"})
	if got := readRIS(t, written(t, "ris", c)); len(got) != 4 {
		t.Errorf("the list is %v", got)
	}
}

func TestAConfidentialSourceIsInNoBibliography(t *testing.T) {
	t.Parallel()
	secret := models.CheckedSource{Title: "Vesna Kovač", Author: "Vesna Kovač", URL: "https://kovac.example/", Confidential: true}
	for _, format := range bibliographies {
		if file := written(t, format, cited(secret, models.CheckedSource{Title: "Counts"})); strings.Contains(strings.ToLower(file), "kova") || !strings.Contains(file, "source-1") {
			t.Errorf("%s says\n%s", format, file)
		}
		var b bytes.Buffer
		err := Write(t.Context(), &b, format, cited(secret), nil)
		if refused := (Refused{}); !errors.As(err, &refused) || b.Len() > 0 || !strings.Contains(err.Error(), "names no public source") {
			t.Errorf("%s: got %v", format, err)
		}
	}
}

func TestNaughtyStringsComeBackFromEveryBibliography(t *testing.T) {
	t.Parallel()
	hostile := append(naughty(t), `}, note = {x`, `{{{`, `}}}`, `\}`, `\`, "a\r\nER  - \r\nTY  - BOOK", "@misc{x,", `100 % & $5_^~#`, "\x00\x1b[31m")
	for _, s := range hostile {
		want := line(s)
		if want == "" {
			continue
		}
		c := cited(models.CheckedSource{Title: s, Author: s, Publisher: s, Type: models.SourcePublication, URL: "https://example.org/" + line(s)}, models.CheckedSource{Title: "Counts"})
		checkListed(t, c, want)
	}
}

func TestEveryTextComesBackFromEveryBibliography(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé {}\\%$&#_^~@,=\"'\n\r\tאב中🚋-")), 1, 30, -1)
	rapid.Check(t, func(r *rapid.T) {
		s := letters.Draw(r, "title")
		if want := line(s); want != "" {
			checkListed(t, cited(models.CheckedSource{Title: s, Author: s, Publisher: s, Type: models.SourcePublication}, models.CheckedSource{Title: "Counts"}), want)
		}
	})
}

// checkListed checks that the first of two sources says want in every field and
// that the second is still its own.
func checkListed(t testing.TB, c models.Checked, want string) {
	t.Helper()
	csl := readCSL(t, written(t, "csl", c))
	if len(csl) != 2 || csl[0].Title != want || csl[0].Author[0].Literal != want || csl[0].Container != want {
		t.Errorf("%q: CSL-JSON has %+v", want, csl)
	}
	bib := readBibTeX(t, written(t, "bibtex", c))
	if len(bib) != 2 || bib[0]["title"] != want || bib[0]["author"] != want || bib[0]["journal"] != want || bib[1]["title"] != "Counts" {
		t.Errorf("%q: BibTeX has %q", want, bib)
	}
	ris := readRIS(t, written(t, "ris", c))
	if len(ris) != 2 || ris[0]["TI"] != want || ris[0]["AU"] != want || ris[0]["T2"] != want || ris[1]["TI"] != "Counts" {
		t.Errorf("%q: RIS has %q", want, ris)
	}
}
