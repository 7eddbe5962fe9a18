package reports

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// machineTables are those of CSV and Parquet; the first is what a format without a name means.
var machineTables = []func(*record.Run) tabular{userTable, findingTable, deviceTable, assignmentTable, associationTable,
	causeTable, planTable, planPeopleTable, renewalTable, exceptionTable}

// bookSheets are the sheets behind Summary, in their order; workbookTables has the one that explains them too.
var (
	bookSheets = []func(*record.Run) tabular{
		causeTable, userTable, planTable, planPeopleTable, renewalTable, costTable, subscriptionTable, companySubscriptionTable,
		assignmentTable, groupTable, deviceTable, associationTable, findingTable, tallyTable, matrixTable, endpointTable, exceptionTable, excusedTable, gapTable, runTable,
	}
	workbookTables = append(slices.Clip(bookSheets), dictionaryTable)
)

func ofTenant(r *record.Run) bool { return !r.NetworkOnly }

// ofNobody is for what belongs to nobody in scope: of the workbooks of parts the rest alone has it.
func ofNobody(r *record.Run) bool { return ofTenant(r) && (r.Excerpt == nil || r.Excerpt.Rest) }

// A sheet without rows says why, so that nobody takes what was not read for nothing.

const notRead = "not read: see sheet Not read"

// wholeOrNot is a note where a dataset was not read whole.
func wholeOrNot(ds tenant.Dataset) func(*record.Summary) string {
	return func(s *record.Summary) string {
		if s.Missed(ds) {
			return "couldn't be read to the end: see sheet Not read"
		}
		return ""
	}
}

func noneOfUsers(what string) func(*record.Summary) string {
	return func(s *record.Summary) string {
		switch {
		case !s.Scope.Asked:
			return "not read: no selected rule is about users"
		case s.Missed(tenant.Users):
			return notRead
		case s.Scope.InScope == 0:
			return "nobody is in scope"
		}
		return what
	}
}

func noDevice(s *record.Summary) string {
	switch {
	case !s.Devices.Asked:
		return "not read: no selected rule is about devices"
	case s.Missed(tenant.ManagedDevices):
		return notRead
	}
	return "Intune has no Windows device"
}

// unless is what stands for no rows where the dataset was read.
func unless(ds tenant.Dataset, what string) func(*record.Summary) string {
	return func(s *record.Summary) string {
		if s.Missed(ds) {
			return notRead
		}
		return what
	}
}

func always(what string) func(*record.Summary) string {
	return func(*record.Summary) string { return what }
}
