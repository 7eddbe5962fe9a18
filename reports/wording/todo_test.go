package wording

import (
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// title is what stands behind the id of a rule.
func title(id string) string { return strings.TrimPrefix(Titled([]string{id}), id) }

// Who has an assignment in error needs no other product.
func TestToDo(t *testing.T) {
	const failed = "SPE_E3 assigned directly: CountViolation, no seat left"
	finding := record.Finding{Rule: "LIC-04", Outcome: rules.Fail, Level: rules.Advisory,
		Detail: "FLOW_FREE assigned directly: CountViolation, no seat left"}
	for _, c := range []struct {
		name    string
		status  rules.LicenseStatus
		inError string
		mdm     rules.MDMState
		usable  bool
		want    string
	}{
		{"no license", rules.NoLicense, "", rules.MDMInside, false, "Assign a qualifying product"},
		{"no license, an assignment in error", rules.NoLicense, failed, rules.MDMOutside, false,
			"Fix the assignment in error: SPE_E3 assigned directly: CountViolation, no seat left"},
		{"half a license, an assignment in error", rules.LacksEntra, failed, rules.MDMOutside, true,
			"Fix the assignment in error: SPE_E3 assigned directly: CountViolation, no seat left; bring into the MDM user scope"},
		{"half a license", rules.LacksEntra, "", rules.MDMInside, true, "Assign Entra ID P1 or P2"},
		{"both lacking, an assignment in error", rules.LacksBoth, failed, rules.MDMInside, false,
			"Fix the assignment in error: SPE_E3 assigned directly: CountViolation, no seat left"},
		{"a room", rules.RoomAccount, "", rules.MDMInside, false,
			"If this is a person who will set up a PC: assign a qualifying product. If it is a room: nothing"},
	} {
		v := record.User{Entitlement: &record.Entitlement{}, Status: c.status, MDM: c.mdm, InError: c.inError,
			Findings: []record.Finding{finding, {Rule: "DEV-11", Outcome: rules.Fail, Level: rules.Recommended}}}
		v.Entitlement.Intune.Usable, v.Entitlement.Fix = c.usable, "assign a qualifying product"
		if c.usable {
			v.Entitlement.Fix = "assign Entra ID P1 or P2"
		}
		if got := ToDo(&v); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// With another MDM service Entra ID is all that anybody is told to assign.
func TestToDoOtherMDM(t *testing.T) {
	for status, want := range map[rules.LicenseStatus]string{
		rules.NoLicense:    "Assign Entra ID P1 or P2",
		rules.Unclassified: "If this is a person who will set up a PC: assign Entra ID P1 or P2",
	} {
		v := record.User{Entitlement: &record.Entitlement{Fix: "assign Entra ID P1 or P2"}, Status: status}
		if got := ToDo(&v); got != want {
			t.Errorf("%v: %q, want %q", status, got, want)
		}
	}
}

// Whom a group is still assigning a license needs no other.
func TestToDoWaits(t *testing.T) {
	finding := func(id string, outcome rules.Outcome) record.Finding {
		return record.Finding{Rule: id, Outcome: outcome, Level: rules.Required}
	}
	for _, c := range []struct {
		name     string
		status   rules.LicenseStatus
		entra    bool
		findings []record.Finding
		want     string
	}{
		{"both halves", rules.NoLicense, false, []record.Finding{finding("LIC-02", rules.Warn),
			finding("LIC-03", rules.Warn)}, "Wait until the group has assigned the license"},
		{"the half that lacks, and the other has a warning", rules.LacksIntune, true, []record.Finding{finding("LIC-02", rules.Warn), finding("LIC-03", rules.Warn), finding("LIC-10", rules.Warn)}, "Wait until the group has assigned the license; look at finding LIC-10" + title("LIC-10")},
		{"one of two halves", rules.LacksBoth, false, []record.Finding{finding("LIC-02", rules.Warn),
			finding("LIC-03", rules.Fail)}, "Do so; look at finding LIC-02" + title("LIC-02")},
		{"perhaps", rules.LacksIntune, true, []record.Finding{finding("LIC-02", rules.NotEvaluated)}, "Do so"},
		{"a usable half with a warning", rules.LacksIntune, true, []record.Finding{finding("LIC-03", rules.Warn)},
			"Do so; look at finding LIC-03" + title("LIC-03")},
	} {
		v := record.User{Entitlement: &record.Entitlement{}, Status: c.status, Findings: c.findings}
		v.Entitlement.Entra.Usable, v.Entitlement.Fix = c.entra, "do so"
		if got := ToDo(&v); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What fails beside the licenses is named, whatever else there is to do; what the words say already is not named again.
func TestToDoFails(t *testing.T) {
	finding := func(id string, level rules.Level) record.Finding {
		return record.Finding{Rule: id, Outcome: rules.Fail, Level: level}
	}
	v := record.User{Entitlement: &record.Entitlement{}, Status: rules.LacksEntra, MDM: rules.MDMOutside,
		InError: "SPE_E3", Findings: []record.Finding{
			finding("LIC-03", rules.Required), finding("LIC-04", rules.Required), finding("MDM-03", rules.Required),
			finding("DIR-01", rules.Required), finding("DIR-02", rules.Recommended), finding("LIC-11", rules.Advisory)}}
	v.Entitlement.Intune.Usable = true
	cured := "Fix the assignment in error: SPE_E3; bring into the MDM user scope; look at finding DIR-01" + title("DIR-01") + "; look at finding DIR-02" + title("DIR-02")
	if got := ToDo(&v); got != cured {
		t.Errorf("%q, want %q", got, cured)
	}
	v.Status, v.MDM, v.InError = rules.Qualified, rules.MDMInside, ""
	v.Findings = v.Findings[3:]
	if got, want := ToDo(&v), "Look at finding DIR-01"+title("DIR-01")+"; look at finding DIR-02"+title("DIR-02"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
