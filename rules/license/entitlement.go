package license

import "prepaudit/rules/tenant"

// Entitlement is what one user's licences give.
type Entitlement struct {
	Known     bool   // false: Graph did not send assignedLicenses; nothing below means anything
	Qualified bool   // one of the seven rows is met
	Row       int    // the lowest row that is met, 1 to 7; 0 for none
	Match     Match  // how the SKU stands to the row's words; "" for row 7 and none
	SKU       string // part number of the SKU that qualifies alone; "" for row 7 met by several
	Rows      RowSet // every row that is met
	Entra     Half
	Intune    Half
}

// Why says in one lower-case clause what qualifies the user or what is missing.
func (e Entitlement) Why() string { return "" }

// Match says how a SKU stands to the words of the row that it is counted to.
type Match string

// The kinds of match, in the order in which one is preferred among SKUs of the same row.
const (
	Literal    Match = "literal"    // the row's words
	Equivalent Match = "equivalent" // government or academic counterpart of a named product
	Successor  Match = "successor"  // newer superset
	Developer  Match = "developer"  // same product, for developers
	Unattended Match = "unattended" // same product, for robots
)

// RowSet is a set of rows 1 to 7.
type RowSet uint8

// Has reports whether row is in the set.
func (s RowSet) Has(row int) bool { return s&(1<<row) != 0 }

// State is the state of one half of an entitlement.
type State uint8

// The zero State is Missing.
const (
	Missing  State = iota // no licence of the user has such a plan
	Inactive              // there is such a plan, but it cannot be used; Half.Why says why
	Doubtful              // usable, with a warning; Half.Why says which
	Active
)

func (s State) String() string {
	return [...]string{"missing", "inactive", "active with warning", "active"}[s]
}

// Half is the Entra ID premium half or the Intune half of an entitlement.
type Half struct {
	State State
	// the rest is private: enough to write Why without having formatted it for every user
}

// Usable reports whether the half counts: Active or Doubtful.
func (h Half) Usable() bool { return h.State >= Doubtful }

// Plan is the name of the service plan that decided the state ("INTUNE_A"); "" when Missing.
func (h Half) Plan() string { return "" }

// SKU is the part number of the product that the plan came with; "" when Missing.
func (h Half) SKU() string { return "" }

// Why says in one lower-case clause why the half is in its state, naming plan and product.
func (h Half) Why() string { return "" }

// Table is the tenant's subscribedSkus made ready for judging users.
type Table struct{}

// Options changes how users are judged.
type Options struct {
	OtherMDM bool // the operator states that another MDM service is used: row 7 needs the Entra half only
}

// NewTable prepares the tenant's own SKUs.
func NewTable(skus []tenant.SKU, o Options) *Table { return &Table{} }

// Of judges one user. It does not allocate.
func (t *Table) Of(u *tenant.User) Entitlement { return Entitlement{} }

// Class says for whom a SKU is meant.
type Class string

// Only a SKU for persons licenses a user.
const (
	Person Class = "user"
	Device Class = "device" // Intune device licence
	Room   Class = "room or shared device"
)
