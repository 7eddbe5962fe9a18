package rules

import "prepaudit/rules/endpoint"

const networking = documentURL + "?tabs=networking"

// overProbes judges by what `prepaudit network` found for one requirement.
func overProbes(rule string) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, v := range endpoint.Judge(env.Network, rule) {
			vs = append(vs, Verdict{Outcome: networkOutcome(v.Outcome), Detail: v.Detail, Subject: networkSubject(v),
				Older: v.Older})
		}
		return vs
	}
}

func networkOutcome(o endpoint.Outcome) Outcome {
	switch o {
	case endpoint.Met:
		return Pass
	case endpoint.Unmet:
		return Fail
	case endpoint.Doubtful:
		return Warn
	}
	return NotEvaluated
}

func networkSubject(v endpoint.Verdict) Subject {
	if v.ID == "" {
		return Subject{"network", "network", "the network"}
	}
	return Subject{"endpoint", v.ID, v.Why}
}
