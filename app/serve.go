package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"stet/app/live"
	"stet/app/web"
	"stet/app/work"
	"stet/models"
)

type serveCommand struct {
	Listen string `help:"Address to listen on." env:"STET_LISTEN" default:"localhost:8080" placeholder:"HOST:PORT"`
	Secure bool   `help:"Send cookies by https only: set it behind a proxy that ends TLS." env:"STET_SECURE"`
}

// Run serves until it is told to stop, and then lets what is under way finish.
func (c *serveCommand) Run(w *world) error {
	if err := w.checkCamera(); err != nil {
		return err
	}
	if _, err := w.postOffice(); err != nil {
		return err
	}
	store, err := models.Open(w.options())
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("listen on %s: %w", c.Listen, err), store.Close())
	}
	token, err := c.greet(w, store, listener)
	if err == nil {
		err = w.serve(store, listener, token, c.Secure)
	}
	return errors.Join(err, store.Close())
}

// greet prints where to go. Who comes first becomes the admin, so where others
// than this machine can come, the way there takes a token that is printed once.
func (c *serveCommand) greet(w *world, store *models.Store, listener net.Listener) (token string, err error) {
	address := "http://" + listener.Addr().String()
	needed, err := store.NeedsSetup(w.ctx)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(w.out, "Stet is serving on %s with its data in %s\n", address, w.Data)
	if !needed {
		return "", nil
	}
	if !loopback(listener.Addr()) {
		token = newToken()
		address += "/setup?token=" + token
	} else {
		address += "/setup"
	}
	fmt.Fprintf(w.out, "There is nobody yet. Make the first account at %s\n", address)
	return token, nil
}

// loopback reports whether only this machine can reach the address.
func loopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

func newToken() string {
	b := make([]byte, 24)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// serve answers, does the jobs, and tells who has an article open what others
// do to it, until the program is told to stop.
func (w *world) serve(store *models.Store, listener net.Listener, setupToken string, secure bool) error {
	hub := live.Start(store, w.logger())
	defer hub.Close()
	server, err := w.postOffice()
	if err != nil {
		return err
	}
	all, alone := handlers(store, w.fetcher(), w.camera(), w.limits())
	all[models.JobWebhook] = herald{store, w.messenger(), time.Now}.do
	if server != nil {
		all[models.JobMail] = postman{store, server, w.logger()}.do
	}
	workers := work.Start(store, all, alone, w.logger())
	defer workers.Stop()
	return serve(w.ctx, listener, web.New(w.webOptions(store, hub, setupToken, secure)), hub.Close)
}

// serve answers until ctx ends; then it ends what would never end by itself.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, end func()) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	server.RegisterOnShutdown(end)
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		done <- server.Shutdown(last)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-done
}
