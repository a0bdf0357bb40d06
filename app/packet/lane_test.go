package packet_test

import (
	"strings"
	"testing"

	"stet/models"
)

func TestTheLaneOfLegalIsInNoPacket(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, f := range []models.CommentForm{{Body: "QUILLFEATHER of legal", Legal: true, Query: true, Blocking: true}, {Body: "A remark for all"}} {
		_, err := d.Store.CreateComment(t.Context(), d.Reviewer, d.article.ID, f) // who takes the packets
		must(t, err)
	}
	for _, audience := range models.Audiences {
		raw, _ := packs(t, d.contents(audience))
		left := false
		for _, e := range unzip(t, raw) {
			parts := []entry{e}
			if strings.HasSuffix(e.name, ".docx") || strings.HasSuffix(e.name, ".xlsx") {
				parts = unzip(t, []byte(e.content))
			}
			for _, p := range parts {
				if strings.Contains(p.content, "QUILLFEATHER") {
					t.Errorf("for %s it is in %s, %s", audience, e.name, p.name)
				}
				left = left || strings.Contains(p.content, "A remark for all")
			}
		}
		if left != (audience != models.ForPublic) {
			t.Errorf("the remark is in the packet for %s: %v", audience, left)
		}
	}
}
