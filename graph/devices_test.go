package graph

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

func wireDevice(id byte) string {
	return `{"id":"` + tenant.GUID{15: id}.String() + `","deviceName":"PC","osVersion":"10.0.26100.1","joinType":"azureADJoined",` +
		`"skuNumber":48}`
}

// anyDevice is what Graph sends of a device of which nothing is known.
var anyDevice = `{"` + strings.Join(sentOfManaged[1:], `":null,"`) + `":null}`

func TestDevices(t *testing.T) {
	const link = `"@odata.nextLink":"https://graph.microsoft.com/beta/deviceManagement/managedDevices?$skiptoken=2",`
	const refused = `{"error":{"code":"BadRequest","message":"no"}}`
	for _, test := range []struct {
		name         string
		first, then  string // pages of beta; "" is refused
		seen, number int
		whole        bool
	}{
		{"a device on two pages is one", `{` + link + `"value":[` + wireDevice(1) + `]}`,
			`{"value":[` + wireDevice(1) + `,` + wireDevice(2) + `]}`, 2, 48, true},
		{"beta refuses: v1.0 knows no editions", "", "", 1, -1, true},
		{"beta refuses a later page: not whole, and not begun anew",
			`{` + link + `"value":[` + wireDevice(1) + `]}`, "", 1, 48, false},
		{"a device without id", `{"value":[{"deviceName":"PC"}]}`, "", 0, 0, false},
		{"not a page of devices", `{"value":[null]}`, "", 0, 0, false},
	} {
		c, _ := newFake(t, func(req *http.Request) (int, string) {
			body := test.first
			switch {
			case strings.HasPrefix(req.URL.Path, "/v1.0/"):
				body = `{"value":[` + strings.Replace(wireDevice(3), `,"skuNumber":48`, "", 1) + `]}`
			case strings.Contains(req.URL.RawQuery, "skiptoken"):
				body = test.then
			}
			if body == "" {
				return http.StatusBadRequest, refused
			}
			return http.StatusOK, filled(anyDevice, body)
		})
		seen, number := 0, 0
		var failed error
		for d, err := range c.Devices(t.Context()) {
			if err != nil {
				failed = err
				break
			}
			seen, number = seen+1, d.SKUNumber
		}
		if seen != test.seen || number != test.number || (failed == nil) != test.whole {
			t.Errorf("%s: %d devices, edition %d, %v", test.name, seen, number, failed)
		}
	}
}

// An empty first page of a long list says nothing of when its devices were enrolled.
func TestDivideNothing(t *testing.T) {
	if parts := divideEnrolled(nil); parts != nil {
		t.Errorf("%v", parts)
	}
}

// A list that doesn't count is held against Intune's overview, where there is one.
func TestDevicesAgainstTheOverview(t *testing.T) {
	for overview, whole := range map[string]bool{
		`{"deviceOperatingSystemSummary":{"windowsCount":2}}`:   true,
		`{"deviceOperatingSystemSummary":{"windowsCount":1}}`:   true, // one came since
		`{"deviceOperatingSystemSummary":{"windowsCount":3}}`:   false,
		`{"deviceOperatingSystemSummary":{"windowsCount":201}}`: false,
		`{"deviceOperatingSystemSummary":null}`:                 true, // it can't be had
		`{}`:                                                    true,
		``:                                                      true,
	} {
		c, _ := newFake(t, func(req *http.Request) (int, string) {
			switch {
			case !strings.HasSuffix(req.URL.Path, "/managedDeviceOverview"):
				return http.StatusOK, filled(anyDevice, `{"value":[`+wireDevice(1)+`,`+wireDevice(2)+`]}`)
			case overview == "":
				return http.StatusForbidden, `{"error":{"code":"Forbidden","message":"no"}}`
			}
			return http.StatusOK, overview
		})
		var failed error
		for _, err := range c.Devices(t.Context()) {
			failed = err
		}
		if (failed == nil) != whole {
			t.Errorf("%s: %v", overview, failed)
		}
	}
}

// simulatedDevices is one page of 1000 devices as the simulated tenant sends it.
func simulatedDevices(tb testing.TB) []byte {
	tb.Helper()
	r := httptest.NewRequest("GET",
		"https://graph.microsoft.com/beta/deviceManagement/managedDevices?$top=1000&$select="+betaDeviceProperties, nil)
	r.Header.Set("Authorization", "Bearer simulated")
	w := httptest.NewRecorder()
	(&graphtest.Tenant{Users: 20_000}).Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		tb.Fatalf("the simulated tenant answered %d: %s", w.Code, w.Body)
	}
	return w.Body.Bytes()
}

func readDevicePage(tb testing.TB, dec *odata.Decoder, body []byte, page *devicePage) {
	page.reset()
	if _, err := dec.ReadPage(bytes.NewReader(body), func(string) {}, page.add); err != nil {
		tb.Fatal(err)
	}
	page.finish(odata.Page{}, false)
}

func BenchmarkDecodeDevice(b *testing.B) {
	body, dec, page, devices := simulatedDevices(b), odata.NewDecoder(), &devicePage{}, 0
	b.ReportAllocs()
	for b.Loop() {
		readDevicePage(b, dec, body, page)
		devices += len(page.devices)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(devices), "ns/device")
	b.ReportMetric(float64(len(body))/float64(len(page.devices)), "bytes/device")
}

func TestDeviceAllocations(t *testing.T) {
	body, dec, page := simulatedDevices(t), odata.NewDecoder(), &devicePage{}
	readDevicePage(t, dec, body, page)
	if n := testing.AllocsPerRun(10,
		func() { readDevicePage(t, dec, body, page) }) / float64(len(page.devices)); n > 0.1 {
		t.Errorf("a device costs %.2f allocations, want next to none", n)
	}
	if len(page.devices) != 1000 {
		t.Errorf("%d devices on the page, want 1000", len(page.devices))
	}
}
