package text

import "github.com/clipperhouse/uax29/v2/sentences"

// stretch is a piece of a block, in bytes.
type stretch struct{ start, end int }

// segment splits the text of one block into sentences.
func segment(text string) []stretch {
	var found []stretch
	for s := sentences.FromString(text); s.Next(); {
		start, end := trimClusters(text, clusterStart(text, s.Start()), clusterStart(text, s.End()))
		if start < end {
			found = append(found, stretch{start, end})
		}
	}
	return found
}
