package metadata

import (
	"net/url"
	"strings"
	"testing"
)

// Below a request stand words of what is wrong with it; without them it is allowed.
const requests = `
v1.0/users?$select=id,displayName,assignedLicenses&$top=999
v1.0/users?$select=id,%20displayName
v1.0/users?$select=id,licenses
	'licenses' on type 'microsoft.graph.user'
v1.0/users?$select=id,,mail
	''
v1.0/users?$select=memberOf
	'memberOf'
v1.0/users?$select=deviceKeys
	'deviceKeys'
beta/users?$select=deviceKeys
v1.0/users?$expand=memberOf($select=id)
v1.0/users?$expand=memberOf($select=licenses)
	'licenses'
v1.0/users?$expand=memberOf($filter=id eq '1')
	'$filter' in $expand
v1.0/users?$expand=department
	'department'
v1.0/users?$count=yes
	'yes' for $count
v1.0/users?$top=many
	'many' for $top
v1.0/users?select=id
	'select'
v1.0/users/{}?$top=1
	'$top'
v1.0/users/$count?$filter=startswith(mail,'a') and accountEnabled eq true
v1.0/users/$count?$select=id
	'$select'
v1.0/users?$filter=id eq '05e9a617-0261-4cee-bb44-138d3ef5d965' or id in ('a','b')
v1.0/users?$filter=id eq 05e9a617-0261-4cee-bb44-138d3ef5d965
	not of the kind string
v1.0/users?$filter=not(startsWith(userPrincipalName,'a') or mail eq null)
v1.0/users?$filter=upn eq 'a'
	'upn' on type 'microsoft.graph.user'
v1.0/users?$filter=aboutMe eq 'a'
	'aboutMe' of resource 'user': eq is not one of []
v1.0/users?$filter=usageLocation gt 'DE'
	gt is not one of
v1.0/users?$filter=endsWith(displayName,'a')
	endsWith is not one of
v1.0/users?$filter=accountEnabled eq 'true'
	'true' is not of the kind bool
v1.0/users?$filter=createdDateTime ge 2026-11-01T00:00:00Z
v1.0/users?$filter=createdDateTime ge yesterday
	yesterday is not of the kind time
v1.0/users?$filter=displayName eq 'O''Brien (and) more'
v1.0/users?$filter=(displayName eq 'a'
	syntax error at ''
v1.0/users?$filter=displayName 'a'
	an operator expected
v1.0/users?$filter=displayName eq 'a' 'b'
	syntax error at ''b''
v1.0/users?$filter=
	''
v1.0/users?$filter=assignedLicenses/$count ne 0
v1.0/users?$filter=displayName/$count ne 0
	not a collection
v1.0/users?$filter=onPremisesExtensionAttributes/extensionAttribute1 eq 'a'
v1.0/users?$filter=onPremisesExtensionAttributes/extensionAttribute16 eq 'a'
	'extensionAttribute16'
v1.0/groups?$filter=assignedLicenses/any(x:x/skuId eq 05e9a617-0261-4cee-bb44-138d3ef5d965)
v1.0/groups?$filter=assignedLicenses/any(x:x/sku eq 05e9a617-0261-4cee-bb44-138d3ef5d965)
	'sku' on type 'microsoft.graph.assignedLicense'
v1.0/groups?$filter=assignedLicenses/any(x:x/skuId eq 'E3')
	not of the kind guid
v1.0/groups?$filter=displayName/any(x:x eq 'a')
	any and all are for collections
v1.0/groups?$filter=groupTypes/any(c:c eq 'Unified')
v1.0/groups?$filter=not(hasMembersWithLicenseErrors eq true)
	not eq is not one of [eq]
v1.0/groups/{}/members?$select=id,userPrincipalName
v1.0/groups/{}/members?$select=id,serialNumber
	'serialNumber' on type 'microsoft.graph.directoryObject'
v1.0/deviceManagement/managedDevices?$select=id,skuNumber
	'skuNumber'
beta/deviceManagement/managedDevices?$select=id,skuNumber
beta/deviceManagement/managedDevices?$filter=managementAgent eq 'mdm'
beta/deviceManagement/managedDevices?$filter=managementAgent eq 'MDM'
	'MDM' is not a member of 'managementAgentType'
beta/deviceManagement/managedDevices?$filter=managementAgent eq mdm
	mdm is not a member
beta/deviceManagement/managedDevices?$filter=hardwareInformation eq 'a'
	cannot be compared
beta/deviceManagement/configurationPolicies?$filter=platforms eq 'windows10'
beta/deviceManagement/configurationPolicies?$filter=platforms eq 'windows11'
	'windows11' is not a member of 'deviceManagementConfigurationPlatforms'
beta/deviceManagement/configurationPolicies?$filter=technologies has 'mdm'
beta/deviceManagement/configurationPolicies?$filter=technologies has 'mdm,gone'
	not a member
beta/deviceManagement/configurationPolicies?$filter=templateReference/templateFamily eq 'enrollmentConfiguration'
beta/deviceManagement/configurationPolicies?$filter=templateReference/family eq 'none'
	'family'
beta/deviceManagement/configurationPolicies/{}/settings?$expand=settingDefinitions
beta/deviceManagement/configurationPolicies/{}/settings?$expand=settingDefinitionS
	'settingDefinitionS'
beta/policies/mobileDeviceManagementPolicies?$expand=includedGroups($select=id,displayName)
beta/policies/mobileDeviceManagementPolicies?$expand=includedGroups($select=id,name)
	'name'
`

func TestCheck(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(requests), "\n")
	for i := 0; i < len(lines); i++ {
		request, want := lines[i], ""
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], "\t") {
			i++
			want = strings.TrimSpace(lines[i])
		}
		address, raw, _ := strings.Cut(request, "?")
		version, path, _ := strings.Cut(address, "/")
		resource, found := Of(version).Paths["/"+path]["GET"]
		if !found {
			t.Errorf("%s: no such path", request)
			continue
		}
		query, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		message := ""
		if err := Of(version).Check(resource, query); err != nil {
			message = err.Error()
		}
		if want == "" && message != "" || !strings.Contains(message, want) {
			t.Errorf("%s: %q, want %q", request, message, want)
		}
	}
}
