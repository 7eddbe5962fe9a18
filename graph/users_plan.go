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

	upnLetters = "abcdefghijklmnopqrstuvwxyz0123456789.-_@"
)

// plan divides a large tenant into disjoint partitions by how userPrincipalName begins. It returns
// none where one chain is right: the tenant is small, refuses to count or to filter, or its numbers
// do not add up. It depends on the tenant's numbers only.
func (c *Client) plan(ctx context.Context, total int) []partition {
	if c.saved != nil || total < partitionAbove {
		return nil
	}
	prefixes, err := c.prefixes(ctx, total)
	if err != nil || len(prefixes) < 2 {
		c.log.Debug("users are read in one chain", "prefixes", len(prefixes), "error", err)
		return nil
	}
	// Mostly the prefixes are everybody. Where they are not, one partition takes all that the
	// others leave out; Graph takes it for a few prefixes only.
	few := prefixes[:min(len(prefixes), maxOrs)]
	for _, parts := range [][]partition{
		bins(prefixes, partitionCount),
		append(bins(few, partitionCount-1), others(few)),
	} {
		ok, err := c.addUp(ctx, parts)
		if err != nil {
			c.log.Debug("users are read in one chain", "error", err)
			return nil
		}
		if ok {
			return parts
		}
	}
	c.log.Debug("users are read in one chain: the partitions do not add up")
	return nil
}

// addUp reports whether the partitions hold exactly all users.
func (c *Client) addUp(ctx context.Context, parts []partition) (bool, error) {
	all, sum, err := c.sumOf(ctx, parts)
	return sum == all, err
}

// sumOf counts all users and those of the partitions, by counts taken in one request.
func (c *Client) sumOf(ctx context.Context, parts []partition) (all, sum int, err error) {
	paths := []string{"/users/$count"}
	for _, p := range parts {
		paths = append(paths, countPath(p.filter))
	}
	counts, err := c.odata.Counts(ctx, "v1.0", paths)
	if err != nil {
		return 0, 0, err
	}
	for _, n := range counts[1:] {
		sum += n
	}
	return counts[0], sum, nil
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
	return found, nil
}

// bins makes n partitions at most, putting each prefix, heaviest first, where it is lightest so far.
func bins(prefixes []prefix, n int) []partition {
	n = min(n, len(prefixes))
	// Graph's limit for one filter can make more of them than were asked for.
	n = max(n, (len(prefixes)+maxOrs-1)/maxOrs)
	filters, weights := make([][]string, n), make([]int, n)
	for _, p := range prefixes {
		lightest := -1
		for i := range weights {
			if len(filters[i]) < maxOrs && (lightest < 0 || weights[i] < weights[lightest]) {
				lightest = i
			}
		}
		weights[lightest] += p.users
		filters[lightest] = append(filters[lightest], startsWith(p.text))
	}
	var parts []partition
	for _, f := range filters {
		parts = append(parts, partition{filter: strings.Join(f, " or ")})
	}
	return parts
}

// others is the partition of everybody who has none of the prefixes.
func others(prefixes []prefix) partition {
	var all []string
	for _, p := range prefixes {
		all = append(all, startsWith(p.text))
	}
	return partition{filter: "not(" + strings.Join(all, " or ") + ")", advanced: true}
}

func startsWith(text string) string { return "startsWith(userPrincipalName,'" + text + "')" }

func countPath(filter string) string {
	return "/users/$count?$filter=" + strings.ReplaceAll(filter, " ", "%20")
}
