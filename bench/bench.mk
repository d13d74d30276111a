# Speed beside others' and beside the machine's peak.

BENCH := $(BUILD)/bench

$(BENCH)/peak: bench/peak.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ -ffp-contract=fast -D_GNU_SOURCE -o $@ $< $(LIBNN) -lm
$(BENCH)/mlp: bench/mlp.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ -D_GNU_SOURCE -o $@ $< $(LIBNN) -lz -lm
# With the names of networks that nn knows.
$(BENCH)/cnn: bench/cnn.c $(BUILD)/nn/net_named.o $(BUILD)/nn/words.o $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ -D_GNU_SOURCE -iquote nn -o $@ $(filter-out %.h,$^) -ljansson -lz -lm
$(BENCH)/products: bench/products.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ -ffp-contract=fast -D_GNU_SOURCE -o $@ $< $(LIBNN) -lz -lm

.PHONY: bench-products
bench-products: packages $(BENCH)/products ## measure the products of dense layers beside the machine's peak (ROUNDS=15)
	@$(BENCH)/products $(ROUNDS)

# The book has the same figure, of the machine that it was recorded on.
.PHONY: roofline
roofline: packages ## how fast this machine could be, and how fast each kernel is: a table and a figure
	@$(MAKE) -s --no-print-directory SETUP=0 $(BUILD)/figures/roofline
	@CC='$(CC)' bench/roofline $(BUILD)/figures/roofline $(BENCH)/roofline bench/results

.PHONY: bench
bench: setup $(BENCH)/mlp $(BENCH)/peak ## measure speed beside PyTorch's (ROUNDS=5, THREADS='1 2')
	@CC='$(CC)' NN_DATA='$(or $(NN_DATA),data)' bench/run $(BENCH) bench/results
	@if command -v gnuplot >/dev/null; then \
	  cd $(BENCH) && for format in svg pdf; do \
	    gnuplot -e "format='$$format'; name='mlp'" '$(CURDIR)/figures/style.gp' '$(CURDIR)/bench/mlp.gp' || exit 1; \
	  done && echo 'Figure: $(BENCH)/mlp.svg'; \
	fi

.PHONY: bench-cnn
bench-cnn: setup $(BENCH)/cnn $(BENCH)/peak ## measure LeNet and net32 beside PyTorch and ONNX Runtime (ROUNDS=5, bench/peers gets them)
	@CC='$(CC)' NN_DATA='$(or $(NN_DATA),data)' PEERS='$(BUILD)/peers' bench/cnn-run $(BENCH) bench/results

# From one results file of bench-cnn the page, and the table that the book has.
.PHONY: bench-page
bench-page: ## write docs/speed.md from results of bench-cnn (RESULT=bench/results/cnn-...tsv)
	@awk -v clock='$(or $(CLOCK),wall)' -v rows=bench/results/cnn.inc -f bench/median.awk -f bench/cnn.awk '$(RESULT)' > docs/speed.md.new
	@mv docs/speed.md.new docs/speed.md

.PHONY: bench-accuracy
bench-accuracy: nn ## accuracies over five seeds beside PyTorch's (NETWORKS="mlp lenet net32", SEEDS, SETS)
	@NN_DATA='$(or $(NN_DATA),data)' bench/accuracy $(BUILD)/bin/nn bench/results $(or $(NETWORKS),mlp)

# Written anew only if all of it was found.
.PHONY: bench-thousand
bench-thousand: setup ## learn a thousand pictures in PyTorch, as figures/thousand.c does
	@mkdir -p $(BENCH)
	@cd bench && $(or $(PYTHON),/usr/bin/python3) thousand.py '$(abspath $(or $(NN_DATA),data))' > '$(abspath $(BENCH))/thousand.inc'
	@mv $(BENCH)/thousand.inc bench/results/thousand.inc && cat bench/results/thousand.inc
