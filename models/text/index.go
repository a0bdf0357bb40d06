package text

import (
	"sort"
	"unicode/utf8"
)

// stride is the number of code points between two checkpoints of an index.
const stride = 64

// index turns code points into bytes and back without a walk over the text: it
// keeps the byte offset of every stride-th code point.
type index struct {
	checkpoints []int
	length      int // code points
}

func newIndex(text string) index {
	x := index{checkpoints: make([]int, 0, len(text)/stride+1)}
	for offset := range text {
		if x.length%stride == 0 {
			x.checkpoints = append(x.checkpoints, offset)
		}
		x.length++
	}
	return x
}

// byteOf is the byte offset of the code point cp in the indexed text.
func (x index) byteOf(text string, cp int) int {
	if cp <= 0 {
		return 0
	}
	if cp >= x.length {
		return len(text)
	}
	stretch := cp / stride
	offset := x.checkpoints[stretch]
	if stretch+1 < len(x.checkpoints) && x.checkpoints[stretch+1]-offset == stride {
		return offset + cp%stride // one byte each
	}
	for range cp % stride {
		_, size := utf8.DecodeRuneInString(text[offset:])
		offset += size
	}
	return offset
}

// pointOf is the code point that starts at the byte offset, the inverse of
// byteOf.
func (x index) pointOf(text string, offset int) int {
	stretch := sort.SearchInts(x.checkpoints, offset+1) - 1
	if stretch < 0 {
		return 0
	}
	return stretch*stride + utf8.RuneCountInString(text[x.checkpoints[stretch]:offset])
}
