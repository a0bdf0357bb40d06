package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"stet/models"
	"stet/models/message"
)

type backupCommand struct {
	File string `arg:"" help:"The file to write." type:"path"`
}

// Run writes a backup. It reads a snapshot, so the server may go on serving.
func (c *backupCommand) Run(w *world) error {
	err := w.store(func(s *models.Store) error {
		return writeWhole(c.File, func(to io.Writer) error { return s.Backup(w.ctx, to) })
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.out, "Everything is in", c.File)
	return err
}

type restoreCommand struct {
	File string `arg:"" help:"The backup to read." type:"existingfile"`
}

// Run fills an empty data folder from a backup.
func (c *restoreCommand) Run(w *world) error {
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	defer f.Close()
	if err := models.Restore(w.ctx, w.options(), f); err != nil {
		return err
	}
	fmt.Fprintln(w.out, "Restored into", w.Data)
	return nil
}

type doctorCommand struct {
	Packet string `help:"Check this packet instead of the newsroom; needs no data folder." type:"existingfile" placeholder:"FILE"`
}

// Run prints what is wrong; anything wrong is a failure.
func (c *doctorCommand) Run(w *world) error {
	if c.Packet != "" {
		return checkPacket(w, c.Packet)
	}
	var found []models.Finding
	err := w.store(func(s *models.Store) (err error) {
		found, err = s.Doctor(w.ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range found {
		fmt.Fprintln(w.out, f.What)
	}
	if len(found) > 0 {
		return &models.Refused{Reason: message.Plain(fmt.Sprintf("%d things are wrong. Keep the data folder as it is, and restore a backup into another one.", len(found)))}
	}
	fmt.Fprintln(w.out, "Everything is in order.")
	return nil
}

type userCommand struct {
	Add userAddCommand `cmd:"" help:"Add an account; the password is read from standard input."`
}

type userAddCommand struct {
	Email string `arg:"" help:"E-mail address to sign in with."`
	Name  string `help:"Name as colleagues read it; the e-mail address if left out."`
	Role  string `help:"viewer, editor, reviewer, or admin (a viewer who manages people)." default:"editor" enum:"viewer,editor,reviewer,admin"`
	Admin bool   `help:"Also manages people and settings."`
}

// Run adds an account with the password on the first line of standard input.
func (c *userAddCommand) Run(w *world) error {
	fmt.Fprintln(os.Stderr, "Password for the account, then Enter:")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the password: %w", err)
	}
	n := models.NewUser{Email: c.Email, Name: c.Name, Password: strings.TrimRight(line, "\r\n"), Role: models.Role(c.Role), Admin: c.Admin}
	if c.Role == "admin" {
		n.Role, n.Admin = models.RoleViewer, true
	}
	if n.Name == "" {
		n.Name = c.Email
	}
	return w.store(func(s *models.Store) error {
		operator, err := s.Operator(w.ctx)
		if err != nil {
			return err
		}
		u, err := s.AddUser(w.ctx, operator, n)
		if err != nil {
			return err
		}
		fmt.Fprintf(w.out, "%s can sign in as %s\n", u.Name, u.Email)
		return nil
	})
}

type versionCommand struct{}

// Run prints the version the program was built from.
func (c *versionCommand) Run(w *world) error {
	_, err := fmt.Fprintln(w.out, "stet", version())
	return err
}

// version is the version the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "development"
}
