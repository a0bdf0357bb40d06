package models

import (
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

const (
	minPassword = 10      // code points
	maxPassword = 200     // code points
	maxTyped    = 8 << 10 // bytes; far above what folds to maxPassword
)

// nobodysHash is the hash of a password that was thrown away. A sign-in without
// an account is compared with it, so that it takes as long as one with.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$VIi0BGdpWgaSC/5E9hHVvQ$rmscCLDiiQMecdnnbYf9qtcXwOAW+Y/P3dFwOf+snV8"

// passwordParams is what a hash costs: 19 MiB, two passes, one lane. Source:
// OWASP Password Storage Cheat Sheet, the least it recommends for Argon2id.
func passwordParams() *argon2id.Params {
	return &argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// password checks a new password.
func (c checks) password(field, password string) {
	n := utf8.RuneCountInString(foldPassword(password))
	c.need(utf8.ValidString(password), field, "The password has characters that cannot be read. Choose another one.")
	c.need(n >= minPassword, field, "Choose a password of at least %d characters. Several words make a good one.", minPassword)
	c.need(n <= maxPassword, field, "The password is too long. Keep it to %d characters.", maxPassword)
}

// hashPassword hashes a checked password with a salt of its own.
func hashPassword(password string) (string, error) {
	hash, err := argon2id.CreateHash(foldPassword(password), passwordParams())
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// passwordFits reports whether a password has the hash. No hash fits none, and
// takes as long to find out.
func passwordFits(password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = nobodysHash
	}
	if len(password) > maxTyped {
		password = "" // no account has it, and folding it takes long
	}
	fits, err := argon2id.ComparePasswordAndHash(foldPassword(password), hash)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return fits && known, nil
}

// foldPassword makes one password of the ways in which keyboards compose the
// same characters. Source: NIST SP 800-63B, which advises NFKC before hashing.
func foldPassword(password string) string { return norm.NFKC.String(password) }
