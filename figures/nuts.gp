# The nuts on a plane.
eval figure(8, 5.8)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
set key top left
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
plot 'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1 \
         title 'hazelnut', \
     '' using 1:($3 < 0 ? $2 : NaN) with points lt 2 title 'almond'
