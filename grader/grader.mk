# Building and running the grader. For the chapter 01_perceptron it makes
#   I/double/01_perceptron.o           the student's file, in double
#   I/double/01_perceptron.admitted.o  ... checked, with nothing else visible
#   I/grade/01_perceptron.subject      the program that holds them, for the judge
#                                      of the chapter, build/grader/judge-...
#   I/grade/01_perceptron.milestones.subject   the same for the milestones, in
#                                      float, with the student's files alone
# where I is the hand-in's build folder, as tools/handin names it. tools/grade calls
# make with I, with RUN, the folder of one grading, and with the hand-in's own folder
# in the environment (HANDIN).

GRADE := $(I)/grade
MEMORY := $(I)/memory
EXERCISES := $(BUILD)/exercises.tsv
SECTIONS := $(BUILD)/sections.tsv

GRADER = $(CC) -std=c11 -D_GNU_SOURCE -O1 -g -ffp-contract=off -fno-omit-frame-pointer -fno-pie -Wall -Wextra $(WERROR) \
  $(THREADED) $(ARCH) $(INCLUDES) $(DEPENDENCIES)
# Probes, mistakes and references of kernels with AVX2 are built with it.
$(BUILD)/grader/%_avx2.o $(BUILD)/grader/%_avx2.milestones.o: ARCH = $(AVX2)
# What a hand-in's program may ask of the operating system (grader/confine.c).
SECCOMP := $(shell pkg-config --libs libseccomp 2>/dev/null)

# ---- Lists read from the chapters' text ----

CHAPTER_TEXTS := $(CHAPTERS:%=chapters/%.md)
$(EXERCISES): LIST := list
$(SECTIONS): LIST := sections
$(EXERCISES) $(SECTIONS): ALWAYS
	@mkdir -p $(@D)
	@tools/exercise $(LIST) $(CHAPTER_TEXTS) > $@.$$$$ && { cmp -s $@.$$$$ $@ && rm $@.$$$$ || mv -f $@.$$$$ $@; } || { rm -f $@.$$$$; false; }

# ---- The student's files: compiled anew each time, replaced where they differ ----

KINDS := double float memory/valgrind memory/sanitize
$(foreach kind,$(KINDS),$(MODULES:%=$(I)/$(kind)/%.admitted.o)): $(I)/%.admitted.o: ALWAYS
	@mkdir -p $(@D)
	@tools/compile $(notdir $(@D)) "$$HANDIN/$(*F).c" $(*F) $(@D)

# ---- The grader's own objects: for the judge, and for the subject ----

JUDGE := case channel confine diagnose grade guard judge milestone recognise runner subject trial verdict
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

# Where speed counts, the reference stands beside the student's functions in the
# milestones too, compiled as they are.
$(BUILD)/grader/beside/ref_%.o: solutions/%.c $(BUILD)/grader/subject/float/%.names
	@tools/compile float $< $* $(@D)
	@objcopy --redefine-syms=$(word 2,$^) $(@D)/$*.admitted.o $@
	@echo '$@: $< $(wildcard src/*.h)' > $@.d

# Each chapter's jumps between its exercises.
$(BUILD)/grader/subject/double/%.isolate.o: $(BUILD)/grader/subject/double/ref_%.o grader/isolate.h
	@{ echo '#include "isolate.h"'; nm -S --defined-only $< | awk '$$3 == "T" { print "ISOLATE(" substr($$4, 5) ", 0x" $$2 ");" }'; } > $(@:.o=.c)
	@$(GRADER) $(DOUBLE) -c $(@:.o=.c) -o $@
$(BUILD)/grader/subject/float/%.isolate.o: $(BUILD)/grader/subject/float/ref_%.o grader/isolate.h
	@{ echo '#include "isolate.h"'; nm -S --defined-only $< | awk '$$3 == "T" { print "ISOLATE(" substr($$4, 5) ", 0x" $$2 ");" }'; } > $(@:.o=.c)
	@$(GRADER) -c $(@:.o=.c) -o $@

# ---- The judges: the same for every hand-in ----

# The judge looks for the change that repairs a function too: candidates, made while
# it runs, call the chapter's other functions, so all of these stay (-rdynamic).
REPAIR := align edits mutants program run search syntax tell
REPAIR_OBJECTS := $(REPAIR:%=$(BUILD)/grader/repair/%.o)
JUDGE_OBJECTS := $(JUDGE:%=$(BUILD)/grader/%.o)
LINK_JUDGE = @$(CC) -no-pie -rdynamic $(filter-out %.a,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive -o $@ \
  -lcriterion -ljansson -ldl -lm -lz $(SECCOMP) $(THREADED)

$(BUILD)/grader/judge-%.milestones: $(BUILD)/grader/milestones/%.o $(JUDGE_OBJECTS) $(REPAIR_OBJECTS) $(LIBNN)
	$(LINK_JUDGE)
$(BUILD)/grader/judge-%: $(BUILD)/grader/%.o $(BUILD)/grader/mistakes/%.o $(JUDGE_OBJECTS) $(REPAIR_OBJECTS) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	$(LINK_JUDGE)

# ---- The subjects: a hand-in's programs ----

LINK_SUBJECT = -ljansson -lm -lz $(SECCOMP) $(THREADED)

$(GRADE)/%.subject: $(I)/double/%.admitted.o $(BUILD)/grader/subject/double/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(SUBJECT:%=$(BUILD)/grader/subject/double/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ $(LINK_SUBJECT)

# Some sums must be kept in double where real is float: such probes have a
# float_tolerance, and their chapters a subject in float too.
IN_FLOAT := $(patsubst grader/%.c,%,$(shell grep -l float_tolerance grader/[0-9]*.c))
$(I)/float/%.isolated.o: $(I)/float/%.admitted.o ;
$(GRADE)/%.float.subject: $(I)/float/%.isolated.o $(BUILD)/grader/subject/float/%.o $(BUILD)/grader/subject/float/%.isolate.o $(BUILD)/grader/subject/float/ref_%.o $(SUBJECT:%=$(BUILD)/grader/subject/float/%.o) $(FLOAT_MODULES) $(FLOAT_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/float/$*.o,$^) -o $@ $(LINK_SUBJECT)

# A milestone of chapter n runs the student's chapters 1 to n. The library of given
# parts knows later chapters too; for those alone the reference stands behind.
up_to = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,99,$(2))))
.SECONDEXPANSION:
$(GRADE)/%.milestones.subject: $$(foreach c,$$(call up_to,$$*,$$(MODULES)),$(I)/float/$$(c).admitted.o) $$(if $$(findstring _avx2,$$*),$(BUILD)/grader/beside/ref_$$*.o) $(BUILD)/grader/subject/float/%.milestones.o $(SUBJECT:%=$(BUILD)/grader/subject/float/%.o) $(LIBNN)
	@mkdir -p $(@D)
	@$(CC) -no-pie $^ -o $@ $(LINK_SUBJECT)

REPORT := $(wildcard grader/report/*.c)
$(BUILD)/grader/report: $(REPORT) $(wildcard grader/report/*.h)
	@mkdir -p $(@D)
	@echo '$@: $^' > $@.d
	@$(filter-out $(DEPENDENCIES),$(GRADER)) -no-pie $(REPORT) -o $@ -ljansson

# ---- Grading: tools/grade asks for these ----

# What is complete stands in the folder of the grading, where no other replaces it.
GRADED := $(MODULES) $(patsubst grader/milestones/%.c,%.milestones,$(wildcard grader/milestones/*.c))
.PHONY: ALWAYS ready-report ready-try $(GRADED:%=ready-%) $(MODULES:%=ready-%.memory)
$(GRADED:%=ready-%): ready-%: $(BUILD)/grader/judge-% $(GRADE)/%.subject
	@ln -f $^ $(RUN)/
$(IN_FLOAT:%=ready-%): ready-%: $(GRADE)/%.float.subject
$(MODULES:%=ready-%.memory): ready-%.memory: $(MEMORY)/plain-% $(MEMORY)/sanitized-%
	@ln -f $^ $(RUN)/
ready-report: $(BUILD)/grader/report
	@ln -f $^ $(RUN)/
ready-try: exercises/try.c grader/try_todo.c $(MODULES:%=$(I)/float/%.admitted.o) $(LIBNN)
	@$(CC) -std=c11 -g -O1 -ffp-contract=off -Wall -Wextra -Isrc $(THREADED) $^ -o $(RUN)/try -ljansson -lm -lz

.PHONY: grade memcheck try watch
grade: packages $(EXERCISES) $(SECTIONS) ## grade exercises/ (CH=1, EX=1.3, IMPL=solutions, SEED=7)
memcheck: packages $(EXERCISES) $(SECTIONS) ## grade with Valgrind and the sanitizers (CH=1)
try: packages $(EXERCISES) ## run exercises/try.c, a program of your own, with your functions
watch: packages $(EXERCISES) $(SECTIONS) ## grade again at each save (CH=1, EX=1.3)
grade memcheck try watch:
	@MAKE='$(MAKE)' tools/grade $@ $(OR_FAIL)

# ---- Stubs, hints, solutions ----

.PHONY: exercises hint reset solution
exercises: ## write the stubs that are missing or untouched
	@for stem in $(MODULES); do tools/exercise new $$stem || exit 1; done
hint: $(EXERCISES) $(SECTIONS) ## show the next hint (EX=1.3)
	@tools/exercise hint "$$ASKED_EX" $(OR_FAIL)
reset: $(EXERCISES) ## put a stub back, keeping a backup (EX=1.3)
	@tools/exercise reset "$$ASKED_EX" $(OR_FAIL)
solution: packages $(EXERCISES) $(SECTIONS) ## show the reference once yours passes (EX=1.3, FORCE=1)
	@MAKE='$(MAKE)' FORCE='$(FORCE)' tools/grade solution $(OR_FAIL)

# ---- Memory: plain programs under Valgrind and with the sanitizers ----

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all

$(MEMORY)/plain-%: $(MEMORY)/valgrind/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(PLAIN:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(THREADED)
$(MEMORY)/sanitized-%: $(MEMORY)/sanitize/%.admitted.o $(BUILD)/grader/plain/%.o $(BUILD)/grader/subject/double/%.isolate.o $(BUILD)/grader/subject/double/ref_%.o $(PLAIN:%=$(BUILD)/grader/plain/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie $(SANITIZE) $(filter-out $(BUILD)/double/$*.o,$^) -o $@ -lm -lz $(THREADED)

# Made by chains of pattern rules: named here, so that make keeps them and notices
# where one is gone.
.PHONY: kept
kept: $(patsubst %,$(BUILD)/grader/beside/ref_%.o,$(filter %_avx2,$(MODULES))) $(DOUBLE_MODULES) $(JUDGE_OBJECTS) $(REPAIR_OBJECTS) $(SUBJECT:%=$(BUILD)/grader/subject/double/%.o) $(SUBJECT:%=$(BUILD)/grader/subject/float/%.o) \
  $(PLAIN:%=$(BUILD)/grader/plain/%.o) $(patsubst grader/%.c,$(BUILD)/grader/%.o,$(wildcard grader/milestones/*.c)) \
  $(GRADED:%=$(BUILD)/grader/subject/float/%.o) $(IN_FLOAT:%=$(I)/float/%.isolated.o) $(foreach module,$(MODULES), \
  $(addprefix $(BUILD)/grader/,$(module).o mistakes/$(module).o plain/$(module).o) \
  $(foreach kind,double float,$(addprefix $(BUILD)/grader/subject/$(kind)/,$(module).o ref_$(module).o $(module).isolate.o $(module).names)))
