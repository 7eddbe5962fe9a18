package process

import (
	"cmp"
	"runtime/debug"
)

// What the linker sets in a release (.goreleaser.yaml): the version with its v, the commit, and when that was committed.
var released, commit, date string

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

// Commit is what the program was built from and its time in RFC 3339, both empty where nobody said.
func Commit() (id, at string) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				id = s.Value
			case "vcs.time":
				at = s.Value
			}
		}
	}
	return cmp.Or(commit, id), cmp.Or(date, at)
}
