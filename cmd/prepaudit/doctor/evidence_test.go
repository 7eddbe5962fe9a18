package doctor

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/graphtest"
)

var update = flag.Bool("update", false, "write evidence of simulated tenants, and what the checks say, anew")

const evidence = "../../../testdata/evidence"

// every does all changes, and reports whether any did something.
func every(all ...change) change {
	return func(req *http.Request, resp *http.Response, body map[string]any) (changed bool) {
		for _, c := range all {
			changed = c(req, resp, body) || changed
		}
		return changed
	}
}

// kept are the tenants whose evidence is in testdata. The last one is as several public tools saw live tenants.
var kept = map[string]simulation{
	"contoso":     {},
	"app":         {tenant: graphtest.Tenant{Scenario: "healthy", AppOnly: true}},
	"older-shape": {tenant: graphtest.Tenant{Dialects: []string{"device-group-old-shape", "device-group-post"}}},
	"nulls-in-lists": {change: every(
		set("/managedDevices", "skuNumber", json.Number("0")),
		set("/managedDevices", "skuFamily", nil), set("/managedDevices", "enrollmentProfileName", nil),
		refuse("$expand=includedGroups", 400, "BadRequest", "no"),
	)},
}

// What was seen is looked at again, and says the same.
func TestEvidenceAgain(t *testing.T) {
	if *update {
		for name, s := range kept {
			synctest.Test(t, func(t *testing.T) { write(t, filepath.Join(evidence, name+".json"), s.run(t)) })
		}
	}
	files, err := filepath.Glob(evidence + "/*.json")
	if err != nil || len(files) < len(kept) {
		t.Fatalf("%d files of evidence: %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var e Evidence
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&e); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		then := e.Findings
		e.Findings = e.Examine()
		if *update {
			write(t, file, &e)
			continue
		}
		for _, f := range changedFindings(then, e.Findings) {
			t.Errorf("%s: %s: go test ./cmd/prepaudit/doctor -run Again -update writes it anew", file, f)
		}
		own := regexp.MustCompile(`@(odata|microsoft\.graph)\.`)
		for _, secret := range []*regexp.Regexp{guid, regexp.MustCompile(`\w@\w[\w-]*\.\w+`)} {
			if found := secret.Find(own.ReplaceAll(text, nil)); found != nil {
				t.Errorf("%s has %q in it", file, found)
			}
		}
	}
}

// changedFindings are those that only one of two lists has.
func changedFindings(then, now []Finding) (all []string) {
	for sign, lists := range map[string][2][]Finding{"then ": {then, now}, "now ": {now, then}} {
		for _, f := range lists[0] {
			if !slices.ContainsFunc(lists[1], func(other Finding) bool {
				return f.Check == other.Check && f.Outcome == other.Outcome && f.Seen == other.Seen
			}) {
				all = append(all, sign+f.Check+" "+string(f.Outcome)+": "+f.Seen)
			}
		}
	}
	return all
}

func write(t *testing.T, file string, e *Evidence) {
	var b bytes.Buffer
	if err := e.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The evidence of a tenant has none of its names, ids and values in it, not even the hostile ones.
func TestNothingOfTheDirectory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		secrets := map[string]bool{}
		var raw []byte
		const planted = "SecretProject"
		var mu sync.Mutex
		for _, made := range []string{planted, "extension_" + planted, "contoso_" + planted} {
			secrets[made] = true
		}
		change := every(
			objects("/ownedDevices", func(o map[string]any) { o["extension_"+planted], o["contoso_"+planted] = 1, 1 }),
			set("/managedDevices", "joinType", planted), set("/v1.0/users", "userType", planted),
			objects("/domains", func(o map[string]any) { o["@odata.type"], o["of@"+planted] = planted, planted }),
			refuse("/importedDeviceIdentities", 403, planted, "the person "+planted+" may not"),
			entire("/subscribedSkus", func(b map[string]any) { b["@odata.nextLink"] = "https://" + planted + "/" }),
		)
		e := simulation{tenant: graphtest.Tenant{Scenario: "hostile"}, change: change, seen: func(body []byte) {
			var v any
			bad := json.Unmarshal(body, &v)
			mu.Lock() // answers come side by side
			defer mu.Unlock()
			raw = append(raw, body...)
			if bad == nil {
				secretsIn(v, "", secrets)
			}
		}}.run(t)
		var z bytes.Buffer
		if err := e.WriteZip(&z, time.Now()); err != nil {
			t.Fatal(err)
		}
		text := unzipped(t, z.Bytes())
		var words []string
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		wordsIn(v, &words)
		for _, leaked := range leaks(secrets, words) {
			t.Errorf("the evidence has %.60q in it", leaked)
		}
		if len(secrets) < 300 || len(words) < 1000 {
			t.Errorf("%d secrets, %d words", len(secrets), len(words))
		}
		if guid.Match(text) {
			t.Errorf("the evidence has an id in it: %s", guid.Find(text))
		}
		// The same search finds what is there.
		if found := leaks(secrets, []string{string(raw)}); len(found) < len(secrets)/2 {
			t.Errorf("of %d secrets the search finds %d in the answers themselves", len(secrets), len(found))
		}
	})
}

// identifying are the properties whose values name a person, a thing or a place of the directory.
var identifying = regexp.MustCompile(`(?i)(^id$|name$|mail|serial|upn|domain|city|street|phone|department|` +
	`employeeId|costCenter|Id$|Ids$|uri$|url$|description|notes|country)`)

// public are properties of that form that hold words of Graph's own.
var public = []string{"servicePlanName", "skuPartNumber", "resourceName", "actionName"}

func secretsIn(v any, property string, secrets map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			secretsIn(inner, name, secrets)
		}
	case []any:
		for _, inner := range v {
			secretsIn(inner, property, secrets)
		}
	case string:
		if identifying.MatchString(property) && !slices.Contains(public, property) && v != "" {
			secrets[v] = true
		}
	}
}

// wordsIn are the names and the texts of a JSON value.
func wordsIn(v any, words *[]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			*words = append(*words, name)
			wordsIn(inner, words)
		}
	case []any:
		for _, inner := range v {
			wordsIn(inner, words)
		}
	case string:
		*words = append(*words, v)
	}
}

// leaks are secrets that are any of the words or stand in one, with no letter before and behind.
func leaks(secrets map[string]bool, words []string) (found []string) {
	own := []string{"null", "deviceRegistrationPolicy"} // what the evidence says of itself
	for secret := range secrets {
		within := regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(secret) + `($|[^A-Za-z0-9])`)
		if !slices.Contains(own, secret) && slices.ContainsFunc(words, func(word string) bool {
			return word == secret || len(secret) > 2 && strings.Contains(word, secret) && within.MatchString(word)
		}) {
			found = append(found, secret)
		}
	}
	return found
}

func unzipped(t *testing.T, archive []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil || len(z.File) != 1 || z.File[0].Name != "evidence.json" {
		t.Fatalf("%+v: %v", z.File, err)
	}
	f, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
