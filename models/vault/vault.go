// Package vault seals what only the people who were named may read. It is pure:
// keys and randomness come in from outside, and nothing is kept.
package vault

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrKey says that a text is not a key.
var ErrKey = errors.New("not the key of a vault")

// ErrSealed says that something cannot be opened: it was sealed with another
// key or about something else, or it was altered.
var ErrSealed = errors.New("sealed with another key, or altered")

// Key opens what it sealed. It is 256 bits long.
type Key [chacha20poly1305.KeySize]byte

// New makes a key.
func New(random io.Reader) (Key, error) {
	var k Key
	if _, err := io.ReadFull(random, k[:]); err != nil {
		return k, fmt.Errorf("make a key: %w", err)
	}
	return k, nil
}

// Parse reads a key from the line that Line wrote. The error is ErrKey.
func Parse(line string) (Key, error) {
	var k Key
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
	if err != nil || len(b) != len(k) {
		return k, ErrKey
	}
	return Key(b), nil
}

// Line writes the key as one line of base64 (RFC 4648).
func (k Key) Line() string { return base64.StdEncoding.EncodeToString(k[:]) }

// Seal seals a text with XChaCha20-Poly1305 and writes it in base64, the 24
// bytes of its nonce in front. What it is about is bound to it and not in it.
func (k Key) Seal(random io.Reader, plain []byte, about string) (string, error) {
	nonce := make([]byte, chacha20poly1305.NonceSizeX)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	box, err := chacha20poly1305.NewX(k[:])
	if err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return base64.StdEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(about))), nil
}

// Open opens what Seal sealed about the same. The error is ErrSealed.
func (k Key) Open(sealed, about string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(b) < chacha20poly1305.NonceSizeX {
		return nil, ErrSealed
	}
	box, err := chacha20poly1305.NewX(k[:])
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	plain, err := box.Open(nil, b[:chacha20poly1305.NonceSizeX], b[chacha20poly1305.NonceSizeX:], []byte(about))
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}
