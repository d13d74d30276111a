# The error of Winograd's method over the size of its tiles, and of the direct sum.
eval figure(11.6, 5.4)
set xlabel 'rows and columns of a tile of the output'
set ylabel 'error / result' offset is_svg ? 0 : 0.4
set logscale y
set format y '10^{%T}'
set xrange [1.6:8.4]
set yrange [5e-8:2e-3]
set xtics 2
set key top left
plot 'winograd_error.dat' index 1 using 1:2 with linespoints lt 2 title 'windows of 5 × 5', \
     '' index 0 using 1:2 with linespoints lt 1 title 'windows of 3 × 3', \
     '' index 1 using 1:3 with lines lt 7 title 'directly, in float'
