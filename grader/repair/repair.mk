# The search for the smallest change that repairs a student's function.

REPAIR := edits program search syntax
$(BUILD)/grader/repair/%.o: grader/repair/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Igrader/repair -Wno-missing-field-initializers -c $< -o $@
REPAIR_OBJECTS := $(REPAIR:%=$(BUILD)/grader/repair/%.o)

$(TESTS)/repair.o: tests/repair.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Igrader/repair -Wno-missing-field-initializers -c $< -o $@
# -rdynamic: candidates call the chapter's other functions, which stand here.
$(TESTS)/repair-%: $(TESTS)/repair.o $(TESTS)/student-%.o $(TESTS)/grader/%.o $(BUILD)/grader/ref_%.o $(BUILD)/grader/mistakes/%.o $(REPAIR_OBJECTS) $(ENGINE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie -rdynamic $(filter-out %.a,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive -o $@ -ljansson -lm -lz -ldl $(OPENMP)

$(TESTS)/mutants.o: tests/mutants.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -Igrader/repair -Wno-missing-field-initializers -c $< -o $@
$(TESTS)/mutants-%: $(TESTS)/mutants.o $(TESTS)/student-%.o $(TESTS)/grader/%.o $(BUILD)/grader/ref_%.o $$(call extra_objects,$$*) $(REPAIR_OBJECTS) $(ENGINE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	@mkdir -p $(@D)
	@$(CC) -no-pie -rdynamic $(filter-out %.a,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive -o $@ -ljansson -lm -lz -ldl $(OPENMP)

.PHONY: mutants
mutants: setup $(ASKED:%=$(TESTS)/mutants-%) ## make small mistakes in right functions and list those that pass (CH=1, EX=1.3)
	@for stem in $(ASKED); do $(TESTS)/mutants-$$stem $$stem all $(EX) || true; done
test-programs: $(MODULES:%=$(TESTS)/repair-%) $(MODULES:%=$(TESTS)/mutants-%)
