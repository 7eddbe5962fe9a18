package tenant

// NetworkReport is what `prepaudit network` found.
type NetworkReport struct{}
