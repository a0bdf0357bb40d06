package main_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The crowd of the benchmark below.
const (
	connections = 1000
	crowd       = 50
	writesEach  = 10
	pause       = time.Second // of a writer, before each write
)

// watched is what each writer sent when: the claim that only they write on, and
// the times of their writes.
type watched struct {
	mu   sync.Mutex
	sent map[int64][]time.Time
}

func (w *watched) sends(claim int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent[claim] = append(w.sent[claim], time.Now())
}

func (w *watched) at(claim int64, n int) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent[claim][n]
}

// hear reads the events of one connection until every write has come, and
// returns how long each took from the moment its writer sent the form.
func hear(stream io.Reader, w *watched) ([]time.Duration, error) {
	var took []time.Duration
	heard := map[int64]int{}
	lines := bufio.NewScanner(stream)
	lines.Buffer(make([]byte, 4096), 1<<20)
	for len(took) < crowd*writesEach && lines.Scan() {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		if !is {
			continue
		}
		var e struct {
			Action string
			Claim  int64
		}
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return took, err
		}
		if e.Action == "comment.created" {
			took = append(took, time.Since(w.at(e.Claim, heard[e.Claim])))
			heard[e.Claim]++
		}
	}
	return took, lines.Err()
}

var residentMemory = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// resident is the memory of the server's process in bytes.
func (s *server) resident() float64 {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.t.Skip("the memory of a process is read from /proc")
	}
	kB, _ := strconv.ParseFloat(residentMemory.FindStringSubmatch(string(status))[1], 64)
	return kB * 1024
}

// BenchmarkDelivery has fifty people write on one article that a thousand
// connections follow, and tells how long a write takes from being sent to being
// heard, and what a connection costs.
func BenchmarkDelivery(b *testing.B) {
	for b.Loop() {
		data := b.TempDir()
		hire(b, data, eva)
		s := serving(b, data)
		v := signedIn(b, s, eva)
		v.http.Transport = &http.Transport{MaxIdleConnsPerHost: crowd}
		article := v.start("The harbour tram", strings.Repeat("It carried 31,400 people in 2019.\n\n", crowd))
		w := &watched{sent: map[int64][]time.Time{}}
		var claims []int64
		revision := v.get("/articles/" + article).first(revisionOnPage)
		for i := range crowd {
			id, _ := strconv.ParseInt(v.claim(article, revision, i), 10, 64)
			claims = append(claims, id)
		}

		before := s.resident()
		var all sync.WaitGroup
		took, failed := make([][]time.Duration, connections), make(chan error, connections+crowd)
		after := v.get("/articles/" + article).first(regexp.MustCompile(`data-event="(\d+)"`))
		for i := range connections {
			response, err := v.http.Get(v.site + "/articles/" + article + "/live?after=" + after)
			if err != nil || response.StatusCode != http.StatusOK {
				b.Fatal(err, response)
			}
			defer response.Body.Close()
			all.Go(func() {
				var err error
				if took[i], err = hear(response.Body, w); err != nil {
					failed <- err
				}
			})
		}
		time.Sleep(2 * time.Second) // to rest
		each := (s.resident() - before) / connections
		for i, claim := range claims {
			all.Go(func() {
				time.Sleep(pause * time.Duration(i) / crowd)
				for range writesEach {
					time.Sleep(pause)
					w.sends(claim)
					if r, err := v.try("/articles/"+article+"/comments", "claim", fmt.Sprint(claim), "body", "Which year?"); err != nil || r.status != http.StatusSeeOther {
						failed <- fmt.Errorf("a comment answers %d, %v", r.status, err)
					}
				}
			})
		}
		all.Wait()
		select {
		case err := <-failed:
			b.Fatal(err)
		default:
		}
		whole := slices.Sorted(slices.Values(slices.Concat(took...)))
		if want := connections * crowd * writesEach; len(whole) != want {
			b.Fatalf("%d of %d deliveries came", len(whole), want)
		}
		b.ReportMetric(float64(whole[len(whole)/2].Milliseconds()), "ms-p50")
		b.ReportMetric(float64(whole[len(whole)*99/100].Milliseconds()), "ms-p99")
		b.ReportMetric(each/1024, "kB/connection")
		s.stop()
	}
}
