package main

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// spoken is an error with one sentence for the person at the terminal. The cause
// is for the log.
type spoken struct {
	sentence string
	cause    error
	code     int
}

func (e *spoken) Error() string {
	if e.cause == nil {
		return e.sentence
	}
	return e.sentence + "（" + e.cause.Error() + "）"
}

func (e *spoken) Unwrap() error { return e.cause }

// usage is a fault in how the program was called: exit code 2.
func usage(sentence string) error { return &spoken{sentence: sentence, code: 2} }

// fail is a fault met on the way: exit code 1.
func fail(sentence string, cause error) error {
	return &spoken{sentence: sentence, cause: cause, code: 1}
}

// exitCode prints the error, if any, as one sentence and gives the code to end with.
func exitCode(stderr io.Writer, err error) int {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	}
	fmt.Fprintln(stderr, "duban: "+err.Error())
	var s *spoken
	if errors.As(err, &s) {
		return s.code
	}
	return 1
}
