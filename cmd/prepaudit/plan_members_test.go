package main

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// unzipped are the files of a zip.
func unzipped(t *testing.T, text []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// The files for the admin center have the groups that the script has people join, with everybody whom it has join them,
// in the form that Microsoft Entra takes.
func TestPlanMembers(t *testing.T) {
	joined := 0
	for _, line := range planned {
		desk := openDesk(t, line)
		files := unzipped(t, desk.write("members"))
		note := files["read me.txt"]
		members := 0
		for name, text := range files {
			rows := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
			if name == "read me.txt" {
				continue
			}
			if rows[0] != "Member object ID or user principal name [memberObjectIdOrUpn] Required" || len(rows) < 3 ||
				!strings.HasSuffix(name, ".csv") || !strings.Contains(note, name) {
				t.Errorf("%s: %s: %q", line, name, rows)
			}
			members += len(rows) - 1
		}
		direct := false
		for _, p := range scriptTable(t, desk.script(), "people") {
			_, upn, _ := strings.Cut(strings.TrimSuffix(p["Person"], ")"), " (")
			for range strings.Fields(p["Join"] + " " + p["Leave"]) {
				joined++
				found := false
				for _, text := range files {
					found = found || strings.Contains(text, upn+"\r\n") || strings.Contains(text, p["UserId"]+"\r\n")
				}
				if !found {
					t.Errorf("%s: %s is in no file: %s", line, p["Person"], p["Change"])
				}
				members--
			}
			direct = direct || p["Add"]+p["Remove"] != ""
		}
		if members > 0 {
			t.Errorf("%s: the files have %d members more than the script", line, members)
		}
		if strings.Contains(note, "directly, which nothing imports") != direct {
			t.Errorf("%s: what is assigned directly is told: %v\n%s", line, direct, note)
		}
	}
	if joined < 20 {
		t.Errorf("only %d people join a group", joined)
	}
}
