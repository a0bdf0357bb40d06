package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// meter shows on standard error how far long work is, and returns whom to tell
// and what to call at the end. On a terminal the line changes in place; in a
// file there is a line for every tenth of the work, when it takes its time.
func (w *world) meter(what string) (tell func(done, total int64), done func()) {
	m := meter{to: w.errs, what: what, terminal: isTerminal(w.errs), last: time.Now()}
	return m.tell, m.done
}

type meter struct {
	to       io.Writer
	what     string
	terminal bool
	last     time.Time // when something was shown
	percent  int64
	shown    bool
}

func (m *meter) tell(done, total int64) {
	if total <= 0 {
		return
	}
	percent := 100 * done / total
	wait, step := 5*time.Second, int64(10)
	if m.terminal {
		wait, step = 200*time.Millisecond, 1
	}
	if percent < m.percent+step || time.Since(m.last) < wait {
		return
	}
	m.percent, m.last, m.shown = percent, time.Now(), true
	if m.terminal {
		fmt.Fprintf(m.to, "\r%s: %d %%", m.what, percent)
		return
	}
	fmt.Fprintf(m.to, "%s: %d %%\n", m.what, percent)
}

// done takes the line away.
func (m *meter) done() {
	if m.terminal && m.shown {
		fmt.Fprint(m.to, "\r\x1b[K")
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	about, err := f.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}
