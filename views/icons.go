package views

import (
	_ "embed"
	"html/template"
)

// sprite holds every icon and pattern once; a page carries it at its start.
//
//go:embed icons.svg
var sprite string

// icon draws an icon of the sprite. It says nothing by itself: words beside it do.
func icon(name string) template.HTML {
	return template.HTML(`<svg class="ic" width="16" height="16" aria-hidden="true"><use href="#` + name + `"/></svg>`)
}
