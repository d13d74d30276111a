# The program nn, build/bin/nn: linked with solutions/, or with the folder that
# IMPL names on the command line. The Makefile gives BUILD, IMPL, COMPILE and the
# objects of the library.

NN_IMPL := $(if $(filter file default,$(origin IMPL)),solutions,$(IMPL))
NN := $(BUILD)/nn
NN_LINKED := $(NN)/$(subst /,_,$(NN_IMPL))
NN_OBJECTS := $(patsubst nn/%.c,$(NN)/%.o,$(filter-out nn/main.c,$(wildcard nn/*.c)))
NN_LIBRARIES := -lpng -lturbojpeg -ljansson -lz -lm

$(NN)/%.o: nn/%.c
	@mkdir -p $(@D)
	@$(COMPILE) -c $< -o $@
$(NN_LINKED)/main.o: nn/main.c
	@mkdir -p $(@D)
	@$(COMPILE) -DNN_IMPL='"$(NN_IMPL)"' -c $< -o $@

# A student's file may have warnings. What is not written yet says so when it is
# called.
$(NN_LINKED)/%.o: $(NN_IMPL)/%.c
	@mkdir -p $(@D)
	@$(COMPILE) -Wno-error -Wno-unused-parameter -c $< -o $@

$(NN_LINKED)/nn: $(NN_LINKED)/main.o $(NN_OBJECTS) $(MODULES:%=$(NN_LINKED)/%.o) $(FLOAT_LIBRARY)
	@$(CC) $(OPENMP) $^ -o $@ $(NN_LIBRARIES)

.PHONY: nn
nn: setup ## build the program: build/bin/nn (IMPL=exercises: of your functions)
	@$(MAKE) --no-print-directory SETUP=0 $(NN_LINKED)/nn
	@mkdir -p $(BUILD)/bin
	@cmp -s $(NN_LINKED)/nn $(BUILD)/bin/nn || cp -f $(NN_LINKED)/nn $(BUILD)/bin/nn
	@$(BUILD)/bin/nn --version

# ---- Its tests: tests/nn.sh draws its own data by this ----

$(TESTS)/nn/drawn: tests/nn/drawn.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ $< -o $@ $(LIBNN) -lpng -lturbojpeg -lm
