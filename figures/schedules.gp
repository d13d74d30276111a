# The learning rate step by step, as a part of the full rate. After the warm-up two
# of them are nearly the same: one is a broad pale line, the other dashes on it.
eval figure(11.6, 7)
set xlabel 'step k'
set ylabel 'rate / base'
set xrange [0:900]
set yrange [0:1.1]
unset key
set label 'one cycle' at 330, 1.04 left textcolor lt 6
set label 'warm-up,' at 22, 0.22 left textcolor lt 4
set label 'then cosine' at 22, 0.15 left textcolor lt 4
set label 'cosine' at 340, 0.41 left textcolor lt 5
set label 'step decay' at 312, 0.235 left textcolor lt 1
set label 'exponential' at 185, 0.48 left textcolor lt 2
plot 'schedules.dat' using 1:5 with lines lt 5 dt solid lw 5, \
     '' using 1:3 with steps lt 1, \
     '' using 1:4 with lines lt 2, \
     '' using 1:6 with lines lt 4 lw 2.2, \
     '' using 1:7 with lines lt 6
