# Tests of the workbook itself. Each test program or script prints "ok NAME" and
# "not ok NAME: why" lines; tests/run counts them.

TESTS := $(BUILD)/tests
ASKED := $(if $(value CH),$(foreach chapter,$(value CH),$(filter $(chapter)_% 0$(chapter)_%,$(MODULES))),$(MODULES))

# ---- The grader's own: mistakes are named, right variants pass ----

$(TESTS)/variants/%_avx2.o $(TESTS)/grader/%_avx2.o: ARCH = $(AVX2)
$(TESTS)/variants/%.o: tests/variants/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -DMISTAKE_SECTION='"variants"' -c $< -o $@
$(TESTS)/grader/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -c $< -o $@
$(TESTS)/%.o: tests/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Itests -c $< -o $@
# The judge without Criterion: functions of the program itself are its candidates.
HERE := $(filter-out channel grade milestone runner subject,$(JUDGE))
$(TESTS)/mistakes-%: $(TESTS)/mistakes.o $(TESTS)/statements.o $(TESTS)/grader/%.o $(BUILD)/grader/mistakes/%.o $(TESTS)/variants/%.o $(HERE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie -Wl,--wrap=diagnose $^ -o $@ -lm -lz $(SECCOMP) $(THREADED)

# ---- Wrong attempts, tests/attempts/EXERCISE/ID.c: each an object that the
# program of its chapter loads, built as student code is; empty if that fails. What
# gcc 14 takes for an error, gcc 12 warns of: the same is tried with both. ----

WILD = $(eval WILD := $(shell echo | $(CC) -ftrivial-auto-var-init=pattern -E - >/dev/null 2>&1 && echo -ftrivial-auto-var-init=pattern))$(WILD)
STUDENT = $(CC) -std=c11 -g -ffp-contract=off -fno-omit-frame-pointer -fPIC -Wall -Wextra \
  -Wno-unused-parameter -Werror=return-type -iquote src
ATTEMPTS := $(wildcard tests/attempts/*/*.c)
attempts_of = $(filter tests/attempts/$(patsubst 0%,%,$(firstword $(subst _, ,$(1)))).%,$(ATTEMPTS))
attempt_objects = $(patsubst tests/attempts/%.c,$(TESTS)/attempts/%.so,$(call attempts_of,$(1)))
$(TESTS)/attempts/%.h: solutions/%.c
	@mkdir -p $(@D)
	@grep '^#include' $< > $@
define attempt_object
$(call attempt_objects,$(1)): $(TESTS)/attempts/%.so: tests/attempts/%.c $(TESTS)/attempts/$(1).h
	@mkdir -p $$(@D)
	@$$(STUDENT) -O1 $(if $(filter %_avx2,$(1)),$(AVX2) $(THREADED) -Wno-unknown-pragmas) $$(WILD) $$(DOUBLE) -include stdlib.h -include string.h -include $(TESTS)/attempts/$(1).h -Wno-error=incompatible-pointer-types -shared -Wl,-Bsymbolic $$< -o $$@ 2> $$@.log || : > $$@
endef
$(foreach m,$(MODULES),$(eval $(call attempt_object,$(m))))
$(TESTS)/attempts-%: $(TESTS)/attempts.o $(TESTS)/statements.o $(TESTS)/grader/%.o $(BUILD)/grader/mistakes/%.o $(HERE:%=$(BUILD)/grader/%.o) $(REPAIR_OBJECTS) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie -rdynamic -Wl,--wrap=diagnose $(filter-out %.a,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive -o $@ -ldl -ljansson -lm -lz $(SECCOMP) $(THREADED)
$(TESTS)/attempts-%.run: $(TESTS)/attempts-%
	@printf '#!/bin/sh\nexec %s %s\n' '$<' '$(TESTS)/attempts' > $@ && chmod +x $@

.PHONY: attempts
attempts: $(ASKED:%=$(TESTS)/attempts-%) $(foreach m,$(ASKED),$(call attempt_objects,$(m))) ## what the grader says of the wrong attempts (CH=1; SHOW=1: each verdict)
	@for program in $(filter $(TESTS)/attempts-%,$^); do $$program $(TESTS)/attempts $(if $(SHOW),show,table); done

.PHONY: mistakes
mistakes: $(ASKED:%=$(TESTS)/mistakes-%) ## test that every named mistake is caught and named (CH=1)
	@tests/run $(ASKED:%=$(TESTS)/mistakes-%)

# ---- Criterion programs. They print "ok" and "not ok" lines when asked for TAP,
# which NAME.run does. Each is built more than once: against the library in float
# and, where that says more, in double, and with the sanitizers. ----

UNITS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c))
GOLDENS := $(patsubst tests/golden/%.c,%,$(filter-out tests/golden/golden.c,$(wildcard tests/golden/*.c)))
TEST_LIBRARIES = -lcriterion -ljansson -lz -lm $(SECCOMP) $(THREADED)
UNIT = $(STRICT) -D_GNU_SOURCE $(INCLUDES) -Itests -Itests/golden $(DEPENDENCIES)
SANITIZED = $(CC) -O1 -g -fno-pie -fno-omit-frame-pointer $(SANITIZE) $(THREADED) $(ARCH) $(UNIT)

$(TESTS)/float/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	@$(CC) -O1 -g $(UNIT) -c $< -o $@
$(TESTS)/float/%.o: tests/golden/%.c
	@mkdir -p $(@D)
	@$(CC) -O1 -g $(UNIT) -c $< -o $@
$(TESTS)/double/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	@$(CC) -O1 -g $(UNIT) $(DOUBLE) -c $< -o $@
$(TESTS)/double/%.o: tests/golden/%.c
	@mkdir -p $(@D)
	@$(CC) -O1 -g $(UNIT) $(DOUBLE) -c $< -o $@
$(TESTS)/sanitized/library/%_avx2.o: ARCH = $(AVX2)
$(TESTS)/sanitized/library/%_avx512.o: ARCH = $(AVX512)
$(TESTS)/sanitized/library/%.o: src/%.c
	@mkdir -p $(@D)
	@$(SANITIZED) -c $< -o $@
$(TESTS)/sanitized/library/%.o: solutions/%.c
	@mkdir -p $(@D)
	@$(SANITIZED) -c $< -o $@
$(TESTS)/sanitized/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	@$(SANITIZED) -c $< -o $@

# The grader's engine is in double, so is the program that tests it.
$(TESTS)/double/diagnosis: $(HERE:%=$(BUILD)/grader/%.o)
# Arrays that end at a forbidden page.
$(foreach p,kernels winograd,$(TESTS)/float/$(p) $(TESTS)/sanitized/$(p)): $(BUILD)/grader/guard.o $(BUILD)/grader/confine.o
$(GOLDENS:%=$(TESTS)/float/%): $(TESTS)/float/golden.o
$(GOLDENS:%=$(TESTS)/double/%): $(TESTS)/double/golden.o
$(TESTS)/float/%: $(TESTS)/float/%.o $(LIBNN)
	@$(CC) -no-pie $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(TEST_LIBRARIES)
$(TESTS)/double/%: $(TESTS)/double/%.o $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@$(CC) -no-pie $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(TEST_LIBRARIES)
$(TESTS)/sanitized/%: $(TESTS)/sanitized/%.o $(patsubst %,$(TESTS)/sanitized/library/%.o,$(GIVEN) $(MODULES))
	@$(CC) -no-pie $(SANITIZE) $^ -o $@ $(TEST_LIBRARIES)
%.run: %
	@printf '#!/bin/sh\nexec %s --tap=- -j1\n' '$<' > $@ && chmod +x $@

IN_DOUBLE := diagnosis gradients
FLOAT_UNITS := $(filter-out $(IN_DOUBLE),$(UNITS))
PROGRAMS := $(FLOAT_UNITS:%=$(TESTS)/float/%.run) $(IN_DOUBLE:%=$(TESTS)/double/%.run) \
  $(GOLDENS:%=$(TESTS)/float/%.run) $(GOLDENS:%=$(TESTS)/double/%.run) \
  $(FLOAT_UNITS:%=$(TESTS)/sanitized/%.run)

# Made by chains of pattern rules: named, so that make keeps them.
kept: $(PROGRAMS:.run=) $(PROGRAMS:.run=.o) $(MODULES:%=$(TESTS)/grader/%.o) $(MODULES:%=$(TESTS)/attempts-%) \
  $(MODULES:%=$(TESTS)/attempts/%.h) $(patsubst tests/%.c,$(TESTS)/%.o,$(wildcard tests/*.c)) \
  $(MODULES:%=$(TESTS)/variants/%.o) $(patsubst %,$(TESTS)/sanitized/library/%.o,$(GIVEN) $(MODULES))

# ---- Everything ----

SCRIPTS := $(wildcard tests/*.sh)
SCRIPTS := $(filter-out tests/lib.sh,$(SCRIPTS))

.PHONY: test test-programs
GRADINGS := $(MODULES:%=$(TESTS)/mistakes-%) $(foreach m,$(MODULES),$(if $(call attempts_of,$(m)),$(TESTS)/attempts-$(m).run))
test-programs: $(LIBNN) $(EXERCISES) $(SECTIONS) $(RECORDED:%=$(FIGURES)/%) $(PROGRAMS) $(GRADINGS) $(foreach m,$(MODULES),$(call attempt_objects,$(m)))
test: setup-author ## test the workbook itself, the book included
	@mkdir -p $(TESTS) && date +%s > $(TESTS)/begun
	@$(MAKE) --no-print-directory SETUP=0 WERROR=-Werror -j2 test-programs
	@date +%s > $(TESTS)/built
	@$(MAKE) --no-print-directory SETUP=0 WERROR=-Werror -j2 book
	@built=$$(cat $(TESTS)/built); \
	STEPS="$$((built - $$(cat $(TESTS)/begun))) the build,$$(($$(date +%s) - built)) the book" \
	  NN_DATA=$${NN_DATA:-data} tests/run $(PROGRAMS) $(GRADINGS) $(SCRIPTS)
