package export

import "stet/models/text"

// outline gives every heading its depth under the title (from 2) and every list
// item its depth in its list (from 1), so that no depth is left out on the way
// down: neither a screen reader nor Markdown copes with a gap. Other blocks
// have depth 0.
func outline(blocks []text.Block) []int {
	depths := make([]int, len(blocks))
	heading, item := 1, 0
	for i, b := range blocks {
		switch b.Kind {
		case text.Heading:
			heading = min(max(b.Level, 1)+1, heading+1, 6)
			depths[i], item = heading, 0
		case text.ListItem:
			item = min(max(b.Level, 1), item+1)
			depths[i] = item
		default:
			item = 0
		}
	}
	return depths
}
