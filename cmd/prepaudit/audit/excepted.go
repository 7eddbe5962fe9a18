package audit

import (
	"context"
	"errors"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/graph"
)

// excepted reads who is in the groups that exceptions name. Of one that can't be read the exceptions aren't applied, and
// the report says so: it fails for more then, never for less.
func (r *Run) excepted(ctx context.Context, read *reading, out *output.Output) error {
	for _, id := range r.Excepted {
		all, err := read.groups.of(ctx, id).members()
		if err != nil && stopped(ctx) {
			return err
		}
		unread := ""
		if err != nil {
			unread = "the members of group " + id.String() + " couldn't be read: " + err.Error()
			if _, part := errors.AsType[graph.Parts](err); !part {
				all = nil
			}
		}
		out.Members(id, all, unread)
	}
	return nil
}
