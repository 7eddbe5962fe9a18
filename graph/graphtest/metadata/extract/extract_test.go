package main

import (
	"reflect"
	"testing"

	"prepaudit/graph/graphtest/metadata"
)

const thingsBuilder = `
type ThingsRequestBuilderDeleteQueryParameters struct {
    Rev *string "uriparametername:\"%24rev\""
}
type ThingsRequestBuilderGetQueryParameters struct {
    // Include count of items
    Count *bool "uriparametername:\"%24count\""
    Select []string "uriparametername:\"%24select\""
}
func New() {
    New(requestAdapter, "{+baseurl}/shelves/{shelf%2Did}/things/graph.box{?%24count,%24select}", pathParameters)
}
func (m *ThingsRequestBuilder) Get(ctx context.Context, c *C)(models.BoxCollectionResponseable, error) {
    res, err := m.Send(ctx, requestInfo, models.CreateBoxCollectionResponseFromDiscriminatorValue, errorMapping)
}
`

// property is how a model reads one of its properties.
func property(name, read string) string {
	return "    res[\"" + name + "\"] = func (n p.ParseNode) error {\n        val, err := n.Get" + read + "\n"
}

func TestExtract(t *testing.T) {
	types := &models{map[string]string{
		"BoxCollectionResponse": property("value", `CollectionOfObjectValues(CreateBoxFromDiscriminatorValue)`),
		"Entity":                "type Entity struct {\n    store BackingStore\n}\n" + property("id", `StringValue()`),
		"Box": "type Box struct {\n\tEntity\n}\n" +
			"// GetWidth gets the width property value. In feet. Supports $filter (eq, not , ge, and eq on null values).\n" +
			"func GetFieldDeserializers() {\n" +
			property("@odata.type", `StringValue()`) +
			property("width", `Int32Value()`) +
			property("labels", `CollectionOfPrimitiveValues("string")`) +
			property("shelf", `ObjectValue(CreateShelfFromDiscriminatorValue)`) +
			property("state", `EnumValue(ParseBoxState)`),
		"Shelf":    "type Shelf struct {\n    Entity\n}\nfunc GetFieldDeserializers() {\n",
		"BoxState": "type BoxState int\nfunc String() string {\n    return []string{\"open\", \"closed\"}[i]\n}",
	}}
	found := template.FindStringSubmatch(thingsBuilder)
	if path := plainPath(found[1]); path != "/shelves/{}/things/microsoft.graph.box" {
		t.Errorf("path %s", path)
	}
	verb, r, err := builder{text: thingsBuilder}.reads(types)
	want := metadata.Resource{Type: "box", Options: []string{"$count", "$select"}}
	if err != nil || verb != "GET" || !reflect.DeepEqual(r, want) {
		t.Errorf("%s %+v, %v", verb, r, err)
	}
	for _, expand := range []string{"", "shelf"} {
		got := &metadata.Version{Types: map[string]*metadata.Type{}, Enums: map[string][]string{}}
		if err := types.add(got, "box", []string{expand}); err != nil {
			t.Fatal(err)
		}
		if box := got.Types["box"]; box.Base != "entity" ||
			!reflect.DeepEqual(box.Properties, map[string]string{"width": "int", "labels": "string[]", "state": "boxState"}) ||
			!reflect.DeepEqual(box.Navigation, map[string]string{"shelf": "shelf"}) ||
			!reflect.DeepEqual(box.Filters, map[string][]string{"width": {"eq", "ge", "not"}}) {
			t.Errorf("%+v", box)
		}
		if !reflect.DeepEqual(got.Enums, map[string][]string{"boxState": {"open", "closed"}}) {
			t.Errorf("%v", got.Enums)
		}
		if got.Types["entity"] == nil || (got.Types["shelf"] != nil) != (expand == "shelf") {
			t.Errorf("expanding %q brings %v", expand, got.Types)
		}
	}
}

// What lies below an object found by another key is the same as below its id, where the key is known.
func TestFind(t *testing.T) {
	all := builders{
		"/things": {text: "things"}, "/things/$count": {text: "count"}, "/things(color='{}')": {},
		"/things/{}/owners": {text: "owners"},
	}
	for path, want := range map[string]builder{
		"/things/$count": {text: "count", counted: "things"}, "/gone": {}, "/things/{}/owners": {text: "owners"},
		"/things(color='red')/owners": {text: "owners"}, "/things(size='1')/owners": {},
	} {
		if b, found := all.find(path); b != want || found != (want != builder{}) {
			t.Errorf("%s: %v, %v", path, b, found)
		}
	}
}
