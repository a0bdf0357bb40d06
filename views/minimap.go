package views

import (
	"html/template"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/text"
)

// The minimap, in its own units.
const (
	mapHeight     = 640.0 // at most
	mapPitch      = 8.0   // from line to line, at most
	mapLine       = 60    // code points a line of it stands for
	mapBlocksLine = 400   // with more blocks than this, lines give way to strips
)

// minimap is the shape of a whole article: its lines, and beside them where its
// claims are.
type minimap struct {
	strings.Builder
	ws     *models.Workspace
	chosen int64
	tops   []float64 // of each block, and the end of the last
	pitch  float64
}

// Minimap draws the shape of the article.
func Minimap(ws *models.Workspace, chosen int64) template.HTML {
	m := &minimap{ws: ws, chosen: chosen}
	m.layOut()
	height := number(m.tops[len(m.tops)-1])
	m.add(`<svg class="map" viewBox="-1 0 46 `, height, `" width="46" height="`, height, `" aria-hidden="true" preserveAspectRatio="none">`)
	m.lines()
	m.claims()
	m.add(`<rect class="mm-v" id="mm-view" x="-1" y="0" width="46" height="0" rx="3"/></svg>`)
	return template.HTML(m.String())
}

// layOut finds the top of every block.
func (m *minimap) layOut() {
	total := 0
	for _, b := range m.ws.Document.Blocks {
		total += linesOf(b) + 1
	}
	m.pitch = min(mapPitch, mapHeight/float64(max(total, 1)))
	y := 0.0
	for _, b := range m.ws.Document.Blocks {
		m.tops = append(m.tops, y)
		y += m.pitch * float64(linesOf(b)+1)
	}
	m.tops = append(m.tops, y)
}

func linesOf(b text.Block) int { return (b.Len() + mapLine - 1) / mapLine }

// lines draws the text: line by line, or one strip a block where there is no
// room, and where there is least room one strip for several blocks.
func (m *minimap) lines() {
	blocks := m.ws.Document.Blocks
	if len(blocks) > mapBlocksLine || m.pitch < 3 {
		m.strips()
		return
	}
	for i, b := range blocks {
		n := linesOf(b)
		for l := range n {
			class, width := "mm-t", 22
			if b.Kind == text.Heading {
				class, width = "mm-h", 14
			} else if l == n-1 {
				width = max(4, 22*(b.Len()-l*mapLine)/mapLine)
			}
			m.rect(class, 0, m.tops[i]+float64(l)*m.pitch, float64(width), 2.2)
		}
	}
}

func (m *minimap) strips() {
	from := m.tops[0]
	for i := range m.ws.Document.Blocks {
		if end := m.tops[i+1] - m.pitch; end-from >= 3 {
			m.rect("mm-t", 0, from, 22, end-from-1)
			from = m.tops[i+1]
		}
	}
}

// claims draws a piece for each place of each claim, beside one another where
// they overlap; pieces that would cover one another wholly are drawn once.
func (m *minimap) claims() {
	type spot struct{ column, y int }
	seen := map[spot]bool{}
	ends := [2]float64{-1, -1}
	for i := range m.ws.Claims {
		c := &m.ws.Claims[i]
		if !drawn(c, m.chosen) {
			continue
		}
		for _, p := range placesOf(c) {
			y, h := m.at(p.StartCP), max(3, m.at(p.EndCP)-m.at(p.StartCP))
			column := 0
			if y < ends[0] && y >= ends[1] {
				column = 1
			}
			if at := (spot{column, int(y / 3)}); !seen[at] || c.ID == m.chosen {
				seen[at] = true
				ends[column] = y + h
				m.rect(m.class(c), 28+8*float64(column), y, 7, h)
			}
		}
	}
}

func (m *minimap) class(c *models.ClaimLine) string {
	if c.ID == m.chosen {
		return "f-" + string(c.Look) + " on"
	}
	return "f-" + string(c.Look)
}

// at is how far down a code point lies.
func (m *minimap) at(cp int) float64 {
	i := m.ws.Document.BlockAt(cp)
	if i < 0 {
		i = max(0, m.ws.Document.BlockAt(cp-1))
	}
	b := m.ws.Document.Blocks[i]
	share := float64(cp-b.Start) / float64(max(1, b.Len()))
	return m.tops[i] + share*m.pitch*float64(linesOf(b))
}

func (m *minimap) rect(class string, x, y, w, h float64) {
	m.add(`<rect class="`, class, `" x="`, number(x), `" y="`, number(y), `" width="`, number(w), `" height="`, number(h), `" rx="1"/>`)
}

func (m *minimap) add(parts ...string) {
	for _, p := range parts {
		m.WriteString(p)
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
