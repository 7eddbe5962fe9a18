//go:build !windows && !darwin

package probe

// systemProxy: elsewhere the environment is all that there is to go by.
func systemProxy() found {
	return found{notes: []string{"proxy settings of the desktop are not looked at, the environment's are"}}
}
