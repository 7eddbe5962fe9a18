package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"prepaudit/rules/tenant"
)

// table is what the CSV says, a row of which is a product and one of its service plans.
type table struct {
	products map[tenant.GUID]*item
	plans    map[tenant.GUID]*item
}

// item is a product or a plan. Microsoft spells some of them in several ways.
type item struct {
	part, name spellings
	plans      map[tenant.GUID]bool
}

type spellings struct {
	found []string
	times map[string]int
}

func (s *spellings) add(text string) {
	if s.times == nil {
		s.times = map[string]int{}
	}
	if s.times[text]++; s.times[text] == 1 {
		s.found = append(s.found, text)
	}
}

// usual is the most frequent spelling, and of several the one that came first.
func (s *spellings) usual() string {
	best := s.found[0]
	for _, text := range s.found {
		if s.times[text] > s.times[best] {
			best = text
		}
	}
	return best
}

var columns = []string{
	"Product_Display_Name", "String_Id", "GUID",
	"Service_Plan_Name", "Service_Plan_Id", "Service_Plans_Included_Friendly_Names",
}

// read fails where the file is not Microsoft's, naming the line.
func read(r io.Reader) (*table, error) {
	rows := csv.NewReader(r)
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("reading the header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	if !slices.Equal(header, columns) {
		return nil, fmt.Errorf("line 1: the columns are %q, not %q", header, columns)
	}
	t := &table{products: map[tenant.GUID]*item{}, plans: map[tenant.GUID]*item{}}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, err // which names the line
		}
		if err := t.add(row); err != nil {
			line, _ := rows.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func (t *table) add(row []string) error {
	for i, text := range row {
		row[i] = strings.Join(strings.Fields(text), " ") // it has tabs and no-break spaces here and there
		switch {
		case !utf8.ValidString(text):
			return fmt.Errorf("%s: %q is not UTF-8", columns[i], text)
		case row[i] == "":
			return fmt.Errorf("no %s", columns[i])
		}
	}
	product, err := tenant.ParseGUID(row[2])
	if err != nil {
		return err
	}
	plan, err := tenant.ParseGUID(row[4])
	if err != nil {
		return err
	}
	p := itemOf(t.products, product)
	p.part.add(row[1])
	p.name.add(row[0])
	p.plans[plan] = true
	s := itemOf(t.plans, plan)
	s.part.add(row[3])
	s.name.add(row[5])
	return nil
}

func itemOf(items map[tenant.GUID]*item, id tenant.GUID) *item {
	if items[id] == nil {
		items[id] = &item{plans: map[tenant.GUID]bool{}}
	}
	return items[id]
}

const source = "Microsoft, Product names and service plan identifiers for licensing " +
	"(CSV behind https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference)"

// write writes the form that package license reads.
func (t *table) write(b *bytes.Buffer, date, via string) {
	if via != "" {
		via = ", as carried by " + via
	}
	fmt.Fprintf(b, "# Products and their service plans, and the names of the plans. "+
		"Written by cmd/catalog: do not edit.\n# source: %s%s\n# date: %s\n", source, via, date)
	b.WriteString("# plan, servicePlanId, service plan name, display name; separated by tabs\n")
	for _, id := range sorted(t.plans) {
		fmt.Fprintf(b, "plan\t%s\t%s\t%s\n", id, t.plans[id].part.usual(), t.plans[id].name.usual())
	}
	b.WriteString("# sku, skuId, part number, product name, servicePlanIds separated by spaces\n")
	for _, id := range sorted(t.products) {
		p := t.products[id]
		var plans []string
		for plan := range p.plans {
			plans = append(plans, plan.String())
		}
		slices.Sort(plans)
		fmt.Fprintf(b, "sku\t%s\t%s\t%s\t%s\n", id, p.part.usual(), p.name.usual(), strings.Join(plans, " "))
	}
}

// sorted are the ids by part number, whatever its case, so that an edition differs from the last where Microsoft's do.
func sorted(items map[tenant.GUID]*item) []tenant.GUID {
	key := func(id tenant.GUID) string { return strings.ToLower(items[id].part.usual()) + "\t" + id.String() }
	return slices.SortedFunc(maps.Keys(items), func(a, b tenant.GUID) int { return strings.Compare(key(a), key(b)) })
}
