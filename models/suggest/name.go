package suggest

// markNames marks runs of words with a capital. One that only begins the
// sentence says nothing, nor does a single one in German, where every noun has
// a capital.
func (r *reading) markNames() {
	for i := 0; i < len(r.words); {
		end := r.nameFrom(i)
		if end > i+1 || end > i && i > 0 && r.lexicon.lang != "de" {
			r.mark(name, i, end)
		}
		i = max(end, i+1)
	}
}

// nameFrom is the end of the name that begins at index i, or i.
func (r *reading) nameFrom(i int) int {
	end := i
	for end < len(r.words) && r.proper(end) {
		end++
		if r.adjacent(end-1) && r.words[end].norm == "-" {
			end++
		}
	}
	if end > i && r.words[end-1].class == symbol {
		end--
	}
	return end
}

// proper reports whether the word at i looks like a part of a name.
func (r *reading) proper(i int) bool {
	w := r.words[i]
	return w.class == letters && w.capital && !r.lexicon.is(w, function) && !r.lexicon.is(w, weekday) && !r.lexicon.is(w, month)
}

// markOffices marks titles that stand beside a name, with the name: "Russian
// President Vladimir Putin", "the president of Belarus". In a script without
// capitals a title is enough.
func (r *reading) markOffices() {
	for _, m := range r.marks {
		if m.signal != title {
			continue
		}
		from, to := m.from, m.to
		for from > 0 && r.proper(from-1) {
			from--
		}
		for next := r.nextProper(to); next > to; next = r.nextProper(to) {
			to = next
		}
		if to-from > m.to-m.from || r.lexicon.lang == "ar" {
			r.mark(office, from, to)
		}
	}
}

// nextProper is the index behind the name that follows at i, perhaps after
// "of" and "the"; i when none does.
func (r *reading) nextProper(i int) int {
	const joining = 2 // words between a title and its place: "of the", "der"
	for skipped := 0; skipped <= joining && i+skipped < len(r.words); skipped++ {
		at := i + skipped
		if r.proper(at) {
			return at + 1
		}
		if r.words[at].class != letters || !r.lexicon.is(r.words[at], function) {
			break
		}
	}
	return i
}
