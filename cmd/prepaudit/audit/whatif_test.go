package audit

import (
	"context"
	"slices"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/windows"
)

// The report as it would be says what each cause promises, also of whom it does not free.
func TestWhatIf(t *testing.T) {
	for _, scenario := range []string{"contoso", "education", "neglected"} {
		answers := &recorded{answers: map[string]*kept{}, RoundTripper: (&graphtest.Tenant{Scenario: scenario, Users: 80,
			Now: rehearsalDay}).Handler().Transport()}
		first := whatIf(t, answers)
		var all []int
		for i, c := range first.Causes {
			if c.ReadyAfter == nil {
				break
			}
			all = append(all, i+1)
			then := whatIf(t, answers, all...)
			if then.Ready.Ready != *c.ReadyAfter || then.Ready.People != first.Ready.People {
				t.Errorf("%s: after %v %d of %d are ready, %d promised", scenario, all, then.Ready.Ready, then.Ready.People,
					*c.ReadyAfter)
			}
			made := func(left rules.Cause) bool { return left.ID == c.ID && left.Stops > 0 }
			if slices.ContainsFunc(then.Causes, made) {
				t.Errorf("%s: after %v %q is still to be made", scenario, all, c.ID)
			}
		}
		if len(all) == 0 && first.Ready.Blocked > 0 {
			t.Errorf("%s: %d are blocked by nothing", scenario, first.Ready.Blocked)
		}
	}
}

func whatIf(t *testing.T, answers *recorded, numbers ...int) rules.Summary {
	t.Helper()
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: answers,
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		t.Fatal(err)
	}
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &Run{Sys: &process.Sys{Now: time.Now}, Quiet: true, Rules: selected, WhatIf: numbers,
		Facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay}}
	from := Source{Client: c, Name: "graph.example", Cloud: "global"}
	read, err := r.read(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	var done *assumed
	if len(numbers) > 0 {
		if done, err = r.assume(t.Context(), from, read); err != nil {
			t.Fatal(err)
		}
	}
	ev, err := r.judge(read)
	if err != nil {
		t.Fatal(err)
	}
	s := &stream{c: c, ev: ev, w: record.Translate(&told{}), p: newProgress(r.Sys, true), done: done}
	if err := r.everybody(t.Context(), s, read); err != nil {
		t.Fatal(err)
	}
	_, sum := ev.Finish()
	return sum
}
