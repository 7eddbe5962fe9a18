package rules

import (
	"cmp"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var associatedHardware = &Rule{
	ID:     "DEV-10",
	Title:  "Associated devices are physical and have TPM 2.0",
	Level:  Recommended,
	Effect: Effect{Prepare, Information, Information},
	Citation: Citation{association, "Trusted Platform Module (TPM)",
		associationURL + "?tabs=software#trusted-platform-module-tpm"},
	Rationale: "The device proves the association by its TPM and stores it in its firmware. A virtual machine, or " +
		"a TPM that is off or in reduced functionality mode, never becomes associated. A device that is associated " +
		"has passed this test.",
	Remediation: "Turn the TPM on in the firmware and update it, and associate no virtual machines: " +
		"" + associationPath +
		". In PowerShell on the device, Get-Tpm must say TpmReady True, and Get-CimInstance -Namespace " +
		"root/cimv2/Security/MicrosoftTpm Win32_Tpm must have a SpecVersion of 2.0.",
	Needs: []tenant.Dataset{tenant.Associations},
	Once:  overAssociated(judgeHardware),
	Shown: []Shown{
		{Pass, "associated"},
		{Warn, "a virtual machine"},
		{Manual, "pre-associated"},
		{NotApplicable, "no device"},
	},
}

// virtualModels are parts of what virtual machines call themselves (general knowledge).
var virtualModels = []string{"virtual machine", "virtual platform", "vmware", "virtualbox", "cloud pc", "hvm domu"}

func isVirtual(a *tenant.Association) bool {
	for _, part := range virtualModels {
		if containsFold(a.Model, part) {
			return true
		}
	}
	return containsFold(a.Manufacturer, "qemu")
}

func judgeHardware(_ *Env, all []tenant.Association) Verdict {
	virtual, waiting := 0, 0
	var models sample
	for i := range all {
		switch a := &all[i]; {
		case isVirtual(a):
			virtual++
			models.add(cmp.Or(a.Model, noModel))
		case a.State != "associated":
			waiting++
		}
	}
	switch {
	case virtual > 0:
		return Warnf("%s of %s virtual, such as %s", english.Number(virtual),
			english.CountVerb(len(all), "associated device", "is", "are"), models)
	case waiting > 0:
		return Manualf("%s pre-associated, and Graph shows a TPM only after a device is associated: on a sample, "+
			"Get-Tpm must say TpmReady True", english.CountVerb(waiting, "device", "is", "are"))
	}
	return Passf("%s the test of its TPM", english.CountVerb(len(all), "associated device", "has passed", "have "+
		"passed"))
}
