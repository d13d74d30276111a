# Loss on the training and on the validation set, epoch by epoch.
eval figure(11.6, 6.2)
set xlabel 'epoch'
set ylabel 'loss'
set xrange [0:40]
set yrange [0:1.2]
set key top right horizontal maxrows 1 width -1
plot 'overfit.dat' index 0 using 1:2 with lines lt 1 title 'training', \
     '' index 0 using 1:3 with lines lt 2 title 'validation', \
     '' index 1 using 1:2 with points lt 8 pt 7 ps 0.9 title 'kept'
