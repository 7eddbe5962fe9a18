// Package graphtest is a simulated Microsoft 365 tenant behind a real http.Handler that speaks
// Microsoft Graph: the tests' other side, the tenant of a demonstration, and a server to rehearse
// against. Users and devices are made on the fly from a seed and an index, so that a million of them
// need no more memory than ten.
//
// It knows neither the client nor the rules. What it does where Graph does it otherwise is a
// mistake here; only reads are simulated.
package graphtest

import (
	"net/http"
	"time"
)

// Tenant describes a simulated tenant. The zero value is the contoso scenario with its own number of
// users, everything granted, no latency and no fault.
type Tenant struct {
	Scenario string // a name of Scenarios; "" is contoso
	Users    int    // 0: the scenario's own number
	Seed     uint64 // another seed gives other people and ids; the same seed the same bytes

	// AppOnly says that a token without an idtyp claim stands for an application, not a person.
	AppOnly bool
	// Permissions are those of a token without roles and scp claims; nil grants everything.
	Permissions []string
	// RequireLogin refuses tokens that did not come from the Login handler.
	RequireLogin bool

	Latency time.Duration // before each response
	Plain   bool          // never compresses
	Faults  []Fault
	// Dialects are names of Dialects: how this tenant answers otherwise than most.
	Dialects []string
	Now      time.Time // what dates in the directory are reckoned from; zero: the first of this month
}

// Handler gives the tenant's Graph API under /v1.0 and /beta, and its sign-in as Server.Login. It panics on a scenario,
// fault or dialect that Demo, ParseFault and CheckDialect would have refused.
func (t *Tenant) Handler() *Server { return newServer(*t) }

var _ http.Handler = (*Server)(nil)
