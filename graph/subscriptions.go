package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"prepaudit/rules/tenant"
)

// sentSubscription is what Graph sends of a subscription.
type sentSubscription struct {
	identified
	SKU                    string `json:"skuId" sent:"always"`
	CommerceSubscriptionID string `json:"commerceSubscriptionId" sent:"null"`
	Since                  string `json:"createdDateTime" sent:"null"`
	Part                   string `json:"skuPartNumber" sent:"null"`
	Status                 string `json:"status" sent:"always"`
	Trial                  *bool  `json:"isTrial" sent:"null"`
	Total                  *int   `json:"totalLicenses" sent:"null"`
	Next                   string `json:"nextLifecycleDateTime" sent:"null"`
}

// subscriptions reads directory/subscriptions: the subscriptions behind the products, with their
// trials and ends.
func (c *Client) subscriptions(ctx context.Context, s *tenant.Settings) (err error) {
	s.Subscriptions, err = listAs(ctx, c, "/v1.0/directory/subscriptions", readSubscription)
	return err
}

func readSubscription(w sentSubscription, from []byte) (sub tenant.Subscription, err error) {
	m, err := model[models.CompanySubscriptionable](from, models.CreateCompanySubscriptionFromDiscriminatorValue)
	if err != nil {
		return sub, err
	}
	trial := m.GetIsTrial()
	sub = tenant.Subscription{
		ID:            text(m.GetId()),
		CommerceID:    text(m.GetCommerceSubscriptionId()),
		PartNumber:    text(m.GetSkuPartNumber()),
		Status:        text(m.GetStatus()),
		IsTrial:       trial != nil && *trial,
		TotalLicenses: number(m.GetTotalLicenses()),
		Created:       moment(m.GetCreatedDateTime()),
		NextLifecycle: moment(m.GetNextLifecycleDateTime()),
		OwnerID:       text(m.GetOwnerId()),
		OwnerTenant:   text(m.GetOwnerTenantId()),
		OwnerType:     text(m.GetOwnerType()),
	}
	if sub.SKU, err = tenant.ParseGUID(w.SKU); err != nil {
		return sub, fmt.Errorf("skuId of the subscription %.100q: %w", sub.ID, err)
	}
	return sub, nil
}

// moment is the time of an SDK property, zero when it is null or absent.
func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
