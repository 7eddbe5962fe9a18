package rules

func networkingSentences() []Sentence { return nil }
