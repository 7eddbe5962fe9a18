package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// partition is a part of all users: those that a filter lets through. The zero partition is all of them.
type partition struct {
	filter   string
	advanced bool // it needs ConsistencyLevel: eventual and $count=true
}

const (
	// partitionAbove is the number of users up to which one chain is as fast: counting costs five requests.
	partitionAbove = 20_000
	// partitionCount does not depend on the number of readers, or the order of users would.
	partitionCount = 8
	// maxOrs is the number of alternatives that Graph takes in one filter.
	maxOrs = 15
	// maxSplits bounds the search where all names begin alike.
	maxSplits = 8

	upnLetters = "abcdefghijklmnopqrstuvwxyz0123456789.-_"
)

// plan divides a large tenant into disjoint partitions by how userPrincipalName begins, the last of
// them all that the others leave out. It returns none where one chain is right: the tenant is small,
// refuses to count or to filter, or its numbers do not add up. It depends on the tenant's numbers only.
func (c *Client) plan(ctx context.Context, total int) []partition {
	if c.saved != nil || total < partitionAbove {
		return nil
	}
	prefixes, err := c.prefixes(ctx, total)
	if err != nil || len(prefixes) < 2 {
		c.log.Debug("users are read in one chain", "prefixes", len(prefixes), "error", err)
		return nil
	}
	parts := bins(prefixes)
	paths := []string{"/users/$count"}
	for _, p := range parts {
		paths = append(paths, countPath(p.filter))
	}
	counts, err := c.odata.Counts(ctx, "v1.0", paths)
	if err != nil {
		c.log.Debug("users are read in one chain", "error", err)
		return nil
	}
	sum := 0
	for _, n := range counts[1:] {
		sum += n
	}
	if sum != counts[0] {
		c.log.Debug("users are read in one chain: the partitions do not add up", "sum", sum, "count", counts[0])
		return nil
	}
	return parts
}

// prefix is a beginning of userPrincipalName, and how many users have it.
type prefix struct {
	text  string
	users int
}

// prefixes finds beginnings that no two share, the heaviest first, each with a fair share of the
// users or as near to it as the names allow.
func (c *Client) prefixes(ctx context.Context, total int) ([]prefix, error) {
	found := []prefix{{"", total}}
	for range maxSplits {
		heaviest := found[0]
		if heaviest.users <= total/partitionCount {
			break
		}
		paths := make([]string, len(upnLetters))
		for i := range paths {
			paths[i] = countPath(startsWith(heaviest.text + upnLetters[i:i+1]))
		}
		counts, err := c.odata.Counts(ctx, "v1.0", paths)
		if err != nil {
			return nil, err
		}
		found = found[1:]
		for i, n := range counts {
			if n > 0 {
				found = append(found, prefix{heaviest.text + upnLetters[i:i+1], n})
			}
		}
		if len(found) == 0 {
			return nil, nil
		}
		slices.SortFunc(found, func(a, b prefix) int {
			return cmp.Or(cmp.Compare(b.users, a.users), strings.Compare(a.text, b.text))
		})
	}
	return found[:min(len(found), maxOrs)], nil
}

// bins puts each prefix, heaviest first, into the partition that is lightest so far, and adds the
// partition of everybody else.
func bins(prefixes []prefix) []partition {
	n := min(partitionCount-1, len(prefixes))
	filters, weights := make([][]string, n), make([]int, n)
	var all []string
	for _, p := range prefixes {
		lightest := 0
		for i := range weights {
			if weights[i] < weights[lightest] {
				lightest = i
			}
		}
		weights[lightest] += p.users
		filters[lightest] = append(filters[lightest], startsWith(p.text))
		all = append(all, startsWith(p.text))
	}
	var parts []partition
	for _, f := range filters {
		parts = append(parts, partition{filter: strings.Join(f, " or ")})
	}
	return append(parts, partition{filter: "not(" + strings.Join(all, " or ") + ")", advanced: true})
}

func startsWith(text string) string { return "startsWith(userPrincipalName,'" + text + "')" }

func countPath(filter string) string {
	return "/users/$count?$filter=" + strings.ReplaceAll(filter, " ", "%20")
}
