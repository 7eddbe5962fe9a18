package network

import (
	"bytes"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
	"prepaudit/rules/endpoint"
)

// choice is which endpoints are meant.
type choice struct {
	cloud, region, file string
}

func (c *choice) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.cloud, "cloud", "global", "the `CLOUD` of the tenant: "+strings.Join(networkClouds(), ", "))
	f.StringVar(&c.region, "region", "", "the `REGION` of the tenant: "+strings.Join(endpoint.Regions, ", ")+
		"; by default it is enough if one region is reachable")
	f.StringVar(&c.file, "endpoints", "", "read the endpoints from `FILE`, in the form of "+
		"`network list --source`")
	command.Choose(cmd, "cloud", networkClouds)
	command.Choose(cmd, "region", func() []string { return endpoint.Regions })
	command.Must(cmd.MarkFlagFilename("endpoints"))
}

// networkClouds are the clouds that an audit knows. The endpoints of both clouds of the US government are the same.
func networkClouds() []string { return slices.Insert(slices.Clone(endpoint.Clouds), 2, "usgov-dod") }

// table is the endpoints that the flags name, and the cloud in the words of the table.
func (c *choice) table() (t *endpoint.Table, cloud string, err error) {
	if err := process.OneOf("--cloud", c.cloud, networkClouds()); err != nil {
		return nil, "", err
	}
	cloud = c.cloud
	if cloud == "usgov-dod" {
		cloud = "usgov"
	}
	if c.region != "" {
		if err := process.OneOf("--region", c.region, endpoint.Regions); err != nil {
			return nil, "", err
		}
	}
	if c.file == "" {
		return endpoint.Embedded(), cloud, nil
	}
	text, err := smallfile.Text(c.file, 4<<20)
	if err != nil {
		return nil, "", process.Usagef("--endpoints: %w", err)
	}
	t, err = endpoint.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, "", process.WithHint(process.Usagef("--endpoints %s: %w", c.file, err),
			"`prepaudit network list --source` prints a table to begin with")
	}
	return t, cloud, nil
}
