# Right answers against how far the digits were moved.
eval figure(9, 5.2)
set xlabel 'moved by so many pixels'
set ylabel 'right answers, %'
set yrange [0:100]
set xrange [0:8]
set key at graph 0.98, 0.45
plot 'shifts.dat' using 1:4 with linespoints lt 1 title 'convolutions', \
     '' using 1:3 with linespoints lt 3 title 'MLP, moved in training', \
     '' using 1:2 with linespoints lt 2 title 'MLP'
