package graph

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/microsoftgraph/msgraph-sdk-go/directory"
	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"prepaudit/rules/tenant"
)

// maxSmallPages bounds the collections that have one page in practice.
const maxSmallPages = 1000

var (
	errNothing = errors.New("the answer is empty")
	errEndless = errors.New("the pages do not end")
)

// Subscriptions reads directory/subscriptions: the lots of seats behind the products, with their
// trials and ends.
func (c *Client) Subscriptions(ctx context.Context) ([]tenant.Subscription, error) {
	builder := directory.NewSubscriptionsRequestBuilderInternal(c.pathParameters(), c.adapter)
	var subs []tenant.Subscription
	for range maxSmallPages {
		list, err := builder.Get(ctx, nil)
		if err != nil {
			return nil, c.failed(tenant.Subscriptions, err)
		}
		if list == nil {
			return nil, c.failed(tenant.Subscriptions, errNothing)
		}
		for _, m := range list.GetValue() {
			sub, err := readSubscription(m)
			if err != nil {
				return nil, c.failed(tenant.Subscriptions, err)
			}
			subs = append(subs, sub)
		}
		next := list.GetOdataNextLink()
		if next == nil || *next == "" {
			return subs, nil
		}
		builder = builder.WithUrl(*next)
	}
	return nil, c.failed(tenant.Subscriptions, errEndless)
}

func readSubscription(m models.CompanySubscriptionable) (tenant.Subscription, error) {
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
	if sku := text(m.GetSkuId()); sku != "" {
		var err error
		if sub.SKU, err = tenant.ParseGUID(sku); err != nil {
			return sub, fmt.Errorf("skuId of subscription %.100q: %w", sub.ID, err)
		}
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
