package probe

import "golang.org/x/sys/windows/registry"

const connections = `SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections`

// systemProxy reads the proxies of the user (WinINET), else of the machine (WinHTTP), which is what
// Windows itself goes by before somebody has signed in.
func systemProxy() found {
	user, userOK := connection(registry.CURRENT_USER, "DefaultConnectionSettings", "WinINET")
	machine, machineOK := connection(registry.LOCAL_MACHINE, "WinHttpSettings", "WinHTTP")
	var notes []string
	if !userOK {
		notes = append(notes, "the proxy settings of the user could not be read")
	}
	f := user
	if user.http+user.https+user.script == "" && machineOK {
		machine.detect = machine.detect || user.detect
		f = machine
	}
	f.notes = append(f.notes, notes...)
	return f
}

func connection(root registry.Key, value, source string) (found, bool) {
	k, err := registry.OpenKey(root, connections, registry.QUERY_VALUE)
	if err != nil {
		return found{}, false
	}
	defer k.Close()
	b, _, err := k.GetBinaryValue(value)
	if err != nil {
		return found{}, false
	}
	f, ok := parseConnection(b)
	f.source = source
	return f, ok
}
