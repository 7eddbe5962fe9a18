package graph

import (
	"encoding/json"

	"prepaudit/rules/tenant"
)

// wireMembership is what Intune answers of a policy's device group: as Microsoft365DSC and Terraform's provider see
// it in 2026, with a word of each target or one of all, or as CIPP sees it, the targets alone; direct or, by the
// reference, inside value.
type wireMembership struct {
	Valid    *bool `json:"validationSucceeded" sent:"maybe"`
	Statuses []struct {
		Target string `json:"targetId" sent:"maybe"`
		Code   string `json:"targetValidationErrorCode" sent:"maybe"`
		Valid  *bool  `json:"validationSucceeded" sent:"maybe"`
	} `json:"enrollmentTimeDeviceMembershipTargetValidationStatuses" sent:"maybe"`
	Targets []struct {
		Target string `json:"targetId" sent:"maybe"`
		Type   string `json:"targetType" sent:"maybe"`
	} `json:"enrollmentTimeDeviceMembershipTargets" sent:"maybe"`
	Value wrapped `json:"value" sent:"maybe"`
}

// wrapped is an answer inside value, which is the answer or a list of it.
type wrapped struct{ *wireMembership }

// UnmarshalJSON takes what is neither for nothing.
func (v *wrapped) UnmarshalJSON(text []byte) error {
	var list []wireMembership
	if json.Unmarshal(text, &list) == nil {
		for _, one := range list {
			v.wireMembership = &one
		}
		return nil
	}
	return json.Unmarshal(text, &v.wireMembership)
}

// group is the one group that a policy can have, and whether it can be asked what it is. An answer without a word does
// not say that there is no group.
func (w *wireMembership) group() (g tenant.DeviceGroup, ask bool, err error) {
	if w.Value.wireMembership != nil {
		return w.Value.group()
	}
	g.Known = w.Valid != nil || w.Statuses != nil || w.Targets != nil
	g.Valid = triOf(w.Valid)
	target := ""
	ask = true
	for _, t := range w.Targets {
		target, ask = t.Target, t.Type == "" || t.Type == "staticSecurityGroup"
	}
	for _, s := range w.Statuses {
		target, ask, g.Error = s.Target, true, s.Code
		if s.Valid != nil {
			g.Valid = triOf(s.Valid)
		}
	}
	// The first member of the enumeration stands where there is no error.
	if g.Error == "unknown" && g.Valid != tenant.No {
		g.Error = ""
	}
	if target != "" {
		g.ID, err = tenant.ParseGUID(target)
	}
	return g, ask && !g.ID.IsZero(), err
}
