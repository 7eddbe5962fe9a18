package graphtest

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

const deviceSelect = "/beta/deviceManagement/managedDevices?$select=id,deviceName,operatingSystem,osVersion,skuNumber,skuFamily,joinType,managedDeviceOwnerType,deviceEnrollmentType,enrollmentProfileName,userId,userPrincipalName,azureADDeviceId,lastSyncDateTime"

// BenchmarkDevicePage measures the making of a page of 1000 managed devices, without a network.
func BenchmarkDevicePage(b *testing.B) {
	s := (&Tenant{Users: 1_000_000}).Handler()
	r := httptest.NewRequest("GET", deviceSelect, nil)
	r.Header.Set("Authorization", "Bearer demo")
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		s.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(b.N*1000)/b.Elapsed().Seconds(), "devices/s")
	b.ReportMetric(float64(w.bytes)/float64(b.N*1000), "bytes/device")
}

// A page of a large tenant's devices must cost what a page costs, not what the tenant costs.
func TestDevicePageAllocations(t *testing.T) {
	for _, path := range []string{deviceSelect, "/v1.0/devices?$top=999",
		deviceSelect + "&$filter=operatingSystem%20eq%20'Windows'"} {
		s := (&Tenant{Users: 1_000_000}).Handler()
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer demo")
		w := &sink{header: http.Header{}}
		if s.ServeHTTP(w, r); w.bytes < 100_000 {
			t.Errorf("%s: %d bytes", path, w.bytes)
		}
		if n := testing.AllocsPerRun(3, func() { s.ServeHTTP(&sink{header: http.Header{}}, r) }); n > 400 {
			t.Errorf("%s makes %v allocations", path, n)
		}
	}
}
