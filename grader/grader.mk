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
STUDENT = $(CC) -std=c11 -O1 -g -fno-omit-frame-pointer -fno-pie -Wall -Wextra \
  -Wno-unused-parameter -Isrc $(DEPENDENCIES)
GRADER = $(CC) -std=c11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer -fno-pie -Wall -Wextra -Werror \
  $(INCLUDES) $(DEPENDENCIES)
CRITERION = -lcriterion -ljansson -lm -lz $(OPENMP)
ENGINE := case diagnose guard probe verdict

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
	@$(STUDENT) $(1) -c $< -o $@ 2> $(@:.o=.log)
endef
$(I)/double/%.o: $(IMPL)/%.c
	$(call student_object,$(DOUBLE))
$(I)/float/%.o: $(IMPL)/%.c
	$(call student_object,)

$(I)/double/%.admitted.o: $(I)/double/%.o $(BUILD)/double/%.o tools/admit grader/allowed_symbols.txt $(DOUBLE_GIVEN) $(DOUBLE_MODULES)
	@rm -f $@
	@tools/admit $(IMPL)/$*.c $< $(BUILD)/double/$*.o grader/allowed_symbols.txt $@ \
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

ENGINE_OBJECTS := $(ENGINE:%=$(BUILD)/grader/%.o) $(BUILD)/grader/runner.o

# ---- The runners ----

$(GRADE)/%: $(I)/double/%.admitted.o $(BUILD)/grader/%.o $(BUILD)/grader/ref_%.o $(BUILD)/grader/mistakes/%.o $(ENGINE_OBJECTS) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ $(CRITERION)

# A milestone of chapter n needs the student's chapters 1 to n.
up_to = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(GRADE)/%.milestones: $$(foreach c,$$(call up_to,$$*,$$(MODULES)),$(I)/float/$$(c).admitted.o) $(BUILD)/grader/milestones/%.o $(ENGINE_OBJECTS) $(FLOAT_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $^ -o $@ $(CRITERION)

$(BUILD)/grader/report: grader/report.c $(BUILD)/grader/verdict.o
	@mkdir -p $(@D)
	@$(GRADER) -no-pie $^ -o $@ -ljansson -lmxml

# ---- Grading ----
# CH=1 or EX=1.3 choose; the chapters' runners are run anew each time.

CH ?= $(firstword $(subst ., ,$(EX)))
two_digits = $(if $(filter 0% 1%,$(1)),$(patsubst 0%,0%,$(1)),0$(1))
ASKED := $(if $(CH),$(filter $(shell printf '%02d' '$(CH)' 2>/dev/null)_%,$(MODULES)),$(MODULES))
RUNS := $(ASKED:%=run-%) $(patsubst %,run-%.milestones,$(filter $(patsubst grader/milestones/%.c,%,$(wildcard grader/milestones/*.c)),$(ASKED)))
MILESTONE_ASKED := $(findstring .M,$(EX))
RUNS := $(if $(EX),$(if $(MILESTONE_ASKED),$(filter %.milestones,$(RUNS)),$(filter-out %.milestones,$(RUNS))),$(RUNS))

.PHONY: $(RUNS) run-graders
$(RUNS): run-%: $(GRADE)/%
	-@GRADE_SEED=$(SEED) GRADE_IMPL=$(IMPL) NN_DATA=$${NN_DATA:-data} $< $(GRADE)/$*.json $(GRADE) $(EX) > $(GRADE)/$*.runner 2>&1
run-graders: $(RUNS)

.PHONY: grade
grade: setup ## grade exercises/ (CH=1, EX=1.3, IMPL=solutions, SEED=7)
	@mkdir -p $(GRADE) && rm -f $(GRADE)/*.json $(GRADE)/*.verdict $(GRADE)/*.out $(if $(MEMORY_TOO),,$(GRADE)/*.memory)
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
PLAIN_ENGINE := case diagnose guard plain probe verdict

$(MEMORY)/plain-%: $(I)/double/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/ref_%.o $(PLAIN_ENGINE:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(OPENMP)
$(MEMORY)/%.o: $(IMPL)/%.c
	@mkdir -p $(@D)
	@$(STUDENT) $(DOUBLE) $(SANITIZE) -c $< -o $@
$(MEMORY)/sanitized-%: $(MEMORY)/%.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/ref_%.o $(PLAIN_ENGINE:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(SANITIZE) $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(OPENMP)

$(ASKED:%=memory-%): memory-%: $(MEMORY)/plain-% $(MEMORY)/sanitized-%
	-@tools/memcheck $(IMPL)/$*.c $^ $(GRADE)/$*.memory

.PHONY: memcheck $(ASKED:%=memory-%)
memcheck: setup ## grade with Valgrind and the sanitizers (CH=1)
	@mkdir -p $(GRADE) && rm -f $(GRADE)/*.memory
	@$(MAKE) -s -k --no-print-directory SETUP=0 $(ASKED:%=memory-%) > $(GRADE)/memory.log 2>&1 || true
	@$(MAKE) --no-print-directory SETUP=0 MEMORY_TOO=1 grade
