package main_test

import (
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hands are how somebody acts on a page. A target is a CSS selector, and may go
// on with " | " and words that the element shows; of several the first that can
// be seen is meant. " >> " leads to a target inside it.
type hands interface {
	press(b *tab, target string)
	into(b *tab, field string)      // puts the caret into a field
	selects(b *tab, words string)   // in the text of the workspace
	chooses(b *tab, words string)   // the claim on the words
	does(b *tab, key, words string) // what a key does with the selected words
}

// finder is the element of a target.
const finder = `((target) => target.split(' >> ').reduce((root, part) => {
	const [selector, words = ''] = part.split(' | '), seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length;
	return root && [...root.querySelectorAll(selector)].find(e => seen(e) && e.innerText.replace(/\s+/g, ' ').includes(words));
}, document))(%s)`

// shows waits until the element of a target can be seen.
func (b *tab) shows(target string) {
	b.t.Helper()
	b.until(target+" is there", finder, target)
}

// hides waits until no element of a target can be seen.
func (b *tab) hides(target string) {
	b.t.Helper()
	b.until(target+" is gone", "!"+finder, target)
}

// keys presses keys, one after the other.
func (b *tab) keys(keys string, with ...chromedp.Modifier) {
	b.t.Helper()
	for _, k := range keys {
		b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(string(k), chromedp.KeyModifiers(with...))))
	}
}

// writes replaces what is in a field.
func (b *tab) writes(by hands, field, words string) {
	b.t.Helper()
	by.into(b, field)
	b.keys("a", chromedp.ModifierCtrl)
	called(b, input.InsertText, input.InsertTextParams{Text: words})
}

// picks chooses an option of a list by its value, with the keys that work on a
// list that has the focus.
func (b *tab) picks(by hands, list, option string) {
	b.t.Helper()
	by.into(b, list)
	b.keys(kb.Home)
	for range value[int](b, finder+".options.length", list) {
		if value[string](b, finder+".value", list) == option {
			return
		}
		b.keys(kb.ArrowDown)
	}
	b.t.Fatalf("%s has no option %s\n%s", list, option, b.state())
}

type spot struct{ X, Y float64 }

// spotOf brings the element of a target into view and says where it is pressed.
// Something that lies over it fails the test.
func (b *tab) spotOf(target string) spot {
	b.t.Helper()
	b.shows(target)
	do(b, finder+`.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })`, target)
	at := value[spot](b, `(e => { const r = e.getClientRects()[0]; return { X: r.left + r.width / 2, Y: r.top + r.height / 2 }; })(`+finder+`)`, target)
	b.until(target+" lies on top", `((e, x, y) => { const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e) && top.matches('label, summary, a, button')); })(`+finder+`, %s, %s)`, target, at.X, at.Y)
	return at
}

// rangeOf is the range of words in the text of the workspace.
const rangeOf = `((words) => {
	const block = [...document.querySelectorAll('#text [data-b]')].find(b => b.textContent.includes(words));
	if (!block) return null;
	const point = at => {
		const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
		for (let n; (n = walker.nextNode()); at -= n.length) if (at <= n.length) return [n, at];
	};
	const from = block.textContent.indexOf(words), range = document.createRange();
	range.setStart(...point(from)); range.setEnd(...point(from + words.length));
	return range;
})(%s)`

// selected fails the test unless exactly the words are selected.
func (b *tab) selected(words string) {
	b.t.Helper()
	if got := value[string](b, `getSelection().toString()`); got != words {
		b.t.Fatalf("selected %q instead of %q\n%s", got, words, b.state())
	}
}

// mouse points, presses and drags.
type mouse struct{}

func (mouse) press(b *tab, target string) {
	b.t.Helper()
	at := b.spotOf(target)
	b.must(chromedp.Do(b.ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y)))
}

func (m mouse) into(b *tab, field string) {
	b.t.Helper()
	pointInto(b, m, field)
}

// pointInto puts the caret into a field with a pointer. A list is not pressed:
// it would open outside the page.
func pointInto(b *tab, by hands, field string) {
	b.t.Helper()
	b.shows(field)
	if value[bool](b, finder+".matches('select')", field) {
		do(b, finder+".focus()", field)
		return
	}
	by.press(b, field)
}

// selects drags from the first of the words to the last.
func (mouse) selects(b *tab, words string) {
	b.t.Helper()
	do(b, rangeOf+`.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' })`, words)
	ends := value[[]spot](b, `((all) => { const a = all[0], z = all[all.length - 1];
		return [{ X: a.left + .5, Y: a.top + a.height / 2 }, { X: z.right - .5, Y: z.top + z.height / 2 }]; })(`+rangeOf+`.getClientRects())`, words)
	b.must(chromedp.Do(b.ctx, chromedp.DragAndDropXY(ends[0].X, ends[0].Y, ends[1].X, ends[1].Y)))
	b.selected(words)
}

func (m mouse) chooses(b *tab, words string) {
	b.t.Helper()
	m.press(b, ".text mark | "+words)
}

// does presses the button beside the selected words.
func (m mouse) does(b *tab, key, _ string) {
	b.t.Helper()
	m.press(b, toolOf(key))
}

// toolOf is the button that does what a key does.
func toolOf(key string) string {
	return "#seltools [data-do=" + map[string]string{"n": "claim", "x": "skip", "p": "place"}[key] + "]"
}

// fingers tap. Words are selected as the handles of a phone do it, which lie
// outside the page.
type fingers struct{}

// press taps and waits for the click that the browser makes of it, which comes a
// little later.
func (fingers) press(b *tab, target string) {
	b.t.Helper()
	at := b.spotOf(target)
	if !b.noScript {
		do(b, `globalThis.tapping = true; addEventListener('click', () => { delete globalThis.tapping; }, { once: true, capture: true })`)
	}
	b.must(chromedp.Do(b.ctx, chromedp.TapXY(at.X, at.Y)))
	b.until("the tap is felt", `!globalThis.tapping`)
}

func (f fingers) into(b *tab, field string) {
	b.t.Helper()
	pointInto(b, f, field)
}

func (fingers) selects(b *tab, words string) {
	b.t.Helper()
	do(b, `((range) => { range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
		getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset); })(`+rangeOf+`)`, words)
	b.selected(words)
}

func (f fingers) chooses(b *tab, words string) {
	b.t.Helper()
	f.press(b, ".text mark | "+words)
}

func (f fingers) does(b *tab, key, _ string) {
	b.t.Helper()
	f.press(b, toolOf(key))
}

// keyboard has no pointer at all: it walks with Tab and uses the shortcuts.
type keyboard struct{}

// tabs is how many steps a walk may take before the element counts as one that
// cannot be reached.
const tabs = 400

func (keyboard) into(b *tab, field string) {
	b.t.Helper()
	b.shows(field)
	for range tabs {
		if value[bool](b, `document.activeElement === `+finder, field) {
			return
		}
		b.keys(kb.Tab)
	}
	b.t.Fatalf("the keyboard does not reach %s\n%s", field, b.state())
}

func (k keyboard) press(b *tab, target string) {
	b.t.Helper()
	k.into(b, target)
	if value[bool](b, `document.activeElement.matches('input')`) {
		b.keys(" ")
		return
	}
	b.keys(kb.Enter)
}

// free leaves a field, so that letters are shortcuts again.
func (keyboard) free(b *tab) {
	b.t.Helper()
	if value[bool](b, `document.activeElement.matches('input:not([type=radio], [type=checkbox]), textarea, select')`) {
		b.keys(kb.Escape)
	}
}

// selects walks to the sentence, into its words, and over them.
func (k keyboard) selects(b *tab, words string) {
	b.t.Helper()
	const side = rangeOf + `.compareBoundaryPoints(Range.START_TO_START, getSelection().getRangeAt(0))`
	k.free(b)
	b.keys("s")
	towards := kb.ArrowDown
	if value[int](b, side, words) < 0 {
		towards = kb.ArrowUp
	}
	b.walk(towards, `getSelection().toString().includes(%s)`, words)
	whole := value[string](b, `getSelection().toString()`)
	if whole == words {
		return
	}
	b.walk(kb.ArrowRight, `getSelection().toString() !== %s && `+side+` === 0`, whole, words)
	for value[string](b, `getSelection().toString()`) != words {
		if len(value[string](b, `getSelection().toString()`)) > len(words) {
			b.t.Fatalf("the keyboard cannot select %q\n%s", words, b.state())
		}
		b.keys(kb.ArrowRight, chromedp.ModifierShift)
	}
}

// walk presses a key until a condition holds.
func (b *tab) walk(key, condition string, args ...any) {
	b.t.Helper()
	for range tabs {
		if value[bool](b, condition, args...) {
			return
		}
		b.keys(key)
	}
	b.t.Fatalf("no number of key presses makes this so: %s\n%s", script(condition, args), b.state())
}

// chooses goes from claim to claim, towards the one on the words.
func (k keyboard) chooses(b *tab, words string) {
	b.t.Helper()
	const chosen = `[...document.querySelectorAll('.text mark.on')]`
	k.free(b)
	for range tabs {
		if value[bool](b, chosen+`.some(m => m.textContent.includes(%s))`, words) {
			return
		}
		towards := "j"
		if value[bool](b, `((on, range) => !!on && range.comparePoint(on, 0) > 0)(`+chosen+`[0], `+rangeOf+`)`, words) {
			towards = "k"
		}
		b.keys(towards)
		b.settles()
	}
	b.t.Fatalf("the keyboard does not reach the claim on %q\n%s", words, b.state())
}

func (keyboard) does(b *tab, key, _ string) {
	b.t.Helper()
	b.keys(key)
}

// forms are all there is without JavaScript: words are claimed by the sentence,
// from a list.
type forms struct{ mouse }

func (f forms) selects(b *tab, _ string) {
	b.t.Helper()
	f.press(b, "button | Article")
	b.leads(func() { f.press(b, ".menu a | Choose sentences") })
}

func (f forms) does(b *tab, key, words string) {
	b.t.Helper()
	button := map[string]string{"n": "Claim", "x": "Nothing to check"}[key]
	b.leads(func() { f.press(b, ".sents li | "+words+" >> button | "+button) })
}

func (f forms) chooses(b *tab, words string) {
	b.t.Helper()
	if value[bool](b, "!"+finder, ".note a[aria-current] | "+words) {
		b.leads(func() { f.press(b, ".note a | "+words) })
	}
}
