package intake

import (
	"fmt"
	"regexp"
	"slices"
)

// inOrder are the lines of a page as they are read. Where most lines have the
// next one beside them, a program drew the columns across, and they are read
// one after the other instead.
func inOrder(lines []pdfLine) []pdfLine {
	beside, long := 0, 0
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if d := a.base - b.base; d < 0.5*a.size && d > -0.5*a.size {
			beside++
		}
	}
	for _, l := range lines {
		if len(l.text) > 20 {
			long++
		}
	}
	if beside*4 < len(lines) || long*3 < len(lines)*2 {
		return lines
	}
	return byColumns(lines, 0)
}

// maxCuts bounds how deep a page is cut.
const maxCuts = 30

// byColumns cuts a page where a blank goes all the way down, or else where one
// goes all the way across, and so on with the pieces (the recursive X-Y cut).
func byColumns(lines []pdfLine, depth int) []pdfLine {
	if len(lines) < 2 || depth > maxCuts {
		return lines
	}
	a, b := parted(lines, func(l pdfLine) (float64, float64) { return l.left, l.right }, 0.6)
	if b != nil {
		if lines[0].rightToLeft {
			a, b = b, a
		}
		return slices.Concat(byColumns(a, depth+1), byColumns(b, depth+1))
	}
	if a, b = parted(lines, func(l pdfLine) (float64, float64) { return -l.base - l.size, -l.base }, 0); b != nil {
		return slices.Concat(byColumns(a, depth+1), byColumns(b, depth+1))
	}
	return lines
}

// parted parts lines at the widest blank along one axis, which is at least so many
// times the size of the letters wide; b is nil where there is none.
func parted(lines []pdfLine, extent func(pdfLine) (from, to float64), sizes float64) (a, b []pdfLine) {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(x, y pdfLine) int {
		fx, _ := extent(x)
		fy, _ := extent(y)
		switch {
		case fx < fy:
			return -1
		case fx > fy:
			return 1
		}
		return 0
	})
	_, reach := extent(sorted[0])
	at, widest := 0, sizes*sorted[0].size
	for i := 1; i < len(sorted); i++ {
		from, to := extent(sorted[i])
		if from-reach > widest {
			at, widest = i, from-reach
		}
		reach = max(reach, to)
	}
	if at == 0 {
		return nil, nil
	}
	return sorted[:at], sorted[at:]
}

var (
	digits     = regexp.MustCompile(`\d+`)
	pageNumber = regexp.MustCompile(`^[^\p{L}\d]*(\p{L}+[^\p{L}\d]+)?\d{1,4}([^\p{L}\d]+(\p{L}+[^\p{L}\d]+)?\d{1,4})?[^\p{L}\d]*$`)
)

// mostFurniture is how many lines at either end of a page may belong to it.
const mostFurniture = 3

// withoutFurniture takes the lines at the head and the foot of the pages out
// that come back on at least half of them, but for their numbers, and a number
// that stands alone there. It says how many it took.
func withoutFurniture(pages [][]pdfLine) (left int) {
	seen := map[string]int{}
	for _, lines := range pages {
		for _, i := range ends(lines) {
			seen[furnitureKey(lines[i])]++
		}
	}
	for p, lines := range pages {
		out := map[int]bool{}
		for _, i := range ends(lines) {
			often := seen[furnitureKey(lines[i])]
			out[i] = often > 1 && often*2 >= len(pages) || len(pages) == 1 && len(lines) > 3 && pageNumber.MatchString(lines[i].text)
		}
		var kept []pdfLine
		for i, l := range lines {
			if out[i] {
				left++
				continue
			}
			kept = append(kept, l)
		}
		pages[p] = kept
	}
	return left
}

// furnitureKey is a line with its numbers left out, and how high it stands.
func furnitureKey(l pdfLine) string {
	return fmt.Sprintf("%.0f %s", l.base, digits.ReplaceAllString(l.text, "#"))
}

// ends are the indexes of the highest and the lowest lines of a page.
func ends(lines []pdfLine) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch d := lines[b].base - lines[a].base; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	if len(order) <= 2*mostFurniture {
		return order
	}
	return slices.Concat(order[:mostFurniture], order[len(order)-mostFurniture:])
}
