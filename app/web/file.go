package web

import (
	"mime"
	"net/http"
	"slices"

	"github.com/klauspost/compress/gzhttp"
)

// shownTypes are the media types that a browser shows without running anything
// of theirs. Everything else is sent to be saved.
func shownTypes() []string {
	return []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/flac", "audio/webm",
		"video/mp4", "video/webm", "video/ogg"}
}

// serveFile sends the bytes of an evidence file so that nothing in them can run
// here: its type is what was sniffed when it came, from a short list, and its
// page has no origin.
func (v *visit) serveFile() error {
	f, data, err := v.Store.OpenFile(v.ctx(), v.user, v.id("f"))
	if err != nil {
		return err
	}
	defer data.Close()
	disposition, mediaType := "attachment", "application/octet-stream"
	if slices.Contains(shownTypes(), f.MediaType) {
		disposition, mediaType = "inline", f.MediaType
	}
	h := v.Response().Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", named(disposition, f.Name))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("ETag", `"`+f.SHA256+`"`)
	h.Set(gzhttp.HeaderNoCompression, "1") // most files are compressed already, and parts of them are asked for
	http.ServeContent(v.Response(), v.Request(), "", f.CreatedAt, data)
	return nil
}

// named is a Content-Disposition with a file name; mime.FormatMediaType writes
// what is not ASCII as RFC 5987 wants it.
func named(disposition, name string) string {
	if s := mime.FormatMediaType(disposition, map[string]string{"filename": name}); s != "" {
		return s
	}
	return disposition
}
