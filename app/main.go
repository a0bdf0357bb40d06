// Command app is Stet, a fact-check desk for newsrooms. Without a command it
// serves the newsroom; README.md lists the others.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones of readers, also on machines without zone files

	"github.com/alecthomas/kong"

	"stet/models"
)

// commands are what the program can do.
type commands struct {
	Config

	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the newsroom (the default)."`
	Demo    demoCommand    `cmd:"" help:"Serve a throw-away newsroom with people and articles in it."`
	Import  importCommand  `cmd:"" help:"Start an article from a file or a page: text, Markdown, HTML, DOCX, ODT, or a JSON export or packet of Stet."`
	Export  exportCommand  `cmd:"" help:"Write an article with its proof to a file."`
	User    userCommand    `cmd:"" help:"Manage accounts."`
	Backup  backupCommand  `cmd:"" help:"Write everything to one file; the server may go on serving."`
	Restore restoreCommand `cmd:"" help:"Fill an empty data folder from a backup."`
	Doctor  doctorCommand  `cmd:"" help:"Look for damage in the database and the evidence files, or in a packet."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// world is what commands take from outside.
type world struct {
	ctx context.Context
	Config
	out  io.Writer
	errs io.Writer // of progress
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, sentence(err))
		os.Exit(1)
	}
}

// run does what the arguments ask for.
func run(ctx context.Context, args []string, out, errs io.Writer) error {
	var c commands
	parser, err := kong.New(&c, kong.Name("stet"), kong.Description("A fact-check desk for newsrooms."), kong.Writers(out, errs),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		return err
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return chosen.Run(&world{ctx: ctx, Config: c.Config, out: out, errs: errs})
}

// sentence is what people read of an error: the sentence of a rule where there
// is one, the whole chain where something broke.
func sentence(err error) string {
	var refused *models.Refused
	var invalid *models.Invalid
	switch {
	case errors.Is(err, context.Canceled):
		return "Stopped. Nothing half-done is left."
	case errors.As(err, &refused):
		return refused.Reason.String()
	case errors.As(err, &invalid):
		return invalid.Error()
	}
	return "stet: " + err.Error()
}
