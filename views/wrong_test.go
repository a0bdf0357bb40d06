package views

import (
	"strings"
	"testing"

	"stet/models"
)

func TestAnErrorThatNoFieldShowsIsInTheBoxOfItsForm(t *testing.T) {
	t.Parallel()
	wrong := Errors{"nowhere": "This must be seen."}
	panel := func(form string) Page {
		p := NewPanel(chromeFor(2), fullDetail(fullWorkspace(), 0, ""))
		p.Form, p.Errors = form, wrong
		return WorkspacePage{Chrome: chromeFor(2), Workspace: fullWorkspace(), Panel: p}
	}
	detail := fullDetail(fullWorkspace(), 0, "")
	all := map[string]Page{
		"article": ArticleFormPage{Chrome: chromeFor(2), Errors: wrong}, "details": ArticleFormPage{Chrome: chromeFor(2), Article: &models.Article{}, Errors: wrong},
		"text": TextPage{Chrome: chromeFor(2), Errors: wrong}, "settings": SettingsPage{Chrome: chromeFor(2), Errors: wrong}, "invitation": PeoplePage{Chrome: chromeFor(2), Errors: wrong},
		"account": AccountPage{Chrome: chromeFor(2), Errors: wrong}, "sign in": SignInPage{Errors: wrong}, "setup": SetupPage{Errors: wrong}, "join": JoinPage{Errors: wrong},
		"evidence": EvidencePage{Chrome: chromeFor(2), Detail: detail, Errors: wrong}, "source": SourcePage{Chrome: chromeFor(2), Errors: wrong},
		"verdict": panel("verdict"), "new evidence": panel("evidence"), "comment": panel("comment"), "review": panel("review"), "none": panel(""),
	}
	for _, form := range []string{"edit", "split", "merge", "withdraw", "resolve", "places"} {
		d := fullDetail(fullWorkspace(), 0, "")
		all[form] = ClaimEditPage{Chrome: chromeFor(2), Detail: d, Form: form, Errors: wrong}
	}
	for name, page := range all {
		if got := strings.Count(rendered(t, page), "This must be seen."); got != 1 {
			t.Errorf("%s: the sentence is there %d times, want once", name, got)
		}
	}
}

func TestASourceThatIsMissingIsAskedForWhereItIsNamed(t *testing.T) {
	t.Parallel()
	page := EvidencePage{Chrome: chromeFor(2), Detail: fullDetail(fullWorkspace(), 0, ""), Errors: Errors{"source": "Name the source."}}
	got := rendered(t, page)
	if strings.Count(got, "Name the source.") != 1 || !strings.Contains(got, `id="f-source_title-err"`) {
		t.Error("the sentence is not at the field of the source, once")
	}
}
