package vault

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/minio/sio"
)

// saltSize is how many bytes stand in front of a sealed file. Each file has a
// key of its own, made of the vault's key and these.
const saltSize = 32

// fileKey names what the keys of files are for (RFC 5869, info).
const fileKey = "stet vault: a file"

// SealFile is r sealed: a salt, and then packets of 64 KiB in the DARE format
// 2.0 (AES-256-GCM or ChaCha20-Poly1305, whichever the machine does faster).
func (k Key) SealFile(random, r io.Reader) (io.Reader, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, fmt.Errorf("seal a file: %w", err)
	}
	config, err := k.config(salt)
	if err != nil {
		return nil, fmt.Errorf("seal a file: %w", err)
	}
	sealed, err := sio.EncryptReader(r, config)
	if err != nil {
		return nil, fmt.Errorf("seal a file: %w", err)
	}
	return io.MultiReader(bytes.NewReader(salt), sealed), nil
}

// OpenFile is what was sealed, from a sealed file of that many bytes. Opening
// reads the salt alone; reading answers with an error where a packet was altered.
func (k Key) OpenFile(r io.ReaderAt, size int64) (*io.SectionReader, error) {
	salt := make([]byte, saltSize)
	if _, err := r.ReadAt(salt, 0); err != nil {
		return nil, ErrSealed
	}
	config, err := k.config(salt)
	if err != nil {
		return nil, fmt.Errorf("open a file: %w", err)
	}
	length, err := sio.DecryptedSize(uint64(size - saltSize))
	if err != nil {
		return nil, ErrSealed
	}
	opened, err := sio.DecryptReaderAt(io.NewSectionReader(r, saltSize, size-saltSize), config)
	if err != nil {
		return nil, fmt.Errorf("open a file: %w", err)
	}
	return io.NewSectionReader(opened, 0, int64(length)), nil
}

// SealedSize is how many bytes a file of so many has when it is sealed.
func SealedSize(size int64) (int64, error) {
	n, err := sio.EncryptedSize(uint64(size))
	if err != nil {
		return 0, fmt.Errorf("size of a sealed file: %w", err)
	}
	return int64(n) + saltSize, nil
}

func (k Key) config(salt []byte) (sio.Config, error) {
	key, err := hkdf.Key(sha256.New, k[:], salt, fileKey, len(k))
	return sio.Config{MinVersion: sio.Version20, Key: key}, err
}
