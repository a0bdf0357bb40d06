package figure

import (
	"math/big"
	"strings"
	"unicode"
)

// plainDigits writes the digits of any script as 0 to 9, and the Arabic signs as
// those of the program's own numbers.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\'':
			return '’'
		case r > unicode.MaxASCII && unicode.IsDigit(r):
			return '0' + rune(digitValue(r))
		}
		return r
	}, s)
}

// digitValue is the value of a decimal digit: those of a script follow each
// other from zero, as Unicode promises for General_Category Nd.
func digitValue(r rune) int {
	for n := range 10 {
		if zero := r - rune(n); unicode.IsDigit(zero) && !unicode.IsDigit(zero-1) {
			return n
		}
	}
	return int(r-'0') % 10
}

// split takes a number apart at its decimal sign and takes the signs between
// its groups out. It is false where neither this language nor plain sense tells
// which is which.
func (r *reader) split(s string) (whole, decimals string, ok bool) {
	if strings.ContainsAny(s, "٬٫") {
		whole, decimals, _ = strings.Cut(strings.ReplaceAll(s, "٬", ""), "٫")
		return whole, decimals, !strings.ContainsAny(whole+decimals, ".,’٫")
	}
	if grouped(s, r.group, r.decimal) {
		s = strings.ReplaceAll(s, string(r.group), "")
		whole, decimals, _ = strings.Cut(s, string(r.decimal))
		return strings.ReplaceAll(whole, "’", ""), decimals, !strings.ContainsAny(decimals, ".,’")
	}
	whole, decimals, found := strings.Cut(s, ".")
	return whole, decimals, found && !strings.ContainsAny(whole+decimals, ".,’") // 12.5 where a comma would be right
}

// grouped reports whether the signs in a number stand where those of groups do:
// three digits apart, or two and then three.
func grouped(s string, group, decimal rune) bool {
	whole, decimals, _ := strings.Cut(s, string(decimal))
	if strings.ContainsFunc(decimals, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	parts := strings.FieldsFunc(whole, func(r rune) bool { return r == group || r == '’' })
	if strings.ContainsFunc(strings.Join(parts, ""), func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	for i, p := range parts[min(1, len(parts)):] {
		last := i == len(parts)-2
		if last && len(p) != 3 || !last && len(p) != 3 && len(p) != 2 {
			return false
		}
	}
	return len(parts) > 0 && (len(parts) == 1 || len(parts[0]) <= 3)
}

// grain is the weight of the last digit that counts: trailing zeros of a whole
// number do not, beyond its first two digits.
func grain(whole, decimals string) *big.Rat {
	if decimals != "" {
		return power(-len(decimals))
	}
	zeros := len(whole) - len(strings.TrimRight(whole, "0"))
	return power(max(0, min(zeros, len(whole)-2)))
}
