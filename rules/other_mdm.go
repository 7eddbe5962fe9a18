package rules

// otherwise takes what is not passed about Intune as not applicable where another MDM service is stated.
func (e *Env) otherwise(v Verdict) Verdict {
	if e.OtherMDM && v.Outcome != Pass {
		return NA("another MDM service is stated to be in use; " + v.Detail)
	}
	return v
}
