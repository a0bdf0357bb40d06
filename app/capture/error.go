package capture

import (
	"context"
	"errors"
	"net"
	"os"

	"stet/models/message"
)

// Error says to the person who asked for a page why it is not there, in whole
// sentences. What a server said is not among them. It is the only kind of error
// that Fetch returns.
type Error struct {
	Reason message.Message
	cause  error
}

// Error returns the reason in English.
func (e *Error) Error() string { return e.Reason.String() }

// Unwrap returns what broke; nil where a rule refused.
func (e *Error) Unwrap() error { return e.cause }

func refuse(reason message.Key, args ...any) *Error {
	return &Error{Reason: message.New(reason, args...)}
}

// because is a refusal that something broken is behind.
func because(cause error, reason message.Key, args ...any) *Error {
	return &Error{Reason: message.New(reason, args...), cause: cause}
}

const tooSlow message.Key = "The site took too long to answer. Try again later, or save the page in your browser and choose the file."

// broke says what went wrong on the way, unless that is said already.
func broke(ctx context.Context, err error, reason message.Key, args ...any) error {
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
	return because(err, reason, args...)
}
