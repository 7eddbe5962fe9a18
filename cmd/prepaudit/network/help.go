package network

const networkHelp = `Probe, from the machine that this runs on, every endpoint that the networking
part of the requirement document asks for, and say which of its sentences are
met. Run it in the network where devices will be prepared. It knows no tenant
and signs in nowhere.

What is tried
  Names with the DNS servers of this machine; TCP 80 and 443 over IPv4 and IPv6;
  TLS with its chain, so that interception is told by the name of its root; the
  page by which Windows tells that there is an internet, so that captive portals
  are told; byte ranges; the time by SNTP on UDP 123; revocation lists and OCSP
  of the chains that were seen. Each once, and once more where it failed. The
  proxy that is set is used; a configuration script (PAC) is told of and not
  run. NO_PROXY=* goes without either.

What follows
  Out of reach and required: not met. Out of reach, and the document says that
  the process continues: a warning that says what is lost. A machine in another
  VLAN, or Windows before somebody has signed in, may see another network than
  this; the report says what it cannot tell.

Results
  -o json=FILE is what an audit reads: prepaudit audit --network FILE. The list
  for whoever opens the firewall: prepaudit network export.

Exit status
  0    every required sentence is met, and every probe was made
  1    a report could not be written
  2    the command line is wrong; nothing was probed
  3    some required sentence is not met
  4    nothing known is unmet, but something was not probed
  130  interrupted: what is known was printed; no file was written`
