package main_test

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"stet/app/packet"
	"stet/models"
)

// slowly is a packet that the test itself makes, in place of the program, so that
// it is as far as the test wants it.
type slowly struct {
	t     *testing.T
	store *models.Store
	job   models.Job

	mu          sync.Mutex
	done, total int64
	over        bool
}

func makingSlowly(t *testing.T, store *models.Store, me models.User, article int64) *slowly {
	t.Helper()
	m := &slowly{t: t, store: store}
	_, err := store.RequestExport(t.Context(), me, article, models.ExportForm{Format: packet.FormatName, For: models.ForInternal})
	if err == nil {
		m.job, err = store.TakeJob(t.Context(), models.JobExport) // before the program looks for jobs of other processes
	}
	m.must(err)
	go m.keeps()
	return m
}

// keeps renews the lease, however slow the machine is.
func (m *slowly) keeps() {
	for ; ; time.Sleep(5 * time.Second) {
		m.mu.Lock()
		over, err := m.over, error(nil)
		if !over {
			_, err = m.store.KeepJob(context.Background(), m.job, m.done, m.total)
		}
		m.mu.Unlock()
		if over || err != nil {
			return
		}
	}
}

func (m *slowly) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *slowly) is(done, total int64) {
	m.t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done, m.total = done, total
	_, err := m.store.KeepJob(m.t.Context(), m.job, done, total)
	m.must(err)
}

func (m *slowly) finishes() {
	m.t.Helper()
	result, err := m.store.MakeResult("tram.zip", packet.MediaType, func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
	m.must(err)
	m.ends(func() error { return m.store.FinishJob(m.t.Context(), m.job, result, nil) })
}

func (m *slowly) ends(how func() error) {
	m.t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.over = true
	m.must(how())
}

// TestThePageOfAJobFollowsIt watches a packet being made, takes it away, and
// cancels another one: on every kind of screen, with scripts and without.
func TestThePageOfAJobFollowsIt(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	for name, look := range map[string]struct {
		device
		by    hands
		rules string
	}{"on a desk": {desktop, mouse{}, everyRule}, "on a phone": {phone, fingers{}, everyRule}, "in the dark": {desktop.inTheDark(), mouse{}, ofColours}, "without scripts": {desktop.withoutScript(), mouse{}, ""}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			browser, data := browserFor(t), t.TempDir()
			hire(t, data, eva)
			s := serving(t, data)
			p := atWork(t, browser, s, eva, look.device, look.by)
			p.signsIn()
			p.pastes(allotmentsTitle, allotments)
			inside(t, data, func(store *models.Store, me models.User) {
				p.watchesAJob(makingSlowly(t, store, me, 1), func(what string) {
					if !look.noScript {
						p.accessible(axe, look.rules, what)
					}
					p.fits(what)
				})
				p.cancelsAJob(makingSlowly(t, store, me, 1))
			})
		})
	}
}

// looksAgain is what somebody without scripts does to see how far it is.
func (p *person) looksAgain() {
	p.t.Helper()
	if p.noScript {
		p.follows("a | See how far it is")
	}
}

func (p *person) watchesAJob(m *slowly, look func(what string)) {
	p.t.Helper()
	p.opens("/articles/1/export")
	p.follows("a | Packet for the newsroom")
	p.sees("Under way")
	m.is(3, 7)
	p.looksAgain()
	p.sees("42 %")
	look("a job under way")
	m.finishes()
	p.looksAgain()
	p.sees("Done")
	look("a job that is done")
	p.press("a | Download tram.zip")
	if name, content := p.downloaded(); name != "tram.zip" || content != "packet" {
		p.t.Errorf("took %s away, with %q", name, content)
	}
}

func (p *person) cancelsAJob(m *slowly) {
	p.t.Helper()
	p.opens("/jobs/2")
	p.follows("button | Cancel")
	p.sees("Being cancelled")
	m.ends(func() error { return m.store.FailJob(p.t.Context(), m.job, context.Canceled) })
	p.looksAgain()
	p.sees("Nothing was made")
	p.opens("/articles/1/export")
	p.sees("Cancelled")
}
