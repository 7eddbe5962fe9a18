package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/microsoftgraph/msgraph-sdk-go/directory"
	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"prepaudit/rules/tenant"
)

// subscriptions reads directory/subscriptions: the lots of seats behind the products, with their
// trials and ends.
func (c *Client) subscriptions(ctx context.Context, s *tenant.Settings) (err error) {
	builder := directory.NewSubscriptionsRequestBuilderInternal(c.builder())
	s.Subscriptions, err = readSmall(func(link string) (smallPage[models.CompanySubscriptionable], error) {
		if link != "" {
			builder = builder.WithUrl(link)
		}
		return builder.Get(ctx, nil)
	}, readSubscription)
	return at("/v1.0/directory/subscriptions", err)
}

func readSubscription(m models.CompanySubscriptionable) (tenant.Subscription, error) {
	if m == nil {
		return tenant.Subscription{}, &absentError{Property: "skuId", Of: "a subscription that is null"}
	}
	trial := m.GetIsTrial()
	sub := tenant.Subscription{
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
	of := fmt.Sprintf("the subscription %.100q", sub.ID)
	switch {
	case text(m.GetSkuId()) == "":
		return sub, &absentError{Property: "skuId", Of: of}
	case sub.Status == "":
		return sub, &absentError{Property: "status", Of: of}
	}
	var err error
	if sub.SKU, err = tenant.ParseGUID(text(m.GetSkuId())); err != nil {
		return sub, fmt.Errorf("skuId of %s: %w", of, err)
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
