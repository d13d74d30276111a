# The book: figures, then PDF, HTML and EPUB from one text, in a student's and an
# instructor's edition. The Makefile gives BUILD, CHAPTERS, COMPILE and LIBNN.

BOOK_TOOLS := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
FIGURES := $(BUILD)/figures
BOOK := $(BUILD)/book
# Of the last change: the same text gives the same file.
BOOK_DATE := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),0)

# What book.md lists, the preface and the appendix too.
TEXTS := $(wildcard $(shell sed -nE 's,^ *- *([a-z0-9_]+) *$$,chapters/\1.md,p' book.md))

# ---- Figures: a program computes, gnuplot draws ----

# The pictures that the book shows; for each, picture:program for the programs
# whose NAME.dat or NAME-xyz.dat it reads, or that have its name; the programs whose
# results are recorded, and all programs that the book uses.
PICTURES := $(patsubst figures/%.gp,%,$(wildcard $(patsubst %,figures/%.gp,cover \
	$(shell sed -nE 's/.*\]\(([a-z0-9_-]+)\)\{\#fig:.*/\1/p' $(TEXTS)))))
DRAWS := $(sort $(foreach p,$(PICTURES),$p:$(firstword $(subst -, ,$p))) \
	$(shell grep -oHE '[a-z0-9_]+(-[a-z0-9_-]+)?[.]dat' $(PICTURES:%=figures/%.gp) | \
	sed -E 's,^figures/(.*)[.]gp:([^.-]*).*,\1:\2,'))
RECORDED := $(patsubst figures/%.c,%,$(shell grep -l '^\#include "record[.]h"' figures/*.c))
FIGURE_PROGRAMS := $(patsubst figures/%.c,%,$(wildcard $(patsubst %,figures/%.c,$(sort $(RECORDED) \
	$(foreach d,$(DRAWS),$(lastword $(subst :, ,$d))) \
	$(shell sed -nE 's/.*[{ ]of="([a-z0-9_]+)".*/\1/p' $(TEXTS)) \
	$(shell grep -ohE '`[a-z0-9_]+[.][a-z0-9_.]+`\{[.]val\}' $(TEXTS) | sed 's/^`//; s/[.].*//')))))
OUTPUTS := $(FIGURE_PROGRAMS:%=$(FIGURES)/%.txt)

FIGURE_FILES := $(OUTPUTS) $(PICTURES:%=$(FIGURES)/%.svg)

$(FIGURE_PROGRAMS:%=$(FIGURES)/%): $(FIGURES)/%: figures/%.c $(LIBNN)
	@mkdir -p $(@D)
	@$(COMPILE) -MF $@.d -MT $@ -s -o $@.part $< $(LIBNN) -lz -lm
	@mv $@.part $@

$(filter-out $(RECORDED:%=$(FIGURES)/%.txt),$(OUTPUTS)): %.txt: % $(BOOK_TOOLS)/run
	@NN_DATA='$(abspath $(or $(NN_DATA),data))' $(BOOK_TOOLS)/run $<

# What takes long is not run but taken from figures/recorded.
$(RECORDED:%=$(FIGURES)/%.txt): $(FIGURES)/%.txt: figures/%.c $(wildcard figures/*.h bench/*.h figures/recorded figures/recorded/*) \
		$(BOOK_TOOLS)/record
	@mkdir -p $(@D)
	@$(BOOK_TOOLS)/record use $* $(@D)

# One run of draw makes SVG and PDF.
$(FIGURES)/%.svg $(FIGURES)/%.pdf: figures/%.gp figures/style.gp $(BOOK_TOOLS)/draw
	@mkdir -p $(@D)
	@$(BOOK_TOOLS)/draw $* $(FIGURES)

$(foreach d,$(DRAWS),$(eval $(foreach format,svg pdf,\
	$(FIGURES)/$(firstword $(subst :, ,$d)).$(format)): \
	$(filter $(FIGURES)/$(lastword $(subst :, ,$d)).txt,$(OUTPUTS))))

# ---- The text of each edition, with all that is inserted, numbered and cited ----

CITED := $(wildcard references.bib $(TEXTS:.md=.bib))
SHOWN := $(sort $(wildcard src/*.[ch] $(CHAPTERS:%=solutions/%.c)))
PANDOC := pandoc --fail-if-warnings
FILTERS := include exercises listings results numbers backmatter

$(BOOK)/student.json $(BOOK)/instructor.json: $(BOOK)/%.json: book.md $(TEXTS) $(CITED) $(SHOWN) $(OUTPUTS) \
		$(wildcard figures/*.gp $(BOOK_TOOLS)/*.lua) tools/starter
	@mkdir -p $(@D)
	@$(PANDOC) -f markdown -t json -o $@.part $< -M edition=$* -M figures=$(FIGURES) \
	  -M code='$(SHOWN)' $(CITED:%=--bibliography=%) -M link-citations \
	  $(FILTERS:%=-L $(BOOK_TOOLS)/%.lua) --citeproc
	@mv $@.part $@

# ---- PDF ----

PDF_FILES := $(BOOK)/learning-to-see-in-c.pdf $(BOOK)/learning-to-see-in-c-instructor.pdf

$(BOOK)/student.tex $(BOOK)/instructor.tex: $(BOOK)/%.tex: $(BOOK)/%.json \
		$(BOOK_TOOLS)/pdf/book.tex $(BOOK_TOOLS)/code.theme
	@$(PANDOC) -f json -t latex -o $@.part $< --template=$(BOOK_TOOLS)/pdf/book.tex \
	  --highlight-style=$(BOOK_TOOLS)/code.theme --top-level-division=chapter \
	  -M date="$$(LC_ALL=C date -u -d @$(BOOK_DATE) '+%-d %B %Y')" \
	  -M figures=$(abspath $(FIGURES)) -L $(BOOK_TOOLS)/latex.lua
	@mv $@.part $@

$(BOOK)/learning-to-see-in-c.pdf: $(BOOK)/student.tex
$(BOOK)/learning-to-see-in-c-instructor.pdf: $(BOOK)/instructor.tex
$(PDF_FILES): $(PICTURES:%=$(FIGURES)/%.pdf) $(BOOK_TOOLS)/typeset
	@SOURCE_DATE_EPOCH=$(BOOK_DATE) $(BOOK_TOOLS)/typeset $(filter %.tex,$^) $@

# ---- HTML: a page for each chapter ----

HTML_FILES := $(BOOK)/html/index.html $(BOOK)/html-instructor/index.html

include $(BOOK_TOOLS)/touch.mk

LUNR := /usr/share/javascript/lunr/lunr.min.js
# Of each font the letters that the pages have.
PAGE_FONTS := regular italic bold math
# Browsers that do not know light-dark() get the light colours.
OLD_BROWSERS := awk 'BEGIN { print "@supports not (color: light-dark(red, red)) { :root {" } \
  /light-dark\(/ { gsub(/light-dark\(|, *(rgb\([^)]*\)|\#[0-9a-f]+)\)/, ""); print } END { print "} }" }'

$(BOOK)/html/index.html: $(BOOK)/student.json
$(BOOK)/html-instructor/index.html: $(BOOK)/instructor.json
$(HTML_FILES): $(PICTURES:%=$(FIGURES)/%.svg) $(wildcard $(BOOK_TOOLS)/html/*) \
		$(BOOK_TOOLS)/check-links $(TOUCH_FILES)
	@rm -rf $(@D).part && mkdir -p $(@D).part/fonts
	@$(PANDOC) -f json -t html5 $(filter %.json,$^) -o /dev/null --mathml --section-divs \
	  -M figures=$(FIGURES) -M output=$(@D).part -M page=$(BOOK_TOOLS)/html/page.html \
	  -L $(BOOK_TOOLS)/html.lua
	@cp $(BOOK_TOOLS)/html/book.css $(BOOK_TOOLS)/html/book.js $(@D).part
	@$(OLD_BROWSERS) $(BOOK_TOOLS)/html/book.css >> $(@D).part/book.css
	@cp $(LUNR) $(@D).part/lunr.js
	@[ -z '$(TOUCHABLE)' ] || cp $(TOUCH_FILES) $(@D).part
	@cat $(@D).part/*.html > $(@D).part/letters
	@for font in $(PAGE_FONTS); do \
	  pyftsubset "$$(kpsewhich texgyrepagella-$$font.otf)" --text-file=$(@D).part/letters --layout-features='*' \
	    --drop-tables+=FFTM --flavor=woff2 --output-file=$(@D).part/fonts/texgyrepagella-$$font.woff2 || exit 1; \
	done && rm $(@D).part/letters
	@$(BOOK_TOOLS)/check-links $(@D).part
	@rm -rf $(@D) && mv $(@D).part $(@D)

# ---- EPUB ----

EPUB_FILES := $(BOOK)/learning-to-see-in-c.epub

$(BOOK)/cover.png: $(BOOK)/learning-to-see-in-c.pdf
	@pdftoppm -r 150 -png -singlefile $< $(@:.png=)

$(EPUB_FILES): $(BOOK)/student.json $(BOOK)/cover.png $(BOOK_TOOLS)/epub/book.css \
		$(PICTURES:%=$(FIGURES)/%.svg)
	@SOURCE_DATE_EPOCH=$(BOOK_DATE) $(PANDOC) -f json -t epub3 -o $@.part $< --mathml \
	  --toc-depth=2 --highlight-style=$(BOOK_TOOLS)/code.theme --css=$(BOOK_TOOLS)/epub/book.css \
	  --epub-cover-image=$(BOOK)/cover.png -M figures=$(FIGURES) -L $(BOOK_TOOLS)/epub.lua
	@mv $@.part $@

# ---- What a person asks for. The set-up comes first, so make is called again. ----

# NAME counts only where it was typed: some environments have one.
ASKED_RECORDS = $(if $(filter command,$(origin NAME)),$(NAME),$(RECORDED))

.PHONY: record figures pdf html epub book
record: setup-author ## run the figures that take long anew (NAME=real_run; otherwise what is stale)
	@unknown='$(filter-out $(RECORDED),$(ASKED_RECORDS))'; [ -z "$$unknown" ] || \
	  { echo "NAME=$$unknown: expected one of $(RECORDED)" >&2; exit 1; }
	@$(MAKE) -s --no-print-directory SETUP=0 $(ASKED_RECORDS:%=$(FIGURES)/%)
	@NN_DATA='$(abspath $(or $(NN_DATA),data))' AGAIN='$(filter command,$(origin NAME))' \
	  $(BOOK_TOOLS)/record make $(ASKED_RECORDS:%=$(FIGURES)/%)
figures: setup-author ## compute and draw the figures of the book
	@$(MAKE) -s --no-print-directory SETUP=0 $(FIGURE_FILES)
pdf: setup-author ## build the book as PDF: student's and instructor's edition
	@$(MAKE) -s --no-print-directory SETUP=0 $(PDF_FILES)
	@printf '%s\n' $(PDF_FILES)
html: setup-author ## build the book as web pages: build/book/html/index.html
	@$(MAKE) -s --no-print-directory SETUP=0 $(HTML_FILES)
	@printf '%s\n' $(HTML_FILES)
epub: setup-author ## build the book as EPUB
	@$(MAKE) -s --no-print-directory SETUP=0 $(EPUB_FILES)
	@printf '%s\n' $(EPUB_FILES)
book: setup-author ## build the book in all its forms
	@$(MAKE) -s --no-print-directory SETUP=0 $(PDF_FILES) $(HTML_FILES) $(EPUB_FILES)
	@printf '%s\n' $(PDF_FILES) $(HTML_FILES) $(EPUB_FILES)
