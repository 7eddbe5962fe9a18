package graph

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/microsoftgraph/msgraph-sdk-go/models"
	"github.com/microsoftgraph/msgraph-sdk-go/subscribedskus"

	"prepaudit/rules/tenant"
)

// skus reads subscribedSkus: every product of the tenant with its seats and service plans. It
// takes no query options.
func (c *Client) skus(ctx context.Context, s *tenant.Settings) (err error) {
	builder := subscribedskus.NewSubscribedSkusRequestBuilderInternal(c.builder())
	s.SKUs, err = readSmall(func(link string) (smallPage[models.SubscribedSkuable], error) {
		if link != "" {
			builder = builder.WithUrl(link)
		}
		return builder.Get(ctx, nil)
	}, readSKU)
	return at("/v1.0/subscribedSkus", err)
}

func readSKU(m models.SubscribedSkuable) (tenant.SKU, error) {
	if m == nil {
		return tenant.SKU{}, &absentError{Property: "skuId", Of: "a product that is null"}
	}
	sku := tenant.SKU{
		ID:               id(m.GetSkuId()),
		PartNumber:       text(m.GetSkuPartNumber()),
		AppliesTo:        text(m.GetAppliesTo()),
		CapabilityStatus: text(m.GetCapabilityStatus()),
		Consumed:         number(m.GetConsumedUnits()),
		SubscriptionIDs:  m.GetSubscriptionIds(),
	}
	of := fmt.Sprintf("the product %.100q", sku.PartNumber)
	units := m.GetPrepaidUnits()
	switch {
	case sku.ID.IsZero():
		return sku, &absentError{Property: "skuId", Of: of}
	case m.GetConsumedUnits() == nil:
		return sku, &absentError{Property: "consumedUnits", Of: of}
	case m.GetServicePlans() == nil:
		return sku, &absentError{Property: "servicePlans", Of: of}
	case units == nil:
		return sku, &absentError{Property: "prepaidUnits", Of: of}
	case units.GetEnabled() == nil || units.GetWarning() == nil:
		return sku, &absentError{Property: "prepaidUnits with enabled and warning", Of: of}
	}
	sku.Enabled, sku.Warning = number(units.GetEnabled()), number(units.GetWarning())
	sku.Suspended, sku.LockedOut = number(units.GetSuspended()), number(units.GetLockedOut())
	for _, p := range m.GetServicePlans() {
		if p == nil || p.GetServicePlanId() == nil {
			return sku, &absentError{Property: "servicePlanId", Of: "a service plan of " + of}
		}
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
