// Package rules is what a tenant is judged by: one requirement a file, those of the network in a table, and the
// evaluator that runs them. It reads no network, no file and no clock; what it judges comes in as values.
package rules

import "slices"

// Catalog is every rule, in the order of a report: one family after the other. A new rule is a file, a line here, and a
// test of its examples.
func Catalog() []*Rule {
	return slices.Concat([]*Rule{
		// LIC: licenses, seats, and the products that the document names.
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
		roomLicenses,
		robotLicenses,
		subscribed,
		redundantSeats,
		disabledSeats,
		guestSeats,
		dormantSeats,
		officeApps,
		subscriptionActivation,
		plansConfirmed,
		addOnSeats,

		// MDM: automatic enrollment and what Intune lets in.
		mdmAuthority,
		automaticEnrollment,
		usersInMDMScope,
		intuneActive,
		enrollmentURLs,
		enrollmentWhileRegistering,
		mamOverlap,
		personalDevices,
		windowsMayEnroll,
		minimumVersion,
		enrollmentManagers,
		deviceLimit,

		// DIR: the directory and who may join devices to it.
		mayJoin,
		deviceQuota,
		localAdmin,
		companyBranding,
		workforceTenant,
		sameUPN,

		// OOB: signing in during the out-of-box experience.
		federatedUsers,
		noSmartCards,
		hasMethod,
		oneDemand,

		// CA: Conditional Access in the way of enrollment.
		enrollmentEveryTime,
		enrollmentCompliance,
		activationSpared,

		// INT: Intune settings that the document speaks of.
		noProxyPolicy,
		dataByPolicy,
		diagnosticsCollection,
		storeApps,

		// DPP: device preparation policies.
		policyExists,
		groupsNotEmpty,
		deviceGroup,
		onePolicy,
		policySettings,
		entraJoin,
		policyApps,
		policyScripts,
		policyUsersReady,
		noClassicDevices,
		associatedInTime,
		targetExists,
		policyApplies,

		// DEV: Windows on the devices that are enrolled already.
		windows11,
		generalAvailability,
		serviced,
		versionFloor,
		supportedEdition,
		servicedForMonths,
		companyOwned,
		freshTables,
		associatedBuild,
		associatedHardware,
		primaryUsers,
		intuneWithoutDevice,

		// RBA: permissions of the people who set it up.
		preparationRole,
		associationRole,
	}, networkRules) // NET: what `prepaudit network` found
}
