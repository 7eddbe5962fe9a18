package login

import (
	"errors"
	"strings"
	"testing"
)

// What can be no tenant or app is refused before anybody is asked, with what was probably meant.
func TestNames(t *testing.T) {
	const id = "87b30836-7d79-4839-b423-05ea600b06b7"
	for _, c := range []struct{ tenant, client, hint string }{
		{"", "", ""},
		{"contoso.com", id, ""},
		{"contoso.onmicrosoft.com.", strings.ToUpper(id), ""},
		{id, "", ""},
		{"organizations", "", ""},
		{"Contoso Ltd", "", `"Primary domain"`},
		{"Müller GmbH", "", `"Tenant ID"`},
		{"contoso", "", "like contoso.onmicrosoft.com; give a domain"},
		{"'contoso.com'", "", "without the quotes: contoso.com"},
		{"“contoso.com”", "", "without the quotes: contoso.com"},
		{"https://contoso.com", "", "without https://"},
		{"ann@contoso.com", "", "alone: contoso.com"},
		{id[:13], "", "32 digits"},
		{"{" + id + "}", "", "32 digits"},
		{"con\ttoso", "", "give a domain"},
		{"contoso.com", "prepaudit", "not by its name"},
		{"contoso.com", "'" + id + "'", "without the quotes: " + id},
		{"contoso.com", id[:8], "32 digits"},
	} {
		_, err := New(Options{Method: "device-code", Tenant: c.tenant, ClientID: c.client})
		if c.hint == "" {
			if err != nil {
				t.Errorf("%q, %q: %v", c.tenant, c.client, err)
			}
			continue
		}
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Hint(), c.hint) {
			t.Errorf("%q, %q: got %v, hint %q", c.tenant, c.client, err, e.Hint())
		}
	}
}
