package graphtest

func deviceDialects() []Dialect {
	return []Dialect{
		{Name: "sku-null-in-lists", patterns: []string{"/deviceManagement/managedDevices"},
			Description: "lists of devices leave out edition and kind of joining, which a single device has",
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
	}
}
