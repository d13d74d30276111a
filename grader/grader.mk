# Building and running the grader. For the chapter 01_perceptron it makes
#   I/double/01_perceptron.o           the student's file, in double
#   I/double/01_perceptron.admitted.o  ... checked, with nothing else visible
#   I/grade/01_perceptron.subject      the program that holds them, for the judge
#                                      of the chapter, build/grader/judge-...
#   I/grade/01_perceptron.milestones.subject   the same for the milestones, in
#                                      float, with the student's files alone
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
# What a hand-in's program may ask of the operating system (grader/confine.c).
SECCOMP := $(shell pkg-config --libs libseccomp 2>/dev/null)

# ---- Lists read from the chapters' text ----

CHAPTER_TEXTS := $(CHAPTERS:%=chapters/%.md)
$(EXERCISES): $(CHAPTER_TEXTS) tools/exercise
	@mkdir -p $(@D)
	@tools/exercise list $(CHAPTER_TEXTS) > $@.new && mv $@.new $@
$(SECTIONS): $(CHAPTER_TEXTS) tools/exercise
	@mkdir -p $(@D)
	@tools/exercise sections $(CHAPTER_TEXTS) > $@.new && mv $@.new $@

# ---- The student's files. The compiler's messages are kept for the report. ----

$(I)/double/%.admitted.o: $(IMPL)/%.c always
	@CC='$(CC)' tools/compile double $< $* $(@D)
$(I)/float/%.admitted.o: $(IMPL)/%.c always
	@CC='$(CC)' tools/compile float $< $* $(@D)
always:

# ---- The grader's own objects: for the judge, and for the subject ----

JUDGE := case channel confine diagnose guard judge milestone probe runner subject verdict
SUBJECT := case channel confine fill guard isolate milestone subject_main verdict
PLAIN := case guard isolate plain verdict

$(BUILD)/grader/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -DWITH_CRITERION -c $< -o $@
$(BUILD)/grader/milestones/%.o: grader/milestones/%.c
	@mkdir -p $(@D)
	@$(GRADER) -DWITH_CRITERION -c $< -o $@
$(BUILD)/grader/subject/double/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -DSUBJECT -c $< -o $@
$(BUILD)/grader/subject/float/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) -DSUBJECT -c $< -o $@
$(BUILD)/grader/subject/float/%.milestones.o: grader/milestones/%.c
	@mkdir -p $(@D)
	@$(GRADER) -DSUBJECT -c $< -o $@
$(BUILD)/grader/plain/%.o: grader/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -DSUBJECT -DPLAIN -c $< -o $@

# In the subject the reference stands beside the student's functions of the same
# names, so its are renamed: f becomes ref_f. The names, with how long each is:
$(BUILD)/grader/subject/%.names: $(BUILD)/%.o
	@mkdir -p $(@D)
	@nm -g --defined-only $< | awk '$$2 == "T" { print $$3, "ref_" $$3 }' > $@
$(BUILD)/grader/subject/double/ref_%.o: solutions/%.c $(BUILD)/grader/subject/double/%.names
	@$(GRADER) $(DOUBLE) -Wno-unused-parameter -c $< -o $@.plain
	@objcopy --redefine-syms=$(word 2,$^) $@.plain $@
$(BUILD)/grader/subject/float/ref_%.o: solutions/%.c $(BUILD)/grader/subject/float/%.names
	@$(GRADER) -Wno-unused-parameter -c $< -o $@.plain
	@objcopy --redefine-syms=$(word 2,$^) $@.plain $@

# Each chapter's jumps between its exercises.
$(BUILD)/grader/subject/double/%.isolate.o: $(BUILD)/grader/subject/double/ref_%.o grader/isolate.h
	@{ echo '#include "isolate.h"'; nm -S --defined-only $< | awk '$$3 == "T" { print "ISOLATE(" substr($$4, 5) ", 0x" $$2 ");" }'; } > $(@:.o=.c)
	@$(GRADER) $(DOUBLE) -c $(@:.o=.c) -o $@
$(BUILD)/grader/subject/float/%.isolate.o: $(BUILD)/grader/subject/float/ref_%.o grader/isolate.h
	@{ echo '#include "isolate.h"'; nm -S --defined-only $< | awk '$$3 == "T" { print "ISOLATE(" substr($$4, 5) ", 0x" $$2 ");" }'; } > $(@:.o=.c)
	@$(GRADER) -c $(@:.o=.c) -o $@

# ---- The judges: the same for every hand-in ----

JUDGE_OBJECTS := $(JUDGE:%=$(BUILD)/grader/%.o)
LINK_JUDGE = @$(CC) -no-pie $^ -o $@ -lcriterion -ljansson -lm -lz $(SECCOMP) $(OPENMP)

$(BUILD)/grader/judge-%.milestones: $(BUILD)/grader/milestones/%.o $(JUDGE_OBJECTS) $(LIBNN)
	$(LINK_JUDGE)
$(BUILD)/grader/judge-%: $(BUILD)/grader/%.o $(BUILD)/grader/mistakes/%.o $(JUDGE_OBJECTS) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	$(LINK_JUDGE)

# ---- The subjects: a hand-in's programs ----

LINK_SUBJECT = -ljansson -lm -lz $(SECCOMP) $(OPENMP)

$(GRADE)/%.subject: $(I)/double/%.admitted.o $(BUILD)/grader/subject/double/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(SUBJECT:%=$(BUILD)/grader/subject/double/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ $(LINK_SUBJECT)

# Some sums must be kept in double where real is float: such probes have a
# float_tolerance, and their chapters a subject in float too.
IN_FLOAT := $(patsubst grader/%.c,%,$(shell grep -l float_tolerance grader/[0-9]*.c))
$(I)/float/%.isolated.o: $(I)/float/%.admitted.o tools/isolate
	@tools/isolate $< $@
$(GRADE)/%.float.subject: $(I)/float/%.isolated.o $(BUILD)/grader/subject/float/%.o $(BUILD)/grader/subject/float/%.isolate.o $(BUILD)/grader/subject/float/ref_%.o $(SUBJECT:%=$(BUILD)/grader/subject/float/%.o) $(FLOAT_MODULES) $(FLOAT_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/float/$*.o,$^) -o $@ $(LINK_SUBJECT)

# A milestone of chapter n runs the student's chapters 1 to n. The library of given
# parts knows later chapters too; for those alone the reference stands behind.
up_to = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(GRADE)/%.milestones.subject: $$(foreach c,$$(call up_to,$$*,$$(MODULES)),$(I)/float/$$(c).admitted.o) $(BUILD)/grader/subject/float/%.milestones.o $(SUBJECT:%=$(BUILD)/grader/subject/float/%.o) $(LIBNN)
	@mkdir -p $(@D)
	@$(CC) -no-pie $^ -o $@ $(LINK_SUBJECT)

REPORT := $(wildcard grader/report/*.c)
$(BUILD)/grader/report: $(REPORT) $(wildcard grader/report/*.h)
	@mkdir -p $(@D)
	@$(filter-out $(DEPENDENCIES),$(GRADER)) -no-pie $(REPORT) -o $@ -ljansson

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

# Which of them a judge is asked for; none means all. A milestone that fails speaks
# of the exercises, so they are all run with it.
wanted = $(if $(or $(findstring .milestones,$(1)),$(if $(findstring .M,$(EX)),,yes)),$(EX))

.PHONY: $(RUNS) run-graders
$(IN_FLOAT:%=run-%): run-%: $(GRADE)/%.float.subject
$(RUNS): run-%: $(BUILD)/grader/judge-% $(GRADE)/%.subject
	-@GRADE_SEED=$(SEED) NN_ISA=scalar NN_DATA=$${NN_DATA:-data} $(BUILD)/grader/judge-$* $(GRADE)/$*.subject $(if $(filter $*,$(IN_FLOAT)),$(GRADE)/$*.float.subject,-) $(IMPL)/$(*:.milestones=).c $(GRADE)/$*.json $(GRADE) $(call wanted,$*) > $(GRADE)/$*.runner 2>&1
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

$(MEMORY)/valgrind/%.admitted.o: $(IMPL)/%.c always
	@CC='$(CC)' tools/compile valgrind $< $* $(@D)
$(MEMORY)/sanitize/%.admitted.o: $(IMPL)/%.c always
	@CC='$(CC)' tools/compile sanitize $< $* $(@D)

$(MEMORY)/plain-%: $(MEMORY)/valgrind/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(PLAIN:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(OPENMP)
$(MEMORY)/sanitized-%: $(MEMORY)/sanitize/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(PLAIN:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
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

$(I)/try: exercises/try.c grader/try_todo.c $(MODULES:%=$(I)/float/%.admitted.o) $(LIBNN)
	@$(STUDENT) -O1 -fopenmp $^ -o $@ -ljansson -lm -lz
.PHONY: try
try: setup ## run exercises/try.c, a program of your own, with your functions
	@$(MAKE) --no-print-directory -s SETUP=0 $(I)/try || { cat $(I)/float/*.log >&2; exit 1; }
	@$(I)/try
