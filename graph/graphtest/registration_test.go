package graphtest

import (
	"encoding/json"
	"testing"
)

// Who may join is one of three types, and an application needs a permission that Policy.Read.All does not include.
func TestRegistrationPolicy(t *testing.T) {
	for scenario, want := range map[string]string{
		"contoso":    "#microsoft.graph.enumeratedDeviceRegistrationMembership",
		"healthy":    "#microsoft.graph.allDeviceRegistrationMembership",
		"education":  "#microsoft.graph.allDeviceRegistrationMembership",
		"unlicensed": "#microsoft.graph.noDeviceRegistrationMembership",
	} {
		base, s := serve(t, Tenant{Scenario: scenario})
		_, b := get(t, base, "/v1.0/policies/deviceRegistrationPolicy")
		var got struct {
			ID              string
			UserDeviceQuota int
			AzureADJoin     struct {
				AllowedToJoin struct {
					Type   string `json:"@odata.type"`
					Groups []string
				}
			}
		}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		join := got.AzureADJoin.AllowedToJoin
		if got.ID != "deviceRegistrationPolicy" || got.UserDeviceQuota == 0 || join.Type != want {
			t.Errorf("%s: %s", scenario, b)
		}
		if scenario == "contoso" && (len(join.Groups) != 2 || join.Groups[0] != s.dir.group("All staff").id) {
			t.Errorf("groups %v", join.Groups)
		}
	}
	for _, c := range []struct {
		permission string
		appOnly    bool
		want       int
	}{
		{"Policy.Read.All", false, 200}, {"Policy.Read.All", true, 403},
		{"Policy.Read.DeviceConfiguration", false, 200}, {"Policy.Read.DeviceConfiguration", true, 200},
		{"Directory.Read.All", false, 403},
	} {
		base, _ := serve(t, Tenant{AppOnly: c.appOnly, Permissions: []string{c.permission}})
		if status, _ := getPage(t, base, "/v1.0/policies/deviceRegistrationPolicy"); status != c.want {
			t.Errorf("%+v: %d", c, status)
		}
	}
	base, _ := serve(t, Tenant{})
	if status, _ := getPage(t, base, "/v1.0/policies/deviceRegistrationPolicy?$top=5"); status != 400 {
		t.Errorf("$top of a singleton: %d", status)
	}
}
