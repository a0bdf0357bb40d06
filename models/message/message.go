// Package message says things to people in their own language. A sentence is
// written once, in English, where it belongs; that text is its key in the
// catalogues of the other languages. The package is pure: no database, no clock.
package message

// Key is an English sentence or word for people, written as fmt.Sprintf takes
// it. Every constant of this type in the program stands in every catalogue; a
// test compares them.
//
// English has a catalogue as well, for keys that want a plural form ("%d claims")
// and for words that mean two things, which carry their sense in front
// ("act: Open").
type Key string

// Message is a Key with the values that stand in it, to be said once it is known
// to whom. A value that is a Key or a Message is said in the same language.
type Message struct {
	Key  Key
	Args []any
}

// New is the message of a key with its values.
func New(key Key, args ...any) Message { return Message{key, args} }

// Plain is a message of words that are in no catalogue: a name, or what a program
// says to whoever runs it.
func Plain(words string) Message { return Message{Key: Key(words)} }

// Join is words, or messages, one after the other with a mark between them, which
// a catalogue may write in its own way; none of none.
func Join[T string | Message](between Key, all []T) Message {
	var m Message
	for i, next := range all {
		if i == 0 {
			m = New("%s", next)
		} else {
			m = New("%s%s%s", m, between, next)
		}
	}
	return m
}

// String is the message in English, for logs and tests.
func (m Message) String() string { return English.Tell(m) }

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Key == "" }
