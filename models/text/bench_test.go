package text

import (
	"strings"
	"testing"
)

const passage = "The two presidents met on 28 January in St. Petersburg. “It turns 25 this year,” he said; the U.S. had no comment. Trade grew by 3.5 percent. "

// article is about so many words long, in paragraphs of a hundred.
func article(words int) []Part {
	paragraph := Part{Kind: Paragraph, Text: strings.Repeat(passage, 4)}
	parts := make([]Part, words/Words(paragraph.Text)+1)
	for i := range parts {
		parts[i] = paragraph
	}
	return parts
}

func BenchmarkBuild50000Words(b *testing.B) {
	parts := article(50_000)
	for b.Loop() {
		Build(parts)
	}
}

func BenchmarkBuildOneBlockOf200000Words(b *testing.B) {
	parts := []Part{{Text: strings.Repeat(passage, 200_000/Words(passage))}}
	for b.Loop() {
		Build(parts)
	}
}

func BenchmarkRestore50000Words(b *testing.B) {
	d := Build(article(50_000))
	for b.Loop() {
		Restore(d.Text, d.Blocks, d.Sentences, d.Marks)
	}
}

func BenchmarkSlice(b *testing.B) {
	d := Build(article(50_000))
	s := Span{d.Len() / 2, d.Len()/2 + 80}
	for b.Loop() {
		d.Slice(s)
	}
}

func BenchmarkSnap(b *testing.B) {
	d := Build(article(50_000))
	s := Span{d.Len() / 2, d.Len()/2 + 80}
	for b.Loop() {
		d.Snap(s)
	}
}

func BenchmarkDiff300Words(b *testing.B) {
	before := strings.Repeat(passage, 300/Words(passage))
	after := strings.ReplaceAll(strings.ReplaceAll(before, "28", "29"), "no comment", "something to say")
	for b.Loop() {
		Diff(before, after)
	}
}
