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
	advanced bool     // it needs ConsistencyLevel: eventual and $count=true
	prefixes []string // one of which the name of everybody in it begins with; none where that is not to be asked
}

// holds reports whether a name is of those that the filter lets through.
func (p partition) holds(name []byte) bool {
	return len(p.prefixes) == 0 || slices.ContainsFunc(p.prefixes, func(prefix string) bool {
		return len(name) >= len(prefix) && strings.EqualFold(string(name[:len(prefix)]), prefix)
	})
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

// partitions are those of all users, found once: groups and reports are divided as the users are. There are none where
// the users are read in one chain.
func (c *Client) partitions(ctx context.Context) []partition {
	c.planning.Lock()
	defer c.planning.Unlock()
	if !c.planned && ctx.Err() == nil {
		c.parts, c.planned = c.plan(ctx, c.expected(ctx)), true
	}
	return c.parts
}

// plan divides a large tenant into disjoint partitions by how userPrincipalName begins. It returns
// none where one chain is right: the tenant is small, refuses to count or to filter, or its numbers
// do not add up. It depends on the tenant's numbers only.
func (c *Client) plan(ctx context.Context, total int) []partition {
	if c.saved != nil || !c.many(total, partitionAbove) {
		return nil
	}
	prefixes, err := c.prefixes(ctx, total)
	if err != nil || len(prefixes) < 2 {
		c.log.Debug("users are read one page after the other", "prefixes", len(prefixes), "error", err)
		return nil
	}
	// Mostly the prefixes are everybody. Where they are not, one partition takes all that the
	// others leave out; Graph takes it for a few prefixes only.
	few := prefixes[:min(len(prefixes), maxOrs)]
	for _, parts := range [][]partition{
		bins(prefixes, partitionCount),
		append(bins(few, partitionCount-1), others(few)),
	} {
		all, sum, err := c.sumOf(ctx, "/users", parts)
		if err != nil {
			c.log.Debug("users are read one page after the other", "error", err)
			return nil
		}
		if sum == all {
			return parts
		}
	}
	c.log.Debug("users are read one page after the other: the partitions do not add up")
	return nil
}

// sumOf counts all of a collection and what is in the partitions, by counts taken in one request.
func (c *Client) sumOf(ctx context.Context, collection string, parts []partition) (all, sum int, err error) {
	paths := []string{collection + "/$count"}
	for _, p := range parts {
		paths = append(paths, countPath(collection, p.filter))
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
			paths[i] = countPath("/users", startsWithOne("userPrincipalName", heaviest.text+upnLetters[i:i+1]))
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
	parts, weights := make([]partition, n), make([]int, n)
	for _, p := range prefixes {
		lightest := -1
		for i := range weights {
			if len(parts[i].prefixes) < maxOrs && (lightest < 0 || weights[i] < weights[lightest]) {
				lightest = i
			}
		}
		weights[lightest] += p.users
		parts[lightest].prefixes = append(parts[lightest].prefixes, p.text)
	}
	for i := range parts {
		parts[i].filter = startsWithOne("userPrincipalName", parts[i].prefixes...)
	}
	return parts
}

// others is the partition of everybody who has none of the prefixes.
func others(prefixes []prefix) partition {
	var all []string
	for _, p := range prefixes {
		all = append(all, p.text)
	}
	return partition{filter: "not(" + startsWithOne("userPrincipalName", all...) + ")", advanced: true}
}

// startsWithOne is the filter of what has a property that begins with one of some texts.
func startsWithOne(property string, texts ...string) string {
	var ors []string
	for _, text := range texts {
		ors = append(ors, "startsWith("+property+",'"+text+"')")
	}
	return strings.Join(ors, " or ")
}

func countPath(collection, filter string) string {
	return collection + "/$count?$filter=" + strings.ReplaceAll(filter, " ", "%20")
}
