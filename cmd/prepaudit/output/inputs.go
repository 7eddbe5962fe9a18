package output

import (
	"bytes"
	"fmt"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// ReadKey reads --redact, and from then on standard error gets pseudonyms too; "" is no file, and nil. Columns are those
// of --redact-columns.
func ReadKey(sys *process.Sys, path string, columns []string) (*reports.Redactor, error) {
	switch {
	case path == "" && len(columns) > 0:
		return nil, process.Usagef("--redact-columns goes with --redact")
	case path == "":
		return nil, nil
	}
	secret, err := smallfile.Read(path, 1<<20)
	if err != nil {
		return nil, process.WithHint(fmt.Errorf("--redact: %w", err),
			"it is a file that you make and keep, with 16 bytes or more that nobody can guess: openssl rand -hex 32 > key.txt, "+
				"or in PowerShell: \"$(New-Guid)$(New-Guid)\" > key.txt")
	}
	r, err := reports.NewRedactor(secret)
	if err != nil {
		return nil, process.WithHint(fmt.Errorf("--redact %s: %w", path, err),
			"make one with `openssl rand -hex 32`, and keep it: the same key makes the same pseudonyms")
	}
	sys.Hide = r.Text
	r.Drop = columns
	return r, nil
}

// ReadPrices reads --prices; "" is no file.
func ReadPrices(path string) (record.Prices, error) {
	if path == "" {
		return nil, nil
	}
	text, err := smallfile.Text(path, 10<<20)
	if err != nil {
		return nil, fmt.Errorf("--prices: %w", err)
	}
	prices, err := reports.ReadPrices(bytes.NewReader(text))
	if err != nil {
		return nil, process.WithHint(fmt.Errorf("--prices %s: %w", path, err),
			"`prepaudit prices template` prints a file to fill in; its first line has sku, currency, price and "+
				"period, and a line begins like SPE_E3,EUR,36.20,month")
	}
	return prices, nil
}
