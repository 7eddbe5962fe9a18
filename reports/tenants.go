package reports

import (
	"io"

	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
)

// TenantsFormats are those of the summary of several tenants.
var TenantsFormats = []string{"table", "json", "xlsx"}

// WriteTenants writes the summary of several tenants in one of TenantsFormats.
func WriteTenants(w io.Writer, format string, all *record.Tenants, o Options) error {
	switch format {
	case "json":
		b, err := record.Append(nil, all, true)
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	case "xlsx":
		return tenantsWorkbook(w, all)
	}
	return terminal.WriteTenants(w, all, o)
}
