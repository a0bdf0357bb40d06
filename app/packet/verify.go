package packet

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// maxSurplus is how many files that do not belong there are named.
const maxSurplus = 100

// Verify reads the whole packet and says, one sentence each, which of its files
// is damaged, missing or surplus; for a whole packet it says nothing. It never
// reads more of a file than the manifest gives it, and refuses, as a sentence
// too, a packet that would unpack to far more than its size.
func (p *Packet) Verify(ctx context.Context, tell func(done, total int64)) ([]string, error) {
	if found := p.hostile(); found != nil {
		return found, nil
	}
	var found []string
	var done, total int64
	for _, f := range p.Manifest.Files {
		total += f.Size
	}
	for _, f := range p.Manifest.Files {
		wrong, err := p.verify(ctx, f)
		if err != nil {
			return found, err
		}
		if wrong != "" {
			found = append(found, wrong)
		}
		if done += f.Size; tell != nil {
			tell(done, total)
		}
	}
	if wrong := p.misfit(); wrong != "" && len(found) == 0 {
		found = append(found, wrong)
	}
	return append(found, p.surplus()...), nil
}

// hostile says why a packet is not even read.
func (p *Packet) hostile() []string {
	var found []string
	room := uint64(p.size)
	for _, f := range p.zip.File {
		if f.CompressedSize64 > room {
			return []string{"The files of this packet lie on top of one another. It was not read."}
		}
		room -= f.CompressedSize64
	}
	unpacked, most := uint64(0), maxGrowth*uint64(p.size)+maxSmall
	seen := map[string]bool{}
	for _, f := range p.Manifest.Files {
		switch {
		case !fs.ValidPath(f.Path) || f.Path == "." || strings.ContainsAny(f.Path, "\\:\x00"):
			found = append(found, fmt.Sprintf("The manifest names %.200q, which leads out of the packet.", f.Path))
		case seen[f.Path]:
			found = append(found, fmt.Sprintf("The manifest names %.200q twice.", f.Path))
		case f.Size < 0 || uint64(f.Size) > most-unpacked:
			return append(found, "The packet would unpack to far more than any article has. It was not read.")
		default:
			unpacked += uint64(f.Size)
		}
		seen[f.Path] = true
	}
	return found
}

// verify says what is wrong with one file of the manifest, "" for nothing.
func (p *Packet) verify(ctx context.Context, f File) (string, error) {
	entry := p.entries[f.Path]
	if entry == nil {
		return fmt.Sprintf("The file %q is missing.", f.Path), nil
	}
	r, err := entry.Open()
	if err != nil {
		return fmt.Sprintf("The file %q cannot be read (%v).", f.Path, err), nil
	}
	defer r.Close()
	sha, size, err := copyHashed(io.Discard, io.LimitReader(&awake{ctx, r}, f.Size+1))
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("verify the packet: %w", ctx.Err())
	case err != nil:
		return fmt.Sprintf("The file %q is damaged (%v).", f.Path, err), nil
	case size != f.Size || sha != f.SHA256:
		return fmt.Sprintf("The file %q is not the one that was exported: its bytes are others.", f.Path), nil
	}
	return "", nil
}

// surplus says what is in the packet and not in its manifest.
func (p *Packet) surplus() []string {
	var found []string
	listed, seen := map[string]bool{manifestName: true}, map[string]bool{}
	for _, f := range p.Manifest.Files {
		listed[f.Path] = true
	}
	for _, f := range p.zip.File {
		switch {
		case len(found) == maxSurplus:
			return append(found, "There are more files like these.")
		case seen[f.Name]:
			found = append(found, fmt.Sprintf("There is more than one file %.200q.", f.Name))
		case !listed[f.Name]:
			found = append(found, fmt.Sprintf("The file %.200q is not part of the packet.", f.Name))
		}
		seen[f.Name] = true
	}
	return found
}

// awake is a reader that stops when nobody waits for it any more.
type awake struct {
	ctx context.Context
	io.Reader
}

func (a *awake) Read(b []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	return a.Reader.Read(b)
}
