package rules

// Sentence is one sentence of the requirement document, and what answers it.
type Sentence struct {
	Part    string // Software, Networking, Licensing, Configuration, RBAC
	Section string // its heading
	Anchor  string // of the heading, without #
	Text    string
	// Editions that hold it: 2024-04-26, 2025-06-11.
	In2024, In2025 bool

	// Exactly one of these is set, Row besides Rules for the seven subscriptions.
	Rules       []string // ids of the rules that judge it
	ByHand      string   // how a person checks it
	Information string   // why there is nothing to check
	Row         int      // 1 to 7
}

// MatrixRow is a sentence with its result.
type MatrixRow struct {
	*Sentence
	Outcome Outcome // the worst of its rules; ByHand, or NotApplicable for information
	Detail  string
	Users   int // that Row qualifies
}

func matrix(tallies []Tally, sum Summary) []MatrixRow { return nil }
