// Command duban answers questions from a government plan, keeps the ledger of what
// each unit owes, and reminds those who owe it. Run it without arguments for help.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	keepPrivate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(exitCode(os.Stderr, run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)))
}
