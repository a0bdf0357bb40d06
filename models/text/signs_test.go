package text

import (
	"fmt"
	"strings"
	"testing"
)

// tagged writes the words of a document with the marks as tags: b, i, and a for
// a link with its address.
func tagged(d *Document) string {
	var b strings.Builder
	for at := range d.Len() + 1 {
		for _, m := range d.Marks {
			if m.End == at {
				fmt.Fprintf(&b, "</%c>", m.Kind[0])
			}
		}
		for _, m := range d.Marks {
			if m.Start == at {
				fmt.Fprintf(&b, "<%c%s>", m.Kind[0], strings.TrimPrefix(m.Value, "https://"))
			}
		}
		b.WriteString(d.Slice(Span{at, at + 1}))
	}
	return b.String()
}

func TestSignsReadAsPeopleMeanThem(t *testing.T) {
	t.Parallel()
	for markup, want := range map[string]string{
		"a **b**, *c*, ***d***.": "a <b>b</b>, <i>c</i>, <b><i>d</b></i>.",
		"**a** **b**":            "<b>a b</b>",
		"**a *b***, ***a** b*":   "<b>a <i>b</b></i>, <i><b>a</b> b</i>",
		"“**a**”, (*b*)—**c**…":  "“<b>a</b>”, (<i>b</i>)—<b>c</b>…",
		"**a\nb** c":             "<b>a\nb</b> c",
		"**a\n\nb**":             "**a\n\nb**",
		"中文**粗体**中文，iPhone**手机**。":                  "中文<b>粗体</b>中文，iPhone<b>手机</b>。",
		"**서울**은 กรุง**เทพ**มหา":                    "<b>서울</b>은 กรุง<b>เทพ</b>มหา",
		"un{**believ**}able, {*a*}b":                "un<b>believ</b>able, <i>a</i>b",
		"2 * 3 * 4 = 2*3*4 = 24":                    "2 * 3 * 4 = 2*3*4 = 24",
		"sh*t and f*ck, f***ing **** hell":          "sh*t and f*ck, f***ing **** hell",
		"Price* incl. tax. * Terms.":                "Price* incl. tax. * Terms.",
		"*one, **two, and no end":                   "*one, **two, and no end",
		"****a**** {**} {*** a":                     "****a**** {**} {*** a",
		"*a***, ***b*":                              "<i>a</i>**, **<i>b</i>",
		"***a*}":                                    "**<i>a</i>",
		"**a** {**b":                                "<b>a</b> {**b",
		`\*a\* \**b*\* \[c](https://d.example)`:     "*a* *<i>b</i>* [c](https://d.example)",
		"[a **b** c](https://d.example/x?y=*z*) e":  "<ld.example/x?y=*z*>a <b>b</b> c</l> e",
		"[a](https://d.example/x_(y)), [b]":         "<ld.example/x_(y)>a</l>, [b]",
		"[a [b] c](https://d.example)":              "<ld.example>a [b] c</l>",
		"[a [b](https://d.example) c](https://e.f)": "[a <ld.example>b</l> c](https://e.f)",
		"[a](javascript:alert(1)) [b](/c) [d](e f)": "[a](javascript:alert(1)) [b](/c) [d](e f)",
		"[ ](https://d.example) [](https://e.f)":    "[ ](https://d.example) [](https://e.f)",
		"he said [sic] (twice) [1](2)":              "he said [sic] (twice) [1](2)",
		"[a](https://é.example/é)":                  "<lxn--9ca.example/%C3%A9>a</l>",
	} {
		d := Parse(markup)
		if got := tagged(&d); got != want {
			t.Errorf("%q reads as %q, want %q", markup, got, want)
		}
	}
}

func TestMarkupIsWhatPeopleWouldType(t *testing.T) {
	t.Parallel()
	for _, markup := range []string{
		"a **b** *c*, ***d***.",
		"**a *b***, ***a** b*",
		"中文**粗体**中文。",
		"un{**believ**}able",
		"**[a](https://d.example/x_(y))**, [**b** c](mailto:d@e.example)",
		"2 * 3 * 4 = 2*3*4, sh*t, f*ck and Price* [sic] (twice) {a} C:\\dir",
		"# **a\\\nb**\n\n- *c\n\\- d*",
		`\*Terms* apply [a\](b) [c\](https://d.example/)`,
		"**“a”** b{*”c”*}d",
	} {
		d := Parse(markup)
		if got := d.Markup(); got != markup {
			t.Errorf("%q (%s) is written %q", markup, tagged(&d), got)
		}
	}
}
