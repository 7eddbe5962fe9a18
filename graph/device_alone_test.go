package graph

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// everyDevice reads to the end and keeps copies.
func everyDevice(t *testing.T, c *Client) (all []tenant.Device, err error) {
	t.Helper()
	for d, e := range c.Devices(t.Context()) {
		if err = e; e == nil {
			all = append(all, *d)
		}
	}
	return all, err
}

// listing is an Intune of n devices: list writes what a list has of one behind its id, and alone how an item answers.
type listing struct {
	n       int
	list    func(i int) string
	alone   func(i int) string
	batches atomic.Int64
	items   atomic.Int64
}

func (l *listing) client(t *testing.T) *Client {
	t.Helper()
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		if strings.HasSuffix(req.URL.Path, "/$batch") {
			return l.batch(t, req)
		}
		from := 0
		fmt.Sscan(req.URL.Query().Get("$skiptoken"), &from)
		var page []string
		for i := from; i < min(from+1000, l.n); i++ {
			page = append(page, `{"id":"`+numbered(i)+`","operatingSystem":"Windows"`+l.list(i)+`}`)
		}
		next := ""
		if from+1000 < l.n {
			next = fmt.Sprintf(`"@odata.nextLink":"https://graph.microsoft.com%s?$skiptoken=%d",`, req.URL.Path, from+1000)
		}
		return 200, filled(anyDevice, fmt.Sprintf(`{"@odata.count":%d,%s"value":[%s]}`, l.n, next, strings.Join(page, ",")))
	})
	return c
}

func (l *listing) batch(t *testing.T, req *http.Request) (int, string) {
	var in struct {
		Requests []struct {
			ID, URL string
			Headers map[string]string
		}
	}
	if err := json.NewDecoder(req.Body).Decode(&in); err != nil {
		t.Error(err)
	}
	l.batches.Add(1)
	l.items.Add(int64(len(in.Requests)))
	var out []string
	for _, r := range in.Requests {
		path, query, _ := strings.Cut(r.URL, "?")
		i := 0
		fmt.Sscanf(path[len(path)-12:], "%x", &i)
		if query != "$select=skuNumber,skuFamily,joinType" || r.Headers["Prefer"] != odata.NewEnumMembers {
			t.Errorf("asked %+v", r)
		}
		out = append(out, `{"id":"`+r.ID+`",`+l.alone(i)+`}`)
	}
	return 200, `{"responses":[` + strings.Join(out, ",") + `]}`
}

const (
	full      = `"status":200,"body":{"skuNumber":48,"skuFamily":"Pro","joinType":"azureADJoined"}`
	emptyItem = `"status":200,"body":{"skuNumber":0,"skuFamily":null,"joinType":"unknown"}`
	complete  = `,"skuNumber":4,"skuFamily":"Enterprise","joinType":"hybridAzureADJoined"`
)

// What a list leaves out is asked of single devices, twenty in a request, and no more of them than there is sense in.
func TestDevicesAlone(t *testing.T) {
	always := func(s string) func(int) string { return func(int) string { return s } }
	for _, row := range []struct {
		name           string
		n              int
		list, alone    func(int) string
		batches, items int
		known          int // devices of which number and joining are known in the end
		lacking        string
	}{
		{"nothing is left out", 50, always(complete), always(full), 0, 0, 50, ""},
		{"all is left out", 50, always(``), always(full), 3, 50, 50, ""},
		{"all is null", 50, always(`,"skuNumber":null,"skuFamily":null,"joinType":null`), always(full), 3, 50, 50, ""},
		{"all is nought", 50, always(`,"skuNumber":0,"skuFamily":"","joinType":"unknown"`), always(full), 3, 50, 50, ""},
		{"the kind of joining alone is left out", 50, always(`,"skuNumber":48`), always(full), 3, 50, 50, ""},
		{"the number is left out, and the family is there", 50, always(`,"skuFamily":"Pro","joinType":"azureADJoined"`),
			always(full), 0, 0, 0, ""},
		{"of some", 50, func(i int) string {
			if i%10 == 0 {
				return ``
			}
			return complete
		}, always(full), 1, 5, 50, ""},
		{"a single device says no more", 2500, always(``), always(emptyItem), 1, 20, 0, ""},
		{"some are gone", 50, always(``), func(i int) string {
			if i%2 == 0 {
				return `"status":404,"body":{"error":{"code":"NotFound"}}`
			}
			return full
		}, 3, 50, 25, ""},
		{"single devices are refused", 2500, always(``), always(`"status":403,"body":{}`), 1, 20, 0, ""},
		{"more than are asked for", mostAlone + 1500, always(``), always(full), mostAlone / 20, mostAlone, mostAlone,
			"5,000 were read one by one, and 1,500 more were not"},
	} {
		l := &listing{n: row.n, list: row.list, alone: row.alone}
		all, err := everyDevice(t, l.client(t))
		known := 0
		for _, d := range all {
			if d.SKUNumber > 0 && d.JoinType != "" && d.JoinType != "unknown" {
				known++
			}
		}
		if len(all) != row.n || known != row.known || int(l.batches.Load()) != row.batches ||
			int(l.items.Load()) != row.items {
			t.Errorf("%s: %d devices, %d known, %d batches of %d", row.name, len(all), known, l.batches.Load(),
				l.items.Load())
		}
		if _, partial := err.(Parts); partial != (row.lacking != "") || !partial && err != nil ||
			partial && !strings.Contains(err.Error(), row.lacking) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// A $batch that is refused as a whole costs what it would have told, and nothing else.
func TestDevicesAloneWithoutBatch(t *testing.T) {
	l := &listing{n: 30, list: func(int) string { return `` }}
	whole := l.client(t)
	for status, want := range map[int]string{403: "403", 400: "400", 404: "404"} {
		c, f := newFake(t, func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/$batch") {
				return status, `{}`
			}
			var body []byte
			err := whole.odata.Start(req.Context(), req).Read(func(r io.Reader) (err error) {
				body, err = io.ReadAll(r)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return 200, string(body)
		})
		all, err := everyDevice(t, c)
		if _, partial := err.(Parts); !partial || !strings.Contains(err.Error(), want) || len(all) != 30 ||
			len(f.asked) != 2 {
			t.Errorf("%d: %d devices, %v after %d requests", status, len(all), err, len(f.asked))
		}
	}
}

// In the end devices are the same, whether or not lists have it all.
func TestDevicesOfDialect(t *testing.T) {
	want, err := everyDevice(t, simulated(t, graphtest.Tenant{Users: 300}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := everyDevice(t, simulated(t, graphtest.Tenant{Users: 300, Dialects: []string{"sku-null-in-lists"}}))
	if err != nil || len(got) < 100 || !reflect.DeepEqual(got, want) {
		t.Errorf("%d devices, %v, want %d", len(got), err, len(want))
	}
}
