package main

import (
	"context"
	"fmt"
	"io"
)

// runAudit proves that the audit trail is whole.
func runAudit(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) != 1 || args[0] != "verify" {
		return usage("用法：duban audit verify。")
	}
	data, err := c.dataFolder()
	if err != nil {
		return err
	}
	store, err := openStore(ctx, data)
	if err != nil {
		return err
	}
	defer store.Close()
	n, err := store.VerifyEvents(ctx)
	if err != nil {
		return fail(fmt.Sprintf("留痕在第%d条之后断了：请停止使用，并用备份核对。", n), err)
	}
	fmt.Fprintf(stdout, "留痕完整，共%d条。\n", n)
	return nil
}
