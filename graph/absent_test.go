package graph

import (
	"errors"
	"strings"
	"testing"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// What is absent is not nought: the dataset is missing, and the error says what of it, and where it is
// saved how it is to be had.
func TestAbsent(t *testing.T) {
	const sku = `"id":"1","skuId":"` + e5 +
		`","skuPartNumber":"SPE_E5","capabilityStatus":"Enabled","appliesTo":"User","consumedUnits":1,"prepaidUnits":{"enabled":1,"warning":0,"suspended":0},"servicePlans":[]`
	without := func(property, instead string) string {
		return `{"value":[{` + strings.Replace(sku, property, instead, 1) + `}]}`
	}
	const skus, subs, org = tenant.SKUs, tenant.Subscriptions, tenant.Organization
	for _, test := range []struct {
		path, body, property string
		ds                   tenant.Dataset
	}{
		{"/v1.0/subscribedSkus", without(`"skuId":"`+e5+`",`, ""), "skuId", skus},
		{"/v1.0/subscribedSkus", without(`"consumedUnits":1`, `"consumedUnits":null`), "consumedUnits", skus},
		{"/v1.0/subscribedSkus", without(`,"servicePlans":[]`, ""), "servicePlans", skus},
		{"/v1.0/subscribedSkus", without(`"servicePlans":[]`, `"servicePlans":null`), "servicePlans", skus},
		{"/v1.0/subscribedSkus", without(`"servicePlans":[]`, `"servicePlans":[{"servicePlanName":"INTUNE_A"}]`),
			"servicePlans.servicePlanId", skus},
		{"/v1.0/subscribedSkus", without(`"servicePlans":[]`, `"servicePlans":[null]`), "servicePlans", skus},
		{"/v1.0/subscribedSkus", without(`"prepaidUnits":{"enabled":1,"warning":0,"suspended":0},`, ""),
			"prepaidUnits", skus},
		{"/v1.0/subscribedSkus", without(`"enabled":1,`, ""), "prepaidUnits.enabled", skus},
		{"/v1.0/directory/subscriptions", `{"value":[{"id":"a","status":"Enabled"}]}`, "skuId", subs},
		{"/v1.0/organization", `{"value":[{"displayName":"Contoso","tenantType":"AAD","verifiedDomains":[]}]}`, "id", org},
		{"/v1.0/organization", `{"value":[{"id":"a","displayName":"Contoso","tenantType":"AAD","verifiedDomains":[null]}]}`,
			"verifiedDomains", org},
	} {
		_, err := read(t, fixedAnswers(t, answers{test.path: test.body}), test.ds)
		if e, ok := errors.AsType[*odata.FormatError](err); !ok || e.Absent != test.property ||
			!strings.Contains(err.Error(), test.property) {
			t.Errorf("%s %s: got %v", test.path, test.body, err)
		}
		if test.property == "id" {
			continue
		}
		name := test.path[strings.LastIndex(test.path, "/")+1:] + ".json"
		_, err = read(t, fromFiles(t, map[string]string{name: test.body}), test.ds)
		if e, ok := errors.AsType[*odata.FormatError](err); !ok || !strings.Contains(e.Hint(), "GET "+test.path) {
			t.Errorf("saved %s %s: got %v", test.path, test.body, err)
		}
	}
}
