package network

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// The bounds of a file of `prepaudit network`.
const (
	mostNetworkFile = 16 << 20
	freshNetwork    = 30 * 24 * time.Hour
)

// ReadFile reads what `prepaudit network -o json=FILE` wrote, or an audit that was given it.
// warning says that it is old; "" where it is not.
func ReadFile(path string, now time.Time) (r *tenant.NetworkReport, warning string, err error) {
	b, err := smallfile.Text(path, mostNetworkFile)
	if err != nil {
		return nil, "", err
	}
	r, err = parse(b, now)
	if err != nil {
		return nil, "", process.WithHint(fmt.Errorf("%s: %w", path, err),
			"`prepaudit network -o json=FILE` writes such a file")
	}
	if age := now.Sub(r.Finished); age > freshNetwork {
		warning = fmt.Sprintf("%s was probed %s ago, on %s; networks change", path,
			english.Count(int(age.Hours()/24), "day"), r.Finished.UTC().Format(time.DateOnly))
	}
	return r, warning, nil
}

// parse takes nothing that it does not know: a report must not rest on half an understanding.
func parse(b []byte, now time.Time) (*tenant.NetworkReport, error) {
	var file struct {
		Run struct {
			Network json.RawMessage `json:"network"`
		} `json:"run"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("it isn't a JSON report: %w", err)
	}
	if len(file.Run.Network) == 0 {
		return nil, errors.New("it has no results of a network test")
	}
	var schema struct {
		Schema int `json:"schemaVersion"`
	}
	if err := json.Unmarshal(file.Run.Network, &schema); err != nil {
		return nil, fmt.Errorf("its network results: %w", err)
	}
	if schema.Schema != tenant.NetworkSchema {
		return nil, fmt.Errorf("its network results have schema version %d, and this program reads %d", schema.Schema,
			tenant.NetworkSchema)
	}
	d := json.NewDecoder(bytes.NewReader(file.Run.Network))
	d.DisallowUnknownFields()
	r := &tenant.NetworkReport{}
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("its network results: %w", err)
	}
	switch {
	case len(r.Endpoints) == 0:
		return nil, errors.New("its network results have no endpoint")
	case r.Started.IsZero() || r.Finished.Before(r.Started):
		return nil, errors.New("its network results do not say when they were made")
	case r.Started.After(now.Add(24 * time.Hour)):
		return nil, fmt.Errorf("its network results are from the future: %s", r.Started.UTC().Format(time.RFC3339))
	}
	return r, nil
}
