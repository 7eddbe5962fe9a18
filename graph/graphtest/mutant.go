package graphtest

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
)

// Mutant answers as Next does, with something wrong in about every third answer of JSON: a value that is null, missing,
// of another type, nested deeply, very large, or there twice. The same Seed does the same to the same requests.
type Mutant struct {
	Next http.RoundTripper
	Seed uint64
}

// RoundTrip is that of http.RoundTripper.
func (m Mutant) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := m.Next.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	of := fnv.New64a()
	io.WriteString(of, req.URL.RequestURI())
	if chance := rand.New(rand.NewPCG(m.Seed, of.Sum64())); chance.IntN(3) == 0 {
		body = mutated(body, chance)
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), -1
	resp.Header.Del("Content-Length")
	return resp, nil
}

// mutated is an answer with one value that is not what it should be; what is no JSON stays.
func mutated(body []byte, chance *rand.Rand) []byte {
	var doc any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&doc) != nil {
		return body
	}
	at := chance.IntN(count(doc))
	out, err := json.Marshal(change(doc, &at, chance))
	if err != nil {
		return body
	}
	return out
}

// count is the number of values in a document.
func count(v any) int {
	n := 1
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			n += count(one)
		}
	case map[string]any:
		for _, one := range v {
			n += count(one)
		}
	}
	return n
}

// missing is a value that is taken out.
type missing struct{}

// change changes the value before which at others are.
func change(v any, at *int, chance *rand.Rand) any {
	if *at--; *at == -1 {
		return wrong(v, chance)
	}
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = change(v[i], at, chance)
		}
		return slices.DeleteFunc(v, isMissing)
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			v[name] = change(v[name], at, chance)
		}
		maps.DeleteFunc(v, func(_ string, one any) bool { return isMissing(one) })
	}
	return v
}

func isMissing(v any) bool {
	_, ok := v.(missing)
	return ok
}

// wrong is what may stand in the place of a value.
func wrong(v any, chance *rand.Rand) any {
	all := []any{
		nil, nil, missing{}, missing{}, true, "", "x", "00000000-0000-0000-0000-000000000000", []any{}, []any{nil}, []any{v},
		[]any{v, v}, []any{[]any{}}, map[string]any{}, map[string]any{"value": v}, map[string]any{"id": nil},
		json.Number("-1"), json.Number("0.5"), json.Number("1e400"), json.Number("99999999999999999999"),
		strings.Repeat("x", 100_000), "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "\x00\u202e", nested(9_000),
	}
	return all[chance.IntN(len(all))]
}

func nested(deep int) any {
	var v any
	for range deep {
		v = []any{v}
	}
	return v
}
