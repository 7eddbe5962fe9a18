package rules

// licensingRules is LIC: licences, seats, and the products that the document names.
func licensingRules() []*Rule {
	return []*Rule{
		usableSubscription,
		intuneAssigned,
		entraAssigned,
		assignmentErrors,
		seatsForAll,
		overAssigned,
		subscriptionEnds,
		groupsProcessed,
		planOffByGroup,
		usageLocation,
		roomLicences,
		robotLicences,
		subscribed,
		redundantSeats,
		disabledSeats,
		guestSeats,
		dormantSeats,
		officeApps,
		subscriptionActivation,
		plansConfirmed,
	}
}
