# The loss on all points after each epoch. Two of the four runs lie on each
# other: one of them is a line, the other one rings on it.
eval figure(11.6, 7)
set xlabel 'epoch'
set ylabel 'loss'
set xrange [0:100]
set yrange [0.2:0.85]
set label 'one at a time, λ = 0.3' at 57, 0.6 left textcolor lt 4
set label 'full batch, λ = 2' at 16, 0.63 left textcolor lt 1
set label 'one at a time, λ = 0.03 (rings)' at 36, 0.285 left textcolor lt 8
set label 'mini-batches of 10, λ = 0.3 (line)' at 36, 0.24 left textcolor lt 2
unset key
plot 'batches.dat' index 3 with lines lt 4 lw 0.7, \
     '' index 0 with lines lt 1 lw 2.2, \
     '' index 1 with lines lt 2 lw 1 dt solid, \
     '' index 2 every 4::4 with points lt 8 pt 6 lw 1.8 ps 0.6
