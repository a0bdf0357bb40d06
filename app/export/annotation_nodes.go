package export

import (
	"encoding/json"
	"slices"
)

// The types below read Web Annotations of any program: JSON-LD lets one value
// stand alone or in a list, and an address stand for an object. No type holds
// itself: reading costs a pass for each level, and the levels are few.

// fileNode is a collection, a page or an annotation.
type fileNode struct {
	Type  oneOrMore[string]   `json:"type"`
	Total int                 `json:"total"`
	First oneOrMore[pageNode] `json:"first"`
	Items []annotationNode    `json:"items"`
	self  annotationNode      // when it is an annotation
}

type pageNode struct {
	ID    string           `json:"id"`
	Items []annotationNode `json:"items"`
}

type annotationNode struct {
	ID        string                  `json:"id"`
	Type      oneOrMore[string]       `json:"type"`
	BodyValue string                  `json:"bodyValue"`
	Body      oneOrMore[resourceNode] `json:"body"`
	Target    oneOrMore[resourceNode] `json:"target"`
}

// resourceNode is a body or a target.
type resourceNode struct {
	ID       string                  `json:"id"`
	Value    string                  `json:"value"`
	Purpose  oneOrMore[string]       `json:"purpose"`
	Source   *sourceNode             `json:"source"`
	Selector oneOrMore[selectorNode] `json:"selector"`
	State    oneOrMore[stateNode]    `json:"state"`
}

type sourceNode struct {
	ID string `json:"id"`
}

type selectorNode struct {
	ID     string            `json:"id"`
	Type   oneOrMore[string] `json:"type"`
	Exact  string            `json:"exact"`
	Prefix string            `json:"prefix"`
	Suffix string            `json:"suffix"`
	Start  *int              `json:"start"`
	End    *int              `json:"end"`
}

type stateNode struct {
	ID     string            `json:"id"`
	Cached oneOrMore[string] `json:"cached"`
}

// oneOrMore is a list, or one value as a list of one.
type oneOrMore[T any] []T

// UnmarshalJSON reads either.
func (o *oneOrMore[T]) UnmarshalJSON(raw []byte) error {
	switch {
	case string(raw) == "null":
		return nil
	case raw[0] == '[':
		return json.Unmarshal(raw, (*[]T)(o))
	}
	*o = make([]T, 1)
	return json.Unmarshal(raw, &(*o)[0])
}

// UnmarshalJSON reads a node, and an annotation as one.
func (n *fileNode) UnmarshalJSON(raw []byte) error {
	type plain fileNode
	err := json.Unmarshal(raw, (*plain)(n))
	if err == nil && slices.Contains(n.Type, "Annotation") {
		err = json.Unmarshal(raw, &n.self)
	}
	return err
}

// UnmarshalJSON reads a node or its address.
func (n *pageNode) UnmarshalJSON(raw []byte) error {
	type plain pageNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

// UnmarshalJSON reads a node or its address.
func (n *annotationNode) UnmarshalJSON(raw []byte) error {
	type plain annotationNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

// UnmarshalJSON reads a node or its address.
func (n *resourceNode) UnmarshalJSON(raw []byte) error {
	type plain resourceNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

// UnmarshalJSON reads a node or its address.
func (n *sourceNode) UnmarshalJSON(raw []byte) error {
	type plain sourceNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

// UnmarshalJSON reads a node or its address.
func (n *selectorNode) UnmarshalJSON(raw []byte) error {
	type plain selectorNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

// UnmarshalJSON reads a node or its address.
func (n *stateNode) UnmarshalJSON(raw []byte) error {
	type plain stateNode
	return addressOr(raw, &n.ID, (*plain)(n))
}

func addressOr(raw []byte, address *string, object any) error {
	if raw[0] == '"' {
		return json.Unmarshal(raw, address)
	}
	return json.Unmarshal(raw, object)
}
