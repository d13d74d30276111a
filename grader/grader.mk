# Building and running the grader. For the chapter 01_perceptron it makes
#   I/double/01_perceptron.o           the student's file, in double
#   I/double/01_perceptron.admitted.o  ... checked, with nothing else visible
#   I/grade/01_perceptron              the runner of the chapter's probes
#   I/grade/01_perceptron.milestones   the runner of its milestones, in float,
#                                      with the student's files alone
# where I is build/impl/ and the name of IMPL's folder.

I := $(BUILD)/impl/$(subst /,_,$(IMPL))
GRADE := $(I)/grade
EXERCISES := $(BUILD)/exercises.tsv
SECTIONS := $(BUILD)/sections.tsv
SEED ?= 1

# Student code: warnings are shown, not fatal; the frame pointer is kept so that
# a crash can be placed.
# -fPIC: calls between the chapter's functions go by name, so that each exercise can
# be graded by itself (grader/isolate.h). A variable that nobody set holds a wild
# number, so that it shows.
WILD := $(shell echo | $(CC) -ftrivial-auto-var-init=pattern -E - >/dev/null 2>&1 && echo -ftrivial-auto-var-init=pattern)
STUDENT = $(CC) -std=c11 -g -fno-omit-frame-pointer -fPIC -Wall -Wextra \
  -Wno-unused-parameter -Werror=return-type -Isrc $(DEPENDENCIES)
GRADER = $(CC) -std=c11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer -fno-pie -Wall -Wextra -Werror \
  $(INCLUDES) $(DEPENDENCIES)
CRITERION = -lcriterion -ljansson -lm -lz $(OPENMP)
ENGINE := case diagnose guard judge probe verdict

# ---- Lists read from the chapters' text ----

CHAPTER_TEXTS := $(CHAPTERS:%=chapters/%.md)
$(EXERCISES): $(CHAPTER_TEXTS) tools/exercise
	@mkdir -p $(@D)
	@tools/exercise list $(CHAPTER_TEXTS) > $@.new && mv $@.new $@
$(SECTIONS): $(CHAPTER_TEXTS) tools/exercise
	@mkdir -p $(@D)
	@tools/exercise sections $(CHAPTER_TEXTS) > $@.new && mv $@.new $@

# ---- The student's files. The compiler's messages are kept for the report. ----

define student_object
	@mkdir -p $(@D)
	@rm -f $@ $(@:.o=.admitted.o)
	@$(STUDENT) -O1 $(WILD) $(1) -c $< -o $@ 2> $(@:.o=.log)
endef
$(MODULES:%=$(I)/double/%.o): $(I)/double/%.o: $(IMPL)/%.c
	$(call student_object,$(DOUBLE))
$(MODULES:%=$(I)/float/%.o): $(I)/float/%.o: $(IMPL)/%.c
	$(call student_object,)

$(I)/double/%.admitted.o: $(I)/double/%.o $(BUILD)/double/%.o tools/admit grader/allowed_symbols.txt $(DOUBLE_GIVEN) $(DOUBLE_MODULES)
	@rm -f $@
	@ISOLATE=1 tools/admit $(IMPL)/$*.c $< $(BUILD)/double/$*.o grader/allowed_symbols.txt $@ \
	  $(filter-out $(BUILD)/double/$*.o,$(DOUBLE_GIVEN) $(DOUBLE_MODULES)) 2>> $(<:.o=.log)
$(I)/float/%.admitted.o: $(I)/float/%.o $(BUILD)/float/%.o tools/admit grader/allowed_symbols.txt $(FLOAT_GIVEN) $(FLOAT_MODULES)
	@rm -f $@
	@tools/admit $(IMPL)/$*.c $< $(BUILD)/float/$*.o grader/allowed_symbols.txt $@ \
	  $(filter-out $(BUILD)/float/$*.o,$(FLOAT_GIVEN) $(FLOAT_MODULES)) 2>> $(<:.o=.log)

# ---- The grader's own objects ----

$(BUILD)/grader/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -DWITH_CRITERION -c $< -o $@
$(BUILD)/grader/milestones/%.o: grader/milestones/%.c
	@mkdir -p $(@D)
	@$(GRADER) -DWITH_CRITERION -c $< -o $@
$(BUILD)/grader/plain/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -DPLAIN -c $< -o $@

# The reference and the mistakes stand beside the student's functions of the same
# names, so theirs are renamed: f becomes ref_f.
$(BUILD)/grader/%.names: $(BUILD)/double/%.o
	@mkdir -p $(@D)
	@nm -g --defined-only $< | awk '$$2 == "T" { print $$3, "ref_" $$3 }' > $@
$(BUILD)/grader/ref_%.o: solutions/%.c $(BUILD)/grader/%.names
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -c $< -o $@.plain
	@objcopy --redefine-syms=$(BUILD)/grader/$*.names $@.plain $@
$(BUILD)/grader/mistakes/%.o: grader/mistakes/%.c $(BUILD)/grader/%.names
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -c $< -o $@.plain
	@objcopy --redefine-syms=$(BUILD)/grader/$*.names $@.plain $@

# The student's own functions, called by their second names; each chapter's jumps.
$(BUILD)/grader/%.isolate.o: $(BUILD)/grader/%.names grader/isolate.h
	@{ echo '#include "isolate.h"'; sed 's/ .*//; s/.*/ISOLATE(&);/' $<; } > $(@:.o=.c)
	@$(GRADER) $(DOUBLE) -c $(@:.o=.c) -o $@

ENGINE_OBJECTS := $(ENGINE:%=$(BUILD)/grader/%.o) $(BUILD)/grader/runner.o

# ---- The runners ----

$(GRADE)/%: $(I)/double/%.admitted.o $(BUILD)/grader/%.o $(BUILD)/grader/%.isolate.o $(BUILD)/grader/ref_%.o $(BUILD)/grader/mistakes/%.o $(ENGINE_OBJECTS) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ $(CRITERION)

# A milestone of chapter n runs the student's chapters 1 to n. The library of given
# parts knows later chapters too; for those alone the reference stands behind.
up_to = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(GRADE)/%.milestones: $$(foreach c,$$(call up_to,$$*,$$(MODULES)),$(I)/float/$$(c).admitted.o) $(BUILD)/grader/milestones/%.o $(ENGINE_OBJECTS) $(LIBNN)
	@mkdir -p $(@D)
	@$(CC) -no-pie $^ -o $@ $(CRITERION)

$(BUILD)/grader/report: grader/report.c $(BUILD)/grader/verdict.o
	@mkdir -p $(@D)
	@$(GRADER) -no-pie $^ -o $@ -ljansson -lmxml

# ---- Grading ----
# CH=1 or EX=1.3 choose; the chapters' runners are run anew each time. An exercise is
# graded in 20 ms, so the whole chapter is; the report shows what was asked for.

ifneq ($(EX),)
ifeq ($(findstring .,$(EX)),)
$(error EX=$(EX) is no exercise: EX=$(EX).1 is one, CH=$(EX) is the chapter)
endif
override CH := $(firstword $(subst ., ,$(EX)))
endif
ASKED := $(if $(CH),$(filter $(patsubst 00%,0%,0$(CH))_% $(CH)_%,$(MODULES)),$(MODULES))
MILESTONES := $(patsubst grader/milestones/%.c,%.milestones,$(wildcard grader/milestones/*.c))
RUNS := $(ASKED:%=run-%) $(if $(EX),$(if $(findstring .M,$(EX)),$(ASKED:%=run-%.milestones)),\
  $(patsubst %,run-%,$(filter $(ASKED:%=%.milestones),$(MILESTONES))))

.PHONY: $(RUNS) run-graders
$(RUNS): run-%: $(GRADE)/%
	-@GRADE_SEED=$(SEED) GRADE_FILE=$(IMPL)/$(*:.milestones=).c NN_ISA=scalar NN_DATA=$${NN_DATA:-data} $< $(GRADE)/$*.json $(GRADE) > $(GRADE)/$*.runner 2>&1
run-graders: $(RUNS)

.PHONY: grade
grade: setup ## grade exercises/ (CH=1, EX=1.3, IMPL=solutions, SEED=7)
	@mkdir -p $(GRADE) && rm -f $(GRADE)/*.json $(GRADE)/*.verdict $(GRADE)/*.out $(if $(MEMORY_TOO),,$(GRADE)/*.memory)
	@for stem in $(MODULES); do [ -r $(IMPL)/$$stem.c ] || rm -f $(I)/*/$$stem.* $(GRADE)/$$stem; done
	@$(MAKE) -s -k --no-print-directory SETUP=0 $(EXERCISES) $(SECTIONS) $(BUILD)/grader/report
	@$(MAKE) -k --no-print-directory SETUP=0 run-graders > $(GRADE)/make.log 2>&1 || true
	@$(if $(MEMORY_TOO),MEMORY_TOO=1 )$(BUILD)/grader/report $(EXERCISES) $(SECTIONS) $(I) $(IMPL) $(if $(EX),$(EX),$(CH))

# ---- Stubs, hints, solutions ----

.PHONY: exercises hint reset solution watch
exercises: ## write the stubs that are missing or untouched
	@for stem in $(MODULES); do BUILD=$(BUILD) tools/exercise new $$stem || exit 1; done
hint: $(EXERCISES) $(SECTIONS) ## show the next hint (EX=1.3)
	@BUILD=$(BUILD) tools/exercise hint '$(EX)'
reset: $(EXERCISES) ## put a stub back, keeping a backup (EX=1.3)
	@BUILD=$(BUILD) tools/exercise reset '$(EX)'
solution: $(EXERCISES) ## show the reference once yours passes (EX=1.3, FORCE=1)
	@BUILD=$(BUILD) tools/exercise known '$(EX)'
	@if [ "$(FORCE)" = 1 ] || $(MAKE) --no-print-directory grade > $(BUILD)/solution.log 2>&1; then \
	  BUILD=$(BUILD) tools/exercise solution '$(EX)'; \
	else \
	  echo "Exercise $(EX) does not pass yet (make grade EX=$(EX)); FORCE=1 shows the solution all the same." >&2; exit 1; \
	fi
watch: setup ## grade again at each save (CH=1, EX=1.3)
	@while ls $(IMPL)/*.c | entr -c -d -s '$(MAKE) --no-print-directory SETUP=0 grade'; [ $$? -eq 2 ]; do :; done

# ---- Memory: plain programs under Valgrind and with the sanitizers ----

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
MEMORY := $(I)/memory
PLAIN_ENGINE := case diagnose guard judge plain probe verdict

$(MODULES:%=$(MEMORY)/valgrind/%.o): $(MEMORY)/valgrind/%.o: $(IMPL)/%.c
	@mkdir -p $(@D)
	@$(STUDENT) -O0 $(DOUBLE) -w -c $< -o $@
$(MODULES:%=$(MEMORY)/sanitize/%.o): $(MEMORY)/sanitize/%.o: $(IMPL)/%.c
	@mkdir -p $(@D)
	@$(STUDENT) -O1 $(DOUBLE) -w $(SANITIZE) -c $< -o $@
$(MEMORY)/%.admitted.o: $(MEMORY)/%.o $(I)/double/$$(*F).admitted.o
	@ISOLATE=1 tools/admit $(IMPL)/$(*F).c $< $(BUILD)/double/$(*F).o any $@

$(MEMORY)/plain-%: $(MEMORY)/valgrind/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/%.isolate.o $(BUILD)/grader/ref_%.o $(PLAIN_ENGINE:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(OPENMP)
$(MEMORY)/sanitized-%: $(MEMORY)/sanitize/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/%.isolate.o $(BUILD)/grader/ref_%.o $(PLAIN_ENGINE:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(SANITIZE) $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(OPENMP)

$(ASKED:%=memory-%): memory-%: $(MEMORY)/plain-% $(MEMORY)/sanitized-%
	-@tools/memcheck $(IMPL)/$*.c $^ $(GRADE)/$*.memory

.PHONY: memcheck $(ASKED:%=memory-%)
memcheck: setup ## grade with Valgrind and the sanitizers (CH=1)
	@mkdir -p $(GRADE) && rm -f $(GRADE)/*.memory
	@$(MAKE) -s -k --no-print-directory SETUP=0 $(ASKED:%=memory-%) > $(GRADE)/memory.log 2>&1 || true
	@$(MAKE) --no-print-directory SETUP=0 MEMORY_TOO=1 grade

# ---- Trying a function by hand ----

$(I)/try: exercises/try.c $(MODULES:%=$(I)/float/%.admitted.o) $(LIBNN)
	@$(STUDENT) -O1 -fopenmp $^ -o $@ -ljansson -lm -lz
.PHONY: try
try: setup ## run exercises/try.c, a program of your own, with your functions
	@$(MAKE) --no-print-directory -s SETUP=0 $(I)/try || { cat $(I)/float/*.log >&2; exit 1; }
	@$(I)/try
