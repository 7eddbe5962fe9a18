package network

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/endpoint"
	"prepaudit/rules/tenant"
)

var exportFormats = []string{"csv", "json", "markdown"}

func newExport(sys *process.Sys) *cobra.Command {
	var c choice
	var outputs []string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the hosts and ports to allow in the firewall",
		Example: `  prepaudit network export
  prepaudit network export --region eu -o csv=firewall.csv -o markdown=firewall.md`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			t, cloud, err := c.table()
			if err != nil {
				return err
			}
			return export(cmd.Context(), sys, t, firewall(t.For(cloud, c.region)), outputs)
		},
	}
	c.flags(cmd)
	cmd.Flags().StringArrayVarP(&outputs, "output", "o", nil, "write `FORMAT=FILE`, - for standard output; repeats; "+
		"without it Markdown to standard output. Formats: "+strings.Join(exportFormats, ", "))
	return cmd
}

// opening is one line of the list.
type opening struct {
	Host     string             `json:"host"` // * is the other devices of the network
	Port     int                `json:"port"`
	Protocol string             `json:"protocol"` // TCP, UDP
	Need     tenant.NetworkNeed `json:"need"`
	Required bool               `json:"required"`
	Why      string             `json:"why"`
	Without  string             `json:"without"` // what does not work
	Section  string             `json:"section"`
	Edition  string             `json:"edition"`
	Cloud    string             `json:"cloud"`
	Region   string             `json:"region,omitempty"`
	Note     string             `json:"note,omitempty"`
	Source   string             `json:"source"`
}

// firewall is every host and port once for each thing that it is for. Names that are gone stay out.
func firewall(all []endpoint.Endpoint) []opening {
	var list []opening
	for _, e := range all {
		for _, h := range e.Hosts {
			for _, p := range h.Ports {
				if h.Trap == endpoint.Dead || p.Protocol == "dns" || h.Trap == endpoint.Only443 && p.Number == 80 {
					continue
				}
				o := opening{
					Host: h.Name, Port: p.Number, Protocol: strings.ToUpper(p.Protocol), Need: e.Need,
					Required: e.Need == tenant.NeedRequired && e.Edition != "2024-04-26",
					Why:      e.Why, Without: e.Lost, Section: e.Section, Edition: e.Edition,
					Cloud: e.Cloud, Region: e.Region, Source: e.Source,
				}
				if h.Trap == endpoint.Superseded {
					o.Note = "superseded"
				}
				list = append(list, o)
			}
		}
	}
	return list
}

// export writes the list to every target, markdown to standard output where none is named.
func export(ctx context.Context, sys *process.Sys, t *endpoint.Table, list []opening, values []string) error {
	if len(values) == 0 {
		values = []string{"markdown=-"}
	}
	out, err := output.OpenFiles(ctx, sys, output.Options{Targets: values}, exportFormats, "csv=firewall.csv")
	if err != nil {
		return err
	}
	defer out.Close()
	return out.WriteFiles(ctx, func(format string, w io.Writer) error {
		switch format {
		case "csv":
			return writeCSV(w, list)
		case "json":
			return writeJSON(w, t.Date, list)
		}
		return writeMarkdown(w, t.Date, list)
	})
}

func writeCSV(w io.Writer, list []opening) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true // RFC 4180
	c.Write([]string{"host", "port", "protocol", "need", "required", "why", "without", "section", "edition", "cloud",
		"region", "note", "source"})
	for _, o := range list {
		c.Write([]string{o.Host, fmt.Sprint(o.Port), o.Protocol, string(o.Need), fmt.Sprint(o.Required), o.Why,
			o.Without, o.Section, o.Edition, o.Cloud, o.Region, o.Note, o.Source})
	}
	c.Flush()
	return c.Error()
}

func writeJSON(w io.Writer, date string, list []opening) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Date  string    `json:"date"`
		Hosts []opening `json:"hosts"`
	}{date, list})
}

func writeMarkdown(w io.Writer, date string, list []opening) error {
	fmt.Fprintf(w, "# Hosts of Windows Autopilot device preparation, as of %s\n", date)
	section := ""
	cell := strings.NewReplacer("|", `\|`, "*", `\*`, "<", "&lt;")
	for _, o := range list {
		if o.Section != section {
			section = o.Section
			fmt.Fprintf(w, "\n## %s\n\n| Host | Port | Required | Why | Without it |\n"+
				"| --- | --- | --- | --- | --- |\n", cell.Replace(section))
		}
		required := "no"
		if o.Required {
			required = "yes"
		}
		why := o.Why
		if o.Region != "" {
			why += " (region " + o.Region + ")"
		}
		if o.Note != "" {
			why += " (" + o.Note + ")"
		}
		if _, err := fmt.Fprintf(w, "| %s | %s %d | %s | %s | %s |\n", cell.Replace(o.Host), o.Protocol, o.Port,
			required, cell.Replace(why), cell.Replace(o.Without)); err != nil {
			return err
		}
	}
	return nil
}
