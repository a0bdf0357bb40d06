package views

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/message"
)

// noticePages are the pages about notices, with one of each kind.
func noticePages() map[string]Page {
	reader := chromeFor(2)
	reader.Unread = models.MostUnread + 1
	var lines []models.NoticeLine
	for _, times := range []int{1, 4} {
		for i, k := range models.NoticeKinds {
			l := models.NoticeLine{Notice: models.Notice{ID: int64(i), Kind: k, ArticleID: ref(int64(2)), EventID: int64(i), Times: times, At: testNow}, Title: long, Number: i % 3, Action: models.ArticleHeld, By: "Maya <Roth>"}
			if l.Number > 0 {
				l.ClaimID = ref(int64(4))
			}
			if times > 1 {
				l.ReadAt = &testNow
			}
			if k.Gathers() || times == 1 {
				lines = append(lines, l)
			}
		}
	}
	hook := models.Webhook{ID: 3, Host: "hooks.example.org", Form: models.WebhookSlack, Actions: " article.held ", Active: true, Trouble: message.New("It does <not> answer."), TroubleAt: &testNow}
	log := []models.DeliveryLine{{Delivery: models.Delivery{ID: 1, Status: models.DeliveryWaiting, Tries: 1, DueAt: testNow}, Action: models.ArticleHeld, Attempts: []models.Attempt{{At: testNow, Error: message.New("No <answer>."), Milliseconds: 12}, {At: testNow, Code: 200}}},
		{Delivery: models.Delivery{Status: models.DeliveryWaiting}}, {Delivery: models.Delivery{Status: models.DeliveryFailed}}, {Delivery: models.Delivery{Status: models.DeliveryWithheld}}, {Delivery: models.Delivery{Status: models.DeliveryDone}}}
	return map[string]Page{
		"webhooks":       WebhooksPage{Chrome: reader, Webhooks: []models.Webhook{hook, {Host: "a"}, {Host: "b", Trouble: message.New("Gone.")}, {Host: "c", Active: true}}, Form: WebhookFieldsOf(hook), Errors: Errors{"url": "Write <it>.", "actions": "Choose."}},
		"webhooks, none": WebhooksPage{Chrome: reader},
		"webhook":        WebhookPage{Chrome: reader, Detail: models.WebhookDetail{Webhook: hook, Deliveries: log, Failed: 1}, Secret: "whsec_<x>", Form: WebhookFieldsOf(hook), Errors: Errors{"since": "Write the day."}},
		"webhook, new":   WebhookPage{Chrome: reader, Detail: models.WebhookDetail{Webhook: models.Webhook{Host: "a"}}},
		"notices":        NoticesPage{Chrome: reader, Lines: lines}, "notices, none": NoticesPage{Chrome: chromeFor(3)},
		"notice settings":        NoticeSettingsPage{Chrome: reader, Mails: true, Rhythm: models.MailDaily, Of: map[models.NoticeKind]models.NoticeWay{models.NoticeAsked: models.WayMail}},
		"notice settings, wrong": NoticeSettingsPage{Chrome: chromeFor(3), Errors: Errors{"rhythm": "Choose <one>."}},
	}
}

func TestANoticeSaysInASentenceWhatItIsAbout(t *testing.T) {
	t.Parallel()
	page := rendered(t, noticePages()["notices"])
	for _, words := range []string{"Maya &lt;Roth&gt; has a query for you about claim 1.", "Maya &lt;Roth&gt; put the article on hold.", "4 claims were given to you to check.", "99&#43;", `action="/notices/read"`} {
		if !strings.Contains(page, words) {
			t.Errorf("the page has no %q", words)
		}
	}
	if strings.Contains(page, "%!") {
		t.Error("a sentence has a hole")
	}
}
