package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"prepaudit/rules/tenant"
)

// sentSKU is what Graph sends of a product.
type sentSKU struct {
	ID              string   `json:"id"`
	SKU             string   `json:"skuId" sent:"always"`
	Part            string   `json:"skuPartNumber"`
	AppliesTo       string   `json:"appliesTo" sent:"null"`
	Status          string   `json:"capabilityStatus"`
	Consumed        *int     `json:"consumedUnits" sent:"always"`
	SubscriptionIDs []string `json:"subscriptionIds" sent:"maybe"` // newer than the rest
	Units           struct {
		Enabled   *int `json:"enabled" sent:"always"`
		Warning   *int `json:"warning" sent:"always"`
		Suspended *int `json:"suspended"`
		LockedOut *int `json:"lockedOut" sent:"maybe"`
	} `json:"prepaidUnits" sent:"always"`
	Plans []struct {
		ID        string `json:"servicePlanId" sent:"always"`
		Name      string `json:"servicePlanName" sent:"null"`
		AppliesTo string `json:"appliesTo" sent:"null"`
		Status    string `json:"provisioningStatus"`
	} `json:"servicePlans" sent:"always"`
}

// key tells products apart; saved ones may be without an id of their own.
func (s sentSKU) key() string { return s.SKU }

func (s sentSKU) lack() string { return "" }

// skus reads subscribedSkus: every product of the tenant with its seats and service plans. It
// takes no query options.
func (c *Client) skus(ctx context.Context, s *tenant.Settings) (err error) {
	s.SKUs, err = listAs(ctx, c, "/v1.0/subscribedSkus", readSKU)
	return err
}

func readSKU(_ sentSKU, from []byte) (sku tenant.SKU, err error) {
	m, err := model[models.SubscribedSkuable](from, models.CreateSubscribedSkuFromDiscriminatorValue)
	if err != nil {
		return sku, err
	}
	units := m.GetPrepaidUnits()
	sku = tenant.SKU{
		ID:               id(m.GetSkuId()),
		PartNumber:       text(m.GetSkuPartNumber()),
		AppliesTo:        text(m.GetAppliesTo()),
		CapabilityStatus: text(m.GetCapabilityStatus()),
		Consumed:         number(m.GetConsumedUnits()),
		SubscriptionIDs:  m.GetSubscriptionIds(),
		Enabled:          number(units.GetEnabled()),
		Warning:          number(units.GetWarning()),
		Suspended:        number(units.GetSuspended()),
		LockedOut:        number(units.GetLockedOut()),
	}
	for _, p := range m.GetServicePlans() {
		sku.Plans = append(sku.Plans, tenant.Plan{
			ID:                 id(p.GetServicePlanId()),
			Name:               text(p.GetServicePlanName()),
			AppliesTo:          text(p.GetAppliesTo()),
			ProvisioningStatus: text(p.GetProvisioningStatus()),
		})
	}
	return sku, nil
}

// id is the GUID of an SDK property, zero when it is null or absent.
func id(u *uuid.UUID) tenant.GUID {
	if u == nil {
		return tenant.GUID{}
	}
	return tenant.GUID(*u)
}
