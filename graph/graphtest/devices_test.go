package graphtest

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestDevices(t *testing.T) {
	base, _ := serve(t, Tenant{})
	_, p := getPage(t, base, "/v1.0/devices")
	if len(p.Value) != 100 || p.Next == "" || p.Value[0]["isRooted"] != nil || p.Value[0]["deviceId"] == "" {
		t.Errorf("%d devices, next %q, %v", len(p.Value), p.Next, p.Value[0])
	}
	all := readAll(t, base, "/v1.0/devices?$top=77&$select=id,deviceId,trustType,operatingSystem,operatingSystemVersion,isManaged,physicalIds,enrollmentProfileName")
	ids, seen := map[any]bool{}, map[string]int{}
	for _, v := range all {
		ids[v["id"]] = true
		seen[v["trustType"].(string)]++
		if v["isManaged"] == nil {
			seen["unmanaged"]++
		}
		if v["enrollmentProfileName"] == devicePlan {
			seen["prepared"]++
		}
		for _, id := range v["physicalIds"].([]any) {
			if strings.HasPrefix(id.(string), "[ZTDId]:") {
				seen["classic"]++
			}
		}
	}
	_, b := get(t, base, "/v1.0/devices/$count", consistency, "eventual")
	if len(ids) != len(all) || len(all) < 250 || string(b) != itoa(len(all)) {
		t.Errorf("%d devices with %d ids, $count %s", len(all), len(ids), b)
	}
	for _, want := range []string{"AzureAd", "ServerAd", "Workplace", "unmanaged", "prepared", "classic"} {
		if seen[want] == 0 {
			t.Errorf("no device is %s", want)
		}
	}
}

func TestDeviceRefusals(t *testing.T) {
	base, _ := serve(t, Tenant{})
	for path, want := range map[string]string{
		"/v1.0/devices?$select=id,tpm":                                               "'tpm' on type 'microsoft.graph.device'",
		"/v1.0/devices?$select=extensionAttributes":                                  "'extensionAttributes'",
		"/v1.0/devices?$top=1000":                                                    "between 1 and 999",
		"/v1.0/devices?$filter=model eq 'x'":                                         "property 'model' of resource 'device'",
		"/v1.0/devices?$filter=trustType startswith 'x'":                             "an operator expected",
		"/v1.0/devices?$filter=trustType ne 'AzureAd'":                               "ConsistencyLevel",
		"/v1.0/devices?$filter=not startsWith(displayName,'a')":                      "ConsistencyLevel",
		"/v1.0/devices?$filter=(trustType eq 'AzureAd'":                              "syntax error",
		"/v1.0/devices?$filter=trustType eq 'AzureAd' x":                             "syntax error",
		"/v1.0/devices/$count":                                                       "ConsistencyLevel",
		"/v1.0/deviceManagement/managedDevices?$top=1001":                            "between 1 and 1000",
		"/v1.0/deviceManagement/managedDevices?$skip=5":                              "'$skip' is not supported",
		"/v1.0/deviceManagement/managedDevices?$select=id,skuNumber":                 "'skuNumber' on type 'microsoft.graph.managedDevice'",
		"/v1.0/deviceManagement/managedDevices?$select=skuFamily":                    "'skuFamily'",
		"/v1.0/deviceManagement/managedDevices?$select=autopilotEnrolled":            "'autopilotEnrolled'",
		"/v1.0/deviceManagement/managedDevices?$select=joinType":                     "'joinType'",
		"/v1.0/deviceManagement/managedDevices?$filter=osVersion eq '10.0.1'":        "property 'osVersion'",
		"/beta/deviceManagement/managedDevices?$select=edition":                      "'edition'",
		"/beta/deviceManagement/managedDevices?$filter=operatingSystem ne 'Windows'": "property 'operatingSystem'",
	} {
		if status, p := getPage(t, base, path); status != 400 || !strings.Contains(p.Error.Message, want) {
			t.Errorf("%s: %d %q, want 400 with %q", path, status, p.Error.Message, want)
		}
	}
}

func TestDeviceFilters(t *testing.T) {
	base, _ := serve(t, Tenant{})
	all := readAll(t, base, "/v1.0/devices?$top=999")
	count := func(keep func(map[string]any) bool) int {
		n := 0
		for _, v := range all {
			if keep(v) {
				n++
			}
		}
		return n
	}
	for filter, keep := range map[string]func(map[string]any) bool{
		"trustType eq 'AzureAd'": func(v map[string]any) bool { return v["trustType"] == "AzureAd" },
		"operatingSystem eq 'windows' and isManaged eq true": func(v map[string]any) bool {
			return v["operatingSystem"] == "Windows" && v["isManaged"] == true
		},
		"startsWith(operatingSystemVersion,'10.0.26100')": func(v map[string]any) bool {
			return strings.HasPrefix(v["operatingSystemVersion"].(string), "10.0.26100")
		},
		"not(trustType eq 'AzureAd' or trustType eq 'ServerAd')": func(v map[string]any) bool { return v["trustType"] == "Workplace" },
		"isManaged ne true": func(v map[string]any) bool { return v["isManaged"] == nil },
	} {
		path := "/v1.0/devices?$top=40&$count=true&$filter=" + filter
		_, p := getPage(t, base, path, consistency, "eventual")
		n := len(readAll(t, base, path, consistency, "eventual"))
		if want := count(keep); n != want || want == 0 || want == len(all) || *p.Count != want {
			t.Errorf("%s gives %d devices, count %d, want %d", filter, n, *p.Count, want)
		}
	}
}

func TestManagedDevices(t *testing.T) {
	base, _ := serve(t, Tenant{Users: 2500})
	_, p := getPage(t, base, "/v1.0/deviceManagement/managedDevices")
	if len(p.Value) != 1000 || p.Next == "" || p.Count == nil {
		t.Fatalf("%d devices, count %v", len(p.Value), p.Count)
	}
	if _, has := p.Value[0]["joinType"]; has {
		t.Error("v1.0 has joinType")
	}
	users := map[any]any{}
	for _, u := range readAll(t, base,
		"/v1.0/users?$top=999&$filter=accountEnabled eq true&$select=id,userPrincipalName") {
		users[u["id"]] = u["userPrincipalName"]
	}
	inEntra := map[any]bool{}
	for _, v := range readAll(t, base, "/v1.0/devices?$top=999&$select=deviceId") {
		inEntra[v["deviceId"]] = true
	}
	windows := readAll(t, base, "/beta/deviceManagement/managedDevices?$filter=operatingSystem eq 'Windows'")
	seen := map[string]int{}
	for _, v := range windows {
		if v["operatingSystem"] != "Windows" || !inEntra[v["azureADDeviceId"]] || v["physicalMemoryInBytes"] != 0.0 {
			t.Fatalf("%v", v)
		}
		if v["userId"] != "" && users[v["userId"]] != v["userPrincipalName"] {
			t.Fatalf("owner %v %v is no enabled user", v["userId"], v["userPrincipalName"])
		}
		seen["sku "+itoa(int(v["skuNumber"].(float64)))]++
		seen[v["managedDeviceOwnerType"].(string)]++
		seen[v["joinType"].(string)]++
		seen[strings.Join(strings.Split(v["osVersion"].(string), ".")[:3], ".")]++
	}
	for _, want := range []string{"sku 48", "sku 4", "sku 121", "sku 101", "personal",
		"company", joined, hybrid, registered,
		"10.0.26300", "10.0.26200", "10.0.26100", "10.0.22631", "10.0.22621", "10.0.19045"} {
		if seen[want] == 0 {
			t.Errorf("no device is %s; there are %v", want, slices.Sorted(maps.Keys(seen)))
		}
	}
	if all := readAll(t, base, "/v1.0/deviceManagement/managedDevices?$select=id"); len(all) != *p.Count ||
		len(windows) >= len(all) {
		t.Errorf("%d devices of %d run Windows, count %d", len(windows), len(all), *p.Count)
	}
	since := readAll(t, base,
		"/v1.0/deviceManagement/managedDevices?$filter=lastSyncDateTime lt "+p.Value[0]["lastSyncDateTime"].(string))
	if len(since) == 0 || len(since) >= *p.Count {
		t.Errorf("%d devices synced before", len(since))
	}
}

func TestDevicesAreReproducible(t *testing.T) {
	read := func(seed uint64) []byte {
		base, _ := serve(t, Tenant{Seed: seed})
		base2, _ := serve(t, Tenant{Seed: seed})
		_, a := get(t, base, "/beta/deviceManagement/managedDevices")
		_, b := get(t, base2, "/beta/deviceManagement/managedDevices")
		a, b = bytes.ReplaceAll(a, []byte(base), nil), bytes.ReplaceAll(b, []byte(base2), nil)
		if !bytes.Equal(a, b) {
			t.Errorf("seed %d gives other bytes", seed)
		}
		return a
	}
	if bytes.Equal(read(1), read(2)) {
		t.Error("another seed gives the same devices")
	}
	for _, n := range []int{1, 2, 3, 9} {
		base, s := serve(t, Tenant{Users: n})
		if got := len(readAll(t, base, "/v1.0/devices?$select=id")); got != s.dir.fleet.all.n {
			t.Errorf("%d users: %d devices", n, got)
		}
	}
}
