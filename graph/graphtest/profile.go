package graphtest

import (
	"slices"
	"strings"
	"time"
)

// profile is a kind of user: how the account stands and what it holds. All of a kind are alike but for names and ids.
type profile struct {
	label string // groups are formed from labels
	share int    // of a thousand people; those left over get the first profile
	least int    // at least so many

	disabled bool
	typeless bool // userType null
	guest    bool // invited, userType Guest
	external bool // invited, userType Member
	pending  bool // the invitation is not accepted
	nowhere  bool // usageLocation null
	lagging  bool // the services do not know of the licenses yet
	// licenseAssignmentStates lacks the licenses (microsoft-graph-docs, issue 9636)
	stateless bool
	holds     []held

	from, count int               // ranks
	json        map[string][]byte // properties that all of the profile have alike
}

// held is one path by which a product reaches a user.
type held struct {
	part  string
	off   []string // plans switched off
	group string   // the group that gives it; "" is direct
	state string   // "" is Active
	err   string
}

// invited reports whether the account is somebody's of another organization.
func (p *profile) invited() bool { return p.guest || p.external }

// assigned gives the ids of the products that p holds, each with the plans that no path leaves on. A path in
// state Error brings no license.
func (p *profile) assigned(skus map[string]sku) (parts []string, off map[string][]string) {
	off = map[string][]string{}
	for _, h := range p.holds {
		if h.state == "Error" {
			continue
		}
		if !slices.Contains(parts, h.part) {
			parts = append(parts, h.part)
			off[h.part] = h.off
			continue
		}
		off[h.part] = slices.DeleteFunc(slices.Clone(off[h.part]),
			func(s string) bool { return !slices.Contains(h.off, s) })
	}
	return parts, off
}

// render writes what does not differ within a profile.
func (d *directory) render() {
	for _, p := range d.allProfiles() {
		state, creation, kind := "null", "null", `"Member"`
		if p.invited() {
			state, creation = `"Accepted"`, `"Invitation"`
		}
		if p.pending {
			state = `"PendingAcceptance"`
		}
		if p.guest {
			kind = `"Guest"`
		}
		if p.typeless {
			kind = "null"
		}
		enabled := "true"
		if p.disabled {
			enabled = "false"
		}
		p.json = map[string][]byte{
			"accountEnabled":          []byte(enabled),
			"userType":                []byte(kind),
			"externalUserState":       []byte(state),
			"creationType":            []byte(creation),
			"assignedLicenses":        d.assignedLicenses(p),
			"assignedPlans":           d.assignedPlans(p),
			"licenseAssignmentStates": d.licenseAssignmentStates(p),
		}
	}
}

func (d *directory) allProfiles() []*profile {
	all := slices.Clone(d.profiles)
	for i := range d.blocks {
		if p := d.blocks[i].special; p != nil {
			all = append(all, p)
		}
	}
	return all
}

func (d *directory) appendPlanIDs(b []byte, part string, off []string) []byte {
	b = append(b, '[')
	for i, name := range off {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, d.skus[part].planID(name)...)
		b = append(b, '"')
	}
	return append(b, ']')
}

func (d *directory) assignedLicenses(p *profile) []byte {
	b := []byte{'['}
	parts, off := p.assigned(d.skus)
	for i, part := range parts {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"disabledPlans":`...)
		b = d.appendPlanIDs(b, part, off[part])
		b = append(b, `,"skuId":"`+d.skus[part].ID+`"}`...)
	}
	return append(b, ']')
}

func (d *directory) licenseAssignmentStates(p *profile) []byte {
	if p.stateless {
		return []byte("[]")
	}
	updated := d.Now.AddDate(0, -5, 0).Format(time.RFC3339)
	b := []byte{'['}
	for i, h := range p.holds {
		if i > 0 {
			b = append(b, ',')
		}
		group, state, fault := "null", h.state, h.err
		if h.group != "" {
			group = `"` + d.group(h.group).id + `"`
		}
		if state == "" {
			state = "Active"
		}
		if fault == "" {
			fault = "None"
		}
		b = append(b, `{"skuId":"`+d.skus[h.part].ID+`","disabledPlans":`...)
		b = d.appendPlanIDs(b, h.part, h.off)
		b = append(b, `,"lastUpdatedDateTime":"`+updated+`","state":"`+state+`","error":"`+fault+
			`","assignedByGroup":`+group+`}`...)
	}
	return append(b, ']')
}

// assignedPlans merges the plans of all products, as Graph does; a plan that is off is Deleted.
func (d *directory) assignedPlans(p *profile) []byte {
	assigned := d.Now.AddDate(0, -5, 0).Format(time.RFC3339)
	b := []byte{'['}
	parts, off := p.assigned(d.skus)
	for _, part := range parts {
		status := "Enabled"
		if i := slices.IndexFunc(d.stock, func(s stock) bool { return s.part == part }); i >= 0 &&
			d.stock[i].status != "" {
			status = d.stock[i].status
		}
		for _, pl := range d.skus[part].Plans {
			if pl.AppliesTo != "User" {
				continue
			}
			if len(b) > 1 {
				b = append(b, ',')
			}
			s := status
			if p.lagging || slices.Contains(off[part], pl.Name) {
				s = "Deleted"
			}
			b = append(b, `{"assignedDateTime":"`+assigned+`","capabilityStatus":"`+s+`","service":"`+service(pl.Name)+
				`","servicePlanId":"`+pl.ID+`"}`...)
		}
	}
	return append(b, ']')
}

// service is the name of a plan's service as live tenants show it, where it is known.
func service(plan string) string {
	switch {
	case strings.HasPrefix(plan, "INTUNE_"):
		return "SCO"
	case strings.HasPrefix(plan, "AAD_PREMIUM"):
		return "AADPremiumService"
	case strings.HasPrefix(plan, "EXCHANGE_"):
		return "exchange"
	case strings.HasPrefix(plan, "SHAREPOINT"):
		return "SharePoint"
	}
	return "MicrosoftOffice"
}
