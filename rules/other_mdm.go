package rules

// otherwise takes what is not passed about Intune as not applicable where another MDM service is stated.
func (f *Facts) otherwise(v Verdict) Verdict {
	if f.OtherMDM && v.Outcome != Pass {
		return NA("another MDM service is stated to be in use; " + v.Detail)
	}
	return v
}
