// Package notify posts what an audit came to, in counts, when it isn't what the last post said. It never fails an audit,
// and says nothing of where it posts: whoever knows the address may post too.
package notify

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"prepaudit/reports/record"
)

// limit is how long posting may hold a run up, whatever happens.
const limit = 10 * time.Second

// Notifier posts for one audit.
type Notifier struct {
	Kind      string // one of Kinds
	Address   string // as CheckAddress wants it
	State     string // the file that remembers the last post; "" for none
	Audit     string // what was asked for: only notices about the same audit are compared
	Tenant    string // as it was asked for, by domain, id or name; "" where nobody did
	TenantID  string // where it is known before the tenant is read
	Version   string
	Transport http.RoundTripper
	Now       func() time.Time
}

// Audited posts what a run came to where it changed, and gives the line to say of it. An error says why nothing was
// posted, or not remembered.
func (n *Notifier) Audited(ctx context.Context, run *record.Run, sum *record.Summary) (said string, err error) {
	return n.tell(ctx, run.Tenant.ID, record.NewNoticeCount(run, sum), headlines(sum))
}

// Failed posts that an audit ended with an error, every time: whoever fixes it has to hear that it isn't. The error itself
// names what it is about.
func (n *Notifier) Failed(ctx context.Context, status int) (said string, err error) {
	now := record.NoticeCount{Failed: true, ExitStatus: status, Causes: []record.NoticeCause{}, Unchecked: []string{}}
	return n.tell(ctx, n.TenantID, now, []string{"FAILED: the audit ended with an error, and nothing was checked. See its log."})
}

func (n *Notifier) tell(ctx context.Context, tenantID string, now record.NoticeCount, headlines []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	last, unread := n.remembered(tenantID)
	if tenantID == "" && last != nil { // of a run that failed before it knew
		tenantID = last.TenantID
	}
	notice := &record.Notice{SchemaVersion: record.NoticeVersion, Version: n.Version, Tenant: n.Tenant,
		TenantID: tenantID, Now: now}
	why := "since it's the first"
	switch {
	case n.State == "" || unread != nil:
		notice.Reason, why = record.NoticeAlways, "since nothing is remembered"
		if n.State == "" {
			why = "since every run is, without --notify-state"
		}
	case now.Failed:
		notice.Reason, why = record.NoticeFailed, "since the audit failed"
		if last != nil {
			notice.Before = &last.Count
		}
	case last == nil:
		notice.Reason = record.NoticeFirst
	case same(last.Count, now):
		return "nothing posted, since the result is the same as on " + last.Posted.Format(time.DateOnly), nil
	default:
		notice.Reason, notice.Before, why = record.NoticeChanged, &last.Count, "since the result changed"
	}
	notice.Text = append(headlines, details(notice)...)
	body, err := bodyOf(n.Kind, notice)
	if err != nil {
		return "", err
	}
	if err := n.post(ctx, body); err != nil {
		return "", err
	}
	said := "posted to " + n.Kind + ", " + why
	if unread != nil {
		return said, unread
	}
	if err := n.remember(tenantID, now); err != nil {
		return said, fmt.Errorf("posted, but not remembered: %w", err)
	}
	return said, nil
}

// same reports that nothing changed but the day.
func same(last, now record.NoticeCount) bool {
	last.AsOf = now.AsOf
	return reflect.DeepEqual(last, now)
}
