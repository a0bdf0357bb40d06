package message_test

import (
	"testing"

	"pgregory.net/rapid"

	"stet/models/message"
)

// told is a message that a rapid test draws, which nests others a few deep.
func told(t *rapid.T, deep int) message.Message {
	m := message.New(message.Key(rapid.SampledFrom([]string{"", "%v", "%v of %v", `{"key":`, `{"key":"a"}`, "100 %"}).Draw(t, "key")))
	for range rapid.IntRange(0, 2).Draw(t, "values") {
		kinds := []any{rapid.String().Draw(t, "words"), rapid.Int().Draw(t, "number"), message.Key("Today")}
		if deep > 0 {
			kinds = append(kinds, told(t, deep-1))
		}
		m.Args = append(m.Args, rapid.SampledFrom(kinds).Draw(t, "value"))
	}
	return m
}

func TestAMessageIsSaidInEveryLanguageAsBeforeItWasKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := told(t, 2)
		column, err := m.Value()
		if err != nil {
			t.Fatal(err)
		}
		for _, column := range []any{column, []byte(column.(string))} {
			var got message.Message
			if err := got.Scan(column); err != nil {
				t.Fatalf("%q: %v", column, err)
			}
			for _, l := range message.Languages {
				if is, was := l.Tell(got), l.Tell(m); is != was {
					t.Errorf("%q is %q in %s, was %q", column, is, l, was)
				}
			}
		}
	})
}

func TestAMessageWithAnotherValueIsKeptInEnglish(t *testing.T) {
	t.Parallel()
	column, err := message.New("%.1f MB", 1.5).Value()
	if err != nil {
		t.Fatal(err)
	}
	var got message.Message
	if err := got.Scan(column); err != nil || got.String() != "1.5 MB" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestASentenceWithoutValuesIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	if column, err := message.New("It was stopped before its end.").Value(); err != nil || column != "It was stopped before its end." {
		t.Errorf("%q, %v", column, err)
	}
	var none message.Message
	if err := none.Scan(nil); err != nil || !none.IsZero() {
		t.Errorf("%q, %v", none, err)
	}
}
