package rules

import "testing"

func TestMaximum(t *testing.T) {
	for _, test := range []struct {
		text           string
		blocked, known int
		want           bool
	}{
		{"", 0, 10, true}, {"", 1, 10, false}, {"0", 0, 10, true}, {"0", 1, 10, false}, {"5", 5, 10, true}, {"5", 6, 10, false},
		{"007", 7, 7, true}, {"0%", 0, 10, true}, {"0%", 1, 1_000_000, false}, {"0%", 0, 0, true},
		{"100%", 1_000_000, 1_000_000, true}, {"100%", 0, 0, true}, {"50%", 0, 0, true}, {"50%", 1, 2, true}, {"50%", 2, 3, false},
		{"1.5%", 3, 200, true}, {"1.5%", 4, 200, false}, {"1.5%", 3, 199, false}, {"1.5%", 15_000, 1_000_000, true},
		{"1.5%", 15_001, 1_000_000, false}, {"0.000001%", 1, 100_000_000, true}, {"0.000001%", 1, 99_999_999, false},
		{"100.0%", 1, 1, true}, {"33.333333%", 1, 3, false},
	} {
		m, err := ParseMaximum(test.text)
		if err != nil || m.Allows(test.blocked, test.known) != test.want {
			t.Errorf("%q: %d of %d: %v, want %v", test.text, test.blocked, test.known, err, test.want)
		}
	}
	for _, text := range []string{"-1", "-1%", "+1", "+1%", "1.5", "101%", "100.000001%", "1,5%", "%", ".5%", "5.%", "1e2", "0x1",
		" 5", "5 ", "5 %", "5%%", "NaN%", "1.0000001%", "99999999999999999999", "4294967296", "1.-5%", "1.+5%", "five", "٥"} {
		if m, err := ParseMaximum(text); err == nil {
			t.Errorf("%q is %+v", text, m)
		}
	}
}

// Up to the maximum no rule fails a run for people alone. Who isn't known may be blocked, and what wasn't read stays.
func TestJudgeMaximum(t *testing.T) {
	of := func(text string) Maximum {
		m, err := ParseMaximum(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	people := Ended{ID: "LIC-02", Level: Required, Outcome: Fail, OfPeople: true, Besides: Warn}
	open := Ended{ID: "LIC-02", Level: Required, Outcome: Fail, OfPeople: true, Besides: NotEvaluated}
	setting := Ended{ID: "MDM-02", Level: Required, Outcome: Fail, Besides: Warn}
	for _, test := range []struct {
		name   string
		most   string
		failOn FailOn
		ended  []Ended
		count  ReadyCount
		want   Outcome
	}{
		{"nobody may be", "0", "", nil, ReadyCount{People: 10, Ready: 9, Blocked: 1}, Fail},
		{"just as many", "1", "", []Ended{people}, ReadyCount{People: 10, Ready: 9, Blocked: 1}, Pass},
		{"one more", "1", "", []Ended{people}, ReadyCount{People: 10, Ready: 8, Blocked: 2}, Fail},
		{"a setting fails besides", "5", "", []Ended{people, setting}, ReadyCount{People: 10, Ready: 9, Blocked: 1}, Fail},
		{"and isn't looked at", "5", FailOnBlocked, []Ended{people, setting}, ReadyCount{People: 10, Ready: 9, Blocked: 1}, Pass},
		{"something of the rule isn't known", "5", "", []Ended{open}, ReadyCount{People: 10, Ready: 9, Blocked: 1}, NotEvaluated},
		{"unknown people may be too many", "1", "", []Ended{people}, ReadyCount{People: 10, Ready: 8, Blocked: 1, Unknown: 1, Unread: 1},
			NotEvaluated},
		{"they may not", "2", "", []Ended{people}, ReadyCount{People: 10, Ready: 8, Blocked: 1, Unknown: 1, Unread: 1}, Pass},
		{"by a value that isn't known", "2", "", []Ended{people}, ReadyCount{People: 10, Ready: 8, Blocked: 1, Unknown: 1}, NotEvaluated},
		{"a share of those who are known", "10%", "", []Ended{people}, ReadyCount{People: 20, Ready: 9, Blocked: 1, Unknown: 10, Unread: 10},
			NotEvaluated},
		{"more than that share", "10%", "", []Ended{people}, ReadyCount{People: 20, Ready: 7, Blocked: 1, Unknown: 12, Unread: 12}, Fail},
		{"never", "0", FailOnNever, []Ended{people, setting}, ReadyCount{People: 10, Ready: 9, Blocked: 1}, Pass},
		{"everybody", "100%", "", []Ended{people}, ReadyCount{People: 10, Blocked: 10}, Pass},
	} {
		d := Demands{FailOn: test.failOn, Most: of(test.most)}
		if got, _ := d.Judge(test.ended, nil, false, test.count); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
