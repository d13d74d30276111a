# Fuzzing: fuzz/NAME.c feeds a loader with all sorts of bytes, beginning with
# those of fuzz/corpus/NAME. Clang's libFuzzer looks for ways through the code;
# the sanitizers look on. New inputs and findings are left in build/fuzz.

SECONDS ?= 60
FUZZ := $(BUILD)/fuzz
FUZZERS := $(patsubst fuzz/%.c,%,$(wildcard fuzz/*.c))
FUZZ_CLANG = clang -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all $(STRICT) -D_GNU_SOURCE -Wno-unknown-pragmas \
  $(ARCH) -Isrc -Inn $(DEPENDENCIES)
FUZZ_SANITIZE := -fsanitize=fuzzer-no-link,address,undefined

# Kernels load nothing, and take clang long with the sanitizers.
$(FUZZ)/library/%_avx2.o: ARCH = $(AVX2)
$(FUZZ)/library/%_avx512.o: ARCH = $(AVX512)
$(FUZZ)/library/%_avx2.o $(FUZZ)/library/%_avx512.o: FUZZ_SANITIZE =
$(FUZZ)/library/%.o: src/%.c
	@mkdir -p $(@D)
	@$(FUZZ_CLANG) $(FUZZ_SANITIZE) -c $< -o $@
$(FUZZ)/library/%.o: solutions/%.c
	@mkdir -p $(@D)
	@$(FUZZ_CLANG) $(FUZZ_SANITIZE) -c $< -o $@
$(FUZZ)/nn/%.o: nn/%.c
	@mkdir -p $(@D)
	@$(FUZZ_CLANG) $(FUZZ_SANITIZE) -c $< -o $@
$(FUZZ)/%: fuzz/%.c $(patsubst %,$(FUZZ)/library/%.o,$(GIVEN) $(MODULES)) $(FUZZ)/nn/picture.o $(FUZZ)/nn/orientation.o $(FUZZ)/nn/kind.o
	@$(FUZZ_CLANG) -MF $@.d -MT $@ -fsanitize=fuzzer,address,undefined $(filter %.c %.o,$^) -o $@ -lpng -lturbojpeg -ljansson -lz -lm

.PHONY: fuzz $(FUZZERS:%=fuzz-%)
fuzz: setup-author ## look for inputs that break the loaders (SECONDS=60 for each)
	@$(MAKE) --no-print-directory SETUP=0 -j2 $(FUZZERS:%=fuzz-%)
$(FUZZERS:%=fuzz-%): fuzz-%: $(FUZZ)/%
	@mkdir -p $(FUZZ)/corpus/$*
	@$< -max_total_time=$(SECONDS) -max_len=4096 -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
	  -artifact_prefix=$(FUZZ)/$*- $(FUZZ)/corpus/$* fuzz/corpus/$* > $(FUZZ)/$*.log 2>&1 || \
	  { tail -n 60 $(FUZZ)/$*.log; echo "fuzz $*: a finding; the input is $(FUZZ)/$*-..."; exit 1; }
	@awk '/number_of_executed_units/ { print "fuzz $*: " $$2 " inputs in $(SECONDS) s, nothing found" }' $(FUZZ)/$*.log
