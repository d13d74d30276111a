# One wave of the sine, and the network of eight bumps twice.
eval figure(11.6, 6)
set xrange [0:1]
set yrange [-1.15:1.15]
set xlabel 'x'
set xtics 0.125 format '%g'
set ytics 0.5
set key top right
plot 'bumps-stairs.dat' using 1:2 with lines lt 7 lw 2 title 'sin 2πx', \
     '' using 1:3 with lines lt 1 title 's = 1000', \
     '' using 1:4 with lines lt 2 title 's = 60'
