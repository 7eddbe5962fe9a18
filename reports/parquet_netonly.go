//go:build netonly

package reports

// parquetFormats is empty: the probe alone has no users, and Parquet would add 7 MB to it.
func parquetFormats() []Format { return nil }
