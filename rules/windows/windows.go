// Package windows knows the releases and editions of Windows 11: which get updates until when, and which the
// requirement document names. It knows no tenant.
package windows

// Tables are the dated tables of releases and editions.
type Tables struct{}
