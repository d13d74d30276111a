# The boundary -length + 2 width - 1 = 0, the vector w on it, and the way from
# two nuts to it.
eval figure(8, 5.8)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
unset key
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set arrow from 2.4, 1.7 rto -0.15, 0.3 lt 8 lw 2
set label 'w' at 2.36, 1.9
set label 'score > 0' at 1.3, 1.75
set label 'score = 0' at 1.4, 1.08
set label 'score < 0' at 2.45, 1.05
plot 'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1 ps 0.3, \
     '' using 1:($3 < 0 ? $2 : NaN) with points lt 2 ps 0.3, \
     (x + 1) / 2 with lines lt 8 lw 2, \
     'score.dat' with lines lt 4 dt solid lw 2.5, \
     '' using 1:2 every ::0::0 with points lt 8 pt 7 ps 0.6
