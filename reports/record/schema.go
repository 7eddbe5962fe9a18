package record

import (
	"cmp"
	_ "embed"
	"fmt"
	"reflect"
	"strings"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// whole is a JSON report, of which Replay reads one element at a time.
type whole struct {
	Run      Run       `json:"run"`
	Users    []User    `json:"users"`
	Devices  []Device  `json:"devices"`
	Findings []Finding `json:"findings"`
	Summary  Summary   `json:"summary"`
}

// aboutText says what the parts of the report are and, indented, what their keys are, in the order of the schema. A key
// that says it by itself stands alone.
//
//go:embed about.txt
var aboutText string

// answerText is that of an Answer, and of the parts that it alone has.
//
//go:embed about_answer.txt
var answerText string

// planText is that of a Plan, likewise.
//
//go:embed about_plan.txt
var planText string

// noticeText is that of a Notice, which shares no part with a report.
//
//go:embed about_notice.txt
var noticeText string

// historyText is that of a History, likewise.
//
//go:embed about_history.txt
var historyText string

// tenantsText is that of Tenants, likewise.
//
//go:embed about_tenants.txt
var tenantsText string

// diffText is that of a Diff, likewise.
//
//go:embed about_diff.txt
var diffText string

// about is the descriptions by part, and by part and key.
func about(text string) map[string]string {
	all, part := map[string]string{}, ""
	for line := range strings.Lines(text) {
		key, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if line[0] == ' ' {
			key = part + "." + key
		} else {
			part = key
		}
		all[key] = text
	}
	return all
}

// Schema is the JSON schema (draft 2020-12) of the json format; a line of ndjson is one of its objects with the key
// record beside the others.
func Schema() string {
	return schemaOf(reflect.TypeFor[whole](), aboutText, fmt.Sprintf("JSON report, schema version %d", SchemaVersion))
}

// AnswerSchema is that of the JSON of prepaudit user.
func AnswerSchema() string {
	return schemaOf(reflect.TypeFor[Answer](), aboutText+answerText,
		fmt.Sprintf("user, schema version %d", AnswerVersion))
}

// PlanSchema is that of the JSON of prepaudit plan.
func PlanSchema() string {
	return schemaOf(reflect.TypeFor[Plan](), aboutText+planText, fmt.Sprintf("plan, schema version %d", SchemaVersion))
}

// HistorySchema is that of the JSON of prepaudit history.
func HistorySchema() string {
	return schemaOf(reflect.TypeFor[History](), aboutText+historyText,
		fmt.Sprintf("history, schema version %d", SchemaVersion))
}

// TenantsSchema is that of the JSON of audit --all-tenants.
func TenantsSchema() string {
	return schemaOf(reflect.TypeFor[Tenants](), aboutText+tenantsText,
		fmt.Sprintf("audit --all-tenants, schema version %d", TenantsVersion))
}

// DiffSchema is that of the JSON of prepaudit diff.
func DiffSchema() string {
	return schemaOf(reflect.TypeFor[Diff](), aboutText+diffText, fmt.Sprintf("diff, schema version %d", SchemaVersion))
}

func schemaOf(root reflect.Type, text, title string) string {
	s := schema{about: about(text), done: map[reflect.Type]bool{}}
	s.text.WriteString("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n")
	fmt.Fprintf(&s.text, "  \"title\": \"prepaudit %s\",\n", title)
	s.object(root, "  ")
	s.text.WriteString(",\n  \"$defs\": {")
	for i := 0; i < len(s.defs); i++ { // it grows
		t := s.defs[i]
		if i > 0 {
			s.text.WriteByte(',')
		}
		fmt.Fprintf(&s.text, "\n    %q: {", nameOf(t))
		if short, ok := shorts[t]; ok {
			s.text.WriteString(short + s.described(nameOf(t)))
		} else {
			s.text.WriteByte('\n')
			s.object(t, "      ")
			s.text.WriteString("\n    ")
		}
		s.text.WriteByte('}')
	}
	s.text.WriteString("\n  }\n}\n")
	return s.text.String()
}

// schema is one writing of the schema.
type schema struct {
	text  strings.Builder
	about map[string]string
	defs  []reflect.Type // that were referred to, in this order
	done  map[reflect.Type]bool
}

// described is a description with its comma; nothing where there is none.
func (s *schema) described(key string) string {
	if s.about[key] == "" {
		return ""
	}
	return `, "description": ` + quoted(s.about[key])
}

// object writes the inside of the schema of a struct, a key a line.
func (s *schema) object(t reflect.Type, indent string) {
	name := nameOf(t)
	if text := s.about[name]; text != "" {
		fmt.Fprintf(&s.text, "%s\"description\": %s,\n", indent, quoted(text))
	}
	var required, lines []string
	for _, f := range fieldsOf(t) {
		if !f.optional {
			required = append(required, quoted(f.key))
		}
		path := name + "." + f.key
		of, ok := exact[path]
		if !ok {
			of = s.value(f.of)
		}
		said := cmp.Or(s.described(path), s.described(nameOf(f.owner)+"."+f.key))
		lines = append(lines, fmt.Sprintf("%s  %q: {%s%s}", indent, f.key, of, said))
	}
	fmt.Fprintf(&s.text, "%s\"type\": \"object\",\n", indent)
	fmt.Fprintf(&s.text, "%s\"required\": [%s],\n", indent, strings.Join(required, ", "))
	fmt.Fprintf(&s.text, "%[1]s\"properties\": {\n%[2]s\n%[1]s}", indent, strings.Join(lines, ",\n"))
}

// value is the inside of the schema of a value.
func (s *schema) value(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if of, ok := values[t]; ok {
		return of
	}
	if _, ok := shorts[t]; ok {
		return s.refer(t)
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.refer(t)
	case reflect.Slice:
		return `"type": "array", "items": {` + s.value(t.Elem()) + `}`
	case reflect.Map:
		return `"type": "object", "additionalProperties": {` + s.value(t.Elem()) + `}`
	case reflect.Bool:
		return `"type": "boolean"`
	case reflect.String:
		return `"type": "string"`
	case reflect.Float64:
		return `"type": "number"`
	}
	return `"type": "integer"`
}

func (s *schema) refer(t reflect.Type) string {
	if !s.done[t] {
		s.done[t] = true
		s.defs = append(s.defs, t)
	}
	return `"$ref": "#/$defs/` + nameOf(t) + `"`
}

// nameOf is the name of a part in the schema.
func nameOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[tenant.GUID](), reflect.TypeFor[MDM]():
		return strings.ToLower(t.Name())
	case reflect.TypeFor[tenant.Subscription]():
		return "companySubscription" // the product has that name
	case reflect.TypeFor[Plan]():
		return "planFile" // a service plan has that name
	}
	return strings.ToLower(t.Name()[:1]) + t.Name()[1:]
}

const guid = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

// shorts are values that the schema defines once.
var shorts = map[reflect.Type]string{
	reflect.TypeFor[tenant.GUID]():   `"type": "string", "pattern": "` + guid + `"`,
	reflect.TypeFor[rules.Level]():   choice(rules.Level.String, rules.Levels()...),
	reflect.TypeFor[rules.Outcome](): choice(rules.Outcome.String, rules.Outcomes()...),
	reflect.TypeFor[license.Match](): choice(word, license.Literal, license.Equivalent, license.Successor,
		license.Developer, license.Unattended),
}

// values are those whose type says too little.
var values = map[reflect.Type]string{
	reflect.TypeFor[time.Time]():           `"type": "string", "format": "date-time"`,
	reflect.TypeFor[tenant.Tri]():          `"type": "boolean"`,
	reflect.TypeFor[rules.LicenseStatus](): choice(rules.LicenseStatus.Name, rules.LicenseStatuses()...),
	reflect.TypeFor[rules.MDMState]():      choice(rules.MDMState.String, rules.MDMStates()...),
	reflect.TypeFor[rules.DeviceKind]():    choice(rules.DeviceKind.String, rules.DeviceKinds()...),
	reflect.TypeFor[rules.Readiness]():     choice(rules.Readiness.String, rules.Readinesses()...),
	reflect.TypeFor[rules.Consequence]():   choice(rules.Consequence.String, rules.Consequences()...),
	reflect.TypeFor[rules.Step]():          choice(rules.Step.String, rules.Steps()...),
	reflect.TypeFor[rules.Result]():        choice(rules.Result.String, rules.Results()...),
	reflect.TypeFor[rules.Offer](): choice(word, rules.Paid, rules.Trial, rules.TrialEnded, rules.Free,
		rules.PerDevice),
	reflect.TypeFor[tenant.MembersBy](): choice(word, tenant.ByAssignment, tenant.ByRule, tenant.ByDirectory,
		tenant.ByExchange, tenant.ByRole),
	reflect.TypeFor[ExceptionState](): choice(word, ExceptionStates()...),
	reflect.TypeFor[tenant.NetworkNeed](): choice(word, tenant.NeedRequired, tenant.NeedContinues, tenant.NeedFeature,
		tenant.NeedNothing),
	reflect.TypeFor[DiffResult](): choice(word, DiffResults()...),
	reflect.TypeFor[DiffKind]():   choice(word, ThingChanges()...),
}

// exact are keys that hold less than their type could.
var exact = map[string]string{
	"run.schemaVersion":           fmt.Sprintf(`"const": %d`, SchemaVersion),
	"tenants.schemaVersion":       fmt.Sprintf(`"const": %d`, TenantsVersion),
	"audited.state":               choice(word, Complete, Allowed, Incomplete, Refused, Failed, NotRead),
	"diff.schemaVersion":          fmt.Sprintf(`"const": %d`, SchemaVersion),
	"diffCaveat.about":            choice(word, CaveatWords()...),
	"diffPerson.change":           choice(word, SubjectChanges()...),
	"diffDevice.change":           choice(word, SubjectChanges()...),
	"planFile.schemaVersion":      fmt.Sprintf(`"const": %d`, SchemaVersion),
	"history.schemaVersion":       fmt.Sprintf(`"const": %d`, SchemaVersion),
	"answer.schemaVersion":        fmt.Sprintf(`"const": %d`, AnswerVersion),
	"answer.verdict":              choice(word, AnswerReady, AnswerNotReady, AnswerUnknown),
	"notice.schemaVersion":        fmt.Sprintf(`"const": %d`, NoticeVersion),
	"notice.reason":               choice(word, NoticeFirst, NoticeChanged, NoticeAlways),
	"networkReport.schemaVersion": fmt.Sprintf(`"const": %d`, tenant.NetworkSchema),
	"entitlement.row":             fmt.Sprintf(`"type": "integer", "minimum": 1, "maximum": %d`, license.Rows),
	"part.state": choice(license.State.String, license.Missing, license.Inactive, license.Unsure, license.Doubtful,
		license.Active),
	"subject.kind":      choice(word, rules.SubjectKinds()...),
	"exception.kind":    choice(word, rules.SubjectKinds()...),
	"exception.expires": `"type": "string", "format": "date"`,
	"device.kind":       choice(rules.DeviceKind.String, rules.DeviceKinds()[:rules.NotWindows]...),
	"device.servicing":  `"type": "string", "format": "date"`,
}

func choice[T any](name func(T) string, all ...T) string {
	var words []string
	for _, v := range all {
		words = append(words, quoted(name(v)))
	}
	return `"enum": [` + strings.Join(words, ", ") + `]`
}

func word[T ~string](s T) string { return string(s) }

func quoted(s string) string { return string(AppendText(nil, s)) }
