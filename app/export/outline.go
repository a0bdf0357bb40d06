package export

import (
	"strings"

	"stet/models"
	"stet/models/text"
)

// headline is 1 where the text brings the title along as its first block, which
// then stands for the title and is not printed twice; otherwise 0.
func headline(c *models.Checked) int {
	if len(c.Blocks) == 0 || c.Blocks[0].Kind != text.Heading && c.Blocks[0].Kind != text.Paragraph {
		return 0
	}
	doc := text.Restore(c.Text, c.Blocks, c.Sentences, nil)
	if strings.TrimSpace(c.Article.Title) != "" && sameName(doc.Slice(c.Blocks[0].Span), c.Article.Title) {
		return 1
	}
	return 0
}

// outline gives every heading its depth under the title (from 2) and every list
// item its depth in its list (from 1), so that no depth is left out on the way
// down: neither a screen reader nor Markdown copes with a gap. Other blocks
// have depth 0, and so has the headline.
func outline(c *models.Checked) []int {
	depths := make([]int, len(c.Blocks))
	heading, item := 1, 0
	for i := headline(c); i < len(c.Blocks); i++ {
		switch b := c.Blocks[i]; b.Kind {
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
