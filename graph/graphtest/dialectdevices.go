package graphtest

func deviceDialects() []Dialect {
	return []Dialect{
		{Name: "sku-null-in-lists", patterns: []string{"/deviceManagement/managedDevices"},
			Description: "lists of devices don't have the edition and join type, which a single device has",
			Source: "public scripts that ask managedDevices/{id} for skuFamily and skuNumber; " +
				"microsoft-graph-docs-contrib#1455",
			Date: "2026-08",
			rewrite: func(_ *request, answer map[string]any) {
				each(answer, func(v map[string]any) {
					for name, none := range map[string]any{"skuNumber": 0, "skuFamily": nil, "joinType": "unknown"} {
						if _, asked := v[name]; asked {
							v[name] = none
						}
					}
				})
			}},
		{Name: "managed-devices-not-counted", patterns: []string{"/deviceManagement/managedDevices"},
			Description: "lists of devices don't say how many there are",
			Source:      "OData 4.01 part 1, 11.2.6.5: without $count=true a service need not count; Intune counts unasked",
			Date:        "2026-08",
			rewrite:     func(_ *request, answer map[string]any) { delete(answer, "@odata.count") }},
	}
}
