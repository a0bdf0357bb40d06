package intake

import (
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
)

// callers counts who calls at an address of its own.
func callers(t *testing.T) (address string, calls *atomic.Int32) {
	t.Helper()
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	calls = &atomic.Int32{}
	go func() {
		for {
			c, err := server.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			c.Close()
		}
	}()
	return "http://" + server.Addr().String() + "/x", calls
}

// TestReadingADocumentAsksNobody gives documents that name a server in every way
// they can, and counts who calls there.
func TestReadingADocumentAsksNobody(t *testing.T) {
	t.Parallel()
	address, calls := callers(t)
	relations := `<Relationships>`
	for i, kind := range []string{"hyperlink", "image", "attachedTemplate", "aFChunk", "subDocument", "oleObject", "styles", "comments", "frame"} {
		relations += fmt.Sprintf(`<Relationship Id="r%d" Type="a/%s" Target="%s" TargetMode="External"/>`, i, kind, address)
	}
	relations += `</Relationships>`
	word := docx(t, `<w:p xmlns:r="r"><w:hyperlink r:id="r0">`+runOf("link")+`</w:hyperlink>`+fieldOf(codeOf(`INCLUDETEXT "`+address+`"`), runOf("text"))+
		`<w:r><w:drawing><a:blip r:link="r1"/></w:drawing></w:r></w:p><w:altChunk xmlns:r="r" r:id="r3"/>`, part{"word/_rels/document.xml.rels", relations}, part{"word/_rels/settings.xml.rels", relations})
	open := `<text:section><text:section-source xlink:href="` + address + `"/>` + openParagraphs("a") + `</text:section><text:p><draw:frame><draw:image xlink:href="` + address + `"/></draw:frame></text:p>`
	for name, data := range map[string][]byte{
		"a.docx": word, "a.odt": odt(t, open), "a.fodt": flat(open),
		"entity.docx": docx(t, "", part{"word/styles.xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "` + address + `">]><a>&b;</a>`}),
		"entity.odt":  pack(t, part{"mimetype", openDocument + "text"}, part{"content.xml", `<!DOCTYPE a SYSTEM "` + address + `"><a/>`}),
	} {
		if _, err := Read(name, data, Options{}); (err != nil) != strings.HasPrefix(name, "entity") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("the server was called %d times", n)
	}
}
