# Left two sigmoids and their difference; right the bump for three steepnesses.
eval figure(11.6, 5.4)
set multiplot layout 1, 2 margins 0.08, 0.97, 0.24, 0.97 spacing 0.1
set xrange [0:1]
set yrange [-0.05:2.1]
set xlabel 'x'
set xtics 0.2
set ytics (0, 0.5, 1)
set key top left
plot 'bumps.dat' using 1:2 with lines lt 7 lw 2 title 'left side', \
     '' using 1:3 with lines lt 2 title 'right side', \
     '' using 1:4 with lines lt 1 title 'difference'
plot 'bumps.dat' using 1:5 with lines lt 3 title 's = 10', \
     '' using 1:4 with lines lt 1 title 's = 40', \
     '' using 1:6 with lines lt 2 title 's = 200'
unset multiplot
