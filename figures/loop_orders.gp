# Misses in a thousand steps, for the six orders of the loops and for B stored
# as it is or transposed.
eval figure(10.4, 5)
set style data histograms
set style histogram clustered gap 1.5
set style fill solid noborder
set boxwidth 0.9
set key left top
set ylabel 'misses in 1000 steps'
set xlabel 'order of the loops, the innermost last'
set yrange [0:2200]
set ytics 500
set grid noxtics ytics
plot 'loop_orders.dat' using 2:xtic(1) lt 1 title 'A B', \
     '' using 3 lt 5 title 'A B^T'
