#!/usr/bin/env bash
# Saves the answers of Microsoft Graph that an audit reads, with the Azure CLI and jq: bash THIS [FOLDER]
# Then: prepaudit audit --from FOLDER
# It only reads. What Graph refuses is saved as the refusal, and the audit says what follows. For a person the Azure CLI's
# tokens have few of the permissions: sign in with az login --service-principal, or use the script for PowerShell.
set -u
command -v az >/dev/null && command -v jq >/dev/null || { echo "this needs the Azure CLI (az) and jq" >&2; exit 1; }
folder=${1:-answers}
mkdir -p "$folder" && cd "$folder" || exit 1
graph=${PREPAUDIT_GRAPH_URL:-https://graph.microsoft.com}

# ask URL FILE: one answer, after a pause where Graph is throttling. A refusal is kept in its place.
ask() {
	local try refusal
	for try in 1 2 3 4 5 6; do
		az rest --method get --url "$1" --resource "$graph" --headers Prefer=include-unknown-enum-members \
			--only-show-errors --output json >"$2" 2>error.txt && { rm error.txt; return 0; }
		grep -q 'TooManyRequests\|Too Many Requests' error.txt || break
		sleep $((try * 10))
	done
	refusal=$(tr -d '\r\n' <error.txt | sed 's/^[^{]*//; s/[^}]*$//')
	jq -e .error <<<"$refusal" >"$2" 2>/dev/null && jq . <<<"$refusal" >"$2" ||
		jq -Rs '{error: {code: "NotSaved", message: .}}' <error.txt >"$2"
	echo "  $2: $(jq -r '.error.code + ": " + .error.message' "$2" | cut -c1-200)" >&2
	rm error.txt
	return 1
}

# save FILE ADDRESS: all pages of an answer.
save() {
	local url=$graph$2 file=$1.json page=1
	[ -e "$file" ] && return
	while [ -n "$url" ]; do
		echo "$file" >&2
		ask "$url" "$file" || return
		url=$(jq -r '."@odata.nextLink" // empty' "$file")
		page=$((page + 1))
		file=$1.page$page.json
	done
}

# ids FILE AT IF IS SETTING: those that stand in answers that were saved before.
ids() {
	local files=("$1".json "$1".page*.json)
	case $1 in *-ID) files=("${1%ID}"*.json) ;; esac
	cat "${files[@]}" 2>/dev/null | jq -r --arg at "$2" --arg with "$3" --arg is "$4" --arg setting "$5" '
		def way($names): if $names == [] then (if type == "array" then .[] | way([]) else . end)
			elif type == "array" then .[] | way($names)
			elif type == "object" then .[$names[0]] | way($names[1:]) else empty end;
		if .error then empty
		elif $setting != "" then .. | objects | select(.settingDefinitionId? == $setting) | .. | strings
			| scan("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
		else (if (.value | type) == "array" then .value[] elif (.value | type) == "object" then .value else . end)
			| select($with == "" or any(way($with / "."); . != null and ($is == "" or . == $is)))
			| way($at / ".") | strings end' | sort -u
}

# each FILE ADDRESS IDS...: one answer for each id, see ids.
each() {
	local id
	for id in $(ids "${@:3}"); do
		save "${1//ID/${id:0:36}}" "${2//ID/$id}"
	done
}

