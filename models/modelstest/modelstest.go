// Package modelstest gives tests a migrated Store of their own and a builder
// whose calls read like the story of an article.
package modelstest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to make and drop test databases

	"stet/models"
)

// PostgresVariable names the environment variable that holds the address of a
// PostgreSQL server where tests may make databases of their own.
const PostgresVariable = "STET_TEST_POSTGRES"

// RequireVariable names the environment variable that makes a missing server
// or browser a failure instead of a skipped test.
const RequireVariable = "STET_TEST_REQUIRE_ALL"

// Clock is a clock that a test sets. Every reading is a millisecond later than
// the one before, so that things have an order.
type Clock struct{ at atomic.Int64 }

// Now is the clock's time.
func (c *Clock) Now() time.Time { return time.UnixMilli(c.at.Add(1)).UTC() }

// Forward moves the clock.
func (c *Clock) Forward(d time.Duration) { c.at.Add(d.Milliseconds()) }

// NewClock starts at a Monday morning.
func NewClock() *Clock {
	c := &Clock{}
	c.at.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMilli())
	return c
}

// Open opens a fresh SQLite store in a folder of the test's own.
func Open(t testing.TB) (*models.Store, *Clock) {
	t.Helper()
	clock := NewClock()
	return OpenWith(t, models.Options{Data: t.TempDir(), Clock: clock.Now}), clock
}

// OpenWith opens a store and closes it when the test ends.
func OpenWith(t testing.TB, o models.Options) *models.Store {
	t.Helper()
	s, err := models.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Each runs a test on a fresh SQLite database and, where a server is named, on
// a fresh PostgreSQL database.
func Each(t *testing.T, run func(t *testing.T, s *models.Store, clock *Clock)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		s, clock := Open(t)
		run(t, s, clock)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		clock := NewClock()
		run(t, OpenWith(t, models.Options{Data: t.TempDir(), Database: Postgres(t), Clock: clock.Now}), clock)
	})
}

// Postgres makes an empty database on the test server, dropped when the test
// ends, and returns its address. Without a server the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresVariable)
	if server == "" {
		if os.Getenv(RequireVariable) != "" {
			t.Fatalf("%s is not set, and %s wants everything tested", PostgresVariable, RequireVariable)
		}
		t.Skipf("no PostgreSQL: set %s to the address of a server to run this", PostgresVariable)
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "stet_test_" + random(t)
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	query := address.Query()
	query.Set("synchronous_commit", "off") // a test's data need not outlive the server
	address.RawQuery = query.Encode()
	return address.String()
}

func random(t testing.TB) string {
	t.Helper()
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}

// Context is a context for a test's calls.
func Context(t testing.TB) context.Context { t.Helper(); return t.Context() }
