#!/usr/bin/env bash
{{comment "# " .About}}
#
# Read it, sign the Azure CLI in to the tenant (az login), and run it. It makes no secret.
{{- if .Managed}}
#   bash THIS IDENTITY    grants the permissions to the managed identity with this object id, which is the admin
#                         consent: as Privileged Role Administrator (az identity show --query principalId)
{{- else}}
#   bash THIS{{if .Federated}} SUBJECT{{if not .Issuer}} ISSUER{{end}}{{end}}{{if .Certificate}} FILE{{end}}    makes the app, or makes it what it should be: as Application Developer
#   bash THIS consent    grants admin consent to its permissions: as Privileged Role Administrator
{{- end}}
{{- if .Certificate}}
# FILE is the certificate in PEM, without its key, which stays where it is.
{{- end}}
{{with .Subject}}{{comment "# " .}}
{{end}}#
# Then:
{{comment "#   " .Use}}
set -euo pipefail
graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}/v1.0

# The permissions, by id and name.
permissions='
{{- range .Permissions}}
{{.ID}} {{.Name}}{{end}}
'

# call METHOD ADDRESS [BODY]: one request to Microsoft Graph, which makes what it changes where that is missing.
call() {
	local method=$1 url=$graph/$2
	shift 2
	case $method in
	get) az rest --method get --url "$url" "$@" </dev/null ;;
	*) az rest --method "$method" --url "$url" --headers Prefer=create-if-missing --body "$1" --output none </dev/null ;;
	esac
}

# soon COMMAND: a new object isn't known everywhere at once.
soon() {
	for wait in 2 4 8 16; do
		"$@" 2>/dev/null && return
		sleep $wait
	done
	"$@"
}

# grants PRINCIPAL: grants the permissions that it doesn't have yet.
grants() {
	local graph_id had{{if not .Delegated}} id{{end}} name
	graph_id=$(call get "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')" --query id --output tsv)
{{- if .Delegated}}
	had=$(call get "oauth2PermissionGrants?\$filter=clientId%20eq%20'$1'%20and%20consentType%20eq%20'AllPrincipals'" \
		--query "value[?resourceId=='$graph_id'].id" --output tsv)
	name=$(printf '%s' "$permissions" | cut -d ' ' -s -f 2 | paste -s -d ' ' -)
	if [ -n "$had" ]; then
		call patch "oauth2PermissionGrants/$had" "{\"scope\":\"$name\"}"
	else
		call post oauth2PermissionGrants \
			"{\"clientId\":\"$1\",\"consentType\":\"AllPrincipals\",\"resourceId\":\"$graph_id\",\"scope\":\"$name\"}"
	fi
	echo "$name: granted"
{{- else}}
	had=$(call get "servicePrincipals/$1/appRoleAssignments" --query 'value[].appRoleId' --output tsv)
	while read -r id name; do
		[ -n "$id" ] || continue
		case $had in *"$id"*) echo "$name: granted already" && continue ;; esac
		call post "servicePrincipals/$1/appRoleAssignments" \
			"{\"principalId\":\"$1\",\"resourceId\":\"$graph_id\",\"appRoleId\":\"$id\"}"
		echo "$name: granted"
	done <<<"$permissions"
{{- end}}
}
{{if .Managed}}
case ${1:?the object id of the managed identity} in *[!0-9A-Fa-f-]*) echo "$1 isn't an object id" >&2 && exit 2 ;; esac
grants "$1"
{{- else}}
key="uniqueName='{{.Name}}'"
if [ "${1-}" = consent ]; then
	app=$(call get "applications($key)" --query appId --output tsv)
	grants "$(call get "servicePrincipals(appId='$app')" --query id --output tsv)"
	exit
fi
{{- if .Federated}}
subject=${1:?the subject of the job} issuer={{if .Issuer}}${2-{{.Issuer}}}{{else}}${2:?the issuer of the job}{{end}}
case $subject$issuer in *[\"\\]*) echo "neither subject nor issuer has quotes or backslashes" >&2 && exit 2 ;; esac
{{- end}}
{{- if .Certificate}}
certificate=$(awk '/-----END CERTIFICATE-----/ { exit }
	found { gsub(/[^A-Za-z0-9+\/=]/, ""); printf "%s", $0 }
	/-----BEGIN CERTIFICATE-----/ { found = 1 }' "${1:?the file of the certificate}")
[ -n "$certificate" ] || { echo "$1 has no certificate in PEM" >&2 && exit 2; }
{{- end}}

body='{{.Body}}'
{{- if .Certificate}}
body=${body/CERTIFICATE/$certificate}
{{- end}}
call patch "applications($key)" "$body"
app=$(soon call get "applications($key)" --query appId --output tsv)
call get "servicePrincipals(appId='$app')" --output none 2>/dev/null ||
	soon call post servicePrincipals "{\"appId\":\"$app\"}"
{{- if .Federated}}
soon call patch "applications($key)/federatedIdentityCredentials(name='prepaudit')" \
	"{\"issuer\":\"$issuer\",\"subject\":\"$subject\",\"audiences\":[\"api://AzureADTokenExchange\"]}"
{{- end}}
echo "The app is $app. Next: bash $0 consent"
{{- end}}
