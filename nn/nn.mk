# The program nn, build/bin/nn: linked with solutions/, or with the folder that
# IMPL names on the command line. The Makefile gives BUILD, IMPL, COMPILE and the
# objects of the library.

NN_HANDIN := $(if $(filter file default,$(origin IMPL)),,yes)
NN := $(BUILD)/nn
NN_LINKED := $(NN)/$(if $(NN_HANDIN),handin,solutions)
NN_OBJECTS := $(patsubst nn/%.c,$(NN)/%.o,$(filter-out nn/main.c,$(wildcard nn/*.c)))
NN_LIBRARIES := -lpng -lturbojpeg -ljansson -lz -lm

$(NN)/%.o: nn/%.c
	@mkdir -p $(@D)
	@$(COMPILE) -c $< -o $@

# A hand-in's files are compiled anew each time and replaced where they differ. They
# may have warnings. What is not written yet says so when it is called.
NN_ANEW = -c -o $@.new && { cmp -s $@.new $@ && rm $@.new || mv -f $@.new $@; }
$(NN)/handin/main.o: nn/main.c ALWAYS
	@mkdir -p $(@D)
	@$(COMPILE) "-DNN_IMPL=\"$$(printf %s "$$HANDIN" | sed 's/[\\"]/\\&/g')\"" $< $(NN_ANEW)
$(NN)/handin/%_avx2.o: ARCH = $(AVX2)
$(MODULES:%=$(NN)/handin/%.o): $(NN)/handin/%.o: ALWAYS
	@mkdir -p $(@D)
	@$(COMPILE) -Wno-error -Wno-unused-parameter "$$HANDIN/$*.c" $(NN_ANEW)

$(NN)/solutions/nn: $(NN)/main.o $(NN_OBJECTS) $(LIBNN)
$(NN)/handin/nn: $(NN)/handin/main.o $(NN_OBJECTS) $(MODULES:%=$(NN)/handin/%.o) $(FLOAT_LIBRARY)
$(NN)/solutions/nn $(NN)/handin/nn:
	@mkdir -p $(@D)
	@$(CC) $(THREADED) $^ -o $@ $(NN_LIBRARIES)

.PHONY: nn
nn: setup ## build the program: build/bin/nn (IMPL=exercises: of your functions)
	@$(if $(NN_HANDIN),tools/handin "$$HANDIN" >/dev/null $(OR_FAIL))
	@$(MAKE) --no-print-directory SETUP=0 NESTED=1 NN_HANDIN=$(NN_HANDIN) $(NN_LINKED)/nn
	@mkdir -p $(BUILD)/bin
	@cmp -s $(NN_LINKED)/nn $(BUILD)/bin/nn || cp -f $(NN_LINKED)/nn $(BUILD)/bin/nn
	@$(BUILD)/bin/nn --version

# ---- Its tests: tests/nn.sh draws its own data by this ----

$(TESTS)/nn/drawn: tests/nn/drawn.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ $< -o $@ $(LIBNN) -lpng -lturbojpeg -lm
