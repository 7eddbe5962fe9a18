package graphtest

import (
	"strings"
	"testing"
)

// Memory and hardware are told of a single device only, and only when they are asked for by name.
func TestOneManagedDevice(t *testing.T) {
	base, _ := serve(t, Tenant{})
	const path = "/beta/deviceManagement/managedDevices"
	_, p := getPage(t, base, path+"?$select=id,serialNumber,physicalMemoryInBytes,hardwareInformation")
	v := p.Value[3]
	if v["physicalMemoryInBytes"] != 0.0 || v["hardwareInformation"] != nil {
		t.Errorf("in the list: %v", v)
	}
	one := path + "/" + v["id"].(string)
	serial := v["serialNumber"].(string)
	for query, want := range map[string]string{
		"":                             `"physicalMemoryInBytes":0`,
		"?$select=hardwareInformation": `"serialNumber":"` + serial + `","tpmSpecificationVersion":"2.0"`,
		"?$select=id,serialNumber":     `"serialNumber":"` + serial + `"}`,
	} {
		if res, b := get(t, base, one+query); res.StatusCode != 200 || !strings.Contains(string(b), want) {
			t.Errorf("%s: %d %s", query, res.StatusCode, b)
		}
	}
	if res, b := get(t, base, strings.Replace(one, "beta", "v1.0", 1)+
		"?$select=physicalMemoryInBytes"); res.StatusCode != 200 || strings.Contains(string(b), ":0}") {
		t.Errorf("memory: %s", b)
	}
	for suffix, want := range map[string]int{"/none": 404, "/" + v["id"].(string) + "?$select=tpm": 400} {
		if status, _ := getPage(t, base, path+suffix); status != want {
			t.Errorf("%s: %d", suffix, status)
		}
	}
}
