package graph

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// preparationFamily is the family of the templates of device preparation, and of Apple's enrollment policies too.
const preparationFamily = "enrollmentConfiguration"

// preparationFilter leaves to the answer what a client can't tell from its absence: policies of other platforms.
const preparationFilter = "templateReference/templateFamily eq '" + preparationFamily + "' and platforms eq 'windows10'"

// What a policy is by its template, where its settings don't say; behind the underscore of its id stands a version
// (deploymenttheory/terraform-provider-microsoft365 and Microsoft365DSC, 2026-08). More templates are in the field,
// such as 70d256b3-6120-4f88-9e00-0972ec64fc83 with the settings of device association.
var preparationTemplates = map[string]tenant.PreparationMode{
	"80d33118-b7b4-40d8-b15f-81be745e053f": tenant.UserDriven,
	"a6157a7f-aa00-42d9-ac82-7d2479f545db": tenant.Automatic,
}

// appleTemplates are those of Apple's enrollment policies, for answers that were saved without platforms (the same
// provider's capture of the portal, 2026-07-03): iOS, macOS, visionOS and tvOS.
var appleTemplates = []string{
	"27d20e9c-50c1-48f8-a44c-f37de4510051", "2e29557d-70fc-405a-8082-d1e5b6be2b8c",
	"b974d292-62c4-4853-bdab-166cf42df51c", "46af9f2a-ea44-41f5-9a93-baeebd93776e",
}

// template is the id of the policy's template without its version.
func (w wirePolicy) template() string {
	id, _, _ := strings.Cut(strings.ToLower(w.Template.ID), "_")
	return id
}

// forWindows says whether a policy is for Windows. Saved answers know no filter, and may lack the property.
func (w wirePolicy) forWindows() tenant.Tri {
	for platform := range strings.SplitSeq(w.Platforms, ",") {
		if strings.EqualFold(strings.TrimSpace(platform), "windows10") {
			return tenant.Yes
		}
	}
	_, ours := preparationTemplates[w.template()]
	switch {
	case w.Platforms != "" && w.Platforms != "none", slices.Contains(appleTemplates, w.template()):
		return tenant.No
	case ours:
		return tenant.Yes
	}
	return tenant.Unknown
}

// dppPrefix begins the ids of the settings of device preparation.
const dppPrefix = "enrollment_autopilot_dpp_"

func ofPreparation(s tenant.PreparationSetting) bool { return strings.HasPrefix(s.ID, dppPrefix) }

// modeOf tells who drives a policy by its deployment type. A policy that has none is what its template says; of an
// unknown template, one with a join type is driven by a user: those in automatic mode leave joining to Windows 365.
func modeOf(template string, settings []tenant.PreparationSetting) tenant.PreparationMode {
	joins := false
	for _, s := range settings {
		switch s.ID {
		case dppPrefix + "deploymenttype":
			switch {
			case slices.Equal(s.Values, []string{s.ID + "_0"}):
				return tenant.UserDriven
			case slices.Equal(s.Values, []string{s.ID + "_1"}):
				return tenant.Automatic
			}
			return tenant.OtherMode
		case dppPrefix + "jointype":
			joins = true
		}
	}
	mode, known := preparationTemplates[template]
	switch {
	case known:
		return mode
	case joins:
		return tenant.UserDriven
	}
	return tenant.OtherMode
}
