package message

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
)

// opening begins a message that is kept as JSON.
const opening = `{"key":`

// kept is the JSON of a message.
type kept struct {
	Key  Key   `json:"key"`
	Args []any `json:"args,omitempty"`
}

// Value is the message for a column of the database: its sentence alone, or JSON
// where values stand in it.
func (m Message) Value() (driver.Value, error) {
	if len(m.Args) == 0 && !strings.HasPrefix(string(m.Key), opening) {
		return string(m.Key), nil
	}
	data, err := json.Marshal(m)
	return string(data), err
}

// Scan reads what Value wrote.
func (m *Message) Scan(column any) error {
	*m = Message{}
	switch c := column.(type) {
	case nil:
	case []byte:
		return m.Scan(string(c))
	case string:
		if strings.HasPrefix(c, opening) {
			return json.Unmarshal([]byte(c), m)
		}
		m.Key = Key(c)
	default:
		return fmt.Errorf("a message cannot be read from a %T", column)
	}
	return nil
}

// MarshalJSON writes the key and the values: words, whole numbers, and further
// messages. With a value of another kind it is the English sentence.
func (m Message) MarshalJSON() ([]byte, error) {
	k := kept{Key: m.Key}
	for _, a := range m.Args {
		switch v := a.(type) {
		case string, int, int64, Message:
		case Key:
			a = New(v)
		default:
			return json.Marshal(Plain(m.String()))
		}
		k.Args = append(k.Args, a)
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Message) UnmarshalJSON(data []byte) error {
	var k struct {
		Key  Key
		Args []json.RawMessage
	}
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*m = New(k.Key)
	for _, raw := range k.Args {
		a, err := arg(raw)
		if err != nil {
			return err
		}
		m.Args = append(m.Args, a)
	}
	return nil
}

// arg reads one value.
func arg(raw []byte) (any, error) {
	var inner Message
	var words string
	var number int
	switch raw[0] {
	case '{':
		err := json.Unmarshal(raw, &inner)
		return inner, err
	case '"':
		err := json.Unmarshal(raw, &words)
		return words, err
	}
	err := json.Unmarshal(raw, &number)
	return number, err
}
