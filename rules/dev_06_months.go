package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

var servicedForMonths = &Rule{
	ID:     "DEV-06",
	Title:  "The devices' Windows version is serviced for more than six months",
	Level:  Advisory,
	Effect: Effect{Prepare, Information, Information},
	Citation: Citation{"Windows 11 release information", "Windows 11 current versions by servicing option",
		"https://learn.microsoft.com/windows/release-health/windows11-release-information"},
	Rationale:   "A version near its end of servicing has to be replaced soon anyway, in the middle of the rollout.",
	Remediation: upgradeFix,
	Needs:       []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(facts *Facts, d *DeviceRow) Verdict {
		r, ed := d.of, d.edition
		if r == nil {
			return NA("its release is not known")
		}
		end, known := r.Ends(ed)
		switch {
		case !known || ed.Name == "":
			return NA("its end of servicing is not known")
		case facts.Now.Sub(end) >= oneDay:
			return NA("its servicing has ended")
		case facts.Now.AddDate(0, 6, 0).Before(end):
			return OK
		}
		return Warnf("servicing of %s for %s ends on %s", r.Name, ed.Name, end.Format(time.DateOnly))
	},
	Shown: []Shown{
		{Pass, "25H2 Pro"},
		{Pass, "24H2 Enterprise, ten months"},
		{Warn, "24H2 Pro in June"},
		{NotApplicable, "24H2 Pro, ended"},
	},
}
