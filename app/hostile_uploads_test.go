package main_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// liar is a file that is not what its name or its first bytes say.
type liar struct {
	name, data string
	runsAs     string // the media type under which a browser would run it, "" for one that only its own readers would run
}

// signal is a script that tells a beacon, and whoever watches the tab, that it
// ran as part of a file. It has no character that HTML or XML would care for.
func signal(beacon string, n int) string {
	return fmt.Sprintf(`for(const o of ['','%s/'])fetch(o+'ran-%d',{mode:'no-cors'}).catch(()=>{});if(self.document)document.title='ran-%d';`, beacon, n, n)
}

// liars are files that hold a script, each with its own signal.
func liars(beacon string) []liar {
	var all []liar
	add := func(name, runsAs string, make func(js string) string) {
		all = append(all, liar{name, make(signal(beacon, len(all)+1)), runsAs})
	}
	addWith := func(before, after string) func(string) string {
		return func(js string) string { return before + js + after }
	}
	const page, script, open, shut = "text/html", "text/javascript", "<!doctype html><script>", "</script>"
	scripts := map[string]string{ // an audio file or a picture to who sniffs it, an assignment to who runs it
		"both.gif": "GIF89a=1;", "both.bmp": "BM=1;", "both.mp3": "ID3=1;", "both.ogg": "OggS=1;",
		"both.wav": "RIFF=/* WAVEfmt */1;", "both.webp": "RIFF=/* WEBPVP8 */1;", "comment.gif": "GIF89a/*\x01\x00\x80\x00\x00*/=1;",
	}
	add("code.js", script, addWith("", ""))
	for _, name := range []string{"both.gif", "both.bmp", "both.mp3", "both.ogg", "both.wav", "both.webp", "comment.gif"} {
		add(name, script, addWith(scripts[name], ""))
	}
	add("both.jpg", "text/javascript; charset=iso-8859-1", addWith("\xff\xd8\xff\xe0/*\x10JFIF*/=1;", ""))
	add("module.mjs", script, addWith("", ""))
	for _, name := range []string{"picture.png", "photo.html.jpg", "page.html", "table.csv", "data.json", "words.txt", "sound.mp3", "page.hta"} {
		add(name, page, addWith(open, shut))
	}
	add("late.txt", page, addWith(strings.Repeat(" \n", 4000)+open, shut))
	add("page.gif", page, addWith("GIF89a\x01\x00\x01\x00\x00\x00\x00;"+open, shut))
	add("comment.png", page, addWith("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00tEXtComment"+open, shut))
	add("page.jpg", page, addWith("\xff\xd8\xff\xe0\x00\x10JFIF\x00\xff\xfe"+open, shut))
	add("page.zip", page, addWith("PK\x03\x04"+open, shut))
	add("page.pdf", page, addWith("%PDF-1.7\n"+open, shut+"\n%%EOF\n"))
	add("late.pdf", page, addWith(open, shut+"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"))
	add("handler.html", page, addWith(`<!doctype html><img src=x onerror="`, `">`))
	add("frame.html", page, addWith(`<!doctype html><iframe srcdoc="<script>`, `</script>"></iframe>`))
	add("borrows.html", page, addWith(`<!doctype html><script src="/files/1"></script><body onload="`, `">`))
	add("utf16.txt", "text/html; charset=utf-16", func(js string) string { return inUTF16(open + js + shut) })
	add("page.xhtml", "application/xhtml+xml", addWith(`<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><script>`, `</script></body></html>`))
	add("data.xml", "text/xml", addWith(`<?xml version="1.0"?><a><s:script xmlns:s="http://www.w3.org/1999/xhtml">`, `</s:script></a>`))
	for _, name := range []string{"drawing.svg", "drawing.png", "drawing.txt"} {
		add(name, "image/svg+xml", addWith(`<svg xmlns="http://www.w3.org/2000/svg"><script>`, `</script></svg>`))
	}
	add("onload.svg", "image/svg+xml", addWith(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="`, `"/>`))
	add("foreign.svg", "image/svg+xml", addWith(`<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="" ><img src="x" onerror="`, `"/></body></foreignObject></svg>`))
	// Readers of PDF and MHTML that run scripts run them outside a browser.
	add("opens.pdf", "", addWith("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(", ")>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
	add("links.pdf", "", addWith("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AA<</WC<</S/URI/URI(javascript:", ")>>>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
	add("saved.mht", "", addWith("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"+open, shut+"\r\n--x--\r\n"))
	add("utf7.html", "", addWith("+ADw-script+AD4-", "+ADw-/script+AD4-"))
	for _, name := range []string{
		`<img src=x onerror="fetch('ran-name');document.title='ran-name'">.png`, `"><script>document.title='ran-name'<.html`, `' onmouseover='x.html`, `a";filename="b.html`,
		"gpj.\u202elmth", "\u2066turned\u2069.html", "right\u200fmark.html", "\u202aphoto.png\u202e.html", "zero\u200bwidth.html", "line\u2028break.html",
		"tab\tname.html", "a\r\nContent-Type: text∕html\r\n\r\n.png", "next\u0085line.html", "private\ue000use.html",
		`..\..\static\app.js`, ".html", "....html", "CON.html", strings.Repeat("long", 55) + ".html", "صورة.html.png", "a\u0301\u0301\u0301\u0301.html",
	} {
		add(name, page, addWith(open, shut))
	}
	return all
}

func inUTF16(s string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return string(b)
}
