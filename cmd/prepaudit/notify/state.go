package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"prepaudit/graph/smallfile"
	"prepaudit/reports/record"
)

// stateKind says whose a state file is: one that is something else is never replaced.
const stateKind = "prepaudit notify state 1"

// state is what --notify-state keeps, with one post for each audit.
type state struct {
	Kind  string            `json:"kind"`
	Posts map[string]posted `json:"posts"` // by Notifier.Audit
}

// posted is the last post about one audit.
type posted struct {
	TenantID string             `json:"tenantId"`
	Posted   time.Time          `json:"posted"`
	Count    record.NoticeCount `json:"count"`
}

// mostState is far more than the posts of a thousand audits.
const mostState = 16 << 20

func (n *Notifier) load() (state, error) {
	s := state{Kind: stateKind}
	text, err := smallfile.Read(n.State, mostState)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(bytes.TrimSpace(text)) == 0 { // as mktemp makes one
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("--notify-state: %w", err)
	}
	var was state
	if err := json.Unmarshal(text, &was); err != nil || was.Kind != stateKind {
		return s, fmt.Errorf("--notify-state %s isn't a file that --notify of this version wrote; it is left as it is",
			n.State)
	}
	return was, nil
}

// remembered is the last post about the audit; nil where there is none, or where it was about another tenant.
func (n *Notifier) remembered(tenantID string) (*posted, error) {
	if n.State == "" {
		return nil, nil
	}
	s, err := n.load()
	if err != nil {
		return nil, err
	}
	last, ok := s.Posts[n.Audit]
	if !ok || last.TenantID != tenantID && last.TenantID != "" && tenantID != "" {
		return nil, nil
	}
	return &last, nil
}

// remembering is held while the file is read and replaced: audits of several tenants share one.
var remembering sync.Mutex

// remember keeps what was posted. It is written beside the file, which is replaced at a stroke.
func (n *Notifier) remember(tenantID string, now record.NoticeCount) (err error) {
	if n.State == "" {
		return nil
	}
	remembering.Lock()
	defer remembering.Unlock()
	s, err := n.load()
	if err != nil {
		return err
	}
	if s.Posts == nil {
		s.Posts = map[string]posted{}
	}
	s.Posts[n.Audit] = posted{TenantID: tenantID, Posted: n.Now().UTC().Truncate(time.Second), Count: now}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(n.State), "."+filepath.Base(n.State)+".new-*")
	if err != nil {
		return fmt.Errorf("--notify-state: %w", err)
	}
	_, err = f.Write(append(text, '\n'))
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), n.State)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("--notify-state: %w", err)
	}
	return nil
}
