package rules

import "fmt"

// UnmarshalText reads what MarshalText writes.
func (o *Outcome) UnmarshalText(b []byte) error {
	for v := NotEvaluated; v <= ByHand; v++ {
		if v.String() == string(b) {
			*o = v
			return nil
		}
	}
	return fmt.Errorf("no outcome %.40q", b)
}

// UnmarshalText reads what MarshalText writes.
func (l *Level) UnmarshalText(b []byte) error {
	for v := Required; v <= Advisory; v++ {
		if v.String() == string(b) {
			*l = v
			return nil
		}
	}
	return fmt.Errorf("no level %.40q", b)
}

// UnmarshalText reads what MarshalText writes.
func (r *Result) UnmarshalText(b []byte) error {
	for v := Undecided; v <= Informs; v++ {
		if v.String() == string(b) {
			*r = v
			return nil
		}
	}
	return fmt.Errorf("no result %.40q", b)
}
