package graph

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/microsoftgraph/msgraph-sdk-go/models"
	"github.com/microsoftgraph/msgraph-sdk-go/subscribedskus"

	"prepaudit/rules/tenant"
)

// SKUs reads subscribedSkus: every product of the tenant with its seats and service plans. It
// takes no query options.
func (c *Client) SKUs(ctx context.Context) ([]tenant.SKU, error) {
	builder := subscribedskus.NewSubscribedSkusRequestBuilderInternal(c.pathParameters(), c.adapter)
	var skus []tenant.SKU
	for range maxSmallPages {
		list, err := builder.Get(ctx, nil)
		if err != nil {
			return nil, c.failed(tenant.SKUs, err)
		}
		if list == nil {
			return nil, c.failed(tenant.SKUs, errNothing)
		}
		for _, m := range list.GetValue() {
			sku, err := readSKU(m)
			if err != nil {
				return nil, c.failed(tenant.SKUs, err)
			}
			skus = append(skus, sku)
		}
		next := list.GetOdataNextLink()
		if next == nil || *next == "" {
			return skus, nil
		}
		builder = builder.WithUrl(*next)
	}
	return nil, c.failed(tenant.SKUs, errEndless)
}

func readSKU(m models.SubscribedSkuable) (tenant.SKU, error) {
	sku := tenant.SKU{
		ID:               id(m.GetSkuId()),
		PartNumber:       text(m.GetSkuPartNumber()),
		AppliesTo:        text(m.GetAppliesTo()),
		CapabilityStatus: text(m.GetCapabilityStatus()),
		Consumed:         number(m.GetConsumedUnits()),
		SubscriptionIDs:  m.GetSubscriptionIds(),
	}
	if sku.ID.IsZero() {
		return sku, fmt.Errorf("a product without skuId (skuPartNumber %.100q)", sku.PartNumber)
	}
	if units := m.GetPrepaidUnits(); units != nil {
		sku.Enabled, sku.Warning = number(units.GetEnabled()), number(units.GetWarning())
		sku.Suspended, sku.LockedOut = number(units.GetSuspended()), number(units.GetLockedOut())
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
