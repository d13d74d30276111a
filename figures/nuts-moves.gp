# The boundary after each epoch, from pale to dark.
eval figure(10.4, 6.2)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
set key outside right Left reverse title 'after epoch'
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set clip two
set cbrange [-1:6]
plot for [epoch = 1:6] 'nuts-moves.dat' index epoch - 1 with lines lw 2 dt solid \
         lc palette cb epoch title sprintf('%d', epoch), \
     'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1 ps 0.4 notitle, \
     '' using 1:($3 < 0 ? $2 : NaN) with points lt 2 ps 0.4 notitle
