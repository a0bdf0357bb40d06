package figure

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/message"
)

// Formulas are bounded: in bytes, in how deep brackets may stand, and in how
// large, in bits, a number may become on the way.
const (
	MaxFormula = 500
	maxDepth   = 40
	maxBits    = 4096
)

// SyntaxError says, as a sentence, what is wrong with a formula.
type SyntaxError struct{ Sentence message.Message }

func (e *SyntaxError) Error() string { return e.Sentence.String() }

func wrong(sentence message.Key, args ...any) error {
	return &SyntaxError{message.New(sentence, args...)}
}

// Formula is a calculation that was read.
type Formula struct {
	names []string
	unit  Unit // that the outermost function gives; "" for none
	value node
}

// node works out a part of a formula from its inputs.
type node func(inputs map[string]*big.Rat) (*big.Rat, error)

// Names lists the inputs that the formula asks for, in its order.
func (f Formula) Names() []string { return f.names }

// Parse reads a formula: + − × ÷, brackets, "5%", names of inputs, and
// functions such as change(old, new). Numbers in it have a decimal point.
func Parse(s string) (Formula, error) {
	if len(s) > MaxFormula {
		return Formula{}, wrong("The formula is too long. Keep it under %d characters.", MaxFormula)
	}
	p := parser{left: s}
	value, err := p.sum(0)
	if err == nil && p.peek() != 0 {
		err = wrong("The formula goes on where it should end: “%s”.", p.left)
	}
	return Formula{names: p.names, unit: p.unit, value: value}, err
}

// Value works the formula out. Arithmetic is exact: a third is a third.
func (f Formula) Value(inputs map[string]*big.Rat) (*big.Rat, error) {
	return f.value(inputs)
}

// parser reads a formula from left to right.
type parser struct {
	left  string
	names []string
	unit  Unit
}

// peek is the next sign, 0 at the end.
func (p *parser) peek() rune {
	p.left = strings.TrimLeftFunc(p.left, unicode.IsSpace)
	r, size := utf8.DecodeRuneInString(p.left)
	if size == 0 {
		return 0
	}
	return r
}

func (p *parser) skip() { p.left = p.left[len(string(p.peek())):] }

// took takes the next sign if it is one of those given.
func (p *parser) took(signs string) rune {
	if r := p.peek(); r != 0 && r != utf8.RuneError && strings.ContainsRune(signs, r) {
		p.skip()
		return r
	}
	return 0
}

func (p *parser) sum(depth int) (node, error) { return p.chain(depth, "+-−–", (*parser).product) }

func (p *parser) product(depth int) (node, error) {
	return p.chain(depth, "*×·/÷:", (*parser).factor)
}

// chain reads operands with operators of one rank between them.
func (p *parser) chain(depth int, signs string, operand func(*parser, int) (node, error)) (node, error) {
	left, err := operand(p, depth)
	for err == nil {
		sign := p.took(signs)
		if sign == 0 {
			return left, nil
		}
		var right node
		if right, err = operand(p, depth); err == nil {
			left = combined(sign, left, right)
			p.unit = "" // of a part alone
		}
	}
	return nil, err
}

func combined(sign rune, a, b node) node {
	return func(inputs map[string]*big.Rat) (*big.Rat, error) {
		x, err := a(inputs)
		if err != nil {
			return nil, err
		}
		y, err := b(inputs)
		if err != nil {
			return nil, err
		}
		return bounded(operate(sign, x, y))
	}
}

func operate(sign rune, x, y *big.Rat) (*big.Rat, error) {
	switch sign {
	case '+':
		return new(big.Rat).Add(x, y), nil
	case '*', '×', '·':
		return new(big.Rat).Mul(x, y), nil
	case '/', '÷', ':':
		return quotient(x, y)
	}
	return new(big.Rat).Sub(x, y), nil
}

func bounded(n *big.Rat, err error) (*big.Rat, error) {
	if err == nil && (n.Num().BitLen() > maxBits || n.Denom().BitLen() > maxBits) {
		return nil, wrong("The numbers of this formula become too long.")
	}
	return n, err
}

// factor reads a number, an input, a function or brackets, with its signs.
func (p *parser) factor(depth int) (node, error) {
	if depth > maxDepth {
		return nil, wrong("The formula has too many brackets inside one another.")
	}
	var value node
	var err error
	switch r := p.peek(); {
	case p.took("-−–") != 0:
		inner, err := p.factor(depth + 1)
		return combined('-', constant(new(big.Rat)), inner), err
	case p.took("(") != 0:
		if value, err = p.sum(depth + 1); err == nil && p.took(")") == 0 {
			err = wrong("A bracket is not closed.")
		}
	case r >= '0' && r <= '9':
		value, err = p.number()
	case r == '_' || unicode.IsLetter(r):
		value, err = p.named(depth)
	case r == 0:
		err = wrong("The formula ends too early.")
	default:
		err = wrong("The formula cannot be read from “%s” on.", p.left)
	}
	for err == nil && p.took("%") != 0 {
		value = combined('/', value, constant(big.NewRat(100, 1)))
	}
	return value, err
}

func constant(n *big.Rat) node {
	return func(map[string]*big.Rat) (*big.Rat, error) { return n, nil }
}

func (p *parser) number() (node, error) {
	end := strings.IndexFunc(p.left, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(p.left)
	}
	n, ok := new(big.Rat).SetString(p.left[:end])
	if !ok {
		return nil, wrong("“%s” is no number. Write it with a decimal point and without signs between the thousands.", p.left[:end])
	}
	p.left = p.left[end:]
	p.unit = ""
	return constant(n), nil
}

// named reads a function with its arguments, or an input.
func (p *parser) named(depth int) (node, error) {
	end := strings.IndexFunc(p.left, func(r rune) bool { return !inName(r) })
	if end < 0 {
		end = len(p.left)
	}
	name := strings.ToLower(p.left[:end])
	p.left = p.left[end:]
	f, known := functions[name]
	if p.took("(") == 0 {
		if known {
			return nil, wrong("“%s” wants its numbers in brackets behind it.", name)
		}
		if !slices.Contains(p.names, name) {
			p.names = append(p.names, name)
		}
		p.unit = ""
		return input(name), nil
	}
	if !known {
		return nil, wrong("There is no function “%s”. There are %s.", name, strings.Join(Functions(), ", "))
	}
	return p.arguments(name, f, depth)
}

func inName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// NameFits reports whether an input may have the name.
func NameFits(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	_, taken := functions[strings.ToLower(name)]
	return name != "" && len(name) <= 60 && !taken && (first == '_' || unicode.IsLetter(first)) && !strings.ContainsFunc(name, func(r rune) bool { return !inName(r) })
}

func input(name string) node {
	return func(inputs map[string]*big.Rat) (*big.Rat, error) {
		if n := inputs[name]; n != nil {
			return n, nil
		}
		return nil, wrong("The formula asks for “%s”, which is not among the inputs.", name)
	}
}

func (p *parser) arguments(name string, f function, depth int) (node, error) {
	var args []node
	for {
		a, err := p.sum(depth + 1)
		if err != nil {
			return nil, err
		}
		args = append(args, a)
		if p.took(",;") == 0 {
			break
		}
	}
	if p.took(")") == 0 {
		return nil, wrong("A bracket is not closed.")
	}
	if len(args) < f.least || len(args) > f.most {
		return nil, wrong("“%s” wants %d numbers, separated by commas.", name, f.least)
	}
	p.unit = f.unit
	return func(inputs map[string]*big.Rat) (*big.Rat, error) {
		values := make([]*big.Rat, len(args))
		for i, a := range args {
			var err error
			if values[i], err = a(inputs); err != nil {
				return nil, err
			}
		}
		return bounded(f.do(values))
	}, nil
}
