package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// wireChecks are about headers, pages and errors.
func wireChecks() []check {
	return []check{
		{
			name:    "next-link",
			assumes: "@odata.nextLink is an address at the host that was asked, over https where that was",
			source:  "Graph's page on paging, 2026-08",
			follows: "prepaudit follows no other link: the dataset stays incomplete",
			see:     nextLinks,
		},
		{
			name:    "pages-overlap",
			assumes: "no object of a page is on the page before",
			source:  "Graph's page on paging, 2026-08",
			follows: "prepaudit drops users, devices and members that come twice; other objects count twice",
			see:     overlaps,
		},
		{
			name:    "count",
			assumes: "with $count=true the first page has @odata.count",
			source:  "Graph's page on advanced queries, 2026-08",
			about:   []tenant.Dataset{},
			follows: "whether all members of a group came isn't known",
			see:     countThere,
		},
		{
			name:    "count-form",
			assumes: "$count is a number, in a $batch also in quotation marks or in base64",
			source:  "KelvinTegelaar/CIPP-API, 2026-08",
			about:   []tenant.Dataset{tenant.Users},
			follows: "users aren't counted, and those of a large tenant are read one page after the other",
			see: func(e *Evidence) []sight {
				return header(e, "count as ", "no $count was asked for", "another form")
			},
		},
		{
			name:    "content-type",
			assumes: "what Graph answers is JSON, and $count plain text",
			source:  "Graph's page on using the API, 2026-08",
			follows: "the answer can't be read; something between here and Graph may answer in its place",
			see: func(e *Evidence) []sight {
				return header(e, "Content-Type: ", "no answer", "another type")
			},
		},
		{
			name:    "retry-after",
			assumes: "429 comes with Retry-After, in seconds or as a date",
			source:  "Graph's page on throttling, 2026-08",
			follows: "prepaudit waits by its own measure, and may be throttled for longer; verdicts stay right",
			see: func(e *Evidence) []sight {
				return header(e, "Retry-After: ", "nothing was throttled", "none", "another form")
			},
		},
		{
			name:    "errors",
			assumes: "a refusal has error.code and error.message",
			source:  "Graph's page on errors, 2026-08",
			follows: "why it was refused isn't known, so prepaudit names no permission",
			see:     errorForm,
		},
		{
			name: "unauthorized",
			assumes: "401 is about the token, or refuses an app without a user, or is Intune's of a person without a " +
				"role, with the code UnknownError or Forbidden",
			source:  "microsoftgraph/msgraph-sdk-powershell #1257, for Intune",
			follows: "the token is renewed in vain, and the hint speaks of the token",
			see:     unauthorized,
		},
		{
			name:    "intune-license",
			assumes: "where Intune says \"Request not applicable to target tenant\", it serves nothing of the tenant",
			source:  "KelvinTegelaar/CIPP-API, Get-NormalizedError, 2026-08; microsoft/Microsoft365DSC #3020, 2023-03",
			follows: "a single resource has a reason of its own, and rules that need it aren't checked",
			see:     intuneLicense,
		},
		{
			name:    "unthrottled",
			assumes: "Intune asks for a pause with 429 or 503, not with 500",
			source:  "rknightion/graph2otel saw 500 with \"Rate limit reached\", 2026-08",
			follows: "prepaudit tries again like after any 500; verdicts stay right",
			see:     serverErrors,
		},
	}
}

func nextLinks(e *Evidence) (all []sight) {
	followed := map[string]int{}
	for _, a := range e.Answers {
		for _, form := range slices.Sorted(maps.Keys(a.Next)) {
			if strings.HasPrefix(form, "same host") {
				followed[form] += a.Next[form]
				continue
			}
			all = append(all, sight{outcome: Deviates, text: form + " (" + a.resource() + ")", about: a.For})
		}
	}
	switch {
	case all != nil:
		return all
	case len(followed) == 0:
		return nothing("every collection fits on one page")
	}
	return holds("%s", tally(followed))
}

// tally lists counts by their names.
func tally(counts map[string]int) string {
	var said []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		said = append(said, fmt.Sprintf("%s: %d", name, counts[name]))
	}
	return strings.Join(said, "; ")
}

func overlaps(e *Evidence) (all []sight) {
	continued := 0
	for _, a := range e.Answers {
		for _, n := range a.Next {
			continued += n
		}
		if a.Again > 0 {
			all = append(all, sight{outcome: Deviates, about: a.For,
				text: fmt.Sprintf("%d of %d objects came again (%s)", a.Again, a.Elements, a.resource())})
		}
	}
	switch {
	case all != nil:
		return all
	case continued == 0:
		return nothing("every collection fits on one page")
	}
	return holds("in %s with a next one", english.Count(continued, "page"))
}

func countThere(e *Evidence) (all []sight) {
	asked := 0
	for _, a := range good(e.Answers) {
		if !strings.Contains(a.Request, "$count=true") || a.Shape == nil {
			continue
		}
		asked++
		if len(a.Counts) == 0 {
			all = append(all, sight{outcome: Deviates, text: "absent (" + a.resource() + ")", about: a.For})
		}
	}
	switch {
	case all != nil:
		return all
	case asked == 0:
		return nothing("no request asks for it")
	}
	return holds("in %s of answers", english.Count(asked, "kind"))
}

// header holds a noted header against the forms that it must not have; none is said where it was not seen.
func header(e *Evidence, name, none string, bad ...string) (all []sight) {
	forms := map[string]int{}
	for _, a := range e.Answers {
		for said, n := range a.Headers {
			form, ok := strings.CutPrefix(said, name)
			if !ok {
				continue
			}
			if slices.Contains(bad, form) {
				all = append(all, sight{outcome: Deviates, about: a.For,
					text: fmt.Sprintf("%s, %s (%s)", said, english.Count(n, "time"), a.resource())})
			}
			forms[form] += n
		}
	}
	switch {
	case all != nil:
		return all
	case len(forms) == 0:
		return nothing("%s", none)
	}
	return holds("%s", tally(forms))
}

func errorForm(e *Evidence) (all []sight) {
	refused := 0
	for _, a := range e.Answers {
		if a.Status < 400 {
			continue
		}
		refused += a.Times
		if a.Code == "no code and message" {
			all = append(all, sight{outcome: Deviates, about: a.For,
				text: fmt.Sprintf("%d without code and message (%s)", a.Status, a.resource())})
		}
	}
	switch {
	case all != nil:
		return all
	case refused == 0:
		return nothing("nothing was refused")
	}
	return holds("%s", english.Count(refused, "refusal"))
}

func unauthorized(e *Evidence) (all []sight) {
	understood := 0
	for _, a := range e.Answers {
		switch {
		case a.Status != 401:
		case slices.Contains(a.Says, "app-only"), slices.Contains(a.Says, `"errorcode":"forbidden"`),
			slices.Contains([]string{"UnknownError", "Forbidden", "InvalidAuthenticationToken"}, a.Code):
			understood += a.Times
		default:
			all = append(all, sight{outcome: Deviates, text: "401 " + a.Code + " (" + a.resource() + ")", about: a.For})
		}
	}
	switch {
	case all != nil:
		return all
	case understood > 0:
		return holds("%s", english.Count(understood, "refusal"))
	}
	return nothing("no 401")
}

func intuneLicense(e *Evidence) (all []sight) {
	served := len(good(e.to("GET /v1.0/deviceManagement"))) > 0
	for _, a := range e.Answers {
		if !slices.Contains(a.Says, noIntunePhrase) {
			continue
		}
		if !served {
			return holds("the tenant has no Intune")
		}
		all = append(all, sight{outcome: Deviates, text: fmt.Sprintf("%d %s (%s)", a.Status, a.Code, a.resource()),
			about: a.For})
	}
	if all == nil {
		return nothing("nothing was refused so")
	}
	return all
}

func serverErrors(e *Evidence) (all []sight) {
	for _, a := range e.Answers {
		if a.Status == 500 {
			all = append(all, sight{outcome: Deviates, about: a.For,
				text: fmt.Sprintf("500 %s, %s (%s)", a.Code, english.Count(a.Times, "time"), a.resource())})
		}
	}
	if all == nil {
		return holds("no 500")
	}
	return all
}
