package anchor_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/models/anchor"
	"stet/models/text"
)

// revision is one pair of texts with labelled anchors, as in
// ../shared/data/revisions.
type revision struct {
	ID            string
	Before, After string
	Anchors       []labelled
}

type labelled struct {
	Start, End         int
	Quote, Kind, Level string
	Gold               []int // start and end in After, or null
}

// tally counts what the scorer of the data counts.
type tally struct {
	scored, attached, wrong int
	points                  float64
	documents               int
	slowest, total          time.Duration
	false                   int // called exact or cosmetic although the words differ
}

func (t tally) score() float64 { return t.points / float64(t.scored) }

func (t tally) wrongShare() float64 { return float64(t.wrong) / float64(max(1, t.attached)) }

// It is alone while it runs, since it prints how long a document takes.
func TestLabelledAnchorsAreCarriedToTheRightPlaces(t *testing.T) {
	var score, wrong float64
	sets := []string{"iterater_human", "synthetic_edits", "git_cheatsheets"}
	for _, set := range sets {
		var c tally
		for _, r := range revisions(t, set) {
			c.add(t, r)
		}
		t.Logf("%-17s anchor-score %.4f, wrongly attached %d of %d (%.2f %%), exact or cosmetic with other words %d, a document takes %v, the slowest %v",
			set, c.score(), c.wrong, c.attached, 100*c.wrongShare(), c.false, c.total/time.Duration(c.documents), c.slowest)
		score += c.score() / float64(len(sets))
		wrong += c.wrongShare() / float64(len(sets))
		if c.false > 0 {
			t.Errorf("%s: %d anchors are called exact or cosmetic although their words differ", set, c.false)
		}
	}
	t.Logf("%-17s anchor-score %.4f, wrongly attached %.2f %%", "mean of the three", score, 100*wrong)
	if score < 0.987 {
		t.Errorf("the mean anchor-score is %.4f, want at least 0.987", score)
	}
	if wrong > 0.0038 {
		t.Errorf("%.2f %% are wrongly attached, want at most 0.38 %%", 100*wrong)
	}
}

func revisions(t *testing.T, set string) []revision {
	t.Helper()
	f, err := os.Open(filepath.Join(shared(t), "data", "revisions", "dev", set+".jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the labelled revisions are not here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []revision
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r revision
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// shared is the folder of data beside the module.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no go.mod above the test")
	return ""
}

// add carries the anchors of a pair and scores them.
func (c *tally) add(t *testing.T, r revision) {
	t.Helper()
	before, after := build(r.Before), build(r.After)
	in, _ := offsets(t, r.Before, before.Text)
	_, out := offsets(t, r.After, after.Text)
	anchors := make([]anchor.Anchor, len(r.Anchors))
	for i, l := range r.Anchors {
		anchors[i] = anchor.Anchor{ID: int64(i), Span: text.Span{Start: in[l.Start], End: in[l.End]}}
	}
	start := time.Now()
	results := anchor.Carry(&before, &after, anchors)
	took := time.Since(start)
	c.total, c.slowest, c.documents = c.total+took, max(c.slowest, took), c.documents+1
	for i, l := range r.Anchors {
		got := results[i]
		if got.Status == anchor.Exact || got.Status == anchor.Cosmetic {
			if text.Fold(after.Slice(got.Span)) != text.Fold(before.Slice(anchors[i].Span)) {
				c.false++
			}
		}
		c.count(l, got, out)
	}
}

// count follows score.py: the exact span earns a point where the words are the
// same, the share of overlap where they were edited, no span where they are gone.
func (c *tally) count(l labelled, got anchor.Result, out []int) {
	if l.Kind == "ambiguous" || l.Kind == "rewritten" {
		return
	}
	c.scored++
	if got.Status == anchor.Lost || got.Status == anchor.Ambiguous {
		if l.Kind == "deleted" {
			c.points++
		}
		return
	}
	c.attached++
	overlap := 0.0
	if l.Gold != nil {
		overlap = iou(text.Span{Start: out[got.Start], End: out[got.End-1] + 1}, text.Span{Start: l.Gold[0], End: l.Gold[1]})
	}
	if overlap == 0 {
		c.wrong++
	}
	if l.Kind == "edited" || overlap == 1 {
		c.points += overlap
	}
}

// iou is the length of what two spans share over the length they cover together.
func iou(a, b text.Span) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// build makes a document of plain text, as a paste does.
func build(s string) text.Document {
	return text.Build([]text.Part{{Kind: text.Paragraph, Text: s}})
}

// offsets maps the code points of a raw text to those of the cleaned one, and
// back. Cleaning only leaves white space out.
func offsets(t *testing.T, raw, clean string) (in, out []int) {
	t.Helper()
	kept := []rune(clean)
	for i, r := range []rune(strings.ReplaceAll(raw, "\r\n", " \n")) {
		in = append(in, len(out))
		if len(out) < len(kept) && kept[len(out)] == r {
			out = append(out, i)
		}
	}
	if len(out) != len(kept) {
		t.Fatalf("cleaning did more than to leave white space out, near %q", string(kept[max(0, len(out)-20):min(len(kept), len(out)+20)]))
	}
	return append(in, len(out)), append(out, len([]rune(raw)))
}
