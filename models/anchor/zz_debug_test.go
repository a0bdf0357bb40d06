package anchor

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/models/text"
)

func TestZZ(t *testing.T) {
	for _, id := range strings.Fields(os.Getenv("ZZ")) {
		parts := strings.SplitN(id, ":", 2)
		for _, f := range []string{"iterater_human", "synthetic_edits", "git_cheatsheets"} {
			fh, _ := os.Open("/work/shared/data/revisions/dev/" + f + ".jsonl")
			sc := bufio.NewScanner(fh)
			sc.Buffer(nil, 16<<20)
			for sc.Scan() {
				var r struct{ ID, Before, After string }
				json.Unmarshal(sc.Bytes(), &r)
				if r.ID != parts[0] {
					continue
				}
				a := text.Build([]text.Part{{Text: r.Before}})
				b := text.Build([]text.Part{{Text: r.After}})
				al := align(&a, &b)
				l := al.a.sentences
				for i := range l.units() {
					s := al.a.text(l.starts[i], l.starts[i+1])
					if strings.Contains(s, strings.ReplaceAll(parts[1], "_", " ")) {
						fmt.Println("A sentence:", s, "open", al.openWeight(l.starts[i], l.starts[i+1]), "of", al.weight(l.starts[i], l.starts[i+1]))
						for k := l.starts[i]; k < l.starts[i+1]; k++ {
							fmt.Printf("%s>", al.a.raw(k))
							if m := al.a.match[k]; m >= 0 {
								fmt.Printf("%s@%d ", al.b.raw(int(m)), m)
							} else {
								fmt.Print("- ")
							}
						}
						fmt.Println()
						for _, open := range []bool{true, false} {
							for _, f := range al.fits(l.starts[i], l.starts[i+1], open) {
								fmt.Println("  fit", open, f.score, b.Slice(f.span))
							}
						}
						fmt.Println("  occ", al.occurrences(l.starts[i], l.starts[i+1]), al.openOccurrences(l.starts[i], l.starts[i+1]))
					}
				}
			}
		}
	}
}
