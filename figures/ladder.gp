# The ladder: shares of the peak, rung by rung.
eval figure(11.6, 5.4)
set style fill solid noborder
set xrange [0:100]
set xtics 20
set format x '%g %%'
set xlabel "share of the peak"
set yrange [] reverse
set offsets 0, 0, 0.6, 0.6
set grid xtics noytics
unset key
plot 'ladder.dat' using (0):0:(0):3:($0 - 0.3):($0 + 0.3):ytic(1) with boxxyerror lt 1, \
     '' using ($3 + 1.5):0:(sprintf('%.3g %%', $3)) with labels left textcolor lt 8
