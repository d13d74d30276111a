# The search for the smallest change that repairs a student's function; small
# mistakes made in right functions, by the same edits.

$(BUILD)/grader/repair/%.o: grader/repair/%.c
	@mkdir -p $(@D)
	@$(GRADER) $(DOUBLE) -c $< -o $@

# -rdynamic: candidates call the chapter's other functions, which stand here.
define repair_program
	@mkdir -p $(@D)
	@$(CC) -no-pie -rdynamic $(filter-out %.a,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive -o $@ -ldl -ljansson -lm -lz $(SECCOMP) $(THREADED)
endef
$(TESTS)/repair-%: $(TESTS)/repair.o $(TESTS)/grader/%.o $(BUILD)/grader/mistakes/%.o $(REPAIR_OBJECTS) $(HERE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	$(repair_program)
$(TESTS)/mutants-%: $(TESTS)/mutants.o $(TESTS)/grader/%.o $(TESTS)/variants/%.o $(REPAIR_OBJECTS) $(HERE:%=$(BUILD)/grader/%.o) $(DOUBLE_MODULES) $(DOUBLE_LIBRARY)
	$(repair_program)

.PHONY: mutants
mutants: $(ASKED:%=$(TESTS)/mutants-%) ## make small mistakes in right functions and list those that pass (CH=1, EX=1.3)
	@for stem in $(ASKED); do CC='$(CC)' $(TESTS)/mutants-$$stem $$stem all $(EX) || true; done
test-programs: $(MODULES:%=$(TESTS)/repair-%) $(MODULES:%=$(TESTS)/mutants-%)
