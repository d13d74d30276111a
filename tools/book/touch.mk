# Figures of the web pages that can be touched: touch/NAME.c, with the functions of
# the chapters, becomes WebAssembly in a script beside the page, together with
# touch/NAME.js. (A page that is opened as a file may not load anything else.)

TOUCH := $(BUILD)/touch
TOUCHABLE := $(patsubst touch/%.c,%,$(wildcard touch/*.c))
TOUCH_FILES := $(if $(TOUCHABLE),$(TOUCH)/touch.js) $(TOUCHABLE:%=$(TOUCH)/touch-%.js)
# What the figures call, and what that calls.
TOUCH_SOURCES := $(wildcard solutions/0[1-5]_*.c) src/nuts.c src/rng.c src/landscape.c
WASM = clang --target=wasm32-wasi -mexec-model=reactor -Oz -std=c11 -ffp-contract=off -DNDEBUG \
  -ffunction-sections -fdata-sections -iquote src -iquote touch

$(TOUCH)/%.wasm: touch/%.c touch/touch.h $(TOUCH_SOURCES) $(wildcard src/*.h)
	@mkdir -p $(@D)
	@$(WASM) -Wl,--gc-sections -Wl,--strip-all -o $@ $< $(TOUCH_SOURCES)
$(TOUCH)/touch-%.js: $(TOUCH)/%.wasm touch/%.js
	@{ printf "touch.bytes.$* = '%s';\n" "$$(base64 -w 0 $<)"; cat touch/$*.js; } > $@
$(TOUCH)/touch.js: touch/touch.js
	@mkdir -p $(@D)
	@cp $< $@
