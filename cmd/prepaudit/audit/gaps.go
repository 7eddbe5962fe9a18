package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// errTimeout is why a reading ended that had a time.
var errTimeout = errors.New("--timeout ran out")

// note takes the end of one read, and reports whether it read anything.
func (r *reading) note(ds tenant.Dataset, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if parts, ok := errors.AsType[graph.Parts](err); ok {
		for _, part := range parts {
			g := gap(ds, part)
			g.Partial = true
			r.gaps = append(r.gaps, g)
		}
		return true
	}
	if err == nil {
		r.worked = true
		return true
	}
	denied, refused := errors.AsType[*graph.DeniedError](err)
	if refused {
		r.worked = true // a refusal is an answer
	} else {
		r.failed[ds] = err
	}
	if refused && denied.NoIntune {
		r.without = append(r.without, ds)
		return false
	}
	g := gap(ds, err)
	r.gaps = append(r.gaps, g)
	return false
}

// tidy puts the gaps in one order, however the reads came to their ends, and says each once: a group may stand in many
// policies. What one permission opens is one gap.
func (r *reading) tidy() {
	slices.SortFunc(r.gaps, func(a, b rules.Gap) int {
		return cmp.Or(strings.Compare(string(a.Dataset), string(b.Dataset)),
			strings.Compare(a.Permission, b.Permission), strings.Compare(a.Why, b.Why))
	})
	r.gaps = slices.Compact(r.gaps)
	var gaps []rules.Gap
	for i := 0; i < len(r.gaps); {
		g, n := r.gaps[i], 1
		for g.Partial && g.Permission != "" && i+n < len(r.gaps) && alike(g, r.gaps[i+n]) {
			n++
		}
		if n > 1 {
			g.Why = fmt.Sprintf("%s missing, such as %s", english.CountVerb(n, "part", "is", "are"), g.Why)
		}
		gaps, i = append(gaps, g), i+n
	}
	r.gaps = gaps
}

func alike(a, b rules.Gap) bool {
	return b.Partial && a.Dataset == b.Dataset && a.Permission == b.Permission
}

// gap puts an error of a read into the words of a report.
func gap(ds tenant.Dataset, err error) rules.Gap {
	g := rules.Gap{Dataset: ds, Why: err.Error(), Hint: process.HintOf(err)}
	// Not context.DeadlineExceeded: a connection that timed out is one too.
	if errors.Is(err, errTimeout) {
		g.Why = errTimeout.Error()
	}
	g.Permission = graph.PermissionOf(err)
	return g
}

// outOfTime reports that --timeout ended the reading.
func outOfTime(ctx context.Context) bool {
	return ctx.Err() != nil && context.Cause(ctx) == errTimeout
}

// stopped reports that the user ended the run, as opposed to --timeout.
func stopped(ctx context.Context) bool {
	return ctx.Err() != nil && !outOfTime(ctx)
}
