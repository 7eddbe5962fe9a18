package rules

import "fmt"

// The words of an enumeration are what a report has of it.

// wordOf finds the value that a word stands for. Another version may have others.
func wordOf[T any](word []byte, all []T, name func(T) string) (T, error) {
	for _, v := range all {
		if name(v) == string(word) {
			return v, nil
		}
	}
	var none T
	return none, fmt.Errorf("%.60q isn't a value that this version knows", word)
}

// Outcomes lists all of them.
func Outcomes() []Outcome { return upTo(Manual) }

// Levels lists all of them, the gravest first.
func Levels() []Level { return upTo(Advisory)[1:] }

// Results lists all of them.
func Results() []Result { return upTo(Informs) }

func upTo[T ~int](last T) []T {
	all := make([]T, last+1)
	for i := range all {
		all[i] = T(i)
	}
	return all
}

// UnmarshalText reads what MarshalText writes.
func (o *Outcome) UnmarshalText(b []byte) (err error) {
	*o, err = wordOf(b, Outcomes(), Outcome.String)
	return err
}

// UnmarshalText reads what MarshalText writes.
func (l *Level) UnmarshalText(b []byte) (err error) {
	*l, err = wordOf(b, Levels(), Level.String)
	return err
}

// UnmarshalText reads what MarshalText writes.
func (r *Result) UnmarshalText(b []byte) (err error) {
	*r, err = wordOf(b, Results(), Result.String)
	return err
}

// UnmarshalText reads what MarshalText writes.
func (c *Consequence) UnmarshalText(b []byte) (err error) {
	*c, err = wordOf(b, Consequences(), Consequence.String)
	return err
}

// UnmarshalText reads what MarshalText writes.
func (s *Step) UnmarshalText(b []byte) (err error) {
	*s, err = wordOf(b, Steps(), Step.String)
	return err
}

// MarshalText writes Name.
func (s LicenseStatus) MarshalText() ([]byte, error) { return []byte(s.Name()), nil }

// UnmarshalText reads Name.
func (s *LicenseStatus) UnmarshalText(b []byte) (err error) {
	*s, err = wordOf(b, LicenseStatuses(), LicenseStatus.Name)
	return err
}

// MarshalText writes the state's words.
func (m MDMState) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *MDMState) UnmarshalText(b []byte) (err error) {
	*m, err = wordOf(b, MDMStates(), MDMState.String)
	return err
}

// MarshalText writes the kind's words.
func (k DeviceKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (k *DeviceKind) UnmarshalText(b []byte) (err error) {
	*k, err = wordOf(b, DeviceKinds(), DeviceKind.String)
	return err
}
