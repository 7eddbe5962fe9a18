package license

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

func (m Match) rank() int {
	switch m {
	case Literal:
		return 0
	case Equivalent:
		return 1
	case Successor:
		return 2
	case Developer:
		return 3
	}
	return 4
}

// of leads from a product over to the one that the row names.
func (m Match) of() string {
	switch m {
	case Equivalent:
		return "an equivalent of"
	case Successor:
		return "a successor of"
	}
	return "the " + string(m) + " edition of"
}

// RowSet is a set of rows 1 to 7.
type RowSet uint8

// Has reports whether row is in the set.
func (s RowSet) Has(row int) bool { return s&(1<<row) != 0 }

// Rows is the number of qualifying rows in the requirement document.
const Rows = 7

// RowTitle is the subscription of a row, 1 to 7, in the words of the requirement document
// (Windows Autopilot device preparation requirements, 2024-04-26); "" for any other number.
func RowTitle(row int) string {
	switch row {
	case 1:
		return "Microsoft 365 Business Premium subscription"
	case 2:
		return "Microsoft 365 F1 or F3 subscription"
	case 3:
		return "Microsoft 365 Academic A1, A3, or A5 subscription"
	case 4:
		return "Microsoft 365 Enterprise E3 or E5 subscription"
	case 5:
		return "Enterprise Mobility + Security E3 or E5 subscription"
	case 6:
		return "Intune for Education subscription"
	case 7:
		return "Microsoft Entra ID P1 or P2 and Microsoft Intune subscription (or an alternative MDM service)"
	}
	return ""
}

// Class says for whom a SKU is meant.
type Class string

// Only a SKU for persons licenses a user.
const (
	Person Class = "user"
	Device Class = "device" // Intune device license
	Room   Class = "room or shared device"
	Agent  Class = "agent" // an identity of software
)
