package graphtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
)

// skusJSON holds the products that the scenarios use, with their plans: Microsoft's "Product names and service plan
// identifiers for licensing" as of 2026-08-20. Which plans are tenant-wide (Company) is as seen in live tenants.
//
//go:embed skus.json
var skusJSON []byte

type plan struct {
	ID        string `json:"servicePlanId"`
	Name      string `json:"servicePlanName"`
	AppliesTo string `json:"appliesTo"`
	Status    string `json:"provisioningStatus"`
}

type sku struct {
	ID         string `json:"skuId"`
	PartNumber string `json:"skuPartNumber"`
	Plans      []plan `json:"servicePlans"`
}

func parseSKUs() map[string]sku {
	var list []sku
	if err := json.Unmarshal(skusJSON, &list); err != nil {
		panic(err)
	}
	m := make(map[string]sku, len(list))
	for _, s := range list {
		for i := range s.Plans {
			s.Plans[i].Status = "Success"
			if s.Plans[i].Name == "INTUNE_O365" {
				s.Plans[i].Status = "PendingActivation"
			}
		}
		m[s.PartNumber] = s
	}
	return m
}

// planID gives the id of one plan of s; scenarios name plans.
func (s sku) planID(name string) string {
	i := slices.IndexFunc(s.Plans, func(p plan) bool { return p.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("graphtest: %s has no plan %s", s.PartNumber, name))
	}
	return s.Plans[i].ID
}

// stock is a product that the tenant has bought.
type stock struct {
	part   string
	status string            // capabilityStatus; "" is Enabled
	spare  int               // seats beyond those in use; below zero: more in use than bought
	trial  bool              // bought as a trial
	ends   int               // days until nextLifecycleDateTime; 0 is a year
	plans  map[string]string // provisioningStatus of single plans, by name
	suite  []string          // plans of Intune Suite that the tenant has in it, beyond Microsoft's list
	rename string            // the part number to show instead
}
