# Left, the largest of three lines; right, two bumps around their templates.
eval figure(11.4, 4.6)
set multiplot layout 1, 2 spacing 0.1
unset key
set xrange [-4:4]
set xtics 2
set xlabel 'x'
set title 'maxout'
set yrange [-4:4]
plot for [i = 3:5] 'other_units.dat' using 1:i with lines lt 7, \
     '' using 1:2 with lines lt 1
set title 'radial basis'
set yrange [0:1.1]
set ytics 0.5
plot 'other_units.dat' using 1:6 with lines lt 1, '' using 1:7 with lines lt 2
unset multiplot
