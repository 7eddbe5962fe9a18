package rules

import "prepaudit/rules/tenant"

// both and either join what is known of two things.
func both(a, b tenant.Tri) tenant.Tri {
	switch {
	case a == tenant.No, b == tenant.No:
		return tenant.No
	case a == tenant.Yes && b == tenant.Yes:
		return tenant.Yes
	}
	return tenant.Unknown
}

func either(a, b tenant.Tri) tenant.Tri {
	switch {
	case a == tenant.Yes, b == tenant.Yes:
		return tenant.Yes
	case a == tenant.No && b == tenant.No:
		return tenant.No
	}
	return tenant.Unknown
}
