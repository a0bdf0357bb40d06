package packet

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
)

// copyHashed copies r to w and returns the SHA-256 and the bytes of what it copied.
func copyHashed(w io.Writer, r io.Reader) (sha string, size int64, err error) {
	hash := sha256.New()
	size, err = io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(w, hash)}, struct{ io.Reader }{r}, make([]byte, 256<<10))
	return hex.EncodeToString(hash.Sum(nil)), size, err
}
