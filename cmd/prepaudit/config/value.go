package config

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v4"

	"prepaudit/cmd/prepaudit/process"
)

// values are those of a flag, as its command line has them.
func (r *reader) values(k *key, n *yaml.Node) (all []string, ok bool) {
	_, repeats := k.flag.Value.(pflag.SliceValue)
	nodes := []*yaml.Node{n}
	switch {
	case n.Kind == yaml.ScalarNode && k.flag.Value.Type() == "stringSlice": // as on a command line
		nodes = nil
		for text := range strings.SplitSeq(n.Value, ",") {
			part := *n
			part.Value = strings.TrimSpace(text)
			nodes = append(nodes, &part)
		}
	case n.Kind == yaml.SequenceNode && repeats && len(n.Content) > 0:
		nodes = n.Content
	case n.Kind == yaml.SequenceNode && !repeats:
		r.wrong(n, usage(k.flag), "key %q takes one value, not a list", k.flag.Name)
		return nil, false
	}
	for _, n := range nodes {
		text, why := scalar(k.flag, n)
		if why != "" {
			r.wrong(n, usage(k.flag), "key %q %s", k.flag.Name, why)
			return nil, false
		}
		if words := k.flag.Annotations[process.Words]; words != nil && !slices.Contains(words, text) {
			r.wrong(n, process.DidYouMean(text, words, usage(k.flag)), "key %q takes %s", k.flag.Name,
				strings.Join(words, ", "))
			return nil, false
		}
		if k.path {
			inside := false
			if text, inside = r.path(k.flag, text); !inside {
				r.wrong(n, r.named(), "key %q isn't allowed in a file that was found: the path leaves the folder",
					k.flag.Name)
				return nil, false
			}
		}
		all = append(all, text)
	}
	return all, true
}

// scalar is the value as a command line has it, or what is wrong with it. It is not shown: it may be a secret that
// stands at the wrong key.
func scalar(f *pflag.Flag, n *yaml.Node) (text, why string) {
	if n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "") ||
		n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		return "", "is empty"
	}
	if n.Kind != yaml.ScalarNode {
		return "", "takes " + kind(f)
	}
	text = n.Value
	good := true
	switch tag := n.ShortTag(); f.Value.Type() {
	case "bool":
		good = tag == "!!bool"
	case "duration":
		_, err := time.ParseDuration(text)
		good = err == nil && tag == "!!str"
	case "int":
		i, err := strconv.Atoi(text)
		good = err == nil && strconv.Itoa(i) == text && tag == "!!int"
	case "uint64":
		i, err := strconv.ParseUint(text, 10, 64)
		good = err == nil && strconv.FormatUint(i, 10) == text && tag == "!!int"
	case "float64":
		_, err := strconv.ParseFloat(text, 64)
		good = err == nil && (tag == "!!int" || tag == "!!float")
	default: // a number or a date is text too
		good = tag != "!!bool"
	}
	if !good {
		return "", "takes " + kind(f)
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "", "takes one line of text"
	}
	return text, ""
}

// kind says what values a flag takes.
func kind(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false"
	case "duration":
		return "a time with its unit, like 90s, 10m or 1h30m"
	case "int", "uint64":
		return "a whole number"
	case "float64":
		return "a number"
	case "stringSlice", "stringArray":
		return "text or a list of texts; write true and false in quotes"
	}
	return "text; write true and false in quotes"
}

// usage is what the help says of a flag, without the list of formats.
func usage(f *pflag.Flag) string {
	_, text := pflag.UnquoteUsage(f)
	text, _, _ = strings.Cut(text, ". Formats: ")
	return text
}
