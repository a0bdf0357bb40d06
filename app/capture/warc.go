package capture

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc/v3"
)

// WARC writes everything that went over the wire as WARC 1.1 (ISO 28500:2017):
// the request and the answer of every hop as they were sent, and a record that
// says who proved to be there. Each record is a gzip member of its own, as
// readers of web archives want it. The same fetch gives the same bytes.
func WARC(w io.Writer, f Fetched) error {
	if len(f.Hops) == 0 {
		return fmt.Errorf("write the capture of %s: nothing was answered", f.URL)
	}
	a := archive{w: w, marshaler: gowarc.NewMarshaler()}
	a.add(gowarc.Warcinfo, f.Hops[0].At, "application/warc-fields", []byte("software: Stet\r\nformat: WARC File Format 1.1\r\n"), nil)
	for _, h := range f.Hops {
		about := map[string]string{gowarc.WarcTargetURI: h.URL, gowarc.WarcIPAddress: h.Remote.Addr().Unmap().String()}
		request := a.add(gowarc.Request, h.At, "application/http;msgtype=request", h.Request, about)
		about[gowarc.WarcConcurrentTo] = request
		answer := a.add(gowarc.Response, h.At, "application/http;msgtype=response", append(bytes.Clone(h.Header), h.Body...), about)
		if h.Certificate != "" {
			a.add(gowarc.Metadata, h.At, "application/warc-fields", []byte("certificate-sha256: "+h.Certificate+"\r\n"),
				map[string]string{gowarc.WarcTargetURI: h.URL, gowarc.WarcConcurrentTo: answer})
		}
	}
	if a.err != nil {
		return fmt.Errorf("write the capture of %s: %w", f.URL, a.err)
	}
	return nil
}

// archive writes records until one fails.
type archive struct {
	w         io.Writer
	marshaler gowarc.Marshaler
	count     int
	err       error
}

// add writes one record and returns its id.
func (a *archive) add(kind gowarc.RecordType, at time.Time, contentType string, block []byte, about map[string]string) string {
	if a.err != nil {
		return ""
	}
	sum := sha256.Sum256(block)
	a.count++
	id := "<" + uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "%d %s %x %s", a.count, at.Format(time.RFC3339Nano), sum, about[gowarc.WarcTargetURI])).URN() + ">"
	b := gowarc.NewRecordBuilder(kind, gowarc.WithDefaultDigestAlgorithm("sha256"))
	defer b.Close()
	b.AddWarcHeader(gowarc.WarcRecordID, id)
	b.AddWarcHeaderTime(gowarc.WarcDate, at)
	b.AddWarcHeader(gowarc.ContentType, contentType)
	b.AddWarcHeaderInt64(gowarc.ContentLength, int64(len(block)))
	b.AddWarcHeader(gowarc.WarcBlockDigest, "sha256:"+base32.StdEncoding.EncodeToString(sum[:]))
	for _, name := range []string{gowarc.WarcTargetURI, gowarc.WarcIPAddress, gowarc.WarcConcurrentTo} {
		if about[name] != "" {
			b.AddWarcHeader(name, about[name])
		}
	}
	if _, a.err = b.Write(block); a.err == nil {
		a.err = a.write(b)
	}
	return id
}

func (a *archive) write(b gowarc.WarcRecordBuilder) error {
	record, _, err := b.Build()
	if err != nil {
		return err
	}
	defer record.Close()
	member := gzip.NewWriter(a.w)
	if _, _, err := a.marshaler.Marshal(member, record, 0); err != nil {
		return err
	}
	return member.Close()
}
