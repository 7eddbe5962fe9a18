package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

var serviced = &Rule{
	ID:       "DEV-03",
	Title:    "Devices run a version that Microsoft still services",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("software", "Windows 11"),
	Rationale: "A version is supported until its end of servicing, which comes earlier for Home and Pro than for " +
		"Enterprise and Education." + devicesAbout,
	Remediation: upgradeFix,
	Needs:       []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(facts *Facts, d *DeviceRow) Verdict {
		r, ed := d.of, d.edition
		if r == nil {
			return NA("its release is not known")
		}
		if ed.Name == "" {
			return Unknown("the edition isn't known, nor when servicing of %s ends", r.Name)
		}
		end, known := r.Ends(ed)
		switch {
		case !known:
			return Unknown("when servicing of %s ends for %s is not verified", r.Name, ed.Name)
		case facts.Now.Sub(end) >= oneDay:
			return Warnf("%s has not been serviced for %s since %s", r.Name, ed.Name, end.Format(time.DateOnly))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "25H2 Pro"},
		{Warn, "24H2 Pro, whose servicing ended in October"},
		{NotEvaluated, "26H2 Enterprise, whose end is not verified"},
		{NotApplicable, "Windows 10"},
	},
}
