package network

const networkHelp = `Test every endpoint that Windows Autopilot device preparation needs, from this
machine. Run it in the network where PCs will be prepared. It needs no tenant
and no sign-in.`

const moreHelp = `What it tests
  Names, with the DNS servers of this machine. TCP ports 80 and 443, over IPv4
  and IPv6. TLS and the certificate chain, to detect TLS inspection. The NCSI
  page, to detect captive portals. Byte ranges. The time, by SNTP on UDP port
  123. Revocation lists and OCSP of the certificates that it sees. It tests each
  once, and a second time if it fails.
  It uses the proxy that is set. It reports a proxy configuration script (PAC),
  but doesn't run it. NO_PROXY=* ignores both.

What the results mean
  If a required endpoint is unreachable, its rule fails. If Microsoft says that
  setup continues without the endpoint, the rule warns, and says what won't work.
  Another VLAN, or Windows before anyone has signed in, may see another network
  than this machine. The report says what it can't test.

Results
  An audit reads the JSON: -o json=network.json, then prepaudit audit --network
  network.json. Whoever manages the firewall needs prepaudit network export.

Exit status
  0    every requirement passes, and every endpoint was tested
  1    a report couldn't be written
  2    the command line is wrong; nothing was tested
  3    a requirement fails
  4    no requirement is known to fail, but something wasn't tested
  130  interrupted: results so far were printed; no file was written`
