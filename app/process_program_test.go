package main_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for the program or the browser before it
// says that something does not happen.
const patience = 30 * time.Second

// workshop is what all tests of the package share: the built program and the
// browser, both made when they are first wanted and gone when the tests are.
type workshop struct {
	folder   string
	build    func() (string, error)
	chromium func() (context.Context, error)
	close    []func()
}

var shared = newWorkshop()

func newWorkshop() *workshop {
	w := &workshop{}
	w.build = sync.OnceValues(w.buildProgram)
	w.chromium = sync.OnceValues(w.startChromium)
	return w
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, end := range shared.close {
		end()
	}
	if shared.folder != "" {
		os.RemoveAll(shared.folder)
	}
	os.Exit(code)
}

func (w *workshop) buildProgram() (string, error) {
	folder, err := os.MkdirTemp("", "stet-test-")
	if err != nil {
		return "", err
	}
	w.folder = folder
	program := filepath.Join(folder, "stet")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return program, nil
}

// command is the program with arguments, in the environment of a new machine.
func command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	program, err := shared.build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	for _, setting := range os.Environ() {
		if !strings.HasPrefix(setting, "STET_") {
			cmd.Env = append(cmd.Env, setting)
		}
	}
	if !slices.Contains(args, fetching) {
		cmd.Env = append(cmd.Env, "STET_NO_FETCH=1") // tests ask nobody but their own servers
	}
	return cmd
}

// fetching lets the program fetch pages from servers on this machine.
const fetching = "--fetch-loopback"

// outcome is what became of a command.
type outcome struct {
	t        testing.TB
	args     string
	exit     int
	out, err string
}

// stet runs a command on a data folder to its end.
func stet(t testing.TB, data string, args ...string) outcome {
	t.Helper()
	return stetWith(t, "", data, args...)
}

// stetWith runs a command with something on its standard input.
func stetWith(t testing.TB, stdin, data string, args ...string) outcome {
	t.Helper()
	cmd := command(t, append(args, "--data", data)...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	_ = cmd.Run() // the exit status says it
	return outcome{t, strings.Join(args, " "), cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// works fails the test unless the command did what it was asked for.
func (o outcome) works() outcome {
	o.t.Helper()
	if o.exit != 0 {
		o.t.Fatalf("stet %s ended with %d: %s%s", o.args, o.exit, o.out, o.err)
	}
	return o
}

// fails fails the test unless the command ended with status 1 and a message on
// standard error that holds the words, and printed nothing else.
func (o outcome) fails(words string) outcome {
	o.t.Helper()
	if o.exit != 1 || !strings.Contains(o.err, words) || o.out != "" {
		o.t.Errorf("stet %s ended with %d, on standard error %q, on standard output %q; want 1 and a message with %q", o.args, o.exit, o.err, o.out, words)
	}
	return o
}

// prints fails the test unless the words are on standard output.
func (o outcome) prints(words ...string) outcome {
	o.t.Helper()
	for _, w := range words {
		if !strings.Contains(o.out, w) {
			o.t.Errorf("stet %s does not print %q but %q", o.args, w, o.out)
		}
	}
	return o
}

// server is the program while it serves.
type server struct {
	t             testing.TB
	data, address string
	cmd           *exec.Cmd
	log           *bytes.Buffer // standard error; read it when the server has ended
	ended         bool
}

// serving starts the program on a free port of this machine, and ends it with
// the test.
func serving(t testing.TB, data string, args ...string) *server {
	t.Helper()
	return started(t, data, "serving on ", append([]string{"serve", "--data", data}, args...))
}

// demonstrating starts the demo.
func demonstrating(t testing.TB) *server {
	t.Helper()
	return started(t, "", "try things in: ", []string{"demo"})
}

// started starts a server, which prints its address after the words.
func started(t testing.TB, data, words string, args []string) *server {
	t.Helper()
	if !slices.Contains(args, "--listen") {
		args = append(args, "--listen", "127.0.0.1:0")
	}
	return begun(t, data, words, command(t, args...))
}

// begun is a server that a command starts.
func begun(t testing.TB, data, words string, cmd *exec.Cmd) *server {
	t.Helper()
	s := &server{t: t, data: data, cmd: cmd, log: new(bytes.Buffer)}
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	lines := bufio.NewScanner(out)
	for s.address == "" && lines.Scan() {
		if _, after, found := strings.Cut(lines.Text(), words); found {
			s.address, _, _ = strings.Cut(after, " ")
		}
	}
	if s.address == "" {
		t.Fatalf("the program does not serve: %s", s.end(syscall.SIGTERM))
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // so that nothing it prints later stops it
	return s
}

// stop ends the server as an operator does, and shows its log where the test
// has failed.
func (s *server) stop() {
	s.t.Helper()
	if s.ended {
		return
	}
	log := s.end(syscall.SIGTERM)
	if s.t.Failed() && log != "" {
		s.t.Logf("the server's log:\n%s", log)
	}
}

// kill ends the server without a chance to finish anything.
func (s *server) kill() { s.end(syscall.SIGKILL) }

func (s *server) end(how syscall.Signal) (log string) {
	s.ended = true
	_ = s.cmd.Process.Signal(how) // it may have ended by itself
	late := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	_ = s.cmd.Wait() // ended by a signal is what was asked for
	return s.log.String()
}
