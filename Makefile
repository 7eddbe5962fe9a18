# `make demo` and `make test` need Go and nothing else.

bin := prepaudit$(shell go env GOEXE)

# The first build compiles the Microsoft Graph SDK: minutes, and over 4 GB of memory. -v names each
# package as it is done, so that one sees that it goes on.
build:
	@echo "building; the first time compiles the Microsoft Graph SDK, which takes minutes" >&2
	go build -v -o $(bin) ./cmd/prepaudit

# Its findings are no failure of make: exit statuses 3 and 4 are what a demonstration is for.
demo: build
	@./$(bin) audit --demo || [ $$? -eq 3 ] || [ $$? -eq 4 ]

# The network probe alone, without the Graph SDK, for the machines that stand where devices will be.
netonly:
	@mkdir -p dist
	@for target in windows/amd64 darwin/arm64 darwin/amd64 linux/amd64 linux/arm64; do \
		file=dist/prepaudit-network-$${target%/*}-$${target#*/}; \
		case $$target in windows/*) file=$$file.exe;; esac; \
		GOOS=$${target%/*} GOARCH=$${target#*/} CGO_ENABLED=0 \
			go build -trimpath -ldflags '-s -w' -o $$file ./cmd/prepaudit-network || exit 1; \
		ls -l $$file | awk '{ printf "%5.1f MB  %s\n", $$5 / 1e6, $$9 }'; \
	done

test:
	go test -timeout 30m ./...

# What CI asks before it tests. staticcheck compiles itself, then looks at every package: minutes at first.
check: lines
	@unformatted=$$(gofmt -l .) && if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# How many lines are over 120 columns, by package; more than one in a hundred is too many.
lines:
	@go run .ci/lines.go

# Writes the golden files and the blocks of the README anew, in every package whose tests have the flag.
update:
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

# What Graph's own metadata says of the requests, by which the simulated tenant holds every one: written anew from
# Microsoft's SDKs, of which the go command downloads the source of that of beta. Nothing of it is compiled.
metadata:
	go run ./graph/graphtest/metadata/extract graph/graphtest/metadata

# Every report of every scenario into an empty folder, two minutes: make reports DIR=before
reports:
	go test ./cmd/prepaudit -run '^TestEveryReport$$' -count 1 -v -args -reports '$(abspath $(DIR))'

# Each difference between two such folders, of the same month: make compare OLD=before NEW=after
compare:
	go test ./cmd/prepaudit -run '^TestCompareReports$$' -count 1 -args \
		-older '$(abspath $(OLD))' -newer '$(abspath $(NEW))'

# The embedded product table from Microsoft's CSV, "Product names and service plan identifiers for licensing":
# make catalog CSV=FILE DATE=2026-08-20, and VIA=WHERE where somebody else carried it.
catalog:
	go run ./cmd/catalog -date '$(DATE)' -via '$(VIA)' '$(CSV)'

# Whole processes against a simulated tenant in another process, beside a bare client and the SDK's own way of
# reading users, then one user in a benchmark. The baseline compiles more of the SDK: minutes. Linux only.
bench: build
	go build -v -tags bench -o sdkbaseline ./graph/sdkbaseline
	go run ./cmd/bench -sdk ./sdkbaseline
	go test -run '^$$' -bench . -benchmem ./cmd/prepaudit/audit ./graph ./rules ./rules/license ./reports

# The pages to look things up in, into a folder: make docs DIR=site
docs: build
	./$(bin) docs '$(DIR)'

# All that a release has, in dist, without publishing it: .github/CONTRIBUTING.md says what it is.
snapshot:
	.ci/release --snapshot

# The pictures of the README: the page by Chromium, the upper part of the first sheet of the workbook by
# LibreOffice and Poppler.
pictures: build
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	{ ./$(bin) audit --demo --quiet -o html=$$dir/page.html -o xlsx=$$dir/workbook.xlsx || [ $$? -eq 3 ]; } && \
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1200,900 --screenshot=testdata/pictures/page.png file://$$dir/page.html && \
	soffice --headless -env:UserInstallation=file://$$dir/office --convert-to pdf --outdir $$dir $$dir/workbook.xlsx && \
	pdftoppm -png -singlefile -r 130 -x 40 -y 35 -W 1440 -H 835 $$dir/workbook.pdf testdata/pictures/workbook

# Every fault at every page and property of every request that there is, a minute: what is not told is listed.
faults:
	go test ./cmd/prepaudit/audit -run '^TestFaultsAtEveryRequest$$' -count 1 -v -timeout 40m -args -faults

# Five hundred audits in a row of one simulated tenant, each with another fault.
soak:
	go test ./cmd/prepaudit/audit -run '^TestSoak$$' -count 1 -v -args -soak 500

# Causes rehearsed in a hundred random tenants of each scenario, ten minutes.
rehearse:
	go test ./cmd/prepaudit/audit -run '^TestRehearsal$$' -count 1 -timeout 60m -args -rehearse 100

.PHONY: build demo netonly test check lines update metadata catalog reports compare faults soak rehearse bench docs snapshot pictures
