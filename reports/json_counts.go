package reports

import (
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// jsonDevices counts the Windows devices of Intune.
type jsonDevices struct {
	Asked     bool           `json:"asked"` // false: no selected rule is about devices, so none were read
	Read      int            `json:"read"`
	ByKind    map[string]int `json:"byKind"`
	ByRelease map[string]int `json:"byRelease"` // of computers
}

// jsonShortfall is what users lack, and the seats that would close it.
type jsonShortfall struct {
	Lacks []jsonLack    `json:"lacks"`
	Close []jsonClosing `json:"close"`
}

type jsonLack struct {
	Class  string `json:"class"`            // lacksIntune, lacksEntra, lacksBoth, noLicence
	Holds  []text `json:"holds"`            // part numbers
	Others bool   `json:"others,omitempty"` // rarer combinations together
	Seat   bool   `json:"seat"`             // a seat is missing; false where a plan need only be made usable
	Users  int    `json:"users"`
}

type jsonClosing struct {
	Class      string      `json:"class"`
	SKU        tenant.GUID `json:"skuId"`
	PartNumber text        `json:"skuPartNumber"`
	Name       string      `json:"name,omitempty"`
	Free       int         `json:"free"` // seats that the tenant has
	Buy        int         `json:"buy"`  // seats that are left to buy
}

// jsonSentence is one sentence of the requirement document with its answer.
type jsonSentence struct {
	Part        string       `json:"part"`
	Section     string       `json:"section"`
	URL         string       `json:"url"`
	Text        string       `json:"text"`
	In2024      bool         `json:"in2024"`          // edition 2024-04-26
	In2025      bool         `json:"in2025"`          // edition 2025-06-11, which decides
	Dated       string       `json:"dated,omitempty"` // where neither has it: the date of the page that url names
	Rules       []string     `json:"rules"`
	ByHand      string       `json:"byHand,omitempty"`
	Information string       `json:"information,omitempty"`
	Row         int          `json:"row,omitempty"` // of the subscriptions
	Result      rules.Result `json:"result"`
	Detail      text         `json:"detail"`
	Users       int          `json:"users"` // that row qualifies
}

func newJSONDevices(c rules.DeviceCount) jsonDevices {
	j := jsonDevices{c.Asked, c.Read, map[string]int{}, map[string]int{}}
	for kind, n := range c.ByKind {
		if n > 0 {
			j.ByKind[rules.DeviceKind(kind).String()] = n
		}
	}
	for release, n := range c.ByRelease {
		j.ByRelease[release] = n
	}
	return j
}

func newJSONShortfall(s rules.Shortfall) jsonShortfall {
	j := jsonShortfall{make([]jsonLack, 0, len(s.Lacks)), make([]jsonClosing, 0, len(s.Close))}
	for _, l := range s.Lacks {
		j.Lacks = append(j.Lacks, jsonLack{l.Standing.Name(), texts(l.Holds), l.Others, l.Seat, l.Users})
	}
	for _, c := range s.Close {
		j.Close = append(j.Close, jsonClosing{c.Standing.Name(), c.SKU, text(c.PartNumber), c.Name, c.Free, c.Buy})
	}
	return j
}

func newJSONMatrix(rows []rules.MatrixRow) []jsonSentence {
	list := make([]jsonSentence, 0, len(rows))
	for _, r := range rows {
		list = append(list, jsonSentence{
			r.Part, r.Section, r.URL, r.Text, r.In2024, r.In2025, r.Dated, append([]string{}, r.Rules...), r.ByHand, r.Information, r.Row,
			r.Result, text(r.Detail), r.Users,
		})
	}
	return list
}
