# Learning to See in C. `make help` lists what can be done.

IMPL ?= exercises
ifeq ($(origin CC),default)
CC := gcc
endif
# Another compiler has a build folder of its own: build-clang.
BUILD ?= build$(if $(filter-out gcc cc,$(CC)),-$(shell printf %s '$(CC)' | LC_ALL=C tr -c 'A-Za-z0-9._-' _))
BUILD := $(BUILD)
CFLAGS ?= -O3 -g
SETUP ?= 1
SEED ?= 1
# -Werror for those who change the workbook: a compiler of next year must not stop
# a student.
WERROR ?=
lint-clang: WERROR := -Werror

# A wrong exercise earns part of its points for the hand-made cases that it answers
# rightly; PARTIAL := 0 gives none. STDOUT says when Gradescope shows students what
# run_autograder prints: hidden, visible, after_due_date, after_published.
PARTIAL ?= 1
STDOUT ?= hidden
export PARTIAL STDOUT

# The chapters, in order: read from the master of the book, which alone lists
# them. A chapter whose solution is not written yet is text only.
CHAPTERS := $(shell awk '/^ *- *[0-9][0-9]_/ { print $$2 }' book.md)
MODULES := $(foreach c,$(CHAPTERS),$(if $(wildcard solutions/$(c).c),$(c)))

STRICT = -std=c11 -ffp-contract=off -Wall -Wextra $(WERROR) -Wshadow -Wstrict-prototypes
# For "..." only: no header of ours stands in for the system's.
INCLUDES := -iquote src -iquote grader
# Beside each object a list of what it was made of, for tools/fresh.
DEPENDENCIES := -MMD
# clang's OpenMP is a package of its own; without it there is one thread, and the
# results are the same.
THREADED := -pthread $(if $(findstring clang,$(CC)),,-fopenmp)
COMPILE = $(CC) $(CFLAGS) $(STRICT) $(THREADED) $(ARCH) $(INCLUDES) $(DEPENDENCIES)
DOUBLE := -DREAL=double

GIVEN := $(patsubst src/%.c,%,$(wildcard src/*.c))

# The same characters, order and language of messages on every machine.
export LC_ALL := C.UTF-8


.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# What the tools are told of the command line. A folder may have any name: make must
# neither expand it nor take it for a target, so that it is handed on as it stands. A
# make that a tool calls has them already.
ifneq ($(origin NESTED),command line)
export HANDIN := $(value IMPL)
export ASKED_CH := $(value CH)
export ASKED_EX := $(value EX)
export ASKED_SEED := $(value SEED)
endif
unexport IMPL CH EX SEED
export BUILD CC SETUP

# What a command ends with that has said why it failed: on a terminal that is the
# last line, not make's.
OR_FAIL := || tools/quietly $$PPID

.PHONY: help
help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  CH=1 or EX=1.3 grade one chapter or one exercise; IMPL=solutions grades"
	@echo "  the solutions; SEED=7 draws other cases; SETUP=0 installs nothing."

# ---- Set-up ----

.PHONY: setup setup-author packages data
setup: ## install what a student needs, fetch the data
	@if [ "$(SETUP)" != 0 ]; then BUILD=$(BUILD) tools/setup student; fi
packages:
	@if [ "$(SETUP)" != 0 ]; then BUILD=$(BUILD) tools/setup student no-data; fi
setup-author: ## install also what the book and the tests need
	@if [ "$(SETUP)" != 0 ]; then BUILD=$(BUILD) tools/setup author; fi
data: ## fetch and verify MNIST and Fashion-MNIST
	@data/fetch all

# ---- The library: src/ and solutions/, in float and in double ----

LIBNN := $(BUILD)/lib/libnn.a

# Under another name until it is complete: make may be killed.
define compile
@mkdir -p $(@D)
@$(COMPILE) $(1) -MF $(@:.o=.d) -MT $@ -c $< -o $@.new && mv -f $@.new $@
endef
$(BUILD)/float/%.o: src/%.c
	$(call compile)
$(BUILD)/float/%.o: solutions/%.c
	$(call compile)
$(BUILD)/double/%.o: src/%.c
	$(call compile,$(DOUBLE))
$(BUILD)/double/%.o: solutions/%.c
	$(call compile,$(DOUBLE))

# Only files named so may hold AVX2 or AVX-512 code; the table of kernels chooses at
# run time.
X86 := $(filter x86_64 amd64,$(shell uname -m))
AVX2 := $(if $(X86),-mavx2 -mfma)
AVX512 := $(if $(X86),-mavx512f -mavx512bw -mavx512dq -mavx512vl $(AVX2))
$(BUILD)/float/%_avx2.o $(BUILD)/double/%_avx2.o: ARCH = $(AVX2)
$(BUILD)/float/%_avx512.o $(BUILD)/double/%_avx512.o: ARCH = $(AVX512)

FLOAT_GIVEN := $(GIVEN:%=$(BUILD)/float/%.o)
DOUBLE_GIVEN := $(GIVEN:%=$(BUILD)/double/%.o)
FLOAT_MODULES := $(MODULES:%=$(BUILD)/float/%.o)
DOUBLE_MODULES := $(MODULES:%=$(BUILD)/double/%.o)

# The given part alone, for programs that bring other versions of the modules.
FLOAT_LIBRARY := $(BUILD)/lib/given-float.a
DOUBLE_LIBRARY := $(BUILD)/lib/given-double.a

.PHONY: library
library: $(LIBNN) ## build the library from the solutions
$(LIBNN): $(FLOAT_GIVEN) $(FLOAT_MODULES)
$(FLOAT_LIBRARY): $(FLOAT_GIVEN)
$(DOUBLE_LIBRARY): $(DOUBLE_GIVEN)
$(LIBNN) $(FLOAT_LIBRARY) $(DOUBLE_LIBRARY):
	@mkdir -p $(@D)
	@rm -f $@.new
	@ar rcs $@.new $^ && mv -f $@.new $@

include grader/grader.mk
include tools/book/book.mk
include tests/tests.mk
include grader/repair/repair.mk
include bench/bench.mk
include nn/nn.mk
include fuzz/fuzz.mk

# What was made of files that hold something else now, or by other commands, is
# removed; tools/grade asks for that itself.
COMMANDS = $(COMPILE) $(GRADER) $(AVX2) $(AVX512) $(CHAPTERS) $(GIVEN)
ifneq ($(filter-out help clean data setup% exercises hint reset solution grade memcheck watch try format lint%,$(MAKECMDGOALS)),)
ifndef FRESH
export FRESH := $(shell CC='$(CC)' BUILD=$(BUILD) tools/fresh '$(filter-out $(WERROR),$(COMMANDS))' >&2 && echo yes)
$(if $(FRESH),,$(error $(BUILD) cannot be brought up to date))
endif
endif

# ---- Keeping the code tidy ----

C_FILES = $(sort $(wildcard src/*.[ch] solutions/*.c grader/*.[ch] touch/*.[ch] grader/*/*.[ch] figures/*.[ch] tests/*.[ch] tests/*/*.[ch] bench/*.[ch] nn/*.[ch] fuzz/*.[ch]))
SHELL_FILES = $(shell grep -l '^\#!/bin/sh' tools/* tools/*/* data/* tests/* bench/* .ci/* 2>/dev/null)

# Each version of clang-format lays code out in its own way: this one counts.
CLANG_FORMAT = $(shell for program in clang-format-14 clang-format; do \
  $$program --version 2>/dev/null | grep -q 'version 14[.]' && echo $$program && break; done)

.PHONY: format lint lint-clang lint-format lint-cppcheck lint-clang-tidy lint-shellcheck clean
format: ## lay out the C files as .clang-format says
	@[ -n '$(CLANG_FORMAT)' ] || { echo 'make format needs clang-format 14' >&2; exit 1; }
	@$(CLANG_FORMAT) -i $(C_FILES)
lint: lint-format lint-clang lint-cppcheck lint-clang-tidy lint-shellcheck ## look for faults with clang-tidy, cppcheck, shellcheck
lint-format:
	@$(if $(CLANG_FORMAT),$(CLANG_FORMAT) --dry-run -Werror $(C_FILES),echo 'skipped: the layout is only checked by clang-format 14')
lint-clang:
	@for file in $(wildcard src/*.c solutions/*.c); do \
	  arch=; case $$file in *_avx2.c) arch='$(AVX2)';; *_avx512.c) arch='$(AVX512)';; esac; \
	  clang $(STRICT) -Wno-unknown-pragmas $$arch $(INCLUDES) -fsyntax-only $$file || exit 1; \
	  clang $(STRICT) -Wno-unknown-pragmas $$arch $(DOUBLE) $(INCLUDES) -fsyntax-only $$file || exit 1; \
	done
# comparePointers: the ends of a linker's section; invalidFunctionArg: it takes
# tgmath's sqrt and log for calls with what an earlier branch has excluded; uninitvar:
# it takes a loop over an array's elements for one that may have none; out of memory:
# the grader's own programs may end there.
lint-cppcheck:
	@cppcheck --quiet -D__x86_64__ --std=c11 --error-exitcode=1 --inline-suppr -j2 -Isrc -Igrader \
	  --suppress=missingIncludeSystem --suppress=comparePointers --suppress=invalidFunctionArg --suppress=invalidFunctionArgBool \
	  --suppress=uninitvar --suppress=normalCheckLevelMaxBranches --suppress=nullPointerOutOfMemory --suppress=nullPointerArithmeticOutOfMemory '-D__has_include(file)=0' \
	  '-DPROBE(...)=extern int probe' '-DMILESTONE(...)=extern int milestone' \
	  '-DMISTAKE(...)=extern int mistake' \
	  --enable=warning,portability,performance $(wildcard src solutions grader figures nn)
lint-clang-tidy:
	@printf '%s\n' $(filter %.c,$(C_FILES)) | xargs -P 2 -n 4 sh -c \
	  'clang-tidy --quiet "$$@" -- -std=c11 -D_GNU_SOURCE $(INCLUDES) -Itests -Itests/golden -Inn 2>/dev/null' tidy
lint-shellcheck:
	@shellcheck -x $(SHELL_FILES) tests/lib.sh

clean: ## remove everything that was built
	rm -rf $(BUILD)
