package license

import (
	_ "embed"
	"strings"
	"sync"

	"prepaudit/rules/tenant"
)

//go:embed catalog.txt
var catalogText string

//go:embed named.txt
var namedText string

//go:embed rows.txt
var rowsText string

// entry is one product of the catalog; its strings are slices of the embedded text.
type entry struct {
	id         tenant.GUID
	part, name string
	plans      string // servicePlanIds separated by spaces, or plansUnknown
	row        int
	match      Match
	class      Class
}

// plansUnknown stands for the plans of a product of which only the name is published.
const plansUnknown = "?"

type catalog struct {
	date string
	skus []entry
	byID map[tenant.GUID]*entry
	// byPart are the products whose skuId nobody has published.
	byPart map[string]entry
	plans  map[tenant.GUID]planName
}

// of is what the catalog knows of a product of a tenant; nil for nothing.
func (c *catalog) of(sku tenant.GUID, part string) *entry {
	if e := c.byID[sku]; e != nil {
		return e
	}
	if e, ok := c.byPart[strings.ToUpper(part)]; ok {
		return &e
	}
	return nil
}

type planName struct{ name, display string }

// embedded is the catalog, read at first need; it takes a fraction of a millisecond.
var embedded = sync.OnceValue(readCatalog)

func readCatalog() *catalog {
	c := &catalog{
		skus:   make([]entry, 0, 700),
		byID:   make(map[tenant.GUID]*entry, 700),
		byPart: map[string]entry{},
		plans:  make(map[tenant.GUID]planName, 900),
	}
	c.readProducts(catalogText)
	c.readProducts(namedText)
	for i := range c.skus { // not before: what byID points to must not move
		c.byID[c.skus[i].id] = &c.skus[i]
	}
	c.readRows()
	return c
}

func (c *catalog) readProducts(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if v, ok := strings.CutPrefix(line, "# date: "); ok {
			c.date = v
		}
		kind, rest, _ := strings.Cut(line, "\t")
		if kind == "part" {
			c.readPart(strings.Split(rest, "\t"))
			continue
		}
		id, rest, _ := strings.Cut(rest, "\t")
		name, rest, _ := strings.Cut(rest, "\t")
		switch kind {
		case "plan":
			c.plans[tenant.MustGUID(id)] = planName{name, rest}
		case "sku":
			product, plans, _ := strings.Cut(rest, "\t")
			e := entry{id: tenant.MustGUID(id), part: name, name: product, plans: plans, class: Person}
			c.skus = append(c.skus, e)
		}
	}
}

// readPart reads a product without a skuId: part number, name, then what readRows has of others.
func (c *catalog) readPart(f []string) {
	e := entry{part: f[0], name: f[1], plans: plansUnknown, class: Person}
	if len(f) == 4 {
		e.counts(f[2], f[3])
	}
	c.byPart[strings.ToUpper(e.part)] = e
}

// counts takes the first two fields of a line of rows.txt: a row and how the product matches it, or for whom it is.
func (e *entry) counts(kind, word string) {
	if row, isRow := strings.CutPrefix(kind, "row "); isRow {
		e.row, e.match = int(row[0]-'0'), Match(word)
		return
	}
	switch word {
	case "device":
		e.class = Device
	case "room":
		e.class = Room
	case "agent":
		e.class = Agent
	default:
		panic("a product for " + word + ", which is no class")
	}
}

func (c *catalog) readRows() {
	for line := range strings.Lines(rowsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		e := c.byID[tenant.MustGUID(f[2])]
		if e == nil {
			panic("rows.txt has " + f[3] + ", which is neither in catalog.txt nor in named.txt")
		}
		e.counts(f[0], f[1])
	}
}

// CatalogDate is the day of the embedded product table, as 2006-01-02.
func CatalogDate() string { return embedded().date }
