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
	chain, err := store.VerifyChain(ctx)
	if err != nil {
		return fail("留痕断了：请停止使用，并用备份核对。", err)
	}
	fmt.Fprintf(stdout, "留痕完整，共%d条，末条校验码 %s。\n", chain.ID, chain.Hash)
	return nil
}
