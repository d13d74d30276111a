# The error against the number of bumps, both on scales of powers.
eval figure(11.6, 6.4)
set logscale xy
set xrange [3.5:600]
set yrange [0.002:1.2]
set xtics (4, 8, 16, 32, 64, 128, 256, 512)
set ytics (0.001, 0.01, 0.1, 1)
set xlabel 'bumps N'
set ylabel 'largest error'
set key bottom left
plot pi / x with lines lt 7 title 'π/N', \
     'approximation.dat' using 1:4 with linespoints lt 3 title 's = 1000 N', \
     '' using 1:3 with linespoints lt 1 title 's = 10 N', \
     '' using 1:2 with linespoints lt 2 title 's = 100'
