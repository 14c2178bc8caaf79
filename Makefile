# Everything a person or CI does with this checkout. `make` alone lists it.
# One debug build serves the demo and the tests, so build options stand only here.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# SwiftPM locks .build anyway, and uses every core by itself.
.NOTPARALLEL:

# C libraries that the package links (Package.swift names them too), and the program by which SwiftPM finds them.
DEBIAN_PACKAGES := libyaml-dev libcurl4-openssl-dev libssl-dev pkg-config

# What tests with other people's programs need besides: a Python that makes virtual environments, a TLS terminator, and
# what the example pipelines use. The others are for images and for the data of simulated volumes.
TEST_PACKAGES := python3-venv openssl stunnel4 jq tgt libiscsi-bin qemu-utils qemu-block-extra xz-utils zstd shellcheck

# What builds and runs the virtual machine of `make test-vm`, and serves its targets; its own packages are only downloaded.
VM_PACKAGES := qemu-system-x86 cpio kmod e2fsprogs python3-venv tgt curl jq

# What drift metrics, alert rules and the dashboard are checked with.
METRICS_PACKAGES := prometheus prometheus-node-exporter curl

# What makes manual pages of what the programs say about themselves.
RELEASE_PACKAGES := jq

# Where `make install` puts things: below PREFIX; below DESTDIR first, for those who make packages.
PREFIX := /usr/local
DESTDIR :=
DIST := .build/dist

.PHONY: help deps setup toolchain build check quick-tests test test-vm test-vm-packages swift-tests schemas pages conformance metrics image-oracle lint demo soak release install uninstall clean

help: ## this list
	@echo 'Usage: make TARGET'
	@echo
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/p' Makefile | expand -t 14

deps: ## print the Debian packages that build and tests need
	@echo '$(DEBIAN_PACKAGES) $(TEST_PACKAGES)'

setup: ## install those that are missing (apt-get, with sudo when not root)
	@scripts/setup.sh $(DEBIAN_PACKAGES)

toolchain:
	@command -v swift >/dev/null || { \
	    echo 'make: no swift in PATH. Swift 6.1 or later is needed: https://www.swift.org/install/linux/' >&2; exit 1; }

build: toolchain setup ## build the programs and the tests (debug)
	swift build --build-tests

# Between two commits; whole programs and tests marked `.thorough` are left to `make test`. Tests run one at a time,
# here and there: some time a real connection, and must not wait for others that keep both cores busy.
check: toolchain ## between two commits: unit tests, house rules and formatting
	@scripts/stages.sh build quick-tests lint

quick-tests:
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(TEST_PACKAGES)
	@QUICK_TESTS=1 scripts/test.sh --skip-build --disable-xctest --no-parallel --skip AcceptanceTests

test: toolchain ## run every test, the schemas' and the real clients' included
	@scripts/stages.sh build swift-tests schemas conformance image-oracle

test-vm: build test-vm-packages ## host plan, apply and status on a Debian kernel in QEMU, against the simulator's iSCSI targets
	@scripts/test-vm.sh

test-vm-packages:
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(VM_PACKAGES)

swift-tests:
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(TEST_PACKAGES)
	@HALVES=1 scripts/test.sh --skip-build --disable-xctest --no-parallel

schemas: build ## published schemas and example pipelines, held to what the program does
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(TEST_PACKAGES)
	@scripts/schemas.sh

pages: build ## the pages of --format html in Chromium, looked at by axe-core
	@scripts/pages.sh

conformance: build ## the vendor's own clients against the simulated array
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(TEST_PACKAGES)
	@scripts/conformance.sh

metrics: build ## drift metrics and alert rules, with promtool and node_exporter
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(METRICS_PACKAGES)
	@scripts/check-metrics.sh

image-oracle: build ## the image inspector against that of OpenStack
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(TEST_PACKAGES)
	@scripts/image-oracle.sh

lint: toolchain ## check the formatting
	swift format lint --strict --parallel --recursive --configuration .swift-format Sources Tests Package.swift

demo: build ## a manifest becomes volumes on a simulated array
	@scripts/demo.sh

soak: build ## everything that the tests only sample, and sanitizers; the figures go to docs/soak.md
	@scripts/soak.sh

release: toolchain ## build optimized programs, completions and manual pages into .build/dist
	@scripts/setup.sh $(DEBIAN_PACKAGES) $(RELEASE_PACKAGES)
	@scripts/release.sh $(DIST)

# Builds nothing, so that it can be run as root.
install: ## install what `make release` built, below PREFIX (/usr/local)
	@[ -x $(DIST)/bin/datera-apply ] || { echo 'make: nothing to install; run `make release` first' >&2; exit 1; }
	@cd $(DIST) && find bin -type f -exec install -D -m 755 {} '$(DESTDIR)$(PREFIX)'/{} \;
	@cd $(DIST) && find share -type f -exec install -D -m 644 {} '$(DESTDIR)$(PREFIX)'/{} \;
	@echo 'Installed below $(DESTDIR)$(PREFIX).'

uninstall: ## delete what `make install` has put there
	@rm -f $(foreach program,datera-apply dsp-simulator,$(addprefix '$(DESTDIR)$(PREFIX)'/,bin/$(program) \
	    share/man/man1/$(program).1 share/bash-completion/completions/$(program) \
	    share/zsh/site-functions/_$(program) share/fish/vendor_completions.d/$(program).fish))

clean: ## delete what was built
	rm -rf .build
