# The loss while XOR is learned: a plateau, a fall; and a run that stays.
eval figure(11.6, 6)
set xrange [0:300]
set yrange [0:9.5]
set xlabel 'step'
set ylabel 'loss'
unset key
set label 'two hidden units: stuck' at 220, 2.7 center textcolor lt 2
set label 'plateau' at 110, 1.4 center textcolor lt 1
set label 'three hidden units' at 215, 0.7 left textcolor lt 1
plot 'xor_tape.dat' index 0 using 1:2 with lines lt 1, \
     '' index 1 using 1:2 with lines lt 2
