package models

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"stet/models/message"
	"stet/models/stamp"
)

const (
	maxNewsroom  = 200 // code points
	maxReviewers = 5
	maxRoots     = 64 << 10 // bytes
)

// The keys of settings. keySetUp is not one that people see: it says when the
// first account was made.
const (
	keyNewsroom        = "newsroom"
	keyURL             = "url"
	keyZone            = "zone"
	keyReviewersNormal = "reviewers_normal"
	keyReviewersHigh   = "reviewers_high"
	keyArchiveSave     = "archive_save"
	keyAuthority       = "authority"
	keyAuthorityRoots  = "authority_roots"
	keyAssignMade      = "assign_made"
	keySecondRisk      = "second_risk"
	keySecondKinds     = "second_kinds"
	keySecondPercent   = "second_percent"
	keySetUp           = "set_up"
	keyKeep            = "keep_" // and the class: days, 0 for ever
)

// Settings is what a newsroom sets for everybody.
type Settings struct {
	Newsroom        string     // its name
	URL             string     // where Stet is reached, without a slash at the end; may be empty
	Zone            string     // IANA name of the time zone
	ReviewersNormal int        // who must approve a claim of normal risk
	ReviewersHigh   int        // who must approve a claim of high risk
	ArchiveSave     string     // the address that makes an archive outside save a page, with {url} for the page's; "" asks none
	Second          SecondRule // which claims want a second verdict
	Keep            Periods
	AssignMade      bool   // claims are assigned by the rules when they are made; set with the rules
	Authority       string // address of a time-stamping authority (RFC 3161); may be empty: then none is asked
	AuthorityRoots  string // certificates it is trusted for, in PEM; may be empty
}

// setting is one key with its value.
type setting struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

func defaultSettings() Settings {
	return Settings{Newsroom: "Stet newsroom", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2}
}

// Settings loads the settings; what was never set has its default.
func (s *Store) Settings(ctx context.Context) (Settings, error) {
	var rows []setting
	if err := s.read.WithContext(ctx).Find(&rows).Error; err != nil {
		return Settings{}, fmt.Errorf("load settings: %w", err)
	}
	out := defaultSettings()
	for _, r := range rows {
		if err := out.take(r); err != nil {
			return Settings{}, fmt.Errorf("load setting %s: %w", r.Key, err)
		}
	}
	return out, nil
}

// EditSettings changes the settings. Only an admin may. A new number of
// reviewers counts for claims made, or whose risk is changed, from then on.
func (s *Store) EditSettings(ctx context.Context, actor User, n Settings) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	n.Newsroom, n.URL, n.Zone = tidy(n.Newsroom), strings.TrimRight(tidy(n.URL), "/"), tidy(n.Zone)
	n.ArchiveSave = tidy(n.ArchiveSave)
	n.Authority, n.AuthorityRoots = tidy(n.Authority), tidy(n.AuthorityRoots)
	if err := n.check(); err != nil {
		return fmt.Errorf("edit settings: %w", err)
	}
	err := s.Tx(ctx, func(tx *Store) error {
		was, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		changed := n.changes(was)
		if len(changed) == 0 {
			return nil
		}
		if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(n.rows()).Error; err != nil {
			return err
		}
		return tx.record(actor, nil, nil, SettingsEdited, Detail{Fields: changed})
	})
	if err != nil {
		return fmt.Errorf("edit settings: %w", err)
	}
	return nil
}

func (n Settings) check() error {
	c := checks{}
	c.need(n.Newsroom != "", keyNewsroom, "Give the name of the newsroom.")
	c.need(utf8.RuneCountInString(n.Newsroom) <= maxNewsroom, keyNewsroom, "The name is too long. Keep it to %d characters.", maxNewsroom)
	c.need(n.URL == "" || isSite(n.URL), keyURL, "The address must begin with http:// or https:// and hold no question mark, or be left empty.")
	_, err := time.LoadLocation(n.Zone)
	c.need(err == nil && n.Zone != "" && n.Zone != "Local", keyZone, "Stet does not know this time zone. Write it as Europe/Berlin or UTC.")
	const asked message.Key = "Ask for 1 to %d reviewers."
	c.need(n.ReviewersNormal >= 1 && n.ReviewersNormal <= maxReviewers, keyReviewersNormal, asked, maxReviewers)
	c.need(n.ReviewersHigh >= 1 && n.ReviewersHigh <= maxReviewers, keyReviewersHigh, asked, maxReviewers)
	c.need(n.ReviewersHigh >= n.ReviewersNormal, keyReviewersHigh, "A claim of high risk needs at least as many reviewers as one of normal risk.")
	c.need(n.ArchiveSave == "" || isArchive(n.ArchiveSave), keyArchiveSave, "Write the address that makes the archive save a page: it begins with https:// and has {url} where the page's address goes.")
	c.need(n.Second.Percent >= 0 && n.Second.Percent <= 100, keySecondPercent, "Write a number from 0 to 100.")
	for kind := range strings.SplitSeq(n.Second.Kinds, ",") {
		c.need(kind == "" || slices.Contains(Kinds, Kind(kind)), keySecondKinds, "Choose from the kinds of claims.")
	}
	for class, days := range n.Keep.all() {
		c.need(*days >= 0 && *days <= longestPeriod, keyKeep+string(class), "Write a number of days up to 36,500, or 0 to keep everything.")
	}
	c.need(n.Authority == "" || webAddress(n.Authority) && len(n.Authority) <= maxAddress && !strings.Contains(n.Authority, "@"), keyAuthority,
		"The address must begin with https:// or http:// and hold no @, or be left empty. The authority says what it is.")
	_, sound := stamp.Roots(n.AuthorityRoots)
	c.need(sound && len(n.AuthorityRoots) <= maxRoots, keyAuthorityRoots, "Paste certificates only, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, or leave it empty.")
	return c.err()
}

// isSite reports whether links can be made by adding a path to the address.
func isSite(address string) bool {
	u, err := url.Parse(address)
	return err == nil && webAddress(address) && u.User == nil && !strings.ContainsAny(address, "?#")
}

// rows is the settings as they are kept.
func (n Settings) rows() []setting {
	all := []setting{
		{keyNewsroom, n.Newsroom}, {keyURL, n.URL}, {keyZone, n.Zone},
		{keyReviewersNormal, strconv.Itoa(n.ReviewersNormal)}, {keyReviewersHigh, strconv.Itoa(n.ReviewersHigh)}, {keyArchiveSave, n.ArchiveSave},
		{keySecondRisk, strconv.FormatBool(n.Second.HighRisk)}, {keySecondKinds, n.Second.Kinds}, {keySecondPercent, strconv.Itoa(n.Second.Percent)},
		{keyAuthority, n.Authority}, {keyAuthorityRoots, n.AuthorityRoots},
	}
	for _, class := range Classes[:len(Classes)-1] {
		all = append(all, setting{keyKeep + string(class), strconv.Itoa(n.Keep.Days(class))})
	}
	return all
}

// take puts one row into the settings.
func (n *Settings) take(r setting) (err error) {
	switch r.Key {
	case keyNewsroom:
		n.Newsroom = r.Value
	case keyURL:
		n.URL = r.Value
	case keyAssignMade:
		n.AssignMade = r.Value != ""
	case keyZone:
		n.Zone = r.Value
	case keySecondRisk:
		n.Second.HighRisk = r.Value == "true"
	case keySecondKinds:
		n.Second.Kinds = r.Value
	case keySecondPercent:
		n.Second.Percent, err = strconv.Atoi(r.Value)
	case keyArchiveSave:
		n.ArchiveSave = r.Value
	case keyAuthority:
		n.Authority = r.Value
	case keyAuthorityRoots:
		n.AuthorityRoots = r.Value
	case keyReviewersNormal:
		n.ReviewersNormal, err = strconv.Atoi(r.Value)
	case keyReviewersHigh:
		n.ReviewersHigh, err = strconv.Atoi(r.Value)
	}
	if days := n.Keep.all()[Class(strings.TrimPrefix(r.Key, keyKeep))]; days != nil && strings.HasPrefix(r.Key, keyKeep) {
		*days, err = strconv.Atoi(r.Value)
	}
	return err
}

// changes names the settings that differ from what was.
func (n Settings) changes(was Settings) []string {
	var all []string
	before := was.rows()
	for i, r := range n.rows() {
		if r != before[i] {
			all = append(all, r.Key)
		}
	}
	return all
}

// addSetting adds a row and reports whether it was the first under its key.
func (s *Store) addSetting(key, value string) (bool, error) {
	done := s.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&setting{key, value})
	if done.Error != nil {
		return false, fmt.Errorf("add setting %s: %w", key, done.Error)
	}
	return done.RowsAffected == 1, nil
}
