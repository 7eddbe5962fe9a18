package process

import "runtime/debug"

// released is set by the linker in a release: -X prepaudit/cmd/prepaudit/process.released=v1.2.3.
var released string

// Version is the release, or what the toolchain knows of a build from source.
func Version() string {
	if released != "" {
		return released
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
