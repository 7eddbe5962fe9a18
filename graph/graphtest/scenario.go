package graphtest

import (
	"fmt"
	"strings"
)

// Scenario names a tenant that tells a story of its own.
type Scenario struct{ Name, Description string }

// scenario is what a Scenario stands for.
type scenario struct {
	Scenario
	org, domain, initialDomain string

	users    int
	stock    []stock
	profiles []profile // the first one takes whoever is left over
	specials []special
	groups   []groupPlan
	mdm      []mdm
	plans    []preparation
	// personal, or windows altogether: what the default enrollment restriction keeps out; group: personal, and Windows
	// altogether for the first group
	blocked   string
	devices   []deviceKind // the first one takes whatever is left over
	joiners   string       // who may join devices: the name of a group, or everybody, nobody
	authority string       // mobileDeviceManagementAuthority; "" is null
	intuneIs  string       // subscriptionState; "" is active where the authority is Intune, else pending

	kind       string // tenantType; "" is AAD
	discovery  string // a discovery address in place of Intune's
	minVersion string // of the default restriction
	admins     string // whom joining makes local administrator: a word of joiners; "" is nobody
	quota      int    // devices a user may join; 0 is 50
	demandsMFA bool   // joining demands multifactor authentication
	renamed    bool   // some users have another name on premises
	methodless bool   // some users can't do it
	late       bool   // the report of who can lacks some new users
	federated  bool   // the domain's users sign in elsewhere
	unbranded  bool
	mam        string // appliesTo of mobile application management; "" is none
	access     []accessPlan
	apps       []appPlan // and scripts
	corporate  int       // corporate identifiers
	proxy      bool      // an Intune profile sets a proxy
	silent     bool      // no diagnostics are collected
	unmanned   bool      // nobody holds the role that device preparation needs

	appOnly    bool
	granted    []string // nil: everything
	faults     []Fault
	shownNames []string // display names of every third person in place of their own, JSON-escaped
}

// special is a kind of account that no person signs in with.
type special struct {
	prefix, shown string
	share         int // of a thousand users
	least         int
	profile       profile
}

// Scenarios lists the tenants that there are, the default first.
func Scenarios() []Scenario {
	var out []Scenario
	for _, sc := range scenarios() {
		out = append(out, sc.Scenario)
	}
	return out
}

func scenarios() []scenario {
	return []scenario{contoso(), healthy(), refused(), appOnly(), education(), suspended(), truncated(), throttled(),
		large(), hostile(), unlicensed(), neglected(), associated()}
}

func findScenario(name string) (scenario, error) {
	var known []string
	for _, sc := range scenarios() {
		if sc.Name == firstOf(name, "contoso") {
			return sc, nil
		}
		known = append(known, sc.Name)
	}
	return scenario{}, fmt.Errorf("unknown scenario %q; known are %s", name, strings.Join(known, ", "))
}

// Demo gives the tenant of a scenario, ready to be served; "" is the first of Scenarios.
func Demo(name string) (*Tenant, error) {
	if _, err := findScenario(name); err != nil {
		return nil, err
	}
	return &Tenant{Scenario: name}, nil
}
