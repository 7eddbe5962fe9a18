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

test:
	go test ./...

.PHONY: build demo test
