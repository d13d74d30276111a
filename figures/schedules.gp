# The learning rate step by step, as a part of the full rate.
set xlabel 'step t'
set ylabel 'rate / base'
set xrange [0:900]
set yrange [0:1.1]
set key outside top center horizontal maxrows 2
plot 'schedules.dat' using 1:3 with steps lt 1 title 'step decay', \
     '' using 1:4 with lines lt 2 title 'exponential', \
     '' using 1:5 with lines lt 3 title 'cosine', \
     '' using 1:6 with lines lt 4 title 'warm-up, then cosine', \
     '' using 1:7 with lines lt 6 title 'one cycle'
