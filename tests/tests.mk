# Tests of the workbook itself. Each test program or script prints "ok NAME" and
# "not ok NAME: why" lines; tests/run counts them.

TESTS := $(BUILD)/tests

# ---- The grader's own: mistakes are named, right variants pass ----

$(TESTS)/variants/%.o: tests/variants/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -DMISTAKE_SECTION='"variants"' -c $< -o $@
$(TESTS)/pairs/%.o: tests/pairs/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -DMISTAKE_SECTION='"pairs"' -c $< -o $@
$(TESTS)/grader/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -c $< -o $@
$(TESTS)/mistakes.o: tests/mistakes.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -c $< -o $@
extra_objects = $(foreach kind,variants pairs,$(if $(wildcard tests/$(kind)/$(1).c),$(TESTS)/$(kind)/$(1).o))
# The judge without Criterion: functions of the program itself are its candidates.
HERE := $(filter-out runner,$(JUDGE))
$(TESTS)/mistakes-%: $(TESTS)/mistakes.o $(TESTS)/grader/%.o $(BUILD)/grader/mistakes/%.o $$(call extra_objects,$$*) $(HERE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $^ -o $@ -lm -lz $(SECCOMP) $(OPENMP)

.PHONY: mistakes
mistakes: $(ASKED:%=$(TESTS)/mistakes-%) ## test that every named mistake is caught and named (CH=1)
	@tests/run $(ASKED:%=$(TESTS)/mistakes-%)

# ---- Criterion programs. They print "ok" and "not ok" lines when asked for TAP,
# which NAME.run does. Each is built more than once: against the library in float
# and, where that says more, in double, and with the sanitizers. ----

UNITS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c))
GOLDENS := $(patsubst tests/golden/%.c,%,$(filter-out tests/golden/golden.c,$(wildcard tests/golden/*.c)))
TEST_LIBRARIES = -lcriterion -ljansson -lz -lm $(SECCOMP) $(OPENMP)
UNIT = $(STRICT) -D_GNU_SOURCE $(INCLUDES) -Itests -Itests/golden $(DEPENDENCIES)
SANITIZED = $(CC) -O1 -g -fno-pie -fno-omit-frame-pointer $(SANITIZE) $(OPENMP) $(ARCH) $(UNIT)

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
$(TESTS)/float/avx2 $(TESTS)/sanitized/avx2: $(BUILD)/grader/guard.o $(BUILD)/grader/limits.o
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

# ---- Everything ----

SCRIPTS := $(wildcard tests/*.sh)
SCRIPTS := $(filter-out tests/lib.sh,$(SCRIPTS))

.PHONY: test test-programs
test-programs: $(LIBNN) $(EXERCISES) $(SECTIONS) $(PROGRAMS) $(MODULES:%=$(TESTS)/mistakes-%)
test: setup-author ## test the workbook itself, the book included
	@$(MAKE) --no-print-directory SETUP=0 -j2 test-programs
	@$(MAKE) --no-print-directory SETUP=0 book
	@BUILD=$(BUILD) NN_DATA=$${NN_DATA:-data} tests/run $(PROGRAMS) $(MODULES:%=$(TESTS)/mistakes-%) $(SCRIPTS)
