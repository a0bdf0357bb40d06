// Package webhook writes what programs outside are told of events, in the form
// of Standard Webhooks or of Slack. It says which article and which claim, and
// where to read on; words of either stay in the newsroom.
package webhook

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"stet/models"
)

// payload is what Standard Webhooks calls it: a type, a time, and data that has
// a shape of its own for each type. Ours is always the same.
type payload struct {
	Type      models.Action `json:"type"`
	Timestamp time.Time     `json:"timestamp"` // of the event
	Data      data          `json:"data"`
}

type data struct {
	Event   int64  `json:"event"`
	Article int64  `json:"article"`
	Claim   *int64 `json:"claim,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Write is the header fields and the body of an attempt made at a time. The
// secrets of the batch sign it, each of them.
func Write(b models.Batch, p models.DeliveryPart, at time.Time) (http.Header, []byte, error) {
	body, err := json.Marshal(content(b, p))
	if err != nil {
		return nil, nil, err
	}
	id := fmt.Sprintf("delivery_%d", p.ID) // the same for every attempt, so that a receiver can tell
	var signatures []string
	for _, secret := range b.Secrets {
		key, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return nil, nil, fmt.Errorf("sign delivery %d: its secret is none", p.ID)
		}
		signature, err := key.Sign(id, at, body)
		if err != nil {
			return nil, nil, fmt.Errorf("sign delivery %d: %w", p.ID, err)
		}
		signatures = append(signatures, signature)
	}
	return http.Header{"Content-Type": {"application/json"}, http.CanonicalHeaderKey(standardwebhooks.HeaderWebhookID): {id},
		http.CanonicalHeaderKey(standardwebhooks.HeaderWebhookTimestamp): {strconv.FormatInt(at.Unix(), 10)},
		http.CanonicalHeaderKey(standardwebhooks.HeaderWebhookSignature): {strings.Join(signatures, " ")}}, body, nil
}

// content is the body in the form that the receiver takes.
func content(b models.Batch, p models.DeliveryPart) any {
	where := link(b.Stet, p)
	if b.Webhook.Form == models.WebhookSlack {
		text := fmt.Sprintf(sentences[p.Action], p.ArticleID)
		if where != "" {
			text += " <" + where + ">"
		}
		return map[string]string{"text": text}
	}
	return payload{p.Action, p.At.UTC(), data{p.EventID, p.ArticleID, p.ClaimID, where}}
}

// link leads to the claim, or else to the article; "" where nobody said where
// Stet is.
func link(stet string, p models.DeliveryPart) string {
	switch {
	case stet == "":
		return ""
	case p.ClaimID != nil:
		return fmt.Sprintf("%s/claims/%d", stet, *p.ClaimID)
	}
	return fmt.Sprintf("%s/articles/%d", stet, p.ArticleID)
}

// sentences say what happened, to which article.
var sentences = map[models.Action]string{
	models.ArticleCreated: "Article %d was started.", models.ArticleSignedOffAct: "Article %d was signed off.", models.ArticlePublishedAct: "Article %d was marked as published.",
	models.ArticleReopened: "Article %d was reopened.", models.ArticleHeld: "Article %d was put on hold.", models.ArticleResumed: "Article %d was resumed.", models.ArticleKilledAct: "Article %d was killed.",
	models.RevisionSaved: "A revision of article %d was saved.", models.ClaimCreated: "A claim was made in article %d.", models.VerdictSubmitted: "A verdict in article %d waits for review.",
	models.ReviewApproved: "A verdict in article %d was approved.", models.ReviewReturned: "A verdict in article %d was sent back.", models.ReviewOverridden: "Words in article %d were kept against their verdict.",
	models.ReviewVoided: "A verdict in article %d was declared void.", models.AmendmentLogged: "Something in article %d turned out after publication.", models.InquiryAnswered: "A link of article %d was answered.",
}
