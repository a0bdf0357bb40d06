package views

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
)

// threads are comments on an article and words of it, with something of everything.
func threads() models.Discussion {
	lost := models.Anchor{Method: models.MethodLost, Quote: "gone <words>"}
	return models.Discussion{
		Comments: []models.Comment{
			{ID: 11, ArticleID: 5, Body: "On <the> whole.", CreatedBy: 1, CreatedAt: testNow},
			{ID: 12, ArticleID: 5, Query: true, Blocking: true, ForAuthor: true, DueAt: ref(testNow.Add(-time.Hour)), Body: "Who <says> so?", CreatedBy: 2, CreatedAt: testNow},
			{ID: 13, ArticleID: 5, AnswerTo: ref(int64(12)), InquiryID: ref(int64(4)), Body: "I <do>.", CreatedBy: 2, CreatedAt: testNow},
			{ID: 14, ArticleID: 5, Query: true, Legal: true, OwnerID: ref(int64(3)), Body: "May we?", CreatedBy: 2, CreatedAt: testNow},
			{ID: 15, ArticleID: 5, Body: "Done.", CreatedBy: 1, CreatedAt: testNow, ResolvedAt: &testNow, ResolvedBy: ref(int64(2))},
		},
		Talk: models.Talk{Places: map[int64]models.Anchor{12: {Method: models.MethodSelected, StartCP: 3, EndCP: 9, Quote: "words & more"}, 14: lost},
			Turns: []models.HistoryLine{{Event: models.Event{ActorID: 1, At: testNow, CommentID: ref(int64(12)), Action: models.CommentHanded}, Detail: models.Detail{Name: "the author", DueAt: &testNow}},
				{Event: models.Event{ActorID: 1, At: testNow, CommentID: ref(int64(15)), Action: models.CommentReopened}}}},
	}
}

func discussionPanel(user int64, change func(*DiscussionPanel)) *DiscussionPanel {
	ws := fullWorkspace()
	p := &DiscussionPanel{Clock: Clock{Now: testNow}, Article: ws.Article, Revision: ws.Revision, People: testPeople, Me: testPeople[user], Thread: 12, Of: threads(), On: WordsFields{Revision: "9"}}
	if change != nil {
		change(p)
	}
	return p
}

func talkPages() map[string]Page {
	ws := fullWorkspace()
	of := models.ForAuthor{Article: ws.Article, Comments: threads().Comments[1:3], Words: map[int64]string{12: "words <&> more"}, People: testPeople,
		Links: []models.Inquiry{{ID: 3, CreatedBy: 1, CreatedAt: testNow, ExpiresAt: testNow.Add(time.Hour), UsedAt: &testNow}, {ID: 2, CreatedBy: 1, CreatedAt: testNow, ExpiresAt: testNow, RevokedAt: &testNow}}}
	letter := &models.Letter{Newsroom: "The <Post>", ToAuthor: true, Until: testNow, Asked: []models.Asked{{ID: 12, Ask: "Who <says> so?", Words: "words", DueAt: &testNow, Answered: &testNow}, {ID: 13, Ask: "And?"}}}
	return map[string]Page{
		"discussion":        WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Talk: discussionPanel(1, nil)},
		"discussion, read":  WorkspacePage{Chrome: chromeFor(3), Workspace: ws, Talk: discussionPanel(3, func(p *DiscussionPanel) { p.Thread = 15 })},
		"discussion, empty": WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Talk: discussionPanel(1, func(p *DiscussionPanel) { p.Of, p.Thread = models.Discussion{}, 0 })},
		"discussion, wrong": WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Talk: discussionPanel(1, func(p *DiscussionPanel) {
			p.Form, p.Comment, p.On.Quote, p.Errors = "comment", CommentFields{Body: "<b>", Query: true, Legal: true, Owner: "author"}, "<q>", Errors{"body": "Write <something>.", "owner": "Choose.", "due_at": "When?", "": "No."}
		})},
		"discussion, no answer": WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Talk: discussionPanel(1, func(p *DiscussionPanel) {
			p.Form, p.Typed, p.Errors = "answer", ThreadFields{Thread: 12, Form: "answer", Body: "<typed>"}, Errors{"body": "Too <long>."}
		})},
		"discussion, not handed": WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Talk: discussionPanel(1, func(p *DiscussionPanel) {
			p.Form, p.Typed, p.Errors = "hand", ThreadFields{Thread: 12, Form: "hand", Owner: "99"}, Errors{"owner": "Choose <somebody>."}
		})},
		"questions":                      QuestionsPage{Chrome: chromeFor(1), Of: of, Link: "https://desk.example/answer/abc"},
		"questions, wrong":               QuestionsPage{Chrome: chromeFor(1), Of: of, Typed: ThreadFields{Thread: 12, Form: "answer", Body: "<typed>"}, Errors: Errors{"body": "Too <long>."}},
		"questions, no link":             QuestionsPage{Chrome: chromeFor(1), Of: of, Typed: ThreadFields{Form: "link", DueAt: "x"}, Errors: Errors{"until": "When <then>?"}},
		"questions, author":              QuestionsPage{Chrome: chromeFor(3), Of: models.ForAuthor{Article: ws.Article}},
		"letter to the author":           LetterPage{Clock: Clock{Now: testNow}, Title: "P", Letter: letter, Arrived: true},
		"letter to the author, wrong":    LetterPage{Clock: Clock{Now: testNow}, Title: "P", Letter: letter, Said: map[string]string{"12": "<typed>", "99": "not <asked>"}, Errors: Errors{"12": "Too <long>.", "gone": "It is <gone>.", "": "No."}},
		"letter to the author, nothing":  LetterPage{Clock: Clock{Now: testNow}, Title: "P", Letter: &models.Letter{Newsroom: "P", ToAuthor: true}},
		"letter to the author, too late": LetterPage{Title: "Nothing", Said: map[string]string{"12": "<typed>"}},
	}
}

func TestWhatWasTypedInAThreadStandsThereAndNowhereElse(t *testing.T) {
	t.Parallel()
	for name, times := range map[string]int{"discussion, no answer": 1, "questions, wrong": 1, "letter to the author, wrong": 1, "letter to the author, too late": 1} {
		if n := strings.Count(rendered(t, talkPages()[name]), "&lt;typed&gt;"); n != times {
			t.Errorf("%s: it stands %d times", name, n)
		}
	}
}

func TestThreadsComeInTheOrderOfTheTextThoseWithoutTheirWordsFirst(t *testing.T) {
	t.Parallel()
	var order []int64
	for _, l := range discussionPanel(1, nil).Open() {
		order = append(order, l.Comment.ID)
	}
	if !slices.Equal(order, []int64{14, 12, 11}) {
		t.Errorf("they come as %v", order)
	}
}

func TestWordsWithACommentAreMarkedAndLeadToIt(t *testing.T) {
	t.Parallel()
	page := string(Text(message.English, fullWorkspace(), 1, -12, ShowAll, 0))
	for _, want := range []string{`<mark class="said on" data-c="m12">`, `href="?thread=12#m12"`, ` talked st-approved" data-c="103 m13">`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not in\n%s", want, page)
		}
	}
}
