package graph

import (
	"context"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// wireRestriction is a deviceEnrollmentConfiguration: the default one restricts every platform, others one.
type wireRestriction struct {
	identified
	Type        string        `json:"@odata.type"`
	Name        string        `json:"displayName"`
	Priority    int           `json:"priority"`
	Windows     *wirePlatform `json:"windowsRestriction" sent:"maybe"`
	Platform    *string       `json:"platformType" sent:"maybe"`
	Restriction *wirePlatform `json:"platformRestriction" sent:"maybe"`
	Limit       *int          `json:"limit" sent:"maybe"`
}

type wirePlatform struct {
	Blocked         *bool  `json:"platformBlocked"`
	PersonalBlocked *bool  `json:"personalDeviceEnrollmentBlocked"`
	MinVersion      string `json:"osMinimumVersion" sent:"null"`
	MaxVersion      string `json:"osMaximumVersion" sent:"null"`
}

// lack finds what a kind of configuration should have.
func (w wireRestriction) lack() string {
	switch strings.TrimPrefix(w.Type, "#microsoft.graph.") {
	case "deviceEnrollmentPlatformRestrictionsConfiguration":
		if w.Windows == nil {
			return "windowsRestriction"
		}
	case "deviceEnrollmentPlatformRestrictionConfiguration":
		if w.Platform == nil {
			return "platformType"
		}
		if w.Restriction == nil && !slices.Contains(otherPlatforms, *w.Platform) {
			return "platformRestriction"
		}
	}
	return ""
}

// otherPlatforms are the words of enrollmentRestrictionPlatformType for what is no Windows PC.
var otherPlatforms = []string{"ios", "windowsPhone", "android", "androidForWork", "mac", "linux"}

// restrictions reads what keeps Windows devices from enrolling, and how many devices a user may enroll; names and
// members of groups are left to Group and Members. Restrictions of one platform exist in beta only.
func (c *Client) restrictions(ctx context.Context, s *tenant.Settings) error {
	const path = "/beta/deviceManagement/deviceEnrollmentConfigurations"
	all, err := list[wireRestriction](ctx, c, path)
	if err != nil {
		return err
	}
	var out []tenant.Restriction
	var limits []tenant.DeviceLimit
	for _, w := range all {
		r := tenant.Restriction{ID: w.ID, Name: w.Name, Priority: w.Priority}
		rule := w.Windows
		switch strings.TrimPrefix(w.Type, "#microsoft.graph.") {
		case "deviceEnrollmentPlatformRestrictionsConfiguration":
			// Only the one that Intune made itself applies without an assignment.
			r.Default = w.Priority == 0
		case "deviceEnrollmentPlatformRestrictionConfiguration":
			rule = w.Restriction
			if slices.Contains(otherPlatforms, *w.Platform) {
				continue
			}
			if r.Platform = *w.Platform; r.Platform == "windows" || r.Platform == "allPlatforms" {
				r.Platform = ""
			} else if r.Platform == "" {
				r.Platform = "not sent"
			}
		case "deviceEnrollmentLimitConfiguration":
			limit := tenant.DeviceLimit{ID: w.ID, Name: w.Name}
			if w.Limit != nil {
				limit.Limit = *w.Limit
			}
			limits = append(limits, limit)
			continue
		default:
			continue // Windows Hello, the enrollment status page
		}
		if rule != nil {
			r.Blocked, r.PersonalBlocked = triOf(rule.Blocked), triOf(rule.PersonalBlocked)
			r.MinVersion, r.MaxVersion = rule.MinVersion, rule.MaxVersion
		}
		if !r.Default {
			if r.Assignments, err = c.assignments(ctx, path, w.ID); err != nil {
				return err
			}
		}
		out = append(out, r)
	}
	s.Restrictions, s.DeviceLimits = out, limits
	return nil
}
