package english

// Size is a number of bytes as people read it: "512 bytes", "191 kB", "12 MB".
func Size(bytes int64) string {
	switch {
	case bytes >= 10_000_000:
		return Number(bytes/1_000_000) + " MB"
	case bytes >= 10_000:
		return Number(bytes/1000) + " kB"
	}
	return Number(bytes) + " bytes"
}
