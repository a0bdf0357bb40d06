package capture

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
)

// Error says to the person who asked for a page why it is not there, in whole
// sentences. What a server said is not among them. It is the only kind of error
// that Fetch returns.
type Error struct {
	Reason string
	cause  error
}

// Error returns the reason.
func (e *Error) Error() string { return e.Reason }

// Unwrap returns what broke; nil where a rule refused.
func (e *Error) Unwrap() error { return e.cause }

func refuse(format string, args ...any) *Error { return &Error{Reason: fmt.Sprintf(format, args...)} }

// because is a refusal that something broken is behind.
func because(cause error, reason string) *Error { return &Error{Reason: reason, cause: cause} }

const tooSlow = "The site took too long to answer. Try again later, or save the page in your browser and choose the file."

// broke says what went wrong on the way, unless that is said already.
func broke(ctx context.Context, err error, reason string) error {
	var said *Error
	var network net.Error
	switch {
	case errors.As(err, &said):
		return said
	case errors.Is(ctx.Err(), context.Canceled):
		return because(ctx.Err(), "The fetching was stopped.")
	case ctx.Err() != nil, errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return because(err, tooSlow)
	}
	return because(err, reason)
}
