package models

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// listKeySize is how many random bytes the keyed hashes of an evidence list
// have as their key.
const listKeySize = sha256.Size

// evidenceList says what a signed-off revision rests on, as lines of hashes: the
// text, and each claim that is not withdrawn with its evidence, files and kept
// pages, in the order of their numbers. README describes the format. The same
// article and key make the same list.
//
// Fingerprints and content hashes are made of words that never leave, some of
// which can be guessed. So these, and everything of a confidential source, stand
// in it as keyed hashes: without the key, which stays in the newsroom, they tell
// nothing, and with it they can be shown to stand for what was there.
func evidenceList(r Revision, facts []claimFacts, captures []Capture, key []byte) string {
	var b strings.Builder
	fmt.Fprintf(&b, "stet evidence list 1\narticle %d\nrevision %d\ntext %s\n", r.ArticleID, r.Number, r.SHA256)
	for _, f := range facts {
		if f.Claim.WithdrawnAt != nil {
			continue
		}
		label := fmt.Sprintf("claim %d", f.Claim.Number)
		fmt.Fprintf(&b, "%s %s\n", label, keyed(key, label, f.Claim.Fingerprint))
		for _, e := range f.Evidence {
			if e.WithdrawnAt == nil {
				e.list(&b, captures, key)
			}
		}
	}
	return b.String()
}

// list writes the lines of one item.
func (e Evidence) list(b *strings.Builder, captures []Capture, key []byte) {
	confidential := e.Source != nil && e.Source.Confidential()
	label := fmt.Sprintf("evidence %d", e.ID)
	if confidential {
		label += " confidential"
	}
	fmt.Fprintf(b, "%s %s\n", label, keyed(key, label, e.ContentHash))
	line := func(label, sha string) {
		switch {
		case sha == "":
			return
		case confidential:
			sha = keyed(key, label, sha)
		}
		fmt.Fprintf(b, "%s %s\n", label, sha)
	}
	for _, f := range e.Files {
		line(fmt.Sprintf("file %d", f.ID), f.SHA256)
	}
	for _, c := range captures {
		if c.EvidenceID == e.ID {
			line(fmt.Sprintf("capture %d page", c.ID), c.BodySHA256)
			line(fmt.Sprintf("capture %d text", c.ID), c.TextSHA256)
			line(fmt.Sprintf("capture %d warc", c.ID), c.WARCSHA256)
			line(fmt.Sprintf("capture %d upload", c.ID), c.UploadSHA256)
		}
	}
}

// keyed is the HMAC-SHA-256 of a label and a hash, in hexadecimal.
func keyed(key []byte, label, hash string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(label + " " + hash))
	return hex.EncodeToString(mac.Sum(nil))
}

// keepEvidenceList stores the evidence list of what is signed off, and puts its
// hash and key into the sign-off.
func (s *Store) keepEvidenceList(a Article, signed *SignOff) error {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return err
	}
	facts, err := s.articleFacts(a)
	if err != nil {
		return err
	}
	var captures []Capture
	if err := s.db.Where("article_id = ? AND status = ?", a.ID, CaptureKept).Order("id").Find(&captures).Error; err != nil {
		return fmt.Errorf("list the captures of article %d: %w", a.ID, err)
	}
	key := make([]byte, listKeySize)
	if _, err := io.ReadFull(s.random, key); err != nil {
		return err
	}
	list := evidenceList(p.revision, facts, captures, key)
	signed.ListKey = hex.EncodeToString(key)
	signed.ListSHA256, _, err = s.blobs.Put(bytes.NewReader([]byte(list)), int64(len(list)))
	return err
}

// OpenEvidenceList opens the evidence list of a sign-off. It returns ErrNotFound
// for one that was made before there were any.
func (s *Store) OpenEvidenceList(ctx context.Context, actor User, signOffID int64) (SignOff, io.ReadSeekCloser, error) {
	signed, err := s.signOff(ctx, actor, signOffID)
	if err == nil && signed.ListSHA256 == "" {
		err = fmt.Errorf("open the evidence list of sign-off %d: %w", signOffID, ErrNotFound)
	}
	if err != nil {
		return signed, nil, err
	}
	r, err := s.blobs.Open(signed.ListSHA256)
	return signed, r, err
}

// signOff loads a sign-off for whoever may read its article.
func (s *Store) signOff(ctx context.Context, actor User, id int64) (SignOff, error) {
	var signed SignOff
	err := first(s.seen(ctx, actor).First(&signed, id).Error, "load sign-off", id)
	return signed, err
}
