package probe

import (
	"context"
	"os/exec"
	"time"
)

// systemProxy asks macOS for the proxies of the network that is in use.
func systemProxy() found {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy").Output()
	if err != nil {
		return found{notes: []string{"the proxy settings of macOS could not be read"}}
	}
	return parseScutil(string(out))
}
