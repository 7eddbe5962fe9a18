//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// bareQuery asks for what prepaudit asks for where a report lists users.
const bareQuery = "/v1.0/users?$select=id,displayName,userPrincipalName,accountEnabled,userType,externalUserState," +
	"creationType,usageLocation,assignedLicenses,licenseAssignmentStates,employeeId,companyName,department,country," +
	"employeeOrgData&$top=999"

// bareUser is a user as a bare client declares it.
type bareUser struct {
	ID                string
	DisplayName       string
	UserPrincipalName string
	AccountEnabled    *bool
	UserType          string
	ExternalUserState string
	CreationType      string
	UsageLocation     string
	EmployeeID        string
	CompanyName       string
	Department        string
	Country           string
	EmployeeOrgData   *struct{ CostCenter string }
	AssignedLicenses  []struct {
		SkuID         string
		DisabledPlans []string
	}
	LicenseAssignmentStates []struct {
		SkuID, AssignedByGroup, State, Error, LastUpdatedDateTime string
		DisabledPlans                                             []string
	}
}

// readBare is a bare client: it reads one chain of pages by encoding/json, counts what it saw, and judges nothing.
func readBare(graphURL, token string) error {
	users, licenses, states := 0, 0, 0
	for address := graphURL + bareQuery; address != ""; {
		req, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		var page struct {
			NextLink string `json:"@odata.nextLink"`
			Value    []bareUser
		}
		err = json.NewDecoder(resp.Body).Decode(&page)
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil {
			return err
		}
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", address, resp.Status)
		}
		for _, u := range page.Value {
			users, licenses, states = users+1, licenses+len(u.AssignedLicenses), states+len(u.LicenseAssignmentStates)
		}
		address = page.NextLink
	}
	fmt.Println(users, licenses, states)
	return nil
}
