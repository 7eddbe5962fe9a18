package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Account is the name of the fact that tells whether the account is enabled.
const Account = "Account"

// facts are what a help desk looks up, in short lines.
func (k *Known) facts() (all []record.AnswerFact) {
	add := func(name string, lines ...string) { all = append(all, record.AnswerFact{Name: name, Lines: lines}) }
	add(Account, k.account())
	add("Licenses", k.licenses()...)
	add("MDM scope", k.scope())
	add("Joining", k.joining())
	add("Policy", k.policy())
	add("Access", k.access()...)
	return all
}

func (k *Known) account() string {
	u := k.Row.User
	words := []string{u.ID.String()}
	switch u.Enabled {
	case tenant.No:
		words = append(words, "disabled: nobody can sign in")
	case tenant.Unknown:
		words = append(words, "enabled or not isn't known")
	}
	if u.UserType != "" && u.UserType != "Member" {
		words = append(words, strings.ToLower(plain.Clip(u.UserType, 20)))
	}
	for _, s := range []string{u.Department, u.Country} {
		if s != "" {
			words = append(words, plain.Clip(s, 40))
		}
	}
	return strings.Join(words, ", ")
}

// licenses are the products by the paths by which they are assigned.
func (k *Known) licenses() (lines []string) {
	if !k.Row.User.LicensesKnown {
		return []string{"not known"}
	}
	run := &record.Run{Groups: record.NewGroups(k.Facts.LicenseGroups), Products: record.NewProducts(&k.Facts.Settings)}
	all := record.NewUser(k.Row).Assignments()
	failedFirst := func(a, b record.Assignment) int { return cmp.Compare(b.Error, a.Error) }
	slices.SortStableFunc(all, failedFirst)
	for _, a := range all {
		lines = append(lines, assignmentWords(run, a))
	}
	if lines == nil {
		return []string{"none"}
	}
	return lines
}

func assignmentWords(r *record.Run, a record.Assignment) string {
	part, product := r.Product(a.SKU)
	name := plain.Clip(cmp.Or(product, part, a.SKU.String()), 80)
	switch record.Path(a.Direct, a.Groups) {
	case "direct":
		name += ", assigned directly"
	case "group", "both":
		name += fmt.Sprintf(", by group \"%s\"", plain.Clip(r.GroupNames(a.Groups), 120))
		if a.Direct {
			name += " and directly"
		}
	}
	if a.Error != "" {
		name = "failed (" + plain.Clip(a.Error, 60) + "): " + name
	}
	if a.Off > 0 {
		name += fmt.Sprintf(", %s turned off", english.Count(a.Off, "plan"))
	}
	return name
}

func (k *Known) scope() string {
	switch k.Row.MDM {
	case rules.MDMInside:
		return "in the MDM user scope"
	case rules.MDMNested:
		return "in the MDM user scope, but maybe only through a nested group, which doesn't count"
	case rules.MDMOutside:
		return "not in the MDM user scope"
	}
	return "not known"
}

func (k *Known) joining() string {
	e, u := k.Facts, k.Row.User
	if !e.Has(tenant.Registration) {
		return "not known"
	}
	may := map[tenant.Tri]string{
		tenant.Yes: "may join devices", tenant.No: "may not join devices",
		tenant.Unknown: "whether the user may join devices isn't known",
	}[e.Registration.Join.Has(u.ID)]
	switch {
	case !e.Registration.Limited():
		return may + "; there is no device limit"
	case !e.Has(tenant.OwnedDevices):
		return may + "; how many devices the user has isn't known"
	}
	return fmt.Sprintf("%s; has %s of at most %s", may, english.Number(e.Owned.Of(u.ID)),
		english.Count(e.Registration.DeviceQuota, "device"))
}
