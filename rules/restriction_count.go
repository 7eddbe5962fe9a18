package rules

import (
	"cmp"
	"slices"

	"prepaudit/rules/tenant"
)

// restrictionCount counts the users in scope for whom each restriction wins. One that means a user leaves nobody to
// those that it wins against: device preparation is driven by a user, and the default restriction is for those alone
// who have no other (IDM intune/device-enrollment/restrictions.md, 2025-12-04).
type restrictionCount struct {
	order []int        // places in Settings.Restrictions of those that are assigned, the first to win first
	reach []affected   // by place
	rest  affected     // whom none means
	met   []tenant.Tri // whether each wins for the user who was counted last
}

func (c *restrictionCount) begin(all []tenant.Restriction) {
	*c = restrictionCount{reach: make([]affected, len(all)), met: make([]tenant.Tri, len(all))}
	for i, r := range all {
		if r.Default || len(r.Assignments) > 0 {
			c.order = append(c.order, i)
		}
	}
	slices.SortStableFunc(c.order, func(i, j int) int {
		a, b := all[i], all[j]
		switch {
		case a.Default == b.Default:
			return cmp.Compare(a.Priority, b.Priority)
		case a.Default:
			return 1
		}
		return -1
	})
}

// count takes one user in scope. Of several with the same priority nothing says which wins.
func (c *restrictionCount) count(all []tenant.Restriction, u *tenant.User, s LicenseStatus) {
	left := tenant.Yes
	for from, to := 0, 0; from < len(c.order); from = to {
		first := all[c.order[from]]
		for to < len(c.order) && all[c.order[to]].Default == first.Default &&
			all[c.order[to]].Priority == first.Priority {
			to++
		}
		some := tenant.No
		for _, i := range c.order[from:to] {
			means := restricts(all[i], u.ID)
			some = either(some, means)
			for _, j := range c.order[from:to] {
				if j != i && restricts(all[j], u.ID) != tenant.No {
					means = both(means, tenant.Unknown)
				}
			}
			c.met[i] = both(left, means)
			c.reach[i].add(c.met[i], s)
		}
		switch some {
		case tenant.Yes:
			left = tenant.No
		case tenant.Unknown:
			left = both(left, tenant.Unknown)
		}
	}
	c.rest.add(left, s)
}

// asOfOne stands in for one user whom every restriction means, so that a verdict is that on such a user.
func (c *restrictionCount) asOfOne() {
	c.reach = slices.Repeat([]affected{{Users: 1, Sure: 1}}, len(c.reach))
	c.rest = affected{Users: 1, Sure: 1}
}

// restricts says whether a restriction means a user. What a filter on devices lets through is not known, nor what all
// devices are to somebody who has none yet.
func restricts(r tenant.Restriction, user tenant.GUID) tenant.Tri {
	if r.Default {
		return tenant.Yes
	}
	means := Assigned(r.Assignments, user)
	unsure := r.Platform != ""
	for _, a := range r.Assignments {
		unsure = unsure || a.Filter != ""
		if a.Kind == "allDevices" {
			means = either(means, tenant.Unknown)
		}
	}
	if unsure {
		means = both(means, tenant.Unknown)
	}
	return means
}

// restrictionsInQuestion reports whether a restriction keeps devices out, or the default one is missing, so that it
// matters whom which of them mean.
func restrictionsInQuestion(all []tenant.Restriction) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, isDefault) ||
		slices.ContainsFunc(all, func(r tenant.Restriction) bool {
			return r.Blocked != tenant.No || r.PersonalBlocked != tenant.No || r.MinVersion != "" ||
				r.MaxVersion != "" || r.Platform != ""
		})
}
