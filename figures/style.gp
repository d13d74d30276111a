# The look of every figure. It runs before each NAME.gp, with `format` (svg or
# pdf) and `name` (the file to draw, without its ending) set on the command line.
#
# What a NAME.gp may use:
#   eval figure(8, 8)   another size, in centimetres; 11.6 by 7 without it
#   lt 1 ... lt 6       series: told apart by colour, by lightness and by dashes,
#                       as points (`pt 1` ... `pt 6`) also by shape
#   lt 7                a guide: a thing to compare with
#   lt 8                ink, the colour of text and axes
#   lt 9                pale, for areas behind the data
#   palette             white (low) to ink (high), for `with image`
# Name colours by line type, not by value: a dark page on the screen gives the
# line types other values.

series = "'#004488' '#cc4e00' '#c48a00' '#00866b' '#4da3dd' '#9a3d86'"
guide = '#8a8a8a'
ink = '#202020'
pale = '#e4e9f0'

is_svg = format eq 'svg'
scale = is_svg ? 54 : 1
unit = is_svg ? '' : 'cm'
look = is_svg ? 'svg font "Palatino,16" linewidth 1.2' \
              : 'pdfcairo color font "TeX Gyre Pagella,7.2" fontscale 1 linewidth 1.2'
figure(width, height) = \
    sprintf('set terminal %s size %g%s,%g%s; set output "%s.%s"', look, \
            width * scale, unit, height * scale, unit, name, format)
eval figure(11.6, 7)

set encoding utf8
set minussign
do for [i = 1:6] {
    set linetype i linecolor rgb word(series, i) linewidth 1.8 pointsize 0.55
}
set linetype 1 pointtype 7
set linetype 2 pointtype 9 dashtype (9, 3)
set linetype 3 pointtype 5
set linetype 4 pointtype 13 dashtype (9, 3, 2, 3)
set linetype 5 pointtype 6 dashtype (5, 3)
set linetype 6 pointtype 8 dashtype (2, 3)
set linetype 7 linecolor rgb guide linewidth 1 dashtype (3, 3)
set linetype 8 linecolor rgb ink linewidth 0.8
set linetype 9 linecolor rgb pale dashtype solid
set linetype cycle 6

set border 3 linetype 8
set tics nomirror out scale 0.6 textcolor linetype 8
set grid linetype 9 linewidth 0.8, linetype 9 linewidth 0.8
set grid back
set key samplen 3 spacing 1.15 textcolor linetype 8
# The svg terminal takes letters for wider and taller than they are.
set xtics offset 0, is_svg ? 0.4 : 0.2
set xlabel textcolor linetype 8 offset 0, is_svg ? 1 : 0.5
set ylabel textcolor linetype 8 offset is_svg ? 2 : 1.2
set title textcolor linetype 8 offset 0, is_svg ? -0.4 : -0.2
set palette defined (0 '#ffffff', 1 ink)
unset colorbox
set style fill solid noborder
