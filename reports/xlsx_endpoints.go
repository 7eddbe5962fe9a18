package reports

import (
	"prepaudit/reports/record"
)

func endpointColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Rule", "", 10, l.text},
		{"Host", "that was tried", 44, l.text},
		{"Port", "", 8, l.figure},
		{"Protocol", "", 10, l.text},
		{"Result", "", 14, l.text},
		{"Detail", "", 70, l.text},
		{"Need", "required, continues without it, a feature's, or information", 13, l.text},
		{"Why", "", 60, l.text},
		{"Edition", "of the document that names it", 13, l.text},
		{"Milliseconds", "of the connection with all that follows", 13, l.number},
		{"By proxy", "", 10, l.text},
		{"Certificate from", "", 40, l.text},
	}
}

func (x *workbook) fillEndpoints(s *sheet, _ *record.Summary) error {
	for _, e := range x.run.Network.Endpoints {
		for _, p := range e.Probes {
			look := x.look.good
			if p.Outcome != "ok" {
				look = x.look.doubtful
			}
			err := s.add(e.Rule, p.Host, p.Port, p.Protocol, styled{look, string(p.Outcome)}, p.Detail, string(e.Need), e.Why, e.Edition, p.Millis, yes(p.Proxy), p.Issuer)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
