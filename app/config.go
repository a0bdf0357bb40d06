package main

import (
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"stet/app/capture"
	"stet/app/intake"
	"stet/app/live"
	"stet/app/mail"
	"stet/app/picture"
	"stet/app/web"
	"stet/models"
	"stet/models/message"
)

// Config is everything that can be set: a flag, the name in the environment,
// and a default that works.
type Config struct {
	Data     string `help:"Folder of the database and the evidence files." env:"STET_DATA" default:"data" placeholder:"FOLDER"`
	Database string `help:"Address of a PostgreSQL database (postgres://…) in place of the SQLite file in the data folder." env:"STET_DATABASE" placeholder:"ADDRESS"`
	VaultKey string `help:"File with the key of confidential sources. Default: the data folder's name with .key added." env:"STET_VAULT_KEY" placeholder:"FILE"`
	MaxText  int64  `help:"Largest text of an article, in bytes." env:"STET_MAX_TEXT" default:"2000000" placeholder:"BYTES"`
	MaxFile  int64  `help:"Largest evidence file, in bytes." env:"STET_MAX_FILE" default:"52428800" placeholder:"BYTES"`
	NoFetch  bool   `help:"Fetch no page from the web." env:"STET_NO_FETCH"`
	Chromium string `help:"The Chromium that takes pictures of the pages that evidence comes from. None are taken without." env:"STET_CHROMIUM" placeholder:"FILE"`
	URL      string `help:"Where people reach Stet, such as https://stet.example.org: links in mails and to programs outside begin with it." env:"STET_URL" placeholder:"ADDRESS"`
	SMTP     string `help:"The server that mails are sent by: smtps://user@host, or smtp://user@host with STARTTLS. None are sent without. Name the password in the environment." env:"STET_SMTP" placeholder:"ADDRESS"`
	MailFrom string `help:"The address that mails come from." env:"STET_MAIL_FROM" placeholder:"ADDRESS"`
	Inside   bool   `name:"webhooks-inside" help:"Let webhooks reach addresses inside the house." env:"STET_WEBHOOKS_INSIDE"`
	LogJSON  bool   `help:"Write the log as lines of JSON." env:"STET_LOG_JSON"`

	// SMTPPassword has no place on a command line, which others can read.
	SMTPPassword string `hidden:"" env:"STET_SMTP_PASSWORD"`

	// NoSandbox is for containers, where everything runs as root.
	NoSandbox bool `name:"chromium-no-sandbox" help:"Let Chromium draw pages without its sandbox, as it must as root: where a container is the sandbox." env:"STET_CHROMIUM_NO_SANDBOX"`

	// FetchLoopback is for tests, whose web servers are on this machine.
	FetchLoopback bool `hidden:"" env:"STET_TEST_FETCH_LOOPBACK"`
}

func (c Config) options() models.Options {
	return models.Options{Data: c.Data, Database: c.Database, VaultKey: c.VaultKey, MaxFile: c.MaxFile, Capture: !c.NoFetch, Pictures: c.Chromium != "",
		URL: strings.TrimRight(c.URL, "/"), Mail: c.SMTP != ""}
}

func (c Config) limits() intake.Limits { return intake.Limits{MaxText: c.MaxText} }

// cacheFolder is where things are kept that can be made again, "" where this
// account has no such place.
func cacheFolder() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "stet")
}

// fetcher is nil where no page is fetched.
func (c Config) fetcher() *capture.Fetcher {
	if c.NoFetch {
		return nil
	}
	return &capture.Fetcher{AllowLoopback: c.FetchLoopback}
}

// messenger reaches the receivers of webhooks.
func (c Config) messenger() *capture.Fetcher {
	return &capture.Fetcher{AllowLoopback: c.FetchLoopback, AllowInside: c.Inside, Timeout: webhookPatience, Idle: webhookPatience}
}

// camera is nil where no pictures of pages are taken.
func (c Config) camera() *picture.Camera {
	if c.NoFetch || c.Chromium == "" {
		return nil
	}
	return &picture.Camera{Chromium: c.Chromium, NoSandbox: c.NoSandbox, Fetcher: c.fetcher()}
}

// checkCamera refuses a browser that cannot take pictures before anything waits
// for one, and says so when it has no sandbox.
func (c Config) checkCamera() error {
	camera := c.camera()
	if camera == nil {
		return nil
	}
	if said := (*picture.Error)(nil); errors.As(camera.Check(), &said) {
		return &models.Refused{Reason: said.Reason}
	}
	if camera.NoSandbox {
		c.logger().Warn("Chromium takes pictures of pages without its sandbox")
	}
	return nil
}

// postOffice is nil where no mail is sent. It refuses what could send none before
// anybody waits for a mail.
func (c Config) postOffice() (*mail.Server, error) {
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, &models.Refused{Reason: message.Plain("--url must be where people reach Stet, such as https://stet.example.org.")}
	}
	if c.SMTP == "" {
		return nil, nil
	}
	if c.URL == "" {
		return nil, &models.Refused{Reason: message.Plain("A mail needs a link to Stet: say with --url where people reach it.")}
	}
	return mail.Parse(c.SMTP, c.SMTPPassword, c.MailFrom)
}

func (c Config) logger() *slog.Logger {
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}

// webOptions lets one request carry the largest evidence file, and more of smaller ones.
func (c Config) webOptions(store *models.Store, hub *live.Hub, setupToken string, secure bool) web.Options {
	return web.Options{Store: store, SetupToken: setupToken, Secure: secure, Limits: c.limits(), Log: c.logger(), Live: hub,
		Fetcher: c.fetcher(), Cache: cacheFolder(), MaxUpload: max(web.DefaultMaxUpload, c.MaxFile+1<<20)}
}
