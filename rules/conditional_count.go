package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// accessCount counts the users in scope whom the Conditional Access policies in question mean, but for the roles that
// these exclude. Policies go by their place in Settings.Access.
type accessCount struct {
	question      []bool
	policies      []tenant.AccessPolicy // without the roles that they exclude: hardly anybody holds one
	reach         []affected
	asks, demands []int        // policies that ask to sign in every time and no more, and that demand MFA
	together      []affected   // by policy that asks: users of whom another demands the factor
	pairs         [][]affected // by policy that asks, and by the place in demands of one that demands

	names map[tenant.GUID]string // user principal names by the ids that policies name; "" for one that was not seen
	met   []tenant.Tri           // reused
}

// begin notes what will be counted.
func (c *accessCount) begin(env *Env) {
	*c = accessCount{
		question: env.accessInQuestion(env.Access),
		reach:    make([]affected, len(env.Access)),
		met:      make([]tenant.Tri, len(env.Access)),
		together: make([]affected, len(env.Access)),
		pairs:    make([][]affected, len(env.Access)),
		names:    map[tenant.GUID]string{},
	}
	for i, p := range env.Access {
		c.policies = append(c.policies, p)
		c.policies[i].ExcludeRoles = nil
		for _, users := range [][]string{p.IncludeUsers, p.ExcludeUsers} {
			for _, u := range users {
				if id, err := tenant.ParseGUID(u); err == nil {
					c.names[id] = ""
				}
			}
		}
		switch {
		case asksAlone(p):
			c.asks = append(c.asks, i)
		case demandsToo(p):
			c.demands = append(c.demands, i)
		}
	}
	for _, i := range c.asks {
		c.pairs[i] = make([]affected, len(c.demands))
	}
}

// learn keeps what a user is called whom a policy names.
func (c *accessCount) learn(u *tenant.User) {
	if _, named := c.names[u.ID]; named {
		c.names[u.ID] = u.UPN
	}
}

// count takes one user in scope.
func (c *accessCount) count(u *tenant.User, s LicenseStatus) {
	for i, asked := range c.question {
		if asked {
			c.met[i] = c.policies[i].Meets(u)
			c.reach[i].add(c.met[i], s)
		}
	}
	for _, i := range c.asks {
		some := tenant.No
		for n, j := range c.demands {
			meets := both(c.met[i], c.met[j])
			some = either(some, meets)
			c.pairs[i][n].add(meets, s)
		}
		c.together[i].add(some, s)
	}
}

// asOfOne stands in for one user whom every policy means, so that a verdict is that on such a user.
func (c *accessCount) asOfOne() {
	one := []affected{{Users: 1, Sure: 1}}
	c.reach, c.together = slices.Repeat(one, len(c.reach)), slices.Repeat(one, len(c.together))
	c.pairs = slices.Clone(c.pairs)
	for _, i := range c.asks {
		c.pairs[i] = slices.Repeat(one, len(c.demands))
	}
}

// affects says whether a policy reaches the user who was counted last; one that asks to sign in every time does so
// together with one that demands MFA.
func (c *accessCount) affects(i int) tenant.Tri {
	if !slices.Contains(c.asks, i) {
		return c.met[i]
	}
	some := tenant.No
	for _, j := range c.demands {
		some = either(some, both(c.met[i], c.met[j]))
	}
	return some
}
