# The ladder: shares of the peak, rung by rung. Winograd's are of the operations
# that it saves.
eval figure(11.6, 6.4)
stats 'ladder.dat' using 3 nooutput
most = STATS_max < 100 ? 110 : 1.12 * STATS_max
set xrange [0:most]
set xtics most > 150 ? 100 : 20
set format x '%g %%'
set xlabel "share of the peak"
set yrange [] reverse
set offsets 0, 0, 0.6, 0.6
set grid xtics noytics
unset key
set datafile separator tab
set arrow from 100, graph 0 to 100, graph 1 nohead lt 7
plot 'ladder.dat' using (0):0:(0):3:($0 - 0.3):($0 + 0.3):ytic(1) with boxxyerror lt 1, \
     '' using ($3 + 0.01 * most):0:(sprintf('%.0f %%', $3)) with labels left textcolor lt 8
